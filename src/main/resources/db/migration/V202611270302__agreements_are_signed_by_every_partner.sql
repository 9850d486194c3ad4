create table agreement_signature (
  application text        not null references agreement,
  partner     integer     not null,
  name        text        not null,
  email       text        not null,
  language    text        not null,
  token       text,
  state       text        not null,
  answered_by text,
  answered_at timestamptz,
  statement   text,
  reason      text,
  constraint each_partner_signs_once primary key (application, partner),
  constraint signature_state_is_known check (state in ('OPEN', 'SIGNED', 'DECLINED')),
  constraint signature_language_is_known check (language in ('nl', 'de', 'fr', 'en')),
  constraint partners_count_from_1 check (partner >= 1),
  constraint the_lead_needs_no_link check ((partner = 1) = (token is null)),
  constraint signature_has_a_person_and_a_moment check ((state = 'OPEN') = (answered_by is null)
    and (answered_by is null) = (answered_at is null)),
  constraint who_signs_says_what check ((state = 'SIGNED') = (statement is not null)),
  constraint who_declines_says_why check ((state = 'DECLINED') = (reason is not null)),
  constraint each_link_opens_one_signature unique (token),
  constraint each_person_signs_for_one_partner unique (application, answered_by)
);
comment on table agreement_signature is 'Who signs an agreement of the innovation fund; the lead is 1';
comment on column agreement_signature.token is 'Part of the link in the mail; opens the agreement to whoever signs in, and nothing else';

create function keep_signature() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'OPEN'
      or (to_jsonb(new) - 'state' - 'answered_by' - 'answered_at' - 'statement' - 'reason')
        is distinct from (to_jsonb(old) - 'state' - 'answered_by' - 'answered_at' - 'statement' - 'reason') then
    raise exception 'What partner % of % signed or declined stays', old.partner, old.application;
  end if;
  return new;
end $$;
create trigger signature_stays before update or delete on agreement_signature
  for each row execute function keep_signature();

create function require_all_signatures() returns trigger language plpgsql as $$
begin
  if new.state = 'ACCEPTED' and exists (
      select from agreement_signature s where s.application = new.application and s.state <> 'SIGNED') then
    raise exception 'Not every partner of % signed', new.application;
  end if;
  return new;
end $$;
create trigger agreement_is_signed_by_all before update on agreement
  for each row execute function require_all_signatures();

create table agreement_extension (
  application text        not null references agreement,
  number      integer     not null,
  accept_by   timestamptz not null,
  reason      text        not null,
  granted_by  text        not null,
  granted_at  timestamptz not null,
  constraint extensions_of_agreements_are_numbered primary key (application, number),
  constraint extension_says_why check (length(reason) > 0)
);
comment on column agreement_extension.accept_by is 'Until when it can be signed then';
create trigger agreement_extension_is_append_only before update or delete on agreement_extension
  for each row execute function refuse_change();

-- An agreement of the fund binds nobody before everybody signed, its money is that of its plan, and no plan is in
-- force without it.
create view promise_4_no_agreement_of_the_fund_without_all_signatures as
  select g.application, 'the agreement is in force, but not every partner signed' broken
  from agreement g join application a on a.reference = g.application
  where a.scheme = 'INNOVATION_FUND' and g.state = 'ACCEPTED' and (
    exists (select from agreement_signature s where s.application = g.application and s.state <> 'SIGNED')
    or not exists (select from agreement_signature s where s.application = g.application and s.partner = 1))
  union all
  select g.application, 'the agreement is in force, but no plan of the grant is'
  from agreement g join application a on a.reference = g.application
  where a.scheme = 'INNOVATION_FUND' and g.state = 'ACCEPTED'
    and not exists (select from grant_plan p where p.application = g.application)
  union all
  select p.application, 'the first plan is not about the grant that was agreed'
  from grant_plan p join agreement g on g.application = p.application
  where p.version = 1 and p.grant_cents <> g.amount_cents;
