-- Keeping current: who confirmed which facts when, links that ask, changes that wait for a look, and the places that offers hold.
CREATE TABLE "confirmation_request" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"mailed_to" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"said" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"asked_again_at" timestamp with time zone,
	CONSTRAINT "confirmation_request_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "confirmation_request_of_organization" UNIQUE("id","organization_id")
);
--> statement-breakpoint
ALTER TABLE "confirmation_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "confirmation" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"fact_group" text NOT NULL,
	"location_id" uuid,
	"service_id" uuid,
	"service_at_location_id" uuid,
	"at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"how" text NOT NULL,
	"membership_id" uuid,
	"request_id" uuid,
	CONSTRAINT "confirmation_about" CHECK (case "confirmation"."fact_group"
  when 'contact' then num_nonnulls("confirmation"."location_id", "confirmation"."service_id", "confirmation"."service_at_location_id") = 0
  when 'services' then "confirmation"."service_id" is not null and num_nonnulls("confirmation"."location_id", "confirmation"."service_at_location_id") = 0
  when 'hours' then "confirmation"."service_at_location_id" is not null and num_nonnulls("confirmation"."location_id", "confirmation"."service_id") = 0
  when 'capacity' then "confirmation"."service_at_location_id" is not null and num_nonnulls("confirmation"."location_id", "confirmation"."service_id") = 0
  when 'address' then "confirmation"."location_id" is not null and num_nonnulls("confirmation"."service_id", "confirmation"."service_at_location_id") = 0
  when 'access' then "confirmation"."location_id" is not null and num_nonnulls("confirmation"."service_id", "confirmation"."service_at_location_id") = 0
  else false end),
	CONSTRAINT "confirmation_how" CHECK ("confirmation"."how" in ('edited', 'portal', 'link', 'desk')),
	CONSTRAINT "confirmation_by" CHECK (num_nonnulls("confirmation"."membership_id", "confirmation"."request_id") = 1 and ("confirmation"."how" = 'link') = ("confirmation"."request_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "confirmation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fact_rule" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"fact_group" text NOT NULL,
	"half_life_days" smallint NOT NULL,
	"waits" boolean DEFAULT false NOT NULL,
	CONSTRAINT "fact_rule_once" UNIQUE("agency_id","fact_group"),
	CONSTRAINT "fact_rule_group" CHECK ("fact_rule"."fact_group" in ('contact', 'address', 'hours', 'services', 'access', 'capacity')),
	CONSTRAINT "fact_rule_half_life" CHECK ("fact_rule"."half_life_days" between 1 and 1095)
);
--> statement-breakpoint
ALTER TABLE "fact_rule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "proposed_change" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"fact_group" text NOT NULL,
	"location_id" uuid,
	"service_id" uuid,
	"service_at_location_id" uuid,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"proposed_by" uuid,
	"request_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"words" text,
	CONSTRAINT "proposed_change_group" CHECK ("proposed_change"."fact_group" in ('contact', 'address', 'hours', 'services', 'access', 'capacity')),
	CONSTRAINT "proposed_change_about" CHECK (num_nonnulls("proposed_change"."location_id", "proposed_change"."service_id", "proposed_change"."service_at_location_id") <= 1),
	CONSTRAINT "proposed_change_by" CHECK (num_nonnulls("proposed_change"."proposed_by", "proposed_change"."request_id") = 1),
	CONSTRAINT "proposed_change_decided" CHECK (("proposed_change"."state" in ('accepted', 'declined')) = ("proposed_change"."decided_by" is not null)),
	CONSTRAINT "proposed_change_declined_with_words" CHECK ("proposed_change"."state" <> 'declined' or "proposed_change"."words" is not null)
);
--> statement-breakpoint
ALTER TABLE "proposed_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "location" ADD COLUMN "address_at" timestamp with time zone DEFAULT app.clock() NOT NULL;--> statement-breakpoint
ALTER TABLE "location" ADD COLUMN "access_at" timestamp with time zone DEFAULT app.clock() NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "contact_at" timestamp with time zone DEFAULT app.clock() NOT NULL;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "services_at" timestamp with time zone DEFAULT app.clock() NOT NULL;--> statement-breakpoint
ALTER TABLE "service_at_location" ADD COLUMN "capacity_unit" text DEFAULT 'places' NOT NULL;--> statement-breakpoint
ALTER TABLE "service_at_location" ADD COLUMN "held_places" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "service_at_location" ADD COLUMN "hours_at" timestamp with time zone DEFAULT app.clock() NOT NULL;--> statement-breakpoint
ALTER TABLE "confirmation_request" ADD CONSTRAINT "confirmation_request_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation" ADD CONSTRAINT "confirmation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation" ADD CONSTRAINT "confirmation_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation" ADD CONSTRAINT "confirmation_request_answered" FOREIGN KEY ("request_id","organization_id") REFERENCES "public"."confirmation_request"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation" ADD CONSTRAINT "confirmation_location" FOREIGN KEY ("location_id","organization_id") REFERENCES "public"."location"("id","organization_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation" ADD CONSTRAINT "confirmation_service" FOREIGN KEY ("service_id","organization_id") REFERENCES "public"."service"("id","organization_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation" ADD CONSTRAINT "confirmation_service_at_location" FOREIGN KEY ("service_at_location_id","organization_id") REFERENCES "public"."service_at_location"("id","organization_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fact_rule" ADD CONSTRAINT "fact_rule_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposed_change" ADD CONSTRAINT "proposed_change_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposed_change" ADD CONSTRAINT "proposed_change_proposed_by_membership_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposed_change" ADD CONSTRAINT "proposed_change_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposed_change" ADD CONSTRAINT "proposed_change_request" FOREIGN KEY ("request_id","organization_id") REFERENCES "public"."confirmation_request"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposed_change" ADD CONSTRAINT "proposed_change_location" FOREIGN KEY ("location_id","organization_id") REFERENCES "public"."location"("id","organization_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposed_change" ADD CONSTRAINT "proposed_change_service" FOREIGN KEY ("service_id","organization_id") REFERENCES "public"."service"("id","organization_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposed_change" ADD CONSTRAINT "proposed_change_service_at_location" FOREIGN KEY ("service_at_location_id","organization_id") REFERENCES "public"."service_at_location"("id","organization_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "confirmation_request_organization" ON "confirmation_request" USING btree ("organization_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "confirmation_organization" ON "confirmation" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "confirmation_location_index" ON "confirmation" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "confirmation_service_index" ON "confirmation" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "confirmation_service_at_location_index" ON "confirmation" USING btree ("service_at_location_id");--> statement-breakpoint
CREATE INDEX "confirmation_membership" ON "confirmation" USING btree ("membership_id");--> statement-breakpoint
CREATE INDEX "confirmation_request_index" ON "confirmation" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "proposed_change_organization" ON "proposed_change" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "proposed_change_location_index" ON "proposed_change" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "proposed_change_service_index" ON "proposed_change" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "proposed_change_service_at_location_index" ON "proposed_change" USING btree ("service_at_location_id");--> statement-breakpoint
CREATE INDEX "proposed_change_waiting" ON "proposed_change" USING btree ("created_at","id") WHERE "proposed_change"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "proposed_change_proposed_by" ON "proposed_change" USING btree ("proposed_by");--> statement-breakpoint
CREATE INDEX "proposed_change_request_index" ON "proposed_change" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "proposed_change_decided_by" ON "proposed_change" USING btree ("decided_by");--> statement-breakpoint
-- What stood here before was right when it was last written, as far as anybody knows.
set local role app_owner;
--> statement-breakpoint
alter table organization disable trigger user;
alter table location disable trigger user;
alter table service disable trigger user;
alter table service_at_location disable trigger user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
update organization set contact_at = updated_at;
update location set address_at = updated_at, access_at = updated_at;
update service set services_at = updated_at;
update service_at_location set hours_at = updated_at, capacity_at = case when takes_referrals = 'unknown' then capacity_at else coalesce(capacity_at, updated_at) end;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
alter table organization enable trigger user;
alter table location enable trigger user;
alter table service enable trigger user;
alter table service_at_location enable trigger user;
--> statement-breakpoint
ALTER TABLE "service_at_location" ADD CONSTRAINT "service_at_location_unit" CHECK ("service_at_location"."capacity_unit" in ('places', 'beds', 'slots', 'households', 'meals'));--> statement-breakpoint
ALTER TABLE "service_at_location" ADD CONSTRAINT "service_at_location_capacity_age" CHECK ("service_at_location"."takes_referrals" = 'unknown' or "service_at_location"."capacity_at" is not null);--> statement-breakpoint
CREATE POLICY "an organization's keepers and its network's managers see when it was asked" ON "confirmation_request" AS PERMISSIVE FOR SELECT TO "app_user" USING (("confirmation_request"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "confirmation_request"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the worker asks whether facts are still right" ON "confirmation_request" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in reads how old a fact is" ON "confirmation" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an organization's keepers and its network's managers confirm in their own name" ON "confirmation" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("confirmation"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "confirmation"."organization_id" = any((select app.organizations_in_network())::uuid[])) and "confirmation"."membership_id" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "the agency's people read its rules for facts" ON "fact_rule" AS PERMISSIVE FOR SELECT TO "app_user" USING ("fact_rule"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager makes the agency's rules for facts" ON "fact_rule" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("fact_rule"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager changes the agency's rules for facts" ON "fact_rule" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("fact_rule"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("fact_rule"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a provider sees its own changes, a network's managers those of their network" ON "proposed_change" AS PERMISSIVE FOR SELECT TO "app_user" USING (("proposed_change"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or "proposed_change"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider's keepers ask for a change in their own name" ON "proposed_change" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("proposed_change"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "proposed_change"."proposed_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a network's managers decide what waits, a provider's keepers ask for something else instead" ON "proposed_change" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("proposed_change"."state" = 'waiting' and ("proposed_change"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "proposed_change"."organization_id" = any((select app.organizations_in_network())::uuid[])))) WITH CHECK ((("proposed_change"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "proposed_change"."state" = 'superseded') or ("proposed_change"."organization_id" = any((select app.organizations_in_network())::uuid[]) and "proposed_change"."decided_by" = (select app.membership_id()) and "proposed_change"."state" in ('accepted', 'declined'))));
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['confirmation', 'confirmation_request', 'proposed_change', 'fact_rule']) as name loop
    execute format('alter table public.%I force row level security', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
--> statement-breakpoint
grant select on confirmation, proposed_change, fact_rule to app_user;
grant select (id, organization_id, mailed_to, created_at, expires_at, used_at, said, asked_again_at) on confirmation_request to app_user;
grant insert (organization_id, fact_group, location_id, service_id, service_at_location_id, how, membership_id) on confirmation to app_user;
grant insert (organization_id, fact_group, location_id, service_id, service_at_location_id, before, after, proposed_by), update (state, decided_by, decided_at, words) on proposed_change to app_user;
grant insert (agency_id, fact_group, half_life_days, waits), update (half_life_days, waits) on fact_rule to app_user;
grant insert (capacity_unit), update (capacity_unit) on service_at_location to app_user;
grant select, insert, update on confirmation_request to app_job;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('change', 'waiting', 'accept', 'accepted', '{network}'),
  ('change', 'waiting', 'decline', 'declined', '{network}'),
  ('change', 'waiting', 'supersede', 'superseded', '{portal,system}');
--> statement-breakpoint
-- Capacity that was said has an age: whoever does not say one says it now.
create function app.date_capacity() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.takes_referrals <> 'unknown' then new.capacity_at := coalesce(new.capacity_at, app.clock()); end if;
  return new;
end
$$;
--> statement-breakpoint
-- A confirmation moves on the age of what it is about, which is kept beside the facts so that a search need not look it up.
create function app.keep_ages() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.organization o set contact_at = c.at
    from (select organization_id as id, max(at) as at from came where fact_group = 'contact' group by 1) c where o.id = c.id and o.contact_at < c.at;
  update public.location l set address_at = greatest(l.address_at, c.address), access_at = greatest(l.access_at, c.access)
    from (select location_id as id, max(at) filter (where fact_group = 'address') as address, max(at) filter (where fact_group = 'access') as access
      from came where location_id is not null group by 1) c
    where l.id = c.id and (l.address_at < c.address or l.access_at < c.access);
  update public.service s set services_at = c.at
    from (select service_id as id, max(at) as at from came where fact_group = 'services' group by 1) c where s.id = c.id and s.services_at < c.at;
  update public.service_at_location p set hours_at = greatest(p.hours_at, c.hours),
      capacity_at = case when p.takes_referrals = 'unknown' then p.capacity_at else greatest(p.capacity_at, c.capacity) end
    from (select service_at_location_id as id, max(at) filter (where fact_group = 'hours') as hours, max(at) filter (where fact_group = 'capacity') as capacity
      from came where service_at_location_id is not null group by 1) c
    where p.id = c.id and (p.hours_at < c.hours or p.capacity_at < c.capacity);
  return null;
end
$$;
--> statement-breakpoint
-- An offer that waits for an answer holds a place; the answer, its lapse or its withdrawal lets it go, and an acceptance takes it.
-- The lock comes before the count, so that of two offers at once the later one counts the earlier.
create function app.hold_places() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  touched uuid[];
  won uuid[] := '{}';
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.service_at_location_id) into touched from came n;
  else
    select array_agg(distinct n.service_at_location_id), coalesce(array_agg(n.service_at_location_id) filter (where n.state = 'accepted'), '{}')
      into touched, won from came n join gone o on o.id = n.id where n.state <> o.state;
  end if;
  if touched is null then return null; end if;
  perform 1 from public.service_at_location p where p.id = any(touched) order by p.id for no key update;
  update public.service_at_location p set held_places = h.held, open_places = greatest(0, p.open_places - h.taken)
    from (select t.id,
        (select count(*) from public.offer o where o.service_at_location_id = t.id and o.state in ('offered', 'viewed', 'info_requested')) as held,
        (select count(*) from unnest(won) w where w = t.id) as taken
      from unnest(touched) t(id)) h
    where p.id = h.id and (p.held_places <> h.held or h.taken > 0 and p.open_places > 0);
  return null;
end
$$;
--> statement-breakpoint
-- Whoever asked for a change does not decide it, from whatever seat.
create function app.guard_change() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state in ('accepted', 'declined') and app.person_of(new.decided_by) = app.person_of(new.proposed_by) then
    raise exception 'another person decides' using errcode = '23514', constraint = 'proposed_change_four_eyes', table = 'proposed_change';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.is_bearer_of(kind text, key_hash text) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return coalesce(current_setting('app.bearer_kind', true) = kind and nullif(current_setting('app.bearer_key', true), '') = key_hash, false);
end
$$;
--> statement-breakpoint
-- The request that the bearer's link belongs to, while it holds.
create function app.borne_confirmation() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select r.id from public.confirmation_request r where app.is_bearer_of('confirmation', r.token_hash)
    and r.token_hash = current_setting('app.bearer_key', true) and r.used_at is null and r.expires_at > app.clock());
end
$$;
--> statement-breakpoint
-- What the link in the bearer's hand is worth: open, used, late, or unknown.
create function app.confirmation_link() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select case when r.used_at is not null then 'used' when r.expires_at > app.clock() then 'open' else 'late' end
    from public.confirmation_request r where r.token_hash = current_setting('app.bearer_key', true) and app.is_bearer_of('confirmation', r.token_hash)), 'unknown');
end
$$;
--> statement-breakpoint
create or replace function app.bears_a_link() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return app.borne_application() is not null or app.borne_confirmation() is not null;
end
$$;
--> statement-breakpoint
-- What became of the bearer's link, also when it holds no more. No row: there never was one. The mailbox is told only in part.
create function app.look_at_confirmation() returns table (organization_id uuid, name text, mailbox text, created_at timestamptz, expires_at timestamptz, used_at timestamptz, said jsonb, asked_again_at timestamptz, late boolean)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select r.organization_id, o.name, left(r.mailed_to, 1) || '…' || substring(r.mailed_to from '@.*$'), r.created_at, r.expires_at, r.used_at, r.said, r.asked_again_at, r.expires_at <= app.clock()
    from public.confirmation_request r join public.organization o on o.id = r.organization_id
    where r.token_hash = current_setting('app.bearer_key', true) and app.is_bearer_of('confirmation', r.token_hash);
end
$$;
--> statement-breakpoint
-- What anybody may know of an organization: its names, places, services, hours and capacity, each with its age. Told to whoever is
-- signed in, and to the bearer of a link of that organization.
create function app.public_facts(of_organization uuid) returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and not exists (select 1 from public.confirmation_request r where r.id = app.borne_confirmation() and r.organization_id = of_organization) then
    return null;
  end if;
  return (select jsonb_build_object(
    'id', o.id, 'name', o.name, 'alternateName', o.alternate_name, 'description', o.description, 'email', o.email, 'website', o.website, 'contactAt', o.contact_at,
    'phones', coalesce((select jsonb_agg(jsonb_build_object('number', p.number, 'extension', p.extension, 'kind', p.kind) order by p.kind, p.number, p.id) from public.phone p
      where p.organization_id = o.id and p.location_id is null and p.service_id is null), '[]'),
    'places', coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'addressLine', l.address_line, 'addressLine2', l.address_line_2, 'city', l.city,
        'region', l.region, 'postalCode', l.postal_code, 'timeZone', l.time_zone, 'languages', l.languages, 'accessibility', l.accessibility,
        'transportation', l.transportation, 'holidays', l.holidays, 'addressAt', l.address_at, 'accessAt', l.access_at,
        'phones', coalesce((select jsonb_agg(jsonb_build_object('number', p.number, 'extension', p.extension, 'kind', p.kind) order by p.kind, p.number, p.id) from public.phone p where p.location_id = l.id), '[]')) order by l.name, l.id)
      from public.location l where l.organization_id = o.id and l.active), '[]'),
    'services', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'description', s.description, 'eligibility', s.eligibility, 'minimumAge', s.minimum_age,
        'maximumAge', s.maximum_age, 'fees', s.fees, 'modes', s.modes, 'serves', s.serves, 'cost', s.cost, 'servicesAt', s.services_at) order by s.name, s.id)
      from public.service s where s.organization_id = o.id and s.status = 'active'), '[]'),
    'offered', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'serviceId', p.service_id, 'locationId', p.location_id, 'takesReferrals', p.takes_referrals,
        'openPlaces', p.open_places, 'heldPlaces', p.held_places, 'capacityUnit', p.capacity_unit, 'capacityAt', p.capacity_at, 'hoursAt', p.hours_at, 'hoursText', p.hours_text,
        'spans', coalesce((select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opensMinute', h.opens_minute, 'closesMinute', h.closes_minute, 'own', h.service_at_location_id is not null,
            'fromDay', h.from_day, 'untilDay', h.until_day, 'seasonFrom', h.season_from, 'seasonUntil', h.season_until, 'everyWeeks', h.every_weeks, 'anchorDay', h.anchor_day, 'nth', h.nth)
            order by h.weekday, h.opens_minute, h.id)
          from public.opening_span h where h.location_id = p.location_id and (h.service_at_location_id = p.id or h.service_at_location_id is null)), '[]'),
        'exceptions', coalesce((select jsonb_agg(jsonb_build_object('fromDay', e.from_day, 'untilDay', e.until_day, 'closed', e.closed, 'opensMinute', e.opens_minute, 'closesMinute', e.closes_minute,
            'own', e.service_at_location_id is not null) order by e.from_day, e.id)
          from public.opening_exception e where e.location_id = p.location_id and e.until_day >= (app.clock() at time zone l.time_zone)::date
            and (e.service_at_location_id = p.id or e.service_at_location_id is null)), '[]')) order by s.name, l.name, p.id)
      from public.service_at_location p join public.service s on s.id = p.service_id and s.status = 'active' join public.location l on l.id = p.location_id and l.active
      where p.organization_id = o.id and p.active), '[]'))
    from public.organization o where o.id = of_organization);
