-- A provider's standing in a network, and its people: suspended and reinstated by day, the last administrator, leaving.
CREATE TABLE "suspension" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	"reason_code" text NOT NULL,
	"words" text NOT NULL,
	"services" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	"end_words" text,
	CONSTRAINT "suspension_services" CHECK ("suspension"."services" in ('continue', 'stop')),
	CONSTRAINT "suspension_days" CHECK ("suspension"."until_day" >= "suspension"."from_day"),
	CONSTRAINT "suspension_end_whole" CHECK (("suspension"."until_day" is null) = ("suspension"."ended_at" is null) and ("suspension"."until_day" is null) = ("suspension"."ended_by" is null))
);
--> statement-breakpoint
ALTER TABLE "suspension" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_ended_by_membership_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "suspension_agency" ON "suspension" USING btree ("agency_id","organization_id","from_day");--> statement-breakpoint
CREATE INDEX "suspension_organization" ON "suspension" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "suspension_created_by" ON "suspension" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "suspension_ended_by" ON "suspension" USING btree ("ended_by");--> statement-breakpoint
DROP POLICY "administrators withdraw invitations of their house" ON "invitation" CASCADE;--> statement-breakpoint
DROP POLICY "administrators add others to their own house" ON "membership" CASCADE;--> statement-breakpoint
DROP POLICY "administrators change memberships of others in their own house" ON "membership" CASCADE;--> statement-breakpoint
CREATE POLICY "administrators and network managers take back invitations" ON "invitation" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("invitation"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "invitation"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[]) or ("invitation"."organization_id" = any((select app.organizations_in_network())::uuid[]) and "invitation"."role" = 'organization_administrator'))) WITH CHECK (("invitation"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "invitation"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[]) or ("invitation"."organization_id" = any((select app.organizations_in_network())::uuid[]) and "invitation"."role" = 'organization_administrator')));--> statement-breakpoint
CREATE POLICY "administrators add others, a provider's also themselves" ON "membership" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("membership"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) and (not "membership"."person_id" = (select app.actor_id()))) or "membership"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "administrators change others' seats, a provider's people leave" ON "membership" AS PERMISSIVE FOR UPDATE TO "app_user" USING (((("membership"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "membership"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])) and (not "membership"."person_id" = (select app.actor_id()))) or ("membership"."person_id" = (select app.actor_id()) and "membership"."organization_id" is not null and ("membership"."disabled_at" is null and (select app.desk()) <> 'system')))) WITH CHECK (((("membership"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "membership"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])) and (not "membership"."person_id" = (select app.actor_id()))) or ("membership"."person_id" = (select app.actor_id()) and "membership"."organization_id" is not null and "membership"."disabled_at" is not null)));--> statement-breakpoint
CREATE POLICY "both sides read a suspension" ON "suspension" AS PERMISSIVE FOR SELECT TO "app_user" USING (("suspension"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) or "suspension"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a network manager suspends a provider in their own name" ON "suspension" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("suspension"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "suspension"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a network manager reinstates a provider" ON "suspension" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("suspension"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("suspension"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
alter table suspension add constraint suspension_once exclude using gist (agency_id with =, organization_id with =, daterange(from_day, until_day) with &&);
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Today on an agency's calendar: what an agency does to a provider begins and ends with its days.
create function app.agency_day(of_agency uuid) returns date language plpgsql stable security definer set search_path = '' as $$
begin
  return (select (app.clock() at time zone a.time_zone)::date from public.agency a where a.id = of_agency);
end
$$;
--> statement-breakpoint
-- What became of running services on a day on which the provider is suspended, continue or stop; null when it stands.
create function app.suspended_on(of_agency uuid, of_organization uuid, on_day date) returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return (select s.services from public.suspension s
    where s.agency_id = of_agency and s.organization_id = of_organization and daterange(s.from_day, s.until_day) @> on_day limit 1);
end
$$;
--> statement-breakpoint
-- Nobody is suspended for days that are past, and what was ended is not written anew.
create function app.guard_suspension() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  today date := app.agency_day(new.agency_id);
begin
  if tg_op = 'INSERT' then
    if new.from_day < today then
      raise exception 'not for days that are past' using errcode = '23514', constraint = 'suspension_not_backwards', table = 'suspension';
    end if;
    return new;
  end if;
  if old.until_day is not null then
    raise exception 'reinstated already' using errcode = '23514', constraint = 'suspension_ended', table = 'suspension';
  end if;
  if new.until_day is distinct from greatest(today, old.from_day) then
    raise exception 'reinstated is who stands from today' using errcode = '23514', constraint = 'suspension_ends_today', table = 'suspension';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A suspended provider is offered nothing and accepts nothing; where its services stop, nothing is planned or held on those days.
create function app.guard_standing() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'offer' then
    if (tg_op = 'INSERT' or new.state = 'accepted' and old.state <> 'accepted')
      and app.suspended_on(new.agency_id, new.organization_id, app.agency_day(new.agency_id)) is not null then
      raise exception 'the provider is suspended' using errcode = '23514', constraint = 'offer_while_suspended', table = 'offer';
    end if;
  elsif (tg_op = 'INSERT' or new.state = 'held' and old.state <> 'held')
    and app.suspended_on(new.agency_id, new.organization_id, new.service_day) = 'stop' then
    raise exception 'the services of the provider are stopped' using errcode = '23514', constraint = 'session_while_stopped', table = 'session';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- What a suspension touches, by number and never by name: open offers, referrals under way, sessions of the days ahead, invoices not paid yet.
create function app.effect_of_suspension(of_organization uuid, days_ahead integer)
returns table (kind text, id uuid, number text, state text, day date, cents bigint) language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    with mine as (select unnest(app.agencies_where('network_manager')) as agency_id)
    select 'offer'::text, o.id, r.number, o.state, r.answer_by, null::bigint
      from public.offer o join mine on mine.agency_id = o.agency_id join public.referral r on r.id = o.referral_id
      where o.organization_id = of_organization and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted')
    union all
    select 'referral', r.id, r.number, r.state, (r.answered_at at time zone a.time_zone)::date, null
      from public.offer o join mine on mine.agency_id = o.agency_id join public.agency a on a.id = o.agency_id
      join public.referral r on r.id = o.referral_id and r.state in ('accepted', 'in_progress', 'on_hold')
      where o.organization_id = of_organization and o.state = 'accepted'
    union all
    select 'session', s.id, b.number, s.state, s.service_day, null
      from public.session s join mine on mine.agency_id = s.agency_id join public.billing_schedule b on b.id = s.schedule_id
      where s.organization_id = of_organization and s.state = 'planned'
        and s.service_day >= app.agency_day(s.agency_id) and s.service_day < app.agency_day(s.agency_id) + days_ahead
    union all
    select 'invoice', i.id, i.number, i.state, i.due_on, i.total_cents
      from public.invoice i join mine on mine.agency_id = i.agency_id
      where i.organization_id = of_organization and i.state not in ('draft', 'discarded', 'denied', 'paid', 'upheld');
end
$$;
--> statement-breakpoint
-- Whom of the agency a suspension concerns: who carries an open offer or a referral under way at the provider.
create function app.carers_at(of_organization uuid) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(distinct m.id) from public.offer o
    join public.referral r on r.id = o.referral_id
    join public."case" k on k.id = r.case_id
    join public.membership m on m.id in (k.owner_membership_id, r.created_by) and m.disabled_at is null
    where o.organization_id = of_organization and o.agency_id = any(app.agencies_where('network_manager'))
      and (o.state in ('offered', 'viewed', 'info_requested', 'waitlisted') or o.state = 'accepted' and r.state in ('accepted', 'in_progress', 'on_hold'))), '{}');
end
$$;
--> statement-breakpoint
-- A suspension said ahead of its day pauses the agreement on that day; each once.
create function app.begin_suspensions(most integer) returns table (agreement_id uuid, number text, agency_id uuid, organization_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    with due as (
      select a.id from public.agreement a
      where a.state = 'active' and app.suspended_on(a.agency_id, a.organization_id, app.agency_day(a.agency_id)) is not null
        and exists (select 1 from public.suspension s where s.agency_id = a.agency_id and s.organization_id = a.organization_id and s.until_day is null)
      order by a.id limit most for update of a skip locked
    )
    update public.agreement a set state = 'suspended', updated_at = app.clock() from due where a.id = due.id
    returning a.id, a.number, a.agency_id, a.organization_id;
end
$$;
--> statement-breakpoint
-- A provider that has an administrator keeps one. The organization is locked first, so that of two who leave at once the second finds out.
create function app.keep_an_administrator() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  house uuid;
begin
  if new.disabled_at is null or old.disabled_at is not null then return null; end if;
  for house in
    select distinct m.organization_id from public.membership m
    where m.role = 'organization_administrator' and m.organization_id is not null
      and (tg_table_name = 'person' and m.person_id = new.id and m.disabled_at is null
        or tg_table_name = 'membership' and m.id = new.id)
    order by 1
  loop
    perform 1 from public.organization o where o.id = house for no key update;
    if not exists (
      select 1 from public.membership m join public.person p on p.id = m.person_id
      where m.organization_id = house and m.role = 'organization_administrator' and m.disabled_at is null and p.disabled_at is null
    ) then
      raise exception 'the last administrator stays' using errcode = '23514', constraint = 'membership_last_administrator', table = 'membership';
    end if;
  end loop;
  return null;
end
$$;
--> statement-breakpoint
-- Who administers a provider of the manager's network, and when each was last here; nobody is named outside it.
create function app.administrators_named(of_organization uuid)
returns table (membership_id uuid, name text, email text, since timestamptz, last_seen_at timestamptz) language plpgsql stable security definer set search_path = '' as $$
begin
  if not coalesce(of_organization = any(app.organizations_in_network()), false) then return; end if;
  return query
    select m.id, p.name, p.email, m.created_at, greatest(
      (select max(s.last_seen_at) from public.sign_in_session s where s.person_id = p.id),
      (select max(e.at) from public.event e where e.actor_person_id = p.id and e.name in ('access.signed-in', 'access.joined')))
    from public.membership m join public.person p on p.id = m.person_id
    where m.organization_id = of_organization and m.role = 'organization_administrator' and m.disabled_at is null and p.disabled_at is null
    order by p.name, m.id;
end
$$;
--> statement-breakpoint
-- Hands what a practitioner has ahead to a colleague of the same provider: planned sessions not begun, and schedules not yet approved.
create function app.hand_over(from_practitioner uuid, to_practitioner uuid) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare
  house uuid;
  moved integer;
begin
  select f.organization_id into house from public.practitioner f join public.practitioner t on t.organization_id = f.organization_id
    where f.id = from_practitioner and t.id = to_practitioner and t.left_at is null and f.id <> t.id
      and f.organization_id = any(app.organizations_where('coordinator', 'organization_administrator'));
  if not found then return null; end if;
  update public.billing_schedule b set practitioner_id = to_practitioner
    where b.practitioner_id = from_practitioner and b.organization_id = house and b.state in ('draft', 'returned');
  update public.session s set practitioner_id = to_practitioner
    where s.practitioner_id = from_practitioner and s.organization_id = house and s.state = 'planned' and s.starts_at > app.clock();
  get diagnostics moved = row_count;
  return moved;
end
$$;
--> statement-breakpoint
-- A suspended provider was asked under an agreement.
create or replace function app.asked_without_agreement(since timestamptz) returns table (organization_id uuid, asked integer, last_asked_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select o.organization_id, count(distinct o.referral_id)::integer, max(o.created_at) from public.offer o
  where o.agency_id = any(app.agencies_where('network_manager')) and o.created_at >= since and not exists (
    select 1 from public.agreement a where a.agency_id = o.agency_id and a.organization_id = o.organization_id and a.state in ('active', 'suspended')
      and app.clock()::date >= a.starts_on and app.clock()::date < a.ends_on)
  group by o.organization_id
$$;
--> statement-breakpoint
revoke all on function app.agency_day(uuid), app.suspended_on(uuid, uuid, date), app.guard_suspension(), app.guard_standing(),
  app.effect_of_suspension(uuid, integer), app.carers_at(uuid), app.begin_suspensions(integer), app.keep_an_administrator(),
  app.administrators_named(uuid), app.hand_over(uuid, uuid) from public;
grant execute on function app.guard_suspension(), app.guard_standing(), app.keep_an_administrator() to app_user, app_auth, app_job, app_owner;
grant execute on function app.agency_day(uuid), app.effect_of_suspension(uuid, integer), app.carers_at(uuid), app.administrators_named(uuid), app.hand_over(uuid, uuid) to app_user;
grant execute on function app.begin_suspensions(integer) to app_job;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
alter table suspension force row level security;
create policy "guards see every row" on suspension for all to app_definer using (true) with check (true);
revoke all on suspension from public;
grant select, insert, update, delete on suspension to app_definer;
grant select, insert (agency_id, organization_id, from_day, reason_code, words, services, created_by), update (until_day, ended_at, ended_by, end_words) on suspension to app_user;
create constraint trigger z_chain_link after insert or update or delete on suspension deferrable initially deferred for each row execute function app.chain_link();
create trigger b_guard_author before update on suspension for each row execute function app.guard_author('ended_by');
create trigger c_guard_suspension before insert or update on suspension for each row execute function app.guard_suspension();
create trigger d_guard_standing before insert or update of state on offer for each row execute function app.guard_standing();
create trigger d_guard_standing before insert or update of state on session for each row execute function app.guard_standing();
create constraint trigger d_keep_an_administrator after update on membership deferrable initially immediate for each row execute function app.keep_an_administrator();
create constraint trigger d_keep_an_administrator after update on person deferrable initially immediate for each row execute function app.keep_an_administrator();
