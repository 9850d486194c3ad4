create table agreement (
  application  text        primary key references application,
  state        text        not null,
  amount_cents bigint      not null,
  offered_at   timestamptz not null,
  accept_by    timestamptz not null,
  accepted_at  timestamptz,
  accepted_by  text,
  statement    text,
  version      bigint      not null,
  constraint agreement_state_is_known check (state in ('OPEN', 'ACCEPTED', 'LAPSED')),
  constraint acceptance_is_recorded check (
    (state = 'ACCEPTED') = (accepted_at is not null and accepted_by is not null and statement is not null)),
  constraint accepted_in_time check (accepted_at is null or accepted_at <= accept_by),
  constraint agreed_amount_is_positive check (amount_cents > 0)
);

create table claim (
  application  text        not null references application,
  number       integer     not null,
  state        text        not null,
  due_at       timestamptz not null,
  amount_cents bigint      not null,
  report       text,
  submitted_at timestamptz,
  submitted_by text,
  verified_at  timestamptz,
  verified_by  text,
  findings     text,
  version      bigint      not null,
  primary key (application, number),
  constraint claim_state_is_known check (state in ('OPEN', 'SUBMITTED', 'ACCEPTED', 'REFUSED', 'LAPSED')),
  constraint submission_is_recorded check (
    state in ('OPEN', 'LAPSED') or (submitted_at is not null and submitted_by is not null and report is not null)),
  constraint verification_is_recorded check (
    (state in ('ACCEPTED', 'REFUSED')) = (verified_at is not null and verified_by is not null and findings is not null)),
  constraint nobody_verifies_their_own_claim check (verified_by is distinct from submitted_by or verified_by is null),
  constraint claim_is_positive check (amount_cents > 0)
);
create unique index one_claim_at_a_time on claim (application) where state in ('OPEN', 'SUBMITTED');
create unique index a_voucher_is_claimed_once on claim (application) where state = 'ACCEPTED' and application like 'V-%';
