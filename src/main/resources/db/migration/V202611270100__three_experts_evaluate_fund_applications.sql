-- What administrators keep of experts.
alter table expert
  add column country   text    not null default '',
  add column available boolean not null default true,
  add constraint country_of_an_expert_has_two_letters check (country ~ '^([A-Z]{2})?$');
comment on column expert.country is 'Country in which the expert works; no majority of the experts of an application is from one. Without it nobody evaluates for the fund';
comment on column expert.available is 'Whether new applications are given to the expert';

create table former_employment (
  expert   text not null references expert,
  employer text not null,
  ended_on date not null,
  constraint one_end_per_former_employment primary key (expert, employer),
  constraint a_former_employer_has_a_name check (employer <> '')
);
comment on table former_employment is 'Never evaluates an application in which an employer of the last years takes part';

create table expert_version (
  expert     text        not null references expert,
  number     integer     not null,
  told       jsonb       not null,
  changed_by text        not null,
  changed_at timestamptz not null,
  constraint versions_of_an_expert_are_numbered primary key (expert, number)
);
comment on table expert_version is 'Who changed what of an expert, and when';
create trigger expert_version_is_append_only before update or delete on expert_version
  for each row execute function refuse_change();

-- The numbers of evaluations by several experts.
alter table evaluation_ruleset
  add column experts                           integer       not null default 3,
  add column criterion_spread_from_half_points integer       not null default 3,
  add column total_spread_from_half_points     integer       not null default 6,
  add column former_employment_years           integer       not null default 3,
  add column weight_excellence                 numeric(4, 2) not null default 1.0,
  add column weight_impact                     numeric(4, 2) not null default 1.5,
  add column weight_implementation             numeric(4, 2) not null default 1.0,
  add constraint weights_count_something check (weight_excellence > 0 and weight_impact > 0 and weight_implementation > 0),
  add constraint several_experts_can_agree check (experts between 2 and 9);
comment on column evaluation_ruleset.experts is 'How many evaluate an application to the fund';
comment on column evaluation_ruleset.criterion_spread_from_half_points is 'From which distance on one criterion experts must meet';
comment on column evaluation_ruleset.total_spread_from_half_points is 'From which distance of their totals experts must meet';
comment on column evaluation_ruleset.former_employment_years is 'For how long a former employer is a conflict of interest';
comment on column evaluation_ruleset.weight_impact is 'Weights are for ranking only; thresholds look at scores that are not weighted';

-- One round of evaluation by all experts; an upheld appeal voids it, and a new one begins.
create table evaluation_round (
  application     text        not null references application,
  number          integer     not null,
  ruleset         text        not null references evaluation_ruleset,
  opened_at       timestamptz not null,
  method          text,
  excellence      integer,
  impact          integer,
  implementation  integer,
  passed          boolean,
  consolidated_at timestamptz,
  voided_at       timestamptz,
  void_reason     text,
  constraint rounds_of_evaluation_are_numbered primary key (application, number),
  constraint method_is_known check (method in ('MEAN', 'CONSENSUS', 'MEDIAN')),
  constraint consolidated_scores_are_half_points_to_5 check (
    excellence between 0 and 10 and impact between 0 and 10 and implementation between 0 and 10),
  constraint a_consolidated_outcome_is_whole check (
    num_nulls(method, excellence, impact, implementation, passed, consolidated_at) in (0, 6)),
  constraint a_voided_round_says_why check ((voided_at is null) = (void_reason is null))
);
comment on column evaluation_round.method is 'MEAN of experts who do not differ, CONSENSUS of those who met, or MEDIAN with a further one';
create unique index one_round_counts_per_application on evaluation_round (application) where voided_at is null;

alter table evaluation
  add column round       integer not null default 1,
  add column seat        integer not null default 1,
  add column declared_at timestamptz,
  add column due_at      timestamptz,
  add column remind_at   timestamptz,
  add column reminded_at timestamptz,
  drop constraint evaluation_state_is_known,
  add constraint evaluation_state_is_known check (state in ('ASSIGNED', 'CONFLICT', 'EVALUATED', 'VOIDED', 'REPLACED')),
  add constraint an_evaluation_for_the_fund_is_due check (application not like 'F-%' or due_at is not null),
  add constraint a_replaced_expert_gave_no_scores check (state <> 'REPLACED' or excellence is null);
