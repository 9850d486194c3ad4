-- One status more than there are, whichever those are.
do $$
declare
  statuses text;
begin
  select string_agg(quote_literal(status), ', ') into statuses
  from (
    select (regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]+)''', 'g'))[1] status
    from pg_constraint where conrelid = 'application'::regclass and conname = 'status_is_known'
    union
    select 'RESERVE') known;
  alter table application drop constraint status_is_known;
  execute format('alter table application add constraint status_is_known check (status in (%s))', statuses);
end $$;

create table panel_member (
  call         text        not null references fund_call,
  username     text        not null,
  member_state text        not null,
  added_by     text        not null,
  added_at     timestamptz not null,
  removed_by   text,
  removed_at   timestamptz,
  constraint panel_members_are_told_apart primary key (call, username, added_at),
  constraint panel_member_state_is_of_the_programme check (member_state in ('BE', 'DE', 'NL')),
  constraint the_removal_of_a_member_is_recorded check ((removed_by is null) = (removed_at is null))
);
comment on table panel_member is 'Who may sit on the panel of a call';
comment on column panel_member.member_state is 'The Member State that the member stands for, for the quorum';
create unique index one_seat_per_panel_member on panel_member (call, username) where removed_at is null;

create table call_ranking (
  call       text        primary key references fund_call,
  awaited_at timestamptz,
  settled_at timestamptz,
  decided_at timestamptz,
  decided_by text,
  panel_size integer,
  findings   text,
  constraint who_decides_a_ranking_is_recorded check ((decided_at is null) = (decided_by is null)
    and (decided_at is null) = (panel_size is null) and (decided_at is null) = (findings is null)),
  constraint a_ranking_is_decided_when_all_are_evaluated check (decided_at is null or settled_at is not null)
);
comment on table call_ranking is 'How far the ranking of a call has come';
comment on column call_ranking.awaited_at is 'Since then the lifecycle of the call waits for the last application';
comment on column call_ranking.settled_at is 'Every application had ended or was entered for ranking';
comment on column call_ranking.decided_by is 'Who recorded the decision of the panel; system when there was nothing to rank';
comment on column call_ranking.panel_size is 'Members of the panel at the decision, present or not';

create function keep_ranking() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.decided_at is not null then
    raise exception 'The ranking of % is decided and stays', old.call;
  end if;
  return new;
end $$;
create trigger ranking_is_kept before update or delete on call_ranking for each row execute function keep_ranking();

create table ranking_entry (
  application          text         not null references application,
  number               integer      not null,
  call                 text         not null references fund_call,
  entered_at           timestamptz  not null,
  received_at          timestamptz  not null,
  aid_sheet            integer      not null,
  excellence           numeric(3,1) not null,
  impact               numeric(3,1) not null,
  implementation       numeric(3,1) not null,
  total                numeric(3,1) not null,
  weighted_total       numeric(6,2) not null,
  passed               boolean      not null,
  grant_cents          bigint       not null,
  eligible_costs_cents bigint       not null,
  co_funding_cents     bigint       not null,
  member_states        integer      not null,
  state                text         not null,
  late                 boolean      not null default false,
  place                integer,
  ranked_at            timestamptz,
  reserve_until        timestamptz,
  reserve_left_at      timestamptz,
  ended_at             timestamptz,
  constraint ranking_entries_are_numbered primary key (application, number),
  constraint ranking_entries_count_from_one check (number >= 1),
  constraint ranking_state_is_known check (state in ('ENTERED', 'FUNDED', 'RESERVE', 'MOVED_UP', 'EXPIRED', 'REJECTED')),
  constraint who_is_ranked_has_a_time check ((state = 'ENTERED') = (ranked_at is null)),
  constraint who_passed_and_is_ranked_has_a_place
    check ((state in ('FUNDED', 'RESERVE', 'MOVED_UP', 'EXPIRED')) = (place is not null)),
  constraint below_the_threshold_nobody_has_a_place check (passed or place is null),
  constraint who_waited_on_the_reserve_list_left_it_once
    check (reserve_left_at is not null or state not in ('MOVED_UP', 'EXPIRED')),
  constraint grants_of_a_ranking_are_positive check (grant_cents > 0 and eligible_costs_cents >= grant_cents),
  constraint places_of_a_call_are_told_apart unique (call, place) deferrable initially deferred
);
comment on table ranking_entry is 'An application as it is ranked; entered again after an upheld appeal';
comment on column ranking_entry.received_at is 'When it was submitted';
comment on column ranking_entry.co_funding_cents is 'What the partners finance of the eligible costs';
comment on column ranking_entry.late is 'Entered when the panel of the call had decided';
comment on column ranking_entry.place is 'Among those above the threshold, 1 is the first; late ones push others down';
comment on column ranking_entry.reserve_until is 'The reserve list is valid for it until then; empty for a moment after the decision';
comment on column ranking_entry.ended_at is 'The application ended, so that it stands here no more';
create unique index one_standing_ranking_entry_per_application on ranking_entry (application) where ended_at is null;
create index ranking_entries_of_a_call on ranking_entry (call, place);

create function keep_ranking_entry() returns trigger language plpgsql as $$
declare
  moving text[] := array['state', 'late', 'place', 'ranked_at', 'reserve_until', 'reserve_left_at', 'ended_at'];
begin
  if tg_op = 'DELETE' or (old.state <> 'ENTERED' and to_jsonb(new) - moving is distinct from to_jsonb(old) - moving) then
    raise exception 'What % was ranked by stays', old.application;
  end if;
  if new.state <> old.state and not (old.state = 'ENTERED' or old.state = 'RESERVE' and new.state in ('MOVED_UP', 'EXPIRED')) then
    raise exception '% is % and cannot become %', old.application, old.state, new.state;
  end if;
  if old.ended_at is not null and new.ended_at is distinct from old.ended_at then
    raise exception 'Entry % of % has ended', old.number, old.application;
  end if;
  return new;
end $$;
create trigger ranking_entry_is_kept before update or delete on ranking_entry
  for each row execute function keep_ranking_entry();

create table panel_presence (
  call         text not null references call_ranking,
  username     text not null,
  member_state text not null,
  constraint everybody_is_present_once primary key (call, username)
);
comment on table panel_presence is 'Who sat on the panel when it decided';
create trigger panel_presence_is_append_only before update or delete on panel_presence
  for each row execute function refuse_change();

create table panel_departure (
  call        text not null,
  username    text not null,
  application text not null references application,
  conflict    text not null,
  constraint everybody_leaves_once_per_application primary key (call, username, application),
  constraint only_who_is_present_leaves foreign key (call, username) references panel_presence (call, username)
);
comment on table panel_departure is 'Who left the room for which application, because of a conflict of interest';
create trigger panel_departure_is_append_only before update or delete on panel_departure
  for each row execute function refuse_change();

create table panel_place (
  call           text    not null references call_ranking,
  application    text    not null,
  number         integer not null,
  computed_place integer,
  place          integer,
  outcome        text    not null,
  reason         text,
  constraint the_panel_places_each_once primary key (call, application, number),
  constraint the_panel_places_what_was_entered foreign key (application, number) references ranking_entry (application, number),
  constraint the_panel_has_an_outcome_for_each check (outcome in ('FUNDED', 'RESERVE', 'REJECTED')),
  constraint the_panel_gives_reasons_with_words check (reason <> '')
);
comment on table panel_place is 'What the panel decided, as it was decided; ranking_entry is what became of it';
comment on column panel_place.computed_place is 'By the figures; empty below the threshold';
comment on column panel_place.reason is 'Why the panel gave another place than the figures';
create trigger panel_place_is_append_only before update or delete on panel_place
  for each row execute function refuse_change();

create view promise_2_calls_hold_what_was_ranked as
  select e.call, e.application || ' is ranked for funding and holds nothing' broken
  from ranking_entry e join application a on a.reference = e.application
  where e.state in ('FUNDED', 'MOVED_UP') and e.ended_at is null
    and a.status not in ('REJECTED', 'UNDER_APPEAL', 'LAPSED', 'TERMINATED', 'WITHDRAWN', 'CLOSED')
    and not exists (select from budget_reservation r where r.application = e.application and r.state <> 'RELEASED')
  union all
  select e.call, e.application || ' holds money and is ' || e.state || ' in the ranking'
  from ranking_entry e join budget_reservation r on r.application = e.application and r.state <> 'RELEASED'
  where e.ended_at is null and e.state not in ('FUNDED', 'MOVED_UP')
  union all
  select c.reference, 'its applications hold more than line ' || l.code || ' has'
  from fund_call c join budget_line l on l.code = c.budget_line
    join ranking_entry e on e.call = c.reference and e.ended_at is null
    join budget_reservation r on r.application = e.application and r.state <> 'RELEASED'
  group by c.reference, l.code, l.allocated_cents having sum(r.amount_cents) > l.allocated_cents;
comment on view promise_2_calls_hold_what_was_ranked is 'Empty: whoever is ranked for funding holds their money, nobody else does, and no call holds more than its line';
