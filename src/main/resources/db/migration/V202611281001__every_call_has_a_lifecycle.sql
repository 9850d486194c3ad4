-- Calls whose lifecycle the engine was told to start, once each. Those that were announced before there was one are told when the
-- application starts.
create table call_lifecycle (
  call     text        primary key references fund_call,
  begun_at timestamptz not null
);
comment on table call_lifecycle is 'A call is told to the engine in the transaction that adds its row';
create trigger call_lifecycle_is_append_only before update or delete on call_lifecycle
  for each row execute function refuse_change();
insert into call_lifecycle (call, begun_at)
select c.reference, c.announced_at from fund_call c
where exists (select from outbox_record o where o.record_key = c.reference and o.payload like '%"call-announced"%')
   or exists (select from call_ranking r where r.call = c.reference and coalesce(r.awaited_at, r.decided_at) is not null);