comment on column evaluation.seat is 'Which of the experts of a round; a replacement takes the same seat, the further expert the one after the last';
comment on column evaluation.declared_at is 'When the expert declared to be independent; only then the dossier of a fund application is shown';
comment on column evaluation.due_at is 'Until when the declaration is awaited, and after it the scores';

drop index one_open_evaluation_per_voucher;
drop index one_evaluation_counts_per_voucher;
create unique index one_open_evaluation_per_seat on evaluation (application, seat) where state = 'ASSIGNED';
create unique index one_evaluation_counts_per_seat on evaluation (application, seat) where state = 'EVALUATED';

-- Scores that were given stay as they were given; what a meeting agrees on is kept beside them.
create function keep_given_scores() returns trigger language plpgsql as $$
begin
  if old.excellence is not null and (new.excellence, new.impact, new.implementation, new.excellence_comment,
      new.impact_comment, new.implementation_comment)
      is distinct from (old.excellence, old.impact, old.implementation, old.excellence_comment,
      old.impact_comment, old.implementation_comment) then
    raise exception 'The scores of % for % stay as they were given', old.expert, old.application;
  end if;
  return new;
end $$;
create trigger given_scores_stay before update on evaluation for each row execute function keep_given_scores();

-- Why an expert was drawn, and why others were not.
create table expert_draw (
  evaluation    uuid    not null references evaluation,
  expert        text    not null references expert,
  verdict       text    not null,
  rank          integer,
  country       text    not null,
  reads         boolean not null,
  open_work     integer not null,
  earlier_work  integer not null,
  constraint one_verdict_per_expert_and_draw primary key (evaluation, expert),
  constraint who_can_be_drawn_has_a_rank check ((verdict = 'INDEPENDENT') = (rank is not null))
);
create trigger expert_draw_is_append_only before update or delete on expert_draw
  for each row execute function refuse_change();

create table consensus (
  application text        not null references application,
  number      integer     not null,
  round       integer     not null,
  opened_at   timestamptz not null,
  due_at      timestamptz not null,
  remind_at   timestamptz not null,
  reminded_at timestamptz,
  result      text,
  words       text,
  moderator   text,
  closed_at   timestamptz,
  constraint meetings_are_numbered primary key (application, number),
  constraint meeting_belongs_to_a_round foreign key (application, round) references evaluation_round,
  constraint result_of_a_meeting_is_known check (result in ('AGREED', 'NOT_AGREED', 'SCORES_MISSING', 'ENDED')),
  constraint a_meeting_is_open_or_closed check (num_nulls(result, words, moderator, closed_at) in (0, 4))
);
comment on column consensus.result is 'SCORES_MISSING: a score was voided while they met; ENDED: the application ended';
create unique index one_open_meeting_per_application on consensus (application) where result is null;

create table score_change (
  application text        not null,
  meeting     integer     not null,
  evaluation  uuid        not null references evaluation,
  criterion   text        not null,
  old_score   integer     not null,
  new_score   integer     not null,
  reason      text        not null,
  author      text        not null,
  changed_at  timestamptz not null,
  constraint one_change_per_score_and_meeting primary key (application, meeting, evaluation, criterion),
  constraint change_belongs_to_a_meeting foreign key (application, meeting) references consensus,
  constraint criterion_is_known check (criterion in ('EXCELLENCE', 'IMPACT', 'IMPLEMENTATION')),
  constraint new_score_is_half_points_to_5 check (new_score between 0 and 10),
  constraint a_change_changes_and_says_why check (old_score <> new_score and reason <> '')
);
create trigger score_change_is_append_only before update or delete on score_change
  for each row execute function refuse_change();

-- What counts as the evaluation of an application: one expert's of a voucher, the consolidated one for the fund.
create view evaluation_in_force as
  select application, passed from evaluation where state = 'EVALUATED' and application like 'V-%'
  union all
  select application, passed from evaluation_round where consolidated_at is not null and voided_at is null;

