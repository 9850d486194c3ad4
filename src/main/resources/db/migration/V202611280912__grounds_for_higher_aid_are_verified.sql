-- What an applicant claims that may raise the aid (Regulation (EU) 651/2014, Art. 25(6)) counts once an officer verified it.
create table bonus_verification (
  application text        not null references application,
  number      integer     not null,
  officer     text        not null,
  verified_at timestamptz not null,
  constraint bonus_verifications_are_numbered primary key (application, number)
);
comment on table bonus_verification is 'Each time an officer looked at claimed grounds for higher aid; the newest counts';
create trigger bonus_verification_is_append_only before update or delete on bonus_verification
  for each row execute function refuse_change();

create table bonus_finding (
  application text    not null,
  number      integer not null,
  claim       integer not null,
  kind        text    not null,
  partner     integer not null,
  name        text    not null,
  claimed     text    not null,
  verdict     text    not null,
  reason      text,
  constraint findings_on_claims_are_numbered primary key (application, number, claim),
  constraint finding_belongs_to_a_verification foreign key (application, number) references bonus_verification,
  constraint kind_of_ground_is_known check (kind in ('WIDE_DISSEMINATION', 'LICENSING', 'ASSISTED_AREA', 'FREE_TO_PUBLISH')),
  constraint claimed_value_is_known check (claimed in ('YES', 'A', 'C') and (claimed = 'YES') = (kind <> 'ASSISTED_AREA')),
  constraint verdict_on_a_ground_is_known check (verdict in ('CONFIRMED', 'REFUSED', 'AREA_A', 'AREA_C')),
  constraint only_areas_become_other_areas check (verdict in ('CONFIRMED', 'REFUSED') or kind = 'ASSISTED_AREA'),
  constraint whoever_corrects_says_why check ((verdict = 'CONFIRMED') = (reason is null))
);
comment on column bonus_finding.partner is 'Number of the partner, the lead is 1; 0 for the whole project';
comment on column bonus_finding.claimed is 'What the applicant said; a finding only holds for that';
create trigger bonus_finding_is_append_only before update or delete on bonus_finding
  for each row execute function refuse_change();
