-- What was paid in advance and not earned comes back without a suspicion: an officer decides how.
alter table recovery
  drop constraint suspicion_kind_is_known,
  add constraint suspicion_kind_is_known check (kind in ('IRREGULARITY', 'SUSPECTED_FRAUD', 'OVERPAID')),
  add constraint an_overpayment_is_no_suspicion check (
    kind <> 'OVERPAID' or (state not in ('HEARING', 'FINDING', 'UNFOUNDED') and not reportable and correction_cents = suspected_cents));
create unique index one_overpayment_per_grant on recovery (application) where kind = 'OVERPAID';
