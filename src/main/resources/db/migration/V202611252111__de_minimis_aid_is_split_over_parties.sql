-- Aid belongs to the enterprise that received it. Which enterprises are one single undertaking becomes known bit by bit; from
-- then on their accounts count together, and nothing of either history is moved.
drop view promise_6_de_minimis_within_ceiling;

alter table de_minimis_account rename column undertaking to enterprise;
comment on table de_minimis_account is 'One row per enterprise; those of a single undertaking count together';

create table de_minimis_member (
  enterprise  text   not null references de_minimis_account,
  undertaking text   not null references de_minimis_account,
  known_from  bigint not null,
  known_until bigint,
  told_by     text   references application,
  constraint one_membership_at_a_time primary key (enterprise, known_from),
  constraint membership_has_a_period check (known_until > known_from)
);
comment on table de_minimis_member is 'Which enterprises are one single undertaking (Art. 2(2)); whoever adds aid locks the account whose name it bears';
comment on column de_minimis_member.known_from is 'From which aid on; drawn from the sequence of de_minimis_aid.id, so that the two orders can be compared';
comment on column de_minimis_member.told_by is 'The application that told of the link; empty for an enterprise by itself';
create unique index one_undertaking_per_enterprise on de_minimis_member (enterprise) where known_until is null;
create index members_of_undertaking on de_minimis_member (undertaking);
insert into de_minimis_member (enterprise, undertaking, known_from) select enterprise, enterprise, 0 from de_minimis_account;

alter table de_minimis_aid rename column undertaking to enterprise;
alter index de_minimis_aid_of_undertaking rename to de_minimis_aid_of_enterprise;
drop index one_standing_aid_per_application;
create unique index one_standing_aid_per_application_and_enterprise on de_minimis_aid (application, enterprise)
  where state in ('RESERVED', 'GRANTED');

alter table de_minimis_ruleset add column linked_above_percent integer not null default 50;
alter table de_minimis_ruleset alter column linked_above_percent drop default;
comment on column de_minimis_ruleset.linked_above_percent is 'Whoever holds more belongs to the same single undertaking (Art. 2(2)(a): a majority of the votes)';

alter table de_minimis_check add column party text, add column enterprise text references de_minimis_account,
  add column member_state text;
alter table de_minimis_check disable trigger de_minimis_check_is_append_only;
update de_minimis_check c set party = a.enterprise_name, enterprise = a.undertaking, member_state = 'NL'
  from application a where a.reference = c.application;
alter table de_minimis_check enable trigger de_minimis_check_is_append_only;
alter table de_minimis_check alter column party set not null, alter column enterprise set not null,
  alter column member_state set not null;
alter table de_minimis_check drop constraint de_minimis_checks_are_numbered,
  add constraint de_minimis_checks_are_numbered primary key (application, number, enterprise);
comment on table de_minimis_check is 'What each check counted for each party; a rejection shows it';
comment on column de_minimis_check.member_state is 'The State that grants; the ceiling is per single undertaking and Member State';

comment on column application.undertaking is 'Country and register number of the enterprise';

-- Aid of ours together with all aid that was known before it of the single undertaking as it was known then, in its window. Aid or
-- a link that somebody tells later cannot be held against an earlier grant (Art. 3(8)); it counts for the next one.
create view promise_6_de_minimis_within_ceiling as
  select own.application, own.enterprise, sum(counted.amount_cents) total_cents, r.ceiling_cents
  from de_minimis_aid own
  join de_minimis_member m on m.enterprise = own.enterprise
    and own.id > m.known_from and (m.known_until is null or own.id < m.known_until)
  join de_minimis_member together on together.undertaking = m.undertaking
    and own.id > together.known_from and (together.known_until is null or own.id < together.known_until)
  join de_minimis_ruleset r
    on coalesce(own.granted_on, own.reserved_on) between r.valid_from and coalesce(r.valid_to, 'infinity')
  join de_minimis_aid counted
    on counted.enterprise = together.enterprise and counted.id <= own.id and counted.state <> 'RELEASED'
   and (counted.granted_on is null
     or counted.granted_on > coalesce(own.granted_on, own.reserved_on) - make_interval(years => r.window_years))
  where own.state in ('RESERVED', 'GRANTED')
  group by own.id, own.application, own.enterprise, r.ceiling_cents
  having sum(counted.amount_cents) > r.ceiling_cents
  union all
  -- whoever has aid is a member of something, or it would not be counted
  select a.application, a.enterprise, a.amount_cents, 0
  from de_minimis_aid a
  where not exists (select 1 from de_minimis_member m where m.enterprise = a.enterprise and m.known_until is null);
