-- Credentials by the day they are asked for, lists of the excluded, and adverse actions.
set local role app_definer;
--> statement-breakpoint
-- The agencies that may ask something of the actor's organization: an agreement with it holds, held or is being made.
create function app.agencies_that_ask() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(distinct a.agency_id) from public.agreement a
    where a.organization_id = any(app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator')) and a.state <> 'ended'), '{}');
end
$$;
--> statement-breakpoint
revoke all on function app.agencies_that_ask() from public;
grant execute on function app.agencies_that_ask() to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "credential_notice" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"credential_id" uuid NOT NULL,
	"days" smallint NOT NULL,
	"sent" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "credential_notice_once" UNIQUE("credential_id","days"),
	CONSTRAINT "credential_notice_days" CHECK ("credential_notice"."days" in (0, 7, 30, 60, 90))
);
--> statement-breakpoint
ALTER TABLE "credential_notice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "credential_requirement" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"credential_type_id" uuid NOT NULL,
	"specialty_id" uuid,
	"provider_kind" text,
	"from_day" date NOT NULL,
	"ends_on" date,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "credential_requirement_one_scope" CHECK ("credential_requirement"."specialty_id" is null or "credential_requirement"."provider_kind" is null),
	CONSTRAINT "credential_requirement_days" CHECK ("credential_requirement"."ends_on" >= "credential_requirement"."from_day")
);
--> statement-breakpoint
ALTER TABLE "credential_requirement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "credential_type" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"held_by" text NOT NULL,
	"needs_proof" boolean DEFAULT true NOT NULL,
	"verification" text DEFAULT '' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "credential_type_once" UNIQUE("agency_id","code"),
	CONSTRAINT "credential_type_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "credential_type_kind" CHECK ("credential_type"."kind" in ('licence', 'certificate', 'accreditation', 'insurance')),
	CONSTRAINT "credential_type_held_by" CHECK ("credential_type"."held_by" in ('organization', 'location', 'practitioner')),
	CONSTRAINT "credential_type_code" CHECK ("credential_type"."code" ~ '^[a-z][a-z0-9-]{1,59}$')
);
--> statement-breakpoint
ALTER TABLE "credential_type" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "adverse_action" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"practitioner_id" uuid,
	"kind" text NOT NULL,
	"authority" text NOT NULL,
	"acted_on" date NOT NULL,
	"words" text NOT NULL,
	"document_id" uuid,
	"recorded_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "adverse_action_kind" CHECK ("adverse_action"."kind" in ('licence_action', 'sanction', 'conviction', 'malpractice', 'contract_ended', 'complaint_upheld', 'other'))
);
--> statement-breakpoint
ALTER TABLE "adverse_action" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exclusion_entry" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"plain_name" text DEFAULT '' NOT NULL,
	"identifiers" text[] DEFAULT '{}'::text[] NOT NULL,
	"excluded_on" date,
	"ends_on" date,
	"fingerprint" text NOT NULL,
	CONSTRAINT "exclusion_entry_kind" CHECK ("exclusion_entry"."kind" in ('organization', 'person', 'unknown')),
	CONSTRAINT "exclusion_entry_days" CHECK ("exclusion_entry"."ends_on" > "exclusion_entry"."excluded_on")
);
--> statement-breakpoint
ALTER TABLE "exclusion_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exclusion_list" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"name" text NOT NULL,
	"authority" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"matched_at" timestamp with time zone,
	CONSTRAINT "exclusion_list_name" UNIQUE("agency_id","name"),
	CONSTRAINT "exclusion_list_of_agency" UNIQUE("id","agency_id")
);
--> statement-breakpoint
ALTER TABLE "exclusion_list" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exclusion_match" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"list_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"organization_id" uuid NOT NULL,
	"practitioner_id" uuid,
	"entry_name" text NOT NULL,
	"identifiers" text[] DEFAULT '{}'::text[] NOT NULL,
	"excluded_on" date,
	"ends_on" date,
	"score" smallint NOT NULL,
	"reasons" text[] NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"words" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "exclusion_match_once" UNIQUE NULLS NOT DISTINCT("agency_id","list_id","fingerprint","organization_id","practitioner_id"),
	CONSTRAINT "exclusion_match_score" CHECK ("exclusion_match"."score" between 1 and 100),
	CONSTRAINT "exclusion_match_says_why" CHECK ("exclusion_match"."state" not in ('confirmed', 'dismissed') or ("exclusion_match"."words" is not null and "exclusion_match"."decided_by" is not null))
);
--> statement-breakpoint
ALTER TABLE "exclusion_match" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exclusion_version" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"list_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"row_count" integer NOT NULL,
	"taken_count" integer NOT NULL,
	"refused" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"current" boolean DEFAULT true NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "exclusion_version_of_agency" UNIQUE("id","agency_id")
);
--> statement-breakpoint
ALTER TABLE "exclusion_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "practitioner_history" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"place" text NOT NULL,
	"title" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "practitioner_history_kind" CHECK ("practitioner_history"."kind" in ('education', 'employment')),
	CONSTRAINT "practitioner_history_days" CHECK ("practitioner_history"."ends_on" > "practitioner_history"."starts_on")
);
--> statement-breakpoint
ALTER TABLE "practitioner_history" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "credential_organization";--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "location_id" uuid;--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "type_code" text;--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "document_id" uuid;--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "renews_id" uuid;--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "verified_by" uuid;--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "verified_how" text;--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "revoked_on" date;--> statement-breakpoint
ALTER TABLE "credential" ADD COLUMN "state_words" text;--> statement-breakpoint
-- What a network manager had verified before anybody wrote down when and how.
set local role app_definer;
--> statement-breakpoint
update credential set verified_at = created_at, verified_how = 'Verified before this was written down.' where state in ('verified', 'expiring', 'expired');
--> statement-breakpoint
update credential set revoked_on = created_at::date where state = 'revoked';
--> statement-breakpoint
-- The links of the record are written now: a table does not change while they wait.
set constraints all immediate;
--> statement-breakpoint
set constraints all deferred;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
ALTER TABLE "credential_notice" ADD CONSTRAINT "credential_notice_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_notice" ADD CONSTRAINT "credential_notice_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_requirement" ADD CONSTRAINT "credential_requirement_specialty_id_specialty_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_requirement" ADD CONSTRAINT "credential_requirement_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_requirement" ADD CONSTRAINT "credential_requirement_type" FOREIGN KEY ("credential_type_id","agency_id") REFERENCES "public"."credential_type"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_type" ADD CONSTRAINT "credential_type_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adverse_action" ADD CONSTRAINT "adverse_action_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adverse_action" ADD CONSTRAINT "adverse_action_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adverse_action" ADD CONSTRAINT "adverse_action_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adverse_action" ADD CONSTRAINT "adverse_action_recorded_by_membership_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adverse_action" ADD CONSTRAINT "adverse_action_practitioner" FOREIGN KEY ("practitioner_id","organization_id") REFERENCES "public"."practitioner"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion_entry" ADD CONSTRAINT "exclusion_entry_version" FOREIGN KEY ("version_id","agency_id") REFERENCES "public"."exclusion_version"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion_list" ADD CONSTRAINT "exclusion_list_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion_match" ADD CONSTRAINT "exclusion_match_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion_match" ADD CONSTRAINT "exclusion_match_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion_match" ADD CONSTRAINT "exclusion_match_list" FOREIGN KEY ("list_id","agency_id") REFERENCES "public"."exclusion_list"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion_match" ADD CONSTRAINT "exclusion_match_practitioner" FOREIGN KEY ("practitioner_id","organization_id") REFERENCES "public"."practitioner"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion_version" ADD CONSTRAINT "exclusion_version_uploaded_by_membership_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion_version" ADD CONSTRAINT "exclusion_version_list" FOREIGN KEY ("list_id","agency_id") REFERENCES "public"."exclusion_list"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practitioner_history" ADD CONSTRAINT "practitioner_history_of" FOREIGN KEY ("practitioner_id","organization_id") REFERENCES "public"."practitioner"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credential_notice_organization" ON "credential_notice" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "credential_requirement_agency" ON "credential_requirement" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "credential_requirement_type_index" ON "credential_requirement" USING btree ("credential_type_id");--> statement-breakpoint
CREATE INDEX "credential_requirement_specialty" ON "credential_requirement" USING btree ("specialty_id");--> statement-breakpoint
CREATE INDEX "credential_requirement_created_by" ON "credential_requirement" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "adverse_action_agency" ON "adverse_action" USING btree ("agency_id","organization_id");--> statement-breakpoint
CREATE INDEX "adverse_action_organization" ON "adverse_action" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "adverse_action_practitioner_index" ON "adverse_action" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "adverse_action_document" ON "adverse_action" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "adverse_action_recorded_by" ON "adverse_action" USING btree ("recorded_by");--> statement-breakpoint
CREATE INDEX "exclusion_entry_agency" ON "exclusion_entry" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "exclusion_entry_version_index" ON "exclusion_entry" USING btree ("version_id","fingerprint");--> statement-breakpoint
CREATE INDEX "exclusion_entry_alike" ON "exclusion_entry" USING gin ("plain_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "exclusion_entry_identifiers" ON "exclusion_entry" USING gin ("identifiers");--> statement-breakpoint
CREATE INDEX "exclusion_match_agency" ON "exclusion_match" USING btree ("agency_id","state","id");--> statement-breakpoint
CREATE INDEX "exclusion_match_list_index" ON "exclusion_match" USING btree ("list_id");--> statement-breakpoint
CREATE INDEX "exclusion_match_organization" ON "exclusion_match" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "exclusion_match_practitioner_index" ON "exclusion_match" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "exclusion_match_decided_by" ON "exclusion_match" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "exclusion_version_agency" ON "exclusion_version" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "exclusion_version_list_index" ON "exclusion_version" USING btree ("list_id","id");--> statement-breakpoint
CREATE INDEX "exclusion_version_uploaded_by" ON "exclusion_version" USING btree ("uploaded_by");--> statement-breakpoint
CREATE UNIQUE INDEX "exclusion_version_current" ON "exclusion_version" USING btree ("list_id") WHERE "exclusion_version"."current";--> statement-breakpoint
CREATE INDEX "practitioner_history_practitioner" ON "practitioner_history" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "practitioner_history_organization" ON "practitioner_history" USING btree ("organization_id");--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_renews_id_credential_id_fk" FOREIGN KEY ("renews_id") REFERENCES "public"."credential"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_verified_by_membership_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_of_practitioner" FOREIGN KEY ("practitioner_id","organization_id") REFERENCES "public"."practitioner"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_of_location" FOREIGN KEY ("location_id","organization_id") REFERENCES "public"."location"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credential_location" ON "credential" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "credential_document" ON "credential" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "credential_verified_by" ON "credential" USING btree ("verified_by");--> statement-breakpoint
CREATE INDEX "credential_renews" ON "credential" USING btree ("renews_id");--> statement-breakpoint
CREATE INDEX "credential_waits" ON "credential" USING btree ("id") WHERE "credential"."state" = 'unverified';--> statement-breakpoint
CREATE INDEX "credential_ends" ON "credential" USING btree ("expires_on","id") WHERE "credential"."state" in ('verified', 'expiring', 'expired');--> statement-breakpoint
CREATE INDEX "credential_organization" ON "credential" USING btree ("organization_id","type_code");--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_one_holder" CHECK ("credential"."practitioner_id" is null or "credential"."location_id" is null);--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_days" CHECK ("credential"."expires_on" > "credential"."issued_on");--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_verified_says_when" CHECK ("credential"."state" not in ('verified', 'expiring', 'expired') or "credential"."verified_at" is not null);--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_revoked_says_when" CHECK ("credential"."state" <> 'revoked' or "credential"."revoked_on" is not null);--> statement-breakpoint
DROP POLICY "case staff, the organization it belongs to, and whom it was disclosed to read a document" ON "document" CASCADE;--> statement-breakpoint
CREATE POLICY "case staff, the organization it belongs to, its network's managers, and whom it was disclosed to read a document" ON "document" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "document"."client_id" is not null and "document"."client_id" <> all((select app.hidden_clients())::uuid[])) or ("document"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "document"."client_id" is null) or "document"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or (cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0 and exists (select 1 from credential proven where proven.document_id = "document"."id")) or "document"."id" = any((select app.disclosed_documents())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers read which notices were sent" ON "credential_notice" AS PERMISSIVE FOR SELECT TO "app_user" USING (("credential_notice"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or "credential_notice"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the worker writes which notices were sent" ON "credential_notice" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "an agency and the providers it asks read which services need a credential" ON "credential_requirement" AS PERMISSIVE FOR SELECT TO "app_user" USING (("credential_requirement"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) or "credential_requirement"."agency_id" = any((select app.agencies_that_ask())::uuid[])));--> statement-breakpoint
CREATE POLICY "a network manager asks for a credential in their own name" ON "credential_requirement" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("credential_requirement"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "credential_requirement"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a network manager ends a requirement" ON "credential_requirement" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("credential_requirement"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("credential_requirement"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an agency and the providers it asks read its types of credentials" ON "credential_type" AS PERMISSIVE FOR SELECT TO "app_user" USING (("credential_type"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) or "credential_type"."agency_id" = any((select app.agencies_that_ask())::uuid[])));--> statement-breakpoint
CREATE POLICY "a network manager adds a type of credential" ON "credential_type" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("credential_type"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager changes a type of credential" ON "credential_type" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("credential_type"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("credential_type"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers read the adverse actions their agency recorded" ON "adverse_action" AS PERMISSIVE FOR SELECT TO "app_user" USING ("adverse_action"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers record an adverse action of a provider of their network in their own name" ON "adverse_action" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("adverse_action"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "adverse_action"."organization_id" = any((select app.organizations_in_network())::uuid[]) and "adverse_action"."recorded_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "network managers read the entries of their agency's exclusion lists" ON "exclusion_entry" AS PERMISSIVE FOR SELECT TO "app_user" USING ("exclusion_entry"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers add the entries of a version" ON "exclusion_entry" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("exclusion_entry"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers read their agency's exclusion lists" ON "exclusion_list" AS PERMISSIVE FOR SELECT TO "app_user" USING ("exclusion_list"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers add an exclusion list" ON "exclusion_list" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("exclusion_list"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the worker goes through the exclusion lists" ON "exclusion_list" AS PERMISSIVE FOR SELECT TO "app_job" USING (true);--> statement-breakpoint
CREATE POLICY "network managers read who may be on an exclusion list" ON "exclusion_match" AS PERMISSIVE FOR SELECT TO "app_user" USING ("exclusion_match"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers decide who is on an exclusion list" ON "exclusion_match" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("exclusion_match"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("exclusion_match"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers read the versions of their agency's exclusion lists" ON "exclusion_version" AS PERMISSIVE FOR SELECT TO "app_user" USING ("exclusion_version"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers upload a version in their own name" ON "exclusion_version" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("exclusion_version"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "exclusion_version"."uploaded_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "network managers put a version in another's place" ON "exclusion_version" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("exclusion_version"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("exclusion_version"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers read where its practitioners learnt and worked" ON "practitioner_history" AS PERMISSIVE FOR SELECT TO "app_user" USING (("practitioner_history"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or "practitioner_history"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization adds where its practitioners learnt and worked" ON "practitioner_history" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("practitioner_history"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an organization takes back where its practitioners learnt and worked" ON "practitioner_history" AS PERMISSIVE FOR DELETE TO "app_user" USING ("practitioner_history"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]));--> statement-breakpoint
ALTER POLICY "people file documents for their own house in their own name" ON "document" TO app_user WITH CHECK (("document"."uploaded_by" = (select app.membership_id()) and (("document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "document"."client_id" is not null and ("document"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "document"."client_id" <> all((select app.hidden_clients())::uuid[])))) or ("document"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "document"."client_id" is null) or "document"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]))));--> statement-breakpoint
ALTER POLICY "an organization, case staff and network managers read credentials" ON "credential" TO app_user USING (("credential"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or cardinality((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) > 0 or "credential"."organization_id" = any((select app.organizations_in_network())::uuid[])));
--> statement-breakpoint
-- Who may read, add and change. What was verified is never changed afterwards: a renewal is a row of its own.
grant select on credential_type, credential_requirement, credential_notice, practitioner_history,
  exclusion_list, exclusion_version, exclusion_entry, exclusion_match, adverse_action to app_user;
grant insert (agency_id, code, name, kind, held_by, needs_proof, verification) on credential_type to app_user;
grant update (name, needs_proof, verification, active, updated_at) on credential_type to app_user;
grant insert (agency_id, credential_type_id, specialty_id, provider_kind, from_day, created_by) on credential_requirement to app_user;
grant update (ends_on) on credential_requirement to app_user;
grant insert (location_id, type_code, document_id, renews_id) on credential to app_user;
revoke update (expires_on) on credential from app_user;
grant update (verified_by, verified_how, revoked_on, state_words) on credential to app_user;
grant insert (organization_id, practitioner_id, kind, place, title, starts_on, ends_on), delete on practitioner_history to app_user;
grant insert (agency_id, name, authority) on exclusion_list to app_user;
grant insert (agency_id, list_id, file_name, sha256, row_count, taken_count, refused, uploaded_by), update (current) on exclusion_version to app_user;
grant insert (agency_id, version_id, line, kind, name, identifiers, excluded_on, ends_on, fingerprint) on exclusion_entry to app_user;
grant update (state, words, decided_by) on exclusion_match to app_user;
grant insert (agency_id, organization_id, practitioner_id, kind, authority, acted_on, words, document_id, recorded_by) on adverse_action to app_user;
grant select, insert on credential_notice to app_job;
grant select on exclusion_list to app_job;
--> statement-breakpoint
-- The rules of time, each once here and once in the code (practitioner/holds.ts): the first day after is the first on which it no longer holds.
create function app.credential_holds(verified_at timestamptz, issued_on date, expires_on date, revoked_on date, on_day date) returns boolean
language sql immutable parallel safe as $$
  select verified_at is not null and coalesce(issued_on <= on_day, true) and coalesce(on_day < expires_on, true) and coalesce(on_day < revoked_on, true)
$$;
--> statement-breakpoint
create function app.exclusion_holds(excluded_on date, ends_on date, on_day date) returns boolean language sql immutable parallel safe as $$
  select coalesce(excluded_on <= on_day, true) and coalesce(on_day < ends_on, true)
$$;
--> statement-breakpoint
-- A name as names are compared: small letters without accents, no signs, no legal forms, its words in the order of the alphabet.
create function app.plain_name(given text) returns text language sql immutable parallel safe set search_path = '' as $$
  select coalesce(string_agg(w.word, ' ' order by w.word), '') from unnest(app.words_of(replace(coalesce(given, ''), '''', ''))) w(word)
  where w.word <> all('{the,of,and,inc,incorporated,llc,llp,ltd,limited,corp,corporation,co,company,pllc,pc,lp,dba,mr,mrs,ms,dr,jr,sr,md,rn}'::text[])
$$;
--> statement-breakpoint
revoke all on function app.credential_holds(timestamptz, date, date, date, date), app.exclusion_holds(date, date, date), app.plain_name(text) from public;
grant execute on function app.credential_holds(timestamptz, date, date, date, date), app.exclusion_holds(date, date, date), app.plain_name(text)
  to app_user, app_auth, app_job, app_definer;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What an agency asks for a service at a place on a day, and whether it is held there. Without a practitioner, anybody who works there will do.
create function app.asked_credentials(
  of_agency uuid, of_organization uuid, of_service uuid, of_location uuid, of_practitioner uuid, on_day date
) returns table (credential_type_id uuid, code text, name text, held_by text, held boolean)
language sql stable security definer set search_path = '' set timezone = 'UTC' as $$
  select t.id, t.code, t.name, t.held_by, exists (
    select 1 from public.credential c
    where c.organization_id = of_organization and c.type_code = t.code
      and app.credential_holds(c.verified_at, c.issued_on, c.expires_on, c.revoked_on, on_day)
      and case t.held_by
        when 'organization' then c.practitioner_id is null and c.location_id is null
        when 'location' then c.location_id = of_location
        else c.practitioner_id = of_practitioner or of_practitioner is null and exists (
          select 1 from public.practitioner w where w.id = c.practitioner_id and (w.left_at is null or on_day < w.left_at::date)) end)
  from public.credential_type t
  where t.agency_id = of_agency and t.active and exists (
    select 1 from public.credential_requirement r
    where r.credential_type_id = t.id and r.from_day <= on_day and (r.ends_on is null or on_day < r.ends_on)
      and (r.specialty_id is null or exists (
        select 1 from public.service_specialty ss join public.specialty p on p.id = ss.specialty_id
        where ss.service_id = of_service and (r.specialty_id = p.id or r.specialty_id = any(p.path))))
      and (r.provider_kind is null or exists (
        select 1 from public.organization o where o.id = of_organization and o.legal_status = r.provider_kind)))
$$;
--> statement-breakpoint
create function app.lacking_credentials(
  of_agency uuid, of_organization uuid, of_service uuid, of_location uuid, of_practitioner uuid, on_day date
) returns table (credential_type_id uuid, code text, name text, held_by text)
language sql stable security definer set search_path = '' as $$
  select a.credential_type_id, a.code, a.name, a.held_by
  from app.asked_credentials(of_agency, of_organization, of_service, of_location, of_practitioner, on_day) a where not a.held order by a.name, a.code
$$;
--> statement-breakpoint
-- Whether a person has confirmed that a provider, or the practitioner named, is on a list that excludes it on that day.
create function app.excluded_on(of_agency uuid, of_organization uuid, of_practitioner uuid, on_day date) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.exclusion_match x
    where x.agency_id = of_agency and x.organization_id = of_organization and x.state = 'confirmed'
      and (x.practitioner_id is null or x.practitioner_id = of_practitioner) and app.exclusion_holds(x.excluded_on, x.ends_on, on_day))
$$;
--> statement-breakpoint
-- Today at a place, on its own clock.
create function app.today_at(of_place uuid) returns date language sql stable security definer set search_path = '' as $$
  select (app.clock() at time zone l.time_zone)::date from public.service_at_location sal join public.location l on l.id = sal.location_id where sal.id = of_place
$$;
--> statement-breakpoint
-- Whether the asker is of the agency, of the organization, or a program of the house: whom the questions below answer.
create function app.party_of(of_agency uuid, of_organization uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select current_setting('role') in ('app_job', 'app_definer')
    or of_agency = any(app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))
    or of_organization = any(app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))
$$;
--> statement-breakpoint
-- What is asked for at a service at a location on a day, and whether it is held; without a day, today at the place.
create function app.credentials_at(of_agency uuid, of_place uuid, on_day date, of_practitioner uuid)
returns table (credential_type_id uuid, code text, name text, held_by text, held boolean)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare
  p public.service_at_location;
begin
  select * into p from public.service_at_location sal where sal.id = of_place;
  if not app.party_of(of_agency, p.organization_id) then
    raise exception 'not this agency' using errcode = '42501';
  end if;
  return query select c.* from app.asked_credentials(of_agency, p.organization_id, p.service_id, p.location_id, of_practitioner, coalesce(on_day, app.today_at(of_place))) c
    order by c.name, c.code;
end
$$;
--> statement-breakpoint
create function app.missing_credentials(of_agency uuid, of_place uuid, on_day date, of_practitioner uuid)
returns table (credential_type_id uuid, code text, name text, held_by text)
language sql stable security definer set search_path = '' as $$
  select c.credential_type_id, c.code, c.name, c.held_by from app.credentials_at(of_agency, of_place, on_day, of_practitioner) c where not c.held
$$;
--> statement-breakpoint
-- Whether a place may be referred to by what its provider must prove: 'yes', 'missing' or 'excluded', today at the place.
create function app.place_stands(of_agency uuid, of_place uuid) returns text language plpgsql stable security definer set search_path = '' as $$
declare
  p public.service_at_location;
  today constant date := app.today_at(of_place);
begin
  select * into p from public.service_at_location sal where sal.id = of_place;
  if not app.party_of(of_agency, p.organization_id) then
    raise exception 'not this agency' using errcode = '42501';
  end if;
  if app.excluded_on(of_agency, p.organization_id, null, today) then return 'excluded'; end if;
  if exists (select 1 from app.lacking_credentials(of_agency, p.organization_id, p.service_id, p.location_id, null, today)) then return 'missing'; end if;
  return 'yes';
end
$$;
--> statement-breakpoint
-- Which lines of an invoice are for a day on which what the agency asks for did not hold, or the provider was excluded.
create function app.held_lines(of_invoice uuid) returns table (invoice_line_id uuid, reason text, names text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select l.id, case when x.excluded then 'excluded' else 'credential' end, coalesce(m.names, '')
    from public.invoice i
    join public.invoice_line l on l.invoice_id = i.id
    join public.attendance d on d.id = l.attendance_id
    join public.session s on s.id = d.session_id
    join public."authorization" a on a.id = l.authorization_id
    cross join lateral (select app.excluded_on(i.agency_id, i.organization_id, s.practitioner_id, l.service_day) as excluded) x
    left join lateral (
      select string_agg(k.name, ', ' order by k.name) as names
      from app.lacking_credentials(i.agency_id, i.organization_id, a.service_id, s.location_id, s.practitioner_id, l.service_day) k) m on true
    where i.id = of_invoice and (x.excluded or m.names is not null)
      and (current_setting('role') in ('app_job', 'app_definer')
        or i.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver', 'auditor'))
        or i.organization_id = any(app.organizations_where('coordinator', 'biller', 'organization_administrator')));
end
$$;
--> statement-breakpoint
-- Of these referrals, which are open at a place where something the agency asks for does not hold today; told to its agency and to the provider.
-- Each place is judged once, with each of those who are to come, however many referrals it has.
create function app.lapsed_referrals(of_referrals uuid[]) returns table (referral_id uuid, organization_id uuid, reason text, codes text, names text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with asked as materialized (
      select r.id as referral_id, r.agency_id, o.organization_id, sal.id as place_id, sal.service_id, sal.location_id, w.practitioner_id
      from public.referral r
      join public.offer o on o.referral_id = r.id and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
      join public.service_at_location sal on sal.id = o.service_at_location_id
      cross join lateral (
        select null::uuid as practitioner_id
        -- Who is to come is asked for their own licence as soon as they are named.
        union select s.practitioner_id from public.session s where s.referral_id = r.id and s.state = 'planned' and s.starts_at > app.clock()
      ) w
      where r.id = any(of_referrals) and r.state in ('sent', 'accepted', 'in_progress', 'on_hold')
        and (exists (select 1 from public.credential_requirement q where q.agency_id = r.agency_id)
          or exists (select 1 from public.exclusion_match q where q.agency_id = r.agency_id and q.state = 'confirmed'))
        and app.party_of(r.agency_id, o.organization_id)
    ), judged as materialized (
      select d.agency_id, d.place_id, d.practitioner_id, app.excluded_on(d.agency_id, d.organization_id, d.practitioner_id, app.today_at(d.place_id)) as excluded, k.*
      from (select distinct a.agency_id, a.organization_id, a.place_id, a.service_id, a.location_id, a.practitioner_id from asked a) d
      cross join lateral (
        select array_agg(l.code) as codes, array_agg(l.name) as names
        from app.lacking_credentials(d.agency_id, d.organization_id, d.service_id, d.location_id, d.practitioner_id, app.today_at(d.place_id)) l) k
    )
    select a.referral_id, a.organization_id, case when bool_or(j.excluded) then 'excluded' else 'credential' end,
      coalesce(string_agg(distinct c.code, ', ' order by c.code), ''), coalesce(string_agg(distinct c.name, ', ' order by c.name), '')
    from asked a
    join judged j on (j.agency_id, j.place_id) = (a.agency_id, a.place_id) and j.practitioner_id is not distinct from a.practitioner_id
    left join lateral unnest(j.codes, j.names) c(code, name) on true
    where j.excluded or j.codes is not null
    group by a.referral_id, a.organization_id;
end
$$;
--> statement-breakpoint
-- How many open referrals of the manager's agency are at a provider where something does not hold today; never which.
create function app.lapsed_referral_count(of_organization uuid) returns integer language sql stable security definer set search_path = '' as $$
  select count(distinct l.referral_id)::integer from app.lapsed_referrals(array(
    select distinct o.referral_id from public.offer o join public.referral r on r.id = o.referral_id
    where o.organization_id = of_organization and r.state in ('sent', 'accepted', 'in_progress', 'on_hold')
      and o.agency_id = any(app.agencies_where('network_manager')))) l
  where l.organization_id = of_organization
$$;
--> statement-breakpoint
-- For the nightly look: open referrals at places that ask for something, of which nobody has been told yet that it ended. One row for each.
create function app.newly_lapsed_referrals(most integer)
returns table (referral_id uuid, agency_id uuid, case_id uuid, client_id uuid, organization_id uuid, reason text, codes text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    select r.id, r.agency_id, r.case_id, r.client_id, l.organization_id, l.reason, l.codes
    from app.lapsed_referrals(array(select o.id from public.referral o where o.state in ('sent', 'accepted', 'in_progress', 'on_hold'))) l
    join public.referral r on r.id = l.referral_id
    -- What was told on an earlier day is known; another credential that ran out is news.
    where not exists (select 1 from public.event e where e.referral_id = r.id and e.name = 'referral.credential-lapsed'
      and e.organization_id = l.organization_id and e.facts ->> 'reason' = l.reason and e.facts ->> 'codes' = l.codes)
    order by r.id limit most;
end
$$;
--> statement-breakpoint
-- The zone in which a credential's days are counted: its place's, or that of the organization's first place.
create function app.zone_of_credential(of_credential uuid) returns text language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select l.time_zone from public.location l where l.id = c.location_id),
    (select l.time_zone from public.location l where l.organization_id = c.organization_id order by l.active desc, l.created_at, l.id limit 1),
    'America/New_York')
  from public.credential c where c.id = of_credential
$$;
--> statement-breakpoint
-- Credentials whose state is behind their days, or of whose end not everybody who should be was told; for the worker, a few at a time.
create function app.due_credentials(most integer) returns table (
  credential_id uuid, organization_id uuid, state text, remaining integer, told integer, renewed boolean, agencies uuid[]
) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    select c.id, c.organization_id, c.state, d.remaining, n.told,
      exists (select 1 from public.credential r where r.renews_id = c.id and app.credential_holds(r.verified_at, r.issued_on, r.expires_on, r.revoked_on, c.expires_on)),
      array(select distinct a.agency_id from public.agreement a where a.organization_id = c.organization_id and a.state not in ('draft', 'ended'))
    from public.credential c
    cross join lateral (select c.expires_on - (app.clock() at time zone app.zone_of_credential(c.id))::date as remaining) d
    cross join lateral (select min(t.days)::integer as told from public.credential_notice t where t.credential_id = c.id) n
    where c.state in ('verified', 'expiring') and c.expires_on < app.clock()::date + 93 and d.remaining <= 90 and (
      c.state = 'verified' or d.remaining <= 0
      or coalesce(n.told, 999) > (select min(x) from unnest(array[7, 30, 60, 90]) x where x >= d.remaining))
    order by c.expires_on, c.id limit most;
end
$$;
--> statement-breakpoint
-- A credential is verified in one's own name, with how; refused and revoked with words; and stays as it was otherwise.
create function app.guard_credential() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  before public.credential;
begin
  if tg_op = 'INSERT' then
    if new.document_id is not null and not exists (select 1 from public.document d where d.id = new.document_id and d.organization_id = new.organization_id) then
      raise exception 'another''s document' using errcode = '23514', constraint = 'credential_own_document', table = 'credential';
    end if;
    if new.renews_id is not null then
      select * into before from public.credential c where c.id = new.renews_id;
      if (before.organization_id, before.practitioner_id, before.location_id, before.kind, before.type_code)
        is distinct from (new.organization_id, new.practitioner_id, new.location_id, new.kind, new.type_code) then
        raise exception 'a renewal is of the same' using errcode = '23514', constraint = 'credential_renews_same', table = 'credential';
      end if;
    end if;
    return new;
  end if;
  if new.state = 'verified' and old.state = 'unverified' then
    new.verified_at := app.clock();
    if app.desk() <> 'system' and (new.verified_by is distinct from app.membership_id() or coalesce(new.verified_how, '') = '') then
      raise exception 'somebody says how it was verified' using errcode = '23514', constraint = 'credential_verified_how', table = 'credential';
    end if;
    if new.document_id is null and exists (select 1 from public.credential_type t
      where t.agency_id = any(app.agencies_where('network_manager')) and t.code = new.type_code and t.needs_proof) then
      raise exception 'without its proof' using errcode = '23514', constraint = 'credential_proof', table = 'credential';
    end if;
  elsif (new.verified_by, new.verified_how) is distinct from (old.verified_by, old.verified_how) then
    raise exception 'who verified it stays' using errcode = '23514', constraint = 'credential_signed', table = 'credential';
  end if;
  if new.state in ('refused', 'revoked') and new.state <> old.state then
    if app.desk() <> 'system' and coalesce(new.state_words, '') = '' then
      raise exception 'why is said' using errcode = '23514', constraint = 'credential_says_why', table = 'credential';
    end if;
    if new.revoked_on > app.clock()::date + 1 then
      raise exception 'nobody revokes ahead' using errcode = '23514', constraint = 'credential_revoked_ahead', table = 'credential';
    end if;
  elsif (new.revoked_on, new.state_words) is distinct from (old.revoked_on, old.state_words) then
    raise exception 'what was said stays' using errcode = '23514', constraint = 'credential_signed', table = 'credential';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Nobody is asked to take a client while what the agency asks for does not hold at the place, or while it is excluded.
create function app.guard_offer_standing() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  stands constant text := (
    select case when app.excluded_on(new.agency_id, sal.organization_id, null, app.today_at(sal.id)) then 'excluded'
      when exists (select 1 from app.lacking_credentials(new.agency_id, sal.organization_id, sal.service_id, sal.location_id, null, app.today_at(sal.id))) then 'missing' end
    from public.service_at_location sal where sal.id = new.service_at_location_id);
begin
  if stands = 'excluded' then
    raise exception 'the provider is excluded' using errcode = '23514', constraint = 'offer_not_excluded', table = 'offer';
  elsif stands = 'missing' then
    raise exception 'a credential is missing' using errcode = '23514', constraint = 'offer_credentials', table = 'offer';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Money is approved only for a day on which what the agency asks for held, by who gave the service; it waits until that is shown.
create function app.guard_line_standing() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.approved_cents > 0 and (new.state, new.approved_cents) is distinct from (old.state, old.approved_cents) and exists (
    select 1 from public.attendance d join public.session s on s.id = d.session_id join public."authorization" a on a.id = new.authorization_id
    where d.id = new.attendance_id and (
      app.excluded_on(new.agency_id, new.organization_id, s.practitioner_id, new.service_day)
      or exists (select 1 from app.lacking_credentials(new.agency_id, new.organization_id, a.service_id, s.location_id, s.practitioner_id, new.service_day)))) then
    raise exception 'a credential did not hold that day' using errcode = '23514', constraint = 'invoice_line_credentials', table = 'invoice_line';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.guard_exclusion_entry() returns trigger language plpgsql set search_path = '' as $$
begin
  new.plain_name := app.plain_name(new.name);
  return new;
end
$$;
--> statement-breakpoint
create function app.guard_exclusion_match() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state <> old.state and new.state in ('confirmed', 'dismissed') and app.desk() <> 'system' then
    if new.decided_by is distinct from app.membership_id() or coalesce(new.words, '') = '' then
      raise exception 'somebody decides, with words' using errcode = '23514', constraint = 'exclusion_match_decided', table = 'exclusion_match';
    end if;
    new.decided_at := app.clock();
  elsif new.state = old.state and (new.words, new.decided_by, new.decided_at) is distinct from (old.words, old.decided_by, old.decided_at) then
    raise exception 'what was decided stays' using errcode = '23514', constraint = 'exclusion_match_signed', table = 'exclusion_match';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Compares the next organizations of an agency's network, and who works there, with the newest version of a list. Finds; never decides.
-- Answers the last organization looked at, null when there is none after it.
create function app.match_exclusions(of_list uuid, after uuid, most integer) returns uuid
language plpgsql volatile security definer set search_path = '' set pg_trgm.similarity_threshold = 0.6 as $$
declare
  the_list public.exclusion_list;
  version_id uuid;
  batch uuid[];
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  select * into the_list from public.exclusion_list where id = of_list;
  select v.id into version_id from public.exclusion_version v where v.list_id = of_list and v.current order by v.id desc limit 1;
  batch := array(
    select distinct a.organization_id from public.agreement a
    where a.agency_id = the_list.agency_id and a.state <> 'ended' and (after is null or a.organization_id > after) order by 1 limit most);
  insert into public.exclusion_match as kept (agency_id, list_id, fingerprint, organization_id, practitioner_id, entry_name, identifiers, excluded_on, ends_on, score, reasons)
  select distinct on (found.fingerprint, found.organization_id, found.practitioner_id)
    the_list.agency_id, of_list, found.fingerprint, found.organization_id, found.practitioner_id, found.name, found.identifiers, found.excluded_on, found.ends_on,
    case when found.same_number then 100 when found.plain_name = found.own_name then 95 else greatest(1, round(found.alike * 100))::smallint end,
    array_remove(array[case when found.same_number then 'identifier' end,
      case when found.plain_name = found.own_name then 'same-name' when found.alike >= 0.6 then 'alike-name' end], null)
  from (
    select e.*, h.organization_id, h.practitioner_id, h.own_name, e.identifiers && h.numbers as same_number,
      public.similarity(e.plain_name, h.own_name)::numeric as alike
    from (
      select o.id as organization_id, null::uuid as practitioner_id, app.plain_name(o.name) as own_name, '{organization,unknown}'::text[] as kinds,
        array(select regexp_replace(upper(c.number), '[^A-Z0-9]', '', 'g') from public.credential c
          where c.organization_id = o.id and c.practitioner_id is null and c.number is not null) as numbers
      from public.organization o where o.id = any(batch)
      union all
      select o.id, null, app.plain_name(o.alternate_name), '{organization,unknown}', '{}' from public.organization o where o.id = any(batch) and o.alternate_name is not null
      union all
      select p.organization_id, p.id, app.plain_name(p.name), '{person,unknown}',
        array(select regexp_replace(upper(c.number), '[^A-Z0-9]', '', 'g') from public.credential c where c.practitioner_id = p.id and c.number is not null)
      from public.practitioner p where p.organization_id = any(batch) and p.left_at is null
    ) h
    cross join lateral (
      select n.* from public.exclusion_entry n where n.plain_name operator(public.%) h.own_name
      union
      select n.* from public.exclusion_entry n where n.identifiers && h.numbers
    ) e
    where e.version_id = match_exclusions.version_id and e.kind = any(h.kinds)
  ) found
  order by found.fingerprint, found.organization_id, found.practitioner_id, found.same_number desc, found.alike desc
  on conflict on constraint exclusion_match_once do update set state = 'open' where kept.state = 'lapsed';
  return batch[cardinality(batch)];
end
$$;
--> statement-breakpoint
-- After the last batch: what is no longer on the list waits for nobody any more. Answers how many came up since the last time.
create function app.finish_exclusions(of_list uuid) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare
  fresh integer;
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  update public.exclusion_match m set state = 'lapsed'
    where m.list_id = of_list and m.state = 'open' and not exists (
      select 1 from public.exclusion_entry e join public.exclusion_version v on v.id = e.version_id and v.current
      where v.list_id = of_list and e.fingerprint = m.fingerprint);
  select count(*) into fresh from public.exclusion_match m join public.exclusion_list l on l.id = m.list_id
    where m.list_id = of_list and m.state = 'open' and m.created_at > coalesce(l.matched_at, '-infinity');
  update public.exclusion_list set matched_at = app.clock() where id = of_list;
  return fresh;
end
$$;
--> statement-breakpoint
do $$
declare
  f regprocedure;
begin
  foreach f in array array['app.asked_credentials(uuid, uuid, uuid, uuid, uuid, date)', 'app.lacking_credentials(uuid, uuid, uuid, uuid, uuid, date)', 'app.credentials_at(uuid, uuid, date, uuid)', 'app.excluded_on(uuid, uuid, uuid, date)', 'app.today_at(uuid)', 'app.party_of(uuid, uuid)',
    'app.missing_credentials(uuid, uuid, date, uuid)', 'app.place_stands(uuid, uuid)', 'app.held_lines(uuid)', 'app.lapsed_referrals(uuid[])', 'app.lapsed_referral_count(uuid)',
    'app.newly_lapsed_referrals(integer)', 'app.zone_of_credential(uuid)', 'app.due_credentials(integer)', 'app.guard_credential()', 'app.guard_offer_standing()',
    'app.guard_line_standing()', 'app.guard_exclusion_entry()', 'app.guard_exclusion_match()', 'app.match_exclusions(uuid, uuid, integer)', 'app.finish_exclusions(uuid)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
  end loop;
end
$$;
--> statement-breakpoint
grant execute on function app.today_at(uuid), app.credentials_at(uuid, uuid, date, uuid), app.missing_credentials(uuid, uuid, date, uuid), app.place_stands(uuid, uuid), app.held_lines(uuid), app.lapsed_referrals(uuid[]),
  app.lapsed_referral_count(uuid), app.zone_of_credential(uuid) to app_user, app_job;
grant execute on function app.newly_lapsed_referrals(integer), app.due_credentials(integer), app.match_exclusions(uuid, uuid, integer), app.finish_exclusions(uuid) to app_job;
grant execute on function app.guard_credential(), app.guard_offer_standing(), app.guard_line_standing(), app.guard_exclusion_entry(), app.guard_exclusion_match() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
delete from transition where lifecycle = 'credential' and (from_state, move) in (('unverified', 'revoke'), ('unverified', 'expire'), ('expiring', 'renew'), ('expired', 'renew'));
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('credential', 'unverified', 'refuse', 'refused', '{network}'),
  ('credential', 'expired', 'revoke', 'revoked', '{network}'),
  ('exclusion', 'open', 'confirm', 'confirmed', '{network}'),
  ('exclusion', 'open', 'dismiss', 'dismissed', '{network}'),
  ('exclusion', 'open', 'lapse', 'lapsed', '{system}'),
  ('exclusion', 'confirmed', 'dismiss', 'dismissed', '{network}'),
  ('exclusion', 'dismissed', 'confirm', 'confirmed', '{network}'),
  ('exclusion', 'lapsed', 'reopen', 'open', '{system}');
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger a_guard_state before insert or update of state on exclusion_match for each row execute function app.guard_state('exclusion', 'open');
create trigger b_guard_author before update on credential for each row execute function app.guard_author('verified_by');
create trigger b_guard_author before update on exclusion_match for each row execute function app.guard_author('decided_by');
create trigger b_guard_credential before insert or update on credential for each row execute function app.guard_credential();
create trigger b_guard_exclusion_entry before insert on exclusion_entry for each row execute function app.guard_exclusion_entry();
create trigger b_guard_exclusion_match before update on exclusion_match for each row execute function app.guard_exclusion_match();
create trigger b_guard_offer_standing before insert on offer for each row execute function app.guard_offer_standing();
create trigger b_guard_line_standing before update on invoice_line for each row execute function app.guard_line_standing();
create trigger append_only before update or delete on adverse_action for each row execute function app.append_only();
create trigger append_only_truncate before truncate on adverse_action for each statement execute function app.append_only();
--> statement-breakpoint
-- What holds for every table. The entries of a list leave no link of their own: their version's link holds the digest of the whole file.
do $$
declare
  t text;
begin
  foreach t in array array['credential_type', 'credential_requirement', 'credential_notice', 'practitioner_history', 'exclusion_list', 'exclusion_version', 'exclusion_entry',
    'exclusion_match', 'adverse_action'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    if t <> 'exclusion_entry' then
      execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
    end if;
  end loop;
end
$$;
