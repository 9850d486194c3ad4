-- Numbers of co-funding, by the day of the assessment.
create table cofunding_ruleset (
  id                text    primary key,
  valid_from        date    not null,
  valid_to          date,
  match_percent     integer not null,
  in_kind_percent   integer not null,
  least_grant_cents bigint  not null,
  supplement_rounds integer not null,
  renewal_rounds    integer not null,
  cure_days         integer not null,
  constraint cofunding_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_cofunding_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&),
  constraint match_is_positive check (match_percent > 0),
  constraint in_kind_is_a_part check (in_kind_percent between 0 and 99),
  constraint rounds_are_counted check (supplement_rounds >= 0 and renewal_rounds >= 0 and cure_days >= 0)
);
comment on column cofunding_ruleset.valid_to is 'Last day; empty while no end is known';
comment on column cofunding_ruleset.match_percent is 'Own funds in percent of the grant: the match ratio k';
comment on column cofunding_ruleset.in_kind_percent is 'Most of the own funds that may be staff time or in kind';
comment on column cofunding_ruleset.least_grant_cents is 'Below it no reduced grant is offered';
comment on column cofunding_ruleset.supplement_rounds is 'How often an applicant who is short may supplement';
comment on column cofunding_ruleset.renewal_rounds is 'How often evidence that ends before the project starts may be renewed';
comment on column cofunding_ruleset.cure_days is 'How long a co-funder who left after signature may be replaced; payments rest meanwhile';

create table cofunding_evidence_rule (
  ruleset            text    not null references cofunding_ruleset,
  kind               text    not null,
  counts_percent     integer not null,
  oldest_months      integer,
  free               boolean not null,
  firm               boolean not null,
  within_funds_shown boolean not null,
  until_project_end  boolean not null,
  public_money       boolean not null,
  constraint one_rule_per_kind_of_evidence primary key (ruleset, kind),
  constraint evidence_kind_is_known check (kind in ('BANK_BALANCE', 'CREDIT_LINE', 'BOARD_RESOLUTION', 'COMMITMENT_LETTER',
    'PUBLIC_CO_FUNDER', 'IN_KIND', 'LETTER_OF_INTENT', 'CONDITIONAL_OFFER', 'PLANNED_REVENUE', 'OTHER_EU_FUNDS', 'REALLOCATION')),
  constraint nothing_counts_more_than_once check (counts_percent between 0 and 100)
);
comment on column cofunding_evidence_rule.counts_percent is 'Part of the amount that counts; 0 for what never counts';
comment on column cofunding_evidence_rule.oldest_months is 'How old it may be on the day of the assessment; empty when age is no matter';
comment on column cofunding_evidence_rule.free is 'The money must be unencumbered';
comment on column cofunding_evidence_rule.firm is 'The promise must be unconditional';
comment on column cofunding_evidence_rule.within_funds_shown is 'At most the free equity or cash that the accounts show';
comment on column cofunding_evidence_rule.until_project_end is 'Must be valid until the project ends';
comment on column cofunding_evidence_rule.public_money is 'Counts towards the financing gap only, not towards the match';

insert into cofunding_ruleset values ('COFUNDING-2024', '2024-01-01', null, 100, 20, 10000000, 1, 1, 30);
insert into cofunding_evidence_rule values
  ('COFUNDING-2024', 'BANK_BALANCE',      100, 3,    true,  false, false, false, false),
  ('COFUNDING-2024', 'CREDIT_LINE',       100, null, false, false, false, true,  false),
  ('COFUNDING-2024', 'BOARD_RESOLUTION',  100, null, false, false, true,  false, false),
  ('COFUNDING-2024', 'COMMITMENT_LETTER', 100, null, false, true,  true,  false, false),
  ('COFUNDING-2024', 'PUBLIC_CO_FUNDER',  100, null, false, true,  false, false, true),
  ('COFUNDING-2024', 'IN_KIND',           100, null, false, false, false, false, false),
  ('COFUNDING-2024', 'LETTER_OF_INTENT',    0, null, false, false, false, false, false),
  ('COFUNDING-2024', 'CONDITIONAL_OFFER',   0, null, false, false, false, false, false),
  ('COFUNDING-2024', 'PLANNED_REVENUE',     0, null, false, false, false, false, false),
  ('COFUNDING-2024', 'OTHER_EU_FUNDS',      0, null, false, false, false, false, false),
  ('COFUNDING-2024', 'REALLOCATION',      100, null, false, false, false, false, false);

-- One kind more than there are, whichever those are.
do $$
declare
  kinds text;
