-- What a referral says to a provider is read only while the client's facts are; each name in a provider's list is recorded as read; and a consent
-- for the network is for those with an agreement in force. Stages of a programme are put in order and removed.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "referral_message" (
	"referral_id" uuid PRIMARY KEY NOT NULL,
	"agency_id" uuid NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "referral_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "programme_stage" DROP CONSTRAINT "programme_stage_place";--> statement-breakpoint
ALTER TABLE "programme_stage" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "referral_message" ADD CONSTRAINT "referral_message_referral" FOREIGN KEY ("referral_id","agency_id") REFERENCES "public"."referral"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "referral_message_agency" ON "referral_message" USING btree ("agency_id");--> statement-breakpoint
CREATE UNIQUE INDEX "programme_stage_place" ON "programme_stage" USING btree ("programme_id","position") WHERE "programme_stage"."removed_at" is null;--> statement-breakpoint
CREATE POLICY "case staff read what a referral says, a provider while the client's facts are disclosed to it" ON "referral_message" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("referral_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "referral_message"."referral_id")) or exists (select 1 from disclosure shown where shown.referral_id = "referral_message"."referral_id" and shown.id = any((select app.live_disclosures())::uuid[]))));--> statement-breakpoint
CREATE POLICY "whoever carries the referral writes it while it is a draft" ON "referral_message" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("referral_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("referral_message"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "referral_message"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[])))) and exists (select 1 from referral begun where begun.id = "referral_message"."referral_id" and begun.state = 'draft')));--> statement-breakpoint
CREATE POLICY "whoever carries the referral changes it while it is a draft" ON "referral_message" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("referral_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("referral_message"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "referral_message"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[])))) and exists (select 1 from referral begun where begun.id = "referral_message"."referral_id" and begun.state = 'draft'))) WITH CHECK (("referral_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("referral_message"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "referral_message"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[])))) and exists (select 1 from referral begun where begun.id = "referral_message"."referral_id" and begun.state = 'draft')));
--> statement-breakpoint
alter table referral_message force row level security;
create policy "guards see every row" on referral_message for all to app_definer using (true) with check (true);
revoke all on referral_message from public;
grant select, insert, update, delete on referral_message to app_definer;
grant select, insert (referral_id, agency_id, words), update (words) on referral_message to app_user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
insert into referral_message (referral_id, agency_id, words) select r.id, r.agency_id, r.message from referral r where r.message <> '';
--> statement-breakpoint
-- A consent for the network names nobody: it is for whoever has an agreement in force with the agency, on the day it is asked.
create or replace function app.consent_covers(of_consent uuid, of_organization uuid, of_referral uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select 1 from public.consent c where c.id = of_consent
      and c.state = 'active' and c.starts_at <= app.clock() and c.ends_at > app.clock()
      and (c.organization_id is null or c.organization_id = of_organization)
      and (c.organization_id is not null or c.specialty_id is not null or exists (select 1 from public.agreement a
        where a.id = app.agreement_on(c.agency_id, of_organization, app.agency_day(c.agency_id)) and a.state <> 'suspended'))
      and (c.specialty_id is null or exists (
        select 1 from public.referral r join public.specialty s on s.id = r.specialty_id
        where r.id = of_referral and c.specialty_id = any(s.path || s.id))));
end
$$;
--> statement-breakpoint
create or replace function app.live_disclosures() returns uuid[]
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
      and (c.organization_id is not null or c.specialty_id is not null
        or d.agency_id in (select a.agency_id from public.agreement a where a.organization_id = d.organization_id
          and app.agreement_on(a.agency_id, a.organization_id, app.agency_day(a.agency_id)) is not null))
      and (c.specialty_id is null or exists (select 1 from public.specialty t where t.id = r.specialty_id and c.specialty_id = any(t.path || t.id)))
      and o.identified and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
      and r.state not in ('draft', 'withdrawn', 'entered_in_error')), '{}');
