-- What nobody met, summed for whoever looks after the network, with the indexes it is found by.
CREATE INDEX "offer_unmet" ON "offer" USING btree ("agency_id","created_at") WHERE ("offer"."state" in ('lapsed', 'waitlisted') or ("offer"."state" = 'declined' and "offer"."decline_code" in ('no_capacity', 'waitlist_only')));--> statement-breakpoint
CREATE INDEX "referral_needed" ON "referral" USING btree ("agency_id","specialty_id","sent_at");--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What nobody met, for whoever looks after the network or the work: searches that found nobody, and referrals that a provider had no room for,
-- left without an answer, or put on its waiting list. Counted by what was needed, roughly where, and in which language; names nobody, also not
-- of restricted cases, which is why it may count them. A day is the agency's own, the day somebody was asked.
create function app.unmet_need(from_day date, until_day date)
returns table (kind text, specialty_id uuid, area text, language text, "time" text, times integer, last_day date)
language sql stable security definer set search_path = '' as $$
  with mine as materialized (
    select a.id, from_day::timestamp at time zone a.time_zone as since, until_day::timestamp at time zone a.time_zone as until, a.time_zone
    from public.agency a where a.id = any(app.agencies_where('network_manager', 'supervisor', 'auditor', 'administrator')))
  select 'searched', u.specialty_id, u.area, u.language, u.time, sum(u.times)::integer, max(u.day)
  from mine m join public.unmet_search u on u.agency_id = m.id and u.day >= from_day and u.day < until_day
  group by u.specialty_id, u.area, u.language, u.time
  union all
  select case o.state when 'declined' then 'full' when 'lapsed' then 'unanswered' else 'waiting' end, r.specialty_id,
    regexp_replace(coalesce(o.summary ->> 'area', ''), '^(\d{3})xx$', '\1'), coalesce(o.summary ->> 'language', ''), '',
    count(distinct o.referral_id)::integer, max((o.created_at at time zone m.time_zone)::date)
  from mine m join public.offer o on o.agency_id = m.id and o.created_at >= m.since and o.created_at < m.until
    and (o.state in ('lapsed', 'waitlisted') or (o.state = 'declined' and o.decline_code in ('no_capacity', 'waitlist_only')))
  join public.referral r on r.id = o.referral_id and r.state <> 'entered_in_error'
  group by 1, 2, 3, 4
$$;
--> statement-breakpoint
-- How many were referred for a need and all below it, by area and language, and for how many somebody took it on. As its offer said it then:
-- whoever moved since was in need where they were.
create function app.need_asked(of_specialty uuid, from_day date, until_day date)
returns table (area text, language text, asked integer, taken integer)
language sql stable security definer set search_path = '' as $$
  with mine as materialized (
    select a.id, from_day::timestamp at time zone a.time_zone as since, until_day::timestamp at time zone a.time_zone as until
    from public.agency a where a.id = any(app.agencies_where('network_manager', 'supervisor', 'auditor', 'administrator')))
  select regexp_replace(coalesce(f.summary ->> 'area', ''), '^(\d{3})xx$', '\1'), coalesce(f.summary ->> 'language', ''), count(*)::integer,
    (count(*) filter (where r.state in ('accepted', 'in_progress', 'on_hold', 'completed', 'not_completed', 'cancelled')))::integer
  from mine m join public.specialty p on (p.path || p.id) @> array[of_specialty]
  join public.referral r on r.agency_id = m.id and r.specialty_id = p.id and r.sent_at >= m.since and r.sent_at < m.until and r.state <> 'entered_in_error'
  join lateral (select o.summary from public.offer o where o.referral_id = r.id order by o.created_at, o.id limit 1) f on true
  group by 1, 2
$$;
--> statement-breakpoint
revoke all on function app.unmet_need(date, date), app.need_asked(uuid, date, date) from public;
grant execute on function app.unmet_need(date, date), app.need_asked(uuid, date, date) to app_user;
--> statement-breakpoint
set local role app_owner;
