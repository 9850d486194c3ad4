-- Of db-scheduler: which recurring work is due when, and which copy of the application does it.
create table if not exists scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  state                text,
  constraint a_task_is_scheduled_once primary key (task_name, task_instance)
);
create index if not exists scheduled_tasks_by_execution_time on scheduled_tasks (execution_time);
create index if not exists scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
create index if not exists scheduled_tasks_by_priority on scheduled_tasks (priority desc, execution_time asc);
