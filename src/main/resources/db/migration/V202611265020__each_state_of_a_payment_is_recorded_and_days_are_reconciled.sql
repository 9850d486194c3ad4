-- Payments change their state in place; what they were on a past day is told by this table, which the database keeps itself.
create table payment_state_change (
  payment text        not null references payment_instruction,
  number  integer     not null,
  state   text        not null,
  at      timestamptz not null,
  constraint changes_of_state_are_numbered primary key (payment, number)
);
comment on table payment_state_change is 'Every state that a payment had, written with its change, whoever changes it';

insert into payment_state_change (payment, number, state, at)
select payment, row_number() over (partition by payment order by at, rank), state, at
from (
  select p.end_to_end_id payment, 1 rank, 'ORDERED' state, p.ordered_at at from payment_instruction p
  union all
  select l.payment, 2, 'RELEASED', b.released_at
  from payment_batch_line l join payment_batch b on b.id = l.batch and b.state = 'RELEASED'
  union all
  select e.payment, 3, 'BOOKED', s.received_at
  from bank_entry e join bank_statement s on s.id = e.statement where e.outcome = 'BOOKED'
  union all
  select p.end_to_end_id, 4, p.state, now() from payment_instruction p where p.state in ('BATCHED', 'CANCELLED')
) known;

create trigger payment_state_change_is_append_only before update or delete on payment_state_change
  for each row execute function refuse_change();

create function record_payment_state() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.state <> old.state then
    insert into payment_state_change (payment, number, state, at)
    select new.end_to_end_id, count(*) + 1, new.state, now()
    from payment_state_change where payment = new.end_to_end_id;
  end if;
  return new;
end $$;
create trigger payment_state_is_recorded after insert or update on payment_instruction
  for each row execute function record_payment_state();

-- What ledger, payments, bank and engine said about each payment at a moment, from tables that are only appended to.
create function payments_as_of(as_of timestamptz)
returns table (
  application text, instalment integer, line text,
  ledger_in_payment_cents bigint, ledger_paid_cents bigint,
  in_payment_cents bigint, paid_cents bigint, bank_paid_cents bigint,
  awaited boolean, waiting boolean, told boolean, once_booked boolean)
language sql stable as $$
  with ledger as (
    select p.application, p.instalment, min(p.line) line,
           sum(case p.kind when 'ORDER' then p.amount_cents when 'PAY' then -p.amount_cents
                           when 'REJECT' then -p.amount_cents else 0 end)::bigint in_payment,
           sum(case p.kind when 'PAY' then p.amount_cents when 'RETURN' then -p.amount_cents else 0 end)::bigint paid
    from budget_posting p
    where p.posted_at < as_of and p.kind in ('ORDER', 'PAY', 'REJECT', 'RETURN')
    group by p.application, p.instalment
  ), instruction as (
    select p.application, p.instalment,
           sum(p.amount_cents) filter (where s.state = 'RELEASED') in_payment,
           sum(p.amount_cents) filter (where s.state = 'BOOKED') paid,
           bool_or(s.state in ('ORDERED', 'BATCHED', 'RELEASED')) awaited,
           bool_or(exists (select 1 from payment_state_change b
             where b.payment = p.end_to_end_id and b.state = 'BOOKED' and b.at < as_of)) once_booked
    from payment_instruction p
    join lateral (select c.state from payment_state_change c where c.payment = p.end_to_end_id and c.at < as_of
                  order by c.number desc limit 1) s on true
    group by p.application, p.instalment
  ), bank as (
    select p.application, p.instalment,
           sum(case e.direction when 'DEBIT' then e.amount else -e.amount end * 100)::bigint paid
    from bank_entry e
    join bank_statement s on s.id = e.statement and s.received_at < as_of
    join payment_instruction p on p.end_to_end_id = e.payment
    where e.outcome = 'BOOKED'
    group by p.application, p.instalment
  ), known as (
    select application, instalment from ledger
    union select application, instalment from instruction
    union select application, instalment from bank
  )
  select k.application, k.instalment, coalesce(l.line, b.code),
         coalesce(l.in_payment, 0)::bigint, coalesce(l.paid, 0)::bigint,
         coalesce(i.in_payment, 0)::bigint, coalesce(i.paid, 0)::bigint, coalesce(n.paid, 0)::bigint,
         coalesce(i.awaited, false),
         coalesce(i.awaited, false) and a.process_instance is not null
           and coalesce(h.status not in ('CLOSED', 'REJECTED', 'LAPSED', 'TERMINATED', 'WITHDRAWN'), false),
         exists (select 1 from outbox_record o
                 where o.record_key = k.application and o.completed_at < as_of
                   and o.payload like '%"payment-booked"%'
                   and o.payload like '%"' || k.application || '/payment/' || k.instalment || '"%'),
         coalesce(i.once_booked, false)
  from known k
  join application a on a.reference = k.application
  left join lateral (select s.status from status_history s where s.application = k.application and s.at < as_of
                order by s.number desc limit 1) h on true
  left join ledger l on l.application = k.application and l.instalment = k.instalment
  left join instruction i on i.application = k.application and i.instalment = k.instalment
  left join bank n on n.application = k.application and n.instalment = k.instalment
  left join budget_line b on b.scheme = case left(k.application, 1) when 'V' then 'VOUCHER' else 'INNOVATION_FUND' end