create or replace view promise_5_evaluators_are_independent as
  select e.application, e.expert || ' scored after declaring a conflict' broken
  from evaluation e where e.state = 'EVALUATED' and e.conflict_reason is not null
  union all
  select e.application, e.expert || ' scored their own application'
  from evaluation e join application a on a.reference = e.application
  where e.state = 'EVALUATED' and a.applicant = e.expert
  union all
  select e.application, e.expert || ' scored an application of their employer, or of one of the last years'
  from evaluation e
  join (select username, employer, null::date ended_on from expert
        union all select expert, employer, ended_on from former_employment) x on x.username = e.expert
  join application a on a.reference = e.application
  where e.state = 'EVALUATED' and x.employer <> ''
    and (x.ended_on is null or exists (
      select from evaluation_ruleset r where r.id = e.ruleset
        and x.ended_on > e.assigned_at::date - make_interval(years => r.former_employment_years)))
    and comparable_name(x.employer) in (
      select comparable_name(a.enterprise_name)
      union all select comparable_name(party ->> 'name')
        from jsonb_array_elements(coalesce(a.dossier::jsonb -> 'partners', '[]')) party
      union all select comparable_name(party ->> 'name')
        from jsonb_array_elements(coalesce(a.dossier::jsonb -> 'enterprise' -> 'holdings', '[]')) party)
  union all
  select e.application, e.expert || ' scored an application of a firm they advised'
  from evaluation e join application a on a.reference = e.application
  where e.state = 'EVALUATED' and exists (
    select from company_visit v join visit_report r using (application) join application b on b.reference = v.application
    where r.held and v.manager = e.expert and (b.reference = a.reference or b.undertaking = a.undertaking))
  union all
  select e.application, e.expert || ' scored twice'
  from evaluation e where e.state = 'EVALUATED' group by e.application, e.expert having count(*) > 1
  union all
  select e.application, e.expert || ' scored before declaring to be independent'
  from evaluation e
  where e.state = 'EVALUATED' and e.application like 'F-%' and (e.declared_at is null or e.declared_at > e.recorded_at)
  union all
  select e.application, e.expert || ' scored, and takes part in ' || o.reference || ' of the same call, or their employer does'
  from evaluation e
  join expert x on x.username = e.expert
  join call_submission mine on mine.application = e.application
  join call_submission theirs on theirs.call = mine.call and theirs.application <> mine.application
  join application o on o.reference = theirs.application
  where e.state = 'EVALUATED' and o.status <> 'WITHDRAWN' and theirs.received_at <= e.recorded_at
    and (o.applicant = e.expert or x.employer <> '' and comparable_name(x.employer) in (
      select comparable_name(o.enterprise_name)
      union all select comparable_name(party ->> 'name')
        from jsonb_array_elements(coalesce(o.dossier::jsonb -> 'partners', '[]')) party
      union all select comparable_name(party ->> 'name')
        from jsonb_array_elements(coalesce(o.dossier::jsonb -> 'enterprise' -> 'holdings', '[]')) party));

create or replace view promise_4_no_payment_without_grounds as
  with payment as (select * from payment_instruction where state not in ('CANCELLED', 'REJECTED', 'RETURNED'))
  select p.application, 'never found eligible' broken
  from payment p
  where not exists (select 1 from status_history h where h.application = p.application and h.status = 'ELIGIBLE')
  union all
  select p.application, 'no evaluation above the threshold'
  from payment p
  where not exists (select 1 from evaluation_in_force e where e.application = p.application and e.passed)
  union all
  select p.application, 'not awarded by a person'
  from payment p
  where not exists (select 1 from decision_in_force d
    where d.application = p.application and d.decision = 'AWARD' and d.decided_by <> 'system')
  union all
  select a.application, 'condition ' || c.number || ' of the award was open when the agreement was offered, or still is'
  from agreement a
  join award_condition c on c.application = a.application
  join decision_in_force d on d.application = c.application and d.number = c.decision
  where not exists (select 1 from confirmed_condition f
    where f.application = c.application and f.decision = c.decision and f.number = c.number
      and f.confirmed_at <= a.offered_at)
  union all
  select p.application, 'no accepted agreement'
  from payment p
  where not exists (select 1 from agreement a where a.application = p.application and a.state = 'ACCEPTED')
  union all
  select p.application, 'claim ' || p.claim_number || ' was not verified and accepted'
  from payment p
  where not exists (select 1 from claim c
    where c.application = p.application and c.number = p.claim_number and c.state = 'ACCEPTED')
  union all
  select p.application, 'more is paid than was agreed'
  from payment p join agreement a on a.application = p.application
  group by p.application, a.amount_cents having sum(p.amount_cents) > a.amount_cents
  union all
  select p.application, 'instalment ' || p.instalment || ' may be paid although the application is ' || a.status
  from payment p join application a on a.reference = p.application
  where a.status in ('REJECTED', 'UNDER_APPEAL', 'LAPSED', 'TERMINATED', 'WITHDRAWN');
