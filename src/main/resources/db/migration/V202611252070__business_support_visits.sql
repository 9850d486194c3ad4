alter table account_role drop constraint role_is_known;
alter table account_role add constraint role_is_known check (role in ('APPLICANT', 'BUSINESS_SUPPORT_MANAGER', 'EVALUATOR',
  'PROGRAMME_OFFICER', 'PROGRAMME_MANAGER', 'FINANCE_OFFICER', 'ADMINISTRATOR', 'AUDITOR'));

create table business_support_manager (
  username  text   primary key references account,
  regions   text[] not null,
  languages text[] not null,
  sectors   text[] not null,
  employer  text   not null default '',
  constraint manager_has_a_region check (cardinality(regions) > 0),
  constraint manager_speaks_a_language check (cardinality(languages) > 0),
  constraint manager_knows_a_sector check (cardinality(sectors) > 0),
  constraint regions_are_known check (regions <@ array['AACHEN', 'HASSELT', 'LIEGE', 'LEUVEN', 'OSTBELGIEN', 'MAASTRICHT',
    'EINDHOVEN']),
  constraint languages_are_known check (languages <@ array['nl', 'de', 'fr', 'en']),
  constraint sectors_are_known check (sectors <@ array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS', 'OTHER'])
);
comment on table business_support_manager is 'Gets visits while the account is in role BUSINESS_SUPPORT_MANAGER';
comment on column business_support_manager.languages is 'Languages in which the manager advises: nl, de, fr, en';
comment on column business_support_manager.employer is 'Never visits an applicant when the employer takes part in the application';

create table company_visit (
  application text        primary key references application,
  manager     text        not null references business_support_manager,
  planned_at  timestamptz not null,
  due_at      timestamptz not null,
  reminded_at timestamptz,
  constraint a_visit_is_planned_ahead check (due_at > planned_at),
  constraint a_visit_has_one_manager unique (application, manager)
);
comment on column company_visit.due_at is 'The case waits for the visit until then';
create index company_visit_of_manager on company_visit (manager);

-- What became of a visit.
create table visit_report (
  application         text        primary key references company_visit,
  manager             text,
  held                boolean     not null,
  visited_on          date,
  advice              text,
  partner_suggestions text,
  funding_pointers    text,
  reason_not_held     text,
  recorded_at         timestamptz not null,
  constraint a_visit_is_recorded_by_its_manager foreign key (application, manager) references company_visit (application, manager),
  constraint a_held_visit_has_a_manager_a_day_and_advice check (held = (visited_on is not null and advice is not null)
    and (manager is not null or not held)),
  constraint a_visit_is_recorded_afterwards check (visited_on <= (recorded_at at time zone 'Europe/Amsterdam')::date),
  constraint a_manager_says_why_no_visit_was_held check ((reason_not_held is not null) = (manager is not null and not held))
);
comment on column visit_report.manager is 'Empty when the period ended without a report';
create trigger visit_report_is_append_only before update or delete on visit_report
  for each row execute function refuse_change();

create index application_of_undertaking on application (undertaking);

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
  select e.application, e.expert || ' scored an application of a firm they advised'
  from evaluation e join application a on a.reference = e.application
  where e.state = 'EVALUATED' and exists (
    select from company_visit v join visit_report r using (application) join application b on b.reference = v.application
    where r.held and v.manager = e.expert and (b.reference = a.reference or b.undertaking = a.undertaking))
  union all
  select e.application, e.expert || ' scored twice'
  from evaluation e where e.state = 'EVALUATED' group by e.application, e.expert having count(*) > 1;
