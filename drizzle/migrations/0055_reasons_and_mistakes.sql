-- The reasons to decline that an agency keeps, and referrals entered in error with two people.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "decline_reason" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"code" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "decline_reason_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "decline_reason_code" CHECK ("decline_reason"."code" in ('no_capacity', 'waitlist_only', 'not_eligible', 'out_of_area', 'service_not_offered', 'language_not_available', 'missing_documents', 'safety_conflict', 'client_not_contactable', 'client_declined', 'duplicate', 'other')),
	CONSTRAINT "decline_reason_words" CHECK (length("decline_reason"."words") <= 120)
);
--> statement-breakpoint
ALTER TABLE "decline_reason" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "retraction" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"words" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision_words" text DEFAULT '' NOT NULL,
	CONSTRAINT "retraction_words" CHECK (length("retraction"."words") between 1 and 2000 and length("retraction"."decision_words") <= 2000),
	CONSTRAINT "retraction_decided" CHECK (("retraction"."state" in ('confirmed', 'refused')) = ("retraction"."decided_by" is not null and "retraction"."decided_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "retraction" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "decline_reason_id" uuid;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "decline_words" text;--> statement-breakpoint
ALTER TABLE "decline_reason" ADD CONSTRAINT "decline_reason_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retraction" ADD CONSTRAINT "retraction_referral" FOREIGN KEY ("referral_id","agency_id") REFERENCES "public"."referral"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retraction" ADD CONSTRAINT "retraction_asked_by" FOREIGN KEY ("asked_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retraction" ADD CONSTRAINT "retraction_decided_by" FOREIGN KEY ("decided_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "decline_reason_common_once" ON "decline_reason" USING btree ("agency_id","code") WHERE "decline_reason"."words" = '';--> statement-breakpoint
CREATE UNIQUE INDEX "decline_reason_place" ON "decline_reason" USING btree ("agency_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "retraction_one_asked" ON "retraction" USING btree ("referral_id") WHERE "retraction"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "retraction_referral_index" ON "retraction" USING btree ("referral_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "retraction_agency" ON "retraction" USING btree ("agency_id","created_at") WHERE "retraction"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "retraction_asked_by_index" ON "retraction" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX "retraction_decided_by_index" ON "retraction" USING btree ("decided_by");--> statement-breakpoint
ALTER TABLE "offer" ADD CONSTRAINT "offer_decline_reason" FOREIGN KEY ("decline_reason_id","agency_id") REFERENCES "public"."decline_reason"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "offer_decline_reason_index" ON "offer" USING btree ("decline_reason_id");--> statement-breakpoint
CREATE POLICY "case staff and administrators read their agency's reasons" ON "decline_reason" AS PERMISSIVE FOR SELECT TO "app_user" USING ("decline_reason"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "whoever reads one of the agency's offers reads the reasons to decline it" ON "decline_reason" AS PERMISSIVE FOR SELECT TO "app_user" USING (exists (select 1 from offer asked where asked.agency_id = "decline_reason"."agency_id"));--> statement-breakpoint
CREATE POLICY "administrators add reasons" ON "decline_reason" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("decline_reason"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) and "decline_reason"."retired_at" is null));--> statement-breakpoint
CREATE POLICY "administrators word, order and retire reasons" ON "decline_reason" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("decline_reason"."agency_id" = any((select app.agencies_where('administrator'))::uuid[])) WITH CHECK ("decline_reason"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case staff read whether a referral was a mistake" ON "retraction" AS PERMISSIVE FOR SELECT TO "app_user" USING (("retraction"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "retraction"."referral_id")));--> statement-breakpoint
CREATE POLICY "whoever carries the referral asks in their own name" ON "retraction" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("retraction"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("retraction"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "retraction"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[])))) and "retraction"."asked_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the referral decides or takes the question back" ON "retraction" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("retraction"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("retraction"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "retraction"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[])))))) WITH CHECK (("retraction"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("retraction"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "retraction"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[]))))));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What a provider chose from the agency's list is written by the database: the common code it counts as, and the words of this day.
create function app.note_decline_reason() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  chosen public.decline_reason;
begin
  if new.decline_reason_id is null then
    new.decline_words := null;
    return new;
  end if;
  select * into chosen from public.decline_reason r where r.id = new.decline_reason_id and r.agency_id = new.agency_id for share;
  if chosen.retired_at is not null or new.state <> 'declined' then
    raise exception 'a reason in use, for a decline' using errcode = '23514', constraint = 'offer_decline_reason_in_use', table = 'offer';
  end if;
  new.decline_code := chosen.code;
  new.decline_words := nullif(chosen.words, '');
  return new;
