set local role app_definer;
--> statement-breakpoint
-- Compares the next organizations of an agency's network, and who works there, with the newest version of a list. Finds; never decides.
-- Answers the last organization looked at, null when there is none after it.
create or replace function app.match_exclusions(of_list uuid, after uuid, most integer) returns uuid
language plpgsql volatile security definer set search_path = '' set pg_trgm.similarity_threshold = 0.6 as $$
declare
  the_list public.exclusion_list;
  newest uuid;
  batch uuid[];
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  select * into the_list from public.exclusion_list where id = of_list;
  select v.id into newest from public.exclusion_version v where v.list_id = of_list and v.current order by v.id desc limit 1;
  batch := array(
    select distinct a.organization_id from public.agreement a
    where a.agency_id = the_list.agency_id and a.state <> 'ended' and (after is null or a.organization_id > after) order by 1 limit most);
  insert into public.exclusion_match as kept (agency_id, list_id, fingerprint, organization_id, practitioner_id, entry_name, identifiers, excluded_on, ends_on, score, reasons)
  select distinct on (found.fingerprint, found.organization_id, found.practitioner_id)
    the_list.agency_id, of_list, found.fingerprint, found.organization_id, found.practitioner_id, found.name, found.identifiers, found.excluded_on, found.ends_on,
    case when found.same_number then 100 when found.plain_name = found.own_name then 95 else greatest(1, round(found.alike * 100))::smallint end,
    array_remove(array[case when found.same_number then 'identifier' end,
      case when found.plain_name = found.own_name then 'same-name' when found.alike >= 0.6 then 'alike-name' end], null)
  from (
    select e.*, h.organization_id, h.practitioner_id, h.own_name, e.identifiers && h.numbers as same_number,
      public.similarity(e.plain_name, h.own_name)::numeric as alike
    from (
      select o.id as organization_id, null::uuid as practitioner_id, app.plain_name(o.name) as own_name, '{organization,unknown}'::text[] as kinds,
        array(select regexp_replace(upper(c.number), '[^A-Z0-9]', '', 'g') from public.credential c
          where c.organization_id = o.id and c.practitioner_id is null and c.number is not null) as numbers
      from public.organization o where o.id = any(batch)
      union all
      select o.id, null, app.plain_name(o.alternate_name), '{organization,unknown}', '{}' from public.organization o where o.id = any(batch) and o.alternate_name is not null
      union all
      select p.organization_id, p.id, app.plain_name(p.name), '{person,unknown}',
        array(select regexp_replace(upper(c.number), '[^A-Z0-9]', '', 'g') from public.credential c where c.practitioner_id = p.id and c.number is not null)
      from public.practitioner p where p.organization_id = any(batch) and p.left_at is null
    ) h
    cross join lateral (
      select n.* from public.exclusion_entry n where n.plain_name operator(public.%) h.own_name
      union
      select n.* from public.exclusion_entry n where n.identifiers && h.numbers
    ) e
    where e.version_id = newest and e.kind = any(h.kinds)
  ) found
  order by found.fingerprint, found.organization_id, found.practitioner_id, found.same_number desc, found.alike desc
  on conflict on constraint exclusion_match_once do update set state = 'open' where kept.state = 'lapsed';
  return batch[cardinality(batch)];
end
$$;
