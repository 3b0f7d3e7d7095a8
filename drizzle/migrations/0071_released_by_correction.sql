-- What a correction takes away after an authorization ended goes back to its fund.
set local role app_definer;
--> statement-breakpoint
-- After an authorization ended, what was not used has gone back to its fund. What a correction takes away from then on goes back the same way:
-- nobody would ever bill it, and it would stay set aside for good.
create function app.release_corrected() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  a public."authorization";
  freed bigint;
  made uuid;
begin
  select * into a from public."authorization" where id = new.authorization_id;
  if a.state not in ('expired', 'revoked') then return null; end if;
  select round(c.units * a.rate_cents)::bigint - round(new.units * a.rate_cents)::bigint into freed from public.attendance c where c.id = new.corrects_id;
  if coalesce(freed, 0) <= 0 then return null; end if;
  perform 1 from public.fund f where f.id = a.fund_id for update;
  insert into public.ledger_transaction (agency_id, kind, effect_key, authorization_id, posted_by)
    values (a.agency_id, 'release', 'release:' || new.id, a.id, app.membership_id()) returning id into made;
  insert into public.ledger_entry (agency_id, transaction_id, fund_id, account, amount_cents)
    values (a.agency_id, made, a.fund_id, 'reserved', -freed), (a.agency_id, made, a.fund_id, 'available', freed);
  return null;
end
$$;
--> statement-breakpoint
-- What earlier corrections left set aside goes back now, once.
do $$
declare
  f record;
  made uuid;
begin
  for f in select a.agency_id, a.fund_id, sum(round(c.units * a.rate_cents) - round(d.units * a.rate_cents))::bigint as cents
    from public.attendance d join public.attendance c on c.id = d.corrects_id join public."authorization" a on a.id = d.authorization_id and a.state in ('expired', 'revoked')
    where d.units < c.units and d.recorded_at > coalesce((select min(t.created_at) from public.ledger_transaction t where t.authorization_id = a.id and t.kind = 'release'), a.decided_at)
    group by a.agency_id, a.fund_id loop
    insert into public.ledger_transaction (agency_id, kind, effect_key) values (f.agency_id, 'release', 'release:corrections:' || f.fund_id) returning id into made;
    insert into public.ledger_entry (agency_id, transaction_id, fund_id, account, amount_cents)
      values (f.agency_id, made, f.fund_id, 'reserved', -f.cents), (f.agency_id, made, f.fund_id, 'available', f.cents);
  end loop;
end
$$;
--> statement-breakpoint
revoke all on function app.release_corrected() from public;
grant execute on function app.release_corrected() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger e_release_corrected after insert on attendance for each row when (new.corrects_id is not null) execute function app.release_corrected();
