-- What a sender's system sends into an agency's register of requests, and how far it has come.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "inbound_referral" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"sent_by" uuid NOT NULL,
	"task_id" uuid DEFAULT app.new_id() NOT NULL,
	"identifier" text,
	"asked" jsonb NOT NULL,
	"task_at" timestamp with time zone,
	"request_id" uuid,
	"cancelled_at" timestamp with time zone,
	"retracted_at" timestamp with time zone,
	"reason_words" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "inbound_referral_task_id_unique" UNIQUE("task_id"),
	CONSTRAINT "inbound_referral_request_once" UNIQUE("request_id"),
	CONSTRAINT "inbound_referral_task" CHECK ("inbound_referral"."request_id" is null or "inbound_referral"."task_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "inbound_referral" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "inbound_referral" ADD CONSTRAINT "inbound_referral_sent_by" FOREIGN KEY ("sent_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_referral" ADD CONSTRAINT "inbound_referral_request" FOREIGN KEY ("request_id") REFERENCES "public"."case_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_referral_identifier" ON "inbound_referral" USING btree ("sent_by","identifier") WHERE "inbound_referral"."identifier" is not null;--> statement-breakpoint
CREATE INDEX "inbound_referral_changed" ON "inbound_referral" USING btree ("sent_by","changed_at","id");--> statement-breakpoint
CREATE INDEX "inbound_referral_agency" ON "inbound_referral" USING btree ("agency_id");--> statement-breakpoint
CREATE POLICY "a sender's system sees what it entered until somebody decides on it" ON "case_request" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("case_request"."agency_id" = any((select app.agencies_where('partner'))::uuid[]) and "case_request"."created_by" = (select app.membership_id())) and "case_request"."state" = 'received'));--> statement-breakpoint
CREATE POLICY "a sender's system enters what it sends in its own name" ON "case_request" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("case_request"."agency_id" = any((select app.agencies_where('partner'))::uuid[]) and "case_request"."created_by" = (select app.membership_id())) and "case_request"."came_by" = 'referral_in'));--> statement-breakpoint
CREATE POLICY "a sender's system reads what it sent, case staff what came" ON "inbound_referral" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("inbound_referral"."agency_id" = any((select app.agencies_where('partner'))::uuid[]) and "inbound_referral"."sent_by" = (select app.membership_id())) or ("inbound_referral"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from case_request came where came.id = "inbound_referral"."request_id"))));--> statement-breakpoint
CREATE POLICY "a sender's system sends in its own name" ON "inbound_referral" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("inbound_referral"."agency_id" = any((select app.agencies_where('partner'))::uuid[]) and "inbound_referral"."sent_by" = (select app.membership_id()) and "inbound_referral"."request_id" is null));--> statement-breakpoint
CREATE POLICY "a sender's system follows what it sent" ON "inbound_referral" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("inbound_referral"."agency_id" = any((select app.agencies_where('partner'))::uuid[]) and "inbound_referral"."sent_by" = (select app.membership_id()))) WITH CHECK (("inbound_referral"."agency_id" = any((select app.agencies_where('partner'))::uuid[]) and "inbound_referral"."sent_by" = (select app.membership_id())));
--> statement-breakpoint
do $$
begin
  alter table public.inbound_referral force row level security;
  create policy "guards see every row" on public.inbound_referral for all to app_definer using (true) with check (true);
  revoke all on public.inbound_referral from public;
  grant select, insert, update, delete on public.inbound_referral to app_definer;
  grant select on public.inbound_referral to app_user;
  grant insert (agency_id, sent_by, identifier, asked) on public.inbound_referral to app_user;
  grant update (task_at, request_id) on public.inbound_referral to app_user;
  create constraint trigger z_chain_link after insert or update or delete on public.inbound_referral deferrable initially deferred for each row execute function app.chain_link();
end
$$;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
create or replace function app.next_number(of_house uuid, kind text) returns text language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  n bigint;
begin
  if of_house <> all(app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'administrator')
    || app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))
    -- A sender's system enters requests, and nothing else that is numbered.
    and not (kind = 'Q' and of_house = any(app.agencies_where('partner')))
    and current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'not this house' using errcode = '42501';
  end if;
  insert into public.number_series (house_id, kind, last) values (of_house, next_number.kind, 1)
    on conflict on constraint number_series_once do update set last = public.number_series.last + 1 returning last into n;
  return next_number.kind || '-' || lpad(n::text, greatest(4, length(n::text)), '0');