end
$$;
--> statement-breakpoint
drop function app.disclosed_names();
--> statement-breakpoint
-- The names a provider may be shown for these referrals now. Each is recorded with the client; the same seat looking again within the hour is one look.
create function app.disclosed_names(of_referrals uuid[]) returns table (referral_id uuid, name text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  d record;
begin
  for d in
    select shown.id, shown.referral_id, shown.client_id, shown.agency_id, shown.organization_id, k.given_name || ' ' || k.family_name as client_name
    from public.disclosure shown join public.client k on k.id = shown.client_id
    where shown.referral_id = any(of_referrals) and shown.id = any(app.live_disclosures()) and 'name' = any(shown.fields)
  loop
    if not exists (select 1 from public.event v where v.referral_id = d.referral_id and v.name = 'name.read'
      and v.actor_membership_id = app.membership_id() and v.at > app.clock() - interval '1 hour') then
      perform app.record_event('name.read', 'referral', d.referral_id, jsonb_build_object('disclosureId', d.id, 'fields', jsonb_build_array('name')),
        d.agency_id, d.organization_id, d.client_id, null, d.referral_id);
    end if;
    referral_id := d.referral_id;
    name := d.client_name;
    return next;
  end loop;
end
$$;
--> statement-breakpoint
-- A name in a list makes a receipt like any other fact.
do $$
declare
  body text := pg_get_functiondef('app.note_receipts()'::regprocedure);
  one constant text := 'when new.name = ''offer.read'' then';
begin
  if position(one in body) = 0 then
    raise exception 'receipts are no longer made of what an offer shows';
  end if;
  execute replace(body, one, 'when new.name in (''offer.read'', ''name.read'') then');
end
$$;
--> statement-breakpoint
revoke all on function app.disclosed_names(uuid[]) from public;
grant execute on function app.disclosed_names(uuid[]) to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
drop trigger c_note_receipts on event;
create trigger c_note_receipts after insert on event for each row when (new.name in ('offer.read', 'name.read', 'document.read')) execute function app.note_receipts();
create constraint trigger z_chain_link after insert or update or delete on referral_message deferrable initially deferred for each row execute function app.chain_link();
--> statement-breakpoint
ALTER TABLE "referral" DROP COLUMN "message";
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- How many stand in each stage of a programme: numbers alone, hidden cases too, for who decides on a stage.
create function app.stage_members(of_programme uuid) returns table (stage_id uuid, members integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select e.stage_id, count(*)::integer from public.enrolment e
    where e.programme_id = of_programme and e.state = 'enrolled' and e.agency_id = any(app.agencies_where('supervisor', 'administrator'))
    group by e.stage_id;
end
$$;
--> statement-breakpoint
-- Takes a stage away: whoever stands in it goes to another of the same programme, those of hidden cases too, and each case's record says so.
create function app.remove_stage(of_stage uuid, into_stage uuid) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone public.programme_stage;
  e public.enrolment;
  later uuid;
  moved integer := 0;
begin
  select * into gone from public.programme_stage s where s.id = of_stage and s.removed_at is null
    and s.agency_id = any(app.agencies_where('supervisor', 'administrator')) for update;
  if not found or of_stage = into_stage or not exists (
    select 1 from public.programme_stage s where s.id = into_stage and s.programme_id = gone.programme_id and s.removed_at is null) then
    raise exception 'another stage of the same programme' using errcode = '42501';
  end if;
  update public.programme_stage s set removed_at = app.clock() where s.id = of_stage;
  for e in select n.* from public.enrolment n where n.stage_id = of_stage and n.state = 'enrolled' order by n.id for update loop
    update public.enrolment n set stage_id = into_stage, stage_before_id = null, cohort_move_id = null, updated_at = app.clock() where n.id = e.id;
    perform app.record_event('programme.stage-reached', 'case', e.case_id, jsonb_build_object('programmeId', e.programme_id, 'enrolmentId', e.id,
      'stageId', into_stage), e.agency_id, null, e.client_id, e.case_id, null);
    moved := moved + 1;
  end loop;
  -- A cohort's move that is undone leads nobody back to where there is no stage.
  update public.enrolment n set stage_before_id = null, cohort_move_id = null where n.stage_before_id = of_stage and n.state = 'enrolled';
  for later in select s.id from public.programme_stage s
    where s.programme_id = gone.programme_id and s.removed_at is null and s.position > gone.position order by s.position loop
    update public.programme_stage s set position = s.position - 1 where s.id = later;
  end loop;
  return moved;
end
$$;
--> statement-breakpoint
-- Nobody reaches a stage that is removed; whoever is on the way there while it is removed waits, and is told.
create function app.guard_stage_reached() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.programme_stage s where s.id = new.stage_id and s.removed_at is null for share;
  if not found then
    raise exception 'no such stage any more' using errcode = '23514', constraint = 'enrolment_stage_removed', table = 'enrolment';
  end if;
  return new;
end
$$;
--> statement-breakpoint
revoke all on function app.stage_members(uuid), app.remove_stage(uuid, uuid), app.guard_stage_reached() from public;
grant execute on function app.stage_members(uuid), app.remove_stage(uuid, uuid) to app_user;
grant execute on function app.guard_stage_reached() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant update (position) on programme_stage to app_user;
create trigger d_guard_stage_reached before update of stage_id on enrolment for each row
  when (new.stage_id is not null and new.stage_id is distinct from old.stage_id) execute function app.guard_stage_reached();
