-- Provider search: what it looks through, what it keeps, and the directory open to other systems.
create extension if not exists cube with schema public;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Whether the directory is open to a request without a person: to the bearer of a key that holds, to anybody where every agency says so.
create function app.directory_open() returns boolean language plpgsql stable security definer set search_path = '' as $$
declare
  key text := nullif(current_setting('app.directory_key', true), '');
begin
  if coalesce(current_setting('app.directory_reader', true), '') <> 'on' then return false; end if;
  if key is not null then
    return exists (select 1 from public.api_key k where k.key_hash = key and k.revoked_at is null and k.expires_at > app.clock());
  end if;
  return exists (select 1 from public.agency) and not exists (select 1 from public.agency a where not a.directory_public);
end
$$;
--> statement-breakpoint
revoke all on function app.directory_open() from public;
grant execute on function app.directory_open() to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_key_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_area" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"postal_codes" text[] DEFAULT '{}'::text[] NOT NULL,
	"polygon" jsonb,
	"edges" double precision[],
	CONSTRAINT "service_area_says_where" CHECK (cardinality("service_area"."postal_codes") > 0 or "service_area"."polygon" is not null),
	CONSTRAINT "service_area_edges" CHECK (("service_area"."polygon" is null) = ("service_area"."edges" is null) and ("service_area"."edges" is null or cardinality("service_area"."edges") = 4))
);
--> statement-breakpoint
ALTER TABLE "service_area" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "listing_word" (
	"word" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "listing_word" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "listing" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"service_at_location_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"term" bigint NOT NULL,
	"term_before" bigint NOT NULL,
	"earth" cube,
	"latitude" double precision,
	"longitude" double precision,
	"exact_point" boolean NOT NULL,
	"town" text,
	"time_zone" text NOT NULL,
	"week" "int4multirange",
	"every_week" boolean NOT NULL,
	"dated" datemultirange,
	"holidays" text,
	"languages" text[] DEFAULT '{}'::text[] NOT NULL,
	"modes" text[] DEFAULT '{}'::text[] NOT NULL,
	"accessibility" text[] DEFAULT '{}'::text[] NOT NULL,
	"serves" text[] DEFAULT '{}'::text[] NOT NULL,
	"minimum_age" smallint,
	"maximum_age" smallint,
	"cost" text,
	"willing" smallint NOT NULL,
	"open_places" integer,
	"capacity_at" timestamp with time zone,
	"words" text[],
	CONSTRAINT "listing_once" UNIQUE("service_at_location_id","term")
);
--> statement-breakpoint
ALTER TABLE "listing" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "saved_search" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "saved_search_address" CHECK ("saved_search"."address" like '/agency/search?%' and "saved_search"."address" !~ '[?&](case|need)=')
);
--> statement-breakpoint
ALTER TABLE "saved_search" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "search_setup" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"name" text NOT NULL,
	"filters" text[] DEFAULT '{}'::text[] NOT NULL,
	"columns" text[] DEFAULT '{}'::text[] NOT NULL,
	"within" smallint DEFAULT 10 NOT NULL,
	"sort" text DEFAULT 'best' NOT NULL,
	"usual" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "search_setup_name" UNIQUE("agency_id","name"),
	CONSTRAINT "search_setup_within" CHECK ("search_setup"."within" between 0 and 500)
);
--> statement-breakpoint
ALTER TABLE "search_setup" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "unmet_search" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"day" date NOT NULL,
	"specialty_id" uuid,
	"area" text DEFAULT '' NOT NULL,
	"within_metres" integer,
	"time" text DEFAULT '' NOT NULL,
	"language" text DEFAULT '' NOT NULL,
	"conditions" text[] DEFAULT '{}'::text[] NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "unmet_search_once" UNIQUE NULLS NOT DISTINCT("agency_id","day","specialty_id","area","within_metres","time","language","conditions")
);
--> statement-breakpoint
ALTER TABLE "unmet_search" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "directory_public" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "opening_span" ADD COLUMN "from_day" date;--> statement-breakpoint
ALTER TABLE "opening_span" ADD COLUMN "until_day" date;--> statement-breakpoint
ALTER TABLE "opening_span" ADD COLUMN "season_from" smallint;--> statement-breakpoint
ALTER TABLE "opening_span" ADD COLUMN "season_until" smallint;--> statement-breakpoint
ALTER TABLE "opening_span" ADD COLUMN "every_weeks" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "opening_span" ADD COLUMN "anchor_day" date;--> statement-breakpoint
ALTER TABLE "opening_span" ADD COLUMN "nth" smallint[];--> statement-breakpoint
ALTER TABLE "location" ADD COLUMN "holidays" text;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "modes" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "serves" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "cost" text;--> statement-breakpoint
ALTER TABLE "specialty" ADD COLUMN "place" bigint;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_area" ADD CONSTRAINT "service_area_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_area" ADD CONSTRAINT "service_area_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing" ADD CONSTRAINT "listing_service_at_location_id_service_at_location_id_fk" FOREIGN KEY ("service_at_location_id") REFERENCES "public"."service_at_location"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing" ADD CONSTRAINT "listing_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_search" ADD CONSTRAINT "saved_search_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_search" ADD CONSTRAINT "saved_search_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_setup" ADD CONSTRAINT "search_setup_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unmet_search" ADD CONSTRAINT "unmet_search_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unmet_search" ADD CONSTRAINT "unmet_search_specialty_id_specialty_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_agency" ON "api_key" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "api_key_created_by" ON "api_key" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "service_area_organization" ON "service_area" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "service_area_service" ON "service_area" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "service_area_postal_codes" ON "service_area" USING gin ("postal_codes");--> statement-breakpoint
CREATE INDEX "listing_word_like" ON "listing_word" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "listing_nearby" ON "listing" USING gist ("term","earth");--> statement-breakpoint
CREATE INDEX "listing_remote" ON "listing" USING gist ("term","earth") WHERE "listing"."modes" @> '{remote}';--> statement-breakpoint
CREATE INDEX "listing_unplaced" ON "listing" USING btree ("term") WHERE "listing"."earth" is null;--> statement-breakpoint
CREATE INDEX "listing_organization" ON "listing" USING btree ("organization_id","term");--> statement-breakpoint
CREATE INDEX "listing_words" ON "listing" USING gin ("words") WHERE "listing"."term" = 0;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_search_name" ON "saved_search" USING btree ("created_by",lower("name"));--> statement-breakpoint
CREATE INDEX "saved_search_agency" ON "saved_search" USING btree ("agency_id");--> statement-breakpoint
CREATE UNIQUE INDEX "search_setup_usual" ON "search_setup" USING btree ("agency_id") WHERE "search_setup"."usual";--> statement-breakpoint
CREATE INDEX "unmet_search_specialty" ON "unmet_search" USING btree ("specialty_id");--> statement-breakpoint
ALTER TABLE "specialty" ADD CONSTRAINT "specialty_place" UNIQUE("place");--> statement-breakpoint
ALTER TABLE "opening_span" ADD CONSTRAINT "opening_span_days" CHECK ("opening_span"."until_day" > "opening_span"."from_day");--> statement-breakpoint
ALTER TABLE "opening_span" ADD CONSTRAINT "opening_span_season" CHECK (("opening_span"."season_from" is null) = ("opening_span"."season_until" is null) and "opening_span"."season_from" between 101 and 1231 and "opening_span"."season_until" between 101 and 1231 and "opening_span"."season_from" <> "opening_span"."season_until");--> statement-breakpoint
ALTER TABLE "opening_span" ADD CONSTRAINT "opening_span_weeks" CHECK ("opening_span"."every_weeks" between 1 and 52 and ("opening_span"."every_weeks" = 1 or "opening_span"."anchor_day" is not null));--> statement-breakpoint
ALTER TABLE "opening_span" ADD CONSTRAINT "opening_span_nth" CHECK ("opening_span"."nth" <@ '{-1,1,2,3,4,5}'::smallint[] and cardinality("opening_span"."nth") > 0);--> statement-breakpoint
ALTER TABLE "service" ADD CONSTRAINT "service_modes" CHECK ("service"."modes" <@ '{on_site,remote,at_home}'::text[]);--> statement-breakpoint
ALTER TABLE "service" ADD CONSTRAINT "service_cost" CHECK ("service"."cost" in ('free', 'sliding_scale', 'fee', 'insurance'));--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the exceptions of opening hours" ON "opening_exception" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the opening hours" ON "opening_span" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the locations" ON "location" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the organizations" ON "organization" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the phones" ON "phone" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the services" ON "service" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the services at locations" ON "service_at_location" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the specialties of services" ON "service_specialty" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the specialties" ON "specialty" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "an administrator sees the keys of their agency" ON "api_key" AS PERMISSIVE FOR SELECT TO "app_user" USING ("api_key"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an administrator adds a key in their own name" ON "api_key" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("api_key"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) and "api_key"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "an administrator revokes the keys of their agency" ON "api_key" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("api_key"."agency_id" = any((select app.agencies_where('administrator'))::uuid[])) WITH CHECK ("api_key"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the service areas" ON "service_area" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "whoever the directory is open to reads the service areas" ON "service_area" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.directory_open()));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers add the service areas" ON "service_area" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("service_area"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_area"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers change the service areas" ON "service_area" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("service_area"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_area"."organization_id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("service_area"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_area"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers remove the service areas" ON "service_area" AS PERMISSIVE FOR DELETE TO "app_user" USING (("service_area"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_area"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the service areas" ON "service_area" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "nobody reads words but through the search's view" ON "listing_word" AS PERMISSIVE FOR SELECT TO "app_user" USING (false);--> statement-breakpoint
CREATE POLICY "nobody reads listings but through the search's view" ON "listing" AS PERMISSIVE FOR SELECT TO "app_user" USING (false);--> statement-breakpoint
CREATE POLICY "a person reads their own searches and those the agency shares" ON "saved_search" AS PERMISSIVE FOR SELECT TO "app_user" USING (("saved_search"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) and ("saved_search"."created_by" = (select app.membership_id()) or "saved_search"."shared")));--> statement-breakpoint
CREATE POLICY "a person saves a search in their own name" ON "saved_search" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("saved_search"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) and "saved_search"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a person changes their own searches" ON "saved_search" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("saved_search"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) and "saved_search"."created_by" = (select app.membership_id()))) WITH CHECK (("saved_search"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) and "saved_search"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a person removes their own searches, a network manager the shared ones" ON "saved_search" AS PERMISSIVE FOR DELETE TO "app_user" USING ((("saved_search"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) and "saved_search"."created_by" = (select app.membership_id())) or ("saved_search"."shared" and "saved_search"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]))));--> statement-breakpoint
CREATE POLICY "the agency's people read how searches begin" ON "search_setup" AS PERMISSIVE FOR SELECT TO "app_user" USING ("search_setup"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager says how searches begin" ON "search_setup" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("search_setup"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager changes how searches begin" ON "search_setup" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("search_setup"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("search_setup"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager removes how searches begin" ON "search_setup" AS PERMISSIVE FOR DELETE TO "app_user" USING ("search_setup"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers, supervisors and auditors read what nobody was found for" ON "unmet_search" AS PERMISSIVE FOR SELECT TO "app_user" USING ("unmet_search"."agency_id" = any((select app.agencies_where('network_manager', 'supervisor', 'auditor', 'administrator'))::uuid[]));
--> statement-breakpoint
-- The specialties' numbers. Widths of the levels in bits, from the root: 12, 11, 10, 10, 10, 10.
create function app.place_shift(place bigint) returns int language sql immutable parallel safe set search_path = '' as $$
  select case
    when place & ((1::bigint << 51) - 1) = 0 then 51
    when place & ((1::bigint << 40) - 1) = 0 then 40
    when place & ((1::bigint << 30) - 1) = 0 then 30
    when place & ((1::bigint << 20) - 1) = 0 then 20
    when place & ((1::bigint << 10) - 1) = 0 then 10
    else 0 end
$$;
--> statement-breakpoint
-- The first number after a term and all below it.
create function app.place_end(place bigint) returns bigint language sql immutable parallel safe set search_path = '' as $$
  select place + (1::bigint << app.place_shift(place))
$$;
--> statement-breakpoint
-- A point on the sphere that the house measures on, in metres from its centre.
create function app.earth_point(latitude float8, longitude float8) returns cube
language sql immutable parallel safe strict set search_path = '' as $$
  select public.cube(array[
    6371008.8 * cos(radians(latitude)) * cos(radians(longitude)),
    6371008.8 * cos(radians(latitude)) * sin(radians(longitude)),
    6371008.8 * sin(radians(latitude))])
$$;
--> statement-breakpoint
-- The words of a text, small and without accents, each once.
create function app.words_of(given text) returns text[] language sql immutable parallel safe set search_path = '' as $$
  select coalesce(array_agg(distinct w.word), '{}') from regexp_split_to_table(
    -- Most texts have no letter beyond ASCII, and taking accents off is slow.
    lower(case when octet_length(given) > length(given) then regexp_replace(normalize(given, NFD), '[\u0300-\u036f]', '', 'g') else coalesce(given, '') end),
    '[^a-z0-9\u0080-\uffff]+') w(word)
  where length(w.word) between 2 and 40
$$;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Gives a number to each term that has none, from the root down; a term that moved takes those below it along.
create function app.place_specialties() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  placed int;
begin
  if pg_trigger_depth() > 1 then return null; end if;
  loop
    update public.specialty c set place = null from public.specialty p
    where p.id = c.parent_id and c.place is not null
      and (p.place is null or c.place <= p.place or c.place >= app.place_end(p.place));
    exit when not found;
  end loop;
  loop
    with lacking as (
      select c.id, coalesce(p.place, 0) as above,
        case when c.parent_id is null then 51 else (array[40, 30, 20, 10, 0])[array_position(array[51, 40, 30, 20, 10], app.place_shift(p.place))] end as shift,
        row_number() over (partition by c.parent_id order by c.id) as n,
        coalesce((select max(s.place) from public.specialty s where s.parent_id is not distinct from c.parent_id), 0) as last
      from public.specialty c left join public.specialty p on p.id = c.parent_id
      where c.place is null and (c.parent_id is null or p.place is not null)
    )
    update public.specialty c set place = l.above + (((case when l.last > l.above then (l.last - l.above) >> l.shift else 0 end) + l.n) << l.shift)
    from lacking l where l.id = c.id and l.shift is not null;
    get diagnostics placed = row_count;
    exit when placed = 0;
  end loop;
  if exists (select 1 from public.specialty c join public.specialty p on p.id = c.parent_id
      where p.place is not null and (c.place is null or c.place >= app.place_end(p.place) or app.place_shift(c.place) <> (array[40, 30, 20, 10, 0])[array_position(array[51, 40, 30, 20, 10], app.place_shift(p.place))])) then
    raise exception 'a term of the taxonomy lies deeper than six levels, or has too many beside it'
      using errcode = '23514', constraint = 'specialty_place_fits', table = 'specialty';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create function app.forget_place() returns trigger language plpgsql set search_path = '' as $$
begin
  new.place := null;
  return new;
end
$$;
--> statement-breakpoint
-- Writes anew what the search looks through for these services at locations. The lock comes first and in one order, so that of two
-- who change the same place at once the later one reads what the earlier one wrote.
-- It goes by keys from row to row, which the usual prices take for slower than reading all specialties.
create function app.relist(changed uuid[]) returns void language plpgsql security definer set search_path = '' set random_page_cost = 1 as $$
begin
  if changed is null then return; end if;
  perform 1 from public.service_at_location s where s.id = any(changed) order by s.id for no key update;
  delete from public.listing old where old.service_at_location_id = any(changed) and not exists (
    select 1 from public.service_at_location sal
    join public.service s on s.id = sal.service_id join public.location l on l.id = sal.location_id
    join public.organization o on o.id = sal.organization_id
    where sal.id = old.service_at_location_id and sal.active and l.active and o.active and s.status = 'active'
      and (old.term = 0 or exists (select 1 from public.service_specialty ss join public.specialty p on p.id = ss.specialty_id
        where ss.service_id = s.id and p.place = old.term)));
  insert into public.listing as kept (service_at_location_id, organization_id, service_id, location_id, term, term_before, earth, latitude, longitude,
    exact_point, town, time_zone, week, every_week, dated, holidays, languages, modes, accessibility, serves, minimum_age, maximum_age,
    cost, willing, open_places, capacity_at, words)
  -- Each place is made out once, however many specialties it is listed under.
  with place as materialized (
    select sal.id, sal.organization_id, s.id as service_id, l.id as location_id, app.earth_point(l.latitude, l.longitude) as earth, l.latitude, l.longitude,
      l.point_precision in ('given', 'address') as exact_point, nullif(concat_ws(', ', l.city, l.region), '') as town, l.time_zone,
      w.week, coalesce(w.every_week, true) as every_week, d.dated, l.holidays,
      array(select distinct x from unnest(l.languages || s.languages) x order by x) as languages, s.modes, l.accessibility, s.serves,
      s.minimum_age, s.maximum_age, s.cost, case sal.takes_referrals when 'yes' then 0 when 'waitlist' then 1 when 'unknown' then 2 else 3 end as willing,
      sal.open_places, sal.capacity_at,
      app.words_of(concat_ws(' ', s.name, s.alternate_name, s.program_name, s.description, o.name, o.alternate_name, l.name, l.alternate_name, n.names)) as words
    from public.service_at_location sal
    join public.service s on s.id = sal.service_id and s.status = 'active'
    join public.location l on l.id = sal.location_id and l.active
    join public.organization o on o.id = sal.organization_id and o.active
    left join lateral (
      -- The names of its specialties, and of all above them.
      select string_agg(concat_ws(' ', up.name, array_to_string(up.synonyms, ' ')), ' ') as names
      from public.service_specialty ss join public.specialty p on p.id = ss.specialty_id join public.specialty up on up.id = any(p.path || p.id)
      where ss.service_id = s.id
    ) n on true
    left join lateral (
      select range_agg(part.minutes) as week,
        bool_and(h.from_day is null and h.until_day is null and h.season_from is null and h.every_weeks = 1 and h.nth is null) as every_week
      from public.opening_span h
      cross join lateral (
        select int4range(least(b.opens, 10080), least(b.closes, 10080)) as minutes from (select (h.weekday - 1) * 1440 + h.opens_minute as opens, (h.weekday - 1) * 1440 + h.closes_minute as closes) b
        union all
        select int4range(0, (h.weekday - 1) * 1440 + h.closes_minute - 10080) where (h.weekday - 1) * 1440 + h.closes_minute > 10080
      ) part
      where h.location_id = l.id and (h.service_at_location_id = sal.id or (h.service_at_location_id is null and not exists (
        select 1 from public.opening_span own where own.service_at_location_id = sal.id)))
    ) w on true
    left join lateral (
      select range_agg(daterange(e.from_day, e.until_day)) as dated from public.opening_exception e
      where e.location_id = l.id and (e.service_at_location_id is null or e.service_at_location_id = sal.id)
    ) d on true
    where sal.id = any(changed) and sal.active
  )
  select p.id, p.organization_id, p.service_id, p.location_id, t.term, lag(t.term, 1, -1) over (partition by p.id order by t.term), p.earth, p.latitude, p.longitude, p.exact_point, p.town, p.time_zone,
    p.week, p.every_week, p.dated, p.holidays, p.languages, p.modes, p.accessibility, p.serves, p.minimum_age, p.maximum_age, p.cost, p.willing,
    p.open_places, p.capacity_at, case when t.term = 0 then p.words end
  from place p
  cross join lateral (
    select 0::bigint as term
    union select c.place from public.service_specialty ss join public.specialty c on c.id = ss.specialty_id
    where ss.service_id = p.service_id and c.place is not null
  ) t
  order by p.id, t.term
  on conflict (service_at_location_id, term) do update set
    organization_id = excluded.organization_id, service_id = excluded.service_id, location_id = excluded.location_id, term_before = excluded.term_before, earth = excluded.earth,
    latitude = excluded.latitude, longitude = excluded.longitude, exact_point = excluded.exact_point, town = excluded.town,
    time_zone = excluded.time_zone, week = excluded.week, every_week = excluded.every_week, dated = excluded.dated, holidays = excluded.holidays,
    languages = excluded.languages, modes = excluded.modes, accessibility = excluded.accessibility, serves = excluded.serves,
    minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age, cost = excluded.cost, willing = excluded.willing,
    open_places = excluded.open_places, capacity_at = excluded.capacity_at, words = excluded.words;
  insert into public.listing_word (word)
  select distinct w.word from public.listing k cross join unnest(k.words) w(word)
  where k.service_at_location_id = any(changed) and k.term = 0
    and not exists (select 1 from public.listing_word known where known.word = w.word)
  order by 1 on conflict do nothing;
end
$$;
--> statement-breakpoint
revoke all on function app.relist(uuid[]), app.place_specialties() from public;
grant execute on function app.place_specialties() to app_owner;
--> statement-breakpoint
-- After each statement that changed the directory. The argument says which services at locations a changed row "c" touches.
create function app.relist_changed() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  changed uuid[];
begin
  execute format('select array_agg(distinct sal.id) from public.service_at_location sal join (%s) c on %s',
    case tg_op when 'INSERT' then 'select * from came' when 'DELETE' then 'select * from gone'
      else 'select * from came union all select * from gone' end, tg_argv[0]) into changed;
  perform app.relist(changed);
  return null;
end
$$;
--> statement-breakpoint
revoke all on function app.relist_changed() from public;
grant execute on function app.relist_changed() to app_owner;
--> statement-breakpoint
-- Whether anybody of an organization signs in here; who it is stays theirs.
create function app.somebody_signs_in(organization uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return app.desk() <> 'system' and exists (
    select 1 from public.membership m join public.person p on p.id = m.person_id
    where m.organization_id = organization and m.disabled_at is null and p.disabled_at is null);
end
$$;
--> statement-breakpoint
revoke all on function app.somebody_signs_in(uuid) from public;
grant execute on function app.somebody_signs_in(uuid) to app_user;
--> statement-breakpoint
-- Keeps that nobody was found, once a day for the same question; never who asked, nor for whom.
create function app.note_unmet_search(
  of_agency uuid, asked_on date, specialty uuid, around text, metres int, at_time text, in_language text, other_conditions text[]
) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  if not of_agency = any(app.agencies_where('caseworker', 'supervisor', 'network_manager')) then
    raise exception 'only the agency''s own searches are kept' using errcode = '42501';
  end if;
  insert into public.unmet_search as kept (agency_id, day, specialty_id, area, within_metres, time, language, conditions)
  values (of_agency, asked_on, specialty, left(around, 80), metres, at_time, in_language, other_conditions)
  on conflict on constraint unmet_search_once do update set times = kept.times + 1;
end
$$;
--> statement-breakpoint
revoke all on function app.note_unmet_search(uuid, date, uuid, text, int, text, text, text[]) from public;
grant execute on function app.note_unmet_search(uuid, date, uuid, text, int, text, text, text[]) to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['service_area', 'api_key', 'listing', 'listing_word', 'saved_search', 'search_setup', 'unmet_search']) as name loop
    execute format('alter table public.%I force row level security', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
  end loop;
  -- What the database derives from linked rows by itself, and counts of questions, leave no link of their own.
  for t in select unnest(array['service_area', 'api_key', 'saved_search', 'search_setup']) as name loop
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
--> statement-breakpoint
grant select, insert, update, delete on service_area to app_job;
grant select, insert (organization_id, service_id, name, postal_codes, polygon, edges), update (name, postal_codes, polygon, edges), delete on service_area to app_user;
grant select, insert (agency_id, name, key_hash, created_by, expires_at), update (revoked_at) on api_key to app_user;
grant select, insert (agency_id, created_by, name, address, shared), update (name, address, shared, updated_at), delete on saved_search to app_user;
grant select, insert (agency_id, name, filters, columns, within, sort, usual), update (name, filters, columns, within, sort, usual, updated_at), delete on search_setup to app_user;
grant select on unmet_search to app_user;
grant update (holidays) on location to app_user;
grant insert (holidays) on location to app_user;
grant insert (modes, serves, cost), update (modes, serves, cost) on service to app_user;
grant insert (from_day, until_day, season_from, season_until, every_weeks, anchor_day, nth), update (from_day, until_day, season_from, season_until, every_weeks, anchor_day, nth) on opening_span to app_user;
grant update (directory_public) on agency to app_user;
--> statement-breakpoint
create trigger a_forget_place before update of parent_id on specialty for each row when (old.parent_id is distinct from new.parent_id) execute function app.forget_place();
create trigger b_place_specialties after insert or update of parent_id on specialty for each statement execute function app.place_specialties();
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select * from (values
    ('organization', 'sal.organization_id = c.id'),
    ('location', 'sal.location_id = c.id'),
    ('service', 'sal.service_id = c.id'),
    ('service_at_location', 'sal.id = c.id'),
    ('service_specialty', 'sal.service_id = c.service_id'),
    ('opening_span', 'sal.location_id = c.location_id and (c.service_at_location_id is null or sal.id = c.service_at_location_id)'),
    ('opening_exception', 'sal.location_id = c.location_id and (c.service_at_location_id is null or sal.id = c.service_at_location_id)'),
    ('specialty', 'sal.service_id in (select ss.service_id from public.service_specialty ss join public.specialty p on p.id = ss.specialty_id where p.id = c.id or c.id = any(p.path))')
  ) as v(name, touches) loop
    if t.name in ('service_at_location', 'service_specialty', 'opening_span', 'opening_exception') then
      execute format('create trigger y_relist_came after insert on public.%I referencing new table as came for each statement execute function app.relist_changed(%L)', t.name, t.touches);
    end if;
    if t.name in ('service_specialty', 'opening_span', 'opening_exception') then
      execute format('create trigger y_relist_gone after delete on public.%I referencing old table as gone for each statement execute function app.relist_changed(%L)', t.name, t.touches);
    end if;
    execute format('create trigger y_relist_changed after update on public.%I referencing old table as gone new table as came for each statement execute function app.relist_changed(%L)', t.name, t.touches);
  end loop;
end
$$;
--> statement-breakpoint
-- What there is so far.
update specialty set parent_id = parent_id;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
select app.relist(array(select id from public.service_at_location));
--> statement-breakpoint
-- The search's own door: its owner sees every row of listings, so that nearness and words are answered by their indexes,
-- which row-level security would forbid; whoever may not read the directory gets nothing.
create view app.found_place as select * from public.listing where (select app.desk()) <> 'system' or (select app.directory_open());
create view app.known_word as select * from public.listing_word where (select app.desk()) <> 'system' or (select app.directory_open());
grant select on app.found_place, app.known_word to app_user;
--> statement-breakpoint
set local role app_owner;
