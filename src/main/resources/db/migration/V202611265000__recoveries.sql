create table recovery_ruleset (
  id                    text   primary key,
  valid_from            date   not null,
  valid_to              date,
  fund_percent          numeric(5, 2) not null,
  waivable_fund_cents   bigint not null,
  reportable_fund_cents bigint not null,
  constraint recovery_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint fund_pays_a_part check (fund_percent > 0 and fund_percent <= 100),
  constraint limits_of_recovery_are_positive check (waivable_fund_cents >= 0 and reportable_fund_cents > 0)
);
comment on column recovery_ruleset.fund_percent is 'Which part of a correction the Fund (ERDF) bears';
comment on column recovery_ruleset.waivable_fund_cents is 'The Fund''s part of what is open up to which it may be waived, included';
comment on column recovery_ruleset.reportable_fund_cents is 'The Fund''s part of a correction from which it is reported to OLAF through IMS, included';
insert into recovery_ruleset values ('RC-2024', '2024-01-01', null, 50.00, 25000, 1000000);

create table repayment_interest_rate (
  valid_from     date          primary key,
  valid_to       date,
  base_percent   numeric(6, 3) not null,
  points_percent numeric(6, 3) not null,
  source         text          not null,
  constraint interest_rate_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint interest_is_not_negative check (base_percent + points_percent >= 0),
  constraint one_interest_rate_a_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&)
);
comment on table repayment_interest_rate is 'Default interest a year: base rate plus points. The programme confirms both before it orders a repayment';
insert into repayment_interest_rate values
  ('2025-06-11', null, 2.150, 3.500, 'ECB main refinancing operations, plus 3.5 points');

create table recovery (
  application       text        not null references application,
  number            integer     not null,
  kind              text        not null,
  state             text        not null,
  suspected_cents   bigint      not null,
  reason            text        not null,
  opened_by         text        not null,
  opened_at         timestamptz not null,
  hear_by           timestamptz,
  answer            text,
  answered_by       text,
  answered_at       timestamptz,
  correction_cents  bigint,
  settlement        text,
  finding           text,
  found_by          text,
  found_at          timestamptz,
  fund_share_cents  bigint,
  reportable        boolean     not null default false,
  reported_on       date,
  report_reference  text,
  reported_by       text,
  ended_at          timestamptz,
  version           bigint      not null,
  constraint recoveries_are_numbered primary key (application, number),
  constraint suspicion_kind_is_known check (kind in ('IRREGULARITY', 'SUSPECTED_FRAUD')),
  constraint recovery_state_is_known check (state in ('HEARING', 'FINDING', 'UNFOUNDED', 'OFFSET', 'ORDERED', 'SETTLED', 'WAIVED')),
  constraint suspicion_is_explained check (suspected_cents > 0 and length(reason) between 1 and 4000),
  constraint answer_is_whole check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
  constraint finding_is_whole check (
    (state in ('HEARING', 'FINDING')) = (finding is null) and (finding is null) = (found_by is null) and (finding is null) = (found_at is null)),
  constraint another_person_finds check (found_by <> opened_by),
  constraint correction_comes_with_a_founded_suspicion check (
    (state in ('OFFSET', 'ORDERED', 'SETTLED', 'WAIVED')) = (correction_cents is not null)
    and (correction_cents is null) = (settlement is null) and (correction_cents is null) = (fund_share_cents is null)),
  constraint correction_is_positive check (correction_cents > 0),
  constraint settlement_is_known check (settlement in ('OFFSET', 'REPAYMENT_ORDER')),
  constraint report_is_whole check (
    (reported_on is null) = (report_reference is null) and (reported_on is null) = (reported_by is null)),
  constraint ended_recovery_has_a_moment check ((state in ('UNFOUNDED', 'SETTLED', 'WAIVED')) = (ended_at is not null))
);
create unique index one_open_suspicion_per_application on recovery (application) where state in ('HEARING', 'FINDING');
create index recovery_by_state on recovery (state, opened_at);

-- What is to come back. The sums follow the postings below; the constraints hold whatever posts.
create table repayment (
  application              text   not null,
  number                   integer not null,
  reference                text   not null,
  ordered_cents            bigint not null default 0,
  recovered_cents          bigint not null default 0,
  waived_cents             bigint not null default 0,
  open_cents               bigint not null default 0,
  interest_cents           bigint not null default 0,
  interest_recovered_cents bigint not null default 0,
  interest_waived_cents    bigint not null default 0,
  interest_open_cents      bigint not null default 0,
  overpaid_cents           bigint not null default 0,
  due_on                   date,
  charged_until            date,
  constraint one_repayment_per_recovery primary key (application, number),
  constraint repayment_belongs_to_a_recovery foreign key (application, number) references recovery (application, number),
  constraint repayment_references_are_unique unique (reference),
  constraint repayment_reference_fits_sepa check (length(reference) <= 35),
  constraint recovered_waived_and_open_are_what_was_ordered check (ordered_cents = recovered_cents + waived_cents + open_cents),
  constraint recovered_waived_and_open_are_the_interest check (
    interest_cents = interest_recovered_cents + interest_waived_cents + interest_open_cents),
  constraint nothing_of_a_repayment_is_negative check (least(ordered_cents, recovered_cents, waived_cents, open_cents,
    interest_cents, interest_recovered_cents, interest_waived_cents, interest_open_cents, overpaid_cents) >= 0),
  constraint interest_begins_after_the_due_date check ((due_on is null) = (charged_until is null) and charged_until >= due_on)
);
comment on column repayment.due_on is 'Absent while the correction waits to be set off';
comment on column repayment.charged_until is 'The last day for which interest is posted; the due date at first';

