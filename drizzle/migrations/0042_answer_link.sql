-- Links by which whoever answers for a provider answers one offer from a mail, without signing in.
set local role app_definer;
--> statement-breakpoint
-- The offer that the bearer's link opens, while the link and the seat it was mailed to hold.
create function app.borne_offer() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select l.offer_id from public.answer_link l
    join public.membership m on m.id = l.membership_id and m.organization_id = l.organization_id and m.disabled_at is null and m.role in ('coordinator', 'organization_administrator')
    join public.person p on p.id = m.person_id and p.disabled_at is null
    where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('answer', l.token_hash)
      and l.used_at is null and l.closed_at is null and l.expires_at > app.clock());
end
$$;
--> statement-breakpoint
-- In whose name an offer is answered by its link; null where none is borne.
create function app.borne_seat() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select l.membership_id from public.answer_link l where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and l.offer_id = app.borne_offer());
end
$$;
--> statement-breakpoint
create function app.borne_organization() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select l.organization_id from public.answer_link l where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and l.offer_id = app.borne_offer());
end
$$;
--> statement-breakpoint
revoke all on function app.borne_offer(), app.borne_seat(), app.borne_organization() from public;
grant execute on function app.borne_offer(), app.borne_seat(), app.borne_organization() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "answer_link" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"used_at" timestamp with time zone,
	"used_for" text,
	"closed_at" timestamp with time zone,
	CONSTRAINT "answer_link_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "answer_link_used" CHECK (("answer_link"."used_at" is null) = ("answer_link"."used_for" is null)),
	CONSTRAINT "answer_link_used_for" CHECK ("answer_link"."used_for" in ('accept', 'decline', 'ask', 'waitlist'))
);
--> statement-breakpoint
ALTER TABLE "answer_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "answer_link" ADD CONSTRAINT "answer_link_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_link" ADD CONSTRAINT "answer_link_referral" FOREIGN KEY ("referral_id","agency_id") REFERENCES "public"."referral"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_link" ADD CONSTRAINT "answer_link_offer" FOREIGN KEY ("offer_id","organization_id","referral_id") REFERENCES "public"."offer"("id","organization_id","referral_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answer_link_offer_index" ON "answer_link" USING btree ("offer_id") WHERE "answer_link"."used_at" is null and "answer_link"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "answer_link_of_offer" ON "answer_link" USING btree ("offer_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "answer_link_referral_index" ON "answer_link" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "answer_link_agency" ON "answer_link" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "answer_link_organization" ON "answer_link" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "answer_link_membership" ON "answer_link" USING btree ("membership_id");--> statement-breakpoint
CREATE POLICY "the bearer of an offer's link reads what was asked about it" ON "offer_question" AS PERMISSIVE FOR SELECT TO "app_user" USING ("offer_question"."offer_id" = (select app.borne_offer()));--> statement-breakpoint
CREATE POLICY "the bearer of an offer's link asks in the name of whom it was mailed to" ON "offer_question" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("offer_question"."offer_id" = (select app.borne_offer()) and "offer_question"."asked_by" = (select app.borne_seat()) and "offer_question"."organization_id" = (select app.borne_organization()) and exists (select 1 from offer live where live.id = "offer_question"."offer_id" and live.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted'))));--> statement-breakpoint
CREATE POLICY "the bearer of its link reads an offer" ON "offer" AS PERMISSIVE FOR SELECT TO "app_user" USING ("offer"."id" = (select app.borne_offer()));--> statement-breakpoint
CREATE POLICY "the bearer of its link answers a live offer" ON "offer" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("offer"."id" = (select app.borne_offer()) and "offer"."state" in ('offered', 'viewed', 'info_requested', 'waitlisted'))) WITH CHECK (("offer"."id" = (select app.borne_offer()) and "offer"."state" in ('declined', 'info_requested', 'waitlisted')));--> statement-breakpoint
CREATE POLICY "whoever carries the referral gives a link to those who answer" ON "answer_link" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("answer_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("answer_link"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "answer_link"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[]))))));--> statement-breakpoint
CREATE POLICY "nobody reads the links of others" ON "answer_link" AS PERMISSIVE FOR SELECT TO "app_user" USING (false);--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What an offer's link is worth: open, used, late (also when the offer ended otherwise, or the seat was taken away), or unknown.
create function app.answer_link() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select case when l.used_at is not null then 'used' when app.borne_offer() is not null then 'open' else 'late' end
    from public.answer_link l where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('answer', l.token_hash)), 'unknown');
end
$$;
--> statement-breakpoint
-- What the page behind an offer's link says: what is asked, of which place, in whose name it is answered. Nothing that tells who the client is.
create function app.look_at_answer() returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select jsonb_build_object('standing', app.answer_link(), 'usedFor', l.used_for, 'usedAt', l.used_at, 'offerId', o.id, 'number', o.summary ->> 'number')
      || case when app.answer_link() <> 'open' then '{}'::jsonb else jsonb_build_object(
        'agencyName', a.name, 'organizationId', g.id, 'organizationName', g.name, 'serviceName', s.name, 'locationName', x.name, 'timeZone', x.time_zone,
        'summary', o.summary, 'answerBy', o.answer_by, 'expiresAt', l.expires_at, 'state', o.state, 'several', not o.identified, 'waitlistUntil', o.waitlist_until,
        'membershipId', m.id, 'personId', p.id, 'name', p.name, 'role', m.role, 'language', p.language) end
    from public.answer_link l
    join public.offer o on o.id = l.offer_id join public.agency a on a.id = o.agency_id join public.organization g on g.id = o.organization_id
    join public.service_at_location t on t.id = o.service_at_location_id join public.service s on s.id = t.service_id join public.location x on x.id = t.location_id
    join public.membership m on m.id = l.membership_id join public.person p on p.id = m.person_id
    where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('answer', l.token_hash));
end
$$;
--> statement-breakpoint
-- Two who press at the same moment: the second waits here, and finds the link used. False: it holds no more.
create function app.hold_answer_link() returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  perform 1 from public.answer_link l where l.token_hash = nullif(current_setting('app.bearer_key', true), '') for update;
  return app.borne_offer() is not null;
end
$$;
--> statement-breakpoint
-- One answer, and the link opens nothing more.
create function app.use_answer_link(answered text) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.answer_link l set used_at = app.clock(), used_for = answered
    where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('answer', l.token_hash) and l.used_at is null;
end
$$;
--> statement-breakpoint
-- A link is for a seat that answers for the offer's own provider, and ends with the offer's last day for an answer.
create function app.guard_answer_link() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.membership m where m.id = new.membership_id and m.organization_id = new.organization_id and m.role in ('coordinator', 'organization_administrator')) then
    raise exception 'not a seat that answers' using errcode = '23514', constraint = 'answer_link_seat', table = 'answer_link';
  end if;
  select coalesce((o.answer_by + 1)::timestamp at time zone a.time_zone, app.clock() + interval '14 days') into new.expires_at
    from public.offer o join public.agency a on a.id = o.agency_id where o.id = new.offer_id;
  return new;
