create sequence application_number;

create table application (
  reference           text        primary key,
  scheme              text        not null,
  status              text        not null,
  applicant           text        not null,
  enterprise_name     text        not null,
  undertaking         text,
  region              text,
  sector              text,
  project_title       text        not null,
  requested_cents     bigint,
  dossier             text        not null,
  dossier_sha256      text,
  dossier_frozen_at   timestamptz,
  process_instance    bigint,
  created_at          timestamptz not null,
  changed_at          timestamptz not null,
  version             bigint      not null,
  constraint scheme_is_known check (scheme in ('VOUCHER', 'INNOVATION_FUND')),
  constraint status_is_known check (status in ('DRAFT', 'SUBMITTED', 'COMPLETE', 'ELIGIBLE', 'EVALUATED',
    'APPROVED', 'CONTRACTED', 'RUNNING', 'FINAL_REPORTED', 'CLOSED', 'REJECTED', 'LAPSED', 'TERMINATED', 'WITHDRAWN')),
  constraint dossier_is_json check (dossier is json),
  constraint submitted_dossier_is_frozen check (
    status in ('DRAFT', 'WITHDRAWN') or (dossier_frozen_at is not null and dossier_sha256 is not null)),
  constraint one_lifecycle_per_application unique (process_instance)
);
comment on column application.dossier is 'What the applicant told, as JSON; its bytes are frozen and hashed at submission';
comment on column application.undertaking is 'Country and register number; key of the de minimis account';
comment on column application.process_instance is 'The one lifecycle instance in the engine, written by its first step';
create index application_of_applicant on application (applicant, created_at);
create index application_by_status on application (status);

create function keep_frozen_dossier() returns trigger language plpgsql as $$
begin
  if old.dossier_frozen_at is not null and new.dossier is distinct from old.dossier then
    raise exception 'The dossier of % was frozen at submission', old.reference;
  end if;
  return new;
end $$;
create trigger frozen_dossier before update on application
  for each row execute function keep_frozen_dossier();

create table document (
  id           uuid        primary key,
  application  text        not null references application,
  kind         text        not null,
  file_name    text        not null,
  media_type   text        not null,
  size_bytes   bigint      not null,
  sha256       text        not null,
  content      bytea       not null,
  uploaded_by  text        not null,
  uploaded_at  timestamptz not null,
  constraint kind_is_known check (kind in ('PROJECT_PLAN', 'ANNUAL_ACCOUNTS', 'EVIDENCE', 'OTHER')),
  constraint document_within_limit check (size_bytes between 1 and 10485760),
  constraint same_document_once unique (application, kind, sha256)
);

create table status_history (
  application text        not null references application,
  number      integer     not null,
  status      text        not null,
  event       text        not null,
  actor       text        not null,
  reason      text,
  at          timestamptz not null,
  constraint history_is_numbered primary key (application, number)
);
create trigger status_history_is_append_only before update or delete on status_history
  for each row execute function refuse_change();

create function tell_status() returns trigger language plpgsql as $$
begin
  perform pg_notify('application_status', new.application);
  return new;
end $$;
create trigger status_is_told after insert on status_history
  for each row execute function tell_status();
