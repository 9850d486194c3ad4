-- Thresholds by the day of the evaluation.
create table evaluation_ruleset (
  id                         text    primary key,
  valid_from                 date    not null,
  valid_to                   date,
  criterion_from_half_points integer not null,
  total_from_half_points     integer not null,
  constraint evaluation_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_evaluation_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&)
);
comment on column evaluation_ruleset.valid_to is 'Last day; empty while no end is known';
insert into evaluation_ruleset values ('EVALUATION-2024', '2024-01-01', null, 6, 20);

alter table evaluation add column ruleset text references evaluation_ruleset;
comment on column evaluation.ruleset is 'Thresholds that the outcome was held against';
update evaluation set ruleset = 'EVALUATION-2024' where state = 'EVALUATED';
alter table evaluation add constraint an_outcome_names_its_rules check (state <> 'EVALUATED' or ruleset is not null);

alter table expert add column languages text[] not null default '{}';
comment on column expert.languages is 'Languages in which the expert reads applications: nl, de, fr, en';

create function comparable_name(name text) returns text language sql immutable as $$
  select regexp_replace(lower(name), '[^[:alnum:]]', '', 'g')
$$;

create or replace view promise_5_evaluators_are_independent as
  select e.application, e.expert || ' scored after declaring a conflict' broken
  from evaluation e where e.state = 'EVALUATED' and e.conflict_reason is not null
  union all
  select e.application, e.expert || ' scored their own application'
  from evaluation e join application a on a.reference = e.application
  where e.state = 'EVALUATED' and a.applicant = e.expert
  union all
  select e.application, e.expert || ' scored an application of their employer'
  from evaluation e join expert x on x.username = e.expert join application a on a.reference = e.application
  where e.state = 'EVALUATED' and x.employer <> '' and comparable_name(x.employer) in (
    select comparable_name(a.enterprise_name)
    union all select comparable_name(party ->> 'name')
      from jsonb_array_elements(coalesce(a.dossier::jsonb -> 'partners', '[]')) party
    union all select comparable_name(party ->> 'name')
      from jsonb_array_elements(coalesce(a.dossier::jsonb -> 'enterprise' -> 'holdings', '[]')) party)
  union all
  select e.application, e.expert || ' scored twice'
  from evaluation e where e.state = 'EVALUATED' group by e.application, e.expert having count(*) > 1;
