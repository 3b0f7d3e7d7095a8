-- What waits in a large agency is found by its own order, and who is hidden is asked of the rows that are restricted, in a fraction of the time.
set local role app_owner;
--> statement-breakpoint
DROP INDEX "case_restricted";--> statement-breakpoint
DROP INDEX "client_restricted";--> statement-breakpoint
CREATE INDEX "case_task_follow_up" ON "case_task" USING btree ("agency_id","due_on","id") WHERE "case_task"."state" = 'open' and "case_task"."kind" = 'follow_up';--> statement-breakpoint
CREATE INDEX "need_waiting" ON "need" USING btree ("agency_id","created_at","id") WHERE "need"."met_at" is null;--> statement-breakpoint
CREATE INDEX "event_lapsed" ON "event" USING btree ("agency_id","referral_id") WHERE "event"."name" = 'referral.credential-lapsed';--> statement-breakpoint
CREATE INDEX "plan_review_due" ON "plan_review" USING btree ("agency_id","due_on","id") WHERE "plan_review"."state" = 'open';--> statement-breakpoint
CREATE INDEX "referral_to_close" ON "referral" USING btree ("agency_id",coalesce("ended_at", "answered_at", "sent_at"),"id") WHERE "referral"."state" in ('declined', 'expired', 'completed', 'not_completed') and "referral"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "referral_accepted" ON "referral" USING btree ("agency_id","answered_at" DESC NULLS LAST,"id") WHERE "referral"."state" = 'accepted';--> statement-breakpoint
CREATE INDEX "case_restricted" ON "case" USING btree ("agency_id","id","owner_membership_id") WHERE "case"."restricted";--> statement-breakpoint
CREATE INDEX "client_restricted" ON "client" USING btree ("agency_id","id","created_by") WHERE "client"."restricted";--> statement-breakpoint
ALTER POLICY "case staff read the cases of their agency that are not restricted" ON "case" TO app_user USING (("case"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ((not "case"."restricted") or "case"."id" <> all((select app.hidden_cases())::uuid[]))));--> statement-breakpoint
ALTER POLICY "case staff read the clients of their agency that are not restricted" ON "client" TO app_user USING (("client"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ((not "client"."restricted") or "client"."id" <> all((select app.hidden_clients())::uuid[]))));--> statement-breakpoint
ALTER POLICY "case staff see which documents went along, a provider those of its live referrals" ON "disclosed_document" TO app_user USING ((("disclosed_document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "disclosed_document"."referral_id")) or "disclosed_document"."document_id" = any((select app.disclosed_documents())::uuid[])));--> statement-breakpoint
ALTER POLICY "case staff read their agency's offers, a provider its own" ON "offer" TO app_user USING ((("offer"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "offer"."referral_id")) or "offer"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
ALTER POLICY "both sides of a thread see how far it was read" ON "thread_mark" TO app_user USING ((("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_mark"."referral_id")) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_mark"."referral_id" = any((select app.open_threads())::uuid[]))));--> statement-breakpoint
ALTER POLICY "people mark what they read themselves" ON "thread_mark" TO app_user WITH CHECK (("thread_mark"."membership_id" = (select app.membership_id()) and (("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_mark"."referral_id")) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_mark"."referral_id" = any((select app.open_threads())::uuid[])))));--> statement-breakpoint
ALTER POLICY "people move their own mark" ON "thread_mark" TO app_user USING (("thread_mark"."membership_id" = (select app.membership_id()) and (("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_mark"."referral_id")) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_mark"."referral_id" = any((select app.open_threads())::uuid[]))))) WITH CHECK (("thread_mark"."membership_id" = (select app.membership_id()) and (("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_mark"."referral_id")) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_mark"."referral_id" = any((select app.open_threads())::uuid[])))));--> statement-breakpoint
ALTER POLICY "case staff read their referrals' threads, a provider its own while it may know the client" ON "thread_message" TO app_user USING ((("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_message"."referral_id")) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_message"."referral_id" = any((select app.open_threads())::uuid[]))));--> statement-breakpoint
ALTER POLICY "people take back what they wrote themselves" ON "thread_message" TO app_user USING (("thread_message"."author_id" = (select app.membership_id()) and (("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_message"."referral_id")) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_message"."referral_id" = any((select app.open_threads())::uuid[]))))) WITH CHECK (("thread_message"."author_id" = (select app.membership_id()) and (("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_message"."referral_id")) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_message"."referral_id" = any((select app.open_threads())::uuid[])))));--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- No policy asks for hidden referrals any more: the referral itself is asked, by its key.
drop function app.hidden_referrals();
--> statement-breakpoint
-- Each function below answers what it answered before, and is asked by each policy of each statement: it reads by keys alone, and little.
create or replace function app.agencies_where(variadic roles text[]) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select m.agency_id from public.membership m join public.person p on p.id = m.person_id
    where m.id = app.membership_id() and m.person_id = app.actor_id() and m.disabled_at is null and p.disabled_at is null
      and m.agency_id is not null and m.role = any(roles));
end
$$;
--> statement-breakpoint
create or replace function app.my_cases() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := app.membership_id();
  houses uuid[] := app.agencies_where('caseworker', 'supervisor');
begin
  return array(
    select c.id from public."case" c where c.owner_membership_id = me and c.agency_id = any(houses)
    union select m.case_id from public.case_member m where m.membership_id = me and m.agency_id = any(houses));
end
$$;
--> statement-breakpoint
create or replace function app.my_clients() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := app.membership_id();
  houses uuid[] := app.agencies_where('caseworker', 'supervisor');
begin
  return array(
    select c.client_id from public."case" c where c.owner_membership_id = me and c.agency_id = any(houses)
    union select c.client_id from public.case_member m join public."case" c on c.id = m.case_id where m.membership_id = me and m.agency_id = any(houses));
end
$$;
--> statement-breakpoint
create or replace function app.my_referrals() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  mine uuid[] := app.my_cases();
begin
  return array(select r.id from public.referral r where r.case_id = any(mine));
end
$$;
--> statement-breakpoint
create or replace function app.shut_cases() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := app.membership_id();
  house uuid := (select s.agency_id from app.standing() s);
begin
  return array(
    select c.id from public."case" c where c.agency_id = house and c.restricted and c.owner_membership_id <> me
      and c.id not in (select m.case_id from public.case_member m where m.membership_id = me));
end
$$;
--> statement-breakpoint
create or replace function app.shut_clients() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := app.membership_id();
  house uuid := (select s.agency_id from app.standing() s);
  mine uuid[] := app.my_clients();
begin
  return array(
    select k.id from public.client k where k.agency_id = house and k.restricted and k.created_by <> me
      and k.id not in (select unnest(mine)));
end
$$;
--> statement-breakpoint
create or replace function app.hidden_cases() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  opened uuid[] := array(select e.case_id from app.open_emergencies() e);
begin
  if opened = '{}' then return app.shut_cases(); end if;
  return array(select h from unnest(app.shut_cases()) h where h <> all(opened));
end
$$;
--> statement-breakpoint
create or replace function app.hidden_clients() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  opened uuid[] := array(select e.client_id from app.open_emergencies() e);
begin
  if opened = '{}' then return app.shut_clients(); end if;
  return array(select h from unnest(app.shut_clients()) h where h <> all(opened));
end
$$;
--> statement-breakpoint
-- As before; who is asking is found out once, not once for each referral, which took three seconds of an hour's worth of them.
create or replace function app.lapsed_referrals(of_referrals uuid[]) returns table (referral_id uuid, organization_id uuid, reason text, codes text, names text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare
  everywhere boolean := current_setting('role') in ('app_job', 'app_definer');
  houses uuid[] := app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator');
  ours uuid[] := app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator');
begin
  return query
    with asked as materialized (
      select r.id as referral_id, r.agency_id, o.organization_id, sal.id as place_id, sal.service_id, sal.location_id, w.practitioner_id
      from public.referral r
      join public.offer o on o.referral_id = r.id and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
      join public.service_at_location sal on sal.id = o.service_at_location_id
      cross join lateral (
        select null::uuid as practitioner_id
        -- Who is to come is asked for their own licence as soon as they are named.
        union select s.practitioner_id from public.session s where s.referral_id = r.id and s.state = 'planned' and s.starts_at > app.clock()
      ) w
      where r.id = any(of_referrals) and r.state in ('sent', 'accepted', 'in_progress', 'on_hold')
        and (exists (select 1 from public.credential_requirement q where q.agency_id = r.agency_id)
          or exists (select 1 from public.exclusion_match q where q.agency_id = r.agency_id and q.state = 'confirmed'))
        and (everywhere or r.agency_id = any(houses) or o.organization_id = any(ours))
    ), judged as materialized (
      select d.agency_id, d.place_id, d.practitioner_id, app.excluded_on(d.agency_id, d.organization_id, d.practitioner_id, app.today_at(d.place_id)) as excluded, k.*
      from (select distinct a.agency_id, a.organization_id, a.place_id, a.service_id, a.location_id, a.practitioner_id from asked a) d
      cross join lateral (
        select array_agg(l.code) as codes, array_agg(l.name) as names
        from app.lacking_credentials(d.agency_id, d.organization_id, d.service_id, d.location_id, d.practitioner_id, app.today_at(d.place_id)) l) k
    )
    select a.referral_id, a.organization_id, case when bool_or(j.excluded) then 'excluded' else 'credential' end,
      coalesce(string_agg(distinct c.code, ', ' order by c.code), ''), coalesce(string_agg(distinct c.name, ', ' order by c.name), '')
    from asked a
    join judged j on (j.agency_id, j.place_id) = (a.agency_id, a.place_id) and j.practitioner_id is not distinct from a.practitioner_id
    left join lateral unnest(j.codes, j.names) c(code, name) on true
    where j.excluded or j.codes is not null
    group by a.referral_id, a.organization_id;
end
$$;
--> statement-breakpoint
set local role app_owner;