create table repayment_posting (
  id           bigint      generated always as identity primary key,
  application  text        not null,
  number       integer     not null,
  kind         text        not null,
  amount_cents bigint      not null,
  value_on     date        not null,
  key          text        not null,
  reason       text,
  posted_by    text        not null,
  posted_at    timestamptz not null,
  constraint posting_belongs_to_a_repayment foreign key (application, number) references repayment (application, number),
  constraint repayment_posting_is_positive check (amount_cents > 0),
  constraint repayment_posting_kind_is_known check (kind in (
    'ORDER', 'RECEIVE', 'OFFSET', 'WAIVE', 'CHARGE_INTEREST', 'RECEIVE_INTEREST', 'WAIVE_INTEREST', 'OVERPAY')),
  constraint repayment_is_posted_once unique (application, number, kind, key)
);
comment on column repayment_posting.key is 'Names the fact among those of the repayment: the bank''s entry, the payment that was cut, the decision';
create index repayment_posting_of_payment on repayment_posting (key) where kind = 'OFFSET';
create trigger repayment_posting_is_append_only before update or delete on repayment_posting
  for each row execute function refuse_change();

-- The computation sheet: which interest was posted for which days, and on what.
create table repayment_interest (
  posting         bigint        not null references repayment_posting,
  position        integer       not null,
  from_on         date          not null,
  to_on           date          not null,
  principal_cents bigint        not null,
  rate_percent    numeric(6, 3) not null,
  interest_cents  bigint        not null,
  constraint rows_of_a_sheet_are_numbered primary key (posting, position),
  constraint row_of_a_sheet_has_days check (to_on >= from_on and principal_cents > 0 and interest_cents >= 0)
);
create trigger repayment_interest_is_append_only before update or delete on repayment_interest
  for each row execute function refuse_change();

create table repayment_waiver (
  application      text        not null,
  number           integer     not null,
  open_cents       bigint      not null,
  interest_cents   bigint      not null,
  fund_share_cents bigint      not null,
  reason           text        not null,
  ordered_by       text        not null,
  decided_by       text        not null,
  decided_at       timestamptz not null,
  constraint one_waiver_per_repayment primary key (application, number),
  constraint waiver_belongs_to_a_repayment foreign key (application, number) references repayment (application, number),
  constraint waiver_is_explained check (length(reason) between 1 and 4000),
  constraint another_person_waives check (decided_by <> ordered_by)
);
create trigger repayment_waiver_is_append_only before update or delete on repayment_waiver
  for each row execute function refuse_change();

-- A set-off gives part of a commitment back; its postings have a key, as those of recoveries.
alter table budget_posting
  drop constraint recoveries_and_allocations_have_a_key,
  add constraint recoveries_and_allocations_have_a_key check (
    case when kind in ('RECOVER', 'ALLOCATE', 'DEALLOCATE') then key <> '' when kind = 'RELEASE_COMMITTED' then true else key = '' end);

-- Money that came in and was taken for what it is: a repayment; by itself, or because two persons said so.
alter table bank_entry
  drop constraint outcome_is_known,
  add constraint outcome_is_known check (
    outcome in ('BOOKED', 'RETURNED', 'REJECTED', 'ACCEPTED', 'RECEIVED', 'NOTED', 'QUEUED'));
alter table bank_entry_solution
  add column expected text,
  drop constraint a_match_names_its_payment,
  add constraint a_match_names_what_it_is check ((state = 'CLOSED') = (coalesce(payment, expected) is null)),
  add constraint a_match_is_one_thing check (payment is null or expected is null);
comment on column bank_entry_solution.expected is 'Reference of the expected money that the entry is, such as a repayment';

create view promise_11_recoveries_add_up as
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
  where b.released_at > r.opened_at and b.released_at < coalesce(r.found_at, 'infinity');

-- Money that comes back is taken note of while its case is on hold.
create or replace view promise_10_nothing_changes_a_case_on_hold as
  select h.application, h.event || ' by ' || h.actor || ' during hold ' || o.number broken
  from application_hold o join status_history h on h.application = o.application
    and h.at > o.placed_at and h.at < coalesce(o.ended_at, o.ends_at)
  where h.event not in ('PUT_ON_HOLD', 'HOLD_ENDED', 'CASE_OPENED', 'DUPLICATE_ENDED', 'REPAYMENT_RECEIVED', 'REPAYMENT_SETTLED')
    and (h.event not like 'PAYMENT\_%' or h.event in ('PAYMENT_ORDERED', 'PAYMENT_RELEASED'));