end
$$;
--> statement-breakpoint
-- How far what a system sent has come, in the standard's words, and no more: of a restricted case, only that it was taken on.
create function app.inbound_progress() returns table (inbound_id uuid, status text, reason text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select i.id,
      case when i.retracted_at is not null then 'entered-in-error'
        when i.cancelled_at is not null then 'cancelled'
        when i.request_id is null then 'draft'
        when q.state = 'received' then 'requested'
        when q.state in ('declined', 'passed_on') then 'rejected'
        when q.state = 'answered' then 'completed'
        when k.restricted or k.state in ('intake', 'assessment', 'planning') then 'accepted'
        when k.state = 'closed' then 'completed'
        else 'in-progress' end,
      case when q.state = 'passed_on' then 'passed_on' else q.reason_code end
    from public.inbound_referral i
    left join public.case_request q on q.id = i.request_id
    left join public."case" k on k.id = q.case_id
    where i.sent_by = app.membership_id() and i.agency_id = any(app.agencies_where('partner'));
end
$$;
--> statement-breakpoint
-- The sender takes it back, or says it was a mistake. What nobody has decided on leaves the register; a case goes on, and its owner is told.
create function app.end_inbound(of_inbound uuid, mistake boolean, said text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  i public.inbound_referral;
  q public.case_request;
begin
  select * into i from public.inbound_referral x
    where x.id = of_inbound and x.sent_by = app.membership_id() and x.agency_id = any(app.agencies_where('partner')) for update;
  if not found then return false; end if;
  update public.inbound_referral x set
    cancelled_at = case when mistake then x.cancelled_at else app.clock() end,
    retracted_at = case when mistake then app.clock() else x.retracted_at end,
    reason_words = said
  where x.id = i.id;
  select * into q from public.case_request r where r.id = i.request_id for update;
  if q.state = 'received' then
    update public.case_request r set state = 'declined', reason_code = 'taken_back', reason_words = said, decided_by = app.membership_id(), decided_at = app.clock() where r.id = q.id;
  elsif q.case_id is not null then
    perform app.notify(array(select k.owner_membership_id from public."case" k where k.id = q.case_id), 'request.sender-ended', 'case', q.case_id, '/agency/cases/' || q.case_id);
  end if;
  return true;
end
$$;
--> statement-breakpoint
-- A system leads to no request but one it entered itself: how far another's has come is not its to know.
create function app.note_inbound_change() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.request_id is distinct from old.request_id and (old.request_id is not null
    or not exists (select 1 from public.case_request q where q.id = new.request_id and q.created_by = new.sent_by)) then
    raise exception 'a request of its own' using errcode = '23514', constraint = 'inbound_referral_own_request', table = 'inbound_referral';
  end if;
  if new.version = old.version then
    new.version := old.version + 1;
  end if;
  new.changed_at := app.clock();
  return new;
end
$$;
--> statement-breakpoint
-- A decision on what a system sent is told to it, and what was told is not taken back: the sender would send anew.
create function app.note_request_change() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.inbound_referral i set version = i.version + 1 where i.request_id = new.id;
  if found and new.state = 'received' then
    raise exception 'the sender was told' using errcode = '23514', constraint = 'request_told', table = 'case_request';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create function app.note_case_change() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.inbound_referral i set version = i.version + 1 from public.case_request q where q.case_id = new.id and i.request_id = q.id;
  return null;
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.prorettype = 'trigger'::regtype as is_trigger from pg_proc p
    where p.pronamespace = 'app'::regnamespace and p.proname in ('inbound_progress', 'end_inbound', 'note_inbound_change', 'note_request_change', 'note_case_change') loop
    execute format('revoke all on function %s from public', f.signature);
    if f.is_trigger then
      execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
    else
      execute format('grant execute on function %s to app_user', f.signature);
    end if;
  end loop;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger y_note_inbound_change before update on inbound_referral for each row execute function app.note_inbound_change();
create trigger d_note_request_change after update of state on case_request for each row when (old.state is distinct from new.state) execute function app.note_request_change();
create trigger d_note_case_change after update of state on "case" for each row when (old.state is distinct from new.state) execute function app.note_case_change();
