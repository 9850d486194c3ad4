-- Numbers of the fund's aid by the day the legal right arises. Rates and bonuses are rows of the decision tables
-- aid-intensity; column gber_rules says which of them.
create table fund_aid_ruleset (
  id                            text          primary key,
  valid_from                    date          not null,
  valid_to                      date,
  gber_rules                    text          not null,
  minimum_grant_cents           bigint        not null,
  maximum_grant_cents           bigint        not null,
  programme_rate_percent        numeric(5, 2) not null,
  member_states_at_least        integer       not null,
  bearing_limit_percent         integer       not null,
  research_organisation_percent integer       not null,
  advice_ceiling_cents          bigint        not null,
  advice_window_years           integer       not null,
  constraint fund_aid_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint grant_limits_are_in_order check (0 < minimum_grant_cents and minimum_grant_cents <= maximum_grant_cents),
  constraint shares_of_costs_are_percentages check (programme_rate_percent between 0 and 100
    and bearing_limit_percent between 0 and 100 and research_organisation_percent between 0 and 100),
  constraint one_fund_aid_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&)
);
comment on column fund_aid_ruleset.valid_to is 'Last day; empty while no end is known';
comment on column fund_aid_ruleset.gber_rules is 'Column Rules of the tables in aid-intensity.dmn';
comment on column fund_aid_ruleset.programme_rate_percent is 'Most of the eligible costs that the grant may be: matched co-funding 1:1';
comment on column fund_aid_ruleset.bearing_limit_percent is 'Most of the eligible costs that a single undertaking may bear in effective collaboration (Regulation (EU) 651/2014, Art. 25(6)(b))';
comment on column fund_aid_ruleset.research_organisation_percent is 'Least of the eligible costs that research organisations bear in effective collaboration with an undertaking (ibid.)';
comment on column fund_aid_ruleset.advice_ceiling_cents is 'Innovation advice up to 100 % while an undertaking gets no more than this within the window (ibid., Art. 28(4))';

-- Regulation (EU) 651/2014 ends on 31 December 2026; existing schemes stay exempted for six months more (Art. 58)
insert into fund_aid_ruleset values
  ('FUND-AID-2024', '2024-01-01', '2027-06-30', 'GBER-651-2014', 10000000, 25000000, 50, 2, 70, 10, 22000000, 3);

create table funded_project (
  application text        not null references application,
  version     integer     not null,
  project     json        not null,
  kept_at     timestamptz not null,
  constraint versions_of_projects_are_numbered primary key (application, version)
);
comment on table funded_project is 'What aid is computed from: partners, costs by category, other aid';
create trigger funded_project_is_append_only before update or delete on funded_project
  for each row execute function refuse_change();

create table aid_computation (
  application    text        not null,
  number         integer     not null,
  project        integer     not null,
  ruleset        text        not null references fund_aid_ruleset,
  granting_on    date        not null,
  allowed        boolean     not null,
  reason_codes   text[]      not null,
  eligible_cents bigint      not null,
  grant_cents    bigint      not null,
  computed_at    timestamptz not null,
  constraint aid_computations_are_numbered primary key (application, number),
  constraint aid_is_computed_from_a_kept_project foreign key (application, project) references funded_project,
  constraint aid_refused_has_reasons check (allowed = (cardinality(reason_codes) = 0)),
  constraint nothing_is_granted_when_refused check (allowed = (grant_cents > 0)),
  constraint a_grant_is_part_of_the_costs check (grant_cents between 0 and eligible_cents)
);
comment on table aid_computation is 'The computation sheets of an application, the newest counts';
comment on column aid_computation.granting_on is 'Day the legal right arises or is expected to; decides on the rule set';
create trigger aid_computation_is_append_only before update or delete on aid_computation
  for each row execute function refuse_change();

create table aid_share (
  application      text          not null,
  number           integer       not null,
  partner          integer       not null,
  category         text          not null,
  basis            text          not null,
  rate_percent     numeric(5, 2) not null,
  costs_cents      bigint        not null,
  maximum_cents    bigint        not null,
  other_aid_cents  bigint        not null,
  computed_cents   bigint        not null,
  granted_cents    bigint        not null,
  constraint one_share_per_partner_and_category primary key (application, number, partner, category),
  constraint shares_belong_to_a_computation foreign key (application, number) references aid_computation,
  constraint category_of_aid_is_known check (category in ('INDUSTRIAL_RESEARCH', 'EXPERIMENTAL_DEVELOPMENT',
    'FEASIBILITY_STUDY', 'PATENTS', 'SECONDMENT', 'INNOVATION_ADVICE')),
  constraint basis_of_aid_is_known check (basis in ('NO_AID', 'GBER_25', 'GBER_28')),
  constraint shares_stay_within_the_rate check (computed_cents * 100 <= rate_percent * costs_cents),
  constraint shares_stay_within_the_intensity check (computed_cents = 0 or computed_cents + other_aid_cents <= maximum_cents),
  constraint no_share_grows_by_distribution check (granted_cents between 0 and computed_cents)
);
comment on column aid_share.partner is 'Number of the partner in funded_project, the first is 1';
comment on column aid_share.rate_percent is 'Rate at which verified costs are paid: the lower of programme rate and intensity';
comment on column aid_share.maximum_cents is 'Costs at the intensity of the regulation, all aid for them together';
comment on column aid_share.granted_cents is 'Part of the grant after it was limited and distributed';
create trigger aid_share_is_append_only before update or delete on aid_share
  for each row execute function refuse_change();

create table aid_computation_step (
  application text    not null,
  number      integer not null,
  position    integer not null,
  kind        text    not null,
  partner     text,
  category    text,
  source      text    not null,
  step        json    not null,
  constraint steps_are_in_order primary key (application, number, position),
  constraint steps_belong_to_a_computation foreign key (application, number) references aid_computation
);
comment on table aid_computation_step is 'Each step of a computation: what went in, by which rule, what came out';
comment on column aid_computation_step.source is 'Where the rule stands';
create trigger aid_computation_step_is_append_only before update or delete on aid_computation_step
  for each row execute function refuse_change();
