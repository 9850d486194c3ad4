-- Every six months of a project of the fund: a report of the lead, looked at by an officer.
create table progress_review (
  application  text        not null references application,
  number       integer     not null,
  milestone_on date        not null,
  state        text        not null,
  asked_at     timestamptz not null,
  due_at       timestamptz not null,
  overdue_at   timestamptz,
  report       text,
  reported_by  text,
  reported_at  timestamptz,
  verdict      text,
  remarks      text,
  reviewed_by  text,
  reviewed_at  timestamptz,
  constraint progress_reviews_are_numbered primary key (application, number),
  constraint progress_is_reviewed_of_grants_only check (application like 'F-%' and number >= 1),
  constraint one_review_per_milestone unique (application, milestone_on),
  constraint progress_state_is_known check (state in ('OPEN', 'REPORTED', 'REVIEWED', 'DROPPED')),
  constraint progress_report_is_whole check (
    (state in ('REPORTED', 'REVIEWED')) = (report is not null and reported_by is not null and reported_at is not null)),
  constraint progress_verdict_is_whole check (
    (state = 'REVIEWED') = (verdict is not null and reviewed_by is not null and reviewed_at is not null)),
  constraint progress_verdict_is_known check (verdict in ('ON_TRACK', 'WITH_REMARKS', 'AT_RISK')),
  constraint what_is_not_on_track_is_explained check (verdict is null or verdict = 'ON_TRACK' or remarks is not null),
  constraint nobody_reviews_their_own_progress check (reviewed_by <> reported_by)
);
create unique index one_progress_report_awaited on progress_review (application) where state = 'OPEN';
comment on column progress_review.overdue_at is 'When it was found overdue first';
