-- Numbers of the rules, by the day on which the legal right arises (never by submission or payment).
create table screening_ruleset (
  id                      text    primary key,
  valid_from              date    not null,
  valid_to                date,
  partner_from_percent    integer not null,
  linked_above_percent    integer not null,
  member_states_at_least  integer not null,
  difficulty_loss_percent integer not null,
  difficulty_exempt_years integer not null,
  constraint screening_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_screening_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&)
);
comment on column screening_ruleset.valid_to is 'Last day; empty while no end is known';
comment on column screening_ruleset.partner_from_percent is 'Holdings from here on are partner enterprises (Recommendation 2003/361/EC, Annex, Art. 3(2))';
comment on column screening_ruleset.linked_above_percent is 'Holdings above are linked enterprises (ibid., Art. 3(3))';
comment on column screening_ruleset.difficulty_loss_percent is 'Share of the capital that may be lost (Regulation (EU) 651/2014, Art. 2(18)(a) and (b))';
comment on column screening_ruleset.difficulty_exempt_years is 'Younger SMEs are exempt from that test (ibid.)';

create table sme_ceiling (
  ruleset              text    not null references screening_ruleset,
  category             text    not null,
  headcount_below      integer not null,
  turnover_up_to_cents bigint  not null,
  balance_up_to_cents  bigint  not null,
  constraint one_ceiling_per_category primary key (ruleset, category),
  constraint category_is_known check (category in ('MICRO', 'SMALL', 'MEDIUM'))
);

insert into screening_ruleset values ('SCREENING-2024', '2024-01-01', null, 25, 50, 2, 50, 3);
insert into sme_ceiling values
  ('SCREENING-2024', 'MICRO', 10, 200000000, 200000000),
  ('SCREENING-2024', 'SMALL', 50, 1000000000, 1000000000),
  ('SCREENING-2024', 'MEDIUM', 250, 5000000000, 4300000000);

create table completeness_check (
  application text        not null references application,
  number      integer     not null,
  complete    boolean     not null,
  missing     json        not null,
  checked_at  timestamptz not null,
  constraint completeness_checks_are_numbered primary key (application, number)
);
create trigger completeness_check_is_append_only before update or delete on completeness_check
  for each row execute function refuse_change();

create table screening_facts (
  application text        not null references application,
  number      integer     not null,
  ruleset     text        not null references screening_ruleset,
  facts       json        not null,
  gathered_at timestamptz not null,
  constraint facts_are_numbered primary key (application, number)
);
comment on table screening_facts is 'What the eligibility rules looked at; a rejection shows it';
create trigger screening_facts_is_append_only before update or delete on screening_facts
  for each row execute function refuse_change();

create table officer_screening (
  application text        primary key references application,
  eligible    boolean     not null,
  reason_code text,
  findings    text        not null,
  officer     text        not null,
  screened_at timestamptz not null,
  constraint refusal_has_a_reason check (eligible or reason_code is not null)
);
create trigger officer_screening_is_append_only before update or delete on officer_screening
  for each row execute function refuse_change();
