-- Shares of a fund grant may rest on de minimis aid; then they count in the accounts of their undertakings as vouchers do.
alter table aid_share drop constraint basis_of_aid_is_known,
  add constraint basis_of_aid_is_known check (basis in ('NO_AID', 'DE_MINIMIS', 'GBER_25', 'GBER_28'));

-- A change of a grant may give an enterprise more than it has: that is new aid, granted on a day of its own.
drop index one_standing_aid_per_application_and_enterprise;
create unique index one_standing_aid_per_application_and_enterprise on de_minimis_aid (application, enterprise, occurrence)
  where state in ('RESERVED', 'GRANTED');
comment on column de_minimis_aid.occurrence is 'Tells equal lines of one declaration apart, and what a grant was raised by later';

create table de_minimis_correction (
  id           bigint generated always as identity primary key,
  aid          bigint      not null references de_minimis_aid,
  before_cents bigint      not null,
  after_cents  bigint      not null,
  reason       text        not null,
  corrected_at timestamptz not null,
  constraint corrections_only_lower_aid check (after_cents >= 0 and after_cents < before_cents)
);
comment on table de_minimis_correction is 'Aid of a grant that became less; the entry keeps its day, for the right to what is left arose on it';
create index de_minimis_correction_of_aid on de_minimis_correction (aid);
create trigger de_minimis_correction_is_append_only before update or delete on de_minimis_correction
  for each row execute function refuse_change();
