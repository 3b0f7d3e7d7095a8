ALTER TABLE "session" DROP CONSTRAINT "session_cancelled_says_why";--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_cancelled_says_why" CHECK (("session"."state" = 'cancelled') = ("session"."cancelled_by" is not null) and ("session"."cancelled_by" is null or "session"."reason_words" is not null));--> statement-breakpoint
-- Nobody is in two places at once, as before. What is asked is whether it was cancelled by somebody and no more its state: so holding a session
-- leaves all its indexes as they are, five of which had to be searched and written anew for each line of a roster.
alter table session drop constraint session_practitioner_in_one_place;
alter table session drop constraint session_client_in_one_place;
alter table session drop constraint session_group_begins_together;
alter table session drop constraint session_group_ends_together;
alter table session add constraint session_practitioner_in_one_place
  exclude using gist (practitioner_id with =, coalesce(group_id, id) with <>, during with &&) where (cancelled_by is null);
alter table session add constraint session_client_in_one_place
  exclude using gist (client_id with =, during with &&) where (cancelled_by is null);
alter table session add constraint session_group_begins_together
  exclude using gist (group_id with =, starts_at with <>, during with &&) where (group_id is not null and cancelled_by is null);
alter table session add constraint session_group_ends_together
  exclude using gist (group_id with =, ends_at with <>, during with &&) where (group_id is not null and cancelled_by is null);
-- Room beside each row, so that it is held where it lies.
alter table session set (fillfactor = 85);
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- As before, by what the index of overlaps goes by.
create or replace function app.delivery_facts(of_deliveries uuid[]) returns table (
  attendance_id uuid, excluded boolean, in_force boolean, lacking text, agreed_cents bigint, client_at text, practitioner_twice boolean, twin boolean, fund_short boolean)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with asked as materialized (
      select d.id, d.agency_id, d.organization_id, d.client_id, d.current, d.units, d.started_at, d.ended_at, s.id as session_id, s.practitioner_id, s.location_id,
        s.service_day, s.during as planned, a.service_id, a.unit_type, a.fund_id, a.rate_cents,
        case when d.started_at < d.ended_at then tstzrange(d.started_at, d.ended_at, '[)') else s.during end as given
      from public.attendance d
      join public.session s on s.id = d.session_id
      join public."authorization" a on a.id = d.authorization_id
      where d.id = any(of_deliveries) and (current_setting('role') in ('app_job', 'app_definer')
        or d.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver', 'auditor'))
        or d.organization_id = any(app.organizations_where('coordinator', 'biller', 'organization_administrator')))),
    -- Once for each service, place, person and day: forty lines of one day stand or fall together.
    standing as materialized (
      select k.*, app.excluded_on(k.agency_id, k.organization_id, k.practitioner_id, k.service_day) as excluded,
        app.agreement_on(k.agency_id, k.organization_id, k.service_day) as agreement_id,
        (select string_agg(c.name, ', ' order by c.name)
          from app.lacking_credentials(k.agency_id, k.organization_id, k.service_id, k.location_id, k.practitioner_id, k.service_day) c) as lacking
      from (select distinct agency_id, organization_id, service_id, location_id, practitioner_id, service_day from asked) k),
    short as materialized (
      select f.fund_id, f.cents > coalesce((select b.balance_cents from public.fund_balance b where b.fund_id = f.fund_id and b.account = 'reserved'), 0) as is_short
      from (select fund_id, sum(round(units * rate_cents)) as cents from asked where not exists (
        select 1 from public.invoice_line l join public.invoice i on i.id = l.invoice_id
        where l.attendance_id = asked.id and l.live and i.state not in ('draft', 'returned', 'submitted', 'in_review')) group by fund_id) f)
    select q.id, st.excluded, st.agreement_id is not null, coalesce(st.lacking, ''),
      (select r.rate_cents from public.rate r where r.agreement_id = st.agreement_id and r.service_id = q.service_id and r.unit_type = q.unit_type
        and r.starts_on <= q.service_day and q.service_day < r.ends_on limit 1),
      (select case when bool_or(o.organization_id = q.organization_id) then 'here' when count(*) > 0 then 'elsewhere' else '' end
        from public.session s join public.attendance o on o.session_id = s.id and o.current and o.units > 0 and o.client_id = q.client_id
        where s.client_id = q.client_id and s.id <> q.session_id and s.cancelled_by is null and s.during && tstzrange(lower(q.given) - interval '12 hours', upper(q.given) + interval '12 hours')
          and q.given && case when o.started_at < o.ended_at then tstzrange(o.started_at, o.ended_at, '[)') else s.during end),
      exists (select 1
        from public.session s join public.attendance o on o.session_id = s.id and o.current and o.units > 0
        where s.practitioner_id = q.practitioner_id and s.id <> q.session_id and s.cancelled_by is null
          -- By the days they begin on, which one index has in order: the one of overlaps goes through all that a practitioner ever held.
          and s.starts_at > lower(q.given) - interval '8 days' and s.starts_at < upper(q.given) + interval '12 hours'
          and s.ends_at > lower(q.given) - interval '12 hours'
          and s.during is distinct from q.planned and q.given && case when o.started_at < o.ended_at then tstzrange(o.started_at, o.ended_at, '[)') else s.during end),
      exists (select 1 from public.attendance o join public.session s on s.id = o.session_id join public."authorization" b on b.id = o.authorization_id
        where o.client_id = q.client_id and o.agency_id = q.agency_id and o.id <> q.id and o.current and o.units = q.units and s.service_day = q.service_day
          and b.service_id = q.service_id and o.started_at = q.started_at and o.ended_at = q.ended_at),
      coalesce(sh.is_short, false)
    from asked q
    join standing st on (st.agency_id, st.organization_id, st.service_id, st.location_id, st.practitioner_id, st.service_day)
      = (q.agency_id, q.organization_id, q.service_id, q.location_id, q.practitioner_id, q.service_day)
    left join short sh on sh.fund_id = q.fund_id;
end
$$;
--> statement-breakpoint
-- Sessions are of their schedule's group, and whoever they are for has a place in it: asked once for each statement, of all its rows.
create function app.guard_group_sessions() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  planned_by uuid[] := array(select distinct c.schedule_id from came c);
begin
  if exists (select 1 from came c left join public.billing_schedule b on b.id = c.schedule_id and b.id = any(planned_by) where c.group_id is distinct from b.group_id) then
    raise exception 'another group than its schedule' using errcode = '23514', constraint = 'session_group_of_schedule', table = 'session';
  end if;
  -- Most are of none. Who leaves meanwhile is waited for.
  perform 1 from public.group_place p join (select distinct c.group_id, c.referral_id from came c where c.group_id is not null) c
    on c.group_id = p.group_id and c.referral_id = p.referral_id where p.state = 'placed' order by p.id for share of p;
  if exists (select 1 from came c where c.group_id is not null and not exists (
    select 1 from public.group_place p where p.group_id = c.group_id and p.referral_id = c.referral_id and p.state = 'placed')) then
    raise exception 'no place in the group' using errcode = '23514', constraint = 'session_without_place', table = 'session';
  end if;
  return null;
end
$$;
revoke all on function app.guard_group_sessions() from public;
grant execute on function app.guard_group_sessions() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
drop trigger b_guard_group_session on session;
grant insert (group_id) on session to app_user;
create trigger b_guard_group_sessions after insert on session referencing new table as came for each statement execute function app.guard_group_sessions();
--> statement-breakpoint
set local role app_definer;
drop function app.guard_group_session();
set local role app_owner;
