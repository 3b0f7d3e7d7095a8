-- The second step of signing in, which the doorkeeper alone knows of.
CREATE TABLE "recovery_code" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"person_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "recovery_code_code_hash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
ALTER TABLE "recovery_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "second_factor" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"person_id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "second_factor_person_id_unique" UNIQUE("person_id")
);
--> statement-breakpoint
ALTER TABLE "second_factor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "second_factor_required" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sign_in_session" ADD COLUMN "awaits_code" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recovery_code_person" ON "recovery_code" USING btree ("person_id");--> statement-breakpoint
CREATE POLICY "only the doorkeeper sees recovery codes" ON "recovery_code" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "only the doorkeeper sees second factors" ON "second_factor" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['second_factor', 'recovery_code'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer, app_auth', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
--> statement-breakpoint
grant update (second_factor_required) on agency to app_user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Which colleagues sign in by a second step, for whoever looks after a house or looks over it.
create function app.second_steps() returns table (person_id uuid) language sql stable security definer set search_path = '' as $$
  select distinct f.person_id from public.second_factor f join public.membership m on m.person_id = f.person_id
  where f.confirmed_at is not null and (m.agency_id = any(app.agencies_where('administrator', 'auditor'))
    or m.organization_id = any(app.organizations_where('organization_administrator')))
$$;
--> statement-breakpoint
-- Takes a colleague's second step off, for a lost telephone; their sessions end with it. Never one's own, and where somebody works for an
-- agency too, only an agency's administrator.
create function app.end_second_step(of_person uuid) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  ended uuid;
begin
  if of_person = app.actor_id() or not exists (
    select 1 from public.membership m where m.person_id = of_person and m.agency_id = any(app.agencies_where('administrator'))
    union all
    select 1 from public.membership m where m.person_id = of_person and m.organization_id = any(app.organizations_where('organization_administrator'))
      and not exists (select 1 from public.membership a where a.person_id = of_person and a.agency_id is not null and a.disabled_at is null)
  ) then
    raise exception 'an administrator of their house' using errcode = '42501';
  end if;
  delete from public.recovery_code c where c.person_id = of_person;
  delete from public.second_factor f where f.person_id = of_person returning f.id into ended;
  if ended is null then return null; end if;
  update public.sign_in_session s set revoked_at = app.clock() where s.person_id = of_person and s.revoked_at is null;
  return ended;
end
$$;
--> statement-breakpoint
revoke all on function app.second_steps(), app.end_second_step(uuid) from public;
grant execute on function app.second_steps(), app.end_second_step(uuid) to app_user;
--> statement-breakpoint
-- The secrets of second steps are sealed anew with the rest.
create or replace function app.sealed_otherwise(key_name text, most integer) returns table (kept text, id uuid, owner uuid, sealed text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    select 'bank_account', b.id, b.organization_id, b.sealed from public.bank_account b where not starts_with(b.sealed, key_name || ':')
    union all select 'payment_origin', o.id, o.agency_id, o.sealed from public.payment_origin o where not starts_with(o.sealed, key_name || ':')
    union all select 'payment_file', f.id, f.batch_id, f.sealed from public.payment_file f where not starts_with(f.sealed, key_name || ':')
    union all select 'second_factor', s.id, s.person_id, s.sealed from public.second_factor s where not starts_with(s.sealed, key_name || ':')
    limit most;
end
$$;
--> statement-breakpoint
create or replace function app.seal_anew(in_table text, of_row uuid, was text, now_sealed text) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  if in_table = 'bank_account' then update public.bank_account b set sealed = now_sealed where b.id = of_row and b.sealed = was;
  elsif in_table = 'payment_origin' then update public.payment_origin o set sealed = now_sealed where o.id = of_row and o.sealed = was;
  elsif in_table = 'payment_file' then update public.payment_file f set sealed = now_sealed where f.id = of_row and f.sealed = was;
  elsif in_table = 'second_factor' then update public.second_factor s set sealed = now_sealed where s.id = of_row and s.sealed = was;
  end if;
end
$$;
--> statement-breakpoint
set local role app_owner;
