alter table award_decision
  add column basis json,
  add column remedy_notice text,
  add constraint a_decision_shows_its_basis check (basis is not null) not valid,
  add constraint a_rejection_names_the_remedy check (decision = 'AWARD' or remedy_notice is not null) not valid;
comment on column award_decision.basis is 'Facts, figures and rulesets the decision rests on, as they were then';
comment on column award_decision.remedy_notice is 'Key of the text that says how to object';
