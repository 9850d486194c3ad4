create table typed_form (
  application text        not null references application,
  form        text        not null,
  typed       text        not null,
  typed_at    timestamptz not null,
  primary key (application, form),
  constraint typed_is_json check (typed is json)
);
comment on table typed_form is 'What an applicant typed and the programme has not taken yet, word for word, right or wrong';
comment on column typed_form.typed is 'Names and contents of the fields, as JSON';

-- What was typed belongs to the status in which it was typed: afterwards it is taken, or too late.
create function drop_typed_forms() returns trigger language plpgsql as $$
begin
  delete from typed_form where application = new.reference;
  return new;
end $$;
create trigger typed_forms_end_with_the_status after update of status on application
  for each row when (old.status is distinct from new.status) execute function drop_typed_forms();
