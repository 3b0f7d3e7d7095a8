-- A roster of two hundred is guarded, drawn from its authorizations and recorded a statement at a time: what was asked of each row is asked of all
-- of them at once, with the same refusals. Nothing is written where one of them does not hold.
set local role app_definer;
--> statement-breakpoint
-- Many events of one deed, in their order; the name of who is asking is looked up once. The only way into the event table.
create function app.record_events(happened jsonb) returns setof uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  seat uuid := coalesce(app.membership_id(), app.borne_seat());
  asking uuid := coalesce(app.actor_id(), (select m.person_id from public.membership m where m.id = app.borne_seat()));
  label text := coalesce((
    select p.name || ', ' || coalesce(a.name, o.name)
    from public.membership m join public.person p on p.id = m.person_id
    left join public.agency a on a.id = m.agency_id left join public.organization o on o.id = m.organization_id
    where m.id = seat and m.person_id = asking),
    (select a.contact_name || ', ' || a.organization_name from public.application a where a.id = app.borne_application()), '');
begin
  -- Below this a link for each costs less than what is noted of all of them.
  perform set_config('app.many_events', case when jsonb_array_length(happened) > 20 then 'on' else '' end, true);
  -- A provider may act on a referral without knowing whose it is; the record knows.
  return query
    insert into public.event (name, subject_type, subject_id, facts, agency_id, organization_id, client_id, case_id, referral_id,
      actor_person_id, actor_membership_id, actor_label, request_id)
    select e.name, e.subject_type, e.subject_id, e.facts, coalesce(e.agency_id, r.agency_id), e.organization_id, coalesce(e.client_id, r.client_id),
      coalesce(e.case_id, r.case_id), e.referral_id, asking, seat, label, coalesce(current_setting('app.request_id', true), '')
    from rows from (jsonb_to_recordset(happened) as (name text, subject_type text, subject_id uuid, facts jsonb,
      agency_id uuid, organization_id uuid, client_id uuid, case_id uuid, referral_id uuid))
      with ordinality as e (name, subject_type, subject_id, facts, agency_id, organization_id, client_id, case_id, referral_id, place)
    left join public.referral r on r.id = e.referral_id and (e.agency_id is null or e.client_id is null or e.case_id is null)
    order by e.place
    returning id;
  perform set_config('app.many_events', '', true);
end
$$;
--> statement-breakpoint
create or replace function app.record_event(
  event_name text, subject_kind text, subject uuid, event_facts jsonb,
  of_agency uuid, of_organization uuid, of_client uuid, of_case uuid, of_referral uuid
) returns uuid language plpgsql volatile security definer set search_path = '' as $$
begin
  return (select app.record_events(jsonb_build_array(jsonb_build_object(
    'name', event_name, 'subject_type', subject_kind, 'subject_id', subject, 'facts', event_facts, 'agency_id', of_agency,
    'organization_id', of_organization, 'client_id', of_client, 'case_id', of_case, 'referral_id', of_referral))));
end
$$;
--> statement-breakpoint
-- Which columns changed is asked column by column of all rows at once: row by row in words it was the dearest part of what is noted.
create or replace function app.note_set_changed() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  names text;
begin
  execute (
    select 'select concat_ws('','', ' || string_agg(format('case when bool_or(now.%1$I is distinct from was.%1$I) then %1$L end', c.attname), ', ' order by c.attname collate "C")
      || ') from came now join went was on was.id = now.id'
    from pg_catalog.pg_attribute c where c.attrelid = tg_relid and c.attnum > 0 and not c.attisdropped) into names;
  if coalesce(names, '') = '' then return null; end if;
  insert into public.set_change (table_name, verb, changed, row_ids, digest)
  select tg_table_name, tg_op, names, array_agg(now.id order by now.id),
    sha256(string_agg(sha256(convert_to(to_jsonb(now)::text, 'UTF8')), ''::bytea order by now.id))
  from came now join went was on was.id = now.id where now is distinct from was having count(*) > 0;
  return null;
end
$$;
--> statement-breakpoint
-- As app.guard_state says it of one row: a state goes where the table of moves lets this desk take it. The lifecycle is the trigger's argument.
create function app.guard_moves() returns trigger language plpgsql set search_path = '' as $$
declare
  wrong record;
