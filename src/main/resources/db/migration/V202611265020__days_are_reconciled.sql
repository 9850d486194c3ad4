-- What ledger, payments, bank and engine said about each try to pay at a moment, from tables that are only appended to.
create function payments_as_of(as_of timestamptz)
returns table (
  application text, instalment integer, attempt integer, line text,
  ledger_in_payment_cents bigint, ledger_paid_cents bigint,
  in_payment_cents bigint, paid_cents bigint, bank_paid_cents bigint,
  awaited boolean, waiting boolean, told boolean, once_booked boolean)
language sql stable as $$
  with ledger as (
    select p.application, p.instalment, p.attempt, min(p.line) line,
           sum(case p.kind when 'ORDER' then p.amount_cents when 'PAY' then -p.amount_cents
                           when 'REJECT' then -p.amount_cents else 0 end)::bigint in_payment,
           sum(case p.kind when 'PAY' then p.amount_cents when 'RETURN' then -p.amount_cents else 0 end)::bigint paid
    from budget_posting p
    where p.posted_at < as_of and p.kind in ('ORDER', 'PAY', 'REJECT', 'RETURN')
    group by p.application, p.instalment, p.attempt
  ), instruction as (
    select p.application, p.instalment, p.attempt,
           case when s.state in ('RELEASED', 'ACCEPTED') then p.amount_cents end in_payment,
           case when s.state = 'BOOKED' then p.amount_cents end paid,
           s.state in ('ORDERED', 'BATCHED', 'RELEASED', 'ACCEPTED') awaited,
           exists (select 1 from payment_event b
             where b.payment = p.end_to_end_id and b.state = 'BOOKED' and b.at < as_of) once_booked
    from payment_instruction p
    join lateral (select e.state from payment_event e where e.payment = p.end_to_end_id and e.at < as_of
                  order by e.number desc limit 1) s on true
  ), settling as (
    select e.payment, e.outcome, e.amount from bank_entry e join bank_message m on m.id = e.message
    where e.outcome in ('BOOKED', 'RETURNED') and m.received_at < as_of
    union all
    -- what two persons matched: money that came back before it was booked changes nothing
    select s.payment, case e.direction when 'DEBIT' then 'BOOKED' else 'RETURNED' end, e.amount
    from bank_entry_solution s
    join bank_entry e on e.message = s.message and e.position = s.position
    join payment_instruction p on p.end_to_end_id = s.payment
    where s.state = 'MATCHED' and s.decided_at < as_of and (e.direction = 'DEBIT' or p.state = 'RETURNED')
  ), bank as (
    select p.application, p.instalment, p.attempt,
           sum(case s.outcome when 'BOOKED' then s.amount else -s.amount end * 100)::bigint paid
    from settling s join payment_instruction p on p.end_to_end_id = s.payment
    group by p.application, p.instalment, p.attempt
  ), known as (
    select application, instalment, attempt from ledger
    union select application, instalment, attempt from instruction
    union select application, instalment, attempt from bank
  )
  select k.application, k.instalment, k.attempt, coalesce(l.line, b.code),
         coalesce(l.in_payment, 0)::bigint, coalesce(l.paid, 0)::bigint,
         coalesce(i.in_payment, 0)::bigint, coalesce(i.paid, 0)::bigint, coalesce(n.paid, 0)::bigint,
         coalesce(i.awaited, false),
         coalesce(i.awaited, false) and a.process_instance is not null
           and coalesce(h.status not in ('CLOSED', 'REJECTED', 'LAPSED', 'TERMINATED', 'WITHDRAWN'), false),
         exists (select 1 from outbox_record o
                 where o.record_key = k.application and o.completed_at < as_of
                   and o.payload like '%"payment-booked"%'
                   and o.payload like '%"' || k.application || '/payment/' || k.instalment
                     || case when k.attempt > 1 then '-' || k.attempt else '' end || '"%'),
         coalesce(i.once_booked, false)
  from known k
  join application a on a.reference = k.application
  left join lateral (select s.status from status_history s where s.application = k.application and s.at < as_of
                order by s.number desc limit 1) h on true
  left join ledger l on (l.application, l.instalment, l.attempt) = (k.application, k.instalment, k.attempt)
  left join instruction i on (i.application, i.instalment, i.attempt) = (k.application, k.instalment, k.attempt)
  left join bank n on (n.application, n.instalment, n.attempt) = (k.application, k.instalment, k.attempt)
  left join budget_line b on b.scheme = a.scheme