begin
  select string_agg(quote_literal(kind), ', ' order by kind) into kinds
  from (
    select (regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]+)''', 'g'))[1] kind
    from pg_constraint where conrelid = 'document'::regclass and conname = 'kind_is_known'
    union
    select 'CO_FUNDING') known;
  alter table document drop constraint kind_is_known;
  execute format('alter table document add constraint kind_is_known check (kind in (%s))', kinds);
end $$;

create table cofunding_plan (
  application text        not null references application,
  number      integer     not null,
  parties     json        not null,
  costs_cents bigint      not null,
  grant_cents bigint      not null,
  recorded_by text        not null,
  recorded_at timestamptz not null,
  constraint financing_plans_are_numbered primary key (application, number),
  constraint grant_is_part_of_the_costs check (grant_cents between 0 and costs_cents)
);
comment on table cofunding_plan is 'Eligible costs and grant of each party; the newest counts';
create trigger cofunding_plan_is_append_only before update or delete on cofunding_plan
  for each row execute function refuse_change();

create table cofunding_evidence (
  application       text        not null references application,
  number            integer     not null,
  kind              text        not null,
  party             text        not null,
  given_by          text,
  issuer            text        not null,
  reference         text        not null,
  amount_cents      bigint      not null,
  funds_shown_cents bigint,
  dated_on          date        not null,
  valid_until       date,
  unencumbered      boolean     not null,
  unconditional     boolean     not null,
  document          uuid        not null references document,
  document_sha256   text        not null,
  recorded_by       text        not null,
  recorded_at       timestamptz not null,
  constraint evidence_is_numbered primary key (application, number),
  constraint evidence_kind_is_known check (kind in ('BANK_BALANCE', 'CREDIT_LINE', 'BOARD_RESOLUTION', 'COMMITMENT_LETTER',
    'PUBLIC_CO_FUNDER', 'IN_KIND', 'LETTER_OF_INTENT', 'CONDITIONAL_OFFER', 'PLANNED_REVENUE', 'OTHER_EU_FUNDS', 'REALLOCATION')),
  constraint pledged_amount_is_positive check (amount_cents > 0),
  constraint funds_shown_are_not_negative check (funds_shown_cents >= 0),
  constraint evidence_ends_after_it_begins check (valid_until is null or valid_until >= dated_on),
  constraint only_a_reallocation_has_a_giver check ((kind = 'REALLOCATION') = (given_by is not null)),
  constraint nobody_gives_to_themselves check (given_by is distinct from party)
);
comment on column cofunding_evidence.party is 'Country and register number, or name: the same in every application';
comment on column cofunding_evidence.given_by is 'The party whose surplus goes to party, by a reallocation that both signed';
create trigger cofunding_evidence_is_append_only before update or delete on cofunding_evidence
  for each row execute function refuse_change();

create table cofunding_pledge (
  application text    not null,
  evidence    integer not null,
  money       text    not null,
  constraint money_is_pledged_once_per_item primary key (application, evidence, money),
  constraint pledge_belongs_to_evidence foreign key (application, evidence) references cofunding_evidence (application, number)
);
comment on table cofunding_pledge is 'By what the same money is found in another application: fingerprint of the document; party, issuer and reference';
create index cofunding_pledge_of_money on cofunding_pledge (money);
create trigger cofunding_pledge_is_append_only before update or delete on cofunding_pledge
  for each row execute function refuse_change();

create table cofunding_counted_money (
  money       text        not null,
  application text        not null,
  evidence    integer     not null,
  counted_at  timestamptz not null,
  constraint same_money_counts_once primary key (money),
  constraint counted_money_belongs_to_evidence foreign key (application, evidence) references cofunding_evidence (application, number)
);
comment on table cofunding_counted_money is 'The one application in which money counts now';
create index cofunding_counted_money_of_application on cofunding_counted_money (application);

create table cofunding_verification (
  application text        primary key references application,
  state       text        not null,
  round       integer     not null,
  verified_at timestamptz,
  constraint cofunding_state_is_known check (state in ('OPEN', 'CHECKING', 'SUPPLEMENTING', 'OFFERED', 'VERIFIED', 'NOT_ASSURED')),
  constraint verified_has_a_moment check (state <> 'VERIFIED' or verified_at is not null)
);
comment on column cofunding_verification.verified_at is 'When it was first found assured; it may be open again because a co-funder left';

create table cofunding_round (
  application   text        not null references application,
  round         integer     not null,
  items         integer[]   not null,
  assessed_at   timestamptz not null,
  reduced_sound boolean,
  findings      text,
  checked_by    text,
  checked_at    timestamptz,
  constraint cofunding_rounds_are_numbered primary key (application, round),
  constraint check_is_recorded check (
    (checked_by is null) = (checked_at is null) and (checked_by is null) = (findings is null) and (checked_by is null) = (reduced_sound is null))
);
comment on column cofunding_round.items is 'What the officer is to judge';
comment on column cofunding_round.reduced_sound is 'Whether a smaller project would still be sound, as the officer sees it';
create function keep_checked_round() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.checked_by is not null then
    raise exception 'Round % of co-funding of % was checked and stays as it is', old.round, old.application;
  end if;
  return new;
end $$;
create trigger checked_round_stays before update or delete on cofunding_round
  for each row execute function keep_checked_round();

create table cofunding_verdict (
  application text        not null,
  round       integer     not null,
  evidence    integer     not null,
  verdict     text        not null,
  up_to_cents bigint,
  reason      text,
  note        text        not null,
  officer     text        not null,
  given_at    timestamptz not null,
  constraint one_verdict_per_item_and_round primary key (application, round, evidence),
  constraint verdict_belongs_to_a_round foreign key (application, round) references cofunding_round (application, round),
  constraint verdict_belongs_to_evidence foreign key (application, evidence) references cofunding_evidence (application, number),
  constraint cofunding_verdict_is_known check (verdict in ('ACCEPTED', 'LIMITED', 'REFUSED')),
  constraint only_a_limit_has_an_amount check ((verdict = 'LIMITED') = (up_to_cents is not null)),
  constraint counting_less_needs_a_reason check ((verdict = 'ACCEPTED') = (reason is null))
);
create trigger cofunding_verdict_is_append_only before update or delete on cofunding_verdict
  for each row execute function refuse_change();

create table cofunding_sheet (
  application      text        not null references application,
  number           integer     not null,
  round            integer     not null,
  plan             integer     not null,
  ruleset          text        not null references cofunding_ruleset,
  result           text        not null,
  costs_cents      bigint      not null,
  grant_cents      bigint      not null,
  own_funds_cents  bigint      not null,
  public_cents     bigint      not null,
  sheet            json        not null,
  made_at          timestamptz not null,
  constraint cofunding_sheets_are_numbered primary key (application, number),
  constraint sheet_belongs_to_a_plan foreign key (application, plan) references cofunding_plan (application, number),
  constraint sheet_result_is_known check (result in ('COVERED', 'TO_BE_RENEWED', 'PARTY_SHORT', 'SHORT'))
);
comment on table cofunding_sheet is 'The arithmetic of each confirmation, every step of it';
create trigger cofunding_sheet_is_append_only before update or delete on cofunding_sheet
  for each row execute function refuse_change();

create table cofunding_counted (
  application   text    not null,
  sheet         integer not null,
  evidence      integer not null,
  counted_cents bigint  not null,
  why           text[]  not null,
  constraint one_line_per_item_and_sheet primary key (application, sheet, evidence),
  constraint counted_belongs_to_a_sheet foreign key (application, sheet) references cofunding_sheet (application, number),
  constraint counted_belongs_to_evidence foreign key (application, evidence) references cofunding_evidence (application, number)
);
comment on table cofunding_counted is 'What each item counts in a sheet, and why not more';
create trigger cofunding_counted_is_append_only before update or delete on cofunding_counted
  for each row execute function refuse_change();

create table cofunding_request (
  application text        not null references application,
  number      integer     not null,
  purpose     text        not null,
  state       text        not null,
  missing_cents bigint    not null,
  asked_at    timestamptz not null,
  due_at      timestamptz not null,
  answered_at timestamptz,
  constraint cofunding_requests_are_numbered primary key (application, number),
  constraint request_purpose_is_known check (purpose in ('SUPPLEMENT', 'RENEWAL')),
  constraint cofunding_request_state_is_known check (state in ('OPEN', 'ANSWERED', 'LAPSED')),
  constraint answer_has_a_moment check ((state = 'ANSWERED') = (answered_at is not null))
);
create unique index one_cofunding_request_at_a_time on cofunding_request (application) where state = 'OPEN';

create table reduced_grant_offer (
  application text        not null references application,
  number      integer     not null,
  state       text        not null,
  parties     json        not null,
  costs_cents bigint      not null,
  grant_cents bigint      not null,
  offered_at  timestamptz not null,
  due_at      timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  constraint reduced_grants_are_numbered primary key (application, number),
  constraint reduced_grant_state_is_known check (state in ('OPEN', 'ACCEPTED', 'DECLINED', 'LAPSED')),
  constraint reduced_grant_answer_is_recorded check (
    (state in ('ACCEPTED', 'DECLINED')) = (answered_at is not null and answered_by is not null))
);
create unique index one_reduced_grant_at_a_time on reduced_grant_offer (application) where state = 'OPEN';

create table cofunding_cure (
  application text        not null references application,
  number      integer     not null,
  evidence    integer     not null,
  state       text        not null,
  reasons     text        not null,
  recorded_by text        not null,
  recorded_at timestamptz not null,
  cure_by     timestamptz not null,
  settled_at  timestamptz,
  constraint cures_are_numbered primary key (application, number),
  constraint cure_concerns_evidence foreign key (application, evidence) references cofunding_evidence (application, number),
  constraint a_funder_leaves_once unique (application, evidence),
  constraint cure_state_is_known check (state in ('OPEN', 'CURED', 'LAPSED')),
  constraint settled_cure_has_a_moment check ((state = 'OPEN') = (settled_at is null))
);
comment on table cofunding_cure is 'Co-funders who left after the agreement was signed';

create view promise_4_no_agreement_without_verified_co_funding as
  select g.application, 'the agreement is ' || g.state || ', but its co-funding was never verified' broken
  from agreement g join application a on a.reference = g.application
  where a.scheme = 'INNOVATION_FUND' and not exists (
    select 1 from cofunding_verification v where v.application = g.application and v.verified_at is not null);
