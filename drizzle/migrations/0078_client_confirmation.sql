-- What a client confirms of a session with the code shown there; sessions and attendances of a whole roster linked by the statement.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "session_confirmation" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"missed" integer DEFAULT 0 NOT NULL,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "session_confirmation_once" UNIQUE("session_id"),
	CONSTRAINT "session_confirmation_missed" CHECK ("session_confirmation"."missed" between 0 and 5)
);
--> statement-breakpoint
ALTER TABLE "session_confirmation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "session_confirmation" ADD CONSTRAINT "session_confirmation_session" FOREIGN KEY ("session_id","agency_id","organization_id","client_id") REFERENCES "public"."session"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_confirmation_agency" ON "session_confirmation" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "session_confirmation_organization" ON "session_confirmation" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "session_confirmation_client" ON "session_confirmation" USING btree ("client_id");--> statement-breakpoint
CREATE POLICY "case and finance staff read what their agency's clients confirmed, a provider what was confirmed of its sessions" ON "session_confirmation" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("session_confirmation"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("session_confirmation"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "session_confirmation"."client_id" <> all((select app.hidden_clients())::uuid[]))) or "session_confirmation"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));
--> statement-breakpoint
-- A client says by their own link, with the code that is shown at the place, that they were at a session. Which sessions that can be: theirs, not
-- cancelled, from half an hour before it begins until two hours after it ended. Nothing of it says who they are or what the session is for.
set local role app_definer;
--> statement-breakpoint
create function app.sessions_to_confirm() returns table (
  session_id uuid, agency_id uuid, organization_id uuid, client_id uuid, referral_id uuid, location_id uuid, starts_at timestamptz, time_zone text, confirmed_at timestamptz
)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select s.id, s.agency_id, s.organization_id, s.client_id, s.referral_id, s.location_id, s.starts_at, l.time_zone, c.confirmed_at
    from public.session s join public.location l on l.id = s.location_id left join public.session_confirmation c on c.session_id = s.id
    where s.client_id = app.borne_client() and s.state <> 'cancelled'
      and s.starts_at <= app.clock() + interval '30 minutes' and s.ends_at > app.clock() - interval '2 hours'
    order by s.starts_at, s.id limit 5;
end
$$;
--> statement-breakpoint
-- Whether the code was the one shown there is judged by the house, which alone knows the place's secret; five that were not, and the session takes none.
create function app.confirm_session(of_session uuid, matches boolean) returns text language plpgsql volatile security definer set search_path = '' as $$
declare
  said public.session_confirmation;
begin
  insert into public.session_confirmation (agency_id, organization_id, client_id, session_id)
  select s.agency_id, s.organization_id, s.client_id, s.id from public.session s join app.sessions_to_confirm() t on t.session_id = s.id
  where s.id = of_session on conflict on constraint session_confirmation_once do nothing;
  select * into said from public.session_confirmation c where c.session_id = of_session and c.client_id = app.borne_client() for update;
  if not found then return 'none'; end if;
  if said.confirmed_at is not null then return 'already'; end if;
  if said.missed >= 5 then return 'spent'; end if;
  update public.session_confirmation c set
    confirmed_at = case when matches then app.clock() end,
    missed = c.missed + case when matches then 0 else 1 end
  where c.id = said.id;
  return case when matches then 'confirmed' when said.missed >= 4 then 'spent' else 'missed' end;
end
$$;
--> statement-breakpoint
revoke all on function app.sessions_to_confirm(), app.confirm_session(uuid, boolean) from public;
grant execute on function app.sessions_to_confirm(), app.confirm_session(uuid, boolean) to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
alter table session_confirmation force row level security;
create policy "guards see every row" on session_confirmation for all to app_definer using (true) with check (true);
revoke all on session_confirmation from public;
grant select on session_confirmation to app_user;
grant select, insert, update on session_confirmation to app_definer;
create constraint trigger z_chain_link after insert or update or delete on session_confirmation deferrable initially deferred for each row execute function app.chain_link();
--> statement-breakpoint
-- A roster of two hundred took four hundred links of the record, and a plan of a hundred meetings a hundred: a statement leaves one.
do $$
declare
  t text;
  by_set constant text := $when$coalesce(current_setting('app.bulk', true), '') = 'on'$when$;
begin
  foreach t in array array['session', 'attendance'] loop
    execute format('drop trigger z_chain_link on public.%I', t);
    execute format('create constraint trigger z_chain_link after insert or update on public.%I deferrable initially deferred for each row when (not (%s)) execute function app.chain_link()', t, by_set);
    execute format('create constraint trigger z_chain_link_removed after delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
    execute format('create trigger z_note_added after insert on public.%I referencing new table as came for each statement when (%s) execute function app.note_set_added()', t, by_set);
    execute format('create trigger z_note_changed after update on public.%I referencing old table as went new table as came for each statement when (%s) execute function app.note_set_changed()', t, by_set);
  end loop;
end
$$;
