-- What providers report of the care plan's goals, as far as the client's consent shows them.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "progress_goal" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"note_id" uuid NOT NULL,
	"goal_id" uuid NOT NULL,
	"standing" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "progress_goal_once" UNIQUE("note_id","goal_id"),
	CONSTRAINT "progress_goal_standing" CHECK ("progress_goal"."standing" in ('reached', 'closer', 'same', 'further'))
);
--> statement-breakpoint
ALTER TABLE "progress_goal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "progress_goal" ADD CONSTRAINT "progress_goal_note_id_progress_note_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."progress_note"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_goal" ADD CONSTRAINT "progress_goal_goal_id_plan_goal_id_fk" FOREIGN KEY ("goal_id") REFERENCES "public"."plan_goal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_goal" ADD CONSTRAINT "progress_goal_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "progress_goal_referral_index" ON "progress_goal" USING btree ("referral_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "progress_goal_goal" ON "progress_goal" USING btree ("goal_id");--> statement-breakpoint
CREATE INDEX "progress_goal_agency" ON "progress_goal" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "progress_goal_organization" ON "progress_goal" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "progress_goal_client" ON "progress_goal" USING btree ("client_id");--> statement-breakpoint
CREATE POLICY "case staff read how goals come on where referrals are open to them, a provider what it reported" ON "progress_goal" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("progress_goal"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "progress_goal"."referral_id")) or "progress_goal"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider who holds the referral says how a goal comes on, in a report of its own" ON "progress_goal" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("progress_goal"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "progress_goal"."referral_id" = any((select app.held_referrals())::uuid[])));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- The goals of the agreed plan that a referral's service serves, as whoever asks may see them.
create function app.goals_served(of_referral uuid) returns table (goal_id uuid, words text, measure text, target_on date)
language plpgsql stable set search_path = '' as $$
begin
  return query
    select g.id, g.words, g.measure, g.target_on from public.referral r
    join public.care_plan p on p.case_id = r.case_id and p.state = 'agreed'
    join public.plan_goal g on g.plan_id = p.id
    where r.id = of_referral and exists (select 1 from public.planned_service s where s.goal_id = g.id
      and (s.id = r.planned_service_id or s.need_id = r.need_id or s.specialty_id = r.specialty_id))
    order by g.created_at, g.id;
end
$$;
--> statement-breakpoint
-- The same for a provider, while the client's consent shows goals to its organization.
create function app.shared_goals(of_referral uuid) returns table (goal_id uuid, words text, measure text, target_on date)
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.disclosure d where d.referral_id = of_referral and d.id = any(app.live_disclosures()) and 'goals' = any(d.fields)) then return; end if;
  return query select * from app.goals_served(of_referral);
end
$$;
--> statement-breakpoint
create or replace function app.read_disclosed_client(of_referral uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  d public.disclosure;
  k public.client;
  shown jsonb := '{}';
begin
  select * into d from public.disclosure where referral_id = of_referral and id = any(app.live_disclosures());
  if not found then return null; end if;
  select * into k from public.client where id = d.client_id;
  update public.disclosure set first_read_at = app.clock() where id = d.id and first_read_at is null;
  perform app.record_event('offer.read', 'offer',
    (select o.id from public.offer o where o.referral_id = d.referral_id and o.organization_id = d.organization_id
      and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted') order by o.state = 'accepted' desc, o.id limit 1),
    jsonb_build_object('disclosureId', d.id, 'fields', to_jsonb(d.fields)), d.agency_id, d.organization_id, d.client_id, null, d.referral_id);
  if 'name' = any(d.fields) then shown := shown || jsonb_build_object('name', k.given_name || ' ' || k.family_name, 'preferredName', k.preferred_name); end if;
  if 'pronouns' = any(d.fields) then shown := shown || jsonb_build_object('pronouns', k.pronouns); end if;
  if 'birth_day' = any(d.fields) then shown := shown || jsonb_build_object('birthDay', k.birth_day); end if;
  if 'language' = any(d.fields) then shown := shown || jsonb_build_object('language', k.language); end if;
  if 'telephone' = any(d.fields) then
    shown := shown || jsonb_build_object('telephone', k.telephone, 'safeContact', k.safe_contact, 'safeContactNote', k.safe_contact_note);
  end if;
  if 'email' = any(d.fields) then
    shown := shown || jsonb_build_object('email', k.email, 'safeContact', k.safe_contact, 'safeContactNote', k.safe_contact_note);
  end if;
  if 'address' = any(d.fields) then
    shown := shown || jsonb_build_object('addressLine', k.address_line, 'city', k.city, 'region', k.region, 'postalCode', k.postal_code);
  end if;
  if 'access_needs' = any(d.fields) then shown := shown || jsonb_build_object('accessNeeds', k.access_needs); end if;
  if 'goals' = any(d.fields) then
    shown := shown || jsonb_build_object('goals', (select string_agg(g.words, '; ') from app.goals_served(d.referral_id) g));
  end if;
  return jsonb_build_object('disclosureId', d.id, 'clientId', d.client_id, 'consentId', d.consent_id, 'endsAt', d.ends_at, 'fields', to_jsonb(d.fields), 'client', shown);
end
$$;
--> statement-breakpoint
-- A report speaks of goals that were shared, and is the reporter's own.
create function app.guard_progress_goal() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.progress_note n where n.id = new.note_id and n.referral_id = new.referral_id and n.organization_id = new.organization_id
      and (app.membership_id() is null or n.author_membership_id = app.membership_id())) then
    raise exception 'a report of one''s own' using errcode = '23514', constraint = 'progress_goal_report', table = 'progress_goal';
  end if;
  if app.membership_id() is not null and not exists (select 1 from app.shared_goals(new.referral_id) g where g.goal_id = new.goal_id) then
    raise exception 'a goal that was shared' using errcode = '23514', constraint = 'progress_goal_shared', table = 'progress_goal';
  end if;
  return new;
end
$$;
--> statement-breakpoint
revoke all on function app.goals_served(uuid), app.shared_goals(uuid), app.guard_progress_goal() from public;
grant execute on function app.goals_served(uuid), app.shared_goals(uuid) to app_user;
grant execute on function app.guard_progress_goal() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select, insert (agency_id, organization_id, client_id, referral_id, note_id, goal_id, standing, words) on progress_goal to app_user;
create trigger b_guard_progress_goal before insert on progress_goal for each row execute function app.guard_progress_goal();
alter table public.progress_goal force row level security;
create policy "guards see every row" on public.progress_goal for all to app_definer using (true) with check (true);
revoke all on public.progress_goal from public;
grant select, insert, update, delete on public.progress_goal to app_definer;
create constraint trigger z_chain_link after insert or update or delete on public.progress_goal deferrable initially deferred for each row execute function app.chain_link();
