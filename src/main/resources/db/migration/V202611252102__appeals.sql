alter table document drop constraint kind_is_known;
alter table document add constraint kind_is_known
  check (kind in ('PROJECT_PLAN', 'ANNUAL_ACCOUNTS', 'EVIDENCE', 'APPEAL', 'OTHER'));

create table appeal (
  application      text        not null references application,
  number           integer     not null,
  state            text        not null,
  opened_at        timestamptz not null,
  lodge_by         timestamptz not null,
  grounds          text,
  lodged_at        timestamptz,
  lodged_by        text,
  decide_by        timestamptz,
  extended_at      timestamptz,
  extended_by      text,
  extension_reason text,
  reminded_at      timestamptz,
  overdue_noted_at timestamptz,
  reasons          text,
  decided_at       timestamptz,
  decided_by       text,
  resume_at        text,
  remedy_notice    text,
  version          bigint      not null,
  constraint appeals_are_numbered primary key (application, number),
  constraint appeals_count_from_one check (number >= 1),
  constraint appeal_state_is_known check (state in ('OPEN', 'EXPIRED', 'LODGED', 'DISMISSED', 'UPHELD')),
  constraint lodging_is_recorded check (
    (state in ('LODGED', 'DISMISSED', 'UPHELD')) = (lodged_at is not null and lodged_by is not null and grounds is not null)),
  constraint lodged_in_time check (lodged_at <= lodge_by),
  constraint extension_is_recorded check (
    (extended_at is null) = (extended_by is null) and (extended_at is null) = (extension_reason is null)),
  constraint decision_on_appeal_is_recorded check (
    (state in ('DISMISSED', 'UPHELD')) = (decided_at is not null and decided_by is not null and reasons is not null)),
  constraint nobody_decides_on_their_own_appeal check (decided_by is distinct from lodged_by or decided_by is null),
  constraint upheld_appeal_says_where_to_resume check ((state = 'UPHELD') = (resume_at is not null)),
  constraint resume_step_is_known check (resume_at in ('SCREENING', 'STATE_AID', 'EVALUATION', 'AWARD')),
  constraint dismissal_names_the_remedy check ((state = 'DISMISSED') = (remedy_notice is not null))
);
comment on table appeal is 'Objections (Awb 6:4) against rejections: one window per rejection, used or not';
comment on column appeal.lodge_by is 'Six weeks after the decision was communicated (Awb 6:7)';
comment on column appeal.decide_by is 'Counted from the day after the window closes (Awb 7:10)';
create unique index one_appeal_at_a_time on appeal (application) where state in ('OPEN', 'LODGED');

create function keep_decided_appeal() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state in ('EXPIRED', 'DISMISSED', 'UPHELD') then
    raise exception 'Appeal % of % is decided or its time is over; it stays as it is', old.number, old.application;
  end if;
  return new;
end $$;
create trigger decided_appeal_stays before update or delete on appeal
  for each row execute function keep_decided_appeal();
