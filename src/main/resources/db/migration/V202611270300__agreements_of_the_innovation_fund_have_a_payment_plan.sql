-- How a grant of the fund is paid, and how often the time to sign may be extended, by the day on which the agreement is offered.
create table fund_agreement_ruleset (
  id                       text          primary key,
  valid_from               date          not null,
  valid_to                 date,
  advance_percent          numeric(5, 2) not null,
  cap_before_final_percent numeric(5, 2) not null,
  extensions               integer       not null,
  extension_days           integer       not null,
  constraint fund_agreement_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_fund_agreement_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&),
  constraint payments_are_in_order check (
    0 <= advance_percent and advance_percent <= cap_before_final_percent and cap_before_final_percent <= 100),
  constraint extensions_are_counted check (extensions >= 0 and extension_days > 0)
);
comment on column fund_agreement_ruleset.valid_to is 'Last day; empty while no end is known';
comment on column fund_agreement_ruleset.advance_percent is 'Part of the grant that is paid before anything was spent';
comment on column fund_agreement_ruleset.cap_before_final_percent is 'Most of the grant that is paid before the final report, the advance included';
comment on column fund_agreement_ruleset.extensions is 'How often the time to sign may be extended';
comment on column fund_agreement_ruleset.extension_days is 'By how many days each time';

insert into fund_agreement_ruleset values ('FUND-AGREEMENT-2024', '2024-01-01', null, 20, 90, 1, 30);
