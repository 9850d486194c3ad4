-- Results of steps by passage: a job that is delivered again gets its first result back.
create table step_result (
  step             text        not null,
  element_instance bigint      not null,
  result           json        not null,
  completed_at     timestamptz not null,
  constraint one_result_per_step_and_passage primary key (step, element_instance)
);

-- Which completed user task was recorded by which passage of a recording step, and who completed it.
create table recorded_task (
  user_task        bigint not null,
  process_instance bigint not null,
  element_instance bigint not null,
  username         text   not null,
  constraint a_task_is_recorded_once primary key (user_task),
  constraint a_passage_records_one_task unique (element_instance)
);
create index recorded_task_of_instance on recorded_task (process_instance);

-- Tables that hold what happened refuse to change it.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Table % is append-only: what happened is not changed or deleted', tg_table_name;
end $$;
