-- Coupons on slips that say "arrived", and the secret addresses of calendars.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "arrival_coupon" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "arrival_coupon_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "arrival_coupon" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "calendar_feed" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"membership_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"renewed_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "calendar_feed_membership_id_unique" UNIQUE("membership_id"),
	CONSTRAINT "calendar_feed_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "calendar_feed" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "arrival_coupon" ADD CONSTRAINT "arrival_coupon_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arrival_coupon" ADD CONSTRAINT "arrival_coupon_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arrival_coupon" ADD CONSTRAINT "arrival_coupon_offer" FOREIGN KEY ("offer_id","organization_id","referral_id") REFERENCES "public"."offer"("id","organization_id","referral_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "arrival_coupon_offer_index" ON "arrival_coupon" USING btree ("offer_id");--> statement-breakpoint
CREATE INDEX "arrival_coupon_referral_index" ON "arrival_coupon" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "arrival_coupon_client" ON "arrival_coupon" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "arrival_coupon_agency" ON "arrival_coupon" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "arrival_coupon_organization" ON "arrival_coupon" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "arrival_coupon_created_by" ON "arrival_coupon" USING btree ("created_by");--> statement-breakpoint
CREATE POLICY "case staff see who arrived with which slip" ON "arrival_coupon" AS PERMISSIVE FOR SELECT TO "app_user" USING (("arrival_coupon"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "arrival_coupon"."client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff print a slip in their own name" ON "arrival_coupon" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("arrival_coupon"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "arrival_coupon"."client_id" <> all((select app.shut_clients())::uuid[]) and "arrival_coupon"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a person sees that their calendar has an address" ON "calendar_feed" AS PERMISSIVE FOR SELECT TO "app_user" USING (("calendar_feed"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));--> statement-breakpoint
CREATE POLICY "a person gives their own calendar an address" ON "calendar_feed" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("calendar_feed"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));--> statement-breakpoint
CREATE POLICY "a person gives their own calendar another address" ON "calendar_feed" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("calendar_feed"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system')) WITH CHECK (("calendar_feed"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));--> statement-breakpoint
CREATE POLICY "a person takes their calendar's address away" ON "calendar_feed" AS PERMISSIVE FOR DELETE TO "app_user" USING (("calendar_feed"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- The coupon in the bearer's hand, while somebody may still arrive with it: the place was not turned down, and nobody said it yet.
create function app.borne_arrival() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select c.id from public.arrival_coupon c join public.offer o on o.id = c.offer_id join public.referral r on r.id = c.referral_id
    where c.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('arrival', c.token_hash)
      and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted') and r.state in ('sent', 'accepted', 'in_progress', 'on_hold')
      and not exists (select 1 from public.arrival_coupon said where said.offer_id = c.offer_id and said.used_at is not null));
end
$$;
--> statement-breakpoint
-- What a coupon is worth: open, used (it or another of the same place), late, or unknown.
create function app.arrival_link() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select case when exists (select 1 from public.arrival_coupon said where said.offer_id = c.offer_id and said.used_at is not null) then 'used'
      when app.borne_arrival() is not null then 'open' else 'late' end
    from public.arrival_coupon c where c.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('arrival', c.token_hash)), 'unknown');
end
$$;
--> statement-breakpoint
-- What the page behind a coupon says: which house asks, and when it was said already. Not for whom, and not where: anybody may scan it.
create function app.look_at_arrival() returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  return (select jsonb_build_object('standing', app.arrival_link(), 'agencyName', a.name, 'timeZone', x.time_zone,
      'arrivedAt', (select min(said.used_at) from public.arrival_coupon said where said.offer_id = c.offer_id))
    from public.arrival_coupon c join public.agency a on a.id = c.agency_id join public.offer o on o.id = c.offer_id
    join public.service_at_location t on t.id = o.service_at_location_id join public.location x on x.id = t.location_id
    where c.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('arrival', c.token_hash));
end
$$;
--> statement-breakpoint
-- Two who press at the same moment, by whichever coupons of one referral: the second waits here, and finds it said. No row: it holds no more.
create function app.hold_arrival() returns table (agency_id uuid, client_id uuid, case_id uuid, referral_id uuid, offer_id uuid, organization_id uuid, carers jsonb)
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform 1 from public.referral r where r.id = (
    select c.referral_id from public.arrival_coupon c where c.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('arrival', c.token_hash)) for update;
  return query
    select c.agency_id, c.client_id, r.case_id, c.referral_id, c.offer_id, c.organization_id,
      coalesce((select jsonb_agg(distinct m.id) from public."case" k join public.membership m on m.id in (k.owner_membership_id, r.created_by) and m.disabled_at is null where k.id = r.case_id), '[]'::jsonb)
    from public.arrival_coupon c join public.referral r on r.id = c.referral_id where c.id = app.borne_arrival();
end
$$;
--> statement-breakpoint
create function app.use_arrival_coupon() returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.arrival_coupon c set used_at = app.clock() where c.id = app.borne_arrival();
end
$$;
--> statement-breakpoint
-- The seat whose dates the bearer's address shows, while both stand.
create function app.borne_calendar() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select m.id from public.calendar_feed f
    join public.membership m on m.id = f.membership_id and m.disabled_at is null and m.organization_id is not null and m.role <> 'partner'
    join public.person p on p.id = m.person_id and p.disabled_at is null
    where f.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('calendar', f.token_hash));
end
$$;
--> statement-breakpoint
-- What a calendar's address is worth: open, or unknown; an address that was renewed is no longer anybody's.
create function app.calendar_link() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return case when app.borne_calendar() is not null then 'open' else 'unknown' end;
end
$$;
--> statement-breakpoint
-- A seat's dates for a calendar program: sessions (a practitioner's own), and days by which an offer wants its answer. Nothing of any client, not even a number.
create function app.read_calendar() returns table (kind text, id uuid, starts_at timestamptz, ends_at timestamptz, day date, service_name text, location_name text, state text)
language plpgsql stable security definer set search_path = '' as $$
declare
  m public.membership;
