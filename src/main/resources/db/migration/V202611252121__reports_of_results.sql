create table outcome_report (
  application                text        not null references application,
  number                     integer     not null,
  state                      text        not null,
  asked_at                   timestamptz not null,
  jobs_created               numeric(8, 2),
  follow_on_investment_cents bigint,
  product_launched           boolean,
  comment                    text,
  reported_by                text,
  reported_at                timestamptz,
  constraint reports_are_numbered primary key (application, number),
  constraint results_are_reported_after_payment_and_a_year_later check (number between 1 and 2),
  constraint outcome_state_is_known check (state in ('OPEN', 'REPORTED', 'MISSING')),
  constraint a_report_is_whole check ((state = 'REPORTED') = (jobs_created is not null
    and follow_on_investment_cents is not null and product_launched is not null
    and reported_by is not null and reported_at is not null)),
  constraint indicators_are_not_negative check (jobs_created >= 0 and follow_on_investment_cents >= 0)
);
comment on column outcome_report.jobs_created is 'Full-time equivalents since the application';
comment on column outcome_report.follow_on_investment_cents is 'Private money invested in the project since';
create unique index one_report_is_awaited_at_a_time on outcome_report (application) where state = 'OPEN';
