-- What was paid back too much goes back to the payer, released by another person, or is kept for a reason.
alter table repayment
  add column sent_back_cents bigint not null default 0,
  add column kept_cents bigint not null default 0,
  add constraint no_more_goes_back_than_was_overpaid check (
    least(sent_back_cents, kept_cents) >= 0 and sent_back_cents + kept_cents <= overpaid_cents);
alter table repayment_posting
  drop constraint repayment_posting_kind_is_known,
  add constraint repayment_posting_kind_is_known check (kind in (
    'ORDER', 'RECEIVE', 'OFFSET', 'WAIVE', 'CHARGE_INTEREST', 'RECEIVE_INTEREST', 'WAIVE_INTEREST', 'OVERPAY',
    'SEND_BACK', 'KEEP'));

create table repayment_refund (
  reference        text        primary key,
  application      text        not null,
  number           integer     not null,
  attempt          integer     not null,
  state            text        not null,
  amount_cents     bigint      not null,
  beneficiary_name text        not null,
  iban             text        not null,
  bic              text,
  town             text        not null,
  country          text        not null,
  not_before       timestamptz not null,
  reason           text        not null,
  ordered_by       text        not null,
  ordered_at       timestamptz not null,
  released_by      text,
  released_at      timestamptz,
  execution_on     date,
  content          bytea,
  sha256           text,
  booked_on        date,
  failure          text,
  ended_by         text,
  ended_at         timestamptz,
  constraint refund_belongs_to_a_repayment foreign key (application, number) references repayment (application, number),
  constraint refunds_are_counted unique (application, number, attempt),
  constraint refund_reference_fits_sepa check (length(reference) <= 35),
  constraint refund_state_is_known check (state in ('ORDERED', 'RELEASED', 'BOOKED', 'FAILED', 'CANCELLED')),
  constraint refund_is_within_sepa_limits check (amount_cents between 1 and 99999999999),
  constraint refund_is_explained check (length(reason) between 1 and 500),
  constraint refund_is_released_by_another_person check (released_by <> ordered_by),
  constraint refund_is_released_after_its_time check (released_at >= not_before),
  constraint release_of_a_refund_is_whole check (
    (state in ('RELEASED', 'BOOKED', 'FAILED')) = (released_by is not null)
    and (released_by is null) = (released_at is null) and (released_by is null) = (execution_on is null)
    and (released_by is null) = (content is null) and (released_by is null) = (sha256 is null)),
  constraint refund_file_is_what_was_hashed check (sha256 = encode(sha256(content), 'hex')),
  constraint booked_refund_has_a_day check ((state = 'BOOKED') = (booked_on is not null)),
  constraint refund_that_did_not_go_has_a_reason check ((state in ('FAILED', 'CANCELLED')) = (failure is not null)),
  constraint ended_refund_has_a_moment check (
    (state in ('BOOKED', 'FAILED', 'CANCELLED')) = (ended_at is not null) and (ended_at is null) = (ended_by is null))
);
create unique index one_live_refund_per_repayment on repayment_refund (application, number)
  where state in ('ORDERED', 'RELEASED');
comment on table repayment_refund is 'What was paid back too much and is sent back: money of the payer, so never in the ledger';
comment on column repayment_refund.reference is 'Message id and end-to-end id of its bank file';
comment on column repayment_refund.failure is 'The bank''s code, or why it was given up before its release';

create function keep_ordered_refund() returns trigger language plpgsql as $$
declare
  what_happens constant text[] := array['state', 'released_by', 'released_at', 'execution_on', 'content', 'sha256',
    'booked_on', 'failure', 'ended_by', 'ended_at'];
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - what_happens) is distinct from (to_jsonb(old) - what_happens)
      or old.state in ('BOOKED', 'FAILED', 'CANCELLED')
      or (old.state = 'RELEASED' and new.state not in ('BOOKED', 'FAILED'))
      or (old.content is not null and new.content is distinct from old.content) then
    raise exception 'Refund % stays as it is', old.reference;
  end if;
  return new;
end $$;
create trigger refund_stays before update or delete on repayment_refund
  for each row execute function keep_ordered_refund();

alter table bank_entry
  drop constraint outcome_is_known,
  add constraint outcome_is_known check (
    outcome in ('BOOKED', 'RETURNED', 'REJECTED', 'ACCEPTED', 'RECEIVED', 'SENT_BACK', 'NOTED', 'QUEUED'));

