create table claim_line (
  application    text    not null,
  claim          integer not null,
  number         integer not null,
  category       text    not null,
  description    text    not null,
  claimed_cents  bigint  not null,
  evidence       uuid    references document,
  accepted_cents bigint,
  reason         text,
  constraint cost_lines_are_numbered primary key (application, claim, number),
  constraint cost_line_belongs_to_a_claim foreign key (application, claim) references claim (application, number),
  constraint category_is_known check (category in ('STAFF', 'EQUIPMENT', 'EXTERNAL_SERVICES', 'OTHER', 'LUMP_SUM')),
  constraint claimed_cost_is_positive check (claimed_cents > 0),
  constraint no_more_is_accepted_than_claimed check (accepted_cents between 0 and claimed_cents),
  constraint less_than_claimed_needs_a_reason check (accepted_cents is null or accepted_cents = claimed_cents or reason is not null)
);
comment on column claim_line.accepted_cents is 'What counts; empty while the claim is not accepted';

-- Claims of before were for the agreed sum.
insert into claim_line (application, claim, number, category, description, claimed_cents, accepted_cents)
select application, number, 1, 'LUMP_SUM', 'Agreed sum', amount_cents, case when state = 'ACCEPTED' then amount_cents end
from claim where submitted_at is not null;

create function keep_verified_cost_line() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.accepted_cents is not null
      or (to_jsonb(new) - 'accepted_cents' - 'reason') is distinct from (to_jsonb(old) - 'accepted_cents' - 'reason') then
    raise exception 'Cost line % of claim % of % stays as it was claimed and verified', old.number, old.claim, old.application;
  end if;
  return new;
end $$;
create trigger verified_cost_line_stays before update or delete on claim_line
  for each row execute function keep_verified_cost_line();

create table claim_extension (
  application      text        primary key references application,
  requested_at     timestamptz not null,
  requested_by     text        not null,
  reason           text        not null,
  granted          boolean,
  decision_reasons text,
  extended_to      timestamptz,
  decided_by       text,
  decided_at       timestamptz,
  constraint extension_decision_is_recorded check (
    (granted is null) = (decided_by is null and decided_at is null and decision_reasons is null)),
  constraint only_a_granted_extension_moves_the_deadline check (extended_to is null or granted),
  constraint nobody_decides_on_their_own_extension check (decided_by is distinct from requested_by)
);
comment on table claim_extension is 'One request for more time per application';
