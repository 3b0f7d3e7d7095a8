CREATE TABLE "set_change" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"table_name" text NOT NULL,
	"verb" text NOT NULL,
	"changed" text NOT NULL,
	"row_ids" uuid[] NOT NULL,
	"digest" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "set_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
-- A batch of five thousand payments took three links of the record for each; a large provider's invoice two for each line. Whoever writes many
-- rows by one statement says so, and each such statement leaves one row here, with the ids and the digest of all it added or changed, and that
-- row leaves the link. A deed that touches few rows, and whatever is taken away, is linked row by row as before.
alter table set_change force row level security;
create policy "guards see every row" on set_change for all to app_definer using (true) with check (true);
revoke all on set_change from public;
grant select, insert on set_change to app_definer;
create trigger append_only before update or delete on set_change for each row execute function app.append_only();
create trigger append_only_truncate before truncate on set_change for each statement execute function app.append_only();
create constraint trigger z_chain_link after insert or update or delete on set_change deferrable initially deferred for each row execute function app.chain_link();
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
create function app.note_set_added() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
begin
  insert into public.set_change (table_name, verb, changed, row_ids, digest)
  select tg_table_name, tg_op, '', array_agg(added.id order by added.id),
    sha256(string_agg(sha256(convert_to(to_jsonb(added)::text, 'UTF8')), ''::bytea order by added.id))
  from came added having count(*) > 0;
  return null;
end
$$;
--> statement-breakpoint
-- As app.chain_link says it of one row: what changed by name, and the digest of the rows as they are then. A row that stays as it was is left out.
create function app.note_set_changed() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
begin
  insert into public.set_change (table_name, verb, changed, row_ids, digest)
  select tg_table_name, tg_op,
    (select string_agg(distinct n.key, ',' order by n.key)
      from (select to_jsonb(a) as after, to_jsonb(b) as before from came a join went b on b.id = a.id offset 0) both_ways, jsonb_each(after) n
      where n.value is distinct from (before -> n.key)),
    array_agg(now.id order by now.id), sha256(string_agg(sha256(convert_to(to_jsonb(now)::text, 'UTF8')), ''::bytea order by now.id))
  from came now join went was on was.id = now.id where now is distinct from was having count(*) > 0;
  return null;
end
$$;
--> statement-breakpoint
-- What it was before is put into words once: column by column it was the dearest part of a link.
create or replace function app.chain_link() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  head public.event_chain_head;
  held jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  held_before jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  changed text := '';
  line text;
  at_now timestamptz;
  digest bytea;
