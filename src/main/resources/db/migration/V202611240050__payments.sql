create sequence payment_batch_number;

create table payment_instruction (
  end_to_end_id           text        primary key,
  application             text        not null references application,
  instalment              integer     not null,
  claim_number            integer     not null,
  amount_cents            bigint      not null,
  beneficiary_name        text        not null,
  beneficiary_iban        text        not null,
  beneficiary_bic         text,
  beneficiary_street      text,
  beneficiary_postal_code text,
  beneficiary_town        text        not null,
  beneficiary_country     text        not null,
  state                   text        not null,
  ordered_at              timestamptz not null,
  booked_on               date,
  version                 bigint      not null,
  constraint one_payment_per_instalment unique (application, instalment),
  constraint one_payment_per_claim unique (application, claim_number),
  constraint paid_claim_exists foreign key (application, claim_number) references claim (application, number),
  constraint instalments_count_from_one check (instalment >= 1),
  constraint a_voucher_is_paid_in_one_sum check (instalment = 1 or application not like 'V-%'),
  constraint payment_is_within_sepa_limits check (amount_cents between 1 and 99999999999),
  constraint references_fit_sepa check (length(end_to_end_id) <= 35),
  constraint names_fit_sepa check (length(beneficiary_name) between 1 and 70 and length(beneficiary_town) between 1 and 35),
  constraint payment_state_is_known check (state in ('ORDERED', 'BATCHED', 'RELEASED', 'BOOKED')),
  constraint booked_payment_has_a_day check ((state = 'BOOKED') = (booked_on is not null))
);
comment on column payment_instruction.end_to_end_id is 'Reference that goes to the bank and comes back in its statement';
create index payment_instruction_by_state on payment_instruction (state, ordered_at);

create function keep_ordered_payment() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'state' - 'booked_on' - 'version')
      is distinct from (to_jsonb(old) - 'state' - 'booked_on' - 'version') then
    raise exception 'Payment % was ordered: amount, beneficiary and account stay as they are', old.end_to_end_id;
  end if;
  return new;
end $$;
create trigger ordered_payment_stays before update or delete on payment_instruction
  for each row execute function keep_ordered_payment();

create table payment_involved_person (
  payment  text not null references payment_instruction,
  username text not null,
  constraint person_is_noted_once primary key (payment, username)
);
comment on table payment_involved_person is 'Who had a part in the application when the payment was ordered; none of them releases it';
create trigger payment_involved_person_is_append_only before update or delete on payment_involved_person
  for each row execute function refuse_change();

create table payment_batch (
  id               text        primary key,
  state            text        not null,
  payments         integer     not null,
  total_cents      bigint      not null,
  prepared_by      text        not null,
  prepared_at      timestamptz not null,
  released_by      text,
  released_at      timestamptz,
  execution_on     date,
  rejected_by      text,
  rejected_at      timestamptz,
  rejection_reason text,
  version          bigint      not null,
  constraint batch_state_is_known check (state in ('PREPARED', 'RELEASED', 'REJECTED')),
  constraint batch_is_released_by_another_person check (released_by <> prepared_by),
  constraint release_is_recorded check (
    (state = 'RELEASED') = (released_by is not null and released_at is not null and execution_on is not null)),
  constraint rejection_is_recorded check (
    (state = 'REJECTED') = (rejected_by is not null and rejected_at is not null and rejection_reason is not null)),
  constraint message_id_fits_sepa check (length(id) <= 35),
  constraint batch_is_not_empty check (payments > 0 and total_cents > 0),
  constraint state_of_batch unique (id, state)
);

create table payment_batch_line (
  batch       text    not null,
  batch_state text    not null,
  position    integer not null,
  payment     text    not null references payment_instruction,
  constraint line_follows_its_batch foreign key (batch, batch_state) references payment_batch (id, state) on update cascade,
  constraint payment_is_in_a_batch_once primary key (batch, payment)
);
comment on column payment_batch_line.batch_state is 'Follows the batch, so that the index can tell which batches count';
create unique index payment_is_in_one_standing_batch on payment_batch_line (payment) where batch_state <> 'REJECTED';

create function refuse_release_by_involved_person() returns trigger language plpgsql as $$
begin
  if new.released_by is not null and exists (
      select 1 from payment_batch_line l join payment_involved_person i on i.payment = l.payment
      where l.batch = new.id and i.username = new.released_by) then
    raise exception 'Batch % cannot be released by somebody who had a part in one of its applications', new.id
      using errcode = 'check_violation', constraint = 'batch_is_released_by_an_uninvolved_person';
  end if;
  return new;
end $$;
create trigger batch_is_released_by_an_uninvolved_person before insert or update on payment_batch
  for each row execute function refuse_release_by_involved_person();

create table payment_file (
  batch      text        primary key references payment_batch,
  content    bytea       not null,
  sha256     text        not null,
  created_at timestamptz not null,
  constraint bank_file_is_what_was_hashed check (sha256 = encode(sha256(content), 'hex'))
);
create trigger payment_file_is_append_only before update or delete on payment_file
  for each row execute function refuse_change();
