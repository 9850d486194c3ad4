-- A decision can be drafted before it is communicated, and an award can have conditions that are met before the agreement.
create table award_draft (
  application     text        not null references application,
  number          integer     not null,
  decision_number integer     not null,
  decision        text        not null,
  reasons         text        not null,
  rejection_code  text,
  conditions      text[]      not null,
  author          text        not null,
  drafted_at      timestamptz not null,
  constraint drafts_are_numbered primary key (application, number),
  constraint drafts_count_from_one check (number >= 1 and decision_number >= 1),
  constraint drafted_decision_is_known check (decision in ('AWARD', 'REJECT')),
  constraint a_draft_is_a_persons check (author <> 'system')
);
comment on table award_draft is 'Decisions on awards as somebody kept them before communicating; applicants never see them';
comment on column award_draft.decision_number is 'Number of the decision it is a draft of; the newest draft with that number is the one that counts';
create trigger award_draft_is_append_only before update or delete on award_draft
  for each row execute function refuse_change();

create table award_condition (
  application text    not null,
  decision    integer not null,
  number      integer not null,
  text        text    not null,
  constraint conditions_are_numbered primary key (application, decision, number),
  constraint a_condition_belongs_to_a_decision foreign key (application, decision) references award_decision (application, number),
  constraint an_award_has_at_most_ten_conditions check (number between 1 and 10),
  constraint a_condition_says_something check (length(text) between 1 and 500)
);
comment on table award_condition is 'What has to be fulfilled before the agreement is offered; part of the decision';
create trigger award_condition_is_append_only before update or delete on award_condition
  for each row execute function refuse_change();

create table confirmed_condition (
  application  text        not null,
  decision     integer     not null,
  number       integer     not null,
  note         text        not null,
  confirmed_by text        not null,
  confirmed_at timestamptz not null,
  constraint a_condition_is_confirmed_once primary key (application, decision, number),
  constraint confirmed_condition_exists foreign key (application, decision, number) references award_condition,
  constraint a_confirmation_says_why check (length(note) between 1 and 2000),
  constraint a_confirmation_is_a_persons check (confirmed_by <> 'system')
);
create trigger confirmed_condition_is_append_only before update or delete on confirmed_condition
  for each row execute function refuse_change();

create table proof_request (
  application text        not null,
  decision    integer     not null,
  asked_at    timestamptz not null,
  prove_by    timestamptz not null,
  constraint proof_is_asked_for_once primary key (application, decision),
  constraint proof_belongs_to_a_decision foreign key (application, decision) references award_decision (application, number)
);
comment on table proof_request is 'Until when the conditions of an award are to be fulfilled; this date decides, not the moment a timer fires';

create view awaited_condition as
  select c.application, c.decision, c.number
  from award_condition c
  join decision_in_force d on d.application = c.application and d.number = c.decision
  join application a on a.reference = c.application and a.status = 'APPROVED'
  where not exists (select from confirmed_condition f
    where f.application = c.application and f.decision = c.decision and f.number = c.number);
comment on view awaited_condition is 'Conditions that nobody confirmed yet and that can still be fulfilled';

alter table document drop constraint kind_is_known;
alter table document add constraint kind_is_known
  check (kind in ('PROJECT_PLAN', 'ANNUAL_ACCOUNTS', 'EVIDENCE', 'APPEAL', 'CONDITION', 'OTHER'));

create or replace view promise_4_no_payment_without_grounds as
  with payment as (select * from payment_instruction where state <> 'CANCELLED')
  select p.application, 'never found eligible' broken
  from payment p
  where not exists (select 1 from status_history h where h.application = p.application and h.status = 'ELIGIBLE')
  union all
  select p.application, 'no evaluation above the threshold'
  from payment p
  where not exists (select 1 from evaluation e where e.application = p.application and e.state = 'EVALUATED' and e.passed)
  union all
  select p.application, 'not awarded by a person'
  from payment p
  where not exists (select 1 from decision_in_force d
    where d.application = p.application and d.decision = 'AWARD' and d.decided_by <> 'system')
  union all
  select a.application, 'condition ' || c.number || ' of the award was open when the agreement was offered, or still is'
  from agreement a
  join award_condition c on c.application = a.application
  join decision_in_force d on d.application = c.application and d.number = c.decision
  where not exists (select 1 from confirmed_condition f
    where f.application = c.application and f.decision = c.decision and f.number = c.number
      and f.confirmed_at <= a.offered_at)
  union all
  select p.application, 'no accepted agreement'
  from payment p
  where not exists (select 1 from agreement a where a.application = p.application and a.state = 'ACCEPTED')
  union all
  select p.application, 'claim ' || p.claim_number || ' was not verified and accepted'
  from payment p
  where not exists (select 1 from claim c
    where c.application = p.application and c.number = p.claim_number and c.state = 'ACCEPTED')
  union all
  select p.application, 'more is paid than was agreed'
  from payment p join agreement a on a.application = p.application
  group by p.application, a.amount_cents having sum(p.amount_cents) > a.amount_cents
  union all
  select p.application, 'instalment ' || p.instalment || ' may be paid although the application is ' || a.status
  from payment p join application a on a.reference = p.application
  where a.status in ('REJECTED', 'UNDER_APPEAL', 'LAPSED', 'TERMINATED', 'WITHDRAWN');
