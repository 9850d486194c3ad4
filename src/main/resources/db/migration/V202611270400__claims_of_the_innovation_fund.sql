-- Claims of the innovation fund stand beside those of vouchers: an advance, interim claims as wanted, a final one.
alter table claim
  add column kind text,
  add column results text,
  add column pay_by timestamptz,
  add column counted_from date;
update claim set kind = 'LUMP_SUM';
alter table claim
  drop constraint claim_is_positive,
  add constraint claim_is_positive check (amount_cents >= 0 and (amount_cents > 0 or application like 'F-%')),
  add constraint claim_kind_is_known check (kind in ('LUMP_SUM', 'ADVANCE', 'INTERIM', 'FINAL')),
  add constraint vouchers_are_claimed_as_a_lump_sum check (
    case when application like 'V-%' then kind is not distinct from 'LUMP_SUM' else kind is distinct from 'LUMP_SUM' end),
  add constraint a_submitted_claim_has_a_kind check (state in ('OPEN', 'LAPSED') or kind is not null),
  add constraint the_final_claim_tells_results check ((kind is not distinct from 'FINAL') = (results is not null));
create unique index one_advance_per_grant on claim (application) where kind = 'ADVANCE' and state = 'ACCEPTED';
create unique index one_final_claim_per_grant on claim (application) where kind = 'FINAL' and state = 'ACCEPTED';
comment on column claim.kind is 'Of a claim of the fund the applicant says it when handing it in';
comment on column claim.results is 'What came out of the work, told with the final claim';
comment on column claim.pay_by is 'Until when it is to be paid (CPR Art. 74(1)(b))';
comment on column claim.counted_from is 'End of the plan from which the due date was counted; it moves with that end';

create table grant_cost (
  application    text    not null,
  claim          integer not null,
  number         integer not null,
  partner        integer not null,
  category       text    not null,
  description    text    not null,
  invoice_number text    not null,
  invoice_on     date    not null,
  paid_on        date    not null,
  claimed_cents  bigint  not null,
  evidence       uuid    references document,
  constraint grant_costs_are_numbered primary key (application, claim, number),
  constraint grant_cost_belongs_to_a_claim foreign key (application, claim) references claim (application, number),
  constraint grant_cost_is_of_the_fund check (application like 'F-%'),
  constraint grant_cost_category_is_known check (category in ('INDUSTRIAL_RESEARCH', 'EXPERIMENTAL_DEVELOPMENT',
    'FEASIBILITY_STUDY', 'PATENTS', 'SECONDMENT', 'INNOVATION_ADVICE')),
  constraint claimed_grant_cost_is_positive check (claimed_cents > 0 and partner >= 1)
);
create index grant_cost_by_evidence on grant_cost (evidence);
create trigger grant_cost_is_append_only before update or delete on grant_cost
  for each row execute function refuse_change();

create table grant_cost_verdict (
  application    text        not null,
  claim          integer     not null,
  number         integer     not null,
  judged_in      integer     not null,
  verdict        text        not null,
  accepted_cents bigint      not null default 0,
  reason_kind    text,
  reason         text,
  judged_by      text        not null,
  judged_at      timestamptz not null,
  constraint cost_is_judged_once_per_claim primary key (application, claim, number, judged_in),
  constraint a_cost_that_exists_is_judged foreign key (application, claim, number) references grant_cost,
  constraint cost_is_judged_in_a_claim foreign key (application, judged_in) references claim (application, number),
  constraint cost_is_judged_when_claimed_or_later check (judged_in >= claim),
  constraint cost_verdict_is_known check (verdict in ('ACCEPTED', 'CORRECTED', 'REFUSED', 'PARKED')),
  constraint only_what_is_accepted_counts check (
    (verdict in ('ACCEPTED', 'CORRECTED')) = (accepted_cents > 0) and accepted_cents >= 0),
  constraint less_than_claimed_has_a_kind_and_a_reason check (
    (verdict = 'ACCEPTED') = (reason_kind is null) and (verdict = 'ACCEPTED') = (reason is null)),
  constraint reason_kind_is_known check (reason_kind in ('NOT_ELIGIBLE', 'OUT_OF_PERIOD', 'OVER_BUDGET', 'NO_PROOF', 'VAT',
    'DOUBLE_FUNDING', 'ARITHMETIC', 'OTHER'))
);
comment on column grant_cost_verdict.judged_in is 'A parked cost is taken up in a later claim';
create unique index a_cost_is_settled_once on grant_cost_verdict (application, claim, number) where verdict <> 'PARKED';
create trigger grant_cost_verdict_is_append_only before update or delete on grant_cost_verdict
  for each row execute function refuse_change();

