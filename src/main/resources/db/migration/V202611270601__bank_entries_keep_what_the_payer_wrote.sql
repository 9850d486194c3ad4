alter table bank_entry add column told text;
comment on column bank_entry.told is 'All that the payer gave as reference and purpose; by it a person knows whose money it is';
