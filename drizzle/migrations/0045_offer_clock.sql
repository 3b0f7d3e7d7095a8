-- The clock of each offer, the next best provider, and a decline after the acceptance.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "offer_step" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"round" smallint NOT NULL,
	"step" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"next_place_id" uuid,
	CONSTRAINT "offer_step_once" UNIQUE("offer_id","round","step"),
	CONSTRAINT "offer_step_known" CHECK ("offer_step"."step" in ('remind', 'escalate', 'move_on', 'lapse'))
);
--> statement-breakpoint
ALTER TABLE "offer_step" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "grace_days" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "when_unanswered" text DEFAULT 'propose' NOT NULL;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "remind_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "answer_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "move_on_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "lapse_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "clock_round" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "offer_step" ADD CONSTRAINT "offer_step_next_place_id_service_at_location_id_fk" FOREIGN KEY ("next_place_id") REFERENCES "public"."service_at_location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_step" ADD CONSTRAINT "offer_step_referral" FOREIGN KEY ("referral_id","agency_id") REFERENCES "public"."referral"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_step" ADD CONSTRAINT "offer_step_offer" FOREIGN KEY ("offer_id","organization_id","referral_id") REFERENCES "public"."offer"("id","organization_id","referral_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "offer_step_referral_index" ON "offer_step" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "offer_step_agency" ON "offer_step" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "offer_step_organization" ON "offer_step" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "offer_step_next_place" ON "offer_step" USING btree ("next_place_id");--> statement-breakpoint
CREATE INDEX "offer_due" ON "offer" USING btree ("due_at","id") WHERE "offer"."state" in ('offered', 'viewed', 'waitlisted') and "offer"."due_at" is not null;--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_grace_days" CHECK ("agency"."grace_days" between 1 and 10);--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_when_unanswered" CHECK ("agency"."when_unanswered" in ('wait', 'propose', 'ask'));--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_clock_in_order" CHECK ("offer"."remind_at" <= "offer"."answer_until" and "offer"."answer_until" <= "offer"."move_on_at" and "offer"."move_on_at" <= "offer"."lapse_at");--> statement-breakpoint
CREATE POLICY "case staff read how an offer's clock ran" ON "offer_step" AS PERMISSIVE FOR SELECT TO "app_user" USING (("offer_step"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "offer_step"."referral_id")));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What waits for an answer keeps the end it had: the close of its day in its agency's zone.
update offer o set remind_at = e.ends, answer_until = e.ends, move_on_at = e.ends, lapse_at = e.ends, due_at = e.ends
from (select w.id, ((w.answer_by + 1)::timestamp at time zone a.time_zone) as ends from offer w join agency a on a.id = w.agency_id) e
where e.id = o.id and o.answer_by is not null and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted');
--> statement-breakpoint
delete from transition where (lifecycle, from_state, move) in (('referral', 'accepted', 'cancel'), ('offer', 'accepted', 'withdraw'));
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('referral', 'accepted', 'hold', 'on_hold', '{portal}'),
  ('referral', 'accepted', 'complete', 'completed', '{portal}'),
  ('referral', 'accepted', 'fail', 'not_completed', '{portal}'),
  ('referral', 'accepted', 'cancel', 'cancelled', '{agency}'),
  ('referral', 'accepted', 'give_back', 'cancelled', '{portal}'),
  ('referral', 'on_hold', 'complete', 'completed', '{portal}'),
  ('referral', 'on_hold', 'fail', 'not_completed', '{portal}'),
  ('offer', 'accepted', 'withdraw', 'withdrawn', '{agency}'),
  ('offer', 'accepted', 'give_back', 'declined', '{portal}');
--> statement-breakpoint
-- A provider does not turn its own clock back; only with the day of a waiting list does it begin anew, not long after that day.
create function app.guard_offer_clock() returns trigger language plpgsql set search_path = '' as $$
begin
  if app.mover() = 'portal' and current_user not in ('app_definer', 'app_job')
    and (new.answer_by, new.remind_at, new.answer_until, new.move_on_at, new.lapse_at, new.due_at, new.clock_round)
      is distinct from (old.answer_by, old.remind_at, old.answer_until, old.move_on_at, old.lapse_at, old.due_at, old.clock_round)
    and not (new.state = 'waitlisted' and old.state <> 'waitlisted' and new.lapse_at <= (new.waitlist_until + 120)::timestamptz) then
    raise exception 'the clock is the agency''s' using errcode = '42501', table = 'offer';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- The first acceptance wins: the referral is locked, then its offers, and the others close in the same breath. Answers what happened.