end
$$;
--> statement-breakpoint
drop function app.give_back_offer(uuid, text, text);
--> statement-breakpoint
-- A decline after the acceptance, before anything was given: the referral ends and what was shared closes. Answers what happened.
create function app.give_back_offer(of_offer uuid, code text, said text, reason uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  o public.offer;
  r public.referral;
begin
  select * into o from public.offer where id = of_offer and organization_id = any(app.organizations_where('coordinator', 'organization_administrator'));
  if not found then return 'absent'; end if;
  select * into r from public.referral where id = o.referral_id for update;
  select * into o from public.offer where id = of_offer for update;
  if o.state <> 'accepted' or r.state <> 'accepted' then return 'not_held'; end if;
  update public.referral set state = 'cancelled', reason_code = 'provider_cannot', reason_words = said, ended_at = app.clock(), version = version + 1 where id = r.id;
  update public.offer set state = 'declined', decline_code = code, decline_reason_id = reason, words = said, answered_at = app.clock(), answered_by = app.membership_id()
    where id = o.id;
  return 'given_back';
end
$$;
--> statement-breakpoint
-- Four eyes: whoever decides is another person than whoever asked, and one of the two supervises.
create function app.guard_retraction() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.state <> 'asked' then
    raise exception 'it is decided' using errcode = '23514', constraint = 'retraction_final', table = 'retraction';
  end if;
  if (new.words, new.asked_by) is distinct from (old.words, old.asked_by) then
    raise exception 'what was asked stands' using errcode = '42501', table = 'retraction';
  end if;
  if new.state in ('confirmed', 'refused') then
    if app.person_of(new.decided_by) = app.person_of(new.asked_by) then
      raise exception 'nobody agrees to their own' using errcode = '23514', constraint = 'retraction_own', table = 'retraction';
    end if;
    if not exists (select 1 from public.membership m where m.id in (new.asked_by, new.decided_by) and m.role = 'supervisor') then
      raise exception 'one of the two supervises' using errcode = '42501', table = 'retraction';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A referral is marked as entered in error by the second person alone, whose word it is.
create function app.guard_mistake() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('role') = 'app_user' and not exists (
    select 1 from public.retraction r where r.referral_id = new.id and r.state = 'confirmed' and r.decided_by = app.membership_id()) then
    raise exception 'a second person confirms it' using errcode = '23514', constraint = 'referral_needs_second_person', table = 'referral';
  end if;
  return new;
end
$$;
--> statement-breakpoint
revoke all on function app.note_decline_reason(), app.give_back_offer(uuid, text, text, uuid), app.guard_retraction(), app.guard_mistake() from public;
grant execute on function app.note_decline_reason(), app.guard_retraction(), app.guard_mistake() to app_user, app_auth, app_job, app_owner;
grant execute on function app.give_back_offer(uuid, text, text, uuid) to app_user;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('retraction', 'asked', 'confirm', 'confirmed', '{agency}'),
  ('retraction', 'asked', 'refuse', 'refused', '{agency}'),
  ('retraction', 'asked', 'withdraw', 'withdrawn', '{agency}');
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on decline_reason, retraction to app_user;
grant insert (agency_id, code, words, position), update (words, position, retired_at) on decline_reason to app_user;
grant insert (agency_id, referral_id, words, asked_by), update (state, decided_by, decided_at, decision_words) on retraction to app_user;
grant update (decline_reason_id) on offer to app_user;
create trigger a_guard_state before insert or update of state on retraction for each row execute function app.guard_state('retraction', 'asked');
create trigger b_guard_author before update on retraction for each row execute function app.guard_author('decided_by');
create trigger c_guard_retraction before update on retraction for each row execute function app.guard_retraction();
create trigger c_guard_mistake before update of state on referral for each row when (new.state = 'entered_in_error' and old.state <> 'entered_in_error')
  execute function app.guard_mistake();
create trigger d_note_decline_reason before update of decline_reason_id on offer for each row execute function app.note_decline_reason();
do $$
declare
  t text;
begin
  foreach t in array array['decline_reason', 'retraction'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
