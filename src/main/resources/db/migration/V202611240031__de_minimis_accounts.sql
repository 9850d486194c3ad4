create table de_minimis_ruleset (
  id            text    primary key,
  valid_from    date    not null,
  valid_to      date,
  ceiling_cents bigint  not null,
  window_years  integer not null,
  constraint de_minimis_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_de_minimis_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&)
);
comment on table de_minimis_ruleset is 'Numbers by the day the legal right arises';
comment on column de_minimis_ruleset.valid_to is 'Last day; empty while no end is known';

-- Regulation (EU) 2023/2831, Art. 3(2) and 8
insert into de_minimis_ruleset values ('DE-MINIMIS-2023-2831', '2024-01-01', '2030-12-31', 30000000, 3);

create table de_minimis_account (
  undertaking text primary key
);
comment on table de_minimis_account is 'One row per single undertaking; whoever adds aid locks it';

create table de_minimis_aid (
  id            bigint generated always as identity primary key,
  undertaking   text        not null references de_minimis_account,
  application   text        not null references application,
  state         text        not null,
  granted_by    text        not null,
  occurrence    integer     not null,
  amount_cents  bigint      not null,
  reserved_on   date        not null,
  granted_on    date,
  registered_at timestamptz not null,
  constraint aid_is_positive check (amount_cents > 0),
  constraint aid_state_is_known check (state in ('DECLARED', 'RESERVED', 'GRANTED', 'RELEASED')),
  constraint granted_aid_has_a_date check (state not in ('DECLARED', 'GRANTED') or granted_on is not null)
);
comment on column de_minimis_aid.application is 'The application it is for, or that declared it';
comment on column de_minimis_aid.occurrence is 'Tells equal lines of one declaration apart';
comment on column de_minimis_aid.reserved_on is 'Day of the check, in the programme''s time zone';
comment on column de_minimis_aid.granted_on is 'Day the legal right was conferred, whatever the payment date (Art. 3(3))';
create unique index one_standing_aid_per_application on de_minimis_aid (application)
  where state in ('RESERVED', 'GRANTED');
create unique index declared_aid_is_registered_once
  on de_minimis_aid (undertaking, granted_by, granted_on, amount_cents, occurrence) where state = 'DECLARED';
create index de_minimis_aid_of_undertaking on de_minimis_aid (undertaking);

create table de_minimis_check (
  application     text        not null references application,
  number          integer     not null,
  ruleset         text        not null references de_minimis_ruleset,
  counted_cents   bigint      not null,
  requested_cents bigint      not null,
  ceiling_cents   bigint      not null,
  within_ceiling  boolean     not null,
  checked_on      date        not null,
  checked_at      timestamptz not null,
  constraint de_minimis_checks_are_numbered primary key (application, number),
  constraint outcome_fits_the_figures check (within_ceiling = (counted_cents + requested_cents <= ceiling_cents))
);
comment on table de_minimis_check is 'What each check counted; a rejection shows it';
create trigger de_minimis_check_is_append_only before update or delete on de_minimis_check
  for each row execute function refuse_change();

-- Aid of ours together with all aid of the undertaking that was known before it, in its window. Aid that somebody
-- declares later cannot be held against an earlier grant; it counts for the next one.
create view promise_6_de_minimis_within_ceiling as
  select own.undertaking, own.application, sum(counted.amount_cents) total_cents, r.ceiling_cents
  from de_minimis_aid own
  join de_minimis_ruleset r
    on coalesce(own.granted_on, own.reserved_on) between r.valid_from and coalesce(r.valid_to, 'infinity')
  join de_minimis_aid counted
    on counted.undertaking = own.undertaking and counted.id <= own.id and counted.state <> 'RELEASED'
   and (counted.granted_on is null
     or counted.granted_on > coalesce(own.granted_on, own.reserved_on) - make_interval(years => r.window_years))
  where own.state in ('RESERVED', 'GRANTED')
  group by own.id, own.undertaking, own.application, r.ceiling_cents
  having sum(counted.amount_cents) > r.ceiling_cents;
