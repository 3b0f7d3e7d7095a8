-- The daily work on cases: care plans and their reviews, tasks, requests, contracts, approvals, notes by kind, and caseloads handed over.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "case_request" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"number" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"came_by" text NOT NULL,
	"came_at" timestamp with time zone NOT NULL,
	"answer_by" date NOT NULL,
	"urgent" boolean DEFAULT false NOT NULL,
	"given_name" text DEFAULT '' NOT NULL,
	"family_name" text DEFAULT '' NOT NULL,
	"birth_day" date,
	"telephone" text,
	"email" text,
	"language" text DEFAULT 'en' NOT NULL,
	"sender" text DEFAULT '' NOT NULL,
	"words" text NOT NULL,
	"assigned_to" uuid,
	"client_id" uuid,
	"case_id" uuid,
	"passed_to" text DEFAULT '' NOT NULL,
	"reason_code" text,
	"reason_words" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "case_request_number" UNIQUE("agency_id","number"),
	CONSTRAINT "case_request_came_by" CHECK ("case_request"."came_by" in ('walk_in', 'telephone', 'referral_in', 'application', 'complaint')),
	CONSTRAINT "case_request_opened" CHECK (("case_request"."state" = 'opened') = ("case_request"."case_id" is not null)),
	CONSTRAINT "case_request_reason" CHECK (("case_request"."state" = 'declined') = ("case_request"."reason_code" is not null)),
	CONSTRAINT "case_request_passed" CHECK (("case_request"."state" = 'passed_on') = ("case_request"."passed_to" <> '')),
	CONSTRAINT "case_request_decided" CHECK (("case_request"."state" = 'received') = ("case_request"."decided_at" is null) and ("case_request"."decided_at" is null) = ("case_request"."decided_by" is null))
);
--> statement-breakpoint
ALTER TABLE "case_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_approval" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"plan_id" uuid,
	"revision" integer,
	"state" text DEFAULT 'asked' NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"asked_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision_words" text DEFAULT '' NOT NULL,
	CONSTRAINT "case_approval_kind" CHECK ("case_approval"."kind" in ('plan', 'closure') and ("case_approval"."kind" = 'plan') = ("case_approval"."plan_id" is not null) and ("case_approval"."plan_id" is null) = ("case_approval"."revision" is null))
);
--> statement-breakpoint
ALTER TABLE "case_approval" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_contract" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"agency_promises" text NOT NULL,
	"client_promises" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"signed_how" text,
	"signed_name" text,
	"signed_document_id" uuid,
	"witness" text,
	"signed_at" timestamp with time zone,
	"signed_before" uuid,
	CONSTRAINT "case_contract_version" UNIQUE("case_id","version"),
	CONSTRAINT "case_contract_days" CHECK ("case_contract"."ends_on" >= "case_contract"."starts_on"),
	CONSTRAINT "case_contract_signed_whole" CHECK (("case_contract"."signed_how" is null and num_nonnulls("case_contract"."signed_name", "case_contract"."signed_document_id", "case_contract"."witness", "case_contract"."signed_at", "case_contract"."signed_before") = 0)
    or ("case_contract"."signed_how" in ('signed', 'on_screen', 'verbal') and num_nonnulls("case_contract"."signed_name", "case_contract"."signed_at", "case_contract"."signed_before") = 3
      and ("case_contract"."signed_how" = 'signed') = ("case_contract"."signed_document_id" is not null) and ("case_contract"."signed_how" = 'verbal') = ("case_contract"."witness" is not null))),
	CONSTRAINT "case_contract_agreed" CHECK (("case_contract"."state" in ('draft', 'discarded')) = ("case_contract"."signed_at" is null))
);
--> statement-breakpoint
ALTER TABLE "case_contract" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_hand_over" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"from_membership_id" uuid NOT NULL,
	"to_membership_id" uuid NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"moved_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"undone_by" uuid,
	"undone_at" timestamp with time zone,
	CONSTRAINT "case_hand_over_once" UNIQUE("batch_id","case_id")
);
--> statement-breakpoint
ALTER TABLE "case_hand_over" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_task" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"plan_id" uuid,
	"goal_id" uuid,
	"review_id" uuid,
	"kind" text DEFAULT 'task' NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"words" text NOT NULL,
	"assigned_to" uuid,
	"doer" text DEFAULT '' NOT NULL,
	"due_on" date,
	"every_weeks" smallint,
	"result" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "case_task_kind" CHECK ("case_task"."kind" in ('task', 'review', 'follow_up', 'monitoring')),
	CONSTRAINT "case_task_done_by_somebody" CHECK (("case_task"."assigned_to" is null) <> ("case_task"."doer" = '')),
	CONSTRAINT "case_task_weeks" CHECK ("case_task"."every_weeks" between 1 and 52),
	CONSTRAINT "case_task_ended" CHECK (("case_task"."state" = 'open') = ("case_task"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "case_task" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "care_plan" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"starts_on" date NOT NULL,
	"review_months" smallint DEFAULT 3 NOT NULL,
	"next_review_on" date,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"ended_at" timestamp with time zone,
	"signed_how" text,
	"signed_name" text,
	"signed_document_id" uuid,
	"witness" text,
	"signed_at" timestamp with time zone,
	"signed_before" uuid,
	CONSTRAINT "care_plan_version" UNIQUE("case_id","version"),
	CONSTRAINT "care_plan_of_case" UNIQUE("id","case_id","agency_id"),
	CONSTRAINT "care_plan_review_months" CHECK ("care_plan"."review_months" between 1 and 12),
	CONSTRAINT "care_plan_signed_whole" CHECK (("care_plan"."signed_how" is null and num_nonnulls("care_plan"."signed_name", "care_plan"."signed_document_id", "care_plan"."witness", "care_plan"."signed_at", "care_plan"."signed_before") = 0)
    or ("care_plan"."signed_how" in ('signed', 'on_screen', 'verbal') and num_nonnulls("care_plan"."signed_name", "care_plan"."signed_at", "care_plan"."signed_before") = 3
      and ("care_plan"."signed_how" = 'signed') = ("care_plan"."signed_document_id" is not null) and ("care_plan"."signed_how" = 'verbal') = ("care_plan"."witness" is not null))),
	CONSTRAINT "care_plan_agreed" CHECK (("care_plan"."state" in ('draft', 'discarded')) = ("care_plan"."signed_at" is null))
);
--> statement-breakpoint
ALTER TABLE "care_plan" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_goal" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"words" text NOT NULL,
	"measure" text DEFAULT '' NOT NULL,
	"target_on" date,
	"carried_from_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "plan_goal_of_plan" UNIQUE("id","plan_id","agency_id")
);
--> statement-breakpoint
ALTER TABLE "plan_goal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_review_line" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"review_id" uuid NOT NULL,
	"goal_id" uuid,
	"planned_service_id" uuid,
	"task_id" uuid,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"verdict" text,
	"words" text DEFAULT '' NOT NULL,
	CONSTRAINT "plan_review_line_goal" UNIQUE("review_id","goal_id"),
	CONSTRAINT "plan_review_line_service" UNIQUE("review_id","planned_service_id"),
	CONSTRAINT "plan_review_line_task" UNIQUE("review_id","task_id"),
	CONSTRAINT "plan_review_line_one" CHECK (num_nonnulls("plan_review_line"."goal_id", "plan_review_line"."planned_service_id", "plan_review_line"."task_id") = 1),
	CONSTRAINT "plan_review_line_verdict" CHECK ("plan_review_line"."verdict" in ('reached', 'partly', 'not_reached', 'dropped'))
);
--> statement-breakpoint
ALTER TABLE "plan_review_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_review" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"due_on" date NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"filled_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decision" text,
	"words" text DEFAULT '' NOT NULL,
	"present" text DEFAULT '' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "plan_review_of_case" UNIQUE("id","case_id","agency_id"),
	CONSTRAINT "plan_review_decision" CHECK ("plan_review"."decision" in ('continue', 'change', 'end')),
	CONSTRAINT "plan_review_decided" CHECK (("plan_review"."state" = 'decided') = ("plan_review"."decision" is not null) and num_nonnulls("plan_review"."decision", "plan_review"."decided_by", "plan_review"."decided_at") in (0, 3)),
	CONSTRAINT "plan_review_span" CHECK ("plan_review"."until_day" >= "plan_review"."from_day")
);
--> statement-breakpoint
ALTER TABLE "plan_review" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "planned_service" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"goal_id" uuid,
	"kind" text DEFAULT 'service' NOT NULL,
	"specialty_id" uuid,
	"need_id" uuid,
	"words" text DEFAULT '' NOT NULL,
	"how_much" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "planned_service_of_plan" UNIQUE("id","plan_id","agency_id"),
	CONSTRAINT "planned_service_kind" CHECK ("planned_service"."kind" in ('service', 'benefit')),
	CONSTRAINT "planned_service_named" CHECK ("planned_service"."specialty_id" is not null or "planned_service"."words" <> '')
);
--> statement-breakpoint
ALTER TABLE "planned_service" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "plan_approval" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "closure_approval" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "request_days" smallint DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_note" ADD COLUMN "kind" text DEFAULT 'note' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_note" ADD COLUMN "happened_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "case_note" ADD COLUMN "minutes" smallint;--> statement-breakpoint
ALTER TABLE "case_note" ADD COLUMN "with_whom" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_note" ADD COLUMN "corrects_id" uuid;--> statement-breakpoint
ALTER TABLE "case_request" ADD CONSTRAINT "case_request_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_request" ADD CONSTRAINT "case_request_assigned_to" FOREIGN KEY ("assigned_to","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_request" ADD CONSTRAINT "case_request_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_request" ADD CONSTRAINT "case_request_decided_by" FOREIGN KEY ("decided_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_request" ADD CONSTRAINT "case_request_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_request" ADD CONSTRAINT "case_request_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_approval" ADD CONSTRAINT "case_approval_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_approval" ADD CONSTRAINT "case_approval_plan" FOREIGN KEY ("plan_id","case_id","agency_id") REFERENCES "public"."care_plan"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_approval" ADD CONSTRAINT "case_approval_asked_by" FOREIGN KEY ("asked_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_approval" ADD CONSTRAINT "case_approval_decided_by" FOREIGN KEY ("decided_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_contract" ADD CONSTRAINT "case_contract_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_contract" ADD CONSTRAINT "case_contract_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_contract" ADD CONSTRAINT "case_contract_document" FOREIGN KEY ("signed_document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_hand_over" ADD CONSTRAINT "case_hand_over_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_hand_over" ADD CONSTRAINT "case_hand_over_from" FOREIGN KEY ("from_membership_id","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_hand_over" ADD CONSTRAINT "case_hand_over_to" FOREIGN KEY ("to_membership_id","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_hand_over" ADD CONSTRAINT "case_hand_over_moved_by" FOREIGN KEY ("moved_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_hand_over" ADD CONSTRAINT "case_hand_over_undone_by" FOREIGN KEY ("undone_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_assigned_to" FOREIGN KEY ("assigned_to","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_ended_by" FOREIGN KEY ("ended_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_plan" FOREIGN KEY ("plan_id","case_id","agency_id") REFERENCES "public"."care_plan"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_goal" FOREIGN KEY ("goal_id","plan_id","agency_id") REFERENCES "public"."plan_goal"("id","plan_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_review" FOREIGN KEY ("review_id","case_id","agency_id") REFERENCES "public"."plan_review"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_plan" ADD CONSTRAINT "care_plan_case" FOREIGN KEY ("case_id","client_id","agency_id") REFERENCES "public"."case"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_plan" ADD CONSTRAINT "care_plan_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_plan" ADD CONSTRAINT "care_plan_document" FOREIGN KEY ("signed_document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_goal" ADD CONSTRAINT "plan_goal_carried_from_id_plan_goal_id_fk" FOREIGN KEY ("carried_from_id") REFERENCES "public"."plan_goal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_goal" ADD CONSTRAINT "plan_goal_plan" FOREIGN KEY ("plan_id","case_id","agency_id") REFERENCES "public"."care_plan"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_review_line" ADD CONSTRAINT "plan_review_line_goal_id_plan_goal_id_fk" FOREIGN KEY ("goal_id") REFERENCES "public"."plan_goal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_review_line" ADD CONSTRAINT "plan_review_line_planned_service_id_planned_service_id_fk" FOREIGN KEY ("planned_service_id") REFERENCES "public"."planned_service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_review_line" ADD CONSTRAINT "plan_review_line_review" FOREIGN KEY ("review_id","case_id","agency_id") REFERENCES "public"."plan_review"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_review" ADD CONSTRAINT "plan_review_plan" FOREIGN KEY ("plan_id","case_id","agency_id") REFERENCES "public"."care_plan"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_review" ADD CONSTRAINT "plan_review_decided_by" FOREIGN KEY ("decided_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_service" ADD CONSTRAINT "planned_service_specialty_id_specialty_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_service" ADD CONSTRAINT "planned_service_plan" FOREIGN KEY ("plan_id","case_id","agency_id") REFERENCES "public"."care_plan"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_service" ADD CONSTRAINT "planned_service_goal" FOREIGN KEY ("goal_id","plan_id","agency_id") REFERENCES "public"."plan_goal"("id","plan_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_service" ADD CONSTRAINT "planned_service_need" FOREIGN KEY ("need_id","case_id","agency_id") REFERENCES "public"."need"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_request_due" ON "case_request" USING btree ("agency_id","answer_by","id") WHERE "case_request"."state" = 'received';--> statement-breakpoint
CREATE INDEX "case_request_newest" ON "case_request" USING btree ("agency_id","came_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_request_assigned_to_index" ON "case_request" USING btree ("assigned_to");--> statement-breakpoint
CREATE INDEX "case_request_created_by_index" ON "case_request" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "case_request_decided_by_index" ON "case_request" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "case_request_client_index" ON "case_request" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "case_request_case_index" ON "case_request" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_approval_one_asked" ON "case_approval" USING btree ("case_id","kind") WHERE "case_approval"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "case_approval_case_index" ON "case_approval" USING btree ("case_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_approval_plan_index" ON "case_approval" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "case_approval_agency" ON "case_approval" USING btree ("agency_id","created_at") WHERE "case_approval"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "case_approval_asked_by_index" ON "case_approval" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX "case_approval_decided_by_index" ON "case_approval" USING btree ("decided_by");--> statement-breakpoint
CREATE UNIQUE INDEX "case_contract_one_signed" ON "case_contract" USING btree ("case_id") WHERE "case_contract"."state" = 'signed';--> statement-breakpoint
CREATE INDEX "case_contract_agency" ON "case_contract" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "case_contract_created_by_index" ON "case_contract" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "case_contract_document_index" ON "case_contract" USING btree ("signed_document_id");--> statement-breakpoint
CREATE INDEX "case_hand_over_case_index" ON "case_hand_over" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_hand_over_newest" ON "case_hand_over" USING btree ("agency_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_hand_over_from_index" ON "case_hand_over" USING btree ("from_membership_id");--> statement-breakpoint
CREATE INDEX "case_hand_over_to_index" ON "case_hand_over" USING btree ("to_membership_id");--> statement-breakpoint
CREATE INDEX "case_hand_over_moved_by_index" ON "case_hand_over" USING btree ("moved_by");--> statement-breakpoint
CREATE INDEX "case_hand_over_undone_by_index" ON "case_hand_over" USING btree ("undone_by");--> statement-breakpoint
CREATE UNIQUE INDEX "case_task_review_once" ON "case_task" USING btree ("review_id");--> statement-breakpoint
CREATE INDEX "case_task_case_index" ON "case_task" USING btree ("case_id","due_on");--> statement-breakpoint
CREATE INDEX "case_task_plan_index" ON "case_task" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "case_task_goal_index" ON "case_task" USING btree ("goal_id");--> statement-breakpoint
CREATE INDEX "case_task_due" ON "case_task" USING btree ("agency_id","due_on","id") WHERE "case_task"."state" = 'open';--> statement-breakpoint
CREATE INDEX "case_task_assigned" ON "case_task" USING btree ("assigned_to","due_on") WHERE "case_task"."state" = 'open';--> statement-breakpoint
CREATE INDEX "case_task_created_by_index" ON "case_task" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "case_task_ended_by_index" ON "case_task" USING btree ("ended_by");--> statement-breakpoint
CREATE UNIQUE INDEX "care_plan_one_draft" ON "care_plan" USING btree ("case_id") WHERE "care_plan"."state" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "care_plan_one_agreed" ON "care_plan" USING btree ("case_id") WHERE "care_plan"."state" = 'agreed';--> statement-breakpoint
CREATE INDEX "care_plan_agency" ON "care_plan" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "care_plan_created_by_index" ON "care_plan" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "care_plan_document_index" ON "care_plan" USING btree ("signed_document_id");--> statement-breakpoint
CREATE INDEX "care_plan_due" ON "care_plan" USING btree ("next_review_on") WHERE "care_plan"."state" = 'agreed';--> statement-breakpoint
CREATE INDEX "plan_goal_carried_from" ON "plan_goal" USING btree ("carried_from_id");--> statement-breakpoint
CREATE INDEX "plan_goal_plan_index" ON "plan_goal" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "plan_goal_case_index" ON "plan_goal" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "plan_goal_agency" ON "plan_goal" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "plan_review_line_goal_index" ON "plan_review_line" USING btree ("goal_id");--> statement-breakpoint
CREATE INDEX "plan_review_line_service_index" ON "plan_review_line" USING btree ("planned_service_id");--> statement-breakpoint
CREATE INDEX "plan_review_line_task_index" ON "plan_review_line" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "plan_review_line_case_index" ON "plan_review_line" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "plan_review_line_agency" ON "plan_review_line" USING btree ("agency_id");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_review_one_open" ON "plan_review" USING btree ("plan_id") WHERE "plan_review"."state" = 'open';--> statement-breakpoint
CREATE INDEX "plan_review_plan_index" ON "plan_review" USING btree ("plan_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "plan_review_case_index" ON "plan_review" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "plan_review_agency" ON "plan_review" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "plan_review_decided_by_index" ON "plan_review" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "planned_service_plan_index" ON "planned_service" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "planned_service_case_index" ON "planned_service" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "planned_service_goal_index" ON "planned_service" USING btree ("goal_id");--> statement-breakpoint
CREATE INDEX "planned_service_need_index" ON "planned_service" USING btree ("need_id");--> statement-breakpoint
CREATE INDEX "planned_service_specialty" ON "planned_service" USING btree ("specialty_id");--> statement-breakpoint
CREATE INDEX "planned_service_agency" ON "planned_service" USING btree ("agency_id");--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_of_case" UNIQUE("id","case_id");--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_corrects" FOREIGN KEY ("corrects_id","case_id") REFERENCES "public"."case_note"("id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_corrected_once" UNIQUE("corrects_id");--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_request_days" CHECK ("agency"."request_days" between 1 and 60);--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_kind" CHECK ("case_note"."kind" in ('note', 'telephone', 'visit', 'office', 'video', 'message', 'letter'));--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_minutes" CHECK ("case_note"."minutes" between 1 and 1440);--> statement-breakpoint
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_not_ahead" CHECK ("case_note"."happened_at" <= "case_note"."created_at" + interval '5 minutes');--> statement-breakpoint
CREATE POLICY "case staff read the register, but not what became a case that is hidden from them" ON "case_request" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case_request"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_request"."case_id" is null or "case_request"."case_id" <> all((select app.hidden_cases())::uuid[]))));--> statement-breakpoint
CREATE POLICY "case staff enter requests in their own name" ON "case_request" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("case_request"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_request"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "case staff decide on requests" ON "case_request" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("case_request"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_request"."case_id" is null or "case_request"."case_id" <> all((select app.hidden_cases())::uuid[])))) WITH CHECK (("case_request"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_request"."case_id" is null or "case_request"."case_id" <> all((select app.hidden_cases())::uuid[]))));--> statement-breakpoint
CREATE POLICY "case staff read approvals" ON "case_approval" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case_approval"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_approval"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case asks in their own name" ON "case_approval" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("case_approval"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_approval"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_approval"."case_id" <> all((select app.hidden_cases())::uuid[])))) and "case_approval"."asked_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "supervisors decide, and whoever carries the case takes the question back" ON "case_approval" AS PERMISSIVE FOR UPDATE TO "app_user" USING ((("case_approval"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_approval"."case_id" <> all((select app.hidden_cases())::uuid[])) and ("case_approval"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]) or ("case_approval"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_approval"."case_id" <> all((select app.hidden_cases())::uuid[])))))) WITH CHECK ((("case_approval"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_approval"."case_id" <> all((select app.hidden_cases())::uuid[])) and ("case_approval"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]) or ("case_approval"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_approval"."case_id" <> all((select app.hidden_cases())::uuid[]))))));--> statement-breakpoint
CREATE POLICY "case staff read contracts with clients" ON "case_contract" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case_contract"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_contract"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case drafts a contract in their own name" ON "case_contract" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("case_contract"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_contract"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_contract"."case_id" <> all((select app.hidden_cases())::uuid[])))) and "case_contract"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the case changes a contract" ON "case_contract" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("case_contract"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_contract"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_contract"."case_id" <> all((select app.hidden_cases())::uuid[]))))) WITH CHECK (("case_contract"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_contract"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_contract"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "case staff read who handed a case to whom" ON "case_hand_over" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case_hand_over"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_hand_over"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "supervisors hand over a caseload in their own name" ON "case_hand_over" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("case_hand_over"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]) and "case_hand_over"."case_id" <> all((select app.hidden_cases())::uuid[]) and "case_hand_over"."moved_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "supervisors take a handing over back" ON "case_hand_over" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("case_hand_over"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]) and "case_hand_over"."case_id" <> all((select app.hidden_cases())::uuid[]))) WITH CHECK (("case_hand_over"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]) and "case_hand_over"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff read tasks" ON "case_task" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case_task"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_task"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case sets tasks in their own name" ON "case_task" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("case_task"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_task"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_task"."case_id" <> all((select app.hidden_cases())::uuid[])))) and "case_task"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the case, and the colleague who has to do it, change a task" ON "case_task" AS PERMISSIVE FOR UPDATE TO "app_user" USING ((("case_task"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_task"."case_id" <> all((select app.hidden_cases())::uuid[])) and (("case_task"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_task"."case_id" <> all((select app.hidden_cases())::uuid[]))) or "case_task"."assigned_to" = (select app.membership_id())))) WITH CHECK ((("case_task"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_task"."case_id" <> all((select app.hidden_cases())::uuid[])) and (("case_task"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_task"."case_id" <> all((select app.hidden_cases())::uuid[]))) or "case_task"."assigned_to" = (select app.membership_id()))));--> statement-breakpoint
CREATE POLICY "case staff read care plans" ON "care_plan" AS PERMISSIVE FOR SELECT TO "app_user" USING (("care_plan"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "care_plan"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case drafts a plan in their own name" ON "care_plan" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("care_plan"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("care_plan"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "care_plan"."case_id" <> all((select app.hidden_cases())::uuid[])))) and "care_plan"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the case changes a plan" ON "care_plan" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("care_plan"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("care_plan"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "care_plan"."case_id" <> all((select app.hidden_cases())::uuid[]))))) WITH CHECK (("care_plan"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("care_plan"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "care_plan"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "case staff read goals" ON "plan_goal" AS PERMISSIVE FOR SELECT TO "app_user" USING (("plan_goal"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "plan_goal"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case sets goals" ON "plan_goal" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("plan_goal"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("plan_goal"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "plan_goal"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "whoever carries the case changes goals" ON "plan_goal" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("plan_goal"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("plan_goal"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "plan_goal"."case_id" <> all((select app.hidden_cases())::uuid[]))))) WITH CHECK (("plan_goal"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("plan_goal"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "plan_goal"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "whoever carries the case takes goals out of a draft" ON "plan_goal" AS PERMISSIVE FOR DELETE TO "app_user" USING (("plan_goal"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("plan_goal"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "plan_goal"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "case staff read what a review found" ON "plan_review_line" AS PERMISSIVE FOR SELECT TO "app_user" USING (("plan_review_line"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "plan_review_line"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case says what they found" ON "plan_review_line" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("plan_review_line"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("plan_review_line"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "plan_review_line"."case_id" <> all((select app.hidden_cases())::uuid[]))))) WITH CHECK (("plan_review_line"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("plan_review_line"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "plan_review_line"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "case staff read reviews" ON "plan_review" AS PERMISSIVE FOR SELECT TO "app_user" USING (("plan_review"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "plan_review"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case decides a review" ON "plan_review" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("plan_review"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("plan_review"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "plan_review"."case_id" <> all((select app.hidden_cases())::uuid[]))))) WITH CHECK (("plan_review"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("plan_review"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "plan_review"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "case staff read planned services" ON "planned_service" AS PERMISSIVE FOR SELECT TO "app_user" USING (("planned_service"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "planned_service"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case plans services" ON "planned_service" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("planned_service"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("planned_service"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "planned_service"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "whoever carries the case changes planned services" ON "planned_service" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("planned_service"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("planned_service"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "planned_service"."case_id" <> all((select app.hidden_cases())::uuid[]))))) WITH CHECK (("planned_service"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("planned_service"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "planned_service"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
CREATE POLICY "whoever carries the case takes planned services out of a draft" ON "planned_service" AS PERMISSIVE FOR DELETE TO "app_user" USING (("planned_service"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("planned_service"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "planned_service"."case_id" <> all((select app.hidden_cases())::uuid[])))));--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- The actor carries the case or supervises its agency: the sentence of the policies, for guards.
create function app.carries(of_case uuid, of_agency uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return of_case = any(app.my_cases()) or (of_agency = any(app.agencies_where('supervisor')) and of_case <> all(app.hidden_cases()));
end
$$;
--> statement-breakpoint
-- What was agreed stays as it was agreed; with a goal at least, and with a second person's yes where the agency asks for it.
create function app.guard_plan() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  approval boolean;
begin
  if (new.summary, new.starts_on, new.review_months) is distinct from (old.summary, old.starts_on, old.review_months) then
    if old.state <> 'draft' then
      raise exception 'an agreed plan is followed by a new version' using errcode = '23514', constraint = 'care_plan_frozen', table = 'care_plan';
    end if;
    new.revision := old.revision + 1;
  end if;
  if old.state <> 'draft' and (new.signed_how, new.signed_name, new.signed_document_id, new.witness, new.signed_at, new.signed_before)
    is distinct from (old.signed_how, old.signed_name, old.signed_document_id, old.witness, old.signed_at, old.signed_before) then
    raise exception 'what was signed stays signed' using errcode = '23514', constraint = 'care_plan_frozen', table = 'care_plan';
  end if;
  if new.signed_document_id is not null and not exists (
    select 1 from public.document d where d.id = new.signed_document_id and d.client_id = new.client_id and d.agency_id = new.agency_id) then
    raise exception 'the paper is of another client' using errcode = '23514', constraint = 'care_plan_document_of_client', table = 'care_plan';
  end if;
  if new.state = 'agreed' and old.state <> 'agreed' then
    if not exists (select 1 from public.plan_goal g where g.plan_id = new.id) then
      raise exception 'a plan without a goal' using errcode = '23514', constraint = 'care_plan_without_goal', table = 'care_plan';
    end if;
    select a.plan_approval into approval from public.agency a where a.id = new.agency_id;
    if approval then
      update public.case_approval p set state = 'used' where p.plan_id = new.id and p.state = 'granted' and p.revision = new.revision;
      if not found then
        raise exception 'a supervisor agrees first' using errcode = '23514', constraint = 'care_plan_needs_approval', table = 'care_plan';
      end if;
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Goals and planned services change in a draft alone, and each change makes what was approved before out of date.
create function app.guard_plan_part() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  part record;
begin
  if tg_op = 'DELETE' then part := old; else part := new; end if;
  if current_setting('role') = 'app_user' and not app.carries(part.case_id, part.agency_id) then
    raise exception 'whoever carries the case plans' using errcode = '42501', table = tg_table_name;
  end if;
  update public.care_plan p set revision = p.revision + 1 where p.id = part.plan_id and p.state = 'draft';
  if not found then
    raise exception 'an agreed plan is followed by a new version' using errcode = '23514', constraint = 'care_plan_frozen', table = tg_table_name;
  end if;
  return part;
end
$$;
--> statement-breakpoint
-- A colleague who has to do a task says that it is done; what the task is, stays with whoever carries the case.
create function app.guard_task() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('role') = 'app_user' and not app.carries(old.case_id, old.agency_id)
    and (new.words, new.assigned_to, new.doer, new.due_on, new.every_weeks, new.plan_id, new.goal_id)
      is distinct from (old.words, old.assigned_to, old.doer, old.due_on, old.every_weeks, old.plan_id, old.goal_id) then
    raise exception 'the task is set by whoever carries the case' using errcode = '42501', table = 'case_task';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- What was asked stays as it was written once it was decided; a decided request may be taken back, not rewritten.
create function app.guard_request() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.state <> 'received' and (new.came_by, new.came_at, new.answer_by, new.urgent, new.given_name, new.family_name, new.birth_day, new.telephone, new.email, new.language, new.sender, new.words)
    is distinct from (old.came_by, old.came_at, old.answer_by, old.urgent, old.given_name, old.family_name, old.birth_day, old.telephone, old.email, old.language, old.sender, old.words) then
    raise exception 'it was decided' using errcode = '23514', constraint = 'case_request_frozen', table = 'case_request';
  end if;
  if new.case_id is not null and not exists (select 1 from public."case" c where c.id = new.case_id and c.client_id = new.client_id) then
    raise exception 'the case is of another client' using errcode = '23514', constraint = 'case_request_case_of_client', table = 'case_request';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Signed promises are kept as they were signed.
create function app.guard_contract() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.state <> 'draft' and (new.agency_promises, new.client_promises, new.starts_on, new.ends_on, new.signed_how, new.signed_name, new.signed_document_id, new.witness, new.signed_at, new.signed_before)
    is distinct from (old.agency_promises, old.client_promises, old.starts_on, old.ends_on, old.signed_how, old.signed_name, old.signed_document_id, old.witness, old.signed_at, old.signed_before) then
    raise exception 'what was signed stays signed' using errcode = '23514', constraint = 'case_contract_frozen', table = 'case_contract';
  end if;
  if new.signed_document_id is not null and not exists (
    select 1 from public.document d join public."case" c on c.client_id = d.client_id where d.id = new.signed_document_id and c.id = new.case_id) then
    raise exception 'the paper is of another client' using errcode = '23514', constraint = 'case_contract_document_of_client', table = 'case_contract';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Four eyes: a supervisor who is neither the person who asked nor the one who wrote the plan, about the plan as it stands now.
create function app.guard_approval() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  plan public.care_plan;
begin
  if new.plan_id is not null then
    select * into plan from public.care_plan p where p.id = new.plan_id for share;
    if (tg_op = 'INSERT' or new.state = 'granted' and old.state <> 'granted') and (plan.state <> 'draft' or plan.revision <> new.revision) then
      raise exception 'the plan was changed meanwhile' using errcode = '23514', constraint = 'case_approval_stale', table = 'case_approval';
    end if;
  end if;
  if tg_op = 'UPDATE' and new.state in ('granted', 'refused') and old.state = 'asked' then
    if new.decided_by is null or new.decided_at is null then
      raise exception 'somebody decides' using errcode = '23514', constraint = 'case_approval_decided', table = 'case_approval';
    end if;
    if current_setting('role') = 'app_user' and new.agency_id <> all(app.agencies_where('supervisor')) then
      raise exception 'a supervisor decides' using errcode = '42501', table = 'case_approval';
    end if;
    if app.person_of(new.decided_by) in (app.person_of(new.asked_by), app.person_of(plan.created_by)) then
      raise exception 'nobody agrees to their own' using errcode = '23514', constraint = 'case_approval_own', table = 'case_approval';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Where the agency asks for it, a case is closed with a second person's yes, each time anew.
create function app.guard_closure() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (select a.closure_approval from public.agency a where a.id = new.agency_id) then
    update public.case_approval p set state = 'used' where p.case_id = new.id and p.kind = 'closure' and p.state = 'granted';
    if not found then
      raise exception 'a supervisor agrees first' using errcode = '23514', constraint = 'case_needs_approval', table = 'case';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Where a planned service stands: its referrals, and what was delivered on them in the days looked back on.
create function app.service_facts(of_service uuid, since date, until date) returns jsonb language sql stable security definer set search_path = '' as $$
  with mine as materialized (
    select r.id, r.number, r.state, r.outcome, r.reason_code, r.created_at
    from public.planned_service p join public.referral r on r.case_id = p.case_id and (r.need_id = p.need_id or r.need_id is null and r.specialty_id = p.specialty_id)
    where p.id = of_service and r.state not in ('draft', 'entered_in_error')
  ), held as (
    select s.id, s.state, s.service_day, a.state as there, a.units
    from mine m join public.session s on s.referral_id = m.id
    left join public.attendance a on a.session_id = s.id and not exists (select 1 from public.attendance k where k.corrects_id = a.id)
    where s.service_day >= since and s.service_day < until
  )
  select jsonb_build_object(
    'referrals', coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'number', m.number, 'state', m.state, 'outcome', m.outcome, 'reason', m.reason_code,
      'declined', (select coalesce(jsonb_agg(distinct o.decline_code), '[]') from public.offer o where o.referral_id = m.id and o.state = 'declined' and o.decline_code is not null)) order by m.created_at) from mine m), '[]'),
    'planned', (select count(distinct h.id) from held h),
    'held', (select count(distinct h.id) from held h where h.there in ('present', 'late')),
    'missed', (select count(distinct h.id) from held h where h.there in ('absent', 'excused')),
    'cancelled', (select count(distinct h.id) from held h where h.state = 'cancelled'),
    'units', (select coalesce(sum(h.units), 0)::text from held h where h.there in ('present', 'late')))
$$;
--> statement-breakpoint
-- Begins the review of an agreed plan, or fills it anew while it is open: one line for each goal, planned service and task, and a task to make it.
create function app.begin_plan_review(of_plan uuid) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  plan public.care_plan;
  review public.plan_review;
  today date;
  carrier uuid;
begin
  select * into plan from public.care_plan p where p.id = of_plan for update;
  if plan.id is null or plan.state <> 'agreed' then
    return null;
  end if;
  if current_setting('role') not in ('app_job', 'app_definer') and not app.carries(plan.case_id, plan.agency_id) then
    raise exception 'whoever carries the case reviews its plan' using errcode = '42501';
  end if;
  today := app.agency_day(plan.agency_id);
  select c.owner_membership_id into carrier from public."case" c where c.id = plan.case_id;
  select * into review from public.plan_review r where r.plan_id = plan.id and r.state = 'open' for update;
  if review.id is null then
    insert into public.plan_review (agency_id, case_id, plan_id, due_on, from_day, until_day)
    values (plan.agency_id, plan.case_id, plan.id, coalesce(plan.next_review_on, today),
      coalesce((select max(r.until_day) from public.plan_review r where r.plan_id = plan.id and r.state = 'decided'), least(plan.starts_on, today)), today + 1)
    returning * into review;
    insert into public.case_task (agency_id, case_id, plan_id, review_id, kind, words, assigned_to, due_on)
    values (plan.agency_id, plan.case_id, plan.id, review.id, 'review', '', carrier, review.due_on);
  else
    update public.plan_review r set until_day = greatest(r.from_day, today + 1), filled_at = app.clock() where r.id = review.id returning * into review;
  end if;
  insert into public.plan_review_line (agency_id, case_id, review_id, goal_id)
  select g.agency_id, g.case_id, review.id, g.id from public.plan_goal g where g.plan_id = plan.id order by g.id
  on conflict on constraint plan_review_line_goal do nothing;
  insert into public.plan_review_line (agency_id, case_id, review_id, planned_service_id, facts)
  select s.agency_id, s.case_id, review.id, s.id, app.service_facts(s.id, review.from_day, review.until_day) from public.planned_service s where s.plan_id = plan.id order by s.id
  on conflict on constraint plan_review_line_service do update set facts = excluded.facts;
  insert into public.plan_review_line (agency_id, case_id, review_id, task_id, facts)
  select t.agency_id, t.case_id, review.id, t.id, jsonb_build_object('state', t.state, 'dueOn', t.due_on, 'result', t.result,
    'late', t.due_on is not null and coalesce((t.ended_at at time zone 'UTC')::date, today) > t.due_on)
  from public.case_task t where t.plan_id = plan.id and t.kind in ('task', 'monitoring') and (t.ended_at is null or t.ended_at >= review.from_day)
  order by t.due_on, t.id limit 100
  on conflict on constraint plan_review_line_task do update set facts = excluded.facts;
  return review.id;
end
$$;
--> statement-breakpoint
-- Agreed plans whose review is due within so many days and has not begun; for the worker, a few at a time.
create function app.due_plan_reviews(days_ahead integer, most integer) returns table (plan_id uuid, agency_id uuid, case_id uuid, client_id uuid, owner_membership_id uuid, due_on date)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    select p.id, p.agency_id, p.case_id, p.client_id, c.owner_membership_id, p.next_review_on
    from public.care_plan p join public."case" c on c.id = p.case_id
    where p.state = 'agreed' and c.state <> 'closed' and p.next_review_on <= app.agency_day(p.agency_id) + days_ahead
      and not exists (select 1 from public.plan_review r where r.plan_id = p.id and r.state = 'open')
    order by p.next_review_on, p.id limit most;
end
$$;
--> statement-breakpoint
-- How many cases of a colleague are hidden from the supervisor who hands their caseload over.
create function app.hidden_caseload(of_membership uuid) returns integer language plpgsql stable security definer set search_path = '' as $$
begin
  return (select count(*)::integer from public."case" c
    where c.owner_membership_id = of_membership and c.state <> 'closed' and c.agency_id = any(app.agencies_where('supervisor')) and c.id = any(app.hidden_cases()));
end
$$;
--> statement-breakpoint
-- A request became this case: said by whoever carries the case, once.
create function app.open_request(of_request uuid, of_case uuid) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  opened public."case";
begin
  select * into opened from public."case" c where c.id = of_case;
  if opened.id is null or not app.carries(opened.id, opened.agency_id) then
    raise exception 'not this case' using errcode = '42501';
  end if;
  update public.case_request r set state = 'opened', client_id = opened.client_id, case_id = opened.id, decided_by = app.membership_id(), decided_at = app.clock()
    where r.id = of_request and r.agency_id = opened.agency_id and r.state = 'received';
  if not found then
    raise exception 'it was decided' using errcode = '23514', constraint = 'request_move', table = 'case_request';
  end if;
end
$$;
--> statement-breakpoint
do $$
declare
  f regprocedure;
begin
  foreach f in array array['app.carries(uuid, uuid)', 'app.guard_plan()', 'app.guard_plan_part()', 'app.guard_task()', 'app.guard_request()', 'app.guard_contract()', 'app.guard_approval()',
    'app.guard_closure()', 'app.service_facts(uuid, date, date)', 'app.begin_plan_review(uuid)', 'app.due_plan_reviews(integer, integer)', 'app.hidden_caseload(uuid)', 'app.open_request(uuid, uuid)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
  end loop;
end
$$;
--> statement-breakpoint
grant execute on function app.begin_plan_review(uuid) to app_user, app_job;
grant execute on function app.hidden_caseload(uuid), app.open_request(uuid, uuid) to app_user;
grant execute on function app.due_plan_reviews(integer, integer) to app_job;
grant execute on function app.guard_plan(), app.guard_plan_part(), app.guard_task(), app.guard_request(), app.guard_contract(), app.guard_approval(), app.guard_closure()
  to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('plan', 'draft', 'agree', 'agreed', '{agency}'),
  ('plan', 'draft', 'discard', 'discarded', '{agency}'),
  ('plan', 'agreed', 'supersede', 'superseded', '{agency}'),
  ('plan', 'agreed', 'end', 'ended', '{agency}'),
  ('review', 'open', 'decide', 'decided', '{agency}'),
  ('review', 'open', 'drop', 'dropped', '{agency}'),
  ('task', 'open', 'finish', 'done', '{agency}'),
  ('task', 'open', 'drop', 'dropped', '{agency}'),
  ('task', 'done', 'reopen', 'open', '{agency}'),
  ('task', 'dropped', 'reopen', 'open', '{agency}'),
  ('request', 'received', 'open', 'opened', '{agency}'),
  ('request', 'received', 'answer', 'answered', '{agency}'),
  ('request', 'received', 'pass-on', 'passed_on', '{agency}'),
  ('request', 'received', 'decline', 'declined', '{agency}'),
  ('request', 'answered', 'take-back', 'received', '{agency}'),
  ('request', 'passed_on', 'take-back', 'received', '{agency}'),
  ('request', 'declined', 'take-back', 'received', '{agency}'),
  ('approval', 'asked', 'grant', 'granted', '{agency}'),
  ('approval', 'asked', 'refuse', 'refused', '{agency}'),
  ('approval', 'asked', 'withdraw', 'withdrawn', '{agency}'),
  ('approval', 'granted', 'use', 'used', '{system}'),
  ('approval', 'granted', 'withdraw', 'withdrawn', '{agency}'),
  ('contract', 'draft', 'sign', 'signed', '{agency}'),
  ('contract', 'draft', 'discard', 'discarded', '{agency}'),
  ('contract', 'signed', 'end', 'ended', '{agency}');
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on care_plan, plan_goal, planned_service, plan_review, plan_review_line, case_task, case_request, case_contract, case_approval, case_hand_over to app_user;
grant insert (agency_id, case_id, client_id, version, summary, starts_on, review_months, created_by) on care_plan to app_user;
grant update (state, summary, starts_on, review_months, next_review_on, ended_at, signed_how, signed_name, signed_document_id, witness, signed_at, signed_before) on care_plan to app_user;
grant insert (agency_id, case_id, plan_id, words, measure, target_on, carried_from_id), update (words, measure, target_on), delete on plan_goal to app_user;
grant insert (agency_id, case_id, plan_id, goal_id, kind, specialty_id, need_id, words, how_much), update (goal_id, words, how_much), delete on planned_service to app_user;
grant update (state, decision, words, present, decided_by, decided_at) on plan_review to app_user;
grant update (verdict, words) on plan_review_line to app_user;
grant insert (agency_id, case_id, plan_id, goal_id, kind, words, assigned_to, doer, due_on, every_weeks, created_by) on case_task to app_user;
grant update (state, plan_id, goal_id, words, assigned_to, doer, due_on, every_weeks, result, ended_by, ended_at) on case_task to app_user;
grant insert (agency_id, number, came_by, came_at, answer_by, urgent, given_name, family_name, birth_day, telephone, email, language, sender, words, assigned_to, created_by) on case_request to app_user;
grant update (state, answer_by, urgent, given_name, family_name, birth_day, telephone, email, language, sender, words, assigned_to, passed_to, reason_code, reason_words, decided_by, decided_at) on case_request to app_user;
grant insert (agency_id, case_id, version, agency_promises, client_promises, starts_on, ends_on, created_by) on case_contract to app_user;
grant update (state, agency_promises, client_promises, starts_on, ends_on, signed_how, signed_name, signed_document_id, witness, signed_at, signed_before) on case_contract to app_user;
grant insert (agency_id, case_id, kind, plan_id, revision, words, asked_by), update (state, decided_by, decided_at, decision_words) on case_approval to app_user;
grant insert (agency_id, case_id, batch_id, from_membership_id, to_membership_id, words, moved_by), update (undone_by, undone_at) on case_hand_over to app_user;
grant insert (kind, happened_at, minutes, with_whom, corrects_id) on case_note to app_user;
grant update (plan_approval, closure_approval, request_days) on agency to app_user;
--> statement-breakpoint
create trigger a_guard_state before insert or update of state on care_plan for each row execute function app.guard_state('plan', 'draft');
create trigger a_guard_state before insert or update of state on plan_review for each row execute function app.guard_state('review', 'open');
create trigger a_guard_state before insert or update of state on case_task for each row execute function app.guard_state('task', 'open');
create trigger a_guard_state before insert or update of state on case_request for each row execute function app.guard_state('request', 'received');
create trigger a_guard_state before insert or update of state on case_approval for each row execute function app.guard_state('approval', 'asked');
create trigger a_guard_state before insert or update of state on case_contract for each row execute function app.guard_state('contract', 'draft');
create trigger b_guard_author before update on care_plan for each row execute function app.guard_author('signed_before');
create trigger b_guard_author before update on plan_review for each row execute function app.guard_author('decided_by');
create trigger b_guard_author before update on case_task for each row execute function app.guard_author('ended_by');
create trigger b_guard_author before update on case_request for each row execute function app.guard_author('decided_by');
create trigger b_guard_author before update on case_approval for each row execute function app.guard_author('decided_by');
create trigger b_guard_author before update on case_contract for each row execute function app.guard_author('signed_before');
create trigger b_guard_author before update on case_hand_over for each row execute function app.guard_author('undone_by');
create trigger c_guard_plan before update on care_plan for each row execute function app.guard_plan();
create trigger c_guard_plan_part before insert or update or delete on plan_goal for each row execute function app.guard_plan_part();
create trigger c_guard_plan_part before insert or update or delete on planned_service for each row execute function app.guard_plan_part();
create trigger c_guard_task before update on case_task for each row execute function app.guard_task();
create trigger c_guard_request before update on case_request for each row execute function app.guard_request();
create trigger c_guard_approval before insert or update on case_approval for each row execute function app.guard_approval();
create trigger c_guard_contract before update on case_contract for each row execute function app.guard_contract();
create trigger b_guard_closure before update of state on "case" for each row when (new.state = 'closed' and old.state <> 'closed') execute function app.guard_closure();
--> statement-breakpoint
-- What holds for every table.
do $$
declare
  t text;
begin
  foreach t in array array['care_plan', 'plan_goal', 'planned_service', 'plan_review', 'plan_review_line', 'case_task', 'case_request', 'case_contract', 'case_approval', 'case_hand_over'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
