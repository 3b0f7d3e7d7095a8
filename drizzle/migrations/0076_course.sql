-- How clients came from a referral to help: counted by quarter and group, with what ended services cost.
CREATE TABLE "course_count" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"quarter" date NOT NULL,
	"grouping" text NOT NULL,
	"value" text NOT NULL,
	"step" text NOT NULL,
	"days" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "course_count_once" UNIQUE("agency_id","quarter","grouping","value","step","days"),
	CONSTRAINT "course_count_step" CHECK ("course_count"."step" in ('sent', 'accepted', 'started', 'completed') and "course_count"."count" > 0)
);
--> statement-breakpoint
ALTER TABLE "course_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "course_quarter" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"quarter" date NOT NULL,
	"counted_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "course_quarter_once" UNIQUE("agency_id","quarter")
);
--> statement-breakpoint
ALTER TABLE "course_quarter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "course_count" ADD CONSTRAINT "course_count_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_quarter" ADD CONSTRAINT "course_quarter_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "course_quarter_counted" ON "course_quarter" USING btree ("counted_at");--> statement-breakpoint
CREATE INDEX "referral_sent" ON "referral" USING btree ("agency_id","sent_at");--> statement-breakpoint
CREATE INDEX "referral_ended" ON "referral" USING btree ("agency_id","ended_at") WHERE "referral"."state" in ('completed', 'not_completed');--> statement-breakpoint
CREATE POLICY "supervisors and whoever looks after the network read the courses" ON "course_count" AS PERMISSIVE FOR SELECT TO "app_user" USING ("course_count"."agency_id" = any((select app.agencies_where('supervisor', 'network_manager', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "supervisors and whoever looks after the network read how fresh it is" ON "course_quarter" AS PERMISSIVE FOR SELECT TO "app_user" USING ("course_quarter"."agency_id" = any((select app.agencies_where('supervisor', 'network_manager', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Counts one agency's quarter anew: each referral sent in it, how far it came, and after how many days. Whatever its client is now, the group is
-- that of the first offer. A step is reached when a provider accepted, when the client came to a session, and when the service was completed.
create function app.count_courses(of_agency uuid, of_quarter date) returns void
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
      regexp_replace(coalesce(f.summary ->> 'area', ''), '^(\d{3})xx$', '\1') as area
    from public.referral r
    left join lateral (select o.summary from public.offer o where o.referral_id = r.id order by o.created_at, o.id limit 1) f on true
    left join lateral (select min(e.starts_at) as first_at from public.session e join public.attendance a on a.session_id = e.id and a.current and a.state in ('present', 'late')
      where e.referral_id = r.id and r.state in ('accepted', 'in_progress', 'on_hold', 'completed', 'not_completed', 'cancelled')) s on true
    where r.agency_id = of_agency and r.sent_at >= of_quarter::timestamp at time zone zone
      and r.sent_at < (of_quarter + interval '3 months')::timestamp at time zone zone and r.state <> 'entered_in_error'),
  reached as (
    select c.specialty, c.language, c.age, c.area, s.step, greatest(0, floor(extract(epoch from s.at - c.sent_at) / 86400))::integer as days, count(*) as many
    from course c cross join lateral (values ('sent', c.sent_at), ('accepted', c.accepted_at), ('started', c.first_at), ('completed', c.completed_at)) s (step, at)
    where s.at is not null group by 1, 2, 3, 4, 5, 6)
  select of_agency, of_quarter, g.grouping, g.value, c.step, c.days, sum(c.many)::integer
  from reached c cross join lateral (values ('all', ''), ('specialty', c.specialty), ('language', c.language), ('age', c.age), ('area', c.area)) g (grouping, value)
  group by g.grouping, g.value, c.step, c.days;
end
$$;
--> statement-breakpoint
-- Counts anew each quarter of which something may have changed since it was counted, and those never counted. Every minute; returns how many.
create function app.count_changed_courses() returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  t record;
  counted integer := 0;
begin
  for t in
    with run as (select a.id, a.time_zone, (select max(q.counted_at) from public.course_quarter q where q.agency_id = a.id) - interval '2 minutes' as since from public.agency a),
    touched as (
      select r.agency_id, r.sent_at, w.time_zone from run w join public.event e on e.agency_id = w.id and e.at >= w.since join public.referral r on r.id = e.referral_id
      union all
      select r.agency_id, r.sent_at, w.time_zone from run w join public.attendance d on d.agency_id = w.id and d.recorded_at >= w.since
        join public.session s on s.id = d.session_id join public.referral r on r.id = s.referral_id
      union all
      select r.agency_id, r.sent_at, w.time_zone from run w join public.referral r on r.agency_id = w.id where w.since is null)
    select distinct agency_id, date_trunc('quarter', sent_at at time zone time_zone)::date as quarter from touched where sent_at is not null order by 1, 2
  loop
    perform app.count_courses(t.agency_id, t.quarter);
    counted := counted + 1;
  end loop;
  -- What nothing was changed of is as fresh as what was counted.
  update public.course_quarter set counted_at = app.clock();
  return counted;
end
$$;
--> statement-breakpoint
-- What services that ended in a period cost, by need and outcome: units delivered at the price authorized. For finance, which reads no referral.
create function app.cost_of_ended(from_day date, until_day date)
returns table (specialty_id uuid, completed boolean, outcome text, services integer, cents bigint)
language sql stable security definer set search_path = '' as $$
  select r.specialty_id, r.state = 'completed', r.outcome, count(distinct r.id)::integer, coalesce(sum(round(u.units_used * u.rate_cents)), 0)::bigint
  from public.agency a join public.referral r on r.agency_id = a.id and r.state in ('completed', 'not_completed')
    and r.ended_at >= from_day::timestamp at time zone a.time_zone and r.ended_at < until_day::timestamp at time zone a.time_zone
  join public."authorization" u on u.referral_id = r.id and u.units_used > 0
  where a.id = any(app.agencies_where('finance_reviewer', 'finance_approver'))
  group by 1, 2, 3
$$;
--> statement-breakpoint
revoke all on function app.count_courses(uuid, date), app.count_changed_courses(), app.cost_of_ended(date, date) from public;
grant execute on function app.count_courses(uuid, date), app.count_changed_courses() to app_job;
grant execute on function app.cost_of_ended(date, date) to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
do $$
declare
  t text;
begin
  -- What the database derives from linked rows by itself leaves no link of its own.
  foreach t in array array['course_count', 'course_quarter'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('grant select on public.%I to app_user', t);
  end loop;
end
$$;
