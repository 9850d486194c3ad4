-- Changes that a lead asks for after the agreement of a fund grant, and what is decided on them.
create table change_ruleset (
  id                       text    primary key,
  valid_from               date    not null,
  valid_to                 date,
  extensions_at_most       integer not null,
  extension_months_at_most integer not null,
  member_states_at_least   integer not null,
  enterprises_at_least     integer not null,
  constraint change_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint limits_of_changes_are_positive check (extensions_at_most >= 0 and extension_months_at_most > 0
    and member_states_at_least > 0 and enterprises_at_least > 0),
  constraint one_change_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&)
);
comment on column change_ruleset.extensions_at_most is 'How often the end of the work may be moved';
comment on column change_ruleset.extension_months_at_most is 'By how many months at most, counted from the end that was agreed first';
comment on column change_ruleset.member_states_at_least is 'From how many Member States of the programme the partners that stay must come';
comment on column change_ruleset.enterprises_at_least is 'How many independent enterprises must stay';
insert into change_ruleset values ('CHANGE-2024', '2024-01-01', null, 1, 6, 2, 2);

create table change_request (
  application      text        not null references application,
  number           integer     not null,
  kind             text        not null,
  state            text        not null,
  reasons          text        not null,
  ends_on          date,
  scope            text,
  partner          integer,
  plan             integer     not null,
  aid_project      integer,
  aid_sheet        integer,
  requested_by     text        not null,
  requested_at     timestamptz not null,
  assessment       text,
  assessed_by      text,
  assessed_at      timestamptz,
  decision_reasons text,
  new_plan         integer,
  decided_by       text,
  decided_at       timestamptz,
  constraint changes_are_numbered primary key (application, number),
  constraint change_is_asked_for_about_a_plan foreign key (application, plan) references grant_plan (application, version),
  constraint change_leads_to_a_plan foreign key (application, new_plan) references grant_plan (application, version),
  constraint aid_of_a_change_is_kept foreign key (application, aid_sheet) references aid_computation (application, number),
  constraint change_kind_is_known check (kind in ('PARTNER_LEAVES', 'BUDGET_SHIFT', 'EXTENSION', 'SCOPE')),
  constraint change_state_is_known check (state in ('OPEN', 'GRANTED', 'REFUSED', 'WITHDRAWN', 'CLOSED')),
  constraint change_tells_what_it_is_about check (
    (kind = 'EXTENSION') = (ends_on is not null) and (kind = 'SCOPE') = (scope is not null)
    and (kind = 'PARTNER_LEAVES') = (partner is not null)),
  constraint lead_does_not_leave check (partner >= 2),
  constraint assessment_is_whole check ((assessment is null) = (assessed_by is null) and (assessment is null) = (assessed_at is null)),
  constraint decision_on_a_change_is_whole check (
    (state in ('GRANTED', 'REFUSED')) = (decision_reasons is not null) and (state = 'OPEN') = (decided_at is null)
    and (state = 'OPEN') = (decided_by is null)),
  constraint a_plan_comes_with_a_grant_of_the_change check ((state = 'GRANTED') = (new_plan is not null)),
  constraint nobody_decides_on_an_own_change check (state not in ('GRANTED', 'REFUSED') or decided_by <> requested_by)
);
create unique index one_open_change_of_a_kind on change_request (application, kind) where state = 'OPEN';
create unique index one_open_change_of_costs on change_request (application) where state = 'OPEN' and kind in ('PARTNER_LEAVES', 'BUDGET_SHIFT');
create index change_request_by_state on change_request (state, requested_at);
comment on column change_request.plan is 'Version of the plan that was in force when it was asked for';
comment on column change_request.partner is 'Number of the partner that leaves; the lead is 1 and stays';
comment on column change_request.aid_project is 'Version of the proposed project that aid is computed from';

create table change_cost (
  application text    not null,
  number      integer not null,
  partner     integer not null,
  category    text    not null,
  costs_cents bigint  not null,
  constraint one_cost_per_partner_and_category primary key (application, number, partner, category),
  constraint cost_belongs_to_a_change foreign key (application, number) references change_request,
  constraint changed_costs_are_positive check (costs_cents > 0)
);
comment on table change_cost is 'Who is to spend what after the change: the whole distribution, not the differences';
create trigger change_cost_is_append_only before update or delete on change_cost
  for each row execute function refuse_change();

create table change_document (
  application text    not null,
  number      integer not null,
  document    uuid    not null references document,
  constraint document_goes_once_with_a_change primary key (application, number, document),
  constraint document_belongs_to_a_change foreign key (application, number) references change_request
);

create table change_letter (
  application text        not null,
  number      integer     not null,
  language    text        not null,
  content     bytea       not null,
  sha256      text        not null,
  created_at  timestamptz not null,
  constraint one_letter_per_change primary key (application, number),
  constraint letter_belongs_to_a_change foreign key (application, number) references change_request
);
create trigger change_letter_is_append_only before update or delete on change_letter
  for each row execute function refuse_change();

create table aid_proposal (
  application text        not null,
  project     integer     not null,
  adopted_at  timestamptz,
  constraint project_is_proposed_once primary key (application, project),
  constraint proposal_is_a_project foreign key (application, project) references funded_project (application, version)
);
comment on table aid_proposal is 'Projects that only count once they are adopted, such as after a change of the grant';

-- Evidence of a change is a document of its own kind; whatever kinds there are stay.
do $$
declare
  kinds text;
begin
  select string_agg(quote_literal(kind), ', ' order by kind) into kinds
  from (
    select (regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]+)''', 'g'))[1] kind
    from pg_constraint where conrelid = 'document'::regclass and conname = 'kind_is_known'
    union
    select 'CHANGE') known;
  alter table document drop constraint kind_is_known;
  execute format('alter table document add constraint kind_is_known check (kind in (%s))', kinds);
end $$;
