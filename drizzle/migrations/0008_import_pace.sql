-- The pace of loading a whole directory: what the search's listings are made out by goes from row to row by keys, however much there is.
-- Nearly all hours hold for a whole location. An index that held those too was read from end to end for each place that was listed.
DROP INDEX "opening_exception_service_at_location";--> statement-breakpoint
DROP INDEX "opening_span_service_at_location";--> statement-breakpoint
CREATE INDEX "opening_exception_of_one_place" ON "opening_exception" USING btree ("service_at_location_id") WHERE "opening_exception"."service_at_location_id" is not null;--> statement-breakpoint
CREATE INDEX "opening_span_of_one_place" ON "opening_span" USING btree ("service_at_location_id") WHERE "opening_span"."service_at_location_id" is not null;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- In the transaction that fills a directory the tables' statistics say nothing yet, and a plan by them reads all specialties for each place.
alter function app.relist(uuid[]) set enable_hashjoin = off;
alter function app.relist(uuid[]) set enable_mergejoin = off;
alter function app.relist(uuid[]) set enable_seqscan = off;
--> statement-breakpoint
-- After terms changed: the places listed under them and under all below them, found from the terms on, and none where only new terms came.
create function app.relist_terms() returns trigger language plpgsql security definer set search_path = '' set enable_seqscan = off as $$
begin
  perform app.relist((
    select array_agg(distinct sal.id)
    from (select c.id from came c union select p.id from came c join public.specialty p on p.path @> array[c.id]) term
    join public.service_specialty ss on ss.specialty_id = term.id
    join public.service_at_location sal on sal.service_id = ss.service_id));
  return null;
end
$$;
--> statement-breakpoint
revoke all on function app.relist_terms() from public;
grant execute on function app.relist_terms() to app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
drop trigger y_relist_changed on specialty;
create trigger y_relist_changed after update on specialty referencing new table as came for each statement execute function app.relist_terms();
