-- Statements, advices of single movements and status reports: one inbox, one list, one queue.
alter table bank_statement rename to bank_message;
alter table bank_message add column kind text not null default 'STATEMENT';
alter table bank_message alter column kind drop default;
alter table bank_message drop constraint bank_message_is_taken_once;
alter table bank_message
  add constraint bank_message_is_taken_once unique (kind, message_id),
  add constraint bank_message_kind_is_known check (kind in ('STATEMENT', 'NOTIFICATION', 'STATUS_REPORT'));

alter table bank_entry rename column statement to message;
alter table bank_entry alter column direction drop not null;
alter table bank_entry alter column amount drop not null;
alter table bank_entry alter column currency drop not null;
alter table bank_entry alter column booked_on drop not null;
alter table bank_entry add column level text;
alter table bank_entry add column batch text;
alter table bank_entry add column bank_reason text;
alter table bank_entry add column explanation text;
alter table bank_entry add column entry_reference text;
alter table bank_entry drop constraint outcome_is_known;
alter table bank_entry drop constraint booked_entry_has_a_payment;
alter table bank_entry
  add constraint level_is_known check (level in ('FILE', 'BATCH', 'PAYMENT')),
  add constraint a_movement_is_whole check (level is not null
    or (direction is not null and amount is not null and currency is not null and booked_on is not null)),
  add constraint outcome_is_known check (
    outcome in ('BOOKED', 'RETURNED', 'REJECTED', 'ACCEPTED', 'NOTED', 'QUEUED')),
  add constraint only_movements_book check (outcome not in ('BOOKED', 'RETURNED') or level is null),
  add constraint settling_entry_has_a_payment check (
    outcome not in ('BOOKED', 'RETURNED') or payment is not null);
create unique index payment_is_returned_once on bank_entry (payment) where outcome = 'RETURNED';
create index bank_entry_of_payment on bank_entry (payment) where payment is not null;
create index bank_entry_in_queue on bank_entry (message, position) where outcome = 'QUEUED';
comment on table bank_entry is 'A movement of a statement or an advice, or a line of a status report, and what became of it';
comment on column bank_entry.level is 'About what a status report speaks; absent for movements';
comment on column bank_entry.bank_status is 'Of a movement whether it is booked, else the status code';
comment on column bank_entry.outcome is 'NOTED: shown with its payment, and changes nothing';

-- What finance officers make of entries in the queue.
create table bank_entry_solution (
  message     bigint      not null,
  position    integer     not null,
  number      integer     not null,
  state       text        not null,
  payment     text        references payment_instruction,
  reason      text        not null,
  proposed_by text        not null,
  proposed_at timestamptz not null,
  decided_by  text,
  decided_at  timestamptz,
  constraint solutions_are_numbered primary key (message, position, number),
  constraint solved_entry_exists foreign key (message, position) references bank_entry (message, position),
  constraint solution_state_is_known check (state in ('PROPOSED', 'MATCHED', 'DISMISSED', 'CLOSED')),
  constraint solution_is_explained check (length(reason) between 1 and 500),
  constraint a_match_names_its_payment check ((state = 'CLOSED') = (payment is null)),
  constraint a_match_is_decided check ((state in ('MATCHED', 'DISMISSED')) = (decided_by is not null and decided_at is not null)),
  constraint a_match_is_confirmed_by_another_person check (state <> 'MATCHED' or decided_by <> proposed_by)
);
create unique index one_standing_solution_per_entry on bank_entry_solution (message, position)
  where state <> 'DISMISSED';
create function keep_solution() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'PROPOSED'
      or (to_jsonb(new) - array['state', 'decided_by', 'decided_at'])
        is distinct from (to_jsonb(old) - array['state', 'decided_by', 'decided_at']) then
    raise exception 'What was made of entry % of message % stays as it is', old.position, old.message;
  end if;
  return new;
end $$;
create trigger solution_stays before update or delete on bank_entry_solution
  for each row execute function keep_solution();
