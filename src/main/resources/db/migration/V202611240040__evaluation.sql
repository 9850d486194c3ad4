create table expert (
  username text   primary key,
  sectors  text[] not null,
  employer text   not null default '',
  constraint expert_has_a_sector check (cardinality(sectors) > 0)
);
comment on column expert.employer is 'Never evaluates an application in which the employer takes part';

create table evaluation (
  id                     uuid        primary key,
  application            text        not null references application,
  expert                 text        not null references expert,
  state                  text        not null,
  excellence             integer,
  impact                 integer,
  implementation         integer,
  excellence_comment     text,
  impact_comment         text,
  implementation_comment text,
  passed                 boolean,
  conflict_reason        text,
  assigned_at            timestamptz not null,
  recorded_at            timestamptz,
  constraint evaluation_state_is_known check (state in ('ASSIGNED', 'CONFLICT', 'EVALUATED')),
  constraint scores_are_half_points_to_5 check (
    excellence between 0 and 10 and impact between 0 and 10 and implementation between 0 and 10),
  constraint an_evaluation_is_whole check (state <> 'EVALUATED' or (
    excellence is not null and impact is not null and implementation is not null and passed is not null
    and excellence_comment is not null and impact_comment is not null and implementation_comment is not null
    and recorded_at is not null)),
  constraint nobody_evaluates_an_application_twice unique (application, expert)
);
comment on column evaluation.excellence is 'Half points: 7 is 3.5';
create unique index one_open_evaluation_per_voucher on evaluation (application)
  where state = 'ASSIGNED' and application like 'V-%';
create unique index one_evaluation_counts_per_voucher on evaluation (application)
  where state = 'EVALUATED' and application like 'V-%';

create view promise_5_evaluators_are_independent as
  select e.application, e.expert || ' scored after declaring a conflict' broken
  from evaluation e where e.state = 'EVALUATED' and e.conflict_reason is not null
  union all
  select e.application, e.expert || ' scored their own application'
  from evaluation e join application a on a.reference = e.application
  where e.state = 'EVALUATED' and a.applicant = e.expert
  union all
  select e.application, e.expert || ' scored twice'
  from evaluation e where e.state = 'EVALUATED' group by e.application, e.expert having count(*) > 1;