begin
  for wrong in select distinct was.state as left_state, now.state as came_to from came now join went was on was.id = now.id where now.state is distinct from was.state loop
    if not exists (
      select 1 from public.transition t
      where t.lifecycle = tg_argv[0] and t.from_state = wrong.left_state and t.to_state = wrong.came_to
        and (app.mover() = any(t.desks) or current_user in ('app_definer', 'app_job'))
    ) then
      raise exception '% does not go from % to %', tg_argv[0], wrong.left_state, wrong.came_to
        using errcode = '23514', constraint = tg_argv[0] || '_move', table = tg_table_name;
    end if;
  end loop;
  return null;
end
$$;
--> statement-breakpoint
-- Whoever records attendance takes the authorizations first, always in the same order: two rosters that share some wait and never lock each other out.
create function app.hold_authorizations(of_sessions uuid[]) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  mine uuid[] := app.organizations_where('coordinator', 'practitioner', 'organization_administrator');
  drawn uuid[] := array(select distinct s.authorization_id from public.session s where s.id = any(of_sessions) and s.organization_id = any(mine));
begin
  perform 1 from public."authorization" a where a.id = any(drawn) order by a.id for no key update;
end
$$;
--> statement-breakpoint
-- What is corrected is set aside once, for good, and never once it was billed.
create or replace function app.guard_attendance() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public."authorization" where id = new.authorization_id for update;
  perform 1 from public.session where id = new.session_id for update;
  if old.current and not new.current and exists (select 1 from public.invoice_line l where l.attendance_id = old.id and l.live) then
    raise exception 'billed already' using errcode = '23514', constraint = 'attendance_billed', table = 'attendance';
  end if;
  if new.current and not old.current then
    raise exception 'set aside for good' using errcode = '23514', constraint = 'attendance_set_aside', table = 'attendance';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Attendance is of sessions that were held, by time that really passed; the units are drawn from the authorizations under their locks.
create function app.guard_attendances() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  now_at timestamptz := app.clock();
  drawn uuid[] := array(select distinct c.authorization_id from came c);
  attended uuid[] := array(select c.session_id from came c);
  fault text;
begin
  -- Not the sessions: what was held stays held.
  perform 1 from public."authorization" a where a.id = any(drawn) order by a.id for no key update;
  select f.fault into fault from (
    select case
      when s.state <> 'held' or s.authorization_id <> c.authorization_id then 'attendance_of_held_session'
      when s.starts_at > now_at then 'attendance_not_ahead'
      -- What was not used has gone back to the fund, so afterwards a correction may only lower what was drawn.
      when a.state not in ('active', 'exhausted') and c.units > coalesce((
        select o.units from public.attendance o where o.id = c.corrects_id and o.session_id = c.session_id), 0) then 'attendance_of_live_authorization'
      when c.units = 0 or a.unit_type not in ('quarter_hour', 'hour') then null
      when c.started_at is null or c.ended_at is null or c.ended_at <= c.started_at then 'attendance_time'
      when c.units <> case a.unit_type when 'quarter_hour' then floor(extract(epoch from c.ended_at - c.started_at) / 60 / 15)
        else floor(extract(epoch from c.ended_at - c.started_at) / 60 / 60 * 100) / 100 end then 'attendance_units_are_time' end as fault
    from came c join public.session s on s.id = c.session_id and s.id = any(attended) join public."authorization" a on a.id = c.authorization_id and a.id = any(drawn)) f
  where f.fault is not null limit 1;
  if fault is not null then
    raise exception using errcode = '23514', constraint = fault, table = 'attendance', message = case fault
      when 'attendance_of_held_session' then 'the session was not held'
      when 'attendance_not_ahead' then 'the session has not begun'
      when 'attendance_of_live_authorization' then 'the authorization has ended'
      when 'attendance_time' then 'time is missing'
      else 'units are not the time that passed' end;
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- What each authorization has used, once for each statement: it was locked before.
create function app.settle_attendances() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  drawn uuid[] := array(select distinct c.authorization_id from came c);
begin
  update public."authorization" a set units_used = u.used,
    state = case when a.state = 'active' and u.used >= a.units then 'exhausted' when a.state = 'exhausted' and u.used < a.units then 'active' else a.state end
  from (
    select d.id, coalesce((select sum(t.units) from public.attendance t where t.authorization_id = d.id and t.current), 0) as used from unnest(drawn) d(id)) u
  where a.id = u.id and a.id = any(drawn) and a.units_used <> u.used;
  return null;
