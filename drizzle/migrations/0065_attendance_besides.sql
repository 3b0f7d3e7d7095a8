-- What is said of an attendance besides: who gave it and where, what was handed out, a paper, and that it was taken without a connection.
set local role app_definer;
--> statement-breakpoint
-- At most twenty lines of a name and a count, and nothing else.
create function app.are_goods(goods jsonb) returns boolean language plpgsql immutable set search_path = '' as $$
begin
  return case when jsonb_typeof(goods) <> 'array' then false else jsonb_array_length(goods) <= 20 and not exists (
    select 1 from jsonb_array_elements(goods) g where case when jsonb_typeof(g) <> 'object' then true else
      (select count(*) from jsonb_object_keys(g)) <> 2 or jsonb_typeof(g -> 'name') is distinct from 'string' or length(g ->> 'name') not between 1 and 200
      or jsonb_typeof(g -> 'count') is distinct from 'number' or (g ->> 'count') !~ '^[1-9][0-9]{0,3}$' end) end;
end
$$;
--> statement-breakpoint
revoke all on function app.are_goods(jsonb) from public;
grant execute on function app.are_goods(jsonb) to app_user, app_job, app_owner, app_definer;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
ALTER TABLE "attendance" ADD COLUMN "practitioner_id" uuid;--> statement-breakpoint
ALTER TABLE "attendance" ADD COLUMN "location_id" uuid;--> statement-breakpoint
ALTER TABLE "attendance" ADD COLUMN "goods" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "attendance" ADD COLUMN "document_id" uuid;--> statement-breakpoint
ALTER TABLE "attendance" ADD COLUMN "taken_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_practitioner" FOREIGN KEY ("practitioner_id","organization_id") REFERENCES "public"."practitioner"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_location" FOREIGN KEY ("location_id","organization_id") REFERENCES "public"."location"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attendance_practitioner_index" ON "attendance" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "attendance_location_index" ON "attendance" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "attendance_document" ON "attendance" USING btree ("document_id");--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_goods" CHECK (app.are_goods("attendance"."goods"));--> statement-breakpoint
ALTER POLICY "case staff, the organization it belongs to, its network's managers, and whom it was disclosed to read a document" ON "document" TO app_user USING ((("document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "document"."client_id" is not null and "document"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("document"."fact_group" is null or ("document"."fact_group" = any((select app.fact_groups('agency'))::text[]) or ("document"."fact_group" = any((select app.fact_groups('own'))::text[]) and "document"."client_id" = any((select app.my_clients())::uuid[]))))) or ("document"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "document"."client_id" is null) or "document"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or (cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0 and exists (select 1 from credential proven where proven.document_id = "document"."id")) or ((select app.desk()) = 'portal' and app.paper_is_shown("document"."id")) or ("document"."organization_id" is not null and exists (select 1 from thread_message lent where lent.document_id = "document"."id")) or ("document"."organization_id" is not null and exists (select 1 from attendance lent where lent.document_id = "document"."id"))));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Which lines of an invoice are for a day on which no agreement was in force, what the agency asks for did not hold, or the provider was excluded.
create or replace function app.held_lines(of_invoice uuid) returns table (invoice_line_id uuid, reason text, names text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select l.id, case when x.excluded then 'excluded' when g.agreement_id is null then 'agreement' else 'credential' end, coalesce(m.names, '')
    from public.invoice i
    join public.invoice_line l on l.invoice_id = i.id
    join public.attendance d on d.id = l.attendance_id
    join public.session s on s.id = d.session_id
    join public."authorization" a on a.id = l.authorization_id
    cross join lateral (select app.excluded_on(i.agency_id, i.organization_id, coalesce(d.practitioner_id, s.practitioner_id), l.service_day) as excluded) x
    cross join lateral (select app.agreement_on(i.agency_id, i.organization_id, l.service_day) as agreement_id) g
    left join lateral (
      select string_agg(k.name, ', ' order by k.name) as names
      from app.lacking_credentials(i.agency_id, i.organization_id, a.service_id, coalesce(d.location_id, s.location_id), coalesce(d.practitioner_id, s.practitioner_id), l.service_day) k) m on true
    where i.id = of_invoice and (x.excluded or g.agreement_id is null or m.names is not null)
      and (current_setting('role') in ('app_job', 'app_definer')
        or i.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver', 'auditor'))
        or i.organization_id = any(app.organizations_where('coordinator', 'biller', 'organization_administrator')));
end
$$;
--> statement-breakpoint
-- Money is approved only for a day on which what the agency asks for held, by who gave the service; it waits until that is shown.
create or replace function app.guard_line_standing() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.approved_cents > 0 and (new.state, new.approved_cents) is distinct from (old.state, old.approved_cents) and exists (
    select 1 from public.attendance d join public.session s on s.id = d.session_id join public."authorization" a on a.id = new.authorization_id
    where d.id = new.attendance_id and (
      app.excluded_on(new.agency_id, new.organization_id, coalesce(d.practitioner_id, s.practitioner_id), new.service_day)
      or exists (select 1 from app.lacking_credentials(new.agency_id, new.organization_id, a.service_id, coalesce(d.location_id, s.location_id), coalesce(d.practitioner_id, s.practitioner_id), new.service_day)))) then
    raise exception 'a credential did not hold that day' using errcode = '23514', constraint = 'invoice_line_credentials', table = 'invoice_line';
  end if;
  return new;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant insert (practitioner_id, location_id, goods, document_id, taken_at) on attendance to app_user;
