-- After an upheld appeal an application is decided on, screened or evaluated anew. What was found before is kept.
alter table award_decision
  add column number integer not null default 1,
  add column previous integer generated always as (nullif(number - 1, 0)) stored,
  drop constraint award_decision_pkey,
  add constraint decisions_are_numbered primary key (application, number),
  add constraint decisions_count_from_one check (number >= 1);
alter table award_decision alter column number drop default;

create table overturned_decision (
  application   text        not null,
  number        integer     not null,
  overturned_at timestamptz not null,
  constraint a_decision_is_overturned_once primary key (application, number),
  constraint overturned_decision_exists foreign key (application, number) references award_decision (application, number)
);
comment on table overturned_decision is 'Decisions that count no more because an appeal against them was upheld';
create trigger overturned_decision_is_append_only before update or delete on overturned_decision
  for each row execute function refuse_change();

alter table award_decision add constraint a_further_decision_follows_an_overturned_one
  foreign key (application, previous) references overturned_decision (application, number);

create view decision_in_force as
  select d.* from award_decision d
  where not exists (select from overturned_decision o where o.application = d.application and o.number = d.number);

alter table officer_screening
  add column number integer not null default 1,
  add column previous integer generated always as (nullif(number - 1, 0)) stored,
  drop constraint officer_screening_pkey,
  add constraint screenings_are_numbered primary key (application, number),
  add constraint screenings_count_from_one check (number >= 1),
  add constraint nobody_screens_an_application_twice unique (application, officer);
alter table officer_screening alter column number drop default;

create table overturned_screening (
  application   text        not null,
  number        integer     not null,
  overturned_at timestamptz not null,
  constraint a_screening_is_overturned_once primary key (application, number),
  constraint overturned_screening_exists foreign key (application, number) references officer_screening (application, number)
);
comment on table overturned_screening is 'Verdicts of officers that count no more because an appeal was upheld';
create trigger overturned_screening_is_append_only before update or delete on overturned_screening
  for each row execute function refuse_change();

alter table officer_screening add constraint a_further_screening_follows_an_overturned_one
  foreign key (application, previous) references overturned_screening (application, number);

create view screening_in_force as
  select s.* from officer_screening s
  where not exists (select from overturned_screening o where o.application = s.application and o.number = s.number);

alter table evaluation
  add column voided_at timestamptz,
  add column void_reason text,
  drop constraint evaluation_state_is_known,
  add constraint evaluation_state_is_known check (state in ('ASSIGNED', 'CONFLICT', 'EVALUATED', 'VOIDED')),
  add constraint a_voided_evaluation_says_why check ((state = 'VOIDED') = (voided_at is not null and void_reason is not null));
comment on column evaluation.void_reason is 'Why it counts no more: an upheld appeal, or the application ended before it was given';