end
$$;
--> statement-breakpoint
-- An offer that ended leaves no link open, except the one in the hand of whoever is answering by it: that one is used up.
create function app.close_answer_links() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.answer_link l set closed_at = app.clock()
    where l.offer_id = new.id and l.used_at is null and l.closed_at is null and not app.is_bearer_of('answer', l.token_hash);
  return null;
end
$$;
--> statement-breakpoint
create or replace function app.bears_a_link() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return app.borne_application() is not null or app.borne_confirmation() is not null or app.borne_offer() is not null;
end
$$;
--> statement-breakpoint
-- From which side a state is moved: an applicant is no desk; who answers an offer by its link answers for its provider.
create or replace function app.mover() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return case when app.borne_application() is not null then 'applicant' when app.borne_offer() is not null then 'portal' else app.desk() end;
end
$$;
--> statement-breakpoint
-- Who did it is who is asking, or whose link is borne. The columns are the trigger's arguments.
create or replace function app.guard_author() returns trigger language plpgsql set search_path = '' as $$
declare
  signer text;
begin
  foreach signer in array tg_argv loop
    if (to_jsonb(new) ->> signer) is distinct from (to_jsonb(old) ->> signer) and (to_jsonb(new) ->> signer) is not null
      and (to_jsonb(new) ->> signer) is distinct from coalesce(app.membership_id(), app.borne_seat())::text and current_user not in ('app_definer', 'app_job') then
      raise exception '% is who is asking', signer using errcode = '42501', table = tg_table_name;
    end if;
  end loop;
  return new;
