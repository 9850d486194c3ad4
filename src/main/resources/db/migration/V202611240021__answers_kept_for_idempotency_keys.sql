create table idempotent_answer (
  caller       text        not null,
  key          text        not null,
  fingerprint  text        not null,
  status       integer     not null,
  content_type text,
  location     text,
  body         bytea       not null,
  answered_at  timestamptz not null,
  constraint one_answer_per_key primary key (caller, key)
);
comment on table idempotent_answer is 'Answers to requests with an Idempotency-Key, stored with their effect';
comment on column idempotent_answer.fingerprint is 'SHA-256 of method, path and content of the request';
create index idempotent_answer_by_age on idempotent_answer (answered_at);
