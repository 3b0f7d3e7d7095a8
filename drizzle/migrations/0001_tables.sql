CREATE TABLE "account" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"person_id" uuid NOT NULL,
	"password_hash" text,
	"password_set_at" timestamp with time zone,
	"last_membership_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "account_person_id_unique" UNIQUE("person_id")
);
--> statement-breakpoint
ALTER TABLE "account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agency" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"time_zone" text DEFAULT 'America/New_York' NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"distance_unit" text DEFAULT 'mile' NOT NULL,
	"words" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"caseworker_limit_cents" bigint DEFAULT 250000 NOT NULL,
	"answer_days" integer DEFAULT 3 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "agency_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "agency" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"agency_id" uuid,
	"organization_id" uuid,
	"role" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"known" boolean DEFAULT false NOT NULL,
	CONSTRAINT "invitation_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "invitation_one_side" CHECK (("invitation"."agency_id" is null) <> ("invitation"."organization_id" is null))
);
--> statement-breakpoint
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"person_id" uuid NOT NULL,
	"agency_id" uuid,
	"organization_id" uuid,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "membership_once" UNIQUE NULLS NOT DISTINCT("person_id","agency_id","organization_id","role"),
	CONSTRAINT "membership_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "membership_one_side" CHECK (("membership"."agency_id" is null) <> ("membership"."organization_id" is null)),
	CONSTRAINT "membership_role_fits_side" CHECK (("membership"."agency_id" is not null and "membership"."role" in ('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator')) or ("membership"."organization_id" is not null and "membership"."role" in ('coordinator', 'practitioner', 'biller', 'organization_administrator')))
);
--> statement-breakpoint
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"telephone" text,
	"language" text DEFAULT 'en' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "person" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reset_token" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"token_hash" text NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "reset_token_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "reset_token" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_session" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"token_hash" text NOT NULL,
	"person_id" uuid NOT NULL,
	"membership_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"address" text DEFAULT '' NOT NULL,
	"browser" text DEFAULT '' NOT NULL,
	CONSTRAINT "sign_in_session_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "sign_in_session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_throttle" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"subject" text NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"blocked_until" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "sign_in_throttle_subject_unique" UNIQUE("subject")
);
--> statement-breakpoint
ALTER TABLE "sign_in_throttle" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agreement" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"number" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"payment_days" integer DEFAULT 30 NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "agreement_number" UNIQUE("agency_id","number"),
	CONSTRAINT "agreement_of_both" UNIQUE("id","agency_id","organization_id"),
	CONSTRAINT "agreement_days" CHECK ("agreement"."ends_on" > "agreement"."starts_on")
);
--> statement-breakpoint
ALTER TABLE "agreement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"agreement_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"unit_type" text NOT NULL,
	"rate_cents" bigint NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "rate_positive" CHECK ("rate"."rate_cents" > 0),
	CONSTRAINT "rate_days" CHECK ("rate"."ends_on" > "rate"."starts_on"),
	CONSTRAINT "rate_unit_type" CHECK ("rate"."unit_type" in ('quarter_hour', 'hour', 'session', 'day', 'item'))
);
--> statement-breakpoint
ALTER TABLE "rate" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "authorization" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"fund_id" uuid NOT NULL,
	"number" text NOT NULL,
	"unit_type" text NOT NULL,
	"units" numeric(12,2) NOT NULL,
	"units_used" numeric(12,2) DEFAULT 0 NOT NULL,
	"rate_cents" bigint NOT NULL,
	"amount_cents" bigint GENERATED ALWAYS AS ((round(units * rate_cents))::bigint) STORED,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"time_zone" text NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"proposed_by" uuid NOT NULL,
	"decided_by" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "authorization_number" UNIQUE("agency_id","number"),
	CONSTRAINT "authorization_of_all" UNIQUE("id","agency_id","organization_id","client_id"),
	CONSTRAINT "authorization_units" CHECK ("authorization"."units" > 0 and "authorization"."units_used" >= 0 and "authorization"."units_used" <= "authorization"."units"),
	CONSTRAINT "authorization_rate" CHECK ("authorization"."rate_cents" > 0),
	CONSTRAINT "authorization_days" CHECK ("authorization"."ends_on" > "authorization"."starts_on"),
	CONSTRAINT "authorization_unit_type" CHECK ("authorization"."unit_type" in ('quarter_hour', 'hour', 'session', 'day', 'item'))
);
--> statement-breakpoint
ALTER TABLE "authorization" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fund" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"name" text NOT NULL,
	"code" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "fund_code" UNIQUE("agency_id","code"),
	CONSTRAINT "fund_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "fund_days" CHECK ("fund"."ends_on" > "fund"."starts_on")
);
--> statement-breakpoint
ALTER TABLE "fund" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_member" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "case_member_once" UNIQUE("case_id","membership_id")
);
--> statement-breakpoint
ALTER TABLE "case_member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_note" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"author_membership_id" uuid NOT NULL,
	"words" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_note" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"number" text NOT NULL,
	"state" text DEFAULT 'intake' NOT NULL,
	"owner_membership_id" uuid NOT NULL,
	"came_by" text DEFAULT 'telephone' NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"restricted" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"closed_at" timestamp with time zone,
	"closing_reason" text,
	CONSTRAINT "case_number" UNIQUE("agency_id","number"),
	CONSTRAINT "case_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "case_of_client" UNIQUE("id","client_id","agency_id"),
	CONSTRAINT "case_came_by" CHECK ("case"."came_by" in ('walk_in', 'telephone', 'referral_in', 'application', 'complaint'))
);
--> statement-breakpoint
ALTER TABLE "case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "client" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"number" text NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"preferred_name" text,
	"pronouns" text,
	"birth_day" date,
	"language" text DEFAULT 'en' NOT NULL,
	"telephone" text,
	"email" text,
	"safe_contact" text DEFAULT 'any' NOT NULL,
	"safe_contact_note" text,
	"address_line" text,
	"city" text,
	"region" text,
	"postal_code" text,
	"latitude" double precision,
	"longitude" double precision,
	"point_precision" text DEFAULT 'none' NOT NULL,
	"access_needs" text,
	"restricted" boolean DEFAULT false NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "client_number" UNIQUE("agency_id","number"),
	CONSTRAINT "client_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "client_safe_contact" CHECK ("client"."safe_contact" in ('any', 'telephone', 'email', 'none')),
	CONSTRAINT "client_point_whole" CHECK (("client"."latitude" is null) = ("client"."longitude" is null))
);
--> statement-breakpoint
ALTER TABLE "client" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "need" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"specialty_id" uuid NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"met_at" timestamp with time zone,
	CONSTRAINT "need_of_case" UNIQUE("id","case_id","agency_id")
);
--> statement-breakpoint
ALTER TABLE "need" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consent" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"organization_id" uuid,
	"purpose" text NOT NULL,
	"fields" text[] NOT NULL,
	"starts_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"given_how" text NOT NULL,
	"witness" text,
	"state" text DEFAULT 'active' NOT NULL,
	"recorded_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_reason" text,
	CONSTRAINT "consent_of_client" UNIQUE("id","client_id","agency_id"),
	CONSTRAINT "consent_given_how" CHECK ("consent"."given_how" in ('signed', 'on_screen', 'verbal')),
	CONSTRAINT "consent_witnessed" CHECK ("consent"."given_how" <> 'verbal' or "consent"."witness" is not null),
	CONSTRAINT "consent_span" CHECK ("consent"."ends_at" > "consent"."starts_at")
);
--> statement-breakpoint
ALTER TABLE "consent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "document" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid,
	"organization_id" uuid,
	"client_id" uuid,
	"sha256" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"byte_count" integer NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "document_one_side" CHECK (("document"."agency_id" is null) <> ("document"."organization_id" is null)),
	CONSTRAINT "document_size" CHECK ("document"."byte_count" between 1 and 20971520)
);
--> statement-breakpoint
ALTER TABLE "document" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "attendance" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"authorization_id" uuid NOT NULL,
	"state" text NOT NULL,
	"units" numeric(12,2) NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"note" text DEFAULT '' NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"corrects_id" uuid,
	"current" boolean DEFAULT true NOT NULL,
	CONSTRAINT "attendance_of_all" UNIQUE("id","agency_id","organization_id","client_id"),
	CONSTRAINT "attendance_units" CHECK ("attendance"."units" >= 0 and ("attendance"."state" in ('present', 'late') or "attendance"."units" = 0)),
	CONSTRAINT "attendance_state" CHECK ("attendance"."state" in ('present', 'late', 'excused', 'absent'))
);
--> statement-breakpoint
ALTER TABLE "attendance" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "progress_note" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"session_id" uuid,
	"words" text NOT NULL,
	"author_membership_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "progress_note" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"schedule_id" uuid NOT NULL,
	"authorization_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"service_day" date NOT NULL,
	"during" "tstzrange" NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"planned_units" numeric(12,2) NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"cancelled_by" text,
	"reason_words" text,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "session_of_all" UNIQUE("id","agency_id","organization_id","client_id"),
	CONSTRAINT "session_span" CHECK ("session"."ends_at" > "session"."starts_at" and "session"."during" = tstzrange("session"."starts_at", "session"."ends_at", '[)')),
	CONSTRAINT "session_cancelled_says_why" CHECK ("session"."state" <> 'cancelled' or ("session"."cancelled_by" is not null and "session"."reason_words" is not null))
);
--> statement-breakpoint
ALTER TABLE "session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "disclosed_document" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "disclosed_document_once" UNIQUE("referral_id","document_id")
);
--> statement-breakpoint
ALTER TABLE "disclosed_document" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "disclosure" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"consent_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"fields" text[] NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"first_read_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "disclosure_once" UNIQUE("referral_id","organization_id")
);
--> statement-breakpoint
ALTER TABLE "disclosure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event_chain" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"payload" text NOT NULL,
	"prev" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_chain_head" (
	"id" bigint PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"at" timestamp with time zone DEFAULT app.clock() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"name" text NOT NULL,
	"agency_id" uuid,
	"organization_id" uuid,
	"client_id" uuid,
	"case_id" uuid,
	"referral_id" uuid,
	"subject_type" text NOT NULL,
	"subject_id" uuid,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"actor_person_id" uuid,
	"actor_membership_id" uuid,
	"actor_label" text DEFAULT '' NOT NULL,
	"request_id" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"person_id" uuid NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"status" bigint NOT NULL,
	"location" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "idempotency_key_once" UNIQUE("person_id","route","key")
);
--> statement-breakpoint
ALTER TABLE "idempotency_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "number_series" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"house_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"last" bigint NOT NULL,
	CONSTRAINT "number_series_once" UNIQUE("house_id","kind")
);
--> statement-breakpoint
CREATE TABLE "transition" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"lifecycle" text NOT NULL,
	"from_state" text NOT NULL,
	"move" text NOT NULL,
	"to_state" text NOT NULL,
	"desks" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "transition" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_row" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"run_id" uuid NOT NULL,
	"file" text NOT NULL,
	"row_number" integer NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"cells" jsonb NOT NULL,
	"outcome" text DEFAULT 'staged' NOT NULL,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "import_row_place" UNIQUE("run_id","file","row_number"),
	CONSTRAINT "import_row_outcome" CHECK ("import_row"."outcome" in ('staged', 'taken', 'unchanged', 'refused'))
);
--> statement-breakpoint
ALTER TABLE "import_row" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_run" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"source" text NOT NULL,
	"format" text NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "import_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "source_record" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"part" text DEFAULT '' NOT NULL,
	"table_name" text NOT NULL,
	"row_id" uuid NOT NULL,
	"digest" "bytea" NOT NULL,
	"made" boolean DEFAULT true NOT NULL,
	"run_id" uuid NOT NULL,
	"applied_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "source_record_once" UNIQUE("source","kind","source_id","part")
);
--> statement-breakpoint
ALTER TABLE "source_record" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoice_line" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"attendance_id" uuid NOT NULL,
	"authorization_id" uuid NOT NULL,
	"service_day" date NOT NULL,
	"units" numeric(12,2) NOT NULL,
	"rate_cents" bigint NOT NULL,
	"amount_cents" bigint GENERATED ALWAYS AS ((round(units * rate_cents))::bigint) STORED,
	"state" text DEFAULT 'pending' NOT NULL,
	"approved_cents" bigint DEFAULT 0 NOT NULL,
	"reason_code" text,
	"reason_words" text,
	"edits" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"live" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "invoice_line_units" CHECK ("invoice_line"."units" > 0 and "invoice_line"."rate_cents" > 0),
	CONSTRAINT "invoice_line_approved" CHECK ("invoice_line"."approved_cents" >= 0 and "invoice_line"."approved_cents" <= round("invoice_line"."units" * "invoice_line"."rate_cents")),
	CONSTRAINT "invoice_line_no_says_why" CHECK ("invoice_line"."state" in ('pending', 'approved') or "invoice_line"."reason_code" is not null)
);
--> statement-breakpoint
ALTER TABLE "invoice_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoice" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"number" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"total_cents" bigint DEFAULT 0 NOT NULL,
	"approved_cents" bigint DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"submitted_at" timestamp with time zone,
	"submitted_by" uuid,
	"due_on" date,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"reason_code" text,
	"reason_words" text,
	CONSTRAINT "invoice_number" UNIQUE("organization_id","number"),
	CONSTRAINT "invoice_of_both" UNIQUE("id","agency_id","organization_id"),
	CONSTRAINT "invoice_amounts" CHECK ("invoice"."total_cents" >= 0 and "invoice"."approved_cents" >= 0 and "invoice"."approved_cents" <= "invoice"."total_cents"),
	CONSTRAINT "invoice_no_says_why" CHECK ("invoice"."state" not in ('returned', 'denied') or "invoice"."reason_code" is not null)
);
--> statement-breakpoint
ALTER TABLE "invoice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payee" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"holder" text NOT NULL,
	"reference" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "payee_organization_id_unique" UNIQUE("organization_id")
);
--> statement-breakpoint
ALTER TABLE "payee" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_entry" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"fund_id" uuid NOT NULL,
	"account" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "ledger_entry_account" CHECK ("ledger_entry"."account" in ('budget', 'available', 'reserved', 'payable', 'paid')),
	CONSTRAINT "ledger_entry_amount" CHECK ("ledger_entry"."amount_cents" <> 0)
);
--> statement-breakpoint
ALTER TABLE "ledger_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_transaction" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"effect_key" text NOT NULL,
	"authorization_id" uuid,
	"invoice_id" uuid,
	"payment_id" uuid,
	"reverses_id" uuid,
	"posted_by" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "ledger_transaction_effect_key_unique" UNIQUE("effect_key"),
	CONSTRAINT "ledger_transaction_kind" CHECK ("ledger_transaction"."kind" in ('grant', 'reserve', 'release', 'owe', 'pay', 'unpay'))
);
--> statement-breakpoint
ALTER TABLE "ledger_transaction" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "letter" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"effect_key" text NOT NULL,
	"to_email" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"sent_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone DEFAULT app.clock(),
	"last_error" text,
	CONSTRAINT "letter_effect" UNIQUE("effect_key")
);
--> statement-breakpoint
ALTER TABLE "letter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notification" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"membership_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"path" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "notification" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "opening_exception" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"service_at_location_id" uuid,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"closed" boolean DEFAULT true NOT NULL,
	"opens_minute" smallint,
	"closes_minute" smallint,
	"reason" text,
	CONSTRAINT "opening_exception_days" CHECK ("opening_exception"."until_day" > "opening_exception"."from_day"),
	CONSTRAINT "opening_exception_shape" CHECK (("opening_exception"."closed" and "opening_exception"."opens_minute" is null and "opening_exception"."closes_minute" is null) or (not "opening_exception"."closed" and "opening_exception"."opens_minute" between 0 and 1439 and "opening_exception"."closes_minute" > "opening_exception"."opens_minute" and "opening_exception"."closes_minute" <= "opening_exception"."opens_minute" + 1440))
);
--> statement-breakpoint
ALTER TABLE "opening_exception" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "opening_span" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"service_at_location_id" uuid,
	"weekday" smallint NOT NULL,
	"opens_minute" smallint NOT NULL,
	"closes_minute" smallint NOT NULL,
	"note" text,
	CONSTRAINT "opening_span_shape" CHECK ("opening_span"."weekday" between 1 and 7 and "opening_span"."opens_minute" between 0 and 1439 and "opening_span"."closes_minute" > "opening_span"."opens_minute" and "opening_span"."closes_minute" <= "opening_span"."opens_minute" + 1440)
);
--> statement-breakpoint
ALTER TABLE "opening_span" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "location" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"alternate_name" text,
	"description" text DEFAULT '' NOT NULL,
	"email" text,
	"website" text,
	"mail_address" text,
	"address_line" text,
	"address_line_2" text,
	"city" text,
	"region" text,
	"postal_code" text,
	"country" text DEFAULT 'US' NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"point_precision" text DEFAULT 'none' NOT NULL,
	"time_zone" text DEFAULT 'America/New_York' NOT NULL,
	"transportation" text,
	"accessibility" text[] DEFAULT '{}'::text[] NOT NULL,
	"languages" text[] DEFAULT '{}'::text[] NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"edited_at" timestamp with time zone,
	CONSTRAINT "location_of_organization" UNIQUE("id","organization_id"),
	CONSTRAINT "location_point_whole" CHECK (("location"."latitude" is null) = ("location"."longitude" is null)),
	CONSTRAINT "location_point_on_earth" CHECK ("location"."latitude" between -90 and 90 and "location"."longitude" between -180 and 180)
);
--> statement-breakpoint
ALTER TABLE "location" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organization" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"name" text NOT NULL,
	"alternate_name" text,
	"description" text DEFAULT '' NOT NULL,
	"email" text,
	"website" text,
	"legal_status" text,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"edited_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "organization" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "phone" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"location_id" uuid,
	"service_id" uuid,
	"number" text NOT NULL,
	"extension" text,
	"kind" text DEFAULT 'voice' NOT NULL,
	"note" text
);
--> statement-breakpoint
ALTER TABLE "phone" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"alternate_name" text,
	"program_name" text,
	"description" text DEFAULT '' NOT NULL,
	"application_process" text,
	"required_documents" text,
	"service_area" text,
	"interpretation" text,
	"accepted_payments" text,
	"wait_time" text,
	"alert" text,
	"eligibility" text,
	"minimum_age" smallint,
	"maximum_age" smallint,
	"fees" text,
	"email" text,
	"website" text,
	"languages" text[] DEFAULT '{}'::text[] NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"edited_at" timestamp with time zone,
	CONSTRAINT "service_of_organization" UNIQUE("id","organization_id"),
	CONSTRAINT "service_status" CHECK ("service"."status" in ('active', 'inactive', 'defunct', 'temporarily closed'))
);
--> statement-breakpoint
ALTER TABLE "service" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_at_location" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"takes_referrals" text DEFAULT 'unknown' NOT NULL,
	"open_places" integer,
	"capacity_at" timestamp with time zone,
	"hours_text" text,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"edited_at" timestamp with time zone,
	CONSTRAINT "service_at_location_once" UNIQUE("service_id","location_id"),
	CONSTRAINT "service_at_location_of_organization" UNIQUE("id","organization_id"),
	CONSTRAINT "service_at_location_takes_referrals" CHECK ("service_at_location"."takes_referrals" in ('yes', 'waitlist', 'no', 'unknown'))
);
--> statement-breakpoint
ALTER TABLE "service_at_location" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_batch" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"number" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	"approved_digest" text,
	"exported_at" timestamp with time zone,
	"exported_by" uuid,
	"file_sha256" text,
	"settled_at" timestamp with time zone,
	CONSTRAINT "payment_batch_number" UNIQUE("agency_id","number"),
	CONSTRAINT "payment_batch_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "payment_batch_approved_whole" CHECK ("payment_batch"."state" in ('open', 'discarded') or ("payment_batch"."approved_by" is not null and "payment_batch"."approved_by" <> "payment_batch"."created_by" and "payment_batch"."approved_digest" is not null))
);
--> statement-breakpoint
ALTER TABLE "payment_batch" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_invoice" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"amount_cents" bigint NOT NULL,
	"live" boolean DEFAULT true NOT NULL,
	CONSTRAINT "payment_invoice_amount" CHECK ("payment_invoice"."amount_cents" > 0)
);
--> statement-breakpoint
ALTER TABLE "payment_invoice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"number" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"payee_holder" text DEFAULT '' NOT NULL,
	"payee_reference" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"sent_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"settled_on" date,
	"reference" text,
	"return_code" text,
	CONSTRAINT "payment_number" UNIQUE("agency_id","number"),
	CONSTRAINT "payment_of_both" UNIQUE("id","agency_id","organization_id"),
	CONSTRAINT "payment_one_per_organization" UNIQUE("batch_id","organization_id"),
	CONSTRAINT "payment_amount" CHECK ("payment"."amount_cents" > 0)
);
--> statement-breakpoint
ALTER TABLE "payment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "credential" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"practitioner_id" uuid,
	"kind" text NOT NULL,
	"number" text,
	"issuer" text,
	"issued_on" date,
	"expires_on" date,
	"state" text DEFAULT 'unverified' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "credential_kind" CHECK ("credential"."kind" in ('licence', 'certificate', 'accreditation', 'insurance'))
);
--> statement-breakpoint
ALTER TABLE "credential" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "practitioner" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"membership_id" uuid,
	"name" text NOT NULL,
	"title" text,
	"languages" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "practitioner_of_organization" UNIQUE("id","organization_id")
);
--> statement-breakpoint
ALTER TABLE "practitioner" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "offer_question" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"asked_by" uuid NOT NULL,
	"question" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	CONSTRAINT "offer_question_answered" CHECK (("offer_question"."answer" is null) = ("offer_question"."answered_at" is null))
);
--> statement-breakpoint
ALTER TABLE "offer_question" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "offer" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"service_at_location_id" uuid NOT NULL,
	"state" text DEFAULT 'offered' NOT NULL,
	"identified" boolean DEFAULT false NOT NULL,
	"summary" jsonb NOT NULL,
	"answer_by" date,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"viewed_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"answered_by" uuid,
	"decline_code" text,
	"words" text,
	"waitlist_until" date,
	CONSTRAINT "offer_once" UNIQUE("referral_id","service_at_location_id"),
	CONSTRAINT "offer_of_organization" UNIQUE("id","organization_id"),
	CONSTRAINT "offer_of_referral" UNIQUE("id","organization_id","referral_id"),
	CONSTRAINT "offer_decline_code" CHECK ("offer"."state" <> 'declined' or "offer"."decline_code" is not null)
);
--> statement-breakpoint
ALTER TABLE "offer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "referral" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"number" text NOT NULL,
	"need_id" uuid,
	"specialty_id" uuid,
	"state" text DEFAULT 'draft' NOT NULL,
	"urgency" text DEFAULT 'routine' NOT NULL,
	"answer_by" date,
	"message" text DEFAULT '' NOT NULL,
	"plan" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"re_referred_from_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"sent_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"outcome" text,
	"outcome_words" text,
	"reason_code" text,
	"reason_words" text,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "referral_number" UNIQUE("agency_id","number"),
	CONSTRAINT "referral_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "referral_of_client" UNIQUE("id","client_id","agency_id"),
	CONSTRAINT "referral_urgency" CHECK ("referral"."urgency" in ('routine', 'soon', 'urgent')),
	CONSTRAINT "referral_completed_has_outcome" CHECK ("referral"."state" <> 'completed' or "referral"."outcome" is not null)
);
--> statement-breakpoint
ALTER TABLE "referral" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "schedule_item" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"schedule_id" uuid NOT NULL,
	"service_day" date NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"units" numeric(12,2) NOT NULL,
	CONSTRAINT "schedule_item_once" UNIQUE("schedule_id","starts_at"),
	CONSTRAINT "schedule_item_span" CHECK ("schedule_item"."ends_at" > "schedule_item"."starts_at" and "schedule_item"."units" > 0)
);
--> statement-breakpoint
ALTER TABLE "schedule_item" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "billing_schedule" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"authorization_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"number" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"rule" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"units_per_session" numeric(12,2) NOT NULL,
	"rate_cents" bigint NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"submitted_at" timestamp with time zone,
	"submitted_by" uuid,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"return_code" text,
	"return_words" text,
	"amends_id" uuid,
	CONSTRAINT "billing_schedule_number" UNIQUE("organization_id","number"),
	CONSTRAINT "billing_schedule_of_all" UNIQUE("id","agency_id","organization_id","client_id"),
	CONSTRAINT "billing_schedule_units" CHECK ("billing_schedule"."units_per_session" > 0),
	CONSTRAINT "billing_schedule_returned_says_why" CHECK ("billing_schedule"."state" <> 'returned' or "billing_schedule"."return_code" is not null)
);
--> statement-breakpoint
ALTER TABLE "billing_schedule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_specialty" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"specialty_id" uuid NOT NULL,
	CONSTRAINT "service_specialty_once" UNIQUE("service_id","specialty_id")
);
--> statement-breakpoint
ALTER TABLE "service_specialty" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "specialty" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	"taxonomy" text DEFAULT 'throughline' NOT NULL,
	"path" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"depth" smallint DEFAULT 1 NOT NULL,
	"synonyms" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "specialty_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "specialty" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_last_membership_id_membership_id_fk" FOREIGN KEY ("last_membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_by" FOREIGN KEY ("invited_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reset_token" ADD CONSTRAINT "reset_token_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_session" ADD CONSTRAINT "sign_in_session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_session" ADD CONSTRAINT "sign_in_session_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate" ADD CONSTRAINT "rate_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate" ADD CONSTRAINT "rate_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate" ADD CONSTRAINT "rate_agreement_id_agreement_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate" ADD CONSTRAINT "rate_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_fund" FOREIGN KEY ("fund_id","agency_id") REFERENCES "public"."fund"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_service" FOREIGN KEY ("service_id","organization_id") REFERENCES "public"."service"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_proposed_by" FOREIGN KEY ("proposed_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fund" ADD CONSTRAINT "fund_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_member" ADD CONSTRAINT "case_member_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_member" ADD CONSTRAINT "case_member_membership" FOREIGN KEY ("membership_id","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_author" FOREIGN KEY ("author_membership_id","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_owner" FOREIGN KEY ("owner_membership_id","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client" ADD CONSTRAINT "client_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client" ADD CONSTRAINT "client_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "need" ADD CONSTRAINT "need_specialty_id_specialty_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "need" ADD CONSTRAINT "need_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_recorded_by" FOREIGN KEY ("recorded_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_uploaded_by_membership_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_recorded_by_membership_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_corrects_id_attendance_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."attendance"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_session" FOREIGN KEY ("session_id","agency_id","organization_id","client_id") REFERENCES "public"."session"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_authorization" FOREIGN KEY ("authorization_id","agency_id","organization_id","client_id") REFERENCES "public"."authorization"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_note" ADD CONSTRAINT "progress_note_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_note" ADD CONSTRAINT "progress_note_author_membership_id_membership_id_fk" FOREIGN KEY ("author_membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_note" ADD CONSTRAINT "progress_note_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_schedule" FOREIGN KEY ("schedule_id","agency_id","organization_id","client_id") REFERENCES "public"."billing_schedule"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_authorization" FOREIGN KEY ("authorization_id","agency_id","organization_id","client_id") REFERENCES "public"."authorization"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_practitioner" FOREIGN KEY ("practitioner_id","organization_id") REFERENCES "public"."practitioner"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_location" FOREIGN KEY ("location_id","organization_id") REFERENCES "public"."location"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosed_document" ADD CONSTRAINT "disclosed_document_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosed_document" ADD CONSTRAINT "disclosed_document_referral" FOREIGN KEY ("referral_id","agency_id") REFERENCES "public"."referral"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_consent" FOREIGN KEY ("consent_id","client_id","agency_id") REFERENCES "public"."consent"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_run_id_import_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."import_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_invoice" FOREIGN KEY ("invoice_id","agency_id","organization_id") REFERENCES "public"."invoice"("id","agency_id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_attendance" FOREIGN KEY ("attendance_id","agency_id","organization_id","client_id") REFERENCES "public"."attendance"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_authorization" FOREIGN KEY ("authorization_id","agency_id","organization_id","client_id") REFERENCES "public"."authorization"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_submitted_by_membership_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payee" ADD CONSTRAINT "payee_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_transaction_id_ledger_transaction_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_fund" FOREIGN KEY ("fund_id","agency_id") REFERENCES "public"."fund"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_authorization_id_authorization_id_fk" FOREIGN KEY ("authorization_id") REFERENCES "public"."authorization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_invoice_id_invoice_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_payment_id_payment_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_reverses_id_ledger_transaction_id_fk" FOREIGN KEY ("reverses_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_exception" ADD CONSTRAINT "opening_exception_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_exception" ADD CONSTRAINT "opening_exception_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_exception" ADD CONSTRAINT "opening_exception_service_at_location_id_service_at_location_id_fk" FOREIGN KEY ("service_at_location_id") REFERENCES "public"."service_at_location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_span" ADD CONSTRAINT "opening_span_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_span" ADD CONSTRAINT "opening_span_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_span" ADD CONSTRAINT "opening_span_service_at_location_id_service_at_location_id_fk" FOREIGN KEY ("service_at_location_id") REFERENCES "public"."service_at_location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location" ADD CONSTRAINT "location_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone" ADD CONSTRAINT "phone_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone" ADD CONSTRAINT "phone_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone" ADD CONSTRAINT "phone_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service" ADD CONSTRAINT "service_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_at_location" ADD CONSTRAINT "service_at_location_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_at_location" ADD CONSTRAINT "service_at_location_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_at_location" ADD CONSTRAINT "service_at_location_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_batch" ADD CONSTRAINT "payment_batch_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_batch" ADD CONSTRAINT "payment_batch_approved_by_membership_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_batch" ADD CONSTRAINT "payment_batch_exported_by_membership_id_fk" FOREIGN KEY ("exported_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_batch" ADD CONSTRAINT "payment_batch_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_invoice" ADD CONSTRAINT "payment_invoice_payment" FOREIGN KEY ("payment_id","agency_id","organization_id") REFERENCES "public"."payment"("id","agency_id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_invoice" ADD CONSTRAINT "payment_invoice_invoice" FOREIGN KEY ("invoice_id","agency_id","organization_id") REFERENCES "public"."invoice"("id","agency_id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_batch_of_payment" FOREIGN KEY ("batch_id","agency_id") REFERENCES "public"."payment_batch"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_practitioner_id_practitioner_id_fk" FOREIGN KEY ("practitioner_id") REFERENCES "public"."practitioner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practitioner" ADD CONSTRAINT "practitioner_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practitioner" ADD CONSTRAINT "practitioner_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_question" ADD CONSTRAINT "offer_question_asked_by_membership_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_question" ADD CONSTRAINT "offer_question_answered_by_membership_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_question" ADD CONSTRAINT "offer_question_referral" FOREIGN KEY ("referral_id","agency_id") REFERENCES "public"."referral"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_question" ADD CONSTRAINT "offer_question_offer" FOREIGN KEY ("offer_id","organization_id","referral_id") REFERENCES "public"."offer"("id","organization_id","referral_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_answered_by_membership_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_referral" FOREIGN KEY ("referral_id","agency_id") REFERENCES "public"."referral"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_service_at_location" FOREIGN KEY ("service_at_location_id","organization_id") REFERENCES "public"."service_at_location"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_specialty_id_specialty_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_re_referred_from_id_referral_id_fk" FOREIGN KEY ("re_referred_from_id") REFERENCES "public"."referral"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_closed_by_membership_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_case" FOREIGN KEY ("case_id","client_id","agency_id") REFERENCES "public"."case"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_need" FOREIGN KEY ("need_id","case_id","agency_id") REFERENCES "public"."need"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_item" ADD CONSTRAINT "schedule_item_schedule" FOREIGN KEY ("schedule_id","agency_id","organization_id","client_id") REFERENCES "public"."billing_schedule"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_submitted_by_membership_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_amends_id_billing_schedule_id_fk" FOREIGN KEY ("amends_id") REFERENCES "public"."billing_schedule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_authorization" FOREIGN KEY ("authorization_id","agency_id","organization_id","client_id") REFERENCES "public"."authorization"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_practitioner" FOREIGN KEY ("practitioner_id","organization_id") REFERENCES "public"."practitioner"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_location" FOREIGN KEY ("location_id","organization_id") REFERENCES "public"."location"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_specialty" ADD CONSTRAINT "service_specialty_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_specialty" ADD CONSTRAINT "service_specialty_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_specialty" ADD CONSTRAINT "service_specialty_specialty_id_specialty_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specialty" ADD CONSTRAINT "specialty_parent_id_specialty_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_last_membership" ON "account" USING btree ("last_membership_id");--> statement-breakpoint
CREATE INDEX "invitation_agency" ON "invitation" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "invitation_organization" ON "invitation" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "invitation_invited_by" ON "invitation" USING btree ("invited_by");--> statement-breakpoint
CREATE INDEX "membership_agency" ON "membership" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "membership_organization" ON "membership" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "membership_person" ON "membership" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_email" ON "person" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "reset_token_person" ON "reset_token" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_person" ON "sign_in_session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_membership" ON "sign_in_session" USING btree ("membership_id");--> statement-breakpoint
CREATE INDEX "agreement_agency" ON "agreement" USING btree ("agency_id","organization_id");--> statement-breakpoint
CREATE INDEX "agreement_organization" ON "agreement" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "rate_agency" ON "rate" USING btree ("agency_id","service_id");--> statement-breakpoint
CREATE INDEX "rate_agreement" ON "rate" USING btree ("agreement_id");--> statement-breakpoint
CREATE INDEX "rate_organization" ON "rate" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "rate_service" ON "rate" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "authorization_agency" ON "authorization" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "authorization_organization" ON "authorization" USING btree ("organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "authorization_referral_index" ON "authorization" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "authorization_client" ON "authorization" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "authorization_fund_index" ON "authorization" USING btree ("fund_id");--> statement-breakpoint
CREATE INDEX "authorization_service_index" ON "authorization" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "authorization_proposed_by_index" ON "authorization" USING btree ("proposed_by");--> statement-breakpoint
CREATE INDEX "authorization_decided_by" ON "authorization" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "case_member_membership_index" ON "case_member" USING btree ("membership_id");--> statement-breakpoint
CREATE INDEX "case_member_agency" ON "case_member" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "case_note_case_index" ON "case_note" USING btree ("case_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_note_author_index" ON "case_note" USING btree ("author_membership_id");--> statement-breakpoint
CREATE INDEX "case_note_agency" ON "case_note" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "case_client_index" ON "case" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "case_owner_index" ON "case" USING btree ("owner_membership_id");--> statement-breakpoint
CREATE INDEX "case_agency" ON "case" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "client_created_by_index" ON "client" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "client_name" ON "client" USING btree ("agency_id",lower("family_name"),lower("given_name"),"id");--> statement-breakpoint
CREATE INDEX "client_restricted" ON "client" USING btree ("agency_id") WHERE "client"."restricted";--> statement-breakpoint
CREATE INDEX "need_case_index" ON "need" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "need_agency" ON "need" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "need_specialty" ON "need" USING btree ("specialty_id");--> statement-breakpoint
CREATE INDEX "consent_client_index" ON "consent" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "consent_agency" ON "consent" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "consent_organization" ON "consent" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "consent_recorded_by_index" ON "consent" USING btree ("recorded_by");--> statement-breakpoint
CREATE INDEX "document_client_index" ON "document" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "document_agency" ON "document" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "document_organization" ON "document" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "document_uploaded_by" ON "document" USING btree ("uploaded_by");--> statement-breakpoint
CREATE UNIQUE INDEX "attendance_one_current" ON "attendance" USING btree ("session_id","client_id") WHERE "attendance"."current";--> statement-breakpoint
CREATE INDEX "attendance_session_index" ON "attendance" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "attendance_authorization_index" ON "attendance" USING btree ("authorization_id");--> statement-breakpoint
CREATE INDEX "attendance_agency" ON "attendance" USING btree ("agency_id","recorded_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "attendance_organization" ON "attendance" USING btree ("organization_id","recorded_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "attendance_client" ON "attendance" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "attendance_recorded_by" ON "attendance" USING btree ("recorded_by");--> statement-breakpoint
CREATE INDEX "attendance_corrects" ON "attendance" USING btree ("corrects_id");--> statement-breakpoint
CREATE INDEX "progress_note_referral_index" ON "progress_note" USING btree ("referral_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "progress_note_agency" ON "progress_note" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "progress_note_organization" ON "progress_note" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "progress_note_client" ON "progress_note" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "progress_note_session" ON "progress_note" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "progress_note_author" ON "progress_note" USING btree ("author_membership_id");--> statement-breakpoint
CREATE INDEX "session_agency" ON "session" USING btree ("agency_id","starts_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "session_organization" ON "session" USING btree ("organization_id","starts_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "session_schedule_index" ON "session" USING btree ("schedule_id");--> statement-breakpoint
CREATE INDEX "session_authorization_index" ON "session" USING btree ("authorization_id");--> statement-breakpoint
CREATE INDEX "session_referral" ON "session" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "session_practitioner_index" ON "session" USING btree ("practitioner_id","starts_at");--> statement-breakpoint
CREATE INDEX "session_location_index" ON "session" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "session_client" ON "session" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "disclosed_document_document" ON "disclosed_document" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "disclosed_document_agency" ON "disclosed_document" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "disclosure_organization" ON "disclosure" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "disclosure_client" ON "disclosure" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "disclosure_consent_index" ON "disclosure" USING btree ("consent_id");--> statement-breakpoint
CREATE INDEX "disclosure_agency" ON "disclosure" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "event_agency" ON "event" USING btree ("agency_id","at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "event_organization" ON "event" USING btree ("organization_id","at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "event_subject" ON "event" USING btree ("subject_type","subject_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "event_case" ON "event" USING btree ("case_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "event_referral" ON "event" USING btree ("referral_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "event_client" ON "event" USING btree ("client_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "event_actor" ON "event" USING btree ("actor_person_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idempotency_key_created" ON "idempotency_key" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "transition_from" ON "transition" USING btree ("lifecycle","from_state");--> statement-breakpoint
CREATE INDEX "import_run_source" ON "import_run" USING btree ("source","created_at");--> statement-breakpoint
CREATE INDEX "source_record_row" ON "source_record" USING btree ("table_name","row_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_line_delivery_once" ON "invoice_line" USING btree ("attendance_id") WHERE "invoice_line"."live";--> statement-breakpoint
CREATE INDEX "invoice_line_invoice_index" ON "invoice_line" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "invoice_line_attendance_index" ON "invoice_line" USING btree ("attendance_id");--> statement-breakpoint
CREATE INDEX "invoice_line_authorization_index" ON "invoice_line" USING btree ("authorization_id");--> statement-breakpoint
CREATE INDEX "invoice_line_agency" ON "invoice_line" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "invoice_line_organization" ON "invoice_line" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "invoice_line_client" ON "invoice_line" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "invoice_agency" ON "invoice" USING btree ("agency_id","state","submitted_at","id");--> statement-breakpoint
CREATE INDEX "invoice_organization" ON "invoice" USING btree ("organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "invoice_created_by" ON "invoice" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "invoice_submitted_by" ON "invoice" USING btree ("submitted_by");--> statement-breakpoint
CREATE INDEX "invoice_decided_by" ON "invoice" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "ledger_entry_transaction" ON "ledger_entry" USING btree ("transaction_id");--> statement-breakpoint
CREATE INDEX "ledger_entry_fund_index" ON "ledger_entry" USING btree ("fund_id","account");--> statement-breakpoint
CREATE INDEX "ledger_entry_agency" ON "ledger_entry" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "ledger_transaction_agency" ON "ledger_transaction" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "ledger_transaction_authorization" ON "ledger_transaction" USING btree ("authorization_id");--> statement-breakpoint
CREATE INDEX "ledger_transaction_invoice" ON "ledger_transaction" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "ledger_transaction_payment" ON "ledger_transaction" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "ledger_transaction_reverses" ON "ledger_transaction" USING btree ("reverses_id");--> statement-breakpoint
CREATE INDEX "letter_waiting" ON "letter" USING btree ("next_try_at") WHERE "letter"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "letter_created" ON "letter" USING btree ("created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "notification_membership" ON "notification" USING btree ("membership_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "opening_exception_location" ON "opening_exception" USING btree ("location_id","from_day");--> statement-breakpoint
CREATE INDEX "opening_exception_service_at_location" ON "opening_exception" USING btree ("service_at_location_id");--> statement-breakpoint
CREATE INDEX "opening_exception_organization" ON "opening_exception" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "opening_span_location" ON "opening_span" USING btree ("location_id","weekday");--> statement-breakpoint
CREATE INDEX "opening_span_service_at_location" ON "opening_span" USING btree ("service_at_location_id");--> statement-breakpoint
CREATE INDEX "opening_span_organization" ON "opening_span" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "location_organization" ON "location" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "location_point" ON "location" USING btree ("latitude","longitude");--> statement-breakpoint
CREATE INDEX "location_postal_code" ON "location" USING btree ("postal_code");--> statement-breakpoint
CREATE INDEX "organization_name" ON "organization" USING btree (lower("name"),"id");--> statement-breakpoint
CREATE INDEX "phone_organization" ON "phone" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "phone_location" ON "phone" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "phone_service" ON "phone" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "service_organization" ON "service" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "service_words" ON "service" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "service_at_location_location" ON "service_at_location" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "service_at_location_organization" ON "service_at_location" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "payment_batch_agency" ON "payment_batch" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "payment_batch_created_by_index" ON "payment_batch" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "payment_batch_approved_by" ON "payment_batch" USING btree ("approved_by");--> statement-breakpoint
CREATE INDEX "payment_batch_exported_by" ON "payment_batch" USING btree ("exported_by");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_invoice_once" ON "payment_invoice" USING btree ("invoice_id") WHERE "payment_invoice"."live";--> statement-breakpoint
CREATE INDEX "payment_invoice_payment_index" ON "payment_invoice" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "payment_invoice_invoice_index" ON "payment_invoice" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "payment_invoice_agency" ON "payment_invoice" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "payment_invoice_organization" ON "payment_invoice" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "payment_agency" ON "payment" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "payment_organization" ON "payment" USING btree ("organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "credential_organization" ON "credential" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "credential_practitioner" ON "credential" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "practitioner_organization" ON "practitioner" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "practitioner_membership" ON "practitioner" USING btree ("membership_id");--> statement-breakpoint
CREATE INDEX "offer_question_offer_index" ON "offer_question" USING btree ("offer_id","created_at");--> statement-breakpoint
CREATE INDEX "offer_question_referral_index" ON "offer_question" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "offer_question_agency" ON "offer_question" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "offer_question_organization" ON "offer_question" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "offer_question_asked_by" ON "offer_question" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX "offer_question_answered_by" ON "offer_question" USING btree ("answered_by");--> statement-breakpoint
CREATE UNIQUE INDEX "offer_one_winner" ON "offer" USING btree ("referral_id") WHERE "offer"."state" = 'accepted';--> statement-breakpoint
CREATE INDEX "offer_organization" ON "offer" USING btree ("organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "offer_agency" ON "offer" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "offer_service_at_location_index" ON "offer" USING btree ("service_at_location_id");--> statement-breakpoint
CREATE INDEX "offer_answered_by" ON "offer" USING btree ("answered_by");--> statement-breakpoint
CREATE INDEX "referral_case_index" ON "referral" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "referral_client_index" ON "referral" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "referral_need_index" ON "referral" USING btree ("need_id");--> statement-breakpoint
CREATE INDEX "referral_created_by_index" ON "referral" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "referral_specialty" ON "referral" USING btree ("specialty_id");--> statement-breakpoint
CREATE INDEX "referral_re_referred_from" ON "referral" USING btree ("re_referred_from_id");--> statement-breakpoint
CREATE INDEX "referral_closed_by" ON "referral" USING btree ("closed_by");--> statement-breakpoint
CREATE INDEX "referral_agency" ON "referral" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "referral_agency_state" ON "referral" USING btree ("agency_id","state","sent_at");--> statement-breakpoint
CREATE INDEX "schedule_item_agency" ON "schedule_item" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "schedule_item_organization" ON "schedule_item" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "billing_schedule_agency" ON "billing_schedule" USING btree ("agency_id","state","submitted_at");--> statement-breakpoint
CREATE INDEX "billing_schedule_organization" ON "billing_schedule" USING btree ("organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "billing_schedule_authorization_index" ON "billing_schedule" USING btree ("authorization_id");--> statement-breakpoint
CREATE INDEX "billing_schedule_referral_index" ON "billing_schedule" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "billing_schedule_client" ON "billing_schedule" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "billing_schedule_practitioner_index" ON "billing_schedule" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "billing_schedule_location_index" ON "billing_schedule" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "billing_schedule_created_by" ON "billing_schedule" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "billing_schedule_submitted_by" ON "billing_schedule" USING btree ("submitted_by");--> statement-breakpoint
CREATE INDEX "billing_schedule_decided_by" ON "billing_schedule" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "billing_schedule_amends" ON "billing_schedule" USING btree ("amends_id");--> statement-breakpoint
CREATE INDEX "service_specialty_specialty" ON "service_specialty" USING btree ("specialty_id");--> statement-breakpoint
CREATE INDEX "service_specialty_organization" ON "service_specialty" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "specialty_parent" ON "specialty" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "specialty_path" ON "specialty" USING gin ("path");--> statement-breakpoint
CREATE POLICY "only the doorkeeper sees accounts" ON "account" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in knows the agencies" ON "agency" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an administrator changes their agency's settings" ON "agency" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("agency"."id" = any((select app.agencies_where('administrator'))::uuid[])) WITH CHECK ("agency"."id" = any((select app.agencies_where('administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "administrators see the invitations of their house" ON "invitation" AS PERMISSIVE FOR SELECT TO "app_user" USING (("invitation"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "invitation"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[]) or ("invitation"."organization_id" = any((select app.organizations_in_network())::uuid[]))));--> statement-breakpoint
CREATE POLICY "administrators invite to their house, network managers to their network" ON "invitation" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("invitation"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "invitation"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[]) or ("invitation"."organization_id" = any((select app.organizations_in_network())::uuid[]))) and "invitation"."invited_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "administrators withdraw invitations of their house" ON "invitation" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("invitation"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "invitation"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[]))) WITH CHECK (("invitation"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "invitation"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "the doorkeeper honours invitations" ON "invitation" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "nobody deletes an invitation" ON "invitation" AS PERMISSIVE FOR DELETE TO "app_user" USING (false);--> statement-breakpoint
CREATE POLICY "a person sees their own memberships and those of their house" ON "membership" AS PERMISSIVE FOR SELECT TO "app_user" USING (("membership"."person_id" = (select app.actor_id()) or "membership"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) or "membership"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "administrators add others to their own house" ON "membership" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("membership"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "membership"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])) and "membership"."person_id" <> (select app.actor_id())));--> statement-breakpoint
CREATE POLICY "administrators change memberships of others in their own house" ON "membership" AS PERMISSIVE FOR UPDATE TO "app_user" USING ((("membership"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "membership"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])) and "membership"."person_id" <> (select app.actor_id()))) WITH CHECK ((("membership"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "membership"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])) and "membership"."person_id" <> (select app.actor_id())));--> statement-breakpoint
CREATE POLICY "the doorkeeper knows memberships" ON "membership" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "a person sees themselves and their colleagues" ON "person" AS PERMISSIVE FOR SELECT TO "app_user" USING (("person"."id" = (select app.actor_id()) or "person"."id" = any((select app.colleagues())::uuid[])));--> statement-breakpoint
CREATE POLICY "a person who stands changes their own name" ON "person" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("person"."id" = (select app.actor_id()) and (select app.desk()) <> 'system')) WITH CHECK (("person"."id" = (select app.actor_id()) and (select app.desk()) <> 'system'));--> statement-breakpoint
CREATE POLICY "the doorkeeper knows people" ON "person" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "only the doorkeeper sees resets" ON "reset_token" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "only the doorkeeper sees sessions" ON "sign_in_session" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "only the doorkeeper sees throttles" ON "sign_in_throttle" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "both sides read their agreement" ON "agreement" AS PERMISSIVE FOR SELECT TO "app_user" USING (("agreement"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) or "agreement"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a network manager drafts an agreement" ON "agreement" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("agreement"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager changes an agreement" ON "agreement" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("agreement"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("agreement"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "both sides read their rates" ON "rate" AS PERMISSIVE FOR SELECT TO "app_user" USING (("rate"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]) or "rate"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a network manager sets a rate" ON "rate" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("rate"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a network manager ends a rate" ON "rate" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("rate"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("rate"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case and finance staff read their agency's authorizations, a provider its own" ON "authorization" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("authorization"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("authorization"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "authorization"."client_id" <> all((select app.hidden_clients())::uuid[]))) or "authorization"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the referral proposes an authorization in their own name" ON "authorization" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("authorization"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("authorization"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "authorization"."referral_id"))) and "authorization"."proposed_by" = (select app.membership_id()) and "authorization"."state" = 'proposed'));--> statement-breakpoint
CREATE POLICY "whoever carries the referral and supervisors decide authorizations" ON "authorization" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("authorization"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("authorization"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "authorization"."referral_id"))))) WITH CHECK (("authorization"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("authorization"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "authorization"."referral_id")))));--> statement-breakpoint
CREATE POLICY "case and finance staff read the funds" ON "fund" AS PERMISSIVE FOR SELECT TO "app_user" USING ("fund"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance approvers open funds" ON "fund" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("fund"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance approvers change funds" ON "fund" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("fund"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[])) WITH CHECK ("fund"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case staff see who is on a team" ON "case_member" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case_member"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_member"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case adds to its team" ON "case_member" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("case_member"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_member"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_member"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "whoever carries the case takes from its team" ON "case_member" AS PERMISSIVE FOR DELETE TO "app_user" USING (("case_member"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_member"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_member"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "case staff read notes" ON "case_note" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case_note"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_note"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case writes notes in their own name" ON "case_note" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("case_note"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_note"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_note"."case_id" <> all((select app.hidden_cases())::uuid[]))) and "case_note"."author_membership_id" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "case staff read the cases of their agency that are not restricted" ON "case" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case"."id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff open cases for clients they may see" ON "case" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("case"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("case"."owner_membership_id" = (select app.membership_id()) or "case"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]))));--> statement-breakpoint
CREATE POLICY "the owner, the team and supervisors change a case" ON "case" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("case"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case"."id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case"."id" <> all((select app.hidden_cases())::uuid[]))))) WITH CHECK ("case"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case staff read the clients of their agency that are not restricted" ON "client" AS PERMISSIVE FOR SELECT TO "app_user" USING (("client"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "client"."id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff take in clients" ON "client" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("client"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "client"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the case, its team and supervisors change a client" ON "client" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("client"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and (("client"."id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client"."id" <> all((select app.hidden_clients())::uuid[]))) or "client"."created_by" = (select app.membership_id())) and "client"."id" <> all((select app.hidden_clients())::uuid[]))) WITH CHECK (("client"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and (("client"."id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client"."id" <> all((select app.hidden_clients())::uuid[]))) or "client"."created_by" = (select app.membership_id())) and "client"."id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff read needs" ON "need" AS PERMISSIVE FOR SELECT TO "app_user" USING (("need"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "need"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case notes a need" ON "need" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("need"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("need"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "need"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "whoever carries the case changes a need" ON "need" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("need"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("need"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "need"."case_id" <> all((select app.hidden_cases())::uuid[]))))) WITH CHECK (("need"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("need"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "need"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "case staff read consents" ON "consent" AS PERMISSIVE FOR SELECT TO "app_user" USING (("consent"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "consent"."client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff record consents in their own name" ON "consent" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("consent"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("consent"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "consent"."client_id" <> all((select app.hidden_clients())::uuid[]))) and "consent"."recorded_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "case staff revoke consents" ON "consent" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("consent"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("consent"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "consent"."client_id" <> all((select app.hidden_clients())::uuid[]))))) WITH CHECK (("consent"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("consent"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "consent"."client_id" <> all((select app.hidden_clients())::uuid[])))));--> statement-breakpoint
CREATE POLICY "the worker lets consents expire" ON "consent" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "case staff, the organization it belongs to, and whom it was disclosed to read a document" ON "document" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("document"."client_id" is null or "document"."client_id" <> all((select app.hidden_clients())::uuid[]))) or "document"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or "document"."id" = any((select app.disclosed_documents())::uuid[])));--> statement-breakpoint
CREATE POLICY "people file documents for their own house in their own name" ON "document" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("document"."uploaded_by" = (select app.membership_id()) and (("document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("document"."client_id" is null or ("document"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "document"."client_id" <> all((select app.hidden_clients())::uuid[]))))) or "document"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]))));--> statement-breakpoint
CREATE POLICY "case and finance staff read their agency's attendance, a provider its own" ON "attendance" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("attendance"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("attendance"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "attendance"."client_id" <> all((select app.hidden_clients())::uuid[]))) or "attendance"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider records attendance in their own name" ON "attendance" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("attendance"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "attendance"."recorded_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a provider sets a corrected row aside" ON "attendance" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("attendance"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[])) WITH CHECK ("attendance"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case staff read the progress of referrals that are open to them, a provider its own" ON "progress_note" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("progress_note"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "progress_note"."referral_id")) or "progress_note"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider who holds the referral reports progress in their own name" ON "progress_note" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("progress_note"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "progress_note"."author_membership_id" = (select app.membership_id()) and "progress_note"."referral_id" = any((select app.held_referrals())::uuid[])));--> statement-breakpoint
CREATE POLICY "case and finance staff read their agency's sessions, a provider its own" ON "session" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("session"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("session"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "session"."client_id" <> all((select app.hidden_clients())::uuid[]))) or "session"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the referral makes sessions by approving a schedule" ON "session" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("session"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("session"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "session"."referral_id")))) and "session"."state" = 'planned'));--> statement-breakpoint
CREATE POLICY "a provider holds or cancels its sessions, whoever carries the referral may cancel them" ON "session" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("session"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) or ("session"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("session"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "session"."referral_id")))))) WITH CHECK (("session"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) or (("session"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("session"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "session"."referral_id")))) and "session"."state" = 'cancelled')));--> statement-breakpoint
CREATE POLICY "case staff see which documents went along, a provider those of its live referrals" ON "disclosed_document" AS PERMISSIVE FOR SELECT TO "app_user" USING (("disclosed_document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) or "disclosed_document"."document_id" = any((select app.disclosed_documents())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the referral attaches documents" ON "disclosed_document" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("disclosed_document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("disclosed_document"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "disclosed_document"."referral_id")))));--> statement-breakpoint
CREATE POLICY "case staff read what was disclosed, a provider what is live for it" ON "disclosure" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("disclosure"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "disclosure"."client_id" <> all((select app.hidden_clients())::uuid[])) or "disclosure"."id" = any((select app.live_disclosures())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case discloses" ON "disclosure" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("disclosure"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("disclosure"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "disclosure"."client_id" <> all((select app.hidden_clients())::uuid[])))));--> statement-breakpoint
CREATE POLICY "whoever carries the case closes a disclosure" ON "disclosure" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("disclosure"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("disclosure"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "disclosure"."client_id" <> all((select app.hidden_clients())::uuid[]))))) WITH CHECK (("disclosure"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("disclosure"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "disclosure"."client_id" <> all((select app.hidden_clients())::uuid[])))));--> statement-breakpoint
CREATE POLICY "auditors see all of their agency, case staff what is not restricted, providers what names their organization" ON "event" AS PERMISSIVE FOR SELECT TO "app_user" USING (("event"."agency_id" = any((select app.agencies_where('auditor', 'administrator'))::uuid[]) or ("event"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'finance_reviewer', 'finance_approver', 'network_manager'))::uuid[]) and ("event"."case_id" is null or "event"."case_id" <> all((select app.hidden_cases())::uuid[]))) or "event"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or "event"."actor_person_id" = (select app.actor_id())));--> statement-breakpoint
CREATE POLICY "a person sees their own keys" ON "idempotency_key" AS PERMISSIVE FOR SELECT TO "app_user" USING ("idempotency_key"."person_id" = (select app.actor_id()));--> statement-breakpoint
CREATE POLICY "a person adds their own keys" ON "idempotency_key" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("idempotency_key"."person_id" = (select app.actor_id()));--> statement-breakpoint
CREATE POLICY "a person completes their own keys" ON "idempotency_key" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("idempotency_key"."person_id" = (select app.actor_id())) WITH CHECK ("idempotency_key"."person_id" = (select app.actor_id()));--> statement-breakpoint
CREATE POLICY "everyone may know the moves" ON "transition" AS PERMISSIVE FOR SELECT TO public USING (true);--> statement-breakpoint
CREATE POLICY "the importer keeps the staged rows" ON "import_row" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "the importer keeps the import runs" ON "import_run" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "the importer keeps the provenance" ON "source_record" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "finance reads lines of invoices it may see, a provider its own" ON "invoice_line" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("invoice_line"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and exists (select 1 from invoice seen where seen.id = "invoice_line"."invoice_id")) or "invoice_line"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a biller adds lines to drafts" ON "invoice_line" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("invoice_line"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) and "invoice_line"."state" = 'pending'));--> statement-breakpoint
CREATE POLICY "finance decides lines, a biller sets them aside" ON "invoice_line" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("invoice_line"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or "invoice_line"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]))) WITH CHECK (("invoice_line"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or "invoice_line"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a biller takes lines out of drafts" ON "invoice_line" AS PERMISSIVE FOR DELETE TO "app_user" USING (("invoice_line"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) and "invoice_line"."state" = 'pending'));--> statement-breakpoint
CREATE POLICY "finance reads its agency's invoices once sent, a provider its own" ON "invoice" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("invoice"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and "invoice"."state" not in ('draft', 'discarded')) or "invoice"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a biller drafts an invoice in their own name" ON "invoice" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("invoice"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) and "invoice"."created_by" = (select app.membership_id()) and "invoice"."state" = 'draft'));--> statement-breakpoint
CREATE POLICY "a biller edits and sends drafts, finance decides those sent" ON "invoice" AS PERMISSIVE FOR UPDATE TO "app_user" USING ((("invoice"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) and "invoice"."state" in ('draft', 'returned', 'submitted', 'denied', 'partially_approved')) or ("invoice"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and "invoice"."state" not in ('draft', 'discarded')))) WITH CHECK ((("invoice"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) and "invoice"."state" in ('draft', 'returned', 'submitted', 'discarded', 'disputed')) or ("invoice"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and "invoice"."state" not in ('draft', 'discarded'))));--> statement-breakpoint
CREATE POLICY "an organization's billers, and finance that may pay it, see where its money goes" ON "payee" AS PERMISSIVE FOR SELECT TO "app_user" USING (("payee"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) or "payee"."organization_id" = any((select app.organizations_we_pay())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization administrator says where money goes" ON "payee" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("payee"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an organization administrator changes where money goes" ON "payee" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("payee"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])) WITH CHECK ("payee"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case and finance staff read the entries of their agency" ON "ledger_entry" AS PERMISSIVE FOR SELECT TO "app_user" USING ("ledger_entry"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver', 'caseworker', 'supervisor'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case and finance staff read the ledger of their agency" ON "ledger_transaction" AS PERMISSIVE FOR SELECT TO "app_user" USING ("ledger_transaction"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver', 'caseworker', 'supervisor'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the worker posts letters" ON "letter" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "nobody reads another's letters" ON "letter" AS PERMISSIVE FOR SELECT TO "app_user" USING (false);--> statement-breakpoint
CREATE POLICY "a person sees their own notices" ON "notification" AS PERMISSIVE FOR SELECT TO "app_user" USING ("notification"."membership_id" = (select app.membership_id()));--> statement-breakpoint
CREATE POLICY "a person marks their own notices read" ON "notification" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("notification"."membership_id" = (select app.membership_id())) WITH CHECK ("notification"."membership_id" = (select app.membership_id()));--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the exceptions of opening hours" ON "opening_exception" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an organization and its network's managers add the exceptions of opening hours" ON "opening_exception" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("opening_exception"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "opening_exception"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers change the exceptions of opening hours" ON "opening_exception" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("opening_exception"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "opening_exception"."organization_id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("opening_exception"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "opening_exception"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers remove the exceptions of opening hours" ON "opening_exception" AS PERMISSIVE FOR DELETE TO "app_user" USING (("opening_exception"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "opening_exception"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the exceptions of opening hours" ON "opening_exception" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the opening hours" ON "opening_span" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an organization and its network's managers add the opening hours" ON "opening_span" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("opening_span"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "opening_span"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers change the opening hours" ON "opening_span" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("opening_span"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "opening_span"."organization_id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("opening_span"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "opening_span"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers remove the opening hours" ON "opening_span" AS PERMISSIVE FOR DELETE TO "app_user" USING (("opening_span"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "opening_span"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the opening hours" ON "opening_span" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the locations" ON "location" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an organization and its network's managers add the locations" ON "location" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("location"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "location"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers change the locations" ON "location" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("location"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "location"."organization_id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("location"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "location"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers remove the locations" ON "location" AS PERMISSIVE FOR DELETE TO "app_user" USING (("location"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "location"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the locations" ON "location" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the organizations" ON "organization" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "a network manager adds an organization" ON "organization" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0);--> statement-breakpoint
CREATE POLICY "an organization and its network's managers change it" ON "organization" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("organization"."id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "organization"."id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("organization"."id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "organization"."id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the organizations" ON "organization" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the phones" ON "phone" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an organization and its network's managers add the phones" ON "phone" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("phone"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "phone"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers change the phones" ON "phone" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("phone"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "phone"."organization_id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("phone"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "phone"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers remove the phones" ON "phone" AS PERMISSIVE FOR DELETE TO "app_user" USING (("phone"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "phone"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the phones" ON "phone" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the services" ON "service" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an organization and its network's managers add the services" ON "service" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("service"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers change the services" ON "service" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("service"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service"."organization_id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("service"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers remove the services" ON "service" AS PERMISSIVE FOR DELETE TO "app_user" USING (("service"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the services" ON "service" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the services at locations" ON "service_at_location" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an organization and its network's managers add the services at locations" ON "service_at_location" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("service_at_location"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_at_location"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers change the services at locations" ON "service_at_location" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("service_at_location"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_at_location"."organization_id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("service_at_location"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_at_location"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers remove the services at locations" ON "service_at_location" AS PERMISSIVE FOR DELETE TO "app_user" USING (("service_at_location"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_at_location"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the services at locations" ON "service_at_location" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "finance reads its agency's batches" ON "payment_batch" AS PERMISSIVE FOR SELECT TO "app_user" USING ("payment_batch"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance opens a batch in their own name" ON "payment_batch" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("payment_batch"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and "payment_batch"."created_by" = (select app.membership_id()) and "payment_batch"."state" = 'open'));--> statement-breakpoint
CREATE POLICY "finance moves its batches" ON "payment_batch" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("payment_batch"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[])) WITH CHECK ("payment_batch"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance reads what a payment pays, a provider its own" ON "payment_invoice" AS PERMISSIVE FOR SELECT TO "app_user" USING (("payment_invoice"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or "payment_invoice"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "finance puts invoices into payments" ON "payment_invoice" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("payment_invoice"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance sets invoices of a payment aside" ON "payment_invoice" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("payment_invoice"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[])) WITH CHECK ("payment_invoice"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance reads its agency's payments, a provider its own once approved" ON "payment" AS PERMISSIVE FOR SELECT TO "app_user" USING (("payment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("payment"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) and "payment"."state" in ('sent', 'settled', 'returned'))));--> statement-breakpoint
CREATE POLICY "finance queues payments" ON "payment" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("payment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and "payment"."state" = 'queued'));--> statement-breakpoint
CREATE POLICY "finance moves payments" ON "payment" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("payment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[])) WITH CHECK ("payment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an organization, case staff and network managers read credentials" ON "credential" AS PERMISSIVE FOR SELECT TO "app_user" USING (("credential"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or cardinality((select app.agencies_where('caseworker', 'supervisor', 'network_manager'))::uuid[]) > 0));--> statement-breakpoint
CREATE POLICY "an organization adds its credentials, not yet verified" ON "credential" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("credential"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "credential"."state" = 'unverified'));--> statement-breakpoint
CREATE POLICY "a network manager verifies credentials" ON "credential" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("credential"."organization_id" = any((select app.organizations_in_network())::uuid[])) WITH CHECK ("credential"."organization_id" = any((select app.organizations_in_network())::uuid[]));--> statement-breakpoint
CREATE POLICY "the worker lets credentials expire" ON "credential" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the practitioners" ON "practitioner" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an organization adds its practitioners" ON "practitioner" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("practitioner"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an organization changes its practitioners" ON "practitioner" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("practitioner"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[])) WITH CHECK ("practitioner"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "the importer keeps the practitioners" ON "practitioner" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "case staff read what providers asked, a provider its own questions while its offer is live" ON "offer_question" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("offer_question"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral asked where asked.id = "offer_question"."referral_id")) or ("offer_question"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) and exists (select 1 from offer live where live.id = "offer_question"."offer_id" and live.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')))));--> statement-breakpoint
CREATE POLICY "whoever answers for a provider asks in their own name" ON "offer_question" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("offer_question"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "offer_question"."asked_by" = (select app.membership_id()) and exists (select 1 from offer live where live.id = "offer_question"."offer_id" and live.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted'))));--> statement-breakpoint
CREATE POLICY "whoever carries the referral answers" ON "offer_question" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("offer_question"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("offer_question"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "offer_question"."referral_id"))))) WITH CHECK (("offer_question"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("offer_question"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "offer_question"."referral_id")))));--> statement-breakpoint
CREATE POLICY "case staff read their agency's offers, a provider its own" ON "offer" AS PERMISSIVE FOR SELECT TO "app_user" USING (("offer"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) or "offer"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the referral offers it" ON "offer" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("offer"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("offer"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "offer"."referral_id"))) and "offer"."state" = 'offered'));--> statement-breakpoint
CREATE POLICY "a provider answers its own live offer, the agency withdraws it" ON "offer" AS PERMISSIVE FOR UPDATE TO "app_user" USING ((("offer"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "offer"."state" in ('offered', 'viewed', 'info_requested', 'waitlisted')) or ("offer"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("offer"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "offer"."referral_id")))))) WITH CHECK ((("offer"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "offer"."state" in ('viewed', 'declined', 'info_requested', 'waitlisted')) or ("offer"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("offer"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "offer"."referral_id"))) and "offer"."state" in ('offered', 'withdrawn'))));--> statement-breakpoint
CREATE POLICY "case staff read their agency's referrals, a provider those whose identified offer it holds" ON "referral" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("referral"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "referral"."case_id" <> all((select app.hidden_cases())::uuid[])) or "referral"."id" = any((select app.identified_referrals())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case drafts a referral in their own name" ON "referral" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("referral"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("referral"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "referral"."case_id" <> all((select app.hidden_cases())::uuid[]))) and "referral"."created_by" = (select app.membership_id()) and "referral"."state" = 'draft'));--> statement-breakpoint
CREATE POLICY "whoever carries the case, and the provider who holds it, move a referral" ON "referral" AS PERMISSIVE FOR UPDATE TO "app_user" USING ((("referral"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("referral"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "referral"."case_id" <> all((select app.hidden_cases())::uuid[])))) or (cardinality((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) > 0 and "referral"."id" = any((select app.held_referrals())::uuid[])))) WITH CHECK ((("referral"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("referral"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "referral"."case_id" <> all((select app.hidden_cases())::uuid[])))) or (cardinality((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) > 0 and "referral"."id" = any((select app.held_referrals())::uuid[]))));--> statement-breakpoint
CREATE POLICY "both sides read planned sessions" ON "schedule_item" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("schedule_item"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("schedule_item"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "schedule_item"."client_id" <> all((select app.hidden_clients())::uuid[]))) or "schedule_item"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider plans sessions of its own drafts" ON "schedule_item" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("schedule_item"."schedule_id" = any((select app.editable_schedules())::uuid[]));--> statement-breakpoint
CREATE POLICY "a provider takes planned sessions out of its own drafts" ON "schedule_item" AS PERMISSIVE FOR DELETE TO "app_user" USING ("schedule_item"."schedule_id" = any((select app.editable_schedules())::uuid[]));--> statement-breakpoint
CREATE POLICY "case and finance staff read their agency's schedules once sent, a provider its own" ON "billing_schedule" AS PERMISSIVE FOR SELECT TO "app_user" USING (((("billing_schedule"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("billing_schedule"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "billing_schedule"."client_id" <> all((select app.hidden_clients())::uuid[]))) and "billing_schedule"."state" <> 'draft') or "billing_schedule"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider drafts a schedule in their own name" ON "billing_schedule" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("billing_schedule"."organization_id" = any((select app.organizations_where('coordinator', 'biller', 'organization_administrator'))::uuid[]) and "billing_schedule"."created_by" = (select app.membership_id()) and "billing_schedule"."state" = 'draft'));--> statement-breakpoint
CREATE POLICY "a provider edits its drafts and sends them, whoever carries the referral decides those sent" ON "billing_schedule" AS PERMISSIVE FOR UPDATE TO "app_user" USING ((("billing_schedule"."organization_id" = any((select app.organizations_where('coordinator', 'biller', 'organization_administrator'))::uuid[]) and "billing_schedule"."state" in ('draft', 'returned')) or (("billing_schedule"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("billing_schedule"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "billing_schedule"."referral_id")))) and "billing_schedule"."state" = 'submitted'))) WITH CHECK ((("billing_schedule"."organization_id" = any((select app.organizations_where('coordinator', 'biller', 'organization_administrator'))::uuid[]) and "billing_schedule"."state" in ('draft', 'returned', 'submitted')) or (("billing_schedule"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("billing_schedule"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "billing_schedule"."referral_id")))) and "billing_schedule"."state" in ('submitted', 'approved', 'returned'))));--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the specialties of services" ON "service_specialty" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "an organization and its network's managers add the specialties of services" ON "service_specialty" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("service_specialty"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_specialty"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers change the specialties of services" ON "service_specialty" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("service_specialty"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_specialty"."organization_id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("service_specialty"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_specialty"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers remove the specialties of services" ON "service_specialty" AS PERMISSIVE FOR DELETE TO "app_user" USING (("service_specialty"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "service_specialty"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the specialties of services" ON "service_specialty" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "whoever is signed in reads the specialties" ON "specialty" AS PERMISSIVE FOR SELECT TO "app_user" USING ((select app.desk()) <> 'system');--> statement-breakpoint
CREATE POLICY "the importer keeps the specialties" ON "specialty" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);