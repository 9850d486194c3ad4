create table budget_line (
  code             text   primary key,
  scheme           text   not null unique,
  allocated_cents  bigint not null,
  available_cents  bigint not null,
  reserved_cents   bigint not null default 0,
  committed_cents  bigint not null default 0,
  in_payment_cents bigint not null default 0,
  paid_cents       bigint not null default 0,
  constraint never_overspent check (available_cents >= 0 and reserved_cents >= 0 and committed_cents >= 0
    and in_payment_cents >= 0 and paid_cents >= 0),
  constraint nothing_appears_or_vanishes check (
    allocated_cents = available_cents + reserved_cents + committed_cents + in_payment_cents + paid_cents)
);

create table voucher_slot (
  number      integer primary key,
  line        text    not null references budget_line,
  application text    references application,
  constraint a_voucher_has_a_number_from_1_to_35 check (number between 1 and 35),
  constraint one_voucher_per_application unique (application)
);

create table budget_reservation (
  id           bigint generated always as identity primary key,
  application  text   not null references application,
  line         text   not null references budget_line,
  amount_cents bigint not null,
  state        text   not null,
  constraint reservation_is_positive check (amount_cents > 0),
  constraint reservation_state_is_known check (state in ('RESERVED', 'COMMITTED', 'RELEASED'))
);
create unique index one_standing_reservation_per_application on budget_reservation (application)
  where state <> 'RELEASED';

create table budget_posting (
  id           bigint generated always as identity primary key,
  line         text        not null references budget_line,
  application  text        not null references application,
  reservation  integer     not null,
  kind         text        not null,
  instalment   integer     not null,
  amount_cents bigint      not null,
  reason       text,
  posted_at    timestamptz not null,
  constraint posting_is_positive check (amount_cents > 0),
  constraint posting_kind_is_known check (kind in ('RESERVE', 'COMMIT', 'ORDER', 'PAY', 'RELEASE_RESERVED', 'RELEASE_COMMITTED')),
  constraint each_movement_is_posted_once unique (application, reservation, kind, instalment)
);
comment on column budget_posting.reservation is 'How many earlier reservations of the application were released';
create trigger budget_posting_is_append_only before update or delete on budget_posting
  for each row execute function refuse_change();

-- The programme's voucher line: 35 vouchers of EUR 5,000.
insert into budget_line (code, scheme, allocated_cents, available_cents) values ('VOUCHER', 'VOUCHER', 17500000, 17500000);
insert into voucher_slot (number, line) select number, 'VOUCHER' from generate_series(1, 35) number;

create view promise_1_one_instance_per_application as
  select a.reference application, 'submitted, but no lifecycle and no message on its way' broken
  from application a
  where a.dossier_frozen_at < now() - interval '5 minutes' and a.process_instance is null
    and not exists (select 1 from outbox_record o where o.record_key = a.reference and o.status <> 'COMPLETED')
  union all
  select a.reference, 'a lifecycle runs for an application that was never submitted'
  from application a where a.process_instance is not null and a.dossier_frozen_at is null;

create view promise_2_budget_is_never_exceeded as
  select l.code line, 'more reserved, committed and paid than allocated' broken
  from budget_line l
  where l.reserved_cents + l.committed_cents + l.in_payment_cents + l.paid_cents > l.allocated_cents
  union all
  select l.code, 'the postings do not add up to the balances'
  from budget_line l left join budget_posting p on p.line = l.code
  group by l.code
  having coalesce(sum(p.amount_cents) filter (where p.kind = 'RESERVE'), 0)
       - coalesce(sum(p.amount_cents) filter (where p.kind in ('COMMIT', 'RELEASE_RESERVED')), 0) <> l.reserved_cents
      or coalesce(sum(p.amount_cents) filter (where p.kind = 'COMMIT'), 0)
       - coalesce(sum(p.amount_cents) filter (where p.kind in ('ORDER', 'RELEASE_COMMITTED')), 0) <> l.committed_cents
      or coalesce(sum(p.amount_cents) filter (where p.kind = 'ORDER'), 0)
       - coalesce(sum(p.amount_cents) filter (where p.kind = 'PAY'), 0) <> l.in_payment_cents
      or coalesce(sum(p.amount_cents) filter (where p.kind = 'PAY'), 0) <> l.paid_cents
  union all
  select s.line, 'voucher ' || s.number || ' is taken without a reservation'
  from voucher_slot s
  where s.application is not null and not exists (
    select 1 from budget_reservation r where r.application = s.application and r.state <> 'RELEASED')
  union all
  select r.line, r.application || ' holds a reservation without a voucher'
  from budget_reservation r join budget_line l on l.code = r.line and l.scheme = 'VOUCHER'
  where r.state <> 'RELEASED' and not exists (select 1 from voucher_slot s where s.application = r.application);

create view promise_7_history_is_complete as
  select h.application, 'history entries are missing' broken
  from status_history h group by h.application having max(h.number) <> count(*)
  union all
  select a.reference, 'the status is not the one of the last history entry'
  from application a join lateral (
    select h.status from status_history h where h.application = a.reference order by h.number desc limit 1) last on true
  where last.status <> a.status
  union all
  select a.reference, 'an application without history'
  from application a where not exists (select 1 from status_history h where h.application = a.reference);
