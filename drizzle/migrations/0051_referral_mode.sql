-- How a client gets to a provider, and the item of the care plan a referral carries out.
set local role app_owner;
--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "mode" text DEFAULT 'direct' NOT NULL;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "planned_service_id" uuid;--> statement-breakpoint
ALTER TABLE "planned_service" ADD CONSTRAINT "planned_service_of_case" UNIQUE("id","case_id","agency_id");--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_planned_service" FOREIGN KEY ("planned_service_id","case_id","agency_id") REFERENCES "public"."planned_service"("id","case_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "referral_planned_service_index" ON "referral" USING btree ("planned_service_id");--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_mode" CHECK ("referral"."mode" in ('direct', 'slip', 'accompanied', 'telephone'));
--> statement-breakpoint
grant insert (mode, planned_service_id), update (mode) on referral to app_user;
