-- Says what an undo would do of half a million rows in seconds: ids are joined, never weighed one by one. A pair of twins holds nothing back.
set local role app_definer;
--> statement-breakpoint
create or replace function app.import_undo(of_import uuid) returns table (deed text, table_name text, row_id uuid, reason text)
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
    execute format('select coalesce(array_agg(x.id), ''{}'') from public.%I x where x.edited_at > $1 and (x.id in (select unnest($2)) or x.id in
      (select b.row_id from public.import_before b where b.import_id = $3 and b.table_name = $4))', t) into more using the_import.applied_at, fresh, of_import, t;
    edited := edited || more;
  end loop;
  -- A part of what somebody changed is theirs too.
  if cardinality(edited) > 0 then
    foreach t in array array['location_id phone', 'service_id phone', 'location_id opening_span', 'service_at_location_id opening_span',
      'location_id opening_exception', 'service_at_location_id opening_exception', 'service_id service_specialty'] loop
      execute format('select coalesce(array_agg(x.id), ''{}'') from public.%I x where x.%I in (select unnest($1)) and x.id in (select unnest($2))', split_part(t, ' ', 2), split_part(t, ' ', 1))
        into more using edited, fresh;
      used := used || more;
    end loop;
  end if;
  -- Half a million ids are joined, never compared one by one: the planner would weigh each of them for each table.
  for link in
    select c.conrelid::regclass::text as child, a.attname as child_column, c.confrelid::regclass::text as parent
    from pg_catalog.pg_constraint c
    join pg_catalog.pg_attribute p on p.attrelid = c.confrelid and p.attname = 'id'
    join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[array_position(c.confkey, p.attnum)]
    where c.contype = 'f' and c.confrelid = any(array['public.organization', 'public.location', 'public.service', 'public.service_at_location', 'public.specialty']::regclass[])
      and c.conrelid <> all(array['public.listing', 'public.source_difference', 'public.organization_pair']::regclass[])
  loop
    execute format('select exists (select 1 from %s x where x.%I is not null)', link.child, link.child_column) into strict t;
    continue when t = 'false';
    execute format('select coalesce(array_agg(distinct x.%1$I), ''{}'') from %2$s x where x.%1$I in (select unnest($1)) and not exists (select 1 from unnest($1) f(id) where f.id = x.id)', link.child_column, link.child) into more using fresh;
    used := used || more;
  end loop;
  stays := array(select e from unnest(edited || used) e intersect select unnest(fresh));
  -- What stays needs what it hangs from.
  loop
    exit when cardinality(stays) = 0;
    more := array(
      select n.id from (
        select l.organization_id as id from public.location l where l.id in (select unnest(stays))
        union select v.organization_id from public.service v where v.id in (select unnest(stays))
        union select unnest(array[p.organization_id, p.service_id, p.location_id]) from public.service_at_location p where p.id in (select unnest(stays))
        union select unnest(array[k.organization_id, k.service_id, k.specialty_id]) from public.service_specialty k where k.id in (select unnest(stays))
        union select unnest(array[h.organization_id, h.location_id, h.service_id]) from public.phone h where h.id in (select unnest(stays))
        union select unnest(array[w.organization_id, w.location_id, w.service_at_location_id]) from public.opening_span w where w.id in (select unnest(stays))
        union select unnest(array[x.organization_id, x.location_id, x.service_at_location_id]) from public.opening_exception x where x.id in (select unnest(stays))
        union select y.parent_id from public.specialty y where y.id in (select unnest(stays))
      ) n where n.id in (select unnest(fresh)) except select unnest(stays));
    exit when cardinality(more) = 0;
    stays := stays || more;
  end loop;
  return query
    with fresh_row as materialized (select unnest(fresh) as id), stay_row as materialized (select distinct unnest(stays) as id),
      edited_row as materialized (select distinct unnest(edited) as id), used_row as materialized (select distinct unnest(used) as id)
    select case when y.id is not null then 'stay' else 'remove' end, s.table_name, s.row_id,
      case when e.id is not null then 'edited' when u.id is not null then 'used' when y.id is not null then 'needed' end
    from public.source_record s join fresh_row f on f.id = s.row_id
      left join stay_row y on y.id = s.row_id left join edited_row e on e.id = s.row_id left join used_row u on u.id = s.row_id
    where s.source = the_import.source and s.run_id = the_import.run_id and s.made and s.table_name <> 'import_run'
    union
    select case when e.id is not null then 'stay' else 'restore' end, b.table_name, b.row_id, case when e.id is not null then 'edited' end
    from public.import_before b
    cross join lateral (select case when b.table_name in ('organization', 'location', 'service', 'service_at_location', 'specialty') then b.row_id
      else coalesce(b.before->>'service_at_location_id', b.before->>'location_id', b.before->>'service_id', b.before->>'organization_id')::uuid end as owner) kept
    left join edited_row e on e.id = kept.owner
    where b.import_id = of_import and b.table_name <> 'source_record' and not exists (select 1 from fresh_row f where f.id = b.row_id);
end
$$;
