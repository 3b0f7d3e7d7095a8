-- Applying to a network: the application, its documents and keys, and how the agency screens it.
set local role app_definer;
--> statement-breakpoint
-- The application whose mailed link this request bears, while the link holds; null for everybody else.
create function app.borne_application() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  if coalesce(current_setting('app.bearer_kind', true), '') <> 'application' then return null; end if;
  return (select k.application_id from public.application_key k
    where k.key_hash = nullif(current_setting('app.bearer_key', true), '') and k.expires_at > app.clock());
end
$$;
--> statement-breakpoint
-- The same while the applicant may still write in it.
create function app.open_application() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select a.id from public.application a where a.id = app.borne_application() and a.state in ('draft', 'returned'));
end
$$;
--> statement-breakpoint
create function app.borne_agency() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select a.agency_id from public.application a where a.id = app.borne_application());
end
$$;
--> statement-breakpoint
-- Items of the borne application that wait for the applicant's answer.
create function app.asked_items() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(i.id) from public.screening_item i join public.application a on a.id = i.application_id
    where a.id = app.borne_application() and i.state = 'asked' and a.state in ('submitted', 'in_review', 'returned')), '{}');
end
$$;
--> statement-breakpoint
create function app.asked_application() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select app.borne_application() where cardinality(app.asked_items()) > 0);
end
$$;
--> statement-breakpoint
-- What the link in the bearer's hand is worth: open, late, or unknown.
create function app.application_link() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select case when k.expires_at > app.clock() then 'open' else 'late' end from public.application_key k
    where k.key_hash = nullif(current_setting('app.bearer_key', true), '')), 'unknown');
