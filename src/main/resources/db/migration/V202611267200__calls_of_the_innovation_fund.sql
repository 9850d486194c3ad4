create table fund_call (
  reference          text        primary key,
  title              text        not null,
  opens_at           timestamptz not null,
  closes_at          timestamptz not null,
  languages          text[]      not null,
  budget_line        text        not null references budget_line,
  ruleset            text        not null references fund_aid_ruleset,
  grants_expected_on date        not null,
  announced_by       text        not null,
  announced_at       timestamptz not null,
  closed_by          text,
  closing_reason     text,
  constraint call_reference_has_its_form check (reference ~ '^C-\d{4}-\d{2,}$'),
  constraint call_has_a_title check (title <> ''),
  constraint call_languages_are_known check (cardinality(languages) > 0 and languages <@ array['nl', 'de', 'fr', 'en']),
  constraint who_closes_a_call_says_why check ((closed_by is null) = (closing_reason is null)),
  constraint a_call_closes_after_it_opens check (closes_at > opens_at or closed_by is not null)
);
comment on table fund_call is 'Calls of the innovation fund';
comment on column fund_call.closes_at is 'The first moment that is too late';
comment on column fund_call.ruleset is 'Numbers of State aid that hold on the day on which grants are expected';
comment on column fund_call.closed_by is 'Who closed it before its time';

-- A call that was announced stays as it was told; only its end comes earlier.
create function keep_call() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'closes_at' - 'closed_by' - 'closing_reason')
      is distinct from (to_jsonb(old) - 'closes_at' - 'closed_by' - 'closing_reason')
      or new.closes_at > old.closes_at or old.closed_by is not null then
    raise exception 'Call % stays as it was announced; it can only be closed, once', old.reference;
  end if;
  return new;
end $$;
create trigger fund_call_stays before update or delete on fund_call for each row execute function keep_call();

create table call_submission (
  application text        primary key references application,
  call        text        not null references fund_call,
  received_at timestamptz not null
);
comment on table call_submission is 'Which call a submitted application answers';
create index submissions_of_a_call on call_submission (call);
create trigger call_submission_is_append_only before update or delete on call_submission
  for each row execute function refuse_change();

-- Whatever submits an application: late ones are refused.
create function refuse_outside_of_call() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from fund_call c
                 where c.reference = new.call and new.received_at >= c.opens_at and new.received_at < c.closes_at) then
    raise exception 'Call % is not open at %', new.call, new.received_at;
  end if;
  return new;
end $$;
create trigger submissions_come_while_the_call_is_open before insert on call_submission
  for each row execute function refuse_outside_of_call();
