create view promise_3_each_instalment_is_paid_once_and_released_by_another as
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
    where l.payment = p.end_to_end_id and b.state = 'RELEASED');

create view promise_4_no_payment_without_grounds as
  select p.application, 'never found eligible' broken
  from payment_instruction p
  where not exists (select 1 from status_history h where h.application = p.application and h.status = 'ELIGIBLE')
  union all
  select p.application, 'no evaluation above the threshold'
  from payment_instruction p
  where not exists (select 1 from evaluation e where e.application = p.application and e.state = 'EVALUATED' and e.passed)
  union all
  select p.application, 'not awarded by a person'
  from payment_instruction p
  where not exists (select 1 from award_decision d
    where d.application = p.application and d.decision = 'AWARD' and d.decided_by <> 'system')
  union all
  select p.application, 'no accepted agreement'
  from payment_instruction p
  where not exists (select 1 from agreement a where a.application = p.application and a.state = 'ACCEPTED')
  union all
  select p.application, 'claim ' || p.claim_number || ' was not verified and accepted'
  from payment_instruction p
  where not exists (select 1 from claim c
    where c.application = p.application and c.number = p.claim_number and c.state = 'ACCEPTED')
  union all
  select p.application, 'more is paid than was agreed'
  from payment_instruction p join agreement a on a.application = p.application
  group by p.application, a.amount_cents having sum(p.amount_cents) > a.amount_cents;
