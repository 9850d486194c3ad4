create table award_decision (
  application  text        primary key references application,
  decision     text        not null,
  reasons      text        not null,
  reason_codes text[]      not null,
  decided_by   text        not null,
  decided_at   timestamptz not null,
  constraint decision_is_known check (decision in ('AWARD', 'REJECT')),
  constraint an_award_is_a_persons check (decision = 'REJECT' or decided_by <> 'system'),
  constraint a_rejection_has_reasons check ((decision = 'REJECT') = (cardinality(reason_codes) > 0))
);
create trigger award_decision_is_append_only before update or delete on award_decision
  for each row execute function refuse_change();
