-- Documents with kinds, days, closed groups and versions; their text; and links by which a client sends one.
CREATE TABLE "document_text" (
	"id" uuid PRIMARY KEY NOT NULL,
	"outcome" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"read_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"vector" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED,
	CONSTRAINT "document_text_outcome" CHECK ("document_text"."outcome" in ('read', 'unreadable'))
);
--> statement-breakpoint
ALTER TABLE "document_text" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "upload_link" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"asked" text NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "upload_link_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "upload_link_span" CHECK ("upload_link"."expires_at" > "upload_link"."created_at" and "upload_link"."expires_at" <= "upload_link"."created_at" + interval '31 days')
);
--> statement-breakpoint
ALTER TABLE "upload_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "document" ALTER COLUMN "uploaded_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "case_note" ADD COLUMN "reached_out" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "upload_link_id" uuid;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "kind" text DEFAULT 'other' NOT NULL;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "expires_on" date;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "fact_group" text;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "noticed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_of_client" UNIQUE("id","client_id","agency_id");--> statement-breakpoint
ALTER TABLE "document_text" ADD CONSTRAINT "document_text_id_document_id_fk" FOREIGN KEY ("id") REFERENCES "public"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_link" ADD CONSTRAINT "upload_link_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_link" ADD CONSTRAINT "upload_link_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_text_vector" ON "document_text" USING gin ("vector");--> statement-breakpoint
CREATE INDEX "upload_link_client_index" ON "upload_link" USING btree ("client_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "upload_link_agency" ON "upload_link" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "upload_link_created_by_index" ON "upload_link" USING btree ("created_by");--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_upload_link_id_upload_link_id_fk" FOREIGN KEY ("upload_link_id") REFERENCES "public"."upload_link"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_replaces" FOREIGN KEY ("replaces_id","client_id","agency_id") REFERENCES "public"."document"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_upload_link" ON "document" USING btree ("upload_link_id");--> statement-breakpoint
CREATE INDEX "document_expires" ON "document" USING btree ("expires_on") WHERE "document"."expires_on" is not null and "document"."noticed_at" is null;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_replaced_once" UNIQUE("replaces_id");--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_sent_by" CHECK (num_nonnulls("document"."uploaded_by", "document"."upload_link_id") = 1);--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_kind" CHECK ("document"."kind" in ('identity', 'income', 'medical', 'court', 'benefit', 'letter', 'agreement', 'other'));--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_group" CHECK ("document"."fact_group" is null or "document"."client_id" is not null and "document"."fact_group" in ('health', 'immigration', 'violence', 'benefits', 'justice'));--> statement-breakpoint
CREATE POLICY "whoever may read the document reads its text" ON "document_text" AS PERMISSIVE FOR SELECT TO "app_user" USING (exists (select 1 from document shown where shown.id = "document_text"."id"));--> statement-breakpoint
CREATE POLICY "the worker keeps what it read" ON "document_text" AS PERMISSIVE FOR ALL TO "app_job" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "case staff see which links a client was given to send documents" ON "upload_link" AS PERMISSIVE FOR SELECT TO "app_user" USING (("upload_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "upload_link"."client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the client asks them for documents in their own name" ON "upload_link" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("upload_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("upload_link"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "upload_link"."client_id" <> all((select app.hidden_clients())::uuid[]))) and "upload_link"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the client takes the link back" ON "upload_link" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("upload_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("upload_link"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "upload_link"."client_id" <> all((select app.hidden_clients())::uuid[]))))) WITH CHECK (("upload_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("upload_link"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "upload_link"."client_id" <> all((select app.hidden_clients())::uuid[])))));--> statement-breakpoint
ALTER POLICY "case staff, the organization it belongs to, its network's managers, and whom it was disclosed to read a document" ON "document" TO app_user USING ((("document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "document"."client_id" is not null and "document"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("document"."fact_group" is null or ("document"."fact_group" = any((select app.fact_groups('agency'))::text[]) or ("document"."fact_group" = any((select app.fact_groups('own'))::text[]) and "document"."client_id" = any((select app.my_clients())::uuid[]))))) or ("document"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "document"."client_id" is null) or "document"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or (cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0 and exists (select 1 from credential proven where proven.document_id = "document"."id")) or "document"."id" = any((select app.disclosed_documents())::uuid[])));--> statement-breakpoint
ALTER POLICY "people file documents for their own house in their own name" ON "document" TO app_user WITH CHECK (("document"."uploaded_by" = (select app.membership_id()) and (("document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "document"."client_id" is not null and ("document"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "document"."client_id" <> all((select app.hidden_clients())::uuid[]))) and ("document"."fact_group" is null or ("document"."fact_group" = any((select app.fact_groups('agency'))::text[]) or ("document"."fact_group" = any((select app.fact_groups('own'))::text[]) and "document"."client_id" = any((select app.my_clients())::uuid[]))))) or ("document"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "document"."client_id" is null) or "document"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]))));--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['upload_link', 'document_text']) as name loop
    execute format('alter table public.%I force row level security', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
--> statement-breakpoint
grant select on upload_link, document_text to app_user;
grant insert (agency_id, client_id, token_hash, asked, kind, language, created_by, expires_at), update (revoked_at) on upload_link to app_user;
grant insert (kind, expires_on, fact_group, replaces_id) on document to app_user;
grant select, insert on document_text to app_job;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
create function app.upload_link() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select case when l.used_at is not null then 'used' when l.revoked_at is null and l.expires_at > app.clock() then 'open' else 'late' end
    from public.upload_link l where l.token_hash = current_setting('app.bearer_key', true) and app.is_bearer_of('upload', l.token_hash)), 'unknown');
end
$$;
--> statement-breakpoint
-- What the page behind a link says: who asks, for what, until when. Nothing about whom.
create function app.look_at_upload() returns table (agency_name text, time_zone text, asked text, language text, expires_at timestamptz, used boolean)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select a.name, a.time_zone, l.asked, l.language, l.expires_at, l.used_at is not null from public.upload_link l join public.agency a on a.id = l.agency_id
    where l.token_hash = current_setting('app.bearer_key', true) and app.is_bearer_of('upload', l.token_hash);
end
$$;
--> statement-breakpoint
-- The bearer's documents, all at once, and the link is used up. Of two at once the second finds it used.
create function app.send_documents(sent jsonb) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.upload_link;
  made integer;
begin
  select * into l from public.upload_link x where x.token_hash = current_setting('app.bearer_key', true) and app.is_bearer_of('upload', x.token_hash) for update;
  if not found or l.used_at is not null or l.revoked_at is not null or l.expires_at <= app.clock() then return 0; end if;
  if jsonb_array_length(sent) not between 1 and 10 then
    raise exception 'too many at once' using errcode = '23514', constraint = 'upload_too_many', table = 'document';
  end if;
  insert into public.document (agency_id, client_id, sha256, name, media_type, byte_count, kind, upload_link_id)
  select l.agency_id, l.client_id, s.sha256, s.name, s."mediaType", s."byteCount", l.kind, l.id
  from jsonb_to_recordset(sent) s(sha256 text, name text, "mediaType" text, "byteCount" integer);
  get diagnostics made = row_count;
  update public.upload_link x set used_at = app.clock() where x.id = l.id;
  perform app.record_event('document.sent', 'client', l.client_id, jsonb_build_object('count', made), l.agency_id, null, l.client_id, null, null);
  insert into public.notification (membership_id, kind, subject_type, subject_id, path)
  values (l.created_by, 'documents-sent', 'client', l.client_id, '/agency/clients/' || l.client_id || '/documents');
  return made;
end
$$;
--> statement-breakpoint
-- The documents of clients whose text nobody has read yet, oldest first.
create function app.documents_to_read(most integer) returns table (document_id uuid, sha256 text) language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    select d.id, d.sha256 from public.document d
    where d.media_type = 'application/pdf' and d.client_id is not null and not exists (select 1 from public.document_text t where t.id = d.id)
    order by d.id limit most;
end
$$;
--> statement-breakpoint
-- Documents that expire within so many days, each told of once: to whoever carries an open case of the client.
create function app.notice_expiring_documents(days integer) returns table (document_id uuid, client_id uuid, membership_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    with due as (
      update public.document d set noticed_at = app.clock()
      where d.expires_on <= app.clock()::date + days and d.noticed_at is null and d.client_id is not null
        and not exists (select 1 from public.document newer where newer.replaces_id = d.id)
      returning d.id, d.client_id)
    select due.id, due.client_id, c.owner_membership_id from due join public."case" c on c.client_id = due.client_id and c.state <> 'closed';
end
$$;
--> statement-breakpoint
-- Documents in whose text or name all the words stand. Looks past row-level security, which no text index can pass, and answers ids: the rows
-- come through the policies of whoever asked.
create function app.find_documents(sought text, of_client uuid, most integer) returns table (document_id uuid)
language plpgsql stable security definer set search_path = '' as $$
declare
  asked tsquery := websearch_to_tsquery('simple', left(sought, 200));
begin
  return query
    select d.id from public.document d left join public.document_text t on t.id = d.id
    where d.client_id = of_client and d.agency_id = any(app.agencies_where('caseworker', 'supervisor'))
      and (t.vector @@ asked or to_tsvector('simple', regexp_replace(d.name, '[._-]', ' ', 'g')) @@ asked)
    order by d.id desc limit least(most, 100);
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = 'app'::regnamespace and p.proowner = 'app_definer'::regrole
    and p.proname in ('upload_link', 'look_at_upload', 'send_documents', 'documents_to_read', 'notice_expiring_documents', 'find_documents') loop
    execute format('revoke all on function %s from public', f.signature);
    execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
  end loop;
end
$$;
--> statement-breakpoint
-- A logged attempt to reach the client is held to what is safe for them, as a letter is.
create function app.guard_reaching_note() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  way text := case new.kind when 'message' then 'text' when 'letter' then 'post' when 'telephone' then 'telephone' when 'visit' then 'visit' end;
  reason text;
begin
  if way is null then return new; end if;
  select app.unsafe_contact(k.client_id, way, null, coalesce(new.happened_at, app.clock()), '', true) into reason from public."case" k where k.id = new.case_id;
  if reason is not null then
    raise exception 'not safe: %', reason using errcode = '23514', constraint = 'contact_' || reason, table = 'case_note';
  end if;
  return new;
end
$$;
--> statement-breakpoint
revoke all on function app.guard_reaching_note() from public;
grant execute on function app.guard_reaching_note() to app_user, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant insert (reached_out) on case_note to app_user;
create trigger b_guard_reaching before insert on case_note for each row when (new.reached_out) execute function app.guard_reaching_note();