-- The consents leant on are held as well, so that one that is being taken back at this moment decides first.
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
  perform 1 from public.consent c where c.id in (
    select d.consent_id from public.disclosure d where d.referral_id = r.id and d.organization_id = o.organization_id and d.closed_at is null) for share;
  if not exists (
    select 1 from public.disclosure d
    where d.referral_id = r.id and d.organization_id = o.organization_id and d.client_id = r.client_id and d.closed_at is null and d.ends_at > app.clock()
      and app.consent_covers(d.consent_id, o.organization_id, r.id)) then
    -- A suspension pauses the agreement, and with it a consent for the network: the provider is told what can be mended.
    if app.suspended_on(o.agency_id, o.organization_id, app.agency_day(o.agency_id)) is not null then
      raise exception 'the provider is suspended' using errcode = '23514', constraint = 'offer_while_suspended', table = 'offer';
    end if;
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
-- A decline after the acceptance, before anything was given: the referral ends and what was shared closes. Answers what happened.
create function app.give_back_offer(of_offer uuid, code text, said text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  o public.offer;
  r public.referral;
begin
  select * into o from public.offer where id = of_offer and organization_id = any(app.organizations_where('coordinator', 'organization_administrator'));
  if not found then return 'absent'; end if;
  select * into r from public.referral where id = o.referral_id for update;
  select * into o from public.offer where id = of_offer for update;
  if o.state <> 'accepted' or r.state <> 'accepted' then return 'not_held'; end if;
  update public.referral set state = 'cancelled', reason_code = 'provider_cannot', reason_words = said, ended_at = app.clock(), version = version + 1 where id = r.id;
  update public.offer set state = 'declined', decline_code = code, words = said, answered_at = app.clock(), answered_by = app.membership_id() where id = o.id;
  return 'given_back';
end
$$;
--> statement-breakpoint
-- Gives whoever sent a referral a task on its case, or the case's owner where they have left; by the worker, or by a provider that was asked.
-- Null when nobody is left or the case is closed.
create function app.task_for_sender(of_referral uuid, task_words text) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  r public.referral;
  doer uuid;
  made uuid;
begin
  select * into r from public.referral where id = of_referral;
  if current_setting('role') not in ('app_job', 'app_definer') and not exists (
    select 1 from public.offer o where o.referral_id = of_referral and o.organization_id = any(app.organizations_where('coordinator', 'organization_administrator'))) then
    raise exception 'not asked' using errcode = '42501';
  end if;
  select m.id into doer from public."case" k
    join public.membership m on m.id in (r.created_by, k.owner_membership_id) and m.disabled_at is null
    where k.id = r.case_id and k.state <> 'closed' order by m.id <> r.created_by limit 1;
  if doer is null then return null; end if;
  insert into public.case_task (agency_id, case_id, kind, words, assigned_to, due_on, created_by)
    values (r.agency_id, r.case_id, 'follow_up', task_words, doer, app.agency_day(r.agency_id), doer) returning id into made;
  return made;
end
$$;
--> statement-breakpoint
-- The nearest place nobody has been asked at for this referral: for the same need, in the network, covered by the client's consent as it stands.
-- For whoever may read the referral at its agency, and for the worker.
create function app.next_best_place(of_referral uuid) returns table (service_at_location_id uuid, organization_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with asked as (
      select r.id, r.agency_id, r.client_id, r.specialty_id, k.latitude, k.longitude, app.agency_day(r.agency_id) as today,
        coalesce((select d.fields from public.disclosure d where d.referral_id = r.id order by d.id limit 1), '{}') as fields
      from public.referral r join public.client k on k.id = r.client_id
      where r.id = of_referral and (current_setting('role') in ('app_job', 'app_definer')
        or r.agency_id = any(app.agencies_where('caseworker', 'supervisor')) and r.case_id <> all(app.hidden_cases()))
    ), near as (
      select sal.id, sal.organization_id, sal.service_id, sal.location_id, a.agency_id,
        sal.takes_referrals = 'yes' as takes,
        (l.latitude - a.latitude) ^ 2 + ((l.longitude - a.longitude) * cos(radians(a.latitude))) ^ 2 as apart
      from asked a
      join public.specialty t on a.specialty_id = t.id or a.specialty_id = any(t.path)
      join public.service_specialty st on st.specialty_id = t.id
      join public.service s on s.id = st.service_id and s.status = 'active'
      join public.service_at_location sal on sal.service_id = s.id and sal.active and sal.takes_referrals not in ('no', 'waitlist')
      join public.location l on l.id = sal.location_id and l.active
      join public.organization g on g.id = sal.organization_id and g.listed
      where exists (select 1 from public.agreement m where m.agency_id = a.agency_id and m.organization_id = sal.organization_id
          and m.state = 'active' and daterange(m.starts_on, m.ends_on) @> a.today)
        and app.suspended_on(a.agency_id, sal.organization_id, a.today) is null
        and not exists (select 1 from public.offer o where o.referral_id = a.id and o.organization_id = sal.organization_id)
        and exists (select 1 from public.consent c where c.client_id = a.client_id and a.fields <@ c.fields
          and app.consent_covers(c.id, sal.organization_id, a.id))
      order by takes desc, apart nulls last, sal.id limit 20
    )
    select n.id, n.organization_id from near n
    where not app.excluded_on(n.agency_id, n.organization_id, null, app.today_at(n.id))
      and not exists (select 1 from app.lacking_credentials(n.agency_id, n.organization_id, n.service_id, n.location_id, null, app.today_at(n.id)))
    order by n.takes desc, n.apart nulls last, n.id limit 1;
end
$$;
--> statement-breakpoint
-- Strikes the clocks that are due, each stroke once: the referral is locked as for an answer, and one that is being answered is left to it.
-- Strokes that come to the same moment are struck as the last of them; the last ends the offer, and the referral where nobody is left to answer.
create function app.strike_offer_clocks(most integer) returns table (
  offer_id uuid, referral_id uuid, agency_id uuid, organization_id uuid, case_id uuid, client_id uuid, step_id uuid,
  step text, waitlisted boolean, ended boolean, number text, provider text, language text,
  when_unanswered text, answer_days integer, grace_days integer, urgency text, today date
) language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  due record;
  r public.referral;
  o public.offer;
  struck text;
  row_id uuid;
  is_over boolean;
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  for due in
    select f.id, f.referral_id from public.offer f
    where f.state in ('offered', 'viewed', 'waitlisted') and f.due_at <= app.clock() order by f.due_at, f.id limit most
  loop
    select * into r from public.referral g where g.id = due.referral_id and g.state = 'sent' for update skip locked;
    continue when not found;
    select * into o from public.offer f where f.id = due.id for update;
    continue when o.state not in ('offered', 'viewed', 'waitlisted') or o.due_at is null or o.due_at > app.clock();
    struck := case when o.due_at >= o.lapse_at then 'lapse' when o.due_at >= o.move_on_at then 'move_on' when o.due_at >= o.answer_until then 'escalate' 
      -- After a pause of the worker nobody is reminded of what is late already.
      when app.clock() >= o.answer_until then 'escalate' else 'remind' end;
    insert into public.offer_step (agency_id, referral_id, organization_id, offer_id, round, step)
      values (o.agency_id, o.referral_id, o.organization_id, o.id, o.clock_round, struck)
      on conflict do nothing returning id into row_id;
    update public.offer f set due_at = case struck when 'remind' then o.answer_until when 'escalate' then o.move_on_at when 'move_on' then o.lapse_at end where f.id = o.id;
    continue when row_id is null;
    is_over := false;
    if struck = 'lapse' then
      update public.offer f set state = 'lapsed', answered_at = app.clock() where f.id = o.id;
      if not exists (select 1 from public.offer f where f.referral_id = r.id and f.state in ('offered', 'viewed', 'info_requested', 'waitlisted')) then
        update public.referral g set state = 'expired', ended_at = app.clock(), version = g.version + 1 where g.id = r.id;
        is_over := true;
      end if;
    end if;
    return query
      select o.id, r.id, r.agency_id, o.organization_id, r.case_id, r.client_id, row_id, struck, o.state = 'waitlisted', is_over, r.number, g.name, a.language, a.when_unanswered,
        a.answer_days, a.grace_days::integer, r.urgency, app.agency_day(a.id)
      from public.agency a, public.organization g where a.id = r.agency_id and g.id = o.organization_id;
  end loop;
end
$$;
--> statement-breakpoint
-- Asks one more provider in place of one that did not answer, under a consent that covers it. Nothing when three are asked already or none covers.
create function app.ask_instead(of_step uuid, place uuid, day date, remind timestamptz, until timestamptz, move_on timestamptz, lapse timestamptz)
returns table (offer_id uuid, organization_id uuid, identified boolean, fields text[]) language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  s public.offer_step;
  r public.referral;
  first_offer public.offer;
  shared text[];
  leans_on public.consent;
  asked uuid;
  made public.offer;
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  select * into s from public.offer_step where id = of_step;
  select * into r from public.referral g where g.id = s.referral_id and g.state = 'sent' for update;
  if not found then return; end if;
  select * into first_offer from public.offer f where f.id = s.offer_id;
  select p.organization_id into asked from public.service_at_location p where p.id = place;
  select d.fields into shared from public.disclosure d where d.referral_id = r.id and d.organization_id = first_offer.organization_id order by d.id limit 1;
  select c.* into leans_on from public.consent c where c.client_id = r.client_id and shared <@ c.fields and app.consent_covers(c.id, asked, r.id)
    order by c.organization_id is null, c.specialty_id is null, c.id limit 1;
  if leans_on.id is null or (select count(*) from public.offer f where f.referral_id = r.id and f.state in ('offered', 'viewed', 'info_requested', 'waitlisted')) >= 3 then
    return;
  end if;
  insert into public.offer (agency_id, referral_id, organization_id, service_at_location_id, identified, summary, answer_by, remind_at, answer_until, move_on_at, lapse_at, due_at)
    values (r.agency_id, r.id, asked, place, false, first_offer.summary, day, remind, until, move_on, lapse, remind) returning * into made;
  insert into public.disclosure (agency_id, client_id, referral_id, consent_id, organization_id, fields, ends_at)
    values (r.agency_id, r.client_id, r.id, leans_on.id, asked, shared, leans_on.ends_at);
  return query select made.id, made.organization_id, made.identified, shared;
end
$$;
--> statement-breakpoint
-- Writes beside a stroke whom it led to.
create function app.note_next_place(of_step uuid, place uuid) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  update public.offer_step set next_place_id = place where id = of_step;
end
$$;
--> statement-breakpoint
drop function app.expire_referrals(integer);
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.proname as name from pg_proc p where p.pronamespace = 'app'::regnamespace
    and p.proname in ('guard_offer_clock', 'give_back_offer', 'task_for_sender', 'next_best_place', 'strike_offer_clocks', 'ask_instead', 'note_next_place') loop
    execute format('revoke all on function %s from public', f.signature);
    case when f.name = 'guard_offer_clock' then execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
      when f.name = 'give_back_offer' then execute format('grant execute on function %s to app_user', f.signature);
      when f.name in ('task_for_sender', 'next_best_place') then execute format('grant execute on function %s to app_user, app_job', f.signature);
      else execute format('grant execute on function %s to app_job', f.signature); end case;
  end loop;
end
$$;
--> statement-breakpoint
set local role app_job;
--> statement-breakpoint
-- The work that went by this name is part of the offers' clocks.
delete from pgboss.schedule where name = 'expire-referrals';
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on offer_step to app_user;
grant update (grace_days, when_unanswered) on agency to app_user;
grant insert (remind_at, answer_until, move_on_at, lapse_at, due_at) on offer to app_user;
grant update (answer_by, remind_at, answer_until, move_on_at, lapse_at, due_at, clock_round) on offer to app_user;
create trigger b_guard_offer_clock before update on offer for each row execute function app.guard_offer_clock();
alter table public.offer_step force row level security;
create policy "guards see every row" on public.offer_step for all to app_definer using (true) with check (true);
revoke all on public.offer_step from public;
grant select, insert, update, delete on public.offer_step to app_definer;
create constraint trigger z_chain_link after insert or update or delete on public.offer_step deferrable initially deferred for each row execute function app.chain_link();
