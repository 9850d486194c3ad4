-- Numbers of the rules, by the day on which a case is put on hold.
create table hold_ruleset (
  id           text    primary key,
  valid_from   date    not null,
  valid_to     date,
  days_at_most integer not null,
  constraint hold_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_hold_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&),
  constraint a_hold_may_last_a_day check (days_at_most >= 1)
);
comment on column hold_ruleset.days_at_most is 'How far ahead the last day of a hold may lie when the case is put on hold';
insert into hold_ruleset values ('HOLD-2024', '2024-01-01', null, 183);

create table application_hold (
  application text        not null references application,
  number      integer     not null,
  reason      text        not null,
  placed_at   timestamptz not null,
  placed_by   text        not null,
  ends_at     timestamptz not null,
  ended_at    timestamptz,
  ended_by    text,
  constraint holds_are_numbered primary key (application, number),
  constraint holds_count_from_one check (number >= 1),
  constraint a_hold_has_a_reason check (reason <> ''),
  constraint a_hold_ends_after_it_begins check (ends_at > placed_at),
  constraint a_hold_ends_by_its_time check (ended_at between placed_at and ends_at),
  constraint the_end_of_a_hold_is_recorded check ((ended_at is null) = (ended_by is null))
);
comment on table application_hold is 'While a hold stands, nobody changes the application, and none of its deadlines runs';
comment on column application_hold.ends_at is 'It is over then by itself, without anything being done';
comment on column application_hold.ended_at is 'Ended early, or noted with the next hold that its time was over';
create unique index one_hold_at_a_time on application_hold (application) where ended_at is null;

create function keep_hold() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null
    or (new.application, new.number, new.reason, new.placed_at, new.placed_by, new.ends_at)
      is distinct from (old.application, old.number, old.reason, old.placed_at, old.placed_by, old.ends_at) then
    raise exception 'Hold % of % is not changed but ended', old.number, old.application;
  end if;
  return new;
end $$;
create trigger hold_is_kept before update or delete on application_hold for each row execute function keep_hold();

-- The results are due when the database says so; reports that were asked for before have no date here.
alter table outcome_report add column due_at timestamptz;
comment on column outcome_report.due_at is 'The report is awaited until then; empty for reports asked for before 26 November 2026';

-- What the bank says is taken note of, and an end by its applicant ends the hold as well.
create view promise_10_nothing_changes_a_case_on_hold as
  select h.application, h.event || ' by ' || h.actor || ' during hold ' || o.number broken
  from application_hold o join status_history h on h.application = o.application
    and h.at > o.placed_at and h.at < coalesce(o.ended_at, o.ends_at)
  where h.event not in ('PUT_ON_HOLD', 'HOLD_ENDED', 'CASE_OPENED', 'DUPLICATE_ENDED')
    and (h.event not like 'PAYMENT\_%' or h.event in ('PAYMENT_ORDERED', 'PAYMENT_RELEASED'));