end
$$;
--> statement-breakpoint
-- Whether a request without a person bears a link that holds.
create function app.bears_a_link() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return app.borne_application() is not null;
end
$$;
--> statement-breakpoint
-- From which side a state is moved: an applicant is no desk, and reads nothing that desks read.
create function app.mover() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return case when app.borne_application() is not null then 'applicant' else app.desk() end;
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select unnest(array['app.borne_application()', 'app.open_application()', 'app.borne_agency()', 'app.asked_items()', 'app.asked_application()',
    'app.application_link()', 'app.bears_a_link()', 'app.mover()']) as signature loop
    execute format('revoke all on function %s from public', f.signature);
    execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
  end loop;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "application_document" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"part" text NOT NULL,
	"sha256" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"byte_count" integer NOT NULL,
	"uploaded_by" uuid,
	"internal" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "application_document_of_application" UNIQUE("id","application_id"),
	CONSTRAINT "application_document_once" UNIQUE NULLS NOT DISTINCT("application_id","part","sha256","uploaded_by"),
	CONSTRAINT "application_document_size" CHECK ("application_document"."byte_count" between 1 and 20971520),
	CONSTRAINT "application_document_part" CHECK ("application_document"."part" in ('identity', 'insurance', 'licence', 'accreditation', 'policy', 'answer', 'site_visit', 'reference', 'other')),
	CONSTRAINT "application_document_internal" CHECK (not ("application_document"."internal" and "application_document"."uploaded_by" is null))
);
--> statement-breakpoint
ALTER TABLE "application_document" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "application_key" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"key_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "application_key_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
ALTER TABLE "application_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "application" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"number" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"organization_name" text NOT NULL,
	"contact_name" text NOT NULL,
	"contact_email" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"tax_identifier" text,
	"tax_last_four" text GENERATED ALWAYS AS (right(tax_identifier, 4)) STORED,
	"claims_organization_id" uuid,
	"claim" text,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"submitted_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"decision_words" text,
	"became_organization_id" uuid,
	CONSTRAINT "application_number" UNIQUE("agency_id","number"),
	CONSTRAINT "application_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "application_kind" CHECK ("application"."kind" in ('nonprofit', 'faith_based', 'company', 'public_body', 'sole_practitioner')),
	CONSTRAINT "application_tax_identifier" CHECK ("application"."tax_identifier" ~ '^[0-9]{9}$'),
	CONSTRAINT "application_claim" CHECK (("application"."claims_organization_id" is null) = ("application"."claim" is null)),
	CONSTRAINT "application_claim_kind" CHECK ("application"."claim" in ('take_over', 'join')),
	CONSTRAINT "application_became" CHECK (("application"."state" = 'approved') = ("application"."became_organization_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "application" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organization_identifier" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text DEFAULT 'tax' NOT NULL,
	"value" text NOT NULL,
	"last_four" text GENERATED ALWAYS AS (right(value, 4)) STORED,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "organization_identifier_once" UNIQUE("organization_id","kind"),
	CONSTRAINT "organization_identifier_kind" CHECK ("organization_identifier"."kind" in ('tax')),
	CONSTRAINT "organization_identifier_value" CHECK ("organization_identifier"."value" ~ '^[0-9]{9}$')
);
--> statement-breakpoint
ALTER TABLE "organization_identifier" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "application_decision" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"decided_by" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "application_decision_once" UNIQUE("application_id","version","person_id"),
	CONSTRAINT "application_decision_decision" CHECK ("application_decision"."decision" in ('approve', 'reject'))
);
--> statement-breakpoint
ALTER TABLE "application_decision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "screening_item" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"requirement_id" uuid,
	"name" text NOT NULL,
	"instruction" text DEFAULT '' NOT NULL,
	"item_kind" text NOT NULL,
	"required" boolean DEFAULT true NOT NULL,
	"position" smallint DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"words" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "screening_item_of_application" UNIQUE("id","application_id"),
	CONSTRAINT "screening_item_once" UNIQUE("application_id","requirement_id"),
	CONSTRAINT "screening_item_item_kind" CHECK ("screening_item"."item_kind" in ('document', 'check', 'reference', 'site_visit', 'interview')),
	CONSTRAINT "screening_item_says_why" CHECK ("screening_item"."state" not in ('asked', 'failed', 'waived') or "screening_item"."words" <> '')
);
--> statement-breakpoint
ALTER TABLE "screening_item" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "screening_note" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"application_id" uuid NOT NULL,
	"item_id" uuid,
	"author_membership_id" uuid,
	"words" text NOT NULL,
	"document_id" uuid,
	"internal" boolean DEFAULT false NOT NULL,
	"at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "screening_note_internal" CHECK (not ("screening_note"."internal" and "screening_note"."author_membership_id" is null))
);
--> statement-breakpoint
ALTER TABLE "screening_note" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "screening_requirement" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"kind" text,
	"name" text NOT NULL,
	"instruction" text DEFAULT '' NOT NULL,
	"item_kind" text NOT NULL,
	"required" boolean DEFAULT true NOT NULL,
	"position" smallint DEFAULT 1 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "screening_requirement_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "screening_requirement_name" UNIQUE NULLS NOT DISTINCT("agency_id","kind","name"),
	CONSTRAINT "screening_requirement_kind" CHECK ("screening_requirement"."kind" in ('nonprofit', 'faith_based', 'company', 'public_body', 'sole_practitioner')),
	CONSTRAINT "screening_requirement_item_kind" CHECK ("screening_requirement"."item_kind" in ('document', 'check', 'reference', 'site_visit', 'interview'))
);
--> statement-breakpoint
ALTER TABLE "screening_requirement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "screening_approvals" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "application_document" ADD CONSTRAINT "application_document_uploaded_by_membership_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_document" ADD CONSTRAINT "application_document_application" FOREIGN KEY ("application_id","agency_id") REFERENCES "public"."application"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_key" ADD CONSTRAINT "application_key_application" FOREIGN KEY ("application_id","agency_id") REFERENCES "public"."application"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_claims_organization_id_organization_id_fk" FOREIGN KEY ("claims_organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_became_organization_id_organization_id_fk" FOREIGN KEY ("became_organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_identifier" ADD CONSTRAINT "organization_identifier_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_decision" ADD CONSTRAINT "application_decision_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_decision" ADD CONSTRAINT "application_decision_application" FOREIGN KEY ("application_id","agency_id") REFERENCES "public"."application"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screening_item" ADD CONSTRAINT "screening_item_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screening_item" ADD CONSTRAINT "screening_item_application" FOREIGN KEY ("application_id","agency_id") REFERENCES "public"."application"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screening_item" ADD CONSTRAINT "screening_item_requirement" FOREIGN KEY ("requirement_id","agency_id") REFERENCES "public"."screening_requirement"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screening_note" ADD CONSTRAINT "screening_note_author_membership_id_membership_id_fk" FOREIGN KEY ("author_membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screening_note" ADD CONSTRAINT "screening_note_application" FOREIGN KEY ("application_id","agency_id") REFERENCES "public"."application"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screening_note" ADD CONSTRAINT "screening_note_item" FOREIGN KEY ("item_id","application_id") REFERENCES "public"."screening_item"("id","application_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screening_note" ADD CONSTRAINT "screening_note_document" FOREIGN KEY ("document_id","application_id") REFERENCES "public"."application_document"("id","application_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screening_requirement" ADD CONSTRAINT "screening_requirement_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_document_application_index" ON "application_document" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "application_document_agency" ON "application_document" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "application_document_uploaded_by" ON "application_document" USING btree ("uploaded_by");--> statement-breakpoint
CREATE INDEX "application_document_sha256" ON "application_document" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "application_key_application_index" ON "application_key" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "application_key_agency" ON "application_key" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "application_waiting" ON "application" USING btree ("agency_id","state","submitted_at","id");--> statement-breakpoint
CREATE INDEX "application_contact" ON "application" USING btree (lower("contact_email"));--> statement-breakpoint
CREATE INDEX "application_claims" ON "application" USING btree ("claims_organization_id");--> statement-breakpoint
CREATE INDEX "application_became_organization" ON "application" USING btree ("became_organization_id");--> statement-breakpoint
CREATE INDEX "organization_identifier_value_index" ON "organization_identifier" USING btree ("kind","value");--> statement-breakpoint
CREATE INDEX "application_decision_application_index" ON "application_decision" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "application_decision_agency" ON "application_decision" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "application_decision_decided_by" ON "application_decision" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "screening_item_application_index" ON "screening_item" USING btree ("application_id","position");--> statement-breakpoint
CREATE INDEX "screening_item_agency" ON "screening_item" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "screening_item_requirement_index" ON "screening_item" USING btree ("requirement_id");--> statement-breakpoint
CREATE INDEX "screening_item_decided_by" ON "screening_item" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "screening_note_application_index" ON "screening_note" USING btree ("application_id","at");--> statement-breakpoint
CREATE INDEX "screening_note_agency" ON "screening_note" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "screening_note_item_index" ON "screening_note" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "screening_note_document_index" ON "screening_note" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "screening_note_author" ON "screening_note" USING btree ("author_membership_id");--> statement-breakpoint
CREATE INDEX "screening_requirement_agency" ON "screening_requirement" USING btree ("agency_id","position");--> statement-breakpoint
CREATE INDEX "organization_words" ON "organization" USING gin (lower("name") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "phone_digits" ON "phone" USING btree (right(regexp_replace("number", '\D', '', 'g'), 10));--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_screening_approvals" CHECK ("agency"."screening_approvals" between 1 and 2);--> statement-breakpoint
CREATE POLICY "the bearer of an application knows the agency it goes to" ON "agency" AS PERMISSIVE FOR SELECT TO "app_user" USING ("agency"."id" = (select app.borne_agency()));--> statement-breakpoint
CREATE POLICY "a network manager adds the credentials an application named, not yet verified" ON "credential" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("credential"."organization_id" = any((select app.organizations_in_network())::uuid[]) and "credential"."state" = 'unverified'));--> statement-breakpoint
CREATE POLICY "a network manager adds the practitioners an application named" ON "practitioner" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("practitioner"."organization_id" = any((select app.organizations_in_network())::uuid[]));--> statement-breakpoint
CREATE POLICY "the bearer of an application picks from the specialties" ON "specialty" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.borne_application()) is not null);--> statement-breakpoint
CREATE POLICY "the bearer of its link reads an application's documents" ON "application_document" AS PERMISSIVE FOR SELECT TO "app_user" USING (("application_document"."application_id" = (select app.borne_application()) and not "application_document"."internal"));--> statement-breakpoint
CREATE POLICY "the network desk, auditors and administrators read the documents of what was sent" ON "application_document" AS PERMISSIVE FOR SELECT TO "app_user" USING (exists (select 1 from application sent where sent.id = "application_document"."application_id" and sent.agency_id = any((select app.agencies_where('network_manager', 'auditor', 'administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "the bearer of its link adds documents while something is asked of them" ON "application_document" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("application_document"."application_id" = (select app.open_application()) or "application_document"."application_id" = (select app.asked_application())) and "application_document"."uploaded_by" is null));--> statement-breakpoint
CREATE POLICY "a network manager adds documents in their own name" ON "application_document" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("application_document"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "application_document"."uploaded_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "the bearer of its link removes their own documents until they are sent" ON "application_document" AS PERMISSIVE FOR DELETE TO "app_user" USING (("application_document"."application_id" = (select app.open_application()) and "application_document"."uploaded_by" is null));--> statement-breakpoint
CREATE POLICY "only the doorkeeper keeps the keys of applications" ON "application_key" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "the bearer of its link reads an application" ON "application" AS PERMISSIVE FOR SELECT TO "app_user" USING ("application"."id" = (select app.borne_application()));--> statement-breakpoint
CREATE POLICY "the network desk, auditors and administrators read what was sent" ON "application" AS PERMISSIVE FOR SELECT TO "app_user" USING (("application"."agency_id" = any((select app.agencies_where('network_manager', 'auditor', 'administrator'))::uuid[]) and "application"."submitted_at" is not null));--> statement-breakpoint
CREATE POLICY "the bearer of its link changes an application" ON "application" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("application"."id" = (select app.borne_application())) WITH CHECK ("application"."id" = (select app.borne_application()));--> statement-breakpoint
CREATE POLICY "a network manager decides what was sent" ON "application" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("application"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "application"."submitted_at" is not null)) WITH CHECK (("application"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "application"."submitted_at" is not null));--> statement-breakpoint
CREATE POLICY "the doorkeeper opens applications" ON "application" AS PERMISSIVE FOR INSERT TO "app_auth" WITH CHECK ("application"."state" = 'draft');--> statement-breakpoint
CREATE POLICY "the doorkeeper finds applications by their contact's mail" ON "application" AS PERMISSIVE FOR SELECT TO "app_auth" USING (true);--> statement-breakpoint
CREATE POLICY "an organization and its network's managers read the end of its numbers" ON "organization_identifier" AS PERMISSIVE FOR SELECT TO "app_user" USING (("organization_identifier"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[]) or "organization_identifier"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the network desk, auditors and administrators read the decisions" ON "application_decision" AS PERMISSIVE FOR SELECT TO "app_user" USING ("application_decision"."agency_id" = any((select app.agencies_where('network_manager', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager decides in their own name" ON "application_decision" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("application_decision"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "application_decision"."decided_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "the bearer of its link reads the items of an application" ON "screening_item" AS PERMISSIVE FOR SELECT TO "app_user" USING ("screening_item"."application_id" = (select app.borne_application()));--> statement-breakpoint
CREATE POLICY "the network desk, auditors and administrators read the items" ON "screening_item" AS PERMISSIVE FOR SELECT TO "app_user" USING ("screening_item"."agency_id" = any((select app.agencies_where('network_manager', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager adds items" ON "screening_item" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("screening_item"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager judges items" ON "screening_item" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("screening_item"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("screening_item"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the bearer of its link answers what was asked" ON "screening_item" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("screening_item"."application_id" = (select app.borne_application()) and "screening_item"."id" = any((select app.asked_items())::uuid[]))) WITH CHECK ("screening_item"."application_id" = (select app.borne_application()));--> statement-breakpoint
CREATE POLICY "the bearer of its link reads what was said to them" ON "screening_note" AS PERMISSIVE FOR SELECT TO "app_user" USING (("screening_note"."application_id" = (select app.borne_application()) and not "screening_note"."internal"));--> statement-breakpoint
CREATE POLICY "the network desk, auditors and administrators read what was said" ON "screening_note" AS PERMISSIVE FOR SELECT TO "app_user" USING ("screening_note"."agency_id" = any((select app.agencies_where('network_manager', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the bearer of its link answers in their own name what was asked" ON "screening_note" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("screening_note"."application_id" = (select app.borne_application()) and "screening_note"."item_id" = any((select app.asked_items())::uuid[]) and "screening_note"."author_membership_id" is null));--> statement-breakpoint
CREATE POLICY "a network manager notes in their own name" ON "screening_note" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("screening_note"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "screening_note"."author_membership_id" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "the network desk, auditors and administrators read their checklist" ON "screening_requirement" AS PERMISSIVE FOR SELECT TO "app_user" USING ("screening_requirement"."agency_id" = any((select app.agencies_where('network_manager', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager adds to the checklist" ON "screening_requirement" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("screening_requirement"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager changes the checklist" ON "screening_requirement" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("screening_requirement"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("screening_requirement"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the doorkeeper says what an applicant needs at hand" ON "screening_requirement" AS PERMISSIVE FOR SELECT TO "app_auth" USING ("screening_requirement"."active");
--> statement-breakpoint
-- The bearer of a link acts, and is no desk: it moves what the tables of moves let an applicant move, and may have others told.
set local role app_definer;
--> statement-breakpoint
create or replace function app.members_of(of_agency uuid, of_organization uuid, variadic roles text[]) returns table (membership_id uuid, language text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and not app.bears_a_link() and current_setting('role') not in ('app_job', 'app_definer') then return; end if;
  return query
    select m.id, p.language from public.membership m join public.person p on p.id = m.person_id
    where (m.agency_id = of_agency or m.organization_id = of_organization) and m.role = any(roles) and m.disabled_at is null and p.disabled_at is null;
end
$$;
--> statement-breakpoint
create or replace function app.member_at(of_membership uuid) returns table (membership_id uuid, language text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and not app.bears_a_link() and current_setting('role') not in ('app_job', 'app_definer') then return; end if;
  return query
    select m.id, p.language from public.membership m join public.person p on p.id = m.person_id
    where m.id = of_membership and m.disabled_at is null and p.disabled_at is null;
end
$$;
--> statement-breakpoint
create or replace function app.notify(to_memberships uuid[], notice_kind text, subject_kind text, subject uuid, notice_path text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and not app.bears_a_link() and current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'nobody is asking' using errcode = '42501';
  end if;
  insert into public.notification (membership_id, kind, subject_type, subject_id, path)
  select unnest(to_memberships), notice_kind, subject_kind, subject, notice_path;
end
$$;
--> statement-breakpoint
create or replace function app.post_letters(to_memberships uuid[], effect text, letter_kind text, letter_subject text, letter_body text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and not app.bears_a_link() and current_setting('role') not in ('app_job', 'app_auth', 'app_definer') then
    raise exception 'nobody is asking' using errcode = '42501';
  end if;
  insert into public.letter (effect_key, to_email, language, kind, subject, body)
  select effect || ':' || m.id, p.email, p.language, letter_kind, letter_subject, letter_body
  from public.membership m join public.person p on p.id = m.person_id
  where m.id = any(to_memberships) and m.disabled_at is null and p.disabled_at is null
  on conflict (effect_key) do nothing;
end
$$;
--> statement-breakpoint
create or replace function app.post_letter_to(address text, effect text, letter_kind text, letter_subject text, letter_body text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and not app.bears_a_link() and current_setting('role') not in ('app_job', 'app_auth', 'app_definer') then
    raise exception 'nobody is asking' using errcode = '42501';
  end if;
  insert into public.letter (effect_key, to_email, kind, subject, body) values (effect, address, letter_kind, letter_subject, letter_body)
  on conflict (effect_key) do nothing;
end
$$;
--> statement-breakpoint
create or replace function app.enqueue_job(job_name text, job_data jsonb, first_at timestamptz, single text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and not app.bears_a_link() and current_setting('role') not in ('app_job', 'app_auth', 'app_definer') then
    raise exception 'nobody is asking' using errcode = '42501';
  end if;
  perform pgboss.create_queue(job_name, '{"policy": "standard", "retryLimit": 5, "retryDelay": 30, "retryBackoff": true, "retryDelayMax": 3600}');
  insert into pgboss.job (name, data, start_after, singleton_key, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
    expire_seconds, deletion_seconds, keep_until)
  select q.name, job_data, coalesce(first_at, now()), single, case when single is null then q.policy else 'short' end,
    q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds,
    coalesce(first_at, now()) + make_interval(secs => q.retention_seconds)
  from pgboss.queue q where q.name = job_name
  on conflict do nothing;
end
$$;
--> statement-breakpoint
create or replace function app.guard_state() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.state is distinct from tg_argv[1] then
      raise exception '% begins as %', tg_argv[0], tg_argv[1] using errcode = '23514', constraint = tg_argv[0] || '_begins', table = tg_table_name;
    end if;
    return new;
  end if;
  if new.state is distinct from old.state and not exists (
    select 1 from public.transition t
    where t.lifecycle = tg_argv[0] and t.from_state = old.state and t.to_state = new.state
      and (app.mover() = any(t.desks) or current_user in ('app_definer', 'app_job'))
  ) then
    raise exception '% does not go from % to %', tg_argv[0], old.state, new.state
      using errcode = '23514', constraint = tg_argv[0] || '_move', table = tg_table_name;
  end if;
  return new;
end
$$;
--> statement-breakpoint
create or replace function app.record_event(
  event_name text, subject_kind text, subject uuid, event_facts jsonb,
  of_agency uuid, of_organization uuid, of_client uuid, of_case uuid, of_referral uuid
) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  made uuid;
begin
  -- A provider may act on a referral without knowing whose it is; the record knows.
  if of_referral is not null and (of_agency is null or of_client is null or of_case is null) then
    select coalesce(of_agency, r.agency_id), coalesce(of_client, r.client_id), coalesce(of_case, r.case_id)
      into of_agency, of_client, of_case from public.referral r where r.id = of_referral;
  end if;
  insert into public.event (name, subject_type, subject_id, facts, agency_id, organization_id, client_id, case_id, referral_id,
    actor_person_id, actor_membership_id, actor_label, request_id)
  values (event_name, subject_kind, subject, event_facts, of_agency, of_organization, of_client, of_case, of_referral,
    app.actor_id(), app.membership_id(),
    coalesce((
      select p.name || ', ' || coalesce(a.name, o.name)
      from public.membership m join public.person p on p.id = m.person_id
      left join public.agency a on a.id = m.agency_id left join public.organization o on o.id = m.organization_id
      where m.id = app.membership_id() and m.person_id = app.actor_id()),
      (select a.contact_name || ', ' || a.organization_name from public.application a where a.id = app.borne_application()), ''),
    coalesce(current_setting('app.request_id', true), ''))
  returning id into made;
  return made;
end
$$;
--> statement-breakpoint
create or replace function app.unnamed_documents(hashes text[]) returns setof text language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query select h from unnest(hashes) h where not exists (select 1 from public.document d where d.sha256 = h)
    and not exists (select 1 from public.application_document d where d.sha256 = h);
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What an applicant may write, and when; what the desk may; and what the database finds out by itself.
create function app.guard_application() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  written text[];
  allowed text[];
begin
  if tg_op = 'INSERT' then
    if new.number = '' then
      insert into public.number_series as s (house_id, kind, last) values (new.agency_id, 'N', 1)
        on conflict on constraint number_series_once do update set last = s.last + 1 returning 'N-' || lpad(s.last::text, greatest(4, length(s.last::text)), '0') into new.number;
    end if;
    return new;
  end if;
  select coalesce(array_agg(n.key), '{}') into written from jsonb_each(to_jsonb(new)) n
    where n.value is distinct from (to_jsonb(old) -> n.key) and n.key <> 'tax_last_four';
  if app.borne_application() = old.id then
    allowed := case when old.state in ('draft', 'returned')
      then array['kind', 'organization_name', 'contact_name', 'language', 'answers', 'version', 'tax_identifier', 'claims_organization_id', 'state', 'updated_at']
      else array['state', 'updated_at'] end;
    if not written <@ allowed then
      raise exception 'it was sent' using errcode = '23514', constraint = 'application_sent', table = 'application';
    end if;
    if written && array['kind', 'organization_name', 'contact_name', 'answers', 'tax_identifier', 'claims_organization_id'] and new.version <> old.version + 1 then
      raise exception 'it was changed meanwhile' using errcode = '23514', constraint = 'application_version', table = 'application';
    end if;
  elsif app.desk() <> 'system' and not written <@ array['state', 'decision_words', 'became_organization_id', 'updated_at'] then
    raise exception 'the applicant wrote this' using errcode = '42501', table = 'application';
  end if;
  if new.claims_organization_id is distinct from old.claims_organization_id then
    new.claim := case when new.claims_organization_id is null then null
      when app.has_members(new.claims_organization_id) then 'join' else 'take_over' end;
  end if;
  if new.state is distinct from old.state then
    if new.state = 'submitted' then new.submitted_at := app.clock(); end if;
    new.decided_at := case when new.state in ('approved', 'rejected', 'withdrawn') then app.clock() end;
    perform app.check_decision(new);
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Whether anybody signs in for an organization; asked by guards alone.
create function app.has_members(of_organization uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select 1 from public.membership m join public.person p on p.id = m.person_id
    where m.organization_id = of_organization and m.disabled_at is null and p.disabled_at is null);
end
$$;
--> statement-breakpoint
-- As many people as the agency asks for have approved this very version, nobody has rejected it, and nothing required is open.
create function app.check_decision(of_application public.application) returns void language plpgsql stable security definer set search_path = '' as $$
declare
  approvals integer;
  rejections integer;
begin
  if of_application.state not in ('approved', 'rejected') then return; end if;
  select count(*) filter (where d.decision = 'approve'), count(*) filter (where d.decision = 'reject') into approvals, rejections
  from public.application_decision d where d.application_id = of_application.id and d.version = of_application.version;
  if of_application.state = 'rejected' then
    if rejections = 0 then
      raise exception 'nobody rejected it' using errcode = '23514', constraint = 'application_decisions', table = 'application';
    end if;
    return;
  end if;
  if rejections > 0 or approvals < (select g.screening_approvals from public.agency g where g.id = of_application.agency_id) then
    raise exception 'not enough people approved it' using errcode = '23514', constraint = 'application_decisions', table = 'application';
  end if;
  if exists (select 1 from public.screening_item i where i.application_id = of_application.id and i.required and i.state not in ('passed', 'waived')) then
    raise exception 'something required is open' using errcode = '23514', constraint = 'application_items_open', table = 'application';
  end if;
  -- Nobody's organization is taken over: only a request to join leads to one for which somebody signs in.
  if app.has_members(of_application.became_organization_id)
    and (of_application.claim is distinct from 'join' or of_application.became_organization_id is distinct from of_application.claims_organization_id) then
    raise exception 'somebody signs in for it' using errcode = '23514', constraint = 'application_taken', table = 'application';
  end if;
end
$$;
--> statement-breakpoint
-- The number goes with the organization that the application became.
create function app.settle_application() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.tax_identifier is not null then
    insert into public.organization_identifier as k (organization_id, kind, value) values (new.became_organization_id, 'tax', new.tax_identifier)
      on conflict on constraint organization_identifier_once do update set value = excluded.value where k.value <> excluded.value;
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- A person's word counts once for a version, and never on an application of their own.
create function app.guard_application_decision() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  held public.application;
begin
  select * into held from public.application a where a.id = new.application_id for update;
  if held.state is distinct from 'in_review' or held.version is distinct from new.version then
    raise exception 'it was changed meanwhile' using errcode = '23514', constraint = 'application_decision_version', table = 'application_decision';
  end if;
  new.person_id := app.person_of(new.decided_by);
  if exists (select 1 from public.person p where p.id = new.person_id and lower(p.email) = lower(held.contact_email)) then
    raise exception 'their own application' using errcode = '23514', constraint = 'application_own_decision', table = 'application_decision';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- The applicant says that an item is answered, and nothing else about it.
create function app.guard_screening_item() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if app.borne_application() is not null and (to_jsonb(new) - array['state', 'answered_at']) is distinct from (to_jsonb(old) - array['state', 'answered_at']) then
    raise exception 'the desk wrote this' using errcode = '42501', table = 'screening_item';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- The whole number, for a network manager of the agency it was given to; the record keeps that it was read.
create function app.tax_identifier_of(of_application uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare
  held public.application;
begin
  select * into held from public.application a where a.id = of_application and a.submitted_at is not null and a.agency_id = any(app.agencies_where('network_manager'));
  if not found then return null; end if;
  perform app.record_event('application.tax-identifier-read', 'application', held.id, '{}', held.agency_id, null, null, null, null);
  return held.tax_identifier;
end
$$;
--> statement-breakpoint
-- "Is this you?": at most six of the directory's organizations that the applicant might be, and why. Public facts only.
create function app.claim_candidates(of_name text, of_address text, of_postal_code text, of_telephone text)
returns table (organization_id uuid, name text, alternate_name text, website text, address text, telephone text, by_name boolean, by_address boolean, by_telephone boolean, by_identifier boolean)
language plpgsql stable security definer set search_path = '' set pg_trgm.similarity_threshold = 0.45 as $$
declare
  digits text := right(regexp_replace(coalesce(of_telephone, ''), '\D', '', 'g'), 10);
  tax text := (select a.tax_identifier from public.application a where a.id = app.open_application());
begin
  if app.open_application() is null then return; end if;
  return query
    with found as (
      (select o.id, true as named, false as placed, false as called, false as numbered, public.similarity(lower(o.name), lower(of_name)) as near
        from public.organization o where lower(o.name) operator(public.%) lower(of_name) and o.active order by 6 desc limit 12)
      union all
      (select l.organization_id, false, true, false, false, 0.8 from public.location l
        where l.postal_code = left(of_postal_code, 5) and of_address <> '' and public.similarity(lower(l.address_line), lower(of_address)) > 0.6 limit 12)
      union all
      (select p.organization_id, false, false, true, false, 0.9 from public.phone p
        where length(digits) = 10 and right(regexp_replace(p.number, '\D', '', 'g'), 10) = digits limit 12)
      union all
      (select i.organization_id, false, false, false, true, 2 from public.organization_identifier i where i.kind = 'tax' and i.value = tax limit 12)
    ), best as (
      select f.id, bool_or(f.named) as named, bool_or(f.placed) as placed, bool_or(f.called) as called, bool_or(f.numbered) as numbered, sum(f.near) as near
      from found f group by f.id
    )
    select o.id, o.name, o.alternate_name, o.website,
      (select concat_ws(', ', l.address_line, l.city, l.region, l.postal_code) from public.location l where l.organization_id = o.id and l.active order by l.id limit 1),
      (select p.number from public.phone p where p.organization_id = o.id order by (p.location_id is null) desc, p.id limit 1),
      b.named, b.placed, b.called, b.numbered
    from best b join public.organization o on o.id = b.id and o.active order by b.near desc, o.id limit 6;
end
$$;
--> statement-breakpoint
-- What the directory says of the claimed organization, to begin the application with. Public facts only; nothing of who works there.
create function app.claimed_record() returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare
  claimed uuid := (select a.claims_organization_id from public.application a where a.id = app.open_application());
begin
  return (
    select jsonb_build_object(
      'organization', jsonb_build_object('name', o.name, 'alternateName', o.alternate_name, 'description', o.description, 'email', o.email, 'website', o.website, 'legalStatus', o.legal_status,
        'telephone', (select p.number from public.phone p where p.organization_id = o.id and p.location_id is null and p.service_id is null order by p.id limit 1)),
      'locations', coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'addressLine', l.address_line, 'addressLine2', l.address_line_2, 'city', l.city, 'region', l.region,
          'postalCode', l.postal_code, 'latitude', l.latitude, 'longitude', l.longitude, 'pointPrecision', l.point_precision, 'timeZone', l.time_zone, 'languages', l.languages,
          'accessibility', l.accessibility, 'transportation', l.transportation,
          'telephone', (select p.number from public.phone p where p.location_id = l.id order by p.id limit 1),
          'spans', coalesce((select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opensMinute', h.opens_minute, 'closesMinute', h.closes_minute) order by h.weekday, h.opens_minute)
            from public.opening_span h where h.location_id = l.id and h.service_at_location_id is null and h.from_day is null and h.until_day is null and h.season_from is null and h.every_weeks = 1 and h.nth is null), '[]')) order by l.id)
        from (select * from public.location l where l.organization_id = o.id and l.active order by l.id limit 20) l), '[]'),
      'services', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'description', s.description, 'eligibility', s.eligibility, 'minimumAge', s.minimum_age, 'maximumAge', s.maximum_age,
          'languages', s.languages, 'modes', s.modes, 'serves', s.serves, 'cost', s.cost, 'fees', s.fees, 'applicationProcess', s.application_process,
          'specialtyIds', coalesce((select jsonb_agg(ss.specialty_id) from public.service_specialty ss where ss.service_id = s.id), '[]'),
          'places', coalesce((select jsonb_agg(jsonb_build_object('locationId', sal.location_id, 'takesReferrals', sal.takes_referrals, 'openPlaces', sal.open_places)) from public.service_at_location sal where sal.service_id = s.id and sal.active), '[]')) order by s.id)
        from (select * from public.service s where s.organization_id = o.id and s.status = 'active' order by s.id limit 30) s), '[]'))
    from public.organization o where o.id = claimed);
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.prorettype = 'trigger'::regtype as is_trigger, p.proname as name from pg_proc p
    where p.pronamespace = 'app'::regnamespace and p.proname in ('guard_application', 'has_members', 'check_decision', 'settle_application', 'guard_application_decision',
      'guard_screening_item', 'tax_identifier_of', 'claim_candidates', 'claimed_record') loop
    execute format('revoke all on function %s from public', f.signature);
    if f.is_trigger then
      execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
    elsif f.name in ('tax_identifier_of', 'claim_candidates', 'claimed_record') then
      execute format('grant execute on function %s to app_user', f.signature);
    end if;
  end loop;
end
$$;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('application', 'draft', 'submit', 'submitted', '{applicant}'),
  ('application', 'draft', 'withdraw', 'withdrawn', '{applicant}'),
  ('application', 'submitted', 'review', 'in_review', '{network}'),
  ('application', 'submitted', 'withdraw', 'withdrawn', '{applicant}'),
  ('application', 'in_review', 'approve', 'approved', '{network}'),
  ('application', 'in_review', 'return', 'returned', '{network}'),
  ('application', 'in_review', 'reject', 'rejected', '{network}'),
  ('application', 'in_review', 'withdraw', 'withdrawn', '{applicant}'),
  ('application', 'returned', 'submit', 'submitted', '{applicant}'),
  ('application', 'returned', 'withdraw', 'withdrawn', '{applicant}'),
  ('screening_item', 'open', 'pass', 'passed', '{network}'),
  ('screening_item', 'open', 'fail', 'failed', '{network}'),
  ('screening_item', 'open', 'ask', 'asked', '{network}'),
  ('screening_item', 'open', 'waive', 'waived', '{network}'),
  ('screening_item', 'asked', 'answer', 'open', '{applicant,network}'),
  ('screening_item', 'asked', 'pass', 'passed', '{network}'),
  ('screening_item', 'asked', 'fail', 'failed', '{network}'),
  ('screening_item', 'asked', 'waive', 'waived', '{network}'),
  ('screening_item', 'passed', 'reopen', 'open', '{network}'),
  ('screening_item', 'failed', 'reopen', 'open', '{network}'),
  ('screening_item', 'waived', 'reopen', 'open', '{network}');
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['application', 'application_key', 'application_document', 'organization_identifier', 'screening_requirement', 'screening_item', 'screening_note', 'application_decision']) as name loop
    execute format('alter table public.%I force row level security', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
  for t in select unnest(array['screening_note', 'application_decision']) as name loop
    execute format('create trigger append_only before update or delete on public.%I for each row execute function app.append_only()', t.name);
    execute format('create trigger append_only_truncate before truncate on public.%I for each statement execute function app.append_only()', t.name);
  end loop;
end
$$;
--> statement-breakpoint
create trigger a_guard_state before insert or update of state on application for each row execute function app.guard_state('application', 'draft');
create trigger a_guard_state before insert or update of state on screening_item for each row execute function app.guard_state('screening_item', 'open');
create trigger b_guard_application before insert or update on application for each row execute function app.guard_application();
create trigger b_guard_author before update on screening_item for each row execute function app.guard_author('decided_by');
create trigger c_guard_screening_item before update on screening_item for each row execute function app.guard_screening_item();
create trigger b_guard_application_decision before insert on application_decision for each row execute function app.guard_application_decision();
create trigger c_settle_application after update of state on application for each row when (new.state = 'approved' and old.state <> 'approved') execute function app.settle_application();
--> statement-breakpoint
-- Everything of an application but its tax identifier.
grant select (id, agency_id, number, kind, state, organization_name, contact_name, contact_email, language, answers, version, tax_last_four, claims_organization_id, claim,
  created_at, updated_at, submitted_at, decided_at, decision_words, became_organization_id),
  update (kind, organization_name, contact_name, language, answers, version, tax_identifier, claims_organization_id, state, updated_at, decision_words, became_organization_id) on application to app_user;
grant select, insert (agency_id, application_id, part, sha256, name, media_type, byte_count, uploaded_by, internal), delete on application_document to app_user;
grant select (id, organization_id, kind, last_four, created_at) on organization_identifier to app_user;
grant select, insert (agency_id, kind, name, instruction, item_kind, required, position, active),
  update (kind, name, instruction, item_kind, required, position, active, updated_at) on screening_requirement to app_user;
grant select, insert (agency_id, application_id, requirement_id, name, instruction, item_kind, required, position),
  update (state, words, decided_by, decided_at, answered_at) on screening_item to app_user;
grant select, insert (agency_id, application_id, item_id, author_membership_id, words, document_id, internal) on screening_note to app_user;
grant select, insert (agency_id, application_id, version, decided_by, decision, words) on application_decision to app_user;
grant update (screening_approvals) on agency to app_user;
-- The doorkeeper opens applications and mails their links; it reads no answers.
grant select (id, agency_id, number, state, organization_name, contact_name, contact_email, language),
  insert (agency_id, kind, organization_name, contact_name, contact_email, language) on application to app_auth;
grant select, insert (agency_id, application_id, key_hash, expires_at) on application_key to app_auth;
grant select on screening_requirement to app_auth;
