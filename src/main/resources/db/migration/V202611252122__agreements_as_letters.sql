create table agreement_letter (
  application text        not null references agreement,
  kind        text        not null,
  language    text        not null,
  content     bytea       not null,
  sha256      text        not null,
  created_at  timestamptz not null,
  constraint one_letter_of_a_kind primary key (application, kind),
  constraint letter_kind_is_known check (kind in ('OFFERED', 'ACCEPTED')),
  constraint letter_language_is_known check (language in ('nl', 'de', 'fr', 'en')),
  constraint letter_is_what_was_hashed check (sha256 = encode(sha256(content), 'hex'))
);
comment on table agreement_letter is 'The agreement as PDF in the applicant''s language: as offered, and with the acceptance';
create trigger agreement_letter_is_append_only before update or delete on agreement_letter
  for each row execute function refuse_change();
