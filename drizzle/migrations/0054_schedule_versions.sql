-- Answers to a plan line by line, and a plan that takes the place of one that stands.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "schedule_remark" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"schedule_id" uuid NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"code" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"written_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "schedule_remark_once" UNIQUE("schedule_id","sent_at","starts_at")
);
--> statement-breakpoint
ALTER TABLE "schedule_remark" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "billing_schedule_amends";--> statement-breakpoint
ALTER TABLE "schedule_remark" ADD CONSTRAINT "schedule_remark_written_by_membership_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_remark" ADD CONSTRAINT "schedule_remark_schedule" FOREIGN KEY ("schedule_id","agency_id","organization_id","client_id") REFERENCES "public"."billing_schedule"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_remark" ADD CONSTRAINT "schedule_remark_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "schedule_remark_agency" ON "schedule_remark" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "schedule_remark_organization" ON "schedule_remark" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "schedule_remark_client" ON "schedule_remark" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "schedule_remark_referral_index" ON "schedule_remark" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "schedule_remark_written_by" ON "schedule_remark" USING btree ("written_by");--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_amended_once" UNIQUE("amends_id");--> statement-breakpoint
CREATE POLICY "both sides read what was wanted otherwise" ON "schedule_remark" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("schedule_remark"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("schedule_remark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "schedule_remark"."client_id" <> all((select app.hidden_clients())::uuid[]))) or "schedule_remark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the referral remarks on what was sent to them" ON "schedule_remark" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("schedule_remark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("schedule_remark"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "schedule_remark"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[]))))) and "schedule_remark"."written_by" = (select app.membership_id()) and exists (select 1 from billing_schedule sent where sent.id = "schedule_remark"."schedule_id" and sent.referral_id = "schedule_remark"."referral_id" and sent.state = 'submitted')));--> statement-breakpoint
do $$
begin
  alter table public.schedule_remark force row level security;
  create policy "guards see every row" on public.schedule_remark for all to app_definer using (true) with check (true);
  revoke all on public.schedule_remark from public;
  grant select, insert, update, delete on public.schedule_remark to app_definer;
  grant select on public.schedule_remark to app_user;
  grant insert (agency_id, organization_id, client_id, referral_id, schedule_id, sent_at, starts_at, code, words, written_by) on public.schedule_remark to app_user;
  create constraint trigger z_chain_link after insert or update or delete on public.schedule_remark deferrable initially deferred for each row execute function app.chain_link();
end
$$;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- A change is of a schedule that stands, under the same authorization.
create function app.guard_amendment() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.amends_id is not null and not exists (select 1 from public.billing_schedule b
    where b.id = new.amends_id and b.state = 'approved' and b.authorization_id = new.authorization_id and b.referral_id = new.referral_id) then
    raise exception 'what it changes does not stand' using errcode = '23514', constraint = 'schedule_amends_standing', table = 'billing_schedule';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- An approved change takes the place of what it changes: what both plan alike stays the same session, the rest of what is ahead falls away.
-- What has begun stays with the version it was held under.
create function app.follow_amendment() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.billing_schedule b set state = 'superseded' where b.id = new.amends_id and b.state = 'approved';
  if not found then
    raise exception 'what it changes does not stand' using errcode = '23514', constraint = 'schedule_amends_standing', table = 'billing_schedule';
  end if;
  update public.session s set schedule_id = new.id from public.schedule_item i
    where s.schedule_id = new.amends_id and s.state = 'planned' and s.starts_at > app.clock()
      and i.schedule_id = new.id and i.starts_at = s.starts_at and i.ends_at = s.ends_at and i.units = s.planned_units
      and s.practitioner_id = new.practitioner_id and s.location_id = new.location_id;
  update public.session s set state = 'cancelled', cancelled_by = 'schedule', reason_words = new.number
    where s.schedule_id = new.amends_id and s.state = 'planned' and s.starts_at > app.clock();
  return null;
end
$$;
--> statement-breakpoint
revoke all on function app.guard_amendment(), app.follow_amendment() from public;
grant execute on function app.guard_amendment(), app.follow_amendment() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger b_guard_amendment before insert on billing_schedule for each row execute function app.guard_amendment();
create trigger d_follow_amendment after update of state on billing_schedule for each row
  when (new.state = 'approved' and old.state <> 'approved' and new.amends_id is not null) execute function app.follow_amendment();
