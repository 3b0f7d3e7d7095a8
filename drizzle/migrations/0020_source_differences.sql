CREATE TABLE "source_difference" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"table_name" text NOT NULL,
	"row_id" uuid NOT NULL,
	"field" text NOT NULL,
	"theirs" jsonb,
	"file" text,
	"row_number" integer,
	"seen_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decision" text,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	CONSTRAINT "source_difference_once" UNIQUE("source","table_name","row_id","field"),
	CONSTRAINT "source_difference_decision" CHECK ("source_difference"."decision" in ('taken', 'kept')),
	CONSTRAINT "source_difference_decided" CHECK (("source_difference"."decision" is null) = ("source_difference"."decided_at" is null))
);
--> statement-breakpoint
ALTER TABLE "source_difference" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "source_record" ADD COLUMN "file" text;--> statement-breakpoint
ALTER TABLE "source_record" ADD COLUMN "row_number" integer;--> statement-breakpoint
ALTER TABLE "source_difference" ADD CONSTRAINT "source_difference_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_difference" ADD CONSTRAINT "source_difference_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "source_difference_organization" ON "source_difference" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "source_difference_decided_by" ON "source_difference" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "source_difference_open" ON "source_difference" USING btree ("seen_at","id") WHERE "source_difference"."decision" is null;--> statement-breakpoint
CREATE POLICY "an organization and its network's managers see what a source says otherwise" ON "source_difference" AS PERMISSIVE FOR SELECT TO "app_user" USING (("source_difference"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or "source_difference"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "an organization and its network's managers decide on what a source says otherwise" ON "source_difference" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("source_difference"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "source_difference"."organization_id" = any((select app.organizations_in_network())::uuid[]))) WITH CHECK (("source_difference"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or "source_difference"."organization_id" = any((select app.organizations_in_network())::uuid[])));--> statement-breakpoint
CREATE POLICY "the importer keeps the differences" ON "source_difference" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Whoever decides signs with their own name; what the source says is the importer's alone.
alter table source_difference force row level security;
create policy "guards see every row" on source_difference for all to app_definer using (true) with check (true);
revoke all on source_difference from public;
grant select, insert, update, delete on source_difference to app_definer;
grant select on source_difference to app_user;
grant update (decision, decided_at, decided_by) on source_difference to app_user;
grant select, insert, update, delete on source_difference to app_job;
create trigger b_guard_author before update on source_difference for each row execute function app.guard_author('decided_by');
create constraint trigger z_chain_link after insert or update or delete on source_difference deferrable initially deferred for each row execute function app.chain_link();
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Where an organization's rows came from, for network managers and for the organization itself; what a row said stays the importer's.
create function app.origins_of(of_organization uuid) returns table (table_name text, row_id uuid, source text, file text, row_number integer, applied_at timestamptz)
language sql stable security definer set search_path = '' as $$
  with subject(kind, id) as (
    select 'organization', of_organization
    union all select 'location', l.id from public.location l where l.organization_id = of_organization
    union all select 'service', s.id from public.service s where s.organization_id = of_organization)
  select r.table_name, r.row_id, r.source, r.file, r.row_number, r.applied_at
  from subject join public.source_record r on r.table_name = subject.kind and r.row_id = subject.id and r.part = '' and r.kind = subject.kind
  where cardinality(app.agencies_where('network_manager')) > 0
    or of_organization = any(app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))
$$;
--> statement-breakpoint
revoke all on function app.origins_of(uuid) from public;
grant execute on function app.origins_of(uuid) to app_user;
--> statement-breakpoint
set local role app_owner;
