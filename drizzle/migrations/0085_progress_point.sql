-- What an agency wants to know of its referrals, as milestones and results that it words and orders, and what providers say of each.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "progress_mark" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"point_id" uuid NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"on_day" date NOT NULL,
	"value" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"taken_back" boolean DEFAULT false NOT NULL,
	"recorded_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"corrects_id" uuid,
	"current" boolean DEFAULT true NOT NULL,
	CONSTRAINT "progress_mark_note" CHECK (length("progress_mark"."note") <= 500),
	CONSTRAINT "progress_mark_taken_back" CHECK (not "progress_mark"."taken_back" or "progress_mark"."corrects_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "progress_mark" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "progress_point" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"specialty_id" uuid,
	"kind" text NOT NULL,
	"words" text NOT NULL,
	"unit" text DEFAULT '' NOT NULL,
	"choices" text[] DEFAULT '{}'::text[] NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "progress_point_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "progress_point_kind" CHECK ("progress_point"."kind" in ('milestone', 'yes_no', 'number', 'choice')),
	CONSTRAINT "progress_point_words" CHECK (length("progress_point"."words") between 1 and 120),
	CONSTRAINT "progress_point_unit" CHECK (case when "progress_point"."kind" = 'number' then length("progress_point"."unit") between 1 and 40 else "progress_point"."unit" = '' end),
	CONSTRAINT "progress_point_choices" CHECK (case when "progress_point"."kind" = 'choice' then cardinality("progress_point"."choices") between 2 and 10 else "progress_point"."choices" = '{}' end)
);
--> statement-breakpoint
ALTER TABLE "progress_point" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "progress_mark" ADD CONSTRAINT "progress_mark_recorded_by_membership_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_mark" ADD CONSTRAINT "progress_mark_corrects_id_progress_mark_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."progress_mark"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_mark" ADD CONSTRAINT "progress_mark_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_mark" ADD CONSTRAINT "progress_mark_point" FOREIGN KEY ("point_id","agency_id") REFERENCES "public"."progress_point"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_point" ADD CONSTRAINT "progress_point_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_point" ADD CONSTRAINT "progress_point_specialty_id_specialty_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "progress_mark_one_current" ON "progress_mark" USING btree ("referral_id","point_id","organization_id") WHERE "progress_mark"."current";--> statement-breakpoint
CREATE INDEX "progress_mark_referral_index" ON "progress_mark" USING btree ("referral_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "progress_mark_point_index" ON "progress_mark" USING btree ("point_id");--> statement-breakpoint
CREATE INDEX "progress_mark_agency" ON "progress_mark" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "progress_mark_organization" ON "progress_mark" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "progress_mark_client" ON "progress_mark" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "progress_mark_recorded_by" ON "progress_mark" USING btree ("recorded_by");--> statement-breakpoint
CREATE INDEX "progress_mark_corrects" ON "progress_mark" USING btree ("corrects_id");--> statement-breakpoint
CREATE UNIQUE INDEX "progress_point_place" ON "progress_point" USING btree ("agency_id","position");--> statement-breakpoint
CREATE INDEX "progress_point_specialty" ON "progress_point" USING btree ("specialty_id");--> statement-breakpoint
CREATE POLICY "case staff read what was reached where referrals are open to them, a provider what it said" ON "progress_mark" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("progress_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "progress_mark"."referral_id")) or "progress_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider who holds the referral says in their own name what was reached" ON "progress_mark" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("progress_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "progress_mark"."recorded_by" = (select app.membership_id()) and "progress_mark"."referral_id" = any((select app.held_referrals())::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider who holds the referral sets aside what it corrects" ON "progress_mark" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("progress_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "progress_mark"."referral_id" = any((select app.held_referrals())::uuid[]))) WITH CHECK (("progress_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "progress_mark"."referral_id" = any((select app.held_referrals())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff and administrators read their agency's milestones and results" ON "progress_point" AS PERMISSIVE FOR SELECT TO "app_user" USING ("progress_point"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "whoever reads one of the agency's offers reads what it wants to know" ON "progress_point" AS PERMISSIVE FOR SELECT TO "app_user" USING (exists (select 1 from offer asked where asked.agency_id = "progress_point"."agency_id"));--> statement-breakpoint
CREATE POLICY "administrators add milestones and results" ON "progress_point" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("progress_point"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) and "progress_point"."retired_at" is null));--> statement-breakpoint
CREATE POLICY "administrators word, order and retire milestones and results" ON "progress_point" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("progress_point"."agency_id" = any((select app.agencies_where('administrator'))::uuid[])) WITH CHECK ("progress_point"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What is said of a point fits it: of this agency and this kind of service, in use, a value of its kind, on a day between the sending and today.
create function app.guard_progress_mark() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  p public.progress_point;
  r public.referral;
  zone text;
begin
  if tg_op = 'UPDATE' then
    if new.current and not old.current then
      raise exception 'set aside for good' using errcode = '23514', constraint = 'progress_mark_set_aside', table = 'progress_mark';
    end if;
    return new;
  end if;
  select * into p from public.progress_point where id = new.point_id and agency_id = new.agency_id for share;
  select * into r from public.referral where id = new.referral_id;
  select a.time_zone into zone from public.agency a where a.id = new.agency_id;
  if p.specialty_id is not null and not exists (select 1 from public.specialty s where s.id = r.specialty_id and p.specialty_id = any(s.path)) then
    raise exception 'not asked of this referral' using errcode = '23514', constraint = 'progress_mark_asked', table = 'progress_mark';
  end if;
  if new.corrects_id is null then
    if p.retired_at is not null then
      raise exception 'out of use' using errcode = '23514', constraint = 'progress_mark_in_use', table = 'progress_mark';
    end if;
  elsif not exists (select 1 from public.progress_mark c where c.id = new.corrects_id and not c.current
      and (c.referral_id, c.point_id, c.organization_id) = (new.referral_id, new.point_id, new.organization_id)) then
    raise exception 'corrects what was set aside' using errcode = '23514', constraint = 'progress_mark_corrects_own', table = 'progress_mark';
  end if;
  if new.on_day > app.agency_day(new.agency_id) then
    raise exception 'a day to come' using errcode = '23514', constraint = 'progress_mark_not_ahead', table = 'progress_mark';
  end if;
  if new.on_day < (coalesce(r.sent_at, r.created_at) at time zone zone)::date then
    raise exception 'before the referral' using errcode = '23514', constraint = 'progress_mark_not_before', table = 'progress_mark';
  end if;
  if not (case p.kind
      when 'yes_no' then new.value in ('yes', 'no')
      when 'number' then new.value ~ '^[0-9]{1,9}([.][0-9]{1,2})?$'
      when 'choice' then new.value = any(p.choices)
      else new.value = '' end) then
    raise exception 'no value of its kind' using errcode = '23514', constraint = 'progress_mark_value', table = 'progress_mark';
  end if;
  new.words := p.words;
  return new;
end
$$;
--> statement-breakpoint
revoke all on function app.guard_progress_mark() from public;
grant execute on function app.guard_progress_mark() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on progress_point, progress_mark to app_user;
grant insert (agency_id, specialty_id, kind, words, unit, choices, position), update (words, position, retired_at) on progress_point to app_user;
grant insert (agency_id, organization_id, client_id, referral_id, point_id, on_day, value, note, taken_back, recorded_by, corrects_id), update (current) on progress_mark to app_user;
create trigger b_guard_progress_mark before insert or update on progress_mark for each row execute function app.guard_progress_mark();
do $$
declare
  t text;
begin
  foreach t in array array['progress_point', 'progress_mark'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
