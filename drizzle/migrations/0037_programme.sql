-- Programmes with their stages, cohorts and who is enrolled.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "cohort_move" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"cohort_id" uuid NOT NULL,
	"stage_id" uuid NOT NULL,
	"moved_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"undone_by" uuid,
	"undone_at" timestamp with time zone,
	CONSTRAINT "cohort_move_of_programme" UNIQUE("id","programme_id","agency_id"),
	CONSTRAINT "cohort_move_undone" CHECK (("cohort_move"."undone_at" is null) = ("cohort_move"."undone_by" is null))
);
--> statement-breakpoint
ALTER TABLE "cohort_move" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cohort" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"name" text NOT NULL,
	"place" text DEFAULT '' NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "cohort_of_programme" UNIQUE("id","programme_id","agency_id"),
	CONSTRAINT "cohort_days" CHECK ("cohort"."ends_on" >= "cohort"."starts_on")
);
--> statement-breakpoint
ALTER TABLE "cohort" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "enrolment" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"state" text DEFAULT 'applied' NOT NULL,
	"stage_id" uuid,
	"cohort_id" uuid,
	"cohort_move_id" uuid,
	"stage_before_id" uuid,
	"eligibility" text NOT NULL,
	"exception_words" text DEFAULT '' NOT NULL,
	"reason_code" text,
	"reason_words" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	CONSTRAINT "enrolment_eligibility" CHECK ("enrolment"."eligibility" = 'yes' or ("enrolment"."eligibility" in ('no', 'unknown') and "enrolment"."exception_words" <> '')),
	CONSTRAINT "enrolment_reason" CHECK (("enrolment"."state" = 'left') = ("enrolment"."reason_code" is not null)),
	CONSTRAINT "enrolment_ended" CHECK (("enrolment"."state" in ('completed', 'left')) = ("enrolment"."ended_at" is not null) and ("enrolment"."ended_at" is null) = ("enrolment"."ended_by" is null)),
	CONSTRAINT "enrolment_stage" CHECK (case when "enrolment"."state" in ('enrolled', 'completed') then "enrolment"."stage_id" is not null when "enrolment"."state" <> 'left' then "enrolment"."stage_id" is null else true end)
);
--> statement-breakpoint
ALTER TABLE "enrolment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "programme_stage" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"programme_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "programme_stage_place" UNIQUE("programme_id","position"),
	CONSTRAINT "programme_stage_of_programme" UNIQUE("id","programme_id","agency_id"),
	CONSTRAINT "programme_stage_position" CHECK ("programme_stage"."position" between 1 and 20)
);
--> statement-breakpoint
ALTER TABLE "programme_stage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "programme" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"name" text NOT NULL,
	"purpose" text DEFAULT '' NOT NULL,
	"benefits" text[] DEFAULT '{}' NOT NULL,
	"rules" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"closed_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "programme_of_agency" UNIQUE("id","agency_id")
);
--> statement-breakpoint
ALTER TABLE "programme" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cohort_move" ADD CONSTRAINT "cohort_move_cohort" FOREIGN KEY ("cohort_id","programme_id","agency_id") REFERENCES "public"."cohort"("id","programme_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_move" ADD CONSTRAINT "cohort_move_stage" FOREIGN KEY ("stage_id","programme_id","agency_id") REFERENCES "public"."programme_stage"("id","programme_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_move" ADD CONSTRAINT "cohort_move_moved_by" FOREIGN KEY ("moved_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_move" ADD CONSTRAINT "cohort_move_undone_by" FOREIGN KEY ("undone_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_programme" FOREIGN KEY ("programme_id","agency_id") REFERENCES "public"."programme"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_case" FOREIGN KEY ("case_id","client_id","agency_id") REFERENCES "public"."case"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_programme" FOREIGN KEY ("programme_id","agency_id") REFERENCES "public"."programme"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_stage_of_programme" FOREIGN KEY ("stage_id","programme_id","agency_id") REFERENCES "public"."programme_stage"("id","programme_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_stage_before" FOREIGN KEY ("stage_before_id","programme_id","agency_id") REFERENCES "public"."programme_stage"("id","programme_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_cohort" FOREIGN KEY ("cohort_id","programme_id","agency_id") REFERENCES "public"."cohort"("id","programme_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_cohort_move" FOREIGN KEY ("cohort_move_id","programme_id","agency_id") REFERENCES "public"."cohort_move"("id","programme_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_ended_by" FOREIGN KEY ("ended_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_stage" ADD CONSTRAINT "programme_stage_programme" FOREIGN KEY ("programme_id","agency_id") REFERENCES "public"."programme"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme" ADD CONSTRAINT "programme_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cohort_move_cohort_index" ON "cohort_move" USING btree ("cohort_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "cohort_move_agency" ON "cohort_move" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "cohort_move_programme" ON "cohort_move" USING btree ("programme_id");--> statement-breakpoint
CREATE INDEX "cohort_move_stage_index" ON "cohort_move" USING btree ("stage_id");--> statement-breakpoint
CREATE INDEX "cohort_move_moved_by_index" ON "cohort_move" USING btree ("moved_by");--> statement-breakpoint
CREATE INDEX "cohort_move_undone_by_index" ON "cohort_move" USING btree ("undone_by");--> statement-breakpoint
CREATE UNIQUE INDEX "cohort_name" ON "cohort" USING btree ("programme_id",lower("name"));--> statement-breakpoint
CREATE INDEX "cohort_agency" ON "cohort" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "cohort_created_by_index" ON "cohort" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolment_once" ON "enrolment" USING btree ("case_id","programme_id") WHERE "enrolment"."state" in ('applied', 'waitlisted', 'enrolled');--> statement-breakpoint
CREATE INDEX "enrolment_case_index" ON "enrolment" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "enrolment_client" ON "enrolment" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "enrolment_agency" ON "enrolment" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "enrolment_programme_index" ON "enrolment" USING btree ("programme_id","state");--> statement-breakpoint
CREATE INDEX "enrolment_stage_index" ON "enrolment" USING btree ("stage_id");--> statement-breakpoint
CREATE INDEX "enrolment_stage_before_index" ON "enrolment" USING btree ("stage_before_id");--> statement-breakpoint
CREATE INDEX "enrolment_cohort_index" ON "enrolment" USING btree ("cohort_id");--> statement-breakpoint
CREATE INDEX "enrolment_cohort_move_index" ON "enrolment" USING btree ("cohort_move_id");--> statement-breakpoint
CREATE INDEX "enrolment_created_by_index" ON "enrolment" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "enrolment_ended_by_index" ON "enrolment" USING btree ("ended_by");--> statement-breakpoint
CREATE INDEX "programme_stage_agency" ON "programme_stage" USING btree ("agency_id");--> statement-breakpoint
CREATE UNIQUE INDEX "programme_name" ON "programme" USING btree ("agency_id",lower("name"));--> statement-breakpoint
CREATE INDEX "programme_created_by_index" ON "programme" USING btree ("created_by");--> statement-breakpoint
CREATE POLICY "case staff read how cohorts were moved" ON "cohort_move" AS PERMISSIVE FOR SELECT TO "app_user" USING ("cohort_move"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]));--> statement-breakpoint
CREATE POLICY "supervisors move cohorts in their own name" ON "cohort_move" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("cohort_move"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]) and "cohort_move"."moved_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "supervisors undo the move of a cohort" ON "cohort_move" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("cohort_move"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[])) WITH CHECK ("cohort_move"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case staff and administrators read cohorts" ON "cohort" AS PERMISSIVE FOR SELECT TO "app_user" USING ("cohort"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "supervisors and administrators make cohorts in their own name" ON "cohort" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("cohort"."agency_id" = any((select app.agencies_where('supervisor', 'administrator'))::uuid[]) and "cohort"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "supervisors and administrators change cohorts" ON "cohort" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("cohort"."agency_id" = any((select app.agencies_where('supervisor', 'administrator'))::uuid[])) WITH CHECK ("cohort"."agency_id" = any((select app.agencies_where('supervisor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case staff read who is enrolled, but not of cases hidden from them" ON "enrolment" AS PERMISSIVE FOR SELECT TO "app_user" USING (("enrolment"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "enrolment"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case applies for its client in their own name" ON "enrolment" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("enrolment"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("enrolment"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "enrolment"."case_id" <> all((select app.shut_cases())::uuid[]))) and "enrolment"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the case moves its enrolments" ON "enrolment" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("enrolment"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("enrolment"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "enrolment"."case_id" <> all((select app.shut_cases())::uuid[]))))) WITH CHECK (("enrolment"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("enrolment"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "enrolment"."case_id" <> all((select app.shut_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "case staff and administrators read the stages of programmes" ON "programme_stage" AS PERMISSIVE FOR SELECT TO "app_user" USING ("programme_stage"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "supervisors and administrators add stages" ON "programme_stage" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("programme_stage"."agency_id" = any((select app.agencies_where('supervisor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "supervisors and administrators rename stages" ON "programme_stage" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("programme_stage"."agency_id" = any((select app.agencies_where('supervisor', 'administrator'))::uuid[])) WITH CHECK ("programme_stage"."agency_id" = any((select app.agencies_where('supervisor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case staff and administrators read their agency's programmes" ON "programme" AS PERMISSIVE FOR SELECT TO "app_user" USING ("programme"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "supervisors and administrators make programmes in their own name" ON "programme" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("programme"."agency_id" = any((select app.agencies_where('supervisor', 'administrator'))::uuid[]) and "programme"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "supervisors and administrators change programmes" ON "programme" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("programme"."agency_id" = any((select app.agencies_where('supervisor', 'administrator'))::uuid[])) WITH CHECK ("programme"."agency_id" = any((select app.agencies_where('supervisor', 'administrator'))::uuid[]));--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Nobody applies to a programme that is closed; what has ended never changes; a move of a cohort is undone once and otherwise stays.
create function app.guard_enrolment() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if exists (select 1 from public.programme p where p.id = new.programme_id and p.closed_at is not null) then
      raise exception 'the programme takes nobody' using errcode = '23514', constraint = 'enrolment_open_programme', table = 'enrolment';
    end if;
  elsif old.state in ('completed', 'left') then
    raise exception 'it has ended' using errcode = '23514', constraint = 'enrolment_final', table = 'enrolment';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.guard_cohort_move() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.undone_at is not null then
    raise exception 'it is undone' using errcode = '23514', constraint = 'cohort_move_final', table = 'cohort_move';
  end if;
  return new;
end
$$;
--> statement-breakpoint
revoke all on function app.guard_enrolment(), app.guard_cohort_move() from public;
grant execute on function app.guard_enrolment(), app.guard_cohort_move() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('enrolment', 'applied', 'waitlist', 'waitlisted', '{agency}'),
  ('enrolment', 'applied', 'enrol', 'enrolled', '{agency}'),
  ('enrolment', 'applied', 'leave', 'left', '{agency}'),
  ('enrolment', 'waitlisted', 'enrol', 'enrolled', '{agency}'),
  ('enrolment', 'waitlisted', 'leave', 'left', '{agency}'),
  ('enrolment', 'enrolled', 'complete', 'completed', '{agency}'),
  ('enrolment', 'enrolled', 'leave', 'left', '{agency}');
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on programme, programme_stage, cohort, cohort_move, enrolment to app_user;
grant insert (agency_id, name, purpose, benefits, created_by), update (name, purpose, benefits, rules, closed_at, updated_at) on programme to app_user;
grant insert (agency_id, programme_id, position, name), update (name) on programme_stage to app_user;
grant insert (agency_id, programme_id, name, place, starts_on, ends_on, created_by), update (name, place, starts_on, ends_on) on cohort to app_user;
grant insert (agency_id, programme_id, cohort_id, stage_id, moved_by), update (undone_by, undone_at) on cohort_move to app_user;
grant insert (agency_id, case_id, client_id, programme_id, eligibility, exception_words, created_by),
  update (state, stage_id, cohort_id, cohort_move_id, stage_before_id, reason_code, reason_words, updated_at, ended_at, ended_by) on enrolment to app_user;
create trigger a_guard_state before insert or update of state on enrolment for each row execute function app.guard_state('enrolment', 'applied');
create trigger b_guard_author before update on enrolment for each row execute function app.guard_author('ended_by');
create trigger b_guard_author before update on cohort_move for each row execute function app.guard_author('undone_by');
create trigger c_guard_enrolment before insert or update on enrolment for each row execute function app.guard_enrolment();
create trigger c_guard_cohort_move before update on cohort_move for each row execute function app.guard_cohort_move();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['programme', 'programme_stage', 'cohort', 'cohort_move', 'enrolment'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