begin
  select * into m from public.membership x where x.id = app.borne_calendar();
  if not found then return; end if;
  return query
    (select 'session', s.id, s.starts_at, s.ends_at, s.service_day, v.name, l.name, s.state
      from public.session s join public."authorization" z on z.id = s.authorization_id join public.service v on v.id = z.service_id
      join public.location l on l.id = s.location_id join public.practitioner t on t.id = s.practitioner_id
      where s.organization_id = m.organization_id and (m.role <> 'practitioner' or t.membership_id = m.id)
        and s.starts_at >= app.clock() - interval '14 days' and s.starts_at < app.clock() + interval '120 days'
      order by s.starts_at limit 2000)
    union all
    (select 'answer', o.id, null::timestamptz, null::timestamptz, o.answer_by, v.name, l.name, o.state
      from public.offer o join public.service_at_location t on t.id = o.service_at_location_id
      join public.service v on v.id = t.service_id join public.location l on l.id = t.location_id
      where o.organization_id = m.organization_id and m.role in ('coordinator', 'organization_administrator')
        and o.state in ('offered', 'viewed') and o.answer_by is not null
      order by o.answer_by limit 500);
end
$$;
--> statement-breakpoint
create or replace function app.bears_a_link() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return app.borne_application() is not null or app.borne_confirmation() is not null or app.borne_offer() is not null or app.borne_feedback() is not null
    or app.borne_arrival() is not null;
end
$$;
--> statement-breakpoint
revoke all on function app.borne_arrival(), app.arrival_link(), app.look_at_arrival(), app.hold_arrival(), app.use_arrival_coupon(),
  app.borne_calendar(), app.calendar_link(), app.read_calendar() from public;
grant execute on function app.arrival_link(), app.look_at_arrival(), app.hold_arrival(), app.use_arrival_coupon(), app.calendar_link(), app.read_calendar() to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on arrival_coupon, calendar_feed to app_user;
grant insert (agency_id, client_id, referral_id, organization_id, offer_id, token_hash, created_by) on arrival_coupon to app_user;
grant insert (membership_id, token_hash), update (token_hash, renewed_at), delete on calendar_feed to app_user;
do $$
declare
  t text;
begin
  foreach t in array array['arrival_coupon', 'calendar_feed'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
