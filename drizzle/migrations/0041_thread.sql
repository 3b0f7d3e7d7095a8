-- What caseworker and provider say to each other about a referral; and word to every process that notices changed.
set local role app_definer;
--> statement-breakpoint
-- Referrals whose thread the actor's organization may read and write now: those of which a live disclosure says who the client is.
create function app.open_threads() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(d.referral_id) from public.disclosure d where d.id = any((select app.live_disclosures())::uuid[])), '{}');
end
$$;
--> statement-breakpoint
-- The same of one thread, for the agency's side: there nobody writes into a room that is shut on the other.
create function app.thread_is_open(of_referral uuid, of_organization uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select 1 from public.disclosure d
    join public.offer o on o.referral_id = d.referral_id and o.organization_id = d.organization_id
    join public.referral r on r.id = d.referral_id
    where d.referral_id = of_referral and d.organization_id = of_organization
      and d.closed_at is null and d.ends_at > app.clock()
      and app.consent_covers(d.consent_id, d.organization_id, d.referral_id)
      and o.identified and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
      and r.state not in ('draft', 'withdrawn', 'entered_in_error'));
end
$$;
--> statement-breakpoint
revoke all on function app.open_threads(), app.thread_is_open(uuid, uuid) from public;
grant execute on function app.open_threads(), app.thread_is_open(uuid, uuid) to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "thread_mark" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"side" text DEFAULT 'agency' NOT NULL,
	"reader_name" text DEFAULT '' NOT NULL,
	"read_until" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "thread_mark_once" UNIQUE("referral_id","organization_id","membership_id"),
	CONSTRAINT "thread_mark_side" CHECK ("thread_mark"."side" in ('agency', 'provider')),
	CONSTRAINT "thread_mark_past" CHECK ("thread_mark"."read_until" <= "thread_mark"."read_at")
);
--> statement-breakpoint
ALTER TABLE "thread_mark" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "thread_message" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"side" text DEFAULT 'agency' NOT NULL,
	"author_name" text DEFAULT '' NOT NULL,
	"words" text NOT NULL,
	"document_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"taken_back_at" timestamp with time zone,
	CONSTRAINT "thread_message_side" CHECK ("thread_message"."side" in ('agency', 'provider')),
	CONSTRAINT "thread_message_says_something" CHECK (case when "thread_message"."taken_back_at" is null then length("thread_message"."words") between 1 and 4000 else "thread_message"."words" = '' and "thread_message"."document_id" is null end)
);
--> statement-breakpoint
ALTER TABLE "thread_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "thread_mark" ADD CONSTRAINT "thread_mark_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_mark" ADD CONSTRAINT "thread_mark_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_mark" ADD CONSTRAINT "thread_mark_referral" FOREIGN KEY ("referral_id","agency_id") REFERENCES "public"."referral"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_message" ADD CONSTRAINT "thread_message_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_message" ADD CONSTRAINT "thread_message_author_id_membership_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_message" ADD CONSTRAINT "thread_message_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_message" ADD CONSTRAINT "thread_message_referral" FOREIGN KEY ("referral_id","agency_id") REFERENCES "public"."referral"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "thread_mark_agency" ON "thread_mark" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "thread_mark_organization" ON "thread_mark" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "thread_mark_membership" ON "thread_mark" USING btree ("membership_id");--> statement-breakpoint
CREATE INDEX "thread_message_thread" ON "thread_message" USING btree ("referral_id","organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "thread_message_agency" ON "thread_message" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "thread_message_organization" ON "thread_message" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "thread_message_author" ON "thread_message" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "thread_message_document" ON "thread_message" USING btree ("document_id");--> statement-breakpoint
CREATE POLICY "both sides of a thread see how far it was read" ON "thread_mark" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "thread_mark"."referral_id" <> all((select app.hidden_referrals())::uuid[])) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_mark"."referral_id" = any((select app.open_threads())::uuid[]))));--> statement-breakpoint
CREATE POLICY "people mark what they read themselves" ON "thread_mark" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("thread_mark"."membership_id" = (select app.membership_id()) and (("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "thread_mark"."referral_id" <> all((select app.hidden_referrals())::uuid[])) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_mark"."referral_id" = any((select app.open_threads())::uuid[])))));--> statement-breakpoint
CREATE POLICY "people move their own mark" ON "thread_mark" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("thread_mark"."membership_id" = (select app.membership_id()) and (("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "thread_mark"."referral_id" <> all((select app.hidden_referrals())::uuid[])) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_mark"."referral_id" = any((select app.open_threads())::uuid[]))))) WITH CHECK (("thread_mark"."membership_id" = (select app.membership_id()) and (("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "thread_mark"."referral_id" <> all((select app.hidden_referrals())::uuid[])) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_mark"."referral_id" = any((select app.open_threads())::uuid[])))));--> statement-breakpoint
CREATE POLICY "case staff read their referrals' threads, a provider its own while it may know the client" ON "thread_message" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "thread_message"."referral_id" <> all((select app.hidden_referrals())::uuid[])) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_message"."referral_id" = any((select app.open_threads())::uuid[]))));--> statement-breakpoint
CREATE POLICY "whoever carries the referral, and the provider it lies with, write in their own name while the thread is open" ON "thread_message" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("thread_message"."author_id" = (select app.membership_id()) and (("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("thread_message"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "thread_message"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[])))) and (select app.thread_is_open("thread_message"."referral_id", "thread_message"."organization_id"))) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_message"."referral_id" = any((select app.open_threads())::uuid[])))));--> statement-breakpoint
CREATE POLICY "people take back what they wrote themselves" ON "thread_message" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("thread_message"."author_id" = (select app.membership_id()) and (("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "thread_message"."referral_id" <> all((select app.hidden_referrals())::uuid[])) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_message"."referral_id" = any((select app.open_threads())::uuid[]))))) WITH CHECK (("thread_message"."author_id" = (select app.membership_id()) and (("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "thread_message"."referral_id" <> all((select app.hidden_referrals())::uuid[])) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and "thread_message"."referral_id" = any((select app.open_threads())::uuid[])))));--> statement-breakpoint
ALTER POLICY "case staff, the organization it belongs to, its network's managers, and whom it was disclosed to read a document" ON "document" TO app_user USING ((("document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "document"."client_id" is not null and "document"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("document"."fact_group" is null or ("document"."fact_group" = any((select app.fact_groups('agency'))::text[]) or ("document"."fact_group" = any((select app.fact_groups('own'))::text[]) and "document"."client_id" = any((select app.my_clients())::uuid[]))))) or ("document"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "document"."client_id" is null) or "document"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or (cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0 and exists (select 1 from credential proven where proven.document_id = "document"."id")) or "document"."id" = any((select app.disclosed_documents())::uuid[]) or ("document"."organization_id" is not null and exists (select 1 from thread_message said where said.document_id = "document"."id"))));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- One thread is read, or a message of it taken back, by one at a time: nobody reads what goes in the same moment.
create function app.hold_thread(of_referral uuid, of_organization uuid) returns void
language sql volatile set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended('thread ' || of_referral || ' ' || of_organization, 0))
$$;
--> statement-breakpoint
-- A message bears its author's side and name, and no paper but the author's own of this referral's client or organization.
-- It never changes; within ten minutes, and before the other side has read it, its author may take it back whole.
create function app.guard_thread_message() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    select case when m.agency_id is null then 'provider' else 'agency' end, p.name into new.side, new.author_name
    from public.membership m join public.person p on p.id = m.person_id
    where m.id = new.author_id and (m.agency_id = new.agency_id or m.organization_id = new.organization_id);
    if new.side is null then
      raise exception 'the author is on neither side' using errcode = '23514', constraint = 'thread_message_author_side', table = 'thread_message';
    end if;
    if new.document_id is not null and not exists (
      select 1 from public.document d join public.referral r on r.id = new.referral_id
      where d.id = new.document_id and d.uploaded_by = new.author_id
        and case new.side when 'provider' then d.organization_id = new.organization_id
          else d.agency_id = r.agency_id and d.client_id = r.client_id
            and exists (select 1 from public.disclosed_document s where s.referral_id = r.id and s.document_id = d.id) end) then
      raise exception 'a paper of another' using errcode = '23514', constraint = 'thread_message_paper', table = 'thread_message';
    end if;
    return new;
  end if;
  perform app.hold_thread(old.referral_id, old.organization_id);
  if new.taken_back_at is null or old.taken_back_at is not null or old.author_id is distinct from app.membership_id() then
    raise exception 'only taken back, once, by its author' using errcode = '23514', constraint = 'thread_message_stays', table = 'thread_message';
  end if;
  if app.clock() >= old.created_at + interval '10 minutes' then
    raise exception 'too late' using errcode = '23514', constraint = 'thread_message_late', table = 'thread_message';
  end if;
  if exists (select 1 from public.thread_mark m where m.referral_id = old.referral_id and m.organization_id = old.organization_id
      and m.side <> old.side and m.read_until >= old.created_at)
    or exists (select 1 from public.disclosure_receipt x where x.document_id = old.document_id) then
    raise exception 'read already' using errcode = '23514', constraint = 'thread_message_read', table = 'thread_message';
  end if;
  if old.document_id is not null then
    delete from public.disclosed_document s where s.referral_id = old.referral_id and s.document_id = old.document_id;
  end if;
  new.words := '';
  new.document_id := null;
  new.taken_back_at := app.clock();
  return new;
end
$$;
--> statement-breakpoint
-- A mark bears its reader's side and name, is made now, and never goes back.
create function app.guard_thread_mark() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select case when m.agency_id is null then 'provider' else 'agency' end, p.name into new.side, new.reader_name
  from public.membership m join public.person p on p.id = m.person_id
  where m.id = new.membership_id and (m.agency_id = new.agency_id or m.organization_id = new.organization_id);
  if new.side is null then
    raise exception 'the reader is on neither side' using errcode = '23514', constraint = 'thread_mark_reader_side', table = 'thread_mark';
  end if;
  new.read_at := app.clock();
  if tg_op = 'UPDATE' and new.read_until < old.read_until then
    new.read_until := old.read_until;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Tells every process that a desk's notices changed, and that somebody's session ended. Ids alone: whoever listens asks for the rest, and row-level security answers.
create function app.tell_notices_changed() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform pg_notify('notices_changed', new.membership_id::text);
  return null;
end
$$;
--> statement-breakpoint
create function app.tell_session_ended() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform pg_notify('session_ended', new.id::text);
  return null;
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.prorettype = 'trigger'::regtype as is_trigger from pg_proc p
    where p.pronamespace = 'app'::regnamespace and p.proname in ('hold_thread', 'guard_thread_message', 'guard_thread_mark',
      'tell_notices_changed', 'tell_session_ended') loop
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
grant select on thread_message, thread_mark to app_user;
grant insert (agency_id, referral_id, organization_id, author_id, words, document_id), update (taken_back_at) on thread_message to app_user;
grant insert (agency_id, referral_id, organization_id, membership_id, read_until), update (read_until) on thread_mark to app_user;
create trigger b_guard_thread_message before insert or update on thread_message for each row execute function app.guard_thread_message();
create trigger b_guard_thread_mark before insert or update on thread_mark for each row execute function app.guard_thread_mark();
create trigger c_tell_notices_changed after insert or update of read_at on notification for each row execute function app.tell_notices_changed();
create trigger c_tell_session_ended after update of revoked_at on sign_in_session for each row
  when (old.revoked_at is null and new.revoked_at is not null) execute function app.tell_session_ended();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['thread_message', 'thread_mark'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
