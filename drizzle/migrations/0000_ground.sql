-- What the tables stand on: extensions, ids, the clock, and the questions row-level security asks.
create extension if not exists btree_gist with schema public;
--> statement-breakpoint
create extension if not exists pg_trgm with schema public;
--> statement-breakpoint
create extension if not exists unaccent with schema public;
--> statement-breakpoint
create schema if not exists app;
--> statement-breakpoint
grant usage on schema app to app_definer, app_user, app_auth, app_job;
--> statement-breakpoint
grant create on schema app to app_definer;
--> statement-breakpoint
-- Ids in the order of time. PostgreSQL 18 makes them itself; before it, 48 bits of milliseconds and 74 of chance.
do $ground$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function app.new_id() returns uuid language sql volatile set search_path = '' as 'select uuidv7()';
  else
    create function app.new_id() returns uuid language sql volatile set search_path = '' as $$
      select encode(
        set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
          52, 1), 53, 1), 'hex')::uuid
    $$;
  end if;
end
$ground$;
--> statement-breakpoint
-- The time of this transaction. Only the migrator's login, which loads the demo network and runs tests, may set another.
create function app.clock() returns timestamptz language sql stable set search_path = '' as $$
  select case when session_user = 'app_migrator'
    then coalesce(nullif(current_setting('app.clock', true), '')::timestamptz, now())
    else now() end
$$;
--> statement-breakpoint
-- A setting reads as the empty string after its transaction, so nullif stands before every cast.
create function app.actor_id() returns uuid language sql stable set search_path = '' as $$
  select nullif(current_setting('app.actor_id', true), '')::uuid
$$;
--> statement-breakpoint
create function app.membership_id() returns uuid language sql stable set search_path = '' as $$
  select nullif(current_setting('app.membership_id', true), '')::uuid
$$;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- The membership in use, if it and its person still stand. Everything below asks this first.
create function app.standing() returns table (agency_id uuid, organization_id uuid, role text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select m.agency_id, m.organization_id, m.role
    from public.membership m join public.person p on p.id = m.person_id
    where m.id = app.membership_id() and m.person_id = app.actor_id() and m.disabled_at is null and p.disabled_at is null;
end
$$;
--> statement-breakpoint
create function app.agencies_where(variadic roles text[]) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(s.agency_id) from app.standing() s where s.agency_id is not null and s.role = any(roles)), '{}');
end
$$;
--> statement-breakpoint
create function app.organizations_where(variadic roles text[]) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(s.organization_id) from app.standing() s where s.organization_id is not null and s.role = any(roles)), '{}');
end
$$;
--> statement-breakpoint
-- Which side of the house is asking: agency, network, finance, admin, portal, or system where nobody is.
create function app.desk() returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select case
      when s.organization_id is not null then 'portal'
      when s.role in ('caseworker', 'supervisor') then 'agency'
      when s.role = 'network_manager' then 'network'
      when s.role in ('finance_reviewer', 'finance_approver') then 'finance'
      else 'admin' end
    from app.standing() s), 'system');
end
$$;
--> statement-breakpoint
create function app.organizations_in_network() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(distinct a.organization_id) from public.agreement a
    where a.agency_id = any(app.agencies_where('network_manager')) and a.state <> 'ended'), '{}');
end
$$;
--> statement-breakpoint
create function app.organizations_we_pay() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(distinct a.organization_id) from public.agreement a
    where a.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver'))), '{}');
end
$$;
--> statement-breakpoint
create function app.colleagues() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(distinct m.person_id) from public.membership m
    join app.standing() s on (m.agency_id = s.agency_id or m.organization_id = s.organization_id)), '{}');
end
$$;
--> statement-breakpoint
-- Restricted cases whose team the actor is not on. Few, so an array is quick.
create function app.hidden_cases() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(c.id) from public."case" c join app.standing() s on s.agency_id = c.agency_id
    where c.restricted and c.owner_membership_id <> app.membership_id()
      and not exists (select 1 from public.case_member m where m.case_id = c.id and m.membership_id = app.membership_id())), '{}');
end
$$;
--> statement-breakpoint
create function app.my_cases() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(c.id) from public."case" c join app.standing() s on s.agency_id = c.agency_id and s.role in ('caseworker', 'supervisor')
    where c.owner_membership_id = app.membership_id()
      or exists (select 1 from public.case_member m where m.case_id = c.id and m.membership_id = app.membership_id())), '{}');
end
$$;
--> statement-breakpoint
create function app.my_clients() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(distinct c.client_id) from public."case" c where c.id = any(app.my_cases())), '{}');
end
$$;
--> statement-breakpoint
create function app.hidden_clients() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(k.id) from public.client k join app.standing() s on s.agency_id = k.agency_id
    where k.restricted and k.created_by <> app.membership_id() and k.id <> all(app.my_clients())), '{}');
end
$$;
--> statement-breakpoint
create function app.my_referrals() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(r.id) from public.referral r where r.case_id = any(app.my_cases())), '{}');
end
$$;
--> statement-breakpoint
-- Referrals in which the actor's organization may know who the client is.
create function app.identified_referrals() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(o.referral_id) from public.offer o
    join public.referral r on r.id = o.referral_id and r.state not in ('draft', 'withdrawn', 'entered_in_error')
    join app.standing() s on s.organization_id = o.organization_id
    where o.identified and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')), '{}');
end
$$;
--> statement-breakpoint
-- Referrals the actor's organization has accepted and that are under way.
create function app.held_referrals() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(o.referral_id) from public.offer o
    join public.referral r on r.id = o.referral_id and r.state in ('accepted', 'in_progress', 'on_hold')
    join app.standing() s on s.organization_id = o.organization_id
    where o.state = 'accepted'), '{}');
end
$$;
--> statement-breakpoint
-- Disclosures that hold at this moment: consent live, offer held, not closed, not past their end.
create function app.live_disclosures() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(d.id) from public.disclosure d
    join app.standing() s on s.organization_id = d.organization_id
    join public.consent c on c.id = d.consent_id and c.client_id = d.client_id and (c.organization_id is null or c.organization_id = d.organization_id)
    join public.offer o on o.referral_id = d.referral_id and o.organization_id = d.organization_id
    join public.referral r on r.id = d.referral_id
    where d.closed_at is null and d.ends_at > app.clock()
      and c.state = 'active' and c.starts_at <= app.clock() and c.ends_at > app.clock()
      and o.identified and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
      and r.state not in ('draft', 'withdrawn', 'entered_in_error')), '{}');
end
$$;
--> statement-breakpoint
create function app.disclosed_documents() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(dd.document_id) from public.disclosed_document dd
    join public.disclosure d on d.referral_id = dd.referral_id and 'documents' = any(d.fields)
    where d.id = any(app.live_disclosures())), '{}');
end
$$;
--> statement-breakpoint
create function app.editable_schedules() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(b.id) from public.billing_schedule b
    where b.state in ('draft', 'returned')
      and b.organization_id = any(app.organizations_where('coordinator', 'biller', 'organization_administrator'))), '{}');
end
$$;
--> statement-breakpoint
set local role app_owner;
