-- A grant of the fund may end between two payments: what was paid until then stays paid. The rest of the promise stays as it
-- was told last, so it is read from where it stands.
do $$
declare
  told      text := pg_get_viewdef('promise_4_no_payment_without_grounds'::regclass);
  ended     constant text := '''TERMINATED''::text, ''WITHDRAWN''::text]))';
  corrected text;
begin
  corrected := replace(rtrim(told, '; '), ended, ended || ' and not (p.state = ''BOOKED'' and p.application like ''F-%'')');
  if corrected = rtrim(told, '; ') then
    raise exception 'The promise about payments of ended applications has other words than expected: %', told;
  end if;
  execute 'create or replace view promise_4_no_payment_without_grounds as ' || corrected;
end $$;
