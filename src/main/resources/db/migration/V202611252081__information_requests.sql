-- Numbers of the rules, by the day on which is asked.
create table information_ruleset (
  id             text    primary key,
  valid_from     date    not null,
  valid_to       date,
  rounds_at_most integer not null,
  constraint information_ruleset_has_a_period check (valid_to is null or valid_to >= valid_from),
  constraint one_information_ruleset_per_day exclude using gist (daterange(valid_from, valid_to, '[]') with &&),
  constraint asking_once_is_allowed check (rounds_at_most >= 1),
  constraint rounds_of_information_ruleset unique (id, rounds_at_most)
);
comment on column information_ruleset.rounds_at_most is 'How often an applicant is asked about one topic of one application';
insert into information_ruleset values ('INFORMATION-2024', '2024-01-01', null, 2);

create table information_request (
  application    text        not null references application,
  number         integer     not null,
  topic          text        not null,
  round          integer     not null,
  ruleset        text        not null,
  rounds_at_most integer     not null,
  state          text        not null,
  question       text,
  missing        text        not null,
  asked_by       text        not null,
  written_at     timestamptz not null,
  came_from      text,
  stopped_at     timestamptz,
  remind_at      timestamptz,
  due_at         timestamptz,
  reminded_at    timestamptz,
  resumed_at     timestamptz,
  version        bigint      not null,
  constraint information_requests_are_numbered primary key (application, number),
  constraint information_topic_is_known check (topic in ('COMPLETENESS', 'SCREENING')),
  constraint information_state_is_known check (state in ('PREPARED', 'OPEN', 'ANSWERED', 'LAPSED')),
  constraint information_missing_is_json check (missing is json),
  constraint something_is_asked check (question is not null or missing <> '[]'),
  constraint each_round_of_a_topic_once unique (application, topic, round),
  constraint rounds_within_limit check (round between 1 and rounds_at_most),
  constraint limit_is_the_one_of_the_rules foreign key (ruleset, rounds_at_most)
    references information_ruleset (id, rounds_at_most),
  constraint asked_request_has_its_dates check (state = 'PREPARED'
    or (came_from is not null and stopped_at is not null and remind_at is not null and due_at is not null)),
  constraint clock_runs_again_when_the_request_ends check ((state in ('ANSWERED', 'LAPSED')) = (resumed_at is not null)),
  constraint information_is_answered_in_time check (state <> 'ANSWERED' or resumed_at <= due_at),
  constraint information_lapses_when_due check (state <> 'LAPSED' or resumed_at >= due_at)
);
comment on table information_request is 'One round of asking the applicant: what is missing, or the question of an officer';
comment on column information_request.missing is 'Fields and documents that were missing when asked, as JSON';
comment on column information_request.came_from is 'Status to which the application returns';
comment on column information_request.stopped_at is 'The applicant was asked; from here on the decision clock stands still';
comment on column information_request.resumed_at is 'Answered or lapsed; from here on the decision clock runs again';
create unique index one_information_request_at_a_time on information_request (application)
  where state in ('PREPARED', 'OPEN');

create function keep_question() returns trigger language plpgsql as $$
begin
  if (new.application, new.number, new.topic, new.round, new.question, new.missing, new.asked_by, new.written_at)
    is distinct from
    (old.application, old.number, old.topic, old.round, old.question, old.missing, old.asked_by, old.written_at) then
    raise exception 'What was asked in information request % of % is not changed', old.number, old.application;
  end if;
  return new;
end $$;
create trigger question_is_kept before update on information_request
  for each row execute function keep_question();

create table information_answer (
  application     text        not null,
  number          integer     not null,
  answer          text        not null,
  dossier_version integer     not null,
  answered_by     text        not null,
  answered_at     timestamptz not null,
  constraint a_request_is_answered_once primary key (application, number),
  constraint answer_belongs_to_a_request foreign key (application, number) references information_request,
  constraint answer_leads_to_a_version foreign key (application, dossier_version) references dossier_version
);
comment on column information_answer.dossier_version is 'The version that counts since the answer; the one before it when the dossier was not changed';
create trigger information_answer_is_append_only before update or delete on information_answer
  for each row execute function refuse_change();

create table information_document (
  application text    not null,
  number      integer not null,
  document    uuid    not null references document,
  constraint a_document_goes_with_an_answer_once primary key (application, number, document),
  constraint document_goes_with_an_answer foreign key (application, number) references information_answer
);
create trigger information_document_is_append_only before update or delete on information_document
  for each row execute function refuse_change();

create table information_draft (
  application text        not null,
  number      integer     not null,
  typed       text        not null,
  saved_at    timestamptz not null,
  constraint one_draft_per_request primary key (application, number),
  constraint draft_belongs_to_a_request foreign key (application, number) references information_request,
  constraint draft_is_json check (typed is json)
);
comment on table information_draft is 'What the applicant typed so far, word for word and unchecked; gone when the answer is sent';