create or replace view promise_11_recoveries_add_up as
  select r.application, 'the postings do not add up to repayment ' || r.reference broken
  from repayment r
  left join (
    select application, number,
      sum(case when kind = 'ORDER' then amount_cents else 0 end) ordered,
      sum(case when kind in ('RECEIVE', 'OFFSET') then amount_cents else 0 end) recovered,
      sum(case when kind = 'WAIVE' then amount_cents else 0 end) waived,
      sum(case when kind = 'CHARGE_INTEREST' then amount_cents else 0 end) interest,
      sum(case when kind = 'RECEIVE_INTEREST' then amount_cents else 0 end) interest_recovered,
      sum(case when kind = 'WAIVE_INTEREST' then amount_cents else 0 end) interest_waived,
      sum(case when kind = 'OVERPAY' then amount_cents else 0 end) overpaid
    from repayment_posting group by application, number) p on p.application = r.application and p.number = r.number
  where (r.ordered_cents, r.recovered_cents, r.waived_cents, r.interest_cents, r.interest_recovered_cents,
         r.interest_waived_cents, r.overpaid_cents)
    is distinct from (coalesce(p.ordered, 0), coalesce(p.recovered, 0), coalesce(p.waived, 0), coalesce(p.interest, 0),
         coalesce(p.interest_recovered, 0), coalesce(p.interest_waived, 0), coalesce(p.overpaid, 0))
  union all
  select coalesce(l.application, r.application), 'the ledger recovered another amount than came in'
  from (select application, sum(amount_cents) cents from budget_posting where kind = 'RECOVER' group by application) l
  full join (select application, sum(amount_cents) cents from repayment_posting where kind = 'RECEIVE' group by application) r
    on r.application = l.application
  where l.cents is distinct from r.cents
  union all
  select r.application, 'recovery ' || r.number || ' ended while something is open'
  from recovery r join repayment p on p.application = r.application and p.number = r.number
  where (r.state in ('SETTLED', 'WAIVED')) <> (p.open_cents = 0 and p.interest_open_cents = 0)
  union all
  select r.application, 'a payment went to the bank while recovery ' || r.number || ' was open'
  from recovery r
  join payment_instruction p on p.application = r.application
  join payment_batch_line l on l.payment = p.end_to_end_id
  join payment_batch b on b.id = l.batch and b.state = 'RELEASED'
  where b.released_at > r.opened_at and b.released_at < coalesce(r.found_at, 'infinity')
  union all
  select r.application, 'what went back of repayment ' || r.reference || ' does not add up' broken
  from repayment r
  left join (
    select application, number,
      sum(case when kind = 'SEND_BACK' then amount_cents else 0 end) sent_back,
      sum(case when kind = 'KEEP' then amount_cents else 0 end) kept
    from repayment_posting group by application, number) p on p.application = r.application and p.number = r.number
  left join (
    select application, number, sum(amount_cents) booked from repayment_refund where state = 'BOOKED'
    group by application, number) f on f.application = r.application and f.number = r.number
  where r.sent_back_cents <> coalesce(p.sent_back, 0) or r.kept_cents <> coalesce(p.kept, 0)
    or r.sent_back_cents <> coalesce(f.booked, 0)
  union all
  select f.application, 'refund ' || f.reference || ' was released by somebody who had a part in the case'
  from repayment_refund f
  where f.released_by is not null and exists (
    select 1 from payment_involved_person i join payment_instruction p on p.end_to_end_id = i.payment
    where p.application = f.application and i.username = f.released_by);

-- What the bank did is taken note of while a case is on hold.
create or replace view promise_10_nothing_changes_a_case_on_hold as
  select h.application, h.event || ' by ' || h.actor || ' during hold ' || o.number broken
  from application_hold o join status_history h on h.application = o.application
    and h.at > o.placed_at and h.at < coalesce(o.ended_at, o.ends_at)
  where h.event not in ('PUT_ON_HOLD', 'HOLD_ENDED', 'CASE_OPENED', 'DUPLICATE_ENDED', 'REPAYMENT_RECEIVED', 'REPAYMENT_SETTLED',
      'REPAYMENT_REFUNDED', 'REPAYMENT_REFUND_FAILED')
    and (h.event not like 'PAYMENT\_%' or h.event in ('PAYMENT_ORDERED', 'PAYMENT_RELEASED'));
