-- Each line is paid by two sources. Balances and postings are kept for the line and for the ERDF; what is left is national.
create table budget_ruleset (
  id         text          primary key,
  valid_from date          not null,
  valid_to   date,
  erdf_share numeric(6, 5) not null,
  constraint budget_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_budget_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&),
  constraint share_is_a_part check (erdf_share between 0 and 1),
  constraint share_of_budget_ruleset unique (id, erdf_share)
);
comment on table budget_ruleset is 'Numbers of the rules; a line keeps those of the day on which it was opened';
comment on column budget_ruleset.erdf_share is 'Part of a line that the ERDF pays';
insert into budget_ruleset values ('BUDGET-2024', '2024-01-01', null, 0.5);

create function erdf_part(cents bigint, share numeric) returns bigint language sql immutable strict
return case
  when cents * share - trunc(cents * share) = 0.5 and trunc(cents * share) % 2 = 0 then trunc(cents * share)
  else round(cents * share) end;
comment on function erdf_part is 'A part of a sum, rounded half to even; the sum is not negative';

alter table budget_line
  add column ruleset text not null default 'BUDGET-2024',
  add column erdf_share numeric(6, 5) not null default 0.5,
  add column erdf_allocated_cents  bigint not null default 0,
  add column erdf_available_cents  bigint not null default 0,
  add column erdf_reserved_cents   bigint not null default 0,
  add column erdf_committed_cents  bigint not null default 0,
  add column erdf_in_payment_cents bigint not null default 0,
  add column erdf_paid_cents       bigint not null default 0;
alter table budget_line
  alter column ruleset drop default,
  alter column erdf_share drop default,
  alter column allocated_cents set default 0,
  alter column available_cents set default 0;
update budget_line set
  erdf_paid_cents = erdf_part(paid_cents, erdf_share),
  erdf_in_payment_cents = erdf_part(paid_cents + in_payment_cents, erdf_share) - erdf_part(paid_cents, erdf_share),
  erdf_committed_cents = erdf_part(paid_cents + in_payment_cents + committed_cents, erdf_share)
    - erdf_part(paid_cents + in_payment_cents, erdf_share),
  erdf_reserved_cents = erdf_part(allocated_cents - available_cents, erdf_share)
    - erdf_part(paid_cents + in_payment_cents + committed_cents, erdf_share),
  erdf_available_cents = erdf_part(allocated_cents, erdf_share) - erdf_part(allocated_cents - available_cents, erdf_share),
  erdf_allocated_cents = erdf_part(allocated_cents, erdf_share);
alter table budget_line
  add constraint shares_are_those_of_the_rules foreign key (ruleset, erdf_share) references budget_ruleset (id, erdf_share),
  add constraint erdf_is_never_overspent check (erdf_available_cents >= 0 and erdf_reserved_cents >= 0
    and erdf_committed_cents >= 0 and erdf_in_payment_cents >= 0 and erdf_paid_cents >= 0),
  add constraint no_cent_of_the_erdf_appears_or_vanishes check (erdf_allocated_cents = erdf_available_cents
    + erdf_reserved_cents + erdf_committed_cents + erdf_in_payment_cents + erdf_paid_cents),
  add constraint national_money_is_never_overspent check (erdf_available_cents <= available_cents
    and erdf_reserved_cents <= reserved_cents and erdf_committed_cents <= committed_cents
    and erdf_in_payment_cents <= in_payment_cents and erdf_paid_cents <= paid_cents),
  add constraint erdf_pays_its_share_to_the_cent check (erdf_paid_cents = erdf_part(paid_cents, erdf_share));
comment on column budget_line.erdf_paid_cents is 'The ERDF''s part of paid_cents, rounded half to even over the sum of all payments';

create view budget_balance as
  select code line, 'ERDF' source, erdf_allocated_cents allocated_cents, erdf_available_cents available_cents,
         erdf_reserved_cents reserved_cents, erdf_committed_cents committed_cents,
         erdf_in_payment_cents in_payment_cents, erdf_paid_cents paid_cents
  from budget_line
  union all
  select code, 'NATIONAL', allocated_cents - erdf_allocated_cents, available_cents - erdf_available_cents,
         reserved_cents - erdf_reserved_cents, committed_cents - erdf_committed_cents,
         in_payment_cents - erdf_in_payment_cents, paid_cents - erdf_paid_cents
  from budget_line;
comment on view budget_balance is 'Balances of each line by source';

-- Postings say how much of them is the ERDF's, and enter it into the balances. An allocation belongs to no application.
alter table budget_posting
  alter column application drop not null,
  add column erdf_cents bigint not null default 0,
  add column national_cents bigint generated always as (amount_cents - erdf_cents) stored,
  drop constraint posting_kind_is_known,
  drop constraint recoveries_have_a_key;