$$;

create function differences_as_of(as_of timestamptz)
returns table (kind text, line text, application text, instalment integer, one_cents bigint, other_cents bigint)
language sql stable as $$
  with payment as (select * from payments_as_of(as_of))
  select 'LEDGER_AND_PAYMENT_IN_PAYMENT', line, application, instalment, ledger_in_payment_cents, in_payment_cents
  from payment where ledger_in_payment_cents <> in_payment_cents
  union all
  select 'LEDGER_AND_PAYMENT_PAID', line, application, instalment, ledger_paid_cents, paid_cents
  from payment where ledger_paid_cents <> paid_cents
  union all
  select 'PAYMENT_AND_BANK_PAID', line, application, instalment, paid_cents, bank_paid_cents
  from payment where paid_cents <> bank_paid_cents
  union all
  select 'NO_PROCESS_WAITS', line, application, instalment, in_payment_cents, 0
  from payment where awaited and not waiting
  union all
  select 'PROCESS_NOT_TOLD', line, application, instalment, paid_cents, 0
  from payment where paid_cents > 0 and not told
  union all
  select 'PROCESS_TOLD_WITHOUT_BOOKING', line, application, instalment, paid_cents, 0
  from payment where told and not once_booked
  union all
  select 'LEDGER_AND_REPAYMENTS', coalesce(l.line, b.code), coalesce(l.application, r.application), 0,
         coalesce(l.cents, 0)::bigint, coalesce(r.cents, 0)::bigint
  from (select application, min(line) line, sum(amount_cents) cents from budget_posting
        where kind = 'RECOVER' and posted_at < as_of group by application) l
  full join (select application, sum(amount_cents) cents from repayment_posting
             where kind = 'RECEIVE' and posted_at < as_of group by application) r on r.application = l.application
  left join budget_line b on l.line is null
    and b.scheme = case left(r.application, 1) when 'V' then 'VOUCHER' else 'INNOVATION_FUND' end
  where l.cents is distinct from r.cents
$$;

create view promise_12_ledger_payments_and_bank_agree as
  select d.application, 'instalment ' || d.instalment || ': ' || d.kind || ' ' || d.one_cents || ' and ' || d.other_cents broken
  from differences_as_of('infinity') d
  where d.kind in ('LEDGER_AND_PAYMENT_IN_PAYMENT', 'LEDGER_AND_PAYMENT_PAID', 'PAYMENT_AND_BANK_PAID');
comment on view promise_12_ledger_payments_and_bank_agree is 'What processes wait for is left out: they learn of a booking a moment later';
