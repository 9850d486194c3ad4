create table bank_statement (
  id          bigint      generated always as identity primary key,
  message_id  text        not null,
  created_at  timestamptz not null,
  sha256      text        not null,
  content     bytea       not null,
  received_by text        not null,
  received_at timestamptz not null,
  constraint bank_message_is_taken_once unique (message_id),
  constraint bank_statement_is_taken_once unique (sha256),
  constraint bank_statement_is_what_was_hashed check (sha256 = encode(sha256(content), 'hex'))
);
create trigger bank_statement_is_append_only before update or delete on bank_statement
  for each row execute function refuse_change();

create table bank_entry (
  statement         bigint  not null references bank_statement,
  position          integer not null,
  end_to_end_id     text,
  direction         text    not null,
  amount            numeric not null,
  currency          text    not null,
  counterparty_iban text,
  bank_status       text    not null,
  booked_on         date    not null,
  outcome           text    not null,
  reason            text,
  payment           text    references payment_instruction,
  constraint entry_has_a_place primary key (statement, position),
  constraint direction_is_known check (direction in ('DEBIT', 'CREDIT')),
  constraint outcome_is_known check (outcome in ('BOOKED', 'QUEUED')),
  constraint queued_entry_has_a_reason check ((outcome = 'QUEUED') = (reason is not null)),
  constraint booked_entry_has_a_payment check (outcome <> 'BOOKED' or payment is not null)
);
comment on column bank_entry.amount is 'As the bank wrote it, in its currency; payments themselves are in cents';
create unique index payment_is_booked_once on bank_entry (payment) where outcome = 'BOOKED';
create trigger bank_entry_is_append_only before update or delete on bank_entry
  for each row execute function refuse_change();
