-- Forms that agencies write, their versions, and assessments filled in from them.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "assessment" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"form_id" uuid NOT NULL,
	"form_version_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"scores" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"assessed_on" date NOT NULL,
	"corrects_id" uuid,
	"started_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"completed_at" timestamp with time zone,
	"completed_by" uuid,
	CONSTRAINT "assessment_of_case" UNIQUE("id","case_id","form_id"),
	CONSTRAINT "assessment_completed" CHECK (("assessment"."state" in ('completed', 'corrected')) = ("assessment"."completed_at" is not null and "assessment"."completed_by" is not null))
);
--> statement-breakpoint
ALTER TABLE "assessment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "form_version" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"form_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"content" jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"published_at" timestamp with time zone,
	"published_by" uuid,
	"retired_at" timestamp with time zone,
	CONSTRAINT "form_version_once" UNIQUE("form_id","number"),
	CONSTRAINT "form_version_of_form" UNIQUE("id","form_id","agency_id"),
	CONSTRAINT "form_version_number" CHECK ("form_version"."number" > 0),
	CONSTRAINT "form_version_published" CHECK (("form_version"."state" in ('published', 'retired')) = ("form_version"."published_at" is not null and "form_version"."published_by" is not null))
);
--> statement-breakpoint
ALTER TABLE "form_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "form" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"purpose" text DEFAULT '' NOT NULL,
	"sensitive" boolean DEFAULT false NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "form_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "form_kind" CHECK ("form"."kind" in ('assessment'))
);
--> statement-breakpoint
ALTER TABLE "form" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_case" FOREIGN KEY ("case_id","client_id","agency_id") REFERENCES "public"."case"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_version" FOREIGN KEY ("form_version_id","form_id","agency_id") REFERENCES "public"."form_version"("id","form_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_corrects" FOREIGN KEY ("corrects_id","case_id","form_id") REFERENCES "public"."assessment"("id","case_id","form_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_started_by" FOREIGN KEY ("started_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_completed_by" FOREIGN KEY ("completed_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_version" ADD CONSTRAINT "form_version_form" FOREIGN KEY ("form_id","agency_id") REFERENCES "public"."form"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_version" ADD CONSTRAINT "form_version_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_version" ADD CONSTRAINT "form_version_published_by" FOREIGN KEY ("published_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form" ADD CONSTRAINT "form_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form" ADD CONSTRAINT "form_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "assessment_corrected_once" ON "assessment" USING btree ("corrects_id") WHERE "assessment"."state" <> 'discarded';--> statement-breakpoint
CREATE UNIQUE INDEX "assessment_one_draft" ON "assessment" USING btree ("case_id","form_id") WHERE "assessment"."state" = 'draft';--> statement-breakpoint
CREATE INDEX "assessment_case_index" ON "assessment" USING btree ("case_id","assessed_on" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "assessment_client" ON "assessment" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "assessment_agency" ON "assessment" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "assessment_form" ON "assessment" USING btree ("form_id");--> statement-breakpoint
CREATE INDEX "assessment_version_index" ON "assessment" USING btree ("form_version_id");--> statement-breakpoint
CREATE INDEX "assessment_corrects_index" ON "assessment" USING btree ("corrects_id");--> statement-breakpoint
CREATE INDEX "assessment_started_by_index" ON "assessment" USING btree ("started_by");--> statement-breakpoint
CREATE INDEX "assessment_completed_by_index" ON "assessment" USING btree ("completed_by");--> statement-breakpoint
CREATE UNIQUE INDEX "form_version_one_draft" ON "form_version" USING btree ("form_id") WHERE "form_version"."state" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "form_version_one_published" ON "form_version" USING btree ("form_id") WHERE "form_version"."state" = 'published';--> statement-breakpoint
CREATE INDEX "form_version_agency" ON "form_version" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "form_version_created_by_index" ON "form_version" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "form_version_published_by_index" ON "form_version" USING btree ("published_by");--> statement-breakpoint
CREATE UNIQUE INDEX "form_name" ON "form" USING btree ("agency_id","kind",lower("name"));--> statement-breakpoint
CREATE INDEX "form_created_by_index" ON "form" USING btree ("created_by");--> statement-breakpoint
CREATE POLICY "case staff read assessments, sensitive ones only where they carry the case" ON "assessment" AS PERMISSIVE FOR SELECT TO "app_user" USING (("assessment"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "assessment"."case_id" <> all((select app.hidden_cases())::uuid[]) and (exists (select 1 from "form" f where f.id = "assessment"."form_id" and not f.sensitive) or ("assessment"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "assessment"."case_id" <> all((select app.hidden_cases())::uuid[]))))));--> statement-breakpoint
CREATE POLICY "whoever carries the case begins an assessment in their own name" ON "assessment" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("assessment"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("assessment"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "assessment"."case_id" <> all((select app.hidden_cases())::uuid[]))) and "assessment"."started_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the case fills in its assessments" ON "assessment" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("assessment"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("assessment"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "assessment"."case_id" <> all((select app.hidden_cases())::uuid[]))))) WITH CHECK (("assessment"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("assessment"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "assessment"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "the agency's people read what its forms ask" ON "form_version" AS PERMISSIVE FOR SELECT TO "app_user" USING ("form_version"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an administrator begins a version in their own name" ON "form_version" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("form_version"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) and "form_version"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "an administrator writes, publishes and retires versions" ON "form_version" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("form_version"."agency_id" = any((select app.agencies_where('administrator'))::uuid[])) WITH CHECK ("form_version"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the agency's people read its forms" ON "form" AS PERMISSIVE FOR SELECT TO "app_user" USING ("form"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an administrator makes forms in their own name" ON "form" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("form"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) and "form"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "an administrator changes what a form is called and who reads it" ON "form" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("form"."agency_id" = any((select app.agencies_where('administrator'))::uuid[])) WITH CHECK ("form"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]));--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What a version asks is written while it is a draft; afterwards only its state goes on, so that old answers are read under what was asked.
create function app.guard_form_version() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.state <> 'draft' and (new.content, new.published_at, new.published_by) is distinct from (old.content, old.published_at, old.published_by) then
    raise exception 'a published version never changes' using errcode = '23514', constraint = 'form_version_frozen', table = 'form_version';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A form is filled in under the version that is published, a correction under the version of what it corrects; what is completed never changes.
create function app.guard_assessment() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select 1 from public.form_version v where v.id = new.form_version_id and v.state = 'published')
      and not exists (select 1 from public.assessment a where a.id = new.corrects_id and a.form_version_id = new.form_version_id) then
      raise exception 'not the version that is published' using errcode = '23514', constraint = 'assessment_of_published', table = 'assessment';
    end if;
    return new;
  end if;
  if old.state <> 'draft' and (new.answers, new.scores, new.assessed_on, new.completed_at, new.completed_by)
    is distinct from (old.answers, old.scores, old.assessed_on, old.completed_at, old.completed_by) then
    raise exception 'what is completed is corrected, not rewritten' using errcode = '23514', constraint = 'assessment_frozen', table = 'assessment';
  end if;
  if new.state = 'corrected' and old.state <> 'corrected'
    and not exists (select 1 from public.assessment a where a.corrects_id = old.id and a.state = 'completed') then
    raise exception 'nothing corrects it' using errcode = '23514', constraint = 'assessment_corrected_by', table = 'assessment';
  end if;
  return new;
end
$$;
--> statement-breakpoint
revoke all on function app.guard_form_version(), app.guard_assessment() from public;
grant execute on function app.guard_form_version(), app.guard_assessment() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('form', 'draft', 'publish', 'published', '{admin}'),
  ('form', 'draft', 'discard', 'discarded', '{admin}'),
  ('form', 'published', 'retire', 'retired', '{admin}'),
  ('assessment', 'draft', 'complete', 'completed', '{agency}'),
  ('assessment', 'draft', 'discard', 'discarded', '{agency}'),
  ('assessment', 'completed', 'correct', 'corrected', '{agency}');
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on form, form_version, assessment to app_user;
grant insert (agency_id, kind, name, purpose, sensitive, created_by), update (name, purpose, sensitive, updated_at) on form to app_user;
grant insert (agency_id, form_id, number, content, created_by), update (content, state, updated_at, published_at, published_by, retired_at) on form_version to app_user;
grant insert (agency_id, case_id, client_id, form_id, form_version_id, answers, assessed_on, corrects_id, started_by),
  update (answers, scores, assessed_on, state, updated_at, completed_at, completed_by) on assessment to app_user;
create trigger a_guard_state before insert or update of state on form_version for each row execute function app.guard_state('form', 'draft');
create trigger a_guard_state before insert or update of state on assessment for each row execute function app.guard_state('assessment', 'draft');
create trigger b_guard_author before update on form_version for each row execute function app.guard_author('published_by');
create trigger b_guard_author before update on assessment for each row execute function app.guard_author('completed_by');
create trigger c_guard_form_version before update on form_version for each row execute function app.guard_form_version();
create trigger c_guard_assessment before insert or update on assessment for each row execute function app.guard_assessment();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['form', 'form_version', 'assessment'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
