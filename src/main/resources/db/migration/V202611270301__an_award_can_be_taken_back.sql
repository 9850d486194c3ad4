-- When an award can no longer stand, as for want of co-funding, a rejection follows it; the award is in force again
-- when an appeal against that rejection is upheld.
create or replace view decision_in_force as
  select d.* from award_decision d
  where not exists (select from overturned_decision o where o.application = d.application and o.number = d.number)
    and not exists (
      select from award_decision later
      where later.application = d.application and later.number > d.number
        and not exists (
          select from overturned_decision o where o.application = later.application and o.number = later.number));

alter table award_decision drop constraint a_further_decision_follows_an_overturned_one;
create function require_that_decisions_follow() returns trigger language plpgsql as $$
begin
  if exists (select from award_decision d where d.application = new.application and d.number > new.number)
      or exists (select from decision_in_force d
        where d.application = new.application and d.number < new.number
          and not (d.decision = 'AWARD' and new.decision = 'REJECT')) then
    raise exception 'Decision % on % does not follow one that an appeal overturned, nor does it take an award back',
      new.number, new.application;
  end if;
  return new;
end $$;
create trigger a_further_decision_follows_an_overturned_one before insert on award_decision
  for each row execute function require_that_decisions_follow();

alter table appeal drop constraint resume_step_is_known;
alter table appeal add constraint resume_step_is_known
  check (resume_at in ('SCREENING', 'STATE_AID', 'EVALUATION', 'RANKING', 'AWARD', 'CO_FUNDING'));
