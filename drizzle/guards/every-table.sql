-- What holds for every table, also for the one added last: row-level security forced, nothing for the public,
-- guards that see every row, and a link in the record for every change. Applied again whenever it changes.
do $$
declare
  t record;
begin
  for t in select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
    execute format('alter table public.%I enable row level security', t.name);
    execute format('alter table public.%I force row level security', t.name);
    execute format('drop policy if exists "guards see every row" on public.%I', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
  end loop;
  -- Left out: the chain itself, what changes with every request, and staging rows that are thrown away.
  for t in select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and c.relname not in ('event_chain', 'event_chain_head', 'idempotency_key', 'transition', 'sign_in_throttle', 'letter', 'number_series', 'notification')
    and c.relname not like 'import\_%' loop
    execute format('drop trigger if exists z_chain_link on public.%I', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
