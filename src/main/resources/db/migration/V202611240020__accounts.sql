create table account (
  username     text        primary key,
  display_name text        not null,
  email        text        not null,
  password     text        not null,
  language     text        not null,
  created_at   timestamptz not null,
  constraint username_is_plain check (username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
  constraint language_is_known check (language in ('nl', 'de', 'fr', 'en'))
);
comment on column account.password is 'BCrypt hash';

create table account_role (
  username text not null references account,
  role     text not null,
  constraint role_held_once primary key (username, role),
  constraint role_is_known check (role in ('APPLICANT', 'EVALUATOR', 'PROGRAMME_OFFICER', 'PROGRAMME_MANAGER',
    'FINANCE_OFFICER', 'ADMINISTRATOR', 'AUDITOR'))
);
create index account_role_by_role on account_role (role);
