-- Who was referred is counted for the whole tree of needs: one less another is what is between them.
set local role app_definer;
--> statement-breakpoint
drop function app.need_asked(uuid, date, date);
--> statement-breakpoint
-- How many were referred for each need of the tree that one stands in, by area, and for how many somebody took it on: what may be told of one
-- is judged beside the others. As its offer said it then: whoever moved since was in need where they were.
create function app.need_asked(of_specialty uuid, from_day date, until_day date)
returns table (specialty_id uuid, area text, asked integer, taken integer)
language sql stable security definer set search_path = '' as $$
  with mine as materialized (
    select a.id, from_day::timestamp at time zone a.time_zone as since, until_day::timestamp at time zone a.time_zone as until
    from public.agency a where a.id = any(app.agencies_where('network_manager', 'supervisor', 'auditor', 'administrator'))),
  tree as materialized (
    select p.id from public.specialty one join public.specialty p on (p.path || p.id) @> array[(one.path || one.id)[1]] where one.id = of_specialty)
  select r.specialty_id, regexp_replace(coalesce(f.summary ->> 'area', ''), '^(\d{3})xx$', '\1'), count(*)::integer,
    (count(*) filter (where r.state in ('accepted', 'in_progress', 'on_hold', 'completed', 'not_completed', 'cancelled')))::integer
  from mine m join tree p on true
  join public.referral r on r.agency_id = m.id and r.specialty_id = p.id and r.sent_at >= m.since and r.sent_at < m.until and r.state <> 'entered_in_error'
  join lateral (select o.summary from public.offer o where o.referral_id = r.id order by o.created_at, o.id limit 1) f on true
  group by 1, 2
$$;
--> statement-breakpoint
revoke all on function app.need_asked(uuid, date, date) from public;
grant execute on function app.need_asked(uuid, date, date) to app_user;
--> statement-breakpoint
set local role app_owner;
