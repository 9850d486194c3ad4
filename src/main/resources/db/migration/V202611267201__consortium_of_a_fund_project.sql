create table consortium_facts (
  application text        not null references application,
  number      integer     not null,
  ruleset     text        not null references screening_ruleset,
  facts       json        not null,
  gathered_at timestamptz not null,
  constraint facts_about_partners_are_numbered primary key (application, number)
);
comment on table consortium_facts is 'What the eligibility rules of the fund looked at, partner by partner';
create trigger consortium_facts_is_append_only before update or delete on consortium_facts
  for each row execute function refuse_change();

create table consortium_request (
  application    text        not null references application,
  number         integer     not null,
  state          text        not null,
  dossier_sha256 text        not null,
  asked_at       timestamptz not null,
  due_at         timestamptz not null,
  settled_at     timestamptz,
  constraint consortium_requests_are_numbered primary key (application, number),
  constraint consortium_state_is_known check (state in ('OPEN', 'CONFIRMED', 'DECLINED', 'LAPSED')),
  constraint settled_request_has_a_moment check ((state = 'OPEN') = (settled_at is null))
);
comment on table consortium_request is 'Each time that the partners of a fund project were asked whether they take part';
comment on column consortium_request.dossier_sha256 is 'Fingerprint of the frozen dossier that they were asked about';
create unique index one_open_consortium_request on consortium_request (application) where state = 'OPEN';

create table participation (
  application text    not null,
  request     integer not null,
  partner     integer not null,
  name        text    not null,
  email       text    not null,
  language    text    not null,
  token       text    not null,
  state       text    not null,
  answered_by text,
  answered_at timestamptz,
  reason      text,
  constraint each_partner_is_asked_once_per_request primary key (application, request, partner),
  constraint participation_belongs_to_a_request foreign key (application, request) references consortium_request,
  constraint the_lead_is_not_asked check (partner >= 2),
  constraint participation_state_is_known check (state in ('OPEN', 'CONFIRMED', 'DECLINED')),
  constraint participation_language_is_known check (language in ('nl', 'de', 'fr', 'en')),
  constraint answer_has_a_person_and_a_moment check ((state = 'OPEN') = (answered_by is null)
    and (answered_by is null) = (answered_at is null)),
  constraint who_declines_says_why check ((state = 'DECLINED') = (reason is not null)),
  constraint each_link_opens_one_participation unique (token),
  constraint each_person_answers_for_one_partner unique (application, request, answered_by)
);
comment on column participation.partner is 'Number within the project; the lead is 1';
comment on column participation.token is 'Part of the link in the mail; opens the question to whoever signs in, and nothing else';

-- What a partner answered stays.
create function keep_participation() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'OPEN'
      or (to_jsonb(new) - 'state' - 'answered_by' - 'answered_at' - 'reason')
        is distinct from (to_jsonb(old) - 'state' - 'answered_by' - 'answered_at' - 'reason') then
    raise exception 'What partner % of % answered stays', old.partner, old.application;
  end if;
  return new;
end $$;
create trigger participation_stays before update or delete on participation
  for each row execute function keep_participation();

-- A consortium is confirmed when each of its partners is.
create function require_all_partners() returns trigger language plpgsql as $$
begin
  if new.state = 'CONFIRMED' and exists (
      select 1 from participation p where p.application = new.application and p.request = new.number
        and p.state <> 'CONFIRMED') then
    raise exception 'Not every partner of % confirmed', new.application;
  end if;
  return new;
end $$;
create trigger consortium_is_confirmed_by_all before update on consortium_request
  for each row execute function require_all_partners();
