alter table payment_instruction drop constraint payment_state_is_known;
alter table payment_instruction add constraint payment_state_is_known
  check (state in ('ORDERED', 'BATCHED', 'RELEASED', 'BOOKED', 'CANCELLED'));

create or replace function keep_ordered_payment() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'state' - 'booked_on' - 'version')
      is distinct from (to_jsonb(old) - 'state' - 'booked_on' - 'version') then
    raise exception 'Payment % was ordered: amount, beneficiary and account stay as they are', old.end_to_end_id;
  end if;
  if old.state = 'CANCELLED' and new.state <> 'CANCELLED' then
    raise exception 'Payment % was cancelled and is never paid', old.end_to_end_id;
  end if;
  if new.state = 'CANCELLED' and old.state in ('RELEASED', 'BOOKED') then
    raise exception 'Payment % went to the bank and cannot be cancelled', old.end_to_end_id;
  end if;
  return new;
end $$;

-- Withdrawn before its lifecycle began, an application needs none any more.
create or replace view promise_1_one_instance_per_application as
  select a.reference application, 'submitted, but no lifecycle and no message on its way' broken
  from application a
  where a.dossier_frozen_at < now() - interval '5 minutes' and a.process_instance is null and a.status <> 'WITHDRAWN'
    and not exists (select 1 from outbox_record o where o.record_key = a.reference and o.status <> 'COMPLETED')
  union all
  select a.reference, 'a lifecycle runs for an application that was never submitted'
  from application a where a.process_instance is not null and a.dossier_frozen_at is null;

create or replace view promise_3_each_instalment_is_paid_once_and_released_by_another as
  select p.application, 'instalment ' || p.instalment || ' is in more than one bank file' broken
  from payment_instruction p
  join payment_batch_line l on l.payment = p.end_to_end_id
  join payment_batch b on b.id = l.batch and b.state = 'RELEASED'
  group by p.application, p.instalment having count(*) > 1
  union all
  select p.application, 'batch ' || b.id || ' was released by who prepared it or had a part in the case'
  from payment_instruction p
  join payment_batch_line l on l.payment = p.end_to_end_id
  join payment_batch b on b.id = l.batch and b.state = 'RELEASED'
  where b.released_by = b.prepared_by or exists (
    select 1 from payment_involved_person i where i.payment = p.end_to_end_id and i.username = b.released_by)
  union all
  select p.application, 'instalment ' || p.instalment || ' is booked without a released batch'
  from payment_instruction p
  where p.state = 'BOOKED' and not exists (
    select 1 from payment_batch_line l join payment_batch b on b.id = l.batch
    where l.payment = p.end_to_end_id and b.state = 'RELEASED')
  union all
  select p.application, 'instalment ' || p.instalment || ' was cancelled and is in a bank file'
  from payment_instruction p
  join payment_batch_line l on l.payment = p.end_to_end_id
  join payment_batch b on b.id = l.batch and b.state = 'RELEASED'
  where p.state = 'CANCELLED';

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

create table termination (
  application   text        primary key references application,
  reason        text        not null,
  hearing       text        not null,
  terminated_by text        not null,
  terminated_at timestamptz not null,
  constraint termination_is_explained check (length(reason) between 1 and 4000 and length(hearing) between 1 and 8000)
);
comment on table termination is 'Agreements that the programme ended before their payment';
comment on column termination.hearing is 'What the beneficiary said when heard, or that they did not want to';
create trigger termination_is_append_only before update or delete on termination
  for each row execute function refuse_change();
