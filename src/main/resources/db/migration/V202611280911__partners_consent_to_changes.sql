-- A change that the lead asks for and that touches another partner's part of the grant needs that partner's consent.
alter table change_request add column consents_due_at timestamptz;
comment on column change_request.consents_due_at is 'Until when the partners concerned can consent; empty before they are asked';

create table change_consent (
  application text    not null,
  number      integer not null,
  partner     integer not null,
  name        text    not null,
  email       text    not null,
  language    text    not null,
  token       text    not null,
  state       text    not null,
  answered_by text,
  answered_at timestamptz,
  reason      text,
  constraint each_partner_consents_once primary key (application, number, partner),
  constraint consent_belongs_to_a_change foreign key (application, number) references change_request,
  constraint consent_state_is_known check (state in ('OPEN', 'GIVEN', 'REFUSED')),
  constraint consent_language_is_known check (language in ('nl', 'de', 'fr', 'en')),
  constraint the_lead_asks_and_need_not_consent check (partner >= 2),
  constraint consent_has_a_person_and_a_moment check ((state = 'OPEN') = (answered_by is null)
    and (answered_by is null) = (answered_at is null)),
  constraint who_refuses_consent_says_why check ((state = 'REFUSED') = (reason is not null)),
  constraint each_link_opens_one_consent unique (token),
  constraint each_person_consents_for_one_partner unique (application, number, answered_by)
);
comment on table change_consent is 'What each partner says to a change that touches its part of the grant; the lead is 1 and asks for it';
comment on column change_consent.token is 'Part of the link in the mail; opens the change to whoever signs in, and nothing else';

create function keep_consent() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'OPEN'
      or (to_jsonb(new) - 'state' - 'answered_by' - 'answered_at' - 'reason')
        is distinct from (to_jsonb(old) - 'state' - 'answered_by' - 'answered_at' - 'reason') then
    raise exception 'What partner % of % said to change % stays', old.partner, old.application, old.number;
  end if;
  return new;
end $$;
create trigger consent_stays before update or delete on change_consent
  for each row execute function keep_consent();

create function require_all_consents() returns trigger language plpgsql as $$
begin
  if new.state = 'GRANTED' and old.state <> 'GRANTED' and exists (
      select from change_consent c
      where c.application = new.application and c.number = new.number and c.state <> 'GIVEN') then
    raise exception 'Not every partner concerned consented to change % of %', new.number, new.application;
  end if;
  return new;
end $$;
create trigger change_is_consented_to before update on change_request
  for each row execute function require_all_consents();