alter table budget_posting
  alter column erdf_cents drop default,
  add constraint posting_kind_is_known check (kind in ('ALLOCATE', 'DEALLOCATE', 'RESERVE', 'COMMIT', 'ORDER', 'PAY',
    'REJECT', 'RETURN', 'RECOVER', 'RELEASE_RESERVED', 'RELEASE_COMMITTED')),
  add constraint allocations_belong_to_no_application check ((application is null) = (kind in ('ALLOCATE', 'DEALLOCATE'))),
  add constraint recoveries_and_allocations_have_a_key check (
    (kind in ('RECOVER', 'ALLOCATE', 'DEALLOCATE')) = (key <> '')),
  add constraint allocations_have_a_reason check (application is not null or coalesce(length(trim(reason)), 0) > 0),
  add constraint each_source_moves_a_part check (erdf_cents between 0 and amount_cents);
create unique index each_decision_allocates_once on budget_posting (line, key) where application is null;
create index budget_posting_of_line on budget_posting (line, posted_at, id);
comment on column budget_posting.key is 'Key of the recovery, or name of the decision to allocate, that must be posted once; empty for other postings';
comment on column budget_posting.erdf_cents is 'The ERDF''s part of the amount, where it is nearest to what is paid';

create table budget_entry (
  posting bigint not null references budget_posting,
  bucket  text   not null,
  source  text   not null,
  cents   bigint not null,
  constraint a_posting_enters_a_balance_once primary key (posting, bucket, source),
  constraint bucket_is_known check (bucket in ('AVAILABLE', 'RESERVED', 'COMMITTED', 'IN_PAYMENT', 'PAID')),
  constraint source_is_known check (source in ('ERDF', 'NATIONAL')),
  constraint an_entry_changes_something check (cents <> 0)
);
comment on table budget_entry is 'How each posting changes the balances of its line, by source; their sums are the balances';

-- What was posted so far: the first allocation, and the part that each posting moves over the border between two balances.
insert into budget_posting (line, application, reservation, kind, instalment, attempt, key, amount_cents, erdf_cents, reason,
  posted_by, posted_at)
select l.code, null, 0, 'ALLOCATE', 0, 0, 'first allocation', l.allocated_cents, erdf_part(l.allocated_cents, l.erdf_share),
       'What the programme began with', 'system',
       coalesce((select min(p.posted_at) from budget_posting p where p.line = l.code), now())
from budget_line l where l.allocated_cents > 0;

create temporary table moved as
with kind (kind, left_at, came_to) as (values
    ('ALLOCATE', null, 5), ('RESERVE', 5, 4), ('COMMIT', 4, 3), ('ORDER', 3, 2), ('PAY', 2, 1), ('REJECT', 2, 3),
    ('RETURN', 1, 3), ('RECOVER', 1, 5), ('RELEASE_RESERVED', 4, 5), ('RELEASE_COMMITTED', 3, 5)),
  bucket (depth, bucket) as (values (1, 'PAID'), (2, 'IN_PAYMENT'), (3, 'COMMITTED'), (4, 'RESERVED'), (5, 'AVAILABLE')),
  change as (
    select p.id, p.line, p.kind, l.erdf_share, b.depth, b.bucket, least(k.left_at, k.came_to) inner_depth,
           p.amount_cents * (case k.came_to when b.depth then 1 else 0 end - case k.left_at when b.depth then 1 else 0 end) cents
    from budget_posting p join budget_line l on l.code = p.line join kind k on k.kind = p.kind cross join bucket b),
  inward as (
    select c.*, sum(cents) over (partition by id order by depth) crossed from change c),
  summed as (
    select i.*, erdf_part(sum(crossed) over up_to_now ::bigint, erdf_share) erdf_inside
    from inward i window up_to_now as (partition by line, depth order by kind <> 'ALLOCATE', id)),
  crossing as (
    select s.*, erdf_inside - coalesce(lag(erdf_inside) over (partition by line, depth order by kind <> 'ALLOCATE', id), 0) erdf_crossed
    from summed s)
select c.*, erdf_crossed - coalesce(lag(erdf_crossed) over (partition by id order by depth), 0) erdf_change from crossing c;

insert into budget_entry
select id, bucket, 'ERDF', erdf_change from moved where erdf_change <> 0
union all
select id, bucket, 'NATIONAL', cents - erdf_change from moved where cents <> erdf_change;

alter table budget_posting disable trigger budget_posting_is_append_only;
update budget_posting p set erdf_cents = abs(m.erdf_crossed) from moved m where m.id = p.id and m.depth = m.inner_depth;
alter table budget_posting enable trigger budget_posting_is_append_only;
drop table moved;

create trigger budget_entry_is_append_only before update or delete on budget_entry
  for each row execute function refuse_change();

create view budget_entry_of_line as
  select p.line, p.application, p.reservation, p.posted_at, e.*
  from budget_posting p join budget_entry e on e.posting = p.id;

-- Vouchers: who had which, and when. So far always the lowest free number was taken, so the past follows from the postings.
create table voucher_event (
  id          bigint      generated always as identity primary key,
  voucher     integer     not null references voucher_slot,
  application text        not null references application,
  event       text        not null,
  happened_by text        not null,
  happened_at timestamptz not null,
  constraint event_of_voucher_is_known check (event in ('TAKEN', 'RELEASED'))
);
create index voucher_event_of_voucher on voucher_event (voucher, id);
do $$
declare
  posting record;
  holder text[] := array_fill(null::text, array[35]);
  number integer;
