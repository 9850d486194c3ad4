-- A payment that the bank rejected or sent back is followed by another attempt for the same instalment.
alter table payment_instruction add column attempt integer not null default 1;
alter table payment_instruction alter column attempt drop default;
alter table payment_instruction add column returned_on date;
alter table payment_instruction add column bank_status text;
alter table payment_instruction add column bank_reason text;
alter table payment_instruction add column payee_check text;
alter table payment_instruction drop constraint one_payment_per_instalment;
alter table payment_instruction drop constraint one_payment_per_claim;
alter table payment_instruction drop constraint payment_state_is_known;
alter table payment_instruction drop constraint booked_payment_has_a_day;
alter table payment_instruction
  add constraint one_payment_per_attempt unique (application, instalment, attempt),
  add constraint attempts_count_from_one check (attempt >= 1),
  add constraint payment_state_is_known check (
    state in ('ORDERED', 'BATCHED', 'RELEASED', 'ACCEPTED', 'BOOKED', 'REJECTED', 'RETURNED', 'CANCELLED')),
  add constraint booked_payment_has_a_day check ((state in ('BOOKED', 'RETURNED')) = (booked_on is not null)),
  add constraint returned_payment_has_a_day check ((state = 'RETURNED') = (returned_on is not null)),
  add constraint payee_check_is_known check (payee_check in ('MATCH', 'CLOSE_MATCH', 'NO_MATCH', 'NOT_POSSIBLE'));
create unique index one_live_payment_per_instalment on payment_instruction (application, instalment)
  where state not in ('REJECTED', 'RETURNED');
create unique index one_live_payment_per_claim on payment_instruction (application, claim_number)
  where state not in ('REJECTED', 'RETURNED');
create index payment_instruction_by_account on payment_instruction (beneficiary_iban) where payee_check is not null;
comment on column payment_instruction.attempt is 'Counts the payments ordered for one instalment; all before the last one failed';
comment on column payment_instruction.bank_status is 'What the bank said last in a status report; no proof of payment';
comment on column payment_instruction.bank_reason is 'Reason code of a rejection or return';
comment on column payment_instruction.payee_check is 'Verification of payee by the bank: does the name belong to the account';

create or replace function keep_ordered_payment() returns trigger language plpgsql as $$
declare
  what_the_bank_says constant text[] :=
    array['state', 'booked_on', 'returned_on', 'bank_status', 'bank_reason', 'payee_check', 'version'];
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - what_the_bank_says) is distinct from (to_jsonb(old) - what_the_bank_says) then
    raise exception 'Payment % was ordered: amount, beneficiary and account stay as they are', old.end_to_end_id;
  end if;
  if old.state = 'CANCELLED' and new.state <> 'CANCELLED' then
    raise exception 'Payment % was cancelled and is never paid', old.end_to_end_id;
  end if;
  if new.state = 'CANCELLED' and old.state not in ('ORDERED', 'BATCHED', 'CANCELLED') then
    raise exception 'Payment % went to the bank and cannot be cancelled', old.end_to_end_id;
  end if;
  if old.state in ('REJECTED', 'RETURNED') and new.state <> old.state then
    raise exception 'Payment % failed; another attempt has a reference of its own', old.end_to_end_id;
  end if;
  if new.state = 'RETURNED' and old.state not in ('BOOKED', 'RETURNED') then
    raise exception 'Payment % was not booked and cannot come back', old.end_to_end_id;
  end if;
  if old.state = 'BOOKED' and new.state not in ('BOOKED', 'RETURNED') then
    raise exception 'Payment % was booked; only its return changes that', old.end_to_end_id;
  end if;
  return new;
end $$;

create table payment_event (
  payment text        not null references payment_instruction,
  number  integer     not null,
  event   text        not null,
  state   text        not null,
  code    text,
  reason  text,
  actor   text        not null,
  at      timestamptz not null,
  constraint payment_events_are_numbered primary key (payment, number)
);
comment on table payment_event is 'What happened to a payment: by whom, when and why';
comment on column payment_event.code is 'The bank''s status or reason code';
create trigger payment_event_is_append_only before update or delete on payment_event
  for each row execute function refuse_change();
insert into payment_event (payment, number, event, state, actor, at)
  select end_to_end_id, 1, 'TAKEN_OVER', state, 'system', ordered_at from payment_instruction;

-- Four eyes: how many officers, each another one, release a batch after somebody prepared it.
create table payment_release_rule (
  scheme                 text    not null,
  valid_from             date    not null,
  valid_to               date,
  releases               integer not null,
  releases_without_match integer not null,
  constraint release_rule_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_release_rule_per_scheme_and_first_day primary key (scheme, valid_from),
  constraint another_person_always_releases check (releases >= 1),
  constraint no_match_needs_a_second_release check (releases_without_match >= greatest(releases, 2))
);
comment on column payment_release_rule.releases_without_match is 'Releases when the bank found that a name and an account do not belong together';
create unique index one_release_rule_without_end_per_scheme on payment_release_rule (scheme) where valid_to is null;
insert into payment_release_rule values ('VOUCHER', '2024-01-01', null, 1, 2), ('INNOVATION_FUND', '2024-01-01', null, 2, 2);

alter table payment_batch add column releases_needed integer not null default 1;
alter table payment_batch add column reasons_needed boolean not null default false;
alter table payment_batch alter column releases_needed drop default;
alter table payment_batch alter column reasons_needed drop default;
alter table payment_batch drop constraint batch_state_is_known;
alter table payment_batch
  add constraint batch_state_is_known check (state in ('PREPARED', 'APPROVED', 'RELEASED', 'REJECTED')),
  add constraint a_batch_is_released_by_somebody check (releases_needed >= 1),
  add constraint one_approval_comes_before_the_last check (state <> 'APPROVED' or releases_needed > 1);