end
$$;
--> statement-breakpoint
create or replace function app.accept_offer(of_offer uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  o public.offer;
  r public.referral;
begin
  select * into o from public.offer where id = of_offer and (id = app.borne_offer() or organization_id = any(app.organizations_where('coordinator', 'organization_administrator')));
  if not found then return 'absent'; end if;
  select * into r from public.referral where id = o.referral_id for update;
  select * into o from public.offer where id = of_offer for update;
  if r.state <> 'sent' then return case when r.state = 'accepted' then 'taken' else 'closed' end; end if;
  if o.state not in ('offered', 'viewed', 'waitlisted') then return 'answered'; end if;
  if not exists (
    select 1 from public.disclosure d
    where d.referral_id = r.id and d.organization_id = o.organization_id and d.client_id = r.client_id and d.closed_at is null and d.ends_at > app.clock()
      and app.consent_covers(d.consent_id, o.organization_id, r.id)) then
    return 'no_consent';
  end if;
  update public.offer set state = 'superseded', answered_at = app.clock()
    where referral_id = r.id and id <> o.id and state in ('offered', 'viewed', 'info_requested', 'waitlisted');
  update public.offer set state = 'accepted', identified = true, answered_at = app.clock(), answered_by = coalesce(app.membership_id(), app.borne_seat()) where id = o.id;
  update public.referral set state = 'accepted', answered_at = app.clock(), version = version + 1 where id = r.id;
  return 'accepted';
end
$$;
--> statement-breakpoint
create or replace function app.lock_offer(of_offer uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare
  o public.offer;
begin
  select * into o from public.offer where id = of_offer and (id = app.borne_offer() or organization_id = any(app.organizations_where('coordinator', 'organization_administrator')));
  if not found then return null; end if;
  perform 1 from public.referral where id = o.referral_id for update;
  select * into o from public.offer where id = of_offer for update;
  return o.state;
end
$$;
--> statement-breakpoint
-- Who carries a referral at the agency: the owner of its case and whoever wrote it. Told only to its own agency and to providers with an offer.
create or replace function app.referral_carers(of_referral uuid) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(distinct m.id) from public.referral r
    join public."case" k on k.id = r.case_id
    join public.membership m on m.id in (k.owner_membership_id, r.created_by) and m.disabled_at is null
    where r.id = of_referral and (
      current_setting('role') in ('app_job', 'app_definer')
      or exists (select 1 from app.standing() s where s.agency_id = r.agency_id)
      or exists (select 1 from public.offer o where o.referral_id = r.id and o.id = app.borne_offer())
      or exists (select 1 from public.offer o join app.standing() s on s.organization_id = o.organization_id where o.referral_id = r.id))), '{}');
end
$$;
--> statement-breakpoint
create or replace function app.record_event(
  event_name text, subject_kind text, subject uuid, event_facts jsonb,
  of_agency uuid, of_organization uuid, of_client uuid, of_case uuid, of_referral uuid
) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  made uuid;
  seat uuid := coalesce(app.membership_id(), app.borne_seat());
  asking uuid := coalesce(app.actor_id(), (select m.person_id from public.membership m where m.id = app.borne_seat()));
begin
  -- A provider may act on a referral without knowing whose it is; the record knows.
  if of_referral is not null and (of_agency is null or of_client is null or of_case is null) then
    select coalesce(of_agency, r.agency_id), coalesce(of_client, r.client_id), coalesce(of_case, r.case_id)
      into of_agency, of_client, of_case from public.referral r where r.id = of_referral;
  end if;
  insert into public.event (name, subject_type, subject_id, facts, agency_id, organization_id, client_id, case_id, referral_id,
    actor_person_id, actor_membership_id, actor_label, request_id)
  values (event_name, subject_kind, subject, event_facts, of_agency, of_organization, of_client, of_case, of_referral,
    asking, seat,
    coalesce((
      select p.name || ', ' || coalesce(a.name, o.name)
      from public.membership m join public.person p on p.id = m.person_id
      left join public.agency a on a.id = m.agency_id left join public.organization o on o.id = m.organization_id
      where m.id = seat and m.person_id = asking),
      (select a.contact_name || ', ' || a.organization_name from public.application a where a.id = app.borne_application()), ''),
    coalesce(current_setting('app.request_id', true), ''))
  returning id into made;
  return made;
end
$$;
--> statement-breakpoint
revoke all on function app.answer_link(), app.look_at_answer(), app.hold_answer_link(), app.use_answer_link(text), app.guard_answer_link(), app.close_answer_links() from public;
grant execute on function app.answer_link(), app.look_at_answer(), app.hold_answer_link(), app.use_answer_link(text) to app_user;
grant execute on function app.guard_answer_link(), app.close_answer_links() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select, insert (agency_id, referral_id, organization_id, offer_id, membership_id, token_hash) on answer_link to app_user;
create trigger b_guard_answer_link before insert on answer_link for each row execute function app.guard_answer_link();
create trigger f_close_answer_links after update of state on offer for each row
  when (new.state in ('accepted', 'declined', 'lapsed', 'withdrawn', 'superseded')) execute function app.close_answer_links();
do $$
declare
  t text;
begin
  foreach t in array array['answer_link'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
