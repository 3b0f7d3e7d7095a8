-- Referrals and what services cost by programme and by place besides, for who asks for one of them.
set local role app_definer;
--> statement-breakpoint
-- Counts one agency's quarter anew: each referral sent in it, how far it came, and after how many days. Whatever its client is now, the group is
-- that of the first offer. A step is reached when a provider accepted, when the client came to a session, and when the service was completed.
create or replace function app.count_courses(of_agency uuid, of_quarter date) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  zone text := (select a.time_zone from public.agency a where a.id = of_agency);
begin
  -- Whoever counts the same quarter at the same time waits here.
  insert into public.course_quarter as q (agency_id, quarter) values (of_agency, of_quarter)
    on conflict on constraint course_quarter_once do update set counted_at = app.clock();
  delete from public.course_count c where c.agency_id = of_agency and c.quarter = of_quarter;
  insert into public.course_count (agency_id, quarter, grouping, value, step, days, count)
  with course as materialized (
    select r.sent_at, case when r.state in ('accepted', 'in_progress', 'on_hold', 'completed', 'not_completed', 'cancelled') then r.answered_at end as accepted_at,
      s.first_at, case when r.state = 'completed' then r.ended_at end as completed_at, coalesce(r.specialty_id::text, '') as specialty,
      coalesce(f.summary ->> 'language', '') as language, coalesce(f.summary ->> 'ageBand', '') as age,
      regexp_replace(coalesce(f.summary ->> 'area', ''), '^(\d{3})xx$', '\1') as area,
      coalesce(g.programme_id::text, '') as programme
    from public.referral r
    left join lateral (select o.summary from public.offer o where o.referral_id = r.id order by o.created_at, o.id limit 1) f on true
    -- The programme a case was in when its referral was sent: of several the one it joined first, so that each referral is of one or of none.
    left join lateral (select e.programme_id from public.enrolment e
      where e.case_id = r.case_id and e.state in ('enrolled', 'completed', 'left') and e.stage_id is not null
        and e.created_at <= r.sent_at and (e.ended_at is null or e.ended_at > r.sent_at)
      order by e.created_at, e.id limit 1) g on true
    left join lateral (select min(e.starts_at) as first_at from public.session e join public.attendance a on a.session_id = e.id and a.current and a.state in ('present', 'late')
      where e.referral_id = r.id and r.state in ('accepted', 'in_progress', 'on_hold', 'completed', 'not_completed', 'cancelled')) s on true
    where r.agency_id = of_agency and r.sent_at >= of_quarter::timestamp at time zone zone
      and r.sent_at < (of_quarter + interval '3 months')::timestamp at time zone zone and r.state <> 'entered_in_error'),
  reached as (
    select c.specialty, c.language, c.age, c.area, c.programme, s.step, greatest(0, floor(extract(epoch from s.at - c.sent_at) / 86400))::integer as days,
      count(*) as many
    from course c cross join lateral (values ('sent', c.sent_at), ('accepted', c.accepted_at), ('started', c.first_at), ('completed', c.completed_at)) s (step, at)
    where s.at is not null group by 1, 2, 3, 4, 5, 6, 7)
  select of_agency, of_quarter, g.grouping, g.value, c.step, c.days, sum(c.many)::integer
  from reached c cross join lateral (values ('all', ''), ('specialty', c.specialty), ('language', c.language), ('age', c.age), ('area', c.area),
    ('programme', c.programme)) g (grouping, value)
  group by g.grouping, g.value, c.step, c.days;
end
$$;
--> statement-breakpoint
drop function app.cost_of_ended(date, date);
--> statement-breakpoint
-- What services that ended in a period cost, by need, programme, place and outcome: units delivered at the price authorized. For finance, which reads no referral.
create function app.cost_of_ended(from_day date, until_day date) returns table (
  specialty_id uuid, specialty_name text, programme_id uuid, programme_name text, area text, completed boolean, outcome text, services integer, cents bigint
) language sql stable security definer set search_path = '' as $$
  with ended as (
    select r.id, r.specialty_id, g.programme_id, r.state = 'completed' as completed, r.outcome,
      regexp_replace(coalesce(f.summary ->> 'area', ''), '^(\d{3})xx$', '\1') as area, sum(round(u.units_used * u.rate_cents)) as cents
    from public.agency a join public.referral r on r.agency_id = a.id and r.state in ('completed', 'not_completed')
      and r.ended_at >= from_day::timestamp at time zone a.time_zone and r.ended_at < until_day::timestamp at time zone a.time_zone
    join public."authorization" u on u.referral_id = r.id and u.units_used > 0
    left join lateral (select o.summary from public.offer o where o.referral_id = r.id order by o.created_at, o.id limit 1) f on true
    -- The programme a case was in when its referral was sent: of several the one it joined first, so that each referral is of one or of none.
    left join lateral (select e.programme_id from public.enrolment e
      where e.case_id = r.case_id and e.state in ('enrolled', 'completed', 'left') and e.stage_id is not null
        and e.created_at <= r.sent_at and (e.ended_at is null or e.ended_at > r.sent_at)
      order by e.created_at, e.id limit 1) g on true
    where a.id = any(app.agencies_where('finance_reviewer', 'finance_approver'))
    group by r.id, g.programme_id, f.summary)
  select e.specialty_id, s.name, e.programme_id, p.name, e.area, e.completed, e.outcome, count(*)::integer, sum(e.cents)::bigint
  from ended e left join public.specialty s on s.id = e.specialty_id left join public.programme p on p.id = e.programme_id
  group by 1, 2, 3, 4, 5, 6, 7
$$;
--> statement-breakpoint
-- All of it is counted anew, with the programmes, by the worker's next run.
delete from public.course_count;
--> statement-breakpoint
delete from public.course_quarter;
--> statement-breakpoint
revoke all on function app.cost_of_ended(date, date) from public;
grant execute on function app.cost_of_ended(date, date) to app_user;