end
$$;
--> statement-breakpoint
-- Where each group of an organization's facts comes from: how it was last confirmed, or the import it was read by.
create function app.fact_sources(of_organization uuid) returns table (fact_group text, subject uuid, how text, at timestamptz, source text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and not exists (select 1 from public.confirmation_request r where r.id = app.borne_confirmation() and r.organization_id = of_organization) then
    return;
  end if;
  return query
    select distinct on (x.fact_group, x.subject) x.fact_group, x.subject, x.how, x.at, x.source from (
      select c.fact_group, coalesce(c.location_id, c.service_id, c.service_at_location_id, c.organization_id) as subject, c.how, c.at, null::text as source
      from public.confirmation c where c.organization_id = of_organization
      union all
      select g.fact_group, r.row_id, 'import', r.applied_at, r.source
      from public.source_record r join (values ('organization', 'contact'), ('location', 'address'), ('location', 'access'), ('service', 'services'), ('service_at_location', 'hours')) g(name, fact_group) on g.name = r.table_name
      where r.made and ((r.table_name, r.row_id) in (select 'organization', of_organization
        union all select 'location', l.id from public.location l where l.organization_id = of_organization
        union all select 'service', s.id from public.service s where s.organization_id = of_organization
        union all select 'service_at_location', p.id from public.service_at_location p where p.organization_id = of_organization))
    ) x order by x.fact_group, x.subject, x.at desc;
end
$$;
--> statement-breakpoint
-- The rules of every agency an organization has an agreement with that holds; a group without a rule is the usual one's.
create function app.fact_rules_for(of_organization uuid) returns table (agency_id uuid, fact_group text, half_life_days smallint, waits boolean)
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and current_setting('role') not in ('app_job', 'app_definer')
    and not exists (select 1 from public.confirmation_request q where q.id = app.borne_confirmation() and q.organization_id = of_organization) then
    return;
  end if;
  return query
    select a.agency_id, r.fact_group, r.half_life_days, r.waits
    from (select distinct x.agency_id from public.agreement x where x.organization_id = of_organization and x.state in ('active', 'suspended')) a
    left join public.fact_rule r on r.agency_id = a.agency_id;
end
$$;
--> statement-breakpoint
-- Every group of facts of the directory that somebody keeps, with its age: what "still right?" letters are chosen by.
create function app.ages_of_facts() returns table (organization_id uuid, fact_group text, at timestamptz) language sql stable set search_path = '' as $$
  select o.id, 'contact', o.contact_at from public.organization o
  union all select l.organization_id, g.name, case g.name when 'address' then l.address_at else l.access_at end
    from public.location l cross join (values ('address'), ('access')) g(name) where l.active
  union all select s.organization_id, 'services', s.services_at from public.service s where s.status = 'active'
  union all select p.organization_id, g.name, case g.name when 'hours' then p.hours_at else p.capacity_at end
    from public.service_at_location p cross join (values ('hours'), ('capacity')) g(name) where p.active and (g.name = 'hours' or p.takes_referrals <> 'unknown')
$$;
--> statement-breakpoint
-- Whom to ask whether facts are still right: organizations in somebody's network of whose facts a part grows old, and that were not asked
-- for a month. The usual half-lives come from outside; an agency's own rule goes before them, and of several the shortest holds.
create function app.due_for_confirmation(usual jsonb, most integer) returns table (organization_id uuid, name text, mailed_to text, language text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    with ruled as (
      select a.organization_id as house, u.key as fact_group, min(coalesce(r.half_life_days, u.value::integer)) as days
      from public.agreement a cross join jsonb_each_text(usual) u
      left join public.fact_rule r on r.agency_id = a.agency_id and r.fact_group = u.key
      where a.state = 'active' group by 1, 2
    ), aging as (
      select f.organization_id as house, min(f.at) as oldest
      from app.ages_of_facts() f join ruled r on r.house = f.organization_id and r.fact_group = f.fact_group
      where f.at < app.clock() - make_interval(days => r.days) * 0.75 group by 1
    )
    select o.id, o.name, coalesce(nullif(o.email, ''), keeper.email), coalesce(keeper.language, 'en')
    from aging a join public.organization o on o.id = a.house and o.active
    left join lateral (
      select p.email, p.language from public.membership m join public.person p on p.id = m.person_id
      where m.organization_id = o.id and m.role = 'organization_administrator' and m.disabled_at is null and p.disabled_at is null
      order by m.created_at, m.id limit 1
    ) keeper on true
    where coalesce(nullif(o.email, ''), keeper.email) is not null
      and not exists (select 1 from public.confirmation_request r where r.organization_id = o.id and r.created_at > app.clock() - interval '30 days')
    order by a.oldest, o.id limit most;
end
$$;
--> statement-breakpoint
-- The bearer of a link says that facts are right, and the link is used up. Of two at once the second finds it used.
create function app.confirm_by_link(facts jsonb, changes integer) returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare
  asked public.confirmation_request;
begin
  select * into asked from public.confirmation_request r where r.id = app.borne_confirmation() for update;
  if not found or asked.used_at is not null then return false; end if;
  insert into public.confirmation (organization_id, fact_group, location_id, service_id, service_at_location_id, how, request_id)
  select asked.organization_id, f."group", f."locationId", f."serviceId", f."serviceAtLocationId", 'link', asked.id
  from jsonb_to_recordset(facts) f("group" text, "locationId" uuid, "serviceId" uuid, "serviceAtLocationId" uuid);
  update public.confirmation_request r set used_at = app.clock(), said = jsonb_build_object('confirmed', jsonb_array_length(facts), 'changes', changes) where r.id = asked.id;
  return true;
end
$$;
--> statement-breakpoint
-- The bearer of a link asks for a change; it always waits for a look. The same asked again takes the place of the first.
create function app.propose_by_link(change_group text, of_location uuid, of_service uuid, of_service_at_location uuid, stood jsonb, wanted jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  asked public.confirmation_request;
  made uuid;
begin
  select * into asked from public.confirmation_request r where r.id = app.borne_confirmation() for update;
  if not found or asked.used_at is not null then return null; end if;
  if (select count(*) from public.proposed_change c where c.request_id = asked.id) >= 60 then
    raise exception 'too many changes by one link' using errcode = '23514', constraint = 'proposed_change_by_one_link', table = 'proposed_change';
  end if;
  update public.proposed_change c set state = 'superseded'
    where c.request_id = asked.id and c.state = 'waiting' and c.fact_group = change_group and c.after ->> 'intent' = wanted ->> 'intent'
      and c.location_id is not distinct from of_location and c.service_id is not distinct from of_service
      and c.service_at_location_id is not distinct from of_service_at_location;
  insert into public.proposed_change (organization_id, fact_group, location_id, service_id, service_at_location_id, before, after, request_id)
  values (asked.organization_id, change_group, of_location, of_service, of_service_at_location, stood, wanted, asked.id) returning id into made;
  return made;
end
$$;
--> statement-breakpoint
-- The bearer of a link says whether a service is full: places fill in days, so this holds at once.
create function app.say_capacity_by_link(of_service_at_location uuid, takes text, places integer) returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare
  asked public.confirmation_request;
begin
  select * into asked from public.confirmation_request r where r.id = app.borne_confirmation() for update;
  if not found or asked.used_at is not null or takes not in ('yes', 'waitlist', 'no') then return false; end if;
  update public.service_at_location p set takes_referrals = takes, open_places = case when takes = 'yes' then places end, capacity_at = app.clock(), updated_at = app.clock()
    where p.id = of_service_at_location and p.organization_id = asked.organization_id and p.active;
  if not found then return false; end if;
  insert into public.confirmation (organization_id, fact_group, service_at_location_id, how, request_id)
  values (asked.organization_id, 'capacity', of_service_at_location, 'link', asked.id);
  return true;
end
$$;
--> statement-breakpoint
-- Whoever holds a link that was used or is too old asks for a new one. It goes to the same mailbox, once.
create function app.ask_confirmation_again() returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.confirmation_request r set asked_again_at = app.clock()
    where r.token_hash = current_setting('app.bearer_key', true) and app.is_bearer_of('confirmation', r.token_hash)
      and (r.used_at is not null or r.expires_at <= app.clock()) and r.asked_again_at is null;
  return found;
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = 'app'::regnamespace and p.proowner = 'app_definer'::regrole
    and p.proname in ('date_capacity', 'keep_ages', 'hold_places', 'guard_change', 'is_bearer_of', 'borne_confirmation', 'look_at_confirmation', 'confirmation_link', 'public_facts', 'fact_sources',
      'fact_rules_for', 'ages_of_facts', 'due_for_confirmation', 'confirm_by_link', 'propose_by_link', 'say_capacity_by_link', 'ask_confirmation_again') loop
    execute format('revoke all on function %s from public', f.signature);
    execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
  end loop;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger b_date_capacity before insert or update of takes_referrals, capacity_at on service_at_location for each row execute function app.date_capacity();
create trigger c_keep_ages after insert on confirmation referencing new table as came for each statement execute function app.keep_ages();
create trigger append_only before update on confirmation for each row execute function app.append_only();
create trigger c_hold_places after insert on offer referencing new table as came for each statement execute function app.hold_places();
create trigger c_let_places_go after update on offer referencing old table as gone new table as came for each statement execute function app.hold_places();
create trigger a_guard_state before insert or update of state on proposed_change for each row execute function app.guard_state('change', 'waiting');
create trigger b_guard_author before update on proposed_change for each row execute function app.guard_author('decided_by');
create trigger b_guard_change before update on proposed_change for each row execute function app.guard_change();
--> statement-breakpoint
-- Offers that wait now hold their places.
set local role app_definer;
--> statement-breakpoint
update service_at_location p set held_places = h.held
from (select o.service_at_location_id as id, count(*) as held from offer o where o.state in ('offered', 'viewed', 'info_requested') group by 1) h
where p.id = h.id;
--> statement-breakpoint
set local role app_owner;
