-- Hours in words that a person confirmed, what an outside geocoder answered, and no place in the ocean at (0, 0).
set local role app_definer;
--> statement-breakpoint
update public.location set latitude = null, longitude = null, point_precision = 'none', updated_at = app.clock() where latitude = 0 and longitude = 0;
set constraints all immediate;
set constraints all deferred;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "geocode_answer" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"geocoder" text NOT NULL,
	"address" text NOT NULL,
	"outcome" text DEFAULT 'asking' NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"time_zone" text,
	"failure" text,
	"attempts" smallint DEFAULT 1 NOT NULL,
	"tried_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"try_again_at" timestamp with time zone,
	CONSTRAINT "geocode_answer_once" UNIQUE("geocoder","address"),
	CONSTRAINT "geocode_answer_outcome" CHECK ("geocode_answer"."outcome" in ('asking', 'found', 'not_found', 'far_off', 'failed')),
	CONSTRAINT "geocode_answer_point" CHECK (("geocode_answer"."outcome" = 'found') = (num_nonnulls("geocode_answer"."latitude", "geocode_answer"."longitude") = 2)),
	CONSTRAINT "geocode_answer_on_earth" CHECK ("geocode_answer"."latitude" between -90 and 90 and "geocode_answer"."longitude" between -180 and 180 and ("geocode_answer"."latitude" <> 0 or "geocode_answer"."longitude" <> 0))
);
--> statement-breakpoint
ALTER TABLE "geocode_answer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hours_reading" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"service_at_location_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"words" text NOT NULL,
	"confirmed" boolean NOT NULL,
	"span_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"edited_before" timestamp with time zone,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	CONSTRAINT "hours_reading_spans" CHECK ("hours_reading"."confirmed" = (cardinality("hours_reading"."span_ids") > 0)),
	CONSTRAINT "hours_reading_undone" CHECK (("hours_reading"."undone_at" is null) = ("hours_reading"."undone_by" is null))
);
--> statement-breakpoint
ALTER TABLE "hours_reading" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "hours_reading" ADD CONSTRAINT "hours_reading_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hours_reading" ADD CONSTRAINT "hours_reading_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hours_reading" ADD CONSTRAINT "hours_reading_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hours_reading" ADD CONSTRAINT "hours_reading_undone_by_membership_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hours_reading" ADD CONSTRAINT "hours_reading_place" FOREIGN KEY ("service_at_location_id","organization_id") REFERENCES "public"."service_at_location"("id","organization_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "geocode_answer_tried" ON "geocode_answer" USING btree ("geocoder","tried_at");--> statement-breakpoint
CREATE INDEX "hours_reading_of_agency" ON "hours_reading" USING btree ("agency_id","decided_at");--> statement-breakpoint
CREATE INDEX "hours_reading_batch" ON "hours_reading" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "hours_reading_organization" ON "hours_reading" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "hours_reading_place_index" ON "hours_reading" USING btree ("service_at_location_id");--> statement-breakpoint
CREATE INDEX "hours_reading_decided_by" ON "hours_reading" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "hours_reading_undone_by" ON "hours_reading" USING btree ("undone_by");--> statement-breakpoint
CREATE INDEX "service_at_location_in_words" ON "service_at_location" USING btree ("id") WHERE "service_at_location"."hours_text" is not null;--> statement-breakpoint
ALTER TABLE "location" ADD CONSTRAINT "location_point_not_zero" CHECK ("location"."latitude" <> 0 or "location"."longitude" <> 0);--> statement-breakpoint
CREATE POLICY "network managers see what an outside geocoder said of a place" ON "geocode_answer" AS PERMISSIVE FOR SELECT TO "app_user" USING (cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0);--> statement-breakpoint
CREATE POLICY "the worker asks an outside geocoder" ON "geocode_answer" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "a network manager sees what the agency made of hours in words" ON "hours_reading" AS PERMISSIVE FOR SELECT TO "app_user" USING ("hours_reading"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Whose facts the actor may set right: of the network they manage, and of whoever is in nobody's network and has nobody to do it.
create function app.may_tend(of_organization uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare
  mine uuid[] := app.agencies_where('network_manager');
begin
  if cardinality(mine) = 0 then return false; end if;
  if exists (select 1 from public.agreement a where a.organization_id = of_organization and a.agency_id = any(mine) and a.state <> 'ended') then
    return true;
  end if;
  return not exists (select 1 from public.agreement a where a.organization_id = of_organization and a.state <> 'ended')
    and not app.has_members(of_organization);
end
$$;
--> statement-breakpoint
-- Writes hours that were read from words, or, without any, keeps the words. False where the words or the hours are others by now.
create function app.keep_hours_reading(of_batch uuid, of_place uuid, said text, spans jsonb, keeps_words boolean) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  place public.service_at_location;
  agency uuid;
  made uuid[] := '{}';
begin
  select * into place from public.service_at_location p where p.id = of_place for update;
  if not found or not app.may_tend(place.organization_id) then return false; end if;
  select m.agency_id into agency from public.membership m where m.id = app.membership_id() and m.agency_id = any(app.agencies_where('network_manager'));
  if agency is null or place.hours_text is distinct from said then return false; end if;
  if exists (select 1 from public.opening_span s where s.location_id = place.location_id
    and (s.service_at_location_id is null or s.service_at_location_id = place.id)) then return false; end if;
  with written as (
    insert into public.opening_span (organization_id, location_id, service_at_location_id, weekday, opens_minute, closes_minute, season_from, season_until, nth)
    select place.organization_id, place.location_id, place.id, s.weekday, s.opens_minute, s.closes_minute, s.season_from, s.season_until, s.nth
    from jsonb_to_recordset(spans) as s (weekday smallint, opens_minute smallint, closes_minute smallint, season_from smallint, season_until smallint, nth smallint[])
    returning id
  )
  select coalesce(array_agg(w.id), '{}') into made from written w;
  insert into public.hours_reading (agency_id, organization_id, service_at_location_id, batch_id, words, confirmed, span_ids, edited_before, decided_by)
  values (agency, place.organization_id, place.id, of_batch, said, cardinality(made) > 0, made, place.edited_at, app.membership_id());
  if cardinality(made) > 0 then
    update public.service_at_location p set hours_text = case when keeps_words then said end, edited_at = app.clock(), updated_at = app.clock() where p.id = place.id;
    insert into public.confirmation (organization_id, fact_group, service_at_location_id, how, membership_id)
    values (place.organization_id, 'hours', place.id, 'desk', app.membership_id());
  end if;
  return true;
end
$$;
--> statement-breakpoint
-- Takes a batch back: the words stand again. What somebody wrote over since is left as it is, and told by its absence.
create function app.undo_hours_readings(of_batch uuid) returns setof uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  reading public.hours_reading;
begin
  for reading in
    select * from public.hours_reading r
    where r.batch_id = of_batch and r.undone_at is null and r.agency_id = any(app.agencies_where('network_manager'))
    order by r.service_at_location_id for update
  loop
    if reading.confirmed then
      update public.service_at_location p set hours_text = reading.words, edited_at = reading.edited_before, updated_at = app.clock()
        where p.id = reading.service_at_location_id and p.edited_at = reading.decided_at
          and cardinality(reading.span_ids) = (select count(*) from public.opening_span s where s.service_at_location_id = p.id);
      if not found then continue; end if;
      delete from public.opening_span s where s.id = any(reading.span_ids);
    end if;
    update public.hours_reading r set undone_at = app.clock(), undone_by = app.membership_id() where r.id = reading.id;
    return next reading.service_at_location_id;
  end loop;
end
$$;
--> statement-breakpoint
revoke all on function app.may_tend(uuid), app.keep_hours_reading(uuid, uuid, text, jsonb, boolean), app.undo_hours_readings(uuid) from public;
grant execute on function app.may_tend(uuid), app.keep_hours_reading(uuid, uuid, text, jsonb, boolean), app.undo_hours_readings(uuid) to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['hours_reading', 'geocode_answer']) as name loop
    execute format('alter table public.%I force row level security', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
    execute format('grant select on public.%I to app_user', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
grant select, insert, update on geocode_answer to app_job;
