-- What a reason code of the bank asks for, by the day on which it comes.
create table bank_reason_rule (
  code       text not null,
  valid_from date not null,
  valid_to   date,
  remedy     text not null,
  constraint bank_reason_rule_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_bank_reason_rule_per_code_and_first_day primary key (code, valid_from),
  constraint remedy_of_rule_is_known check (remedy in ('NEW_ACCOUNT', 'OFFICER_DECIDES'))
);
comment on column bank_reason_rule.remedy is 'Ask the applicant for new bank details at once, or let a finance officer decide';
create unique index one_bank_reason_rule_without_end_per_code on bank_reason_rule (code) where valid_to is null;
insert into bank_reason_rule (code, valid_from, remedy) values
  ('AC01', '2024-01-01', 'NEW_ACCOUNT'), ('AC03', '2024-01-01', 'NEW_ACCOUNT'), ('AC04', '2024-01-01', 'NEW_ACCOUNT'),
  ('AC06', '2024-01-01', 'NEW_ACCOUNT'), ('AC13', '2024-01-01', 'NEW_ACCOUNT'), ('AG01', '2024-01-01', 'NEW_ACCOUNT'),
  ('BE01', '2024-01-01', 'NEW_ACCOUNT'), ('MD07', '2024-01-01', 'NEW_ACCOUNT'), ('RC01', '2024-01-01', 'NEW_ACCOUNT'),
  ('RC04', '2024-01-01', 'NEW_ACCOUNT'), ('RR01', '2024-01-01', 'NEW_ACCOUNT'),
  ('AM04', '2024-01-01', 'OFFICER_DECIDES'), ('AM05', '2024-01-01', 'OFFICER_DECIDES'),
  ('FF01', '2024-01-01', 'OFFICER_DECIDES'), ('TM01', '2024-01-01', 'OFFICER_DECIDES');

create table payment_remedy (
  payment    text        primary key references payment_instruction,
  remedy     text        not null,
  reason     text        not null,
  decided_by text        not null,
  decided_at timestamptz not null,
  constraint remedy_is_known check (remedy in ('NEW_ACCOUNT', 'SAME_ACCOUNT')),
  constraint remedy_is_explained check (length(reason) between 1 and 500)
);
comment on table payment_remedy is 'How a failed payment is paid all the same';
create trigger payment_remedy_is_append_only before update or delete on payment_remedy
  for each row execute function refuse_change();

-- One kind more than there are, whichever those are.
do $$
declare
  kinds text;
begin
  select string_agg(quote_literal(kind), ', ' order by kind) into kinds
  from (
    select (regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]+)''', 'g'))[1] kind
    from pg_constraint where conrelid = 'document'::regclass and conname = 'kind_is_known'
    union
    select 'BANK_ACCOUNT') known;
  alter table document drop constraint kind_is_known;
  execute format('alter table document add constraint kind_is_known check (kind in (%s))', kinds);
end $$;

-- How often the applicant is reminded before only finance officers are.
create table bank_account_ruleset (
  id               text    primary key,
  valid_from       date    not null,
  valid_to         date,
  reminders        integer not null,
  constraint bank_account_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_bank_account_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&),
  constraint reminders_are_counted check (reminders >= 0)
);
insert into bank_account_ruleset values ('BANK-ACCOUNT-2024', '2024-01-01', null, 2);

create table bank_account_change (
  application   text        not null references application,
  number        integer     not null,
  state         text        not null,
  payment       text        not null references payment_instruction,
  old_iban      text        not null,
  asked_at      timestamptz not null,
  reminders     integer     not null default 0,
  iban          text,
  bic           text,
  holder        text,
  proof         uuid        references document,
  given_by      text,
  given_at      timestamptz,
  cooling_until timestamptz,
  checked_by    text,
  checked_at    timestamptz,
  call_back     text,
  decided_by    text,
  decided_at    timestamptz,
  refusal       text,
  version       bigint      not null,
  constraint bank_account_changes_are_numbered primary key (application, number),
  constraint bank_account_state_is_known check (state in ('ASKED', 'GIVEN', 'CHECKED', 'APPROVED', 'REFUSED')),
  constraint given_account_is_whole check ((state = 'ASKED') = (iban is null and holder is null and proof is null
    and given_by is null and given_at is null)),
  constraint checked_account_has_a_call_back check ((checked_by is null) = (checked_at is null)
    and (checked_by is null) = (call_back is null) and (state not in ('CHECKED', 'APPROVED') or checked_by is not null)),
  constraint approved_account_was_decided check (
    (state in ('APPROVED', 'REFUSED')) = (decided_by is not null and decided_at is not null)),
  constraint refused_account_has_a_reason check ((state = 'REFUSED') = (refusal is not null)),
  constraint account_is_approved_by_another_person check (state <> 'APPROVED' or decided_by <> checked_by),
  constraint officers_are_not_the_applicant check (checked_by <> given_by and (state <> 'APPROVED' or decided_by <> given_by)),
  constraint account_is_approved_after_the_cooling_period check (
    state <> 'APPROVED' or (cooling_until is not null and decided_at >= cooling_until))
);
create unique index one_open_bank_account_change_per_application on bank_account_change (application)
  where state in ('ASKED', 'GIVEN', 'CHECKED');
create function keep_given_account() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state in ('APPROVED', 'REFUSED')
      or (old.iban is not null and (new.iban, new.bic, new.holder, new.proof, new.given_by, new.given_at)
        is distinct from (old.iban, old.bic, old.holder, old.proof, old.given_by, old.given_at))
      or (old.cooling_until is not null and new.cooling_until < old.cooling_until)
      or (old.checked_by is not null and (new.checked_by, new.checked_at, new.call_back)
        is distinct from (old.checked_by, old.checked_at, old.call_back)) then
    raise exception 'Bank details % of % stay as they were given, checked and decided', old.number, old.application;
  end if;
  return new;
end $$;
create trigger given_account_stays before update or delete on bank_account_change
  for each row execute function keep_given_account();
comment on column bank_account_change.payment is 'The failed payment for which new details are asked';
comment on column bank_account_change.call_back is 'Whom the first officer called back under a number known before, and what was said';

-- Part of promise 3: money goes only to an account that two officers approved after the cooling period.
create view promise_3_new_accounts_are_approved_by_two as
  select c.application, 'bank details ' || c.number || ' were not approved by two officers after the cooling period' broken
  from bank_account_change c
  where c.state = 'APPROVED'
    and (c.decided_by = c.checked_by or c.decided_at < c.cooling_until or c.decided_by = c.given_by)
  union all
  select p.application, 'payment ' || p.end_to_end_id || ' goes to an account that nobody approved'
  from payment_instruction p
  join payment_instruction before on before.application = p.application and before.instalment = p.instalment
    and before.attempt = p.attempt - 1
  where p.beneficiary_iban <> before.beneficiary_iban
    and not exists (
      select 1 from bank_account_change c
      where c.application = p.application and c.payment = before.end_to_end_id and c.state = 'APPROVED'
        and c.iban = p.beneficiary_iban);
