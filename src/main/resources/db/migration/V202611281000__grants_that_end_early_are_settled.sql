-- A grant that ends before its final claim was accepted is settled on what was verified until then: what is owed is paid with the
-- claim that ends it, what was ordered beyond is given up, what was paid beyond comes back.
alter table claim_settlement
  add column given_up_cents bigint not null default 0,
  drop constraint settlement_kind_is_known,
  add constraint settlement_kind_is_known check (kind in ('ADVANCE', 'INTERIM', 'FINAL', 'LAPSED', 'TERMINATED')),
  drop constraint nothing_settled_is_negative,
  add constraint nothing_settled_is_negative check (least(verified_cents, earned_cents, cap_cents, paid_before_cents, payable_cents,
    overpaid_cents, given_up_cents, released_cents) >= 0),
  drop constraint payment_follows_the_formula,
  add constraint payment_follows_the_formula check (case
    when kind = 'ADVANCE' then payable_cents = cap_cents and paid_before_cents = 0
    when kind in ('LAPSED', 'TERMINATED') and payable_cents = 0 then true
    else payable_cents = greatest(0, least(earned_cents, cap_cents) - paid_before_cents) end),
  drop constraint only_the_end_finds_too_much_paid,
  add constraint only_the_end_finds_too_much_paid check (
    kind in ('FINAL', 'LAPSED', 'TERMINATED') or overpaid_cents = 0 and released_cents = 0),
  add constraint only_an_early_end_gives_up_payments check (kind in ('LAPSED', 'TERMINATED') or given_up_cents = 0);
create unique index one_end_per_grant on claim_settlement (application) where kind in ('FINAL', 'LAPSED', 'TERMINATED');
comment on column claim_settlement.given_up_cents is
  'What earlier claims are worth and was not paid when the grant ended; nothing is paid for them any more';

create or replace view promise_4_grants_are_paid_as_earned as
  select s.application, 'claim ' || s.claim || ' was settled on another sum than was verified until then' broken
  from claim_settlement s
  where s.kind <> 'ADVANCE' and s.verified_cents is distinct from (
    select coalesce(sum(v.accepted_cents), 0) from grant_cost_verdict v
    where v.application = s.application and v.judged_in <= s.claim)
  union all
  select s.application, 'claim ' || s.claim || ' was settled on another sum than was settled before it'
  from claim_settlement s
  where s.paid_before_cents + s.given_up_cents is distinct from (
    select coalesce(sum(b.payable_cents), 0) from claim_settlement b
    where b.application = s.application and b.claim < s.claim)
  union all
  select c.application, 'claim ' || c.number || ' is worth another amount than its settlement says'
  from claim c left join claim_settlement s on s.application = c.application and s.claim = c.number
  where (c.state = 'ACCEPTED' or s.kind in ('LAPSED', 'TERMINATED') and s.payable_cents > 0) and c.application like 'F-%'
    and s.payable_cents is distinct from c.amount_cents
  union all
  select p.application, 'instalment ' || p.instalment || ' pays more than claim ' || p.claim_number || ' is worth'
  from payment_instruction p join claim c on c.application = p.application and c.number = p.claim_number
  where p.amount_cents > c.amount_cents;

create or replace view promise_4_no_payment_without_grounds as
  with payment as (select * from payment_instruction where state not in ('CANCELLED', 'REJECTED', 'RETURNED')),
  owed as (select application, claim from claim_settlement where kind in ('LAPSED', 'TERMINATED') and payable_cents > 0)
  select p.application, 'never found eligible' broken
  from payment p
  where not exists (select 1 from status_history h where h.application = p.application and h.status = 'ELIGIBLE')
  union all
  select p.application, 'no evaluation above the threshold'
  from payment p
  where not exists (select 1 from evaluation_in_force e where e.application = p.application and e.passed)
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
    and not exists (select 1 from owed o where o.application = p.application and o.claim = p.claim_number)
  union all
  select p.application, 'more is paid than was agreed'
  from payment p join agreement a on a.application = p.application
  group by p.application, a.amount_cents having sum(p.amount_cents) > a.amount_cents
  union all
  select p.application, 'instalment ' || p.instalment || ' may be paid although the application is ' || a.status
  from payment p join application a on a.reference = p.application
  where a.status in ('REJECTED', 'UNDER_APPEAL', 'LAPSED', 'TERMINATED', 'WITHDRAWN')
    and not (p.state = 'BOOKED' and p.application like 'F-%')
    and not (a.status = 'TERMINATED'
      and exists (select 1 from owed o where o.application = p.application and o.claim = p.claim_number));
