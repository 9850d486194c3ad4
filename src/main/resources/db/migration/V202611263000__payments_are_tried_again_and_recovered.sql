alter table budget_posting
  add column attempt   integer not null default 0,
  add column key       text    not null default '',
  add column posted_by text    not null default 'system',
  drop constraint posting_kind_is_known,
  drop constraint each_movement_is_posted_once;

-- Payments were tried once so far; the trigger that keeps postings as they are is set aside for this.
alter table budget_posting disable trigger budget_posting_is_append_only;
update budget_posting set attempt = 1 where kind in ('ORDER', 'PAY');
alter table budget_posting enable trigger budget_posting_is_append_only;

alter table budget_posting
  alter column attempt drop default,
  alter column key drop default,
  alter column posted_by drop default,
  add constraint posting_kind_is_known check (kind in (
    'RESERVE', 'COMMIT', 'ORDER', 'PAY', 'REJECT', 'RETURN', 'RECOVER', 'RELEASE_RESERVED', 'RELEASE_COMMITTED')),
  add constraint each_movement_is_posted_once unique (application, reservation, kind, instalment, attempt, key),
  add constraint tries_to_pay_are_counted check (
    case when kind in ('ORDER', 'PAY', 'REJECT', 'RETURN') then instalment >= 1 and attempt >= 1 else attempt = 0 end),
  add constraint recoveries_have_a_key check ((kind = 'RECOVER') = (key <> '')),
  add constraint what_goes_back_has_a_reason check (
    kind not in ('REJECT', 'RETURN', 'RECOVER', 'RELEASE_RESERVED', 'RELEASE_COMMITTED')
    or coalesce(length(trim(reason)), 0) > 0);
comment on column budget_posting.attempt is 'Which try to pay the instalment, from 1; 0 for postings that are about none';
comment on column budget_posting.key is 'Key of the recovery that must be posted once; empty for other postings';
comment on column budget_posting.posted_by is 'Username of the person whose act moved the money, or system';

alter table budget_reservation
  drop constraint reservation_is_positive,
  add constraint reservation_is_not_negative check (amount_cents >= 0);
comment on column budget_reservation.amount_cents is 'All that the application holds, from reserved to paid; 0 once everything paid was recovered';

create view budget_holding as
  select p.application, p.reservation, p.line,
         sum(case p.kind when 'RESERVE' then p.amount_cents
                         when 'COMMIT' then -p.amount_cents
                         when 'RELEASE_RESERVED' then -p.amount_cents else 0 end)::bigint reserved_cents,
         sum(case p.kind when 'COMMIT' then p.amount_cents
                         when 'REJECT' then p.amount_cents
                         when 'RETURN' then p.amount_cents
                         when 'ORDER' then -p.amount_cents
                         when 'RELEASE_COMMITTED' then -p.amount_cents else 0 end)::bigint committed_cents,
         sum(case p.kind when 'ORDER' then p.amount_cents
                         when 'PAY' then -p.amount_cents
                         when 'REJECT' then -p.amount_cents else 0 end)::bigint in_payment_cents,
         sum(case p.kind when 'PAY' then p.amount_cents
                         when 'RETURN' then -p.amount_cents
                         when 'RECOVER' then -p.amount_cents else 0 end)::bigint paid_cents
  from budget_posting p group by p.application, p.reservation, p.line;
comment on view budget_holding is 'Where the money of each reservation is now, from its postings';

create or replace view promise_2_budget_is_never_exceeded as
  select l.code line, 'more reserved, committed and paid than allocated' broken
  from budget_line l
  where l.reserved_cents + l.committed_cents + l.in_payment_cents + l.paid_cents > l.allocated_cents
  union all
  select l.code, 'the postings do not add up to the balances'
  from budget_line l left join budget_holding h on h.line = l.code
  group by l.code
  having coalesce(sum(h.reserved_cents), 0) <> l.reserved_cents
      or coalesce(sum(h.committed_cents), 0) <> l.committed_cents
      or coalesce(sum(h.in_payment_cents), 0) <> l.in_payment_cents
      or coalesce(sum(h.paid_cents), 0) <> l.paid_cents
  union all
  select h.line, h.application || ' moved more than it holds'
  from budget_holding h
  where least(h.reserved_cents, h.committed_cents, h.in_payment_cents, h.paid_cents) < 0
  union all
  select r.line, r.application || ' holds another amount than its postings say'
  from budget_reservation r
  left join (
    select application, sum(reserved_cents + committed_cents + in_payment_cents + paid_cents) held
    from budget_holding group by application) h on h.application = r.application
  where r.state <> 'RELEASED' and r.amount_cents is distinct from h.held
  union all
  select s.line, 'voucher ' || s.number || ' is taken without a reservation'
  from voucher_slot s
  where s.application is not null and not exists (
    select 1 from budget_reservation r where r.application = s.application and r.state <> 'RELEASED')
  union all
  select r.line, r.application || ' holds a reservation without a voucher'
  from budget_reservation r join budget_line l on l.code = r.line and l.scheme = 'VOUCHER'
  where r.state <> 'RELEASED' and not exists (select 1 from voucher_slot s where s.application = r.application);
