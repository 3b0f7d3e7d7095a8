-- A paper made of a form that a service asked for says of which, so that what a provider still waits for is known.
set local role app_owner;
--> statement-breakpoint
ALTER TABLE "disclosed_document" ADD COLUMN "form_id" uuid;--> statement-breakpoint
ALTER TABLE "disclosed_document" ADD CONSTRAINT "disclosed_document_form" FOREIGN KEY ("form_id","agency_id") REFERENCES "public"."form"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disclosed_document_form_index" ON "disclosed_document" USING btree ("form_id");--> statement-breakpoint
CREATE UNIQUE INDEX "disclosed_document_form_once" ON "disclosed_document" USING btree ("referral_id","organization_id","form_id");--> statement-breakpoint
grant insert (form_id) on disclosed_document to app_user;