$$;

-- Movements on the account at a moment of which nobody has said what they are.
create function unclear_movements_as_of(as_of timestamptz)
returns table (message bigint, "position" integer, cents bigint)
language sql stable as $$
  select e.message, e.position, (case e.direction when 'CREDIT' then e.amount else -e.amount end * 100)::bigint
  from bank_entry e join bank_message m on m.id = e.message
  where e.outcome = 'QUEUED' and e.level is null and e.bank_status = 'BOOK' and m.received_at < as_of
    and not exists (
      select 1 from bank_entry_solution s
      where s.message = e.message and s.position = e.position and s.state in ('MATCHED', 'CLOSED')
        and coalesce(s.decided_at, s.proposed_at) < as_of)
$$;

create function differences_as_of(as_of timestamptz)
returns table (
  kind text, line text, application text, instalment integer, entry text, one_cents bigint, other_cents bigint)
language sql stable as $$
  with payment as (select * from payments_as_of(as_of))
  select 'LEDGER_AND_PAYMENT_IN_PAYMENT', line, application, instalment, null::text, ledger_in_payment_cents, in_payment_cents
  from payment where ledger_in_payment_cents <> in_payment_cents
  union all
  select 'LEDGER_AND_PAYMENT_PAID', line, application, instalment, null, ledger_paid_cents, paid_cents
  from payment where ledger_paid_cents <> paid_cents
  union all
  select 'PAYMENT_AND_BANK_PAID', line, application, instalment, null, paid_cents, bank_paid_cents
  from payment where paid_cents <> bank_paid_cents
  union all
  select 'NO_PROCESS_WAITS', line, application, instalment, null, in_payment_cents, 0
  from payment where awaited and not waiting
  union all
  select 'PROCESS_NOT_TOLD', line, application, instalment, null, paid_cents, 0
  from payment where paid_cents > 0 and not told
  union all
  select 'PROCESS_TOLD_WITHOUT_BOOKING', line, application, instalment, null, paid_cents, 0
  from payment where told and not once_booked
  union all
  select 'LEDGER_AND_REPAYMENTS', coalesce(l.line, b.code), coalesce(l.application, r.application), 0, null,
         coalesce(l.cents, 0)::bigint, coalesce(r.cents, 0)::bigint
  from (select application, min(line) line, sum(amount_cents) cents from budget_posting
        where kind = 'RECOVER' and posted_at < as_of group by application) l
  full join (select application, sum(amount_cents) cents from repayment_posting
             where kind = 'RECEIVE' and posted_at < as_of group by application) r on r.application = l.application
  left join application a on l.line is null and a.reference = r.application
  left join budget_line b on b.scheme = a.scheme
  where l.cents is distinct from r.cents
  union all
  select 'UNCLEAR_MOVEMENT', null, null, 0, message || '/' || "position", cents, 0
  from unclear_movements_as_of(as_of)
$$;

create view promise_12_ledger_payments_and_bank_agree as
  select d.application, 'instalment ' || d.instalment || ': ' || d.kind || ' ' || d.one_cents || ' and ' || d.other_cents broken
  from differences_as_of('infinity') d
  where d.kind in ('LEDGER_AND_PAYMENT_IN_PAYMENT', 'LEDGER_AND_PAYMENT_PAID', 'PAYMENT_AND_BANK_PAID');
comment on view promise_12_ledger_payments_and_bank_agree is 'What processes wait for is left out: they learn of a booking a moment later. So is what a person has to clear up with the bank';