begin
  for posting in select p.* from budget_posting p join budget_line l on l.code = p.line and l.scheme = 'VOUCHER'
                 where p.kind in ('RESERVE', 'RELEASE_RESERVED', 'RELEASE_COMMITTED') and p.instalment = 0 order by p.id loop
    number := case posting.kind when 'RESERVE' then array_position(holder, null) else array_position(holder, posting.application) end;
    holder[number] := case posting.kind when 'RESERVE' then posting.application end;
    insert into voucher_event (voucher, application, event, happened_by, happened_at)
    values (number, posting.application, case posting.kind when 'RESERVE' then 'TAKEN' else 'RELEASED' end,
            posting.posted_by, posting.posted_at);
  end loop;
end $$;
create trigger voucher_event_is_append_only before update or delete on voucher_event
  for each row execute function refuse_change();

drop view promise_2_budget_is_never_exceeded;
drop view budget_holding;
create view budget_holding as
  select application, reservation, line,
         coalesce(sum(cents) filter (where bucket = 'RESERVED'), 0)::bigint reserved_cents,
         coalesce(sum(cents) filter (where bucket = 'COMMITTED'), 0)::bigint committed_cents,
         coalesce(sum(cents) filter (where bucket = 'IN_PAYMENT'), 0)::bigint in_payment_cents,
         coalesce(sum(cents) filter (where bucket = 'PAID'), 0)::bigint paid_cents
  from budget_entry_of_line where application is not null
  group by application, reservation, line;
comment on view budget_holding is 'Where the money of each reservation is now, from its postings';

create view promise_2_budget_is_never_exceeded as
  select l.code line, 'more reserved, committed and paid than allocated' broken
  from budget_line l
  where l.reserved_cents + l.committed_cents + l.in_payment_cents + l.paid_cents > l.allocated_cents
  union all
  select b.line, 'the postings do not add up to the balances of ' || b.source
  from budget_balance b left join budget_entry_of_line e on e.line = b.line and e.source = b.source
  group by b.line, b.source, b.allocated_cents, b.available_cents, b.reserved_cents, b.committed_cents, b.in_payment_cents,
           b.paid_cents
  having coalesce(sum(e.cents), 0) <> b.allocated_cents
      or coalesce(sum(e.cents) filter (where e.bucket = 'AVAILABLE'), 0) <> b.available_cents
      or coalesce(sum(e.cents) filter (where e.bucket = 'RESERVED'), 0) <> b.reserved_cents
      or coalesce(sum(e.cents) filter (where e.bucket = 'COMMITTED'), 0) <> b.committed_cents
      or coalesce(sum(e.cents) filter (where e.bucket = 'IN_PAYMENT'), 0) <> b.in_payment_cents
      or coalesce(sum(e.cents) filter (where e.bucket = 'PAID'), 0) <> b.paid_cents
  union all
  select p.line, 'posting ' || p.id || ' does not move its amount'
  from budget_posting p
  left join (
    select posting, sum(cents) total, sum(greatest(cents, 0)) added
    from (select posting, bucket, sum(cents) cents from budget_entry group by posting, bucket) by_bucket
    group by posting) e on e.posting = p.id
  where e.total is distinct from case p.kind when 'ALLOCATE' then p.amount_cents when 'DEALLOCATE' then -p.amount_cents else 0 end
     or e.added is distinct from case p.kind when 'DEALLOCATE' then 0 else p.amount_cents end
  union all
  select p.line, 'posting ' || p.id || ' moves money from one source to another'
  from budget_posting p join budget_entry e on e.posting = p.id
  where p.application is not null
  group by p.line, p.id, e.source having sum(e.cents) <> 0
  union all
  select h.line, h.application || ' moved more than it holds'
  from budget_holding h
  where least(h.reserved_cents, h.committed_cents, h.in_payment_cents, h.paid_cents) < 0
  union all
  select r.line, r.application || ' holds another amount than its postings say'
  from budget_reservation r
  left join (
    select application, sum(reserved_cents + committed_cents + in_payment_cents + paid_cents) held
    from budget_holding group by application) h on h.application = r.application
  where r.state <> 'RELEASED' and r.amount_cents is distinct from h.held
  union all
  select s.line, 'voucher ' || s.number || ' is taken without a reservation'
  from voucher_slot s
  where s.application is not null and not exists (
    select 1 from budget_reservation r where r.application = s.application and r.state <> 'RELEASED')
  union all
  select r.line, r.application || ' holds a reservation without a voucher'
  from budget_reservation r join budget_line l on l.code = r.line and l.scheme = 'VOUCHER'
  where r.state <> 'RELEASED' and not exists (select 1 from voucher_slot s where s.application = r.application)
  union all
  select s.line, 'voucher ' || s.number || ' has another holder than its history says'
  from voucher_slot s
  left join lateral (select v.* from voucher_event v where v.voucher = s.number order by v.id desc limit 1) last on true
  where s.application is distinct from case last.event when 'TAKEN' then last.application end;
