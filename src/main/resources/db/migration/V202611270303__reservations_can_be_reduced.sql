-- Part of a reservation is given back under a key of its own, when the grant becomes smaller before the agreement.
alter table budget_posting
  drop constraint recoveries_and_allocations_have_a_key,
  add constraint recoveries_and_allocations_have_a_key check (
    case when kind in ('RECOVER', 'ALLOCATE', 'DEALLOCATE') then key <> ''
      when kind in ('RELEASE_COMMITTED', 'RELEASE_RESERVED') then true else key = '' end);