begin
  if tg_op = 'UPDATE' then
    select coalesce(string_agg(n.key, ',' order by n.key), '') into changed
    from jsonb_each(held) n where n.value is distinct from (held_before -> n.key);
    if changed = '' or (tg_table_name = 'sign_in_session' and changed = 'last_seen_at') then return null; end if;
  end if;
  -- The head is locked here and moved once, by chain_end: moving it for each link made a transaction of n rows wait for n * n.
  perform 1 from public.event_chain_head where id = 1 for update;
  select c.seq, c.hash into head.seq, head.hash from public.event_chain c order by c.seq desc limit 1;
  if not found then
    select h.seq, h.hash into head.seq, head.hash from public.event_chain_head h where h.id = 1;
  end if;
  at_now := clock_timestamp();
  line := concat_ws('|', head.seq + 1, to_char(at_now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(current_setting('app.actor_id', true), ''), coalesce(current_setting('app.membership_id', true), ''), session_user,
    coalesce(current_setting('app.request_id', true), ''), tg_table_name, tg_op, coalesce(held ->> 'id', held ->> 'seq', ''), changed,
    encode(sha256(convert_to(held::text, 'UTF8')), 'hex'));
  digest := sha256(head.hash || convert_to(line, 'UTF8'));
  insert into public.event_chain (seq, at, payload, prev, hash) values (head.seq + 1, at_now, line, head.hash, digest);
  perform set_config('app.chain_seq', (head.seq + 1)::text, true);
  return null;
end
$$;
--> statement-breakpoint
-- The invoice's sums once for each statement: line by line an invoice of two hundred was written two hundred times.
create function app.total_invoices() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  touched uuid[];
begin
  if tg_op = 'INSERT' then
    touched := array(select distinct n.invoice_id from came n);
  elsif tg_op = 'DELETE' then
    touched := array(select distinct o.invoice_id from went o);
  else
    touched := array(select distinct n.invoice_id from came n join went o on o.id = n.id where (n.approved_cents, n.live) is distinct from (o.approved_cents, o.live));
  end if;
  update public.invoice i set
    total_cents = coalesce((select sum(l.amount_cents) from public.invoice_line l where l.invoice_id = i.id and (l.live or i.state = 'denied')), 0),
    approved_cents = coalesce((select sum(l.approved_cents) from public.invoice_line l where l.invoice_id = i.id and l.live), 0)
  where i.id = any(touched);
  return null;
end
$$;
--> statement-breakpoint
-- So many of a kind one after the other: who may take one is asked once.
create function app.next_numbers(of_house uuid, kind text, how_many int) returns setof text language plpgsql volatile security definer set search_path = '' as $$
declare
  n bigint;
begin
  if how_many < 1 then return; end if;
  n := substr(app.next_number(of_house, kind), length(kind) + 2)::bigint;
  update public.number_series s set last = s.last + how_many - 1 where s.house_id = of_house and s.kind = next_numbers.kind;
  return query select next_numbers.kind || '-' || lpad(g::text, greatest(4, length(g::text)), '0') from generate_series(n, n + how_many - 1) g;
end
$$;
--> statement-breakpoint
revoke all on function app.note_set_added(), app.note_set_changed(), app.total_invoices(), app.next_numbers(uuid, text, int) from public;
grant execute on function app.note_set_added(), app.note_set_changed(), app.total_invoices(), app.next_numbers(uuid, text, int) to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
do $$
declare
  t text;
  by_set constant text := $when$coalesce(current_setting('app.bulk', true), '') = 'on'$when$;
begin
  foreach t in array array['payment', 'payment_invoice', 'invoice', 'invoice_line'] loop
    execute format('drop trigger z_chain_link on public.%I', t);
    execute format('create constraint trigger z_chain_link after insert or update on public.%I deferrable initially deferred for each row when (not (%s)) execute function app.chain_link()', t, by_set);
    execute format('create constraint trigger z_chain_link_removed after delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
    execute format('create trigger z_note_added after insert on public.%I referencing new table as came for each statement when (%s) execute function app.note_set_added()', t, by_set);
    execute format('create trigger z_note_changed after update on public.%I referencing old table as went new table as came for each statement when (%s) execute function app.note_set_changed()', t, by_set);
  end loop;
end
$$;
--> statement-breakpoint
drop trigger c_total_invoice on invoice_line;
create trigger c_total_added after insert on invoice_line referencing new table as came for each statement execute function app.total_invoices();
create trigger c_total_changed after update on invoice_line referencing old table as went new table as came for each statement execute function app.total_invoices();
create trigger c_total_removed after delete on invoice_line referencing old table as went for each statement execute function app.total_invoices();
drop function app.total_invoice();
-- Asked only where somebody signs: to compare two signatures by name cost as much as the rest of a moved invoice.
drop trigger b_guard_author on invoice;
create trigger b_guard_author before update on invoice for each row
  when (new.submitted_by is distinct from old.submitted_by or new.decided_by is distinct from old.decided_by)
  execute function app.guard_author('submitted_by', 'decided_by');
drop trigger b_guard_author_of_dispute on invoice;
create trigger b_guard_author_of_dispute before update on invoice for each row
  when (new.disputed_by is distinct from old.disputed_by or new.concluded_by is distinct from old.concluded_by or new.reviewed_by is distinct from old.reviewed_by)
  execute function app.guard_author('disputed_by', 'concluded_by', 'reviewed_by');
