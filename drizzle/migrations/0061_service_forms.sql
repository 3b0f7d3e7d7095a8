ALTER TABLE "form" DROP CONSTRAINT "form_kind";--> statement-breakpoint
ALTER TABLE "disclosed_document" ADD COLUMN "organization_id" uuid;--> statement-breakpoint
ALTER TABLE "form" ADD COLUMN "service_id" uuid;--> statement-breakpoint
ALTER TABLE "disclosed_document" ADD CONSTRAINT "disclosed_document_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form" ADD CONSTRAINT "form_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disclosed_document_organization" ON "disclosed_document" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "form_service" ON "form" USING btree ("service_id");--> statement-breakpoint
ALTER TABLE "form" ADD CONSTRAINT "form_of_service" CHECK (("form"."kind" = 'referral') = ("form"."service_id" is not null));--> statement-breakpoint
ALTER TABLE "form" ADD CONSTRAINT "form_kind" CHECK ("form"."kind" in ('assessment', 'referral'));--> statement-breakpoint
grant insert (service_id) on form to app_user;
grant insert (organization_id) on disclosed_document to app_user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Whether the actor's organization was given this paper with a referral it may still know, or signed it as the terms of an agreement.
-- A paper made for one of the providers that were asked is shown to no other.
create or replace function app.paper_is_shown(of_document uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
      select 1 from public.disclosed_document dd
      join public.disclosure d on d.referral_id = dd.referral_id and 'documents' = any(d.fields)
        and (dd.organization_id is null or dd.organization_id = d.organization_id)
      where dd.document_id = of_document and d.id = any(app.live_disclosures_of(array[dd.referral_id])))
    or exists (
      select 1 from public.agreement a where a.terms_document_id = of_document and a.activated_at is not null
        and a.organization_id = any(app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator')));
end
$$;
