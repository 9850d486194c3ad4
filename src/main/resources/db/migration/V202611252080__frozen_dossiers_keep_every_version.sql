-- Every version of a frozen dossier, word for word: the first is the one submitted, the last the one that counts.
create table dossier_version (
  application text        not null references application,
  number      integer     not null,
  dossier     text        not null,
  sha256      text        not null,
  frozen_at   timestamptz not null,
  frozen_by   text        not null,
  constraint dossier_versions_are_numbered primary key (application, number),
  constraint dossier_version_is_json check (dossier is json),
  constraint dossier_version_has_its_own_hash check (sha256 = encode(sha256(convert_to(dossier, 'UTF8')), 'hex'))
);
create trigger dossier_version_is_append_only before update or delete on dossier_version
  for each row execute function refuse_change();

insert into dossier_version (application, number, dossier, sha256, frozen_at, frozen_by)
select reference, 1, dossier, dossier_sha256, dossier_frozen_at, applicant
from application where dossier_frozen_at is not null;

comment on column application.dossier is 'What the applicant told, as JSON; frozen and hashed at submission, later the last row of dossier_version';
comment on column application.dossier_frozen_at is 'When it was submitted; a supplement does not change that';

create or replace function keep_frozen_dossier() returns trigger language plpgsql as $$
begin
  if old.dossier_frozen_at is not null
    and (new.dossier, new.dossier_sha256) is distinct from (old.dossier, old.dossier_sha256)
    and (old.status <> 'INFO_REQUESTED' or not exists (
      select 1 from dossier_version v
      where v.application = new.reference and v.dossier = new.dossier and v.sha256 = new.dossier_sha256
        and v.number = (select max(last.number) from dossier_version last where last.application = new.reference))) then
    raise exception 'The dossier of % is frozen: it changes only when information was asked for, together with a new version',
      old.reference;
  end if;
  return new;
end $$;
