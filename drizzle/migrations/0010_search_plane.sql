-- What is near is told by an index of the plane: of points on it one is built in order, and many fewer of its pages are read.
set local role app_definer;
--> statement-breakpoint
-- Mercator's plane in metres at the equator. Without a search path of its own, so that a statement can take it in.
create function app.plane_point(latitude float8, longitude float8) returns point
language sql immutable parallel safe strict as $$
  select pg_catalog.point(6371008.8 * pg_catalog.radians(longitude), 6371008.8 * pg_catalog.asinh(pg_catalog.tan(pg_catalog.radians(latitude))))
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
DROP INDEX "listing_nearby";--> statement-breakpoint
DROP INDEX "listing_remote";--> statement-breakpoint
CREATE INDEX "listing_nearby" ON "listing" USING gist ("term",app.plane_point("latitude", "longitude"));--> statement-breakpoint
CREATE INDEX "listing_remote" ON "listing" USING gist ("term",app.plane_point("latitude", "longitude")) WHERE "listing"."modes" @> '{remote}';
