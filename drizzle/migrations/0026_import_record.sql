CREATE TABLE "bulk_change" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"table_name" text NOT NULL,
	"rows" integer NOT NULL,
	"digest" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bulk_change" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- An import writes a directory in statements of two thousand rows. A link for each row took a fourth of its time, and held the head of the
-- record, which everybody's next act waits for, until half a million were made. So each such statement leaves one row of bulk_change, with the
-- digest of all it added, and that row leaves the link. What is changed or taken away is linked row by row, as is whatever a person adds.
alter table bulk_change force row level security;
create policy "guards see every row" on bulk_change for all to app_definer using (true) with check (true);
revoke all on bulk_change from public;
grant select, insert on bulk_change to app_definer;
create trigger append_only before update or delete on bulk_change for each row execute function app.append_only();
create trigger append_only_truncate before truncate on bulk_change for each statement execute function app.append_only();
create constraint trigger z_chain_link after insert or update or delete on bulk_change deferrable initially deferred for each row execute function app.chain_link();
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
create function app.note_bulk() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
begin
  insert into public.bulk_change (table_name, rows, digest)
  select tg_table_name, count(*), sha256(string_agg(sha256(convert_to(to_jsonb(added)::text, 'UTF8')), ''::bytea order by added.id))
  from came added having count(*) > 0;
  return null;
end
$$;
--> statement-breakpoint
revoke all on function app.note_bulk() from public;
grant execute on function app.note_bulk() to app_owner, app_job;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
do $$
declare
  t text;
  in_bulk constant text := $when$current_user = 'app_job' and coalesce(current_setting('app.bulk', true), '') = 'on'$when$;
begin
  foreach t in array array['organization', 'location', 'service', 'service_at_location', 'specialty', 'service_specialty', 'phone', 'opening_span', 'opening_exception'] loop
    execute format('drop trigger z_chain_link on public.%I', t);
    execute format('create constraint trigger z_chain_link after update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
    execute format('create constraint trigger z_chain_link_added after insert on public.%I deferrable initially deferred for each row when (not (%s)) execute function app.chain_link()', t, in_bulk);
    execute format('create trigger z_note_bulk after insert on public.%I referencing new table as came for each statement when (%s) execute function app.note_bulk()', t, in_bulk);
  end loop;
end
$$;