create function refuse_accepting_more_than_claimed() returns trigger language plpgsql as $$
declare
  claimed bigint;
begin
  select c.claimed_cents into claimed from grant_cost c
  where c.application = new.application and c.claim = new.claim and c.number = new.number;
  if new.accepted_cents > claimed or (new.verdict = 'ACCEPTED' and new.accepted_cents <> claimed)
      or (new.verdict = 'CORRECTED' and new.accepted_cents = claimed) then
    raise exception 'Cost % of claim % of % was claimed with % cents and cannot be % with %',
      new.number, new.claim, new.application, claimed, new.verdict, new.accepted_cents
      using errcode = 'check_violation', constraint = 'no_more_is_accepted_than_claimed';
  end if;
  return new;
end $$;
create trigger no_more_is_accepted_than_claimed before insert on grant_cost_verdict
  for each row execute function refuse_accepting_more_than_claimed();

-- How the payment for a claim came about.
create table claim_settlement (
  application       text        not null,
  claim             integer     not null,
  kind              text        not null,
  verified_cents    bigint      not null,
  earned_cents      bigint      not null,
  cap_cents         bigint      not null,
  paid_before_cents bigint      not null,
  payable_cents     bigint      not null,
  overpaid_cents    bigint      not null,
  released_cents    bigint      not null,
  settled_at        timestamptz not null,
  constraint a_claim_is_settled_once primary key (application, claim),
  constraint settlement_belongs_to_a_claim foreign key (application, claim) references claim (application, number),
  constraint settlement_kind_is_known check (kind in ('ADVANCE', 'INTERIM', 'FINAL', 'LAPSED')),
  constraint nothing_settled_is_negative check (least(verified_cents, earned_cents, cap_cents, paid_before_cents, payable_cents,
    overpaid_cents, released_cents) >= 0),
  constraint payment_follows_the_formula check (case kind
    when 'ADVANCE' then payable_cents = cap_cents and paid_before_cents = 0
    when 'LAPSED' then payable_cents = 0
    else payable_cents = greatest(0, least(earned_cents, cap_cents) - paid_before_cents) end),
  constraint only_the_end_finds_too_much_paid check (kind in ('FINAL', 'LAPSED') or overpaid_cents = 0 and released_cents = 0)
);
create trigger claim_settlement_is_append_only before update or delete on claim_settlement
  for each row execute function refuse_change();

create table claim_settlement_share (
  application    text    not null,
  claim          integer not null,
  partner        integer not null,
  name           text    not null,
  category       text    not null,
  rate_percent   numeric not null,
  grant_cents    bigint  not null,
  verified_cents bigint  not null,
  earned_cents   bigint  not null,
  constraint one_settlement_share_each primary key (application, claim, partner, category),
  constraint share_belongs_to_a_settlement foreign key (application, claim) references claim_settlement,
  constraint a_share_earns_at_its_rate_what_was_agreed check (
    earned_cents = least(floor(verified_cents * rate_percent / 100), grant_cents))
);
create trigger claim_settlement_share_is_append_only before update or delete on claim_settlement_share
  for each row execute function refuse_change();

create view promise_4_grants_are_paid_as_earned as
  select s.application, 'claim ' || s.claim || ' was settled on another sum than was verified until then' broken
  from claim_settlement s
  where s.kind <> 'ADVANCE' and s.verified_cents is distinct from (
    select coalesce(sum(v.accepted_cents), 0) from grant_cost_verdict v
    where v.application = s.application and v.judged_in <= s.claim)
  union all
  select s.application, 'claim ' || s.claim || ' was settled on another sum than was settled before it'
  from claim_settlement s
  where s.paid_before_cents is distinct from (
    select coalesce(sum(b.payable_cents), 0) from claim_settlement b
    where b.application = s.application and b.claim < s.claim)
  union all
  select c.application, 'claim ' || c.number || ' is worth another amount than its settlement says'
  from claim c left join claim_settlement s on s.application = c.application and s.claim = c.number
  where c.state = 'ACCEPTED' and c.application like 'F-%' and s.payable_cents is distinct from c.amount_cents
  union all
  select p.application, 'instalment ' || p.instalment || ' pays more than claim ' || p.claim_number || ' is worth'
  from payment_instruction p join claim c on c.application = p.application and c.number = p.claim_number
  where p.amount_cents > c.amount_cents;