end
$$;
--> statement-breakpoint
-- No more is delivered in a period than it holds. The authorizations were locked before.
create function app.guard_periods() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  drawn uuid[] := array(select distinct c.authorization_id from came c where c.units > 0);
begin
  -- Most have no such limit.
  if not exists (select 1 from public."authorization" a where a.id = any(drawn) and a.period is not null) then return null; end if;
  if exists (
    select 1 from (
      select distinct a.id, a.units_per_period, app.period_around(a.period, s.service_day) as days
      from came c join public."authorization" a on a.id = c.authorization_id and a.period is not null join public.session s on s.id = c.session_id
      where c.units > 0) p
    where p.units_per_period < (
      select sum(d.units) from public.session s join public.attendance d on d.session_id = s.id and d.current
      where s.authorization_id = p.id and p.days @> s.service_day)) then
    raise exception 'more than the period holds' using errcode = '23514', constraint = 'attendance_units_per_period', table = 'attendance';
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- A session lies inside its authorization, which holds, by the local day of the authorization's zone; its schedule is approved.
create function app.guard_sessions() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  drawn uuid[] := array(select distinct c.authorization_id from came c);
  planned_by uuid[] := array(select distinct c.schedule_id from came c);
  fault text;
begin
  select f.fault into fault from (
    select case
      when (c.starts_at at time zone a.time_zone)::date < a.starts_on or ((c.ends_at - interval '1 microsecond') at time zone a.time_zone)::date >= a.ends_on
        then 'session_inside_authorization'
      when a.state <> 'active' then 'session_of_active_authorization'
      when b.id is null then 'session_of_approved_schedule' end as fault
    from came c join public."authorization" a on a.id = c.authorization_id and a.id = any(drawn)
    left join public.billing_schedule b on b.id = c.schedule_id and b.id = any(planned_by) and b.state = 'approved'
      and b.authorization_id = c.authorization_id and b.referral_id = c.referral_id) f
  where f.fault is not null limit 1;
  if fault is not null then
    raise exception using errcode = '23514', constraint = fault, table = 'session', message = case fault
      when 'session_inside_authorization' then 'outside the authorization'
      when 'session_of_active_authorization' then 'the authorization does not hold'
      else 'the schedule is not approved' end;
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- A suspended provider is offered nothing and accepts nothing.
create or replace function app.guard_standing() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (tg_op = 'INSERT' or new.state = 'accepted' and old.state <> 'accepted')
    and app.suspended_on(new.agency_id, new.organization_id, app.agency_day(new.agency_id)) is not null then
    raise exception 'the provider is suspended' using errcode = '23514', constraint = 'offer_while_suspended', table = 'offer';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Where the services of a provider stop, nothing is planned or held on those days.
create function app.guard_stopped() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  stopped boolean;
begin
  if tg_op = 'INSERT' then
    stopped := exists (select 1 from came c join public.suspension s on s.agency_id = c.agency_id and s.organization_id = c.organization_id
      where s.services = 'stop' and daterange(s.from_day, s.until_day) @> c.service_day);
  else
    stopped := exists (select 1 from came c join went w on w.id = c.id and w.state <> 'held'
      join public.suspension s on s.agency_id = c.agency_id and s.organization_id = c.organization_id
      where c.state = 'held' and s.services = 'stop' and daterange(s.from_day, s.until_day) @> c.service_day);
  end if;
  if stopped then
    raise exception 'the services of the provider are stopped' using errcode = '23514', constraint = 'session_while_stopped', table = 'session';
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- As before, by the ids of what was made: asked by a subquery it went through all authorizations there are.
create or replace function app.guard_planned_units() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  drawn uuid[] := array(select distinct m.authorization_id from made m);
begin
  perform 1 from public."authorization" a where a.id = any(drawn) order by a.id for no key update;
  if exists (
    select 1 from public."authorization" a where a.id = any(drawn) and a.units < a.units_used + (
      select coalesce(sum(s.planned_units), 0) from public.session s where s.authorization_id = a.id and s.state = 'planned')) then
    raise exception 'more than is authorized' using errcode = '23514', constraint = 'session_units', table = 'session';
  end if;
  if not exists (select 1 from public."authorization" a where a.id = any(drawn) and a.period is not null) then return null; end if;
  if exists (
    select 1 from (
      select distinct a.id, a.units_per_period, app.period_around(a.period, m.service_day) as days
      from made m join public."authorization" a on a.id = m.authorization_id and a.id = any(drawn) and a.period is not null) p
    where p.units_per_period < (
      select sum(case when s.state = 'planned' then s.planned_units else d.units end)
      from public.session s left join public.attendance d on d.session_id = s.id and d.current
      where s.authorization_id = p.id and s.state in ('planned', 'held') and p.days @> s.service_day)) then
    raise exception 'more than the period holds' using errcode = '23514', constraint = 'session_units_per_period', table = 'session';
  end if;
  return null;
