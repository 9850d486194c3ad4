-- What was agreed of a grant: every partner's costs of every category, and when the work is done.
create table grant_plan (
  application text        not null references application,
  version     integer     not null,
  starts_on   date        not null,
  ends_on     date        not null,
  grant_cents bigint      not null,
  costs_cents bigint      not null,
  reason      text        not null,
  decided_by  text        not null,
  decided_at  timestamptz not null,
  constraint one_version_of_a_plan_each primary key (application, version),
  constraint plan_versions_count_from_1 check (version >= 1),
  constraint work_ends_after_it_starts check (ends_on > starts_on),
  constraint a_grant_is_part_of_the_costs check (grant_cents > 0 and grant_cents <= costs_cents)
);
comment on table grant_plan is 'The newest version is in force; claims and payments follow it';

create table grant_plan_share (
  application  text    not null,
  version      integer not null,
  partner      integer not null,
  name         text    not null,
  category     text    not null,
  rate_percent numeric not null,
  costs_cents  bigint  not null,
  grant_cents  bigint  not null,
  constraint one_plan_share_per_partner_and_category primary key (application, version, partner, category),
  constraint share_belongs_to_a_plan foreign key (application, version) references grant_plan,
  constraint share_of_the_grant_is_part_of_its_costs check (grant_cents between 0 and costs_cents),
  constraint rate_is_a_percentage check (rate_percent between 0 and 100)
);
comment on column grant_plan_share.partner is 'Number within the project; the lead is 1';
comment on column grant_plan_share.rate_percent is 'At which verified costs are paid, up to the grant of the plan';

create trigger grant_plan_is_append_only before update or delete on grant_plan
  for each row execute function refuse_change();
create trigger grant_plan_share_is_append_only before update or delete on grant_plan_share
  for each row execute function refuse_change();
