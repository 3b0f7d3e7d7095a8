-- A place is listed by the few specialties of its service, asked for one by one, whatever the planner knows of tables that were just filled.
set local role app_definer;
--> statement-breakpoint
create or replace function app.relist(changed uuid[]) returns void language plpgsql security definer set search_path = '' set random_page_cost = 1
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
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
    cost, willing, open_places, capacity_at, words, contact_on, address_on, hours_on, services_on, access_on, capacity_on)
  -- Each place is made out once, however many specialties it is listed under. `offset 0` asks for the few specialties of the service one by
  -- one: of tables that have just been filled the planner knows no size, and would try every specialty there is for each place.
  with place as materialized (
    select sal.id, sal.organization_id, s.id as service_id, l.id as location_id, app.earth_point(l.latitude, l.longitude) as earth, l.latitude, l.longitude,
      l.point_precision in ('given', 'address') as exact_point, nullif(concat_ws(', ', l.city, l.region), '') as town, l.time_zone,
      w.week, coalesce(w.every_week, true) as every_week, d.dated, l.holidays,
      array(select distinct x from unnest(l.languages || s.languages) x order by x) as languages, s.modes, l.accessibility, s.serves,
      s.minimum_age, s.maximum_age, s.cost, case sal.takes_referrals when 'yes' then 0 when 'waitlist' then 1 when 'unknown' then 2 else 3 end as willing,
      case when sal.open_places is not null then greatest(0, sal.open_places - sal.held_places) end as open_places, sal.capacity_at,
      (o.contact_at at time zone l.time_zone)::date as contact_on, (l.address_at at time zone l.time_zone)::date as address_on,
      (sal.hours_at at time zone l.time_zone)::date as hours_on, (s.services_at at time zone l.time_zone)::date as services_on,
      (l.access_at at time zone l.time_zone)::date as access_on, (sal.capacity_at at time zone l.time_zone)::date as capacity_on,
      app.words_of(concat_ws(' ', s.name, s.alternate_name, s.program_name, s.description, o.name, o.alternate_name, l.name, l.alternate_name, n.names)) as words
    from public.service_at_location sal
    join public.service s on s.id = sal.service_id and s.status = 'active'
    join public.location l on l.id = sal.location_id and l.active
    join public.organization o on o.id = sal.organization_id and o.active
    left join lateral (
      -- The names of its specialties, and of all above them.
      select string_agg(concat_ws(' ', up.name, array_to_string(up.synonyms, ' ')), ' ') as names
      from public.service_specialty ss cross join lateral (
        select above.name, above.synonyms from public.specialty own join public.specialty above on above.id = any(own.path || own.id)
        where own.id = ss.specialty_id offset 0
      ) up
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
    p.open_places, p.capacity_at, case when t.term = 0 then p.words end,
    p.contact_on, p.address_on, p.hours_on, p.services_on, p.access_on, p.capacity_on
  from place p
  cross join lateral (
    select 0::bigint as term
    union select c.place from public.service_specialty ss cross join lateral (
      select own.place from public.specialty own where own.id = ss.specialty_id and own.place is not null offset 0
    ) c
    where ss.service_id = p.service_id
  ) t
  order by p.id, t.term
  on conflict (service_at_location_id, term) do update set
    organization_id = excluded.organization_id, service_id = excluded.service_id, location_id = excluded.location_id, term_before = excluded.term_before, earth = excluded.earth,
    latitude = excluded.latitude, longitude = excluded.longitude, exact_point = excluded.exact_point, town = excluded.town,
    time_zone = excluded.time_zone, week = excluded.week, every_week = excluded.every_week, dated = excluded.dated, holidays = excluded.holidays,
    languages = excluded.languages, modes = excluded.modes, accessibility = excluded.accessibility, serves = excluded.serves,
    minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age, cost = excluded.cost, willing = excluded.willing,
    open_places = excluded.open_places, capacity_at = excluded.capacity_at, words = excluded.words,
    contact_on = excluded.contact_on, address_on = excluded.address_on, hours_on = excluded.hours_on,
    services_on = excluded.services_on, access_on = excluded.access_on, capacity_on = excluded.capacity_on;
  insert into public.listing_word (word)
  select distinct w.word from public.listing k cross join unnest(k.words) w(word)
  where k.service_at_location_id = any(changed) and k.term = 0
    and not exists (select 1 from public.listing_word known where known.word = w.word)
  order by 1 on conflict do nothing;
end
$$;
--> statement-breakpoint
set local role app_owner;