comment on column payment_batch.releases_needed is 'By the rules of its day: the strictest of its payments counts for all';
comment on column payment_batch.reasons_needed is 'A payee did not match: each release says why it is right all the same';

create table payment_batch_approval (
  batch       text        not null references payment_batch,
  number      integer     not null,
  officer     text        not null,
  reason      text,
  approved_at timestamptz not null,
  constraint approvals_are_numbered primary key (batch, number),
  constraint nobody_approves_a_batch_twice unique (batch, officer)
);
create trigger payment_batch_approval_is_append_only before update or delete on payment_batch_approval
  for each row execute function refuse_change();
insert into payment_batch_approval (batch, number, officer, approved_at)
  select id, 1, released_by, released_at from payment_batch where state = 'RELEASED';

create function refuse_approval() returns trigger language plpgsql as $$
declare
  of_batch payment_batch;
begin
  select * into of_batch from payment_batch where id = new.batch for update;
  if of_batch.state not in ('PREPARED', 'APPROVED')
      or new.number <> 1 + (select count(*) from payment_batch_approval where batch = new.batch)
      or new.number > of_batch.releases_needed then
    raise exception 'Batch % does not wait for approval %', new.batch, new.number
      using errcode = 'check_violation', constraint = 'approvals_come_one_by_one';
  end if;
  if new.officer = of_batch.prepared_by then
    raise exception 'Batch % cannot be approved by who prepared it', new.batch
      using errcode = 'check_violation', constraint = 'batch_is_approved_by_another_person';
  end if;
  if of_batch.reasons_needed and coalesce(new.reason, '') = '' then
    raise exception 'Batch % holds a payee that did not match; an approval needs a reason', new.batch
      using errcode = 'check_violation', constraint = 'no_match_needs_a_reason';
  end if;
  if exists (
      select 1 from payment_batch_line l join payment_involved_person i on i.payment = l.payment
      where l.batch = new.batch and i.username = new.officer) then
    raise exception 'Batch % cannot be approved by somebody who had a part in one of its applications', new.batch
      using errcode = 'check_violation', constraint = 'batch_is_approved_by_an_uninvolved_person';
  end if;
  return new;
end $$;
create trigger approval_is_allowed before insert on payment_batch_approval
  for each row execute function refuse_approval();

create function refuse_release_without_approvals() returns trigger language plpgsql as $$
begin
  if new.state = 'RELEASED' and (
      (select count(*) from payment_batch_approval where batch = new.id) < new.releases_needed
      or not exists (select 1 from payment_batch_approval where batch = new.id and officer = new.released_by)) then
    raise exception 'Batch % needs % approvals before its release', new.id, new.releases_needed
      using errcode = 'check_violation', constraint = 'release_needs_its_approvals';
  end if;
  return new;
end $$;
create trigger release_needs_its_approvals before insert or update on payment_batch
  for each row execute function refuse_release_without_approvals();

create or replace view promise_3_each_instalment_is_paid_once_and_released_by_another as
  with in_file as (
    select p.*, b.id batch, b.prepared_by, b.released_by, b.releases_needed
    from payment_instruction p
    join payment_batch_line l on l.payment = p.end_to_end_id
    join payment_batch b on b.id = l.batch and b.state = 'RELEASED')
  select p.application, 'instalment ' || p.instalment || ' is in more than one bank file that the bank accepted' broken
  from in_file p
  where p.state not in ('REJECTED', 'RETURNED')
  group by p.application, p.instalment having count(*) > 1
  union all
  select p.application, 'payment ' || p.end_to_end_id || ' is in more than one bank file'
  from in_file p
  group by p.application, p.end_to_end_id having count(*) > 1
  union all
  select p.application, 'instalment ' || p.instalment || ' is ordered more than once'
  from payment_instruction p
  where p.state not in ('REJECTED', 'RETURNED')
  group by p.application, p.instalment having count(*) > 1
  union all
  select p.application, 'batch ' || p.batch || ' was released by who prepared it or had a part in the case'
  from in_file p
  where p.released_by = p.prepared_by
    or exists (select 1 from payment_involved_person i where i.payment = p.end_to_end_id and i.username = p.released_by)
    or exists (
      select 1 from payment_batch_approval a
      where a.batch = p.batch and (a.officer = p.prepared_by or exists (
        select 1 from payment_involved_person i where i.payment = p.end_to_end_id and i.username = a.officer)))
  union all
  select p.application, 'batch ' || p.batch || ' was released by too few persons'
  from in_file p
  where (select count(distinct a.officer) from payment_batch_approval a where a.batch = p.batch) < p.releases_needed
  union all
  select p.application, 'instalment ' || p.instalment || ' is booked without a released batch'
  from payment_instruction p
  where p.state in ('BOOKED', 'RETURNED')
    and not exists (select 1 from in_file f where f.end_to_end_id = p.end_to_end_id)
  union all
  select p.application, 'instalment ' || p.instalment || ' was cancelled and is in a bank file'
  from in_file p
  where p.state = 'CANCELLED';

-- Failed attempts are over: what counts is what may be paid or was.
create or replace view promise_4_no_payment_without_grounds as
  with payment as (select * from payment_instruction where state not in ('CANCELLED', 'REJECTED', 'RETURNED'))
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
