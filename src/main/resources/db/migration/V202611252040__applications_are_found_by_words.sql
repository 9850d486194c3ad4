-- Staff find applications by parts of words, whatever the case and the accents, and read the ones that changed last first.
create extension if not exists pg_trgm;

create function searchable(words text) returns text language sql immutable parallel safe as $$
  select translate(lower(words),
    'ÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝáàâäãåçéèêëíìîïñóòôöõúùûüýÿ',
    'aaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyy')
$$;

create index application_by_words on application
  using gin (searchable(' ' || reference || ' ' || enterprise_name || ' ' || project_title) gin_trgm_ops);
create index submitted_application_by_change on application (changed_at desc, reference desc) include (applicant)
  where dossier_frozen_at is not null;
create index application_by_status_and_change on application (status, changed_at desc, reference desc);
drop index application_by_status;
