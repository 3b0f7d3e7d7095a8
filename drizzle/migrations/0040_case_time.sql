-- Staff time spent on a case; a log of supervision between two people; and restricted cases handed over unseen when their owner has left.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "case_time" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"spent_on" date NOT NULL,
	"minutes" smallint NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"corrects_id" uuid,
	CONSTRAINT "case_time_corrected_once" UNIQUE("corrects_id"),
	CONSTRAINT "case_time_of_person" UNIQUE("id","case_id","membership_id"),
	CONSTRAINT "case_time_kind" CHECK ("case_time"."kind" in ('direct', 'travel', 'coordination', 'writing', 'meeting', 'other')),
	CONSTRAINT "case_time_minutes" CHECK ("case_time"."minutes" between case when "case_time"."corrects_id" is null then 1 else 0 end and 1440),
	CONSTRAINT "case_time_not_ahead" CHECK ("case_time"."spent_on" <= (("case_time"."created_at" + interval '14 hours') at time zone 'UTC')::date)
);
--> statement-breakpoint
ALTER TABLE "case_time" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "supervision_case" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"supervision_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"agreed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "supervision_case_once" UNIQUE("supervision_id","case_id"),
	CONSTRAINT "supervision_case_agreed" CHECK ("supervision_case"."agreed" <> '')
);
--> statement-breakpoint
ALTER TABLE "supervision_case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "supervision" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"supervisor_membership_id" uuid NOT NULL,
	"caseworker_membership_id" uuid NOT NULL,
	"state" text DEFAULT 'written' NOT NULL,
	"held_on" date NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"next_on" date,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	"corrects_id" uuid,
	CONSTRAINT "supervision_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "supervision_of_two" UNIQUE("id","supervisor_membership_id","caseworker_membership_id"),
	CONSTRAINT "supervision_corrected_once" UNIQUE("corrects_id"),
	CONSTRAINT "supervision_two" CHECK ("supervision"."supervisor_membership_id" <> "supervision"."caseworker_membership_id"),
	CONSTRAINT "supervision_next" CHECK ("supervision"."next_on" > "supervision"."held_on"),
	CONSTRAINT "supervision_confirmed" CHECK (("supervision"."state" = 'confirmed') = ("supervision"."confirmed_by" is not null) and ("supervision"."confirmed_by" is null) = ("supervision"."confirmed_at" is null))
);
--> statement-breakpoint
ALTER TABLE "supervision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "case_time" ADD CONSTRAINT "case_time_corrects" FOREIGN KEY ("corrects_id","case_id","membership_id") REFERENCES "public"."case_time"("id","case_id","membership_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_time" ADD CONSTRAINT "case_time_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_time" ADD CONSTRAINT "case_time_membership" FOREIGN KEY ("membership_id","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision_case" ADD CONSTRAINT "supervision_case_supervision" FOREIGN KEY ("supervision_id","agency_id") REFERENCES "public"."supervision"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision_case" ADD CONSTRAINT "supervision_case_case" FOREIGN KEY ("case_id","agency_id") REFERENCES "public"."case"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_corrects" FOREIGN KEY ("corrects_id","supervisor_membership_id","caseworker_membership_id") REFERENCES "public"."supervision"("id","supervisor_membership_id","caseworker_membership_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_supervisor" FOREIGN KEY ("supervisor_membership_id","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_caseworker" FOREIGN KEY ("caseworker_membership_id","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_confirmed_by" FOREIGN KEY ("confirmed_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_time_case_index" ON "case_time" USING btree ("case_id","spent_on" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "case_time_membership_index" ON "case_time" USING btree ("membership_id","spent_on");--> statement-breakpoint
CREATE INDEX "case_time_agency" ON "case_time" USING btree ("agency_id","spent_on");--> statement-breakpoint
CREATE INDEX "supervision_case_case_index" ON "supervision_case" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "supervision_case_agency" ON "supervision_case" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "supervision_supervisor_index" ON "supervision" USING btree ("supervisor_membership_id","held_on" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "supervision_caseworker_index" ON "supervision" USING btree ("caseworker_membership_id","held_on" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "supervision_newest" ON "supervision" USING btree ("agency_id","held_on" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "supervision_confirmed_by_index" ON "supervision" USING btree ("confirmed_by");--> statement-breakpoint
CREATE POLICY "case staff read the time spent on a case" ON "case_time" AS PERMISSIVE FOR SELECT TO "app_user" USING (("case_time"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "case_time"."case_id" <> all((select app.hidden_cases())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case writes down their own time" ON "case_time" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("case_time"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("case_time"."case_id" = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "case_time"."case_id" <> all((select app.shut_cases())::uuid[])))) and "case_time"."membership_id" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "the two who talked read of the cases that are open to them" ON "supervision_case" AS PERMISSIVE FOR SELECT TO "app_user" USING (("supervision_case"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "supervision_case"."case_id" <> all((select app.hidden_cases())::uuid[]) and exists (select 1 from supervision talk where talk.id = "supervision_case"."supervision_id")));--> statement-breakpoint
CREATE POLICY "the supervisor names the cases, while nobody has confirmed the talk" ON "supervision_case" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("supervision_case"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]) and "supervision_case"."case_id" <> all((select app.shut_cases())::uuid[]) and exists (select 1 from supervision talk where talk.id = "supervision_case"."supervision_id" and talk.state = 'written' and talk.supervisor_membership_id = (select app.membership_id()))));--> statement-breakpoint
CREATE POLICY "the two who talked, and auditors, read of a supervision" ON "supervision" AS PERMISSIVE FOR SELECT TO "app_user" USING (("supervision"."agency_id" = any((select app.agencies_where('auditor'))::uuid[]) or ("supervision"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("supervision"."supervisor_membership_id" = (select app.membership_id()) or "supervision"."caseworker_membership_id" = (select app.membership_id())))));--> statement-breakpoint
CREATE POLICY "supervisors write down a supervision in their own name" ON "supervision" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("supervision"."agency_id" = any((select app.agencies_where('supervisor'))::uuid[]) and "supervision"."supervisor_membership_id" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "the caseworker confirms what was written of the talk" ON "supervision" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("supervision"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "supervision"."caseworker_membership_id" = (select app.membership_id()))) WITH CHECK (("supervision"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "supervision"."caseworker_membership_id" = (select app.membership_id())));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values ('supervision', 'written', 'confirm', 'confirmed', '{agency}');
--> statement-breakpoint
-- A supervision is between two people, of whom the second says that it was so: the very text that stands, not one that was corrected.
create function app.guard_supervision() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if app.person_of(new.supervisor_membership_id) = app.person_of(new.caseworker_membership_id) then
      raise exception 'with oneself' using errcode = '23514', constraint = 'supervision_two', table = 'supervision';
    end if;
    if not exists (select 1 from public.membership m where m.id = new.caseworker_membership_id and m.role in ('caseworker', 'supervisor')) then
      raise exception 'works no cases' using errcode = '23514', constraint = 'supervision_case_staff', table = 'supervision';
    end if;
  elsif new.state = 'confirmed' and old.state = 'written' then
    if new.confirmed_by is distinct from new.caseworker_membership_id then
      raise exception 'the caseworker confirms it' using errcode = '42501', table = 'supervision';
    end if;
    if exists (select 1 from public.supervision later where later.corrects_id = new.id) then
      raise exception 'it was corrected' using errcode = '23514', constraint = 'supervision_corrected', table = 'supervision';
    end if;
    new.confirmed_at := app.clock();
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Of whom restricted cases are hidden from the supervisor who asks, and how many: also of somebody who has no others.
drop function app.hidden_caseload(uuid);
--> statement-breakpoint
create function app.hidden_caseloads() returns table (membership_id uuid, cases integer) language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select c.owner_membership_id, count(*)::integer from public."case" c
    where c.state <> 'closed' and c.agency_id = any(app.agencies_where('supervisor')) and c.id = any(app.shut_cases())
    group by c.owner_membership_id;
end
$$;
--> statement-breakpoint
-- The restricted cases of somebody who has left, to a colleague who carries cases: all of them, unseen by the supervisor who hands them over,
-- and never to that supervisor from whichever seat. The record says so with each case. Answers how many.
create function app.hand_over_unseen(from_membership uuid, to_membership uuid, in_words text) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  house uuid;
  batch uuid := app.new_id();
  c public."case";
  moved integer := 0;
begin
  select m.agency_id into house from public.membership m join public.person p on p.id = m.person_id
    where m.id = from_membership and m.agency_id = any(app.agencies_where('supervisor')) and (m.disabled_at is not null or p.disabled_at is not null);
  if not found then
    raise exception 'supervisors alone, for somebody who has left' using errcode = '42501';
  end if;
  if app.person_of(to_membership) = app.actor_id() or not exists (
    select 1 from public.membership m join public.person p on p.id = m.person_id
    where m.id = to_membership and m.agency_id = house and m.role in ('caseworker', 'supervisor') and m.disabled_at is null and p.disabled_at is null) then
    raise exception 'to a colleague who carries cases' using errcode = '42501';
  end if;
  for c in select o.* from public."case" o where o.owner_membership_id = from_membership and o.agency_id = house and o.state <> 'closed'
    and o.id = any(app.shut_cases()) order by o.id for update loop
    insert into public.case_hand_over (agency_id, case_id, batch_id, from_membership_id, to_membership_id, words, moved_by)
      values (house, c.id, batch, from_membership, to_membership, in_words, app.membership_id());
    update public.case_task t set assigned_to = to_membership where t.case_id = c.id and t.assigned_to = from_membership and t.state = 'open';
    delete from public.case_member m where m.case_id = c.id and m.membership_id = to_membership;
    update public."case" set owner_membership_id = to_membership where id = c.id;
    perform app.record_event('case.handed-over-unseen', 'case', c.id, jsonb_build_object('toMembershipId', to_membership), house, null, c.client_id, c.id, null);
    moved := moved + 1;
  end loop;
  return moved;
end
$$;
--> statement-breakpoint
revoke all on function app.guard_supervision(), app.hand_over_unseen(uuid, uuid, text), app.hidden_caseloads() from public;
grant execute on function app.guard_supervision() to app_user, app_auth, app_job, app_owner;
grant execute on function app.hand_over_unseen(uuid, uuid, text), app.hidden_caseloads() to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on case_time, supervision, supervision_case to app_user;
grant insert (agency_id, case_id, membership_id, kind, spent_on, minutes, words, corrects_id) on case_time to app_user;
grant insert (agency_id, supervisor_membership_id, caseworker_membership_id, held_on, words, next_on, corrects_id), update (state, confirmed_by) on supervision to app_user;
grant insert (agency_id, supervision_id, case_id, agreed) on supervision_case to app_user;
create trigger a_guard_state before insert or update of state on supervision for each row execute function app.guard_state('supervision', 'written');
create trigger b_guard_author before update on supervision for each row execute function app.guard_author('confirmed_by');
create trigger c_guard_supervision before insert or update on supervision for each row execute function app.guard_supervision();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['case_time', 'supervision', 'supervision_case'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
