create table waiting_list_entry (
  application  text        not null references application,
  number       integer     not null,
  line         text        not null references budget_line,
  place        bigint      not null,
  amount_cents bigint      not null,
  joined_at    timestamptz not null,
  woken_at     timestamptz,
  left_at      timestamptz,
  left_reason  text,
  constraint entries_of_an_application_are_numbered primary key (application, number),
  constraint wanted_amount_is_positive check (amount_cents > 0),
  constraint leaving_has_a_reason check ((left_at is null) = (left_reason is null)),
  constraint reason_of_leaving_is_known check (
    left_reason in ('VOUCHER_RESERVED', 'VOUCHER_GONE', 'APPLICATION_ENDED', 'CLOSED')),
  constraint whose_voucher_is_gone_was_woken check (left_reason <> 'VOUCHER_GONE' or woken_at is not null),
  constraint closing_is_for_those_still_waiting check (left_reason <> 'CLOSED' or woken_at is null)
);
comment on table waiting_list_entry is 'Applications that wait for a voucher; written only under the lock of the budget line';
comment on column waiting_list_entry.place is 'Order of the list; drawn from the sequence of budget_posting.id, so that the two orders can be compared';
comment on column waiting_list_entry.woken_at is 'When a voucher was set aside for it and its lifecycle was told';
create unique index one_standing_entry_per_application on waiting_list_entry (application) where left_at is null;
create unique index one_standing_entry_per_place on waiting_list_entry (line, place) where left_at is null;

create table waiting_list_closure (
  line      text        primary key references budget_line,
  reason    text        not null,
  closed_by text        not null,
  closed_at timestamptz not null,
  constraint closure_says_why check (length(trim(reason)) between 1 and 1000)
);
create trigger waiting_list_closure_is_append_only before update or delete on waiting_list_closure
  for each row execute function refuse_change();

-- Whom the free vouchers belong to is settled in each transaction that changes either, so the first two hold at every moment.
create view promise_9_vouchers_go_in_order_of_arrival as
  with standing as (
    select e.*,
           count(*) over in_order needed_vouchers,
           sum(e.amount_cents) over in_order needed_cents
    from waiting_list_entry e where e.left_at is null
    window in_order as (partition by e.line order by e.place)
  )
  select w.application, 'waits although a voucher is free for it' broken
  from standing w join budget_line l on l.code = w.line
  where w.woken_at is null and w.needed_cents <= l.available_cents
    and w.needed_vouchers <= (select count(*) from voucher_slot s where s.line = w.line and s.application is null)
  union all
  select w.application, 'was overtaken by ' || p.application
  from standing w join budget_posting p on p.line = w.line and p.kind = 'RESERVE' and p.id > w.place
  where w.woken_at is null
    and not exists (
      select 1 from waiting_list_entry before
      where before.application = p.application and before.left_reason = 'VOUCHER_RESERVED' and before.place < w.place)
  union all
  select w.application, 'was told of a voucher, but does not take it'
  from standing w
  where w.woken_at < now() - interval '15 minutes'
    and not exists (select 1 from outbox_record o where o.record_key = w.application and o.status <> 'COMPLETED')
  union all
  select w.application, 'waits although it is ' || a.status
  from standing w join application a on a.reference = w.application
  where a.status in ('CLOSED', 'REJECTED', 'LAPSED', 'TERMINATED', 'WITHDRAWN')
  union all
  select w.application, 'waits although it holds voucher ' || s.number
  from standing w join voucher_slot s on s.application = w.application;
