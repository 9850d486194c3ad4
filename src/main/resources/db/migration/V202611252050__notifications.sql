create table notification (
  id             bigint      generated always as identity primary key,
  application    text        not null,
  history_number integer     not null,
  channel        text        not null,
  recipient      text        not null,
  template       text        not null,
  language       text        not null,
  created_at     timestamptz not null,
  state          text        not null,
  waiting_since  timestamptz not null,
  attempts       integer     not null default 0,
  message_id     text        not null,
  sent_at        timestamptz,
  last_error     text,
  constraint each_entry_is_told_once_per_channel unique (application, history_number, channel),
  constraint told_entry_exists foreign key (application, history_number) references status_history (application, number),
  constraint channel_is_known check (channel in ('E_MAIL')),
  constraint notification_state_is_known check (state in ('WAITING', 'SENT', 'FAILED')),
  constraint notification_language_is_known check (language in ('nl', 'de', 'fr', 'en')),
  constraint what_was_sent_has_a_moment check (state <> 'SENT' or sent_at is not null),
  constraint what_failed_has_a_reason check (state <> 'FAILED' or last_error is not null)
);
comment on column notification.recipient is 'Username; the address is looked up when the mail leaves';
comment on column notification.waiting_since is 'When it was last asked to leave: at first, or again';
comment on column notification.attempts is 'How often a mail server was asked to take it';
comment on column notification.message_id is 'The same for each attempt, so that mail systems drop repeats; a new one when it is sent again on purpose';
create index notification_waiting on notification (waiting_since) where state = 'WAITING';

create function keep_notification() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'state' - 'waiting_since' - 'attempts' - 'message_id' - 'sent_at' - 'last_error')
      is distinct from (to_jsonb(old) - 'state' - 'waiting_since' - 'attempts' - 'message_id' - 'sent_at' - 'last_error') then
    raise exception 'Notification % stays: what is told to whom is not changed or deleted', old.id;
  end if;
  return new;
end $$;
create trigger notification_stays before update or delete on notification
  for each row execute function keep_notification();

create table notification_repetition (
  notification bigint      not null references notification,
  number       integer     not null,
  requested_by text        not null,
  requested_at timestamptz not null,
  constraint repetitions_are_numbered primary key (notification, number),
  constraint repetitions_count_from_one check (number >= 1)
);
comment on table notification_repetition is 'Who had a notification sent again';
create trigger notification_repetition_is_append_only before update or delete on notification_repetition
  for each row execute function refuse_change();

create table history_before_notifications (
  application text    primary key,
  number      integer not null
);
comment on table history_before_notifications is 'The last entry of each history that was written when nobody was notified yet';
insert into history_before_notifications
  select application, max(number) from status_history group by application;
create trigger history_before_notifications_is_append_only before update or delete on history_before_notifications
  for each row execute function refuse_change();

create view promise_8_each_status_change_is_told_once as
  select h.application, h.status || ', entry ' || h.number || ', is told ' || count(n.id) || ' times by ' || c.channel broken
  from (
    select application, number, status, lag(status) over (partition by application order by number) before
    from status_history) h
  cross join (values ('E_MAIL')) c (channel)
  left join history_before_notifications old on old.application = h.application
  left join notification n
    on n.application = h.application and n.history_number = h.number and n.channel = c.channel
  where h.before <> h.status and h.number > coalesce(old.number, 0)
  group by h.application, h.number, h.status, c.channel having count(n.id) <> 1
  union all
  select application, template || ' waits since ' || waiting_since
  from notification where state = 'WAITING' and waiting_since < now() - interval '1 day';