end
$$;
--> statement-breakpoint
revoke all on function app.record_events(jsonb), app.guard_moves(), app.hold_authorizations(uuid[]), app.guard_attendances(), app.settle_attendances(), app.guard_periods(),
  app.guard_sessions(), app.guard_stopped() from public;
grant execute on function app.record_events(jsonb) to app_user, app_auth, app_job;
grant execute on function app.hold_authorizations(uuid[]) to app_user;
grant execute on function app.guard_moves(), app.guard_attendances(), app.settle_attendances(), app.guard_periods(),
  app.guard_sessions(), app.guard_stopped() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
drop trigger b_guard_attendance on attendance;
drop trigger c_settle_attendance on attendance;
drop trigger d_guard_period_units on attendance;
drop trigger a_guard_state on session;
drop trigger b_guard_session on session;
drop trigger d_guard_standing on session;
drop trigger a_guard_state on "authorization";
drop trigger b_guard_author on "authorization";
drop trigger b_guard_authorization on "authorization";
set local role app_definer;
drop function app.settle_attendance();
drop function app.guard_period_units();
drop function app.guard_session();
set local role app_owner;
--> statement-breakpoint
create trigger b_guard_attendance before update on attendance for each row execute function app.guard_attendance();
create trigger b_guard_attendances after insert on attendance referencing new table as came for each statement execute function app.guard_attendances();
create trigger c_settle_added after insert on attendance referencing new table as came for each statement execute function app.settle_attendances();
create trigger c_settle_changed after update on attendance referencing new table as came for each statement execute function app.settle_attendances();
create trigger d_guard_periods after insert on attendance referencing new table as came for each statement execute function app.guard_periods();
create trigger a_guard_state before insert on session for each row when (new.state is distinct from 'planned') execute function app.guard_state('session', 'planned');
create trigger a_guard_moves after update on session referencing old table as went new table as came for each statement execute function app.guard_moves('session');
create trigger b_guard_sessions after insert on session referencing new table as came for each statement execute function app.guard_sessions();
create trigger d_guard_stopped_added after insert on session referencing new table as came for each statement execute function app.guard_stopped();
create trigger d_guard_stopped_changed after update on session referencing old table as went new table as came for each statement execute function app.guard_stopped();
-- Room beside each row, so that what is used of it changes without a new entry in its sixteen indexes.
alter table "authorization" set (fillfactor = 80);
-- Asked only where the state moves or somebody signs: what is used of an authorization changes with each roster.
create trigger a_guard_state before insert on "authorization" for each row execute function app.guard_state('authorization', 'proposed');
create trigger a_guard_moved before update on "authorization" for each row
  when (new.state is distinct from old.state) execute function app.guard_state('authorization', 'proposed');
create trigger b_guard_author before update on "authorization" for each row
  when (new.decided_by is distinct from old.decided_by) execute function app.guard_author('decided_by');
create trigger b_guard_authorization before update on "authorization" for each row
  when (new.state is distinct from old.state) execute function app.guard_authorization();
--> statement-breakpoint
do $$
declare
  by_set constant text := $when$coalesce(current_setting('app.bulk', true), '') = 'on'$when$;
  many constant text := $when$coalesce(current_setting('app.many_events', true), '') = 'on'$when$;
begin
  drop trigger z_chain_link on public."authorization";
  execute format('create constraint trigger z_chain_link after insert or update on public."authorization" deferrable initially deferred for each row when (not (%s)) execute function app.chain_link()', by_set);
  create constraint trigger z_chain_link_removed after delete on public."authorization" deferrable initially deferred for each row execute function app.chain_link();
  execute format('create trigger z_note_added after insert on public."authorization" referencing new table as came for each statement when (%s) execute function app.note_set_added()', by_set);
  execute format('create trigger z_note_changed after update on public."authorization" referencing old table as went new table as came for each statement when (%s) execute function app.note_set_changed()', by_set);
  drop trigger z_chain_link on public.event;
  execute format('create constraint trigger z_chain_link after insert on public.event deferrable initially deferred for each row when (not (%s)) execute function app.chain_link()', many);
  create constraint trigger z_chain_link_removed after update or delete on public.event deferrable initially deferred for each row execute function app.chain_link();
  execute format('create trigger z_note_added after insert on public.event referencing new table as came for each statement when (%s) execute function app.note_set_added()', many);
end
$$;
