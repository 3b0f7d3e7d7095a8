-- Importing a directory in the browser: uploads and their life, mappings kept by name, what an import changed so that it can be undone, removals a person decides.
CREATE TABLE "directory_import" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"source_name" text NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"files" jsonb NOT NULL,
	"flat" boolean NOT NULL,
	"columns" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"mapping" jsonb,
	"state" text DEFAULT 'uploaded' NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"preview" jsonb,
	"outcome" jsonb,
	"failure" text,
	"run_id" uuid,
	"created_by" uuid NOT NULL,
	"started_by" uuid,
	"undone_by" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"started_at" timestamp with time zone,
	"applied_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	CONSTRAINT "directory_import_of_agency" UNIQUE("id","agency_id")
);
--> statement-breakpoint
ALTER TABLE "directory_import" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_before" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"import_id" uuid NOT NULL,
	"table_name" text NOT NULL,
	"row_id" uuid NOT NULL,
	"before" jsonb NOT NULL,
	CONSTRAINT "import_before_once" UNIQUE("import_id","table_name","row_id")
);
--> statement-breakpoint
ALTER TABLE "import_before" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_mapping" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"name" text NOT NULL,
	"document" jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "import_mapping_name" UNIQUE("agency_id","name")
);
--> statement-breakpoint
ALTER TABLE "import_mapping" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_progress" (
	"import_id" uuid PRIMARY KEY NOT NULL,
	"agency_id" uuid NOT NULL,
	"step" text NOT NULL,
	"done" integer NOT NULL,
	"total" integer NOT NULL,
	"at" timestamp with time zone DEFAULT app.clock() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "import_progress" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_removal" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"source" text NOT NULL,
	"table_name" text NOT NULL,
	"row_id" uuid NOT NULL,
	"source_id" text NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "import_removal_once" UNIQUE("source","table_name","row_id"),
	CONSTRAINT "import_removal_table" CHECK ("import_removal"."table_name" in ('organization', 'location', 'service', 'service_at_location'))
);
--> statement-breakpoint
ALTER TABLE "import_removal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "directory_import" ADD CONSTRAINT "directory_import_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_import" ADD CONSTRAINT "directory_import_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_import" ADD CONSTRAINT "directory_import_started_by_membership_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_import" ADD CONSTRAINT "directory_import_undone_by_membership_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_before" ADD CONSTRAINT "import_before_import_id_directory_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."directory_import"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_mapping" ADD CONSTRAINT "import_mapping_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_mapping" ADD CONSTRAINT "import_mapping_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_progress" ADD CONSTRAINT "import_progress_import" FOREIGN KEY ("import_id","agency_id") REFERENCES "public"."directory_import"("id","agency_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_removal" ADD CONSTRAINT "import_removal_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_removal" ADD CONSTRAINT "import_removal_import" FOREIGN KEY ("import_id","agency_id") REFERENCES "public"."directory_import"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "directory_import_agency" ON "directory_import" USING btree ("agency_id","id");--> statement-breakpoint
CREATE INDEX "directory_import_source" ON "directory_import" USING btree ("source","applied_at");--> statement-breakpoint
CREATE INDEX "directory_import_created_by" ON "directory_import" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "directory_import_started_by" ON "directory_import" USING btree ("started_by");--> statement-breakpoint
CREATE INDEX "directory_import_undone_by" ON "directory_import" USING btree ("undone_by");--> statement-breakpoint
CREATE INDEX "directory_import_under_way" ON "directory_import" USING btree ("state") WHERE "directory_import"."state" in ('previewing', 'importing', 'undoing');--> statement-breakpoint
CREATE INDEX "import_mapping_created_by" ON "import_mapping" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "import_progress_agency" ON "import_progress" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "import_removal_agency" ON "import_removal" USING btree ("agency_id","state","id");--> statement-breakpoint
CREATE INDEX "import_removal_import_index" ON "import_removal" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "import_removal_decided_by" ON "import_removal" USING btree ("decided_by");--> statement-breakpoint
CREATE POLICY "network managers read their agency's imports" ON "directory_import" AS PERMISSIVE FOR SELECT TO "app_user" USING ("directory_import"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers upload a directory in their own name" ON "directory_import" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("directory_import"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "directory_import"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "network managers move their agency's imports" ON "directory_import" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("directory_import"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("directory_import"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the worker keeps the imports of directories" ON "directory_import" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "the worker reads what stood before an import" ON "import_before" AS PERMISSIVE FOR SELECT TO "app_job" USING (true);--> statement-breakpoint
CREATE POLICY "network managers read their agency's mappings" ON "import_mapping" AS PERMISSIVE FOR SELECT TO "app_user" USING ("import_mapping"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers keep a mapping in their own name" ON "import_mapping" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("import_mapping"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "import_mapping"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "network managers change their agency's mappings" ON "import_mapping" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("import_mapping"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("import_mapping"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers read how far their agency's imports are" ON "import_progress" AS PERMISSIVE FOR SELECT TO "app_user" USING ("import_progress"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the worker keeps the progress of imports" ON "import_progress" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "network managers read what their agency's imports propose to end" ON "import_removal" AS PERMISSIVE FOR SELECT TO "app_user" USING ("import_removal"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers decide what their agency's imports propose to end" ON "import_removal" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("import_removal"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("import_removal"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the worker keeps the removals that imports propose" ON "import_removal" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
-- Who may do what, column by column; tenant, author, source, attempt and what the worker found are nobody's to write.
grant select on import_mapping, directory_import, import_progress, import_removal to app_user;
grant insert (agency_id, name, document, created_by) on import_mapping to app_user;
grant update (document, updated_at) on import_mapping to app_user;
grant insert (id, agency_id, source_name, files, flat, columns, created_by) on directory_import to app_user;
grant update (state, mapping) on directory_import to app_user;
grant update (state) on import_removal to app_user;
grant select, insert, update, delete on directory_import, import_progress, import_removal to app_job;
grant select on import_before to app_job;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('import', 'uploaded', 'preview', 'previewing', '{network}'),
  ('import', 'uploaded', 'cancel', 'cancelled', '{network}'),
  ('import', 'previewing', 'finish', 'previewed', '{system}'),
  ('import', 'previewing', 'fail', 'failed', '{system}'),
  ('import', 'previewing', 'cancel', 'cancelled', '{network}'),
  ('import', 'previewed', 'preview', 'previewing', '{network}'),
  ('import', 'previewed', 'start', 'importing', '{network}'),
  ('import', 'previewed', 'cancel', 'cancelled', '{network}'),
  ('import', 'importing', 'finish', 'imported', '{system}'),
  ('import', 'importing', 'fail', 'failed', '{system}'),
  ('import', 'importing', 'cancel', 'cancelled', '{network}'),
  ('import', 'imported', 'undo', 'undoing', '{network}'),
  ('import', 'undoing', 'finish', 'undone', '{system}'),
  ('import', 'undoing', 'fail', 'imported', '{system}'),
  ('import', 'failed', 'preview', 'previewing', '{network}'),
  ('import', 'failed', 'cancel', 'cancelled', '{network}'),
  ('import', 'cancelled', 'preview', 'previewing', '{network}'),
  ('import', 'undone', 'preview', 'previewing', '{network}'),
  ('removal', 'proposed', 'end', 'ended', '{network}'),
  ('removal', 'proposed', 'keep', 'kept', '{network}'),
  ('removal', 'proposed', 'lapse', 'lapsed', '{system}'),
  ('removal', 'kept', 'end', 'ended', '{network}'),
  ('removal', 'ended', 'restore', 'kept', '{network}'),
  ('removal', 'lapsed', 'propose', 'proposed', '{system}');
--> statement-breakpoint
-- The source bears the agency's own name, so that no upload can reach another's rows; a start counts; what was looked at is what is imported.
create function app.guard_import() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.source := (select a.slug from public.agency a where a.id = new.agency_id) || '/' || regexp_replace(lower(btrim(new.source_name)), '\s+', '-', 'g');
    new.attempt := 0;
    return new;
  end if;
  if new.mapping is distinct from old.mapping and new.state <> 'previewing' then
    raise exception 'another mapping is looked at first' using errcode = '23514', constraint = 'directory_import_looked_at', table = 'directory_import';
  end if;
  if new.state = old.state then
    return new;
  end if;
  if new.state in ('previewing', 'importing', 'undoing') then
    if new.flat and new.mapping is null then
      raise exception 'nobody said which column is which' using errcode = '23514', constraint = 'directory_import_mapped', table = 'directory_import';
    end if;
    new.attempt := old.attempt + 1;
    new.failure := null;
    new.started_at := app.clock();
    delete from public.import_progress p where p.import_id = new.id;
  end if;
  if new.state = 'importing' then
    new.started_by := app.membership_id();
  elsif new.state = 'undoing' then
    new.undone_by := app.membership_id();
    if exists (select 1 from public.directory_import later
      where later.source = new.source and later.id <> new.id and later.state in ('importing', 'imported', 'undoing')
        and (later.applied_at is null or later.applied_at >= new.applied_at)) then
      raise exception 'a later import of the same source goes first' using errcode = '23514', constraint = 'directory_import_undo_newest', table = 'directory_import';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Somebody looked: what ends is no longer offered, what is kept or restored is. What a person changed since it was imported is theirs, and stays.
create function app.guard_removal() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  edited boolean;
begin
  if new.state = old.state or app.desk() = 'system' then
    return new;
  end if;
  new.decided_by := app.membership_id();
  new.decided_at := app.clock();
  -- Decided where the provider and its network see what a source says otherwise: then it is done already.
  if pg_trigger_depth() > 1 then
    return new;
  end if;
  if new.state = 'ended' then
    execute format('select exists (select 1 from public.%I t join public.source_record s on s.table_name = $1 and s.row_id = t.id and s.source = $2 and s.made
      where t.id = $3 and t.edited_at > s.applied_at)', new.table_name) into edited using new.table_name, new.source, new.row_id;
    if edited then
      raise exception 'changed by hand since' using errcode = '23514', constraint = 'import_removal_edited', table = 'import_removal';
    end if;
  end if;
  if new.table_name = 'service' then
    update public.service t set status = case when new.state = 'ended' then 'inactive' else 'active' end, updated_at = app.clock()
      where t.id = new.row_id and (new.state = 'ended') = (t.status = 'active');
  else
    execute format('update public.%I t set active = $1, updated_at = app.clock() where t.id = $2 and t.active <> $1', new.table_name)
      using new.state <> 'ended', new.row_id;
  end if;
  update public.source_difference d set decision = case when new.state = 'ended' then 'taken' else 'kept' end, decided_at = app.clock(), decided_by = app.membership_id()
    where d.source = new.source and d.table_name = new.table_name and d.row_id = new.row_id and d.field = '' and d.decision is null;
  return new;
end
$$;
--> statement-breakpoint
-- One removal is decided once, wherever a person meets it first.
create function app.settle_removal() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.import_removal r set state = case when new.decision = 'taken' then 'ended' else 'kept' end
    where r.source = new.source and r.table_name = new.table_name and r.row_id = new.row_id and r.state = 'proposed';
  return null;
end
$$;
--> statement-breakpoint
-- Keeps the first image of each row that an import of the browser changes or takes away. Costs the command line nothing.
create function app.keep_before() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  of_import uuid := nullif(current_setting('app.import_id', true), '')::uuid;
begin
  if of_import is not null then
    insert into public.import_before (import_id, table_name, row_id, before)
    select of_import, tg_table_name, o.id, to_jsonb(o) from old_rows o on conflict do nothing;
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- What an undo would do, row by row: remove what the import made, put back what it changed, and leave what somebody uses or changed since.
create function app.import_undo(of_import uuid) returns table (deed text, table_name text, row_id uuid, reason text)
language plpgsql stable security definer set search_path = '' as $$
declare
  the_import public.directory_import;
  fresh uuid[];
  stays uuid[] := '{}';
  used uuid[] := '{}';
  edited uuid[] := '{}';
  more uuid[];
  link record;
  t text;
begin
  select * into the_import from public.directory_import d where d.id = of_import;
  if current_setting('role') not in ('app_job', 'app_definer') and the_import.agency_id <> all(app.agencies_where('network_manager')) then
    return;
  end if;
  fresh := array(select s.row_id from public.source_record s where s.source = the_import.source and s.run_id = the_import.run_id and s.made
    and s.table_name <> 'import_run' and not exists (select 1 from public.import_before b where b.import_id = of_import and b.table_name = 'source_record' and b.row_id = s.id));
  foreach t in array array['organization', 'location', 'service', 'service_at_location'] loop
    execute format('select coalesce(array_agg(x.id), ''{}'') from public.%I x where x.edited_at > $1 and (x.id = any($2) or x.id in
      (select b.row_id from public.import_before b where b.import_id = $3 and b.table_name = $4))', t) into more using the_import.applied_at, fresh, of_import, t;
    edited := edited || more;
  end loop;
  -- A part of what somebody changed is theirs too.
  foreach t in array array['location_id phone', 'service_id phone', 'location_id opening_span', 'service_at_location_id opening_span',
    'location_id opening_exception', 'service_at_location_id opening_exception', 'service_id service_specialty'] loop
    execute format('select coalesce(array_agg(x.id), ''{}'') from public.%I x where x.%I = any($1) and x.id = any($2)', split_part(t, ' ', 2), split_part(t, ' ', 1))
      into more using edited, fresh;
    used := used || more;
  end loop;
  for link in
    select c.conrelid::regclass::text as child, a.attname as child_column, c.confrelid::regclass::text as parent
    from pg_catalog.pg_constraint c
    join pg_catalog.pg_attribute p on p.attrelid = c.confrelid and p.attname = 'id'
    join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[array_position(c.confkey, p.attnum)]
    where c.contype = 'f' and c.confrelid = any(array['public.organization', 'public.location', 'public.service', 'public.service_at_location', 'public.specialty']::regclass[])
      and c.conrelid <> all(array['public.listing', 'public.source_difference']::regclass[])
  loop
    execute format('select coalesce(array_agg(distinct x.%1$I), ''{}'') from %2$s x where x.%1$I = any($1) and not (x.id = any($1))', link.child_column, link.child) into more using fresh;
    used := used || more;
  end loop;
  stays := array(select distinct e from unnest(edited || used) e where e = any(fresh));
  -- What stays needs what it hangs from.
  loop
    more := array(
      select distinct n.id from (
        select l.organization_id as id from public.location l where l.id = any(stays)
        union select v.organization_id from public.service v where v.id = any(stays)
        union select unnest(array[p.organization_id, p.service_id, p.location_id]) from public.service_at_location p where p.id = any(stays)
        union select unnest(array[k.organization_id, k.service_id, k.specialty_id]) from public.service_specialty k where k.id = any(stays)
        union select unnest(array[h.organization_id, h.location_id, h.service_id]) from public.phone h where h.id = any(stays)
        union select unnest(array[w.organization_id, w.location_id, w.service_at_location_id]) from public.opening_span w where w.id = any(stays)
        union select unnest(array[x.organization_id, x.location_id, x.service_at_location_id]) from public.opening_exception x where x.id = any(stays)
        union select y.parent_id from public.specialty y where y.id = any(stays)
      ) n where n.id = any(fresh) and not (n.id = any(stays)));
    exit when cardinality(more) = 0;
    stays := stays || more;
  end loop;
  return query
    select case when s.row_id = any(stays) then 'stay' else 'remove' end, s.table_name, s.row_id,
      case when s.row_id = any(edited) then 'edited' when s.row_id = any(used) then 'used' when s.row_id = any(stays) then 'needed' end
    from public.source_record s where s.source = the_import.source and s.run_id = the_import.run_id and s.row_id = any(fresh) and s.made and s.table_name <> 'import_run'
    union
    select case when kept.owner = any(edited) then 'stay' else 'restore' end, b.table_name, b.row_id, case when kept.owner = any(edited) then 'edited' end
    from public.import_before b
    cross join lateral (select case when b.table_name in ('organization', 'location', 'service', 'service_at_location', 'specialty') then b.row_id
      else coalesce(b.before->>'service_at_location_id', b.before->>'location_id', b.before->>'service_id', b.before->>'organization_id')::uuid end as owner) kept
    where b.import_id = of_import and b.table_name <> 'source_record' and not (b.row_id = any(fresh));
end
$$;
--> statement-breakpoint
-- Does it, all or nothing, and answers how many rows were removed, put back and left. The import must be under way to being undone.
create function app.undo_import(of_import uuid) returns table (removed integer, restored integer, stayed integer)
language plpgsql volatile security definer set search_path = '' as $$
declare
  the_import public.directory_import;
  t text;
  columns text;
  gone uuid[];
  back uuid[];
  left_there uuid[];
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  select * into the_import from public.directory_import d where d.id = of_import for update;
  if the_import.state <> 'undoing' then
    raise exception 'nobody asked for it' using errcode = '23514', constraint = 'import_move', table = 'directory_import';
  end if;
  select coalesce(array_agg(u.row_id) filter (where u.deed = 'remove'), '{}'), coalesce(array_agg(u.row_id) filter (where u.deed = 'restore'), '{}'),
    coalesce(array_agg(u.row_id) filter (where u.deed = 'stay'), '{}') into gone, back, left_there from app.import_undo(of_import) u;
  delete from public.source_difference d where d.source = the_import.source and d.row_id = any(gone);
  foreach t in array array['opening_exception', 'opening_span', 'phone', 'service_at_location', 'service_specialty', 'service', 'location', 'specialty', 'organization'] loop
    execute format('delete from public.%I x where x.id = any($1)', t) using gone;
  end loop;
  foreach t in array array['organization', 'specialty', 'location', 'service', 'service_specialty', 'service_at_location', 'phone', 'opening_span', 'opening_exception', 'source_record'] loop
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns from pg_catalog.pg_attribute a
      where a.attrelid = format('public.%I', t)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
    execute format('update public.%1$I x set (%2$s) = (select %2$s from jsonb_populate_record(null::public.%1$I, b.before))
      from public.import_before b where b.import_id = $1 and b.table_name = %1$L and x.id = b.row_id and (b.row_id = any($2) or %1$L = ''source_record'')', t, columns) using of_import, back;
    execute format('insert into public.%1$I (%2$s) select %3$s from public.import_before b cross join lateral jsonb_populate_record(null::public.%1$I, b.before) r
      where b.import_id = $1 and b.table_name = %1$L and (b.row_id = any($2) or %1$L = ''source_record'') and not exists (select 1 from public.%1$I x where x.id = b.row_id)
      on conflict do nothing', t, columns, regexp_replace(columns, '(^|, )', '\1r.', 'g')) using of_import, back;
  end loop;
  delete from public.source_record s where s.source = the_import.source and s.run_id = the_import.run_id and not (s.made and s.row_id = any(left_there))
    and not exists (select 1 from public.import_before b where b.import_id = of_import and b.table_name = 'source_record' and b.row_id = s.id);
  delete from public.import_row r where r.run_id = the_import.run_id;
  update public.import_removal r set state = 'lapsed' where r.import_id = of_import and r.state = 'proposed';
  return query select cardinality(gone), cardinality(back), cardinality(left_there);
end
$$;
--> statement-breakpoint
-- Which of these uploads nothing will ask for again: unknown, or quiet for a month.
create function app.forgotten_imports(given uuid[]) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return query select g from unnest(given) g where not exists (select 1 from public.directory_import d where d.id = g
    and (d.state in ('previewing', 'importing', 'undoing') or greatest(d.created_at, d.started_at, d.applied_at) > app.clock() - interval '30 days'));
end
$$;
--> statement-breakpoint
-- Whether a row of the directory is there, and what a person calls it: a service at a location has no name of its own.
create function app.still_there(of_table text, of_row uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare
  found boolean;
begin
  execute format('select exists (select 1 from public.%I x where x.id = $1)', of_table) into found using of_row;
  return found;
end
$$;
--> statement-breakpoint
create function app.name_of_row(of_table text, of_row uuid) returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return case of_table
    when 'organization' then (select o.name from public.organization o where o.id = of_row)
    when 'location' then (select l.name from public.location l where l.id = of_row)
    when 'service' then (select v.name from public.service v where v.id = of_row)
    when 'specialty' then (select s.name from public.specialty s where s.id = of_row)
    when 'service_at_location' then (select v.name || ', ' || l.name from public.service_at_location p
      join public.service v on v.id = p.service_id join public.location l on l.id = p.location_id where p.id = of_row) end;
end
$$;
--> statement-breakpoint
revoke all on function app.still_there(text, uuid), app.name_of_row(text, uuid), app.guard_import(), app.guard_removal(), app.settle_removal(), app.keep_before(), app.import_undo(uuid), app.undo_import(uuid), app.forgotten_imports(uuid[]) from public;
grant execute on function app.guard_import(), app.guard_removal(), app.settle_removal(), app.keep_before() to app_user, app_auth, app_job, app_owner;
grant execute on function app.import_undo(uuid) to app_user, app_job;
grant execute on function app.name_of_row(text, uuid) to app_user, app_job;
grant execute on function app.undo_import(uuid), app.forgotten_imports(uuid[]), app.still_there(text, uuid) to app_job;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger a_guard_state before insert or update of state on directory_import for each row execute function app.guard_state('import', 'uploaded');
create trigger a_guard_state before insert or update of state on import_removal for each row execute function app.guard_state('removal', 'proposed');
create trigger b_guard_import before insert or update on directory_import for each row execute function app.guard_import();
create trigger c_settle_removal after update of decision on source_difference for each row
  when (new.field = '' and old.decision is null and new.decision is not null) execute function app.settle_removal();
create trigger b_guard_removal before update on import_removal for each row execute function app.guard_removal();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['organization', 'specialty', 'location', 'service', 'service_at_location', 'service_specialty', 'phone', 'opening_span', 'opening_exception', 'source_record'] loop
    execute format('create trigger x_keep_before_update after update on public.%I referencing old table as old_rows for each statement execute function app.keep_before()', t);
    execute format('create trigger x_keep_before_delete after delete on public.%I referencing old table as old_rows for each statement execute function app.keep_before()', t);
  end loop;
  foreach t in array array['import_mapping', 'directory_import', 'import_progress', 'import_before', 'import_removal'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    if t not in ('import_progress', 'import_before') then
      execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
    end if;
  end loop;
end
$$;
