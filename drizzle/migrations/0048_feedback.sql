-- What clients say of a service by a link, and the incidents that an urgent answer opens.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "feedback_link" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"language" text NOT NULL,
	"how" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "feedback_link_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "feedback_link_how" CHECK ("feedback_link"."how" in ('email', 'paper')),
	CONSTRAINT "feedback_link_span" CHECK ("feedback_link"."expires_at" > "feedback_link"."created_at" and "feedback_link"."expires_at" <= "feedback_link"."created_at" + interval '60 days')
);
--> statement-breakpoint
ALTER TABLE "feedback_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "feedback" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"organization_id" uuid,
	"service_at_location_id" uuid,
	"questions" smallint DEFAULT 1 NOT NULL,
	"helped" smallint,
	"treated" smallint,
	"again" smallint,
	"urgent" text,
	"words" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "feedback_link_id_unique" UNIQUE("link_id"),
	CONSTRAINT "feedback_scale" CHECK ("feedback"."helped" between 0 and 2 and "feedback"."treated" between 0 and 2 and "feedback"."again" between 0 and 2),
	CONSTRAINT "feedback_urgent" CHECK ("feedback"."urgent" in ('not_safe', 'need_now'))
);
--> statement-breakpoint
ALTER TABLE "feedback" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incident" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"feedback_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"taken_by" uuid,
	"taken_at" timestamp with time zone,
	"done" text,
	"closed_by" uuid,
	"closed_at" timestamp with time zone,
	CONSTRAINT "incident_feedback_id_unique" UNIQUE("feedback_id"),
	CONSTRAINT "incident_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "incident_kind" CHECK ("incident"."kind" in ('not_safe', 'need_now')),
	CONSTRAINT "incident_taken" CHECK ("incident"."state" = 'open' or "incident"."taken_by" is not null and "incident"."taken_at" is not null),
	CONSTRAINT "incident_closed" CHECK (("incident"."state" = 'closed') = ("incident"."closed_at" is not null) and num_nonnulls("incident"."closed_at", "incident"."closed_by", "incident"."done") in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "incident" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "feedback_link" ADD CONSTRAINT "feedback_link_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_link" ADD CONSTRAINT "feedback_link_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_link_id_feedback_link_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."feedback_link"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_service_at_location_id_service_at_location_id_fk" FOREIGN KEY ("service_at_location_id") REFERENCES "public"."service_at_location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_feedback_id_feedback_id_fk" FOREIGN KEY ("feedback_id") REFERENCES "public"."feedback"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_taken_by_membership_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_closed_by_membership_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_case" FOREIGN KEY ("case_id","client_id","agency_id") REFERENCES "public"."case"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feedback_link_referral_index" ON "feedback_link" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "feedback_link_client" ON "feedback_link" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "feedback_link_agency" ON "feedback_link" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "feedback_link_created_by" ON "feedback_link" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "feedback_referral_index" ON "feedback" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "feedback_client" ON "feedback" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "feedback_agency" ON "feedback" USING btree ("agency_id","service_at_location_id");--> statement-breakpoint
CREATE INDEX "feedback_organization" ON "feedback" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "feedback_service_at_location" ON "feedback" USING btree ("service_at_location_id");--> statement-breakpoint
CREATE INDEX "incident_agency" ON "incident" USING btree ("agency_id","state","due_at");--> statement-breakpoint
CREATE INDEX "incident_case_index" ON "incident" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "incident_client_index" ON "incident" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "incident_referral_index" ON "incident" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "incident_taken_by" ON "incident" USING btree ("taken_by");--> statement-breakpoint
CREATE INDEX "incident_closed_by" ON "incident" USING btree ("closed_by");--> statement-breakpoint
CREATE POLICY "case staff see which links a client was given to say how it went" ON "feedback_link" AS PERMISSIVE FOR SELECT TO "app_user" USING (("feedback_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "feedback_link"."client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the referral asks in their own name how it went" ON "feedback_link" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("feedback_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("feedback_link"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "feedback_link"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[])))) and "feedback_link"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "case staff read what a client said of a service" ON "feedback" AS PERMISSIVE FOR SELECT TO "app_user" USING (("feedback"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "feedback"."client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff read the incidents of cases open to them" ON "incident" AS PERMISSIVE FOR SELECT TO "app_user" USING (("incident"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "incident"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case sees to an incident" ON "incident" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("incident"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("incident"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "incident"."case_id" <> all((select app.shut_cases())::uuid[]))))) WITH CHECK (("incident"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("incident"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "incident"."case_id" <> all((select app.shut_cases())::uuid[])))));--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- The link by which the bearer says how it went, while it holds.
create function app.borne_feedback() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select l.id from public.feedback_link l where l.token_hash = nullif(current_setting('app.bearer_key', true), '')
    and app.is_bearer_of('feedback', l.token_hash) and l.used_at is null and l.expires_at > app.clock());
end
$$;
--> statement-breakpoint
-- What the link in the client's hand is worth: open, used, late, or unknown.
create function app.feedback_link() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select case when l.used_at is not null then 'used' when l.expires_at > app.clock() then 'open' else 'late' end
    from public.feedback_link l where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('feedback', l.token_hash)), 'unknown');
end
$$;
--> statement-breakpoint
-- What the page says: which house asks, in which language. Not for whom, and not of whom: the page may be read over a shoulder.
create function app.look_at_feedback() returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  return (select jsonb_build_object('standing', app.feedback_link(), 'agencyName', a.name, 'language', l.language)
    from public.feedback_link l join public.agency a on a.id = l.agency_id
    where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('feedback', l.token_hash));
end
$$;
--> statement-breakpoint
-- Keeps one answer, and opens an incident where it is urgent. Two presses wait for each other. No row: the link holds no more.
create function app.give_feedback(said_helped integer, said_treated integer, said_again integer, said_urgent text, said_words text)
returns table (feedback_id uuid, agency_id uuid, client_id uuid, case_id uuid, referral_id uuid, incident_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.feedback_link;
  r public.referral;
  o public.offer;
  made uuid;
  opened uuid;
begin
  perform 1 from public.feedback_link f where f.token_hash = nullif(current_setting('app.bearer_key', true), '') for update;
  select * into l from public.feedback_link f where f.id = app.borne_feedback();
  if not found then return; end if;
  select * into r from public.referral x where x.id = l.referral_id;
  select * into o from public.offer x where x.referral_id = r.id and x.state = 'accepted';
  insert into public.feedback (agency_id, client_id, referral_id, link_id, organization_id, service_at_location_id, helped, treated, again, urgent, words)
    values (l.agency_id, l.client_id, l.referral_id, l.id, o.organization_id, o.service_at_location_id, said_helped, said_treated, said_again, said_urgent, said_words)
    returning id into made;
  if said_urgent is not null then
    insert into public.incident (agency_id, client_id, case_id, referral_id, feedback_id, kind, due_at)
      values (l.agency_id, l.client_id, r.case_id, r.id, made, said_urgent,
        app.clock() + case said_urgent when 'not_safe' then interval '2 hours' else interval '1 day' end)
      returning id into opened;
  end if;
  return query select made, l.agency_id, l.client_id, r.case_id, r.id, opened;
end
$$;
--> statement-breakpoint
create function app.use_feedback_link() returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.feedback_link l set used_at = app.clock() where l.id = app.borne_feedback();
end
$$;
--> statement-breakpoint
-- Who must know of an incident: who owns the case and its team; its supervisors too, unless the case is hidden from them.
create function app.concerned_by_incident(of_incident uuid) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select distinct m.id from public.incident i
    join public."case" k on k.id = i.case_id
    join public.feedback f on f.id = i.feedback_id
    join public.membership m on m.agency_id = i.agency_id and m.disabled_at is null and (m.id = k.owner_membership_id
      or exists (select 1 from public.case_member t where t.case_id = k.id and t.membership_id = m.id)
      or m.role = 'supervisor' and not k.restricted)
    where i.id = of_incident and (current_setting('role') in ('app_job', 'app_definer') or f.link_id = app.borne_feedback());
end
$$;
--> statement-breakpoint
-- What was done about a closed incident is said once.
create function app.guard_incident() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.state = 'closed' then
    raise exception 'it is closed' using errcode = '23514', constraint = 'incident_final', table = 'incident';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create or replace function app.bears_a_link() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return app.borne_application() is not null or app.borne_confirmation() is not null or app.borne_offer() is not null or app.borne_feedback() is not null;
end
$$;
--> statement-breakpoint
-- How clients of this agency found a service, of 100; not told while so few have answered that one of them could be known by it.
create function app.quality_of(services uuid[]) returns table (service_at_location_id uuid, answers integer, score integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select f.service_at_location_id, count(distinct f.id)::int, round(avg(w.worth) * 50)::int from public.feedback f
    cross join lateral (values (f.helped), (f.treated), (f.again)) as w (worth)
    where f.agency_id = any(app.agencies_where('caseworker', 'supervisor', 'network_manager')) and f.service_at_location_id = any(services) and w.worth is not null
    group by f.service_at_location_id having count(distinct f.client_id) >= 3;
end
$$;
--> statement-breakpoint
revoke all on function app.borne_feedback(), app.feedback_link(), app.look_at_feedback(), app.give_feedback(integer, integer, integer, text, text), app.use_feedback_link(),
  app.concerned_by_incident(uuid), app.quality_of(uuid[]), app.guard_incident() from public;
grant execute on function app.borne_feedback(), app.guard_incident() to app_user, app_auth, app_job, app_owner;
grant execute on function app.feedback_link(), app.look_at_feedback(), app.give_feedback(integer, integer, integer, text, text), app.use_feedback_link(),
  app.concerned_by_incident(uuid), app.quality_of(uuid[]) to app_user;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('incident', 'open', 'take', 'taken', '{agency}'),
  ('incident', 'taken', 'close', 'closed', '{agency}');
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on feedback_link, feedback, incident to app_user;
grant insert (agency_id, client_id, referral_id, token_hash, language, how, created_by, expires_at) on feedback_link to app_user;
grant update (state, due_at, taken_by, taken_at, done, closed_by, closed_at) on incident to app_user;
create trigger a_guard_state before insert or update of state on incident for each row execute function app.guard_state('incident', 'open');
create trigger c_guard_incident before update on incident for each row execute function app.guard_incident();
create trigger b_guard_author before update on incident for each row execute function app.guard_author('taken_by', 'closed_by');
do $$
declare
  t text;
begin
  foreach t in array array['feedback_link', 'feedback', 'incident'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
