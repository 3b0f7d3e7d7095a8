-- Consent as a policy, its receipts, and the client's own link to who saw their data.
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_of_client" UNIQUE("id","client_id","agency_id");--> statement-breakpoint
CREATE TABLE "client_link" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"language" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "client_link_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "client_link_span" CHECK ("client_link"."expires_at" > "client_link"."created_at" and "client_link"."expires_at" <= "client_link"."created_at" + interval '93 days')
);
--> statement-breakpoint
ALTER TABLE "client_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consent_text" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"language" text NOT NULL,
	"version" integer NOT NULL,
	"words" text NOT NULL,
	"written_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "consent_text_once" UNIQUE("agency_id","language","version"),
	CONSTRAINT "consent_text_version" CHECK ("consent_text"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "consent_text" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "disclosure_receipt" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"disclosure_id" uuid NOT NULL,
	"field" text NOT NULL,
	"document_id" uuid,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "disclosure_receipt_once" UNIQUE NULLS NOT DISTINCT("disclosure_id","field","document_id")
);
--> statement-breakpoint
ALTER TABLE "disclosure_receipt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "consent" DROP CONSTRAINT "consent_given_how";--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "specialty_id" uuid;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "document_id" uuid;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "wording" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "text_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "override_code" text;--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "override_words" text;--> statement-breakpoint
ALTER TABLE "client_link" ADD CONSTRAINT "client_link_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_link" ADD CONSTRAINT "client_link_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_text" ADD CONSTRAINT "consent_text_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_text" ADD CONSTRAINT "consent_text_written_by" FOREIGN KEY ("written_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_receipt" ADD CONSTRAINT "disclosure_receipt_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_receipt" ADD CONSTRAINT "disclosure_receipt_disclosure" FOREIGN KEY ("disclosure_id","client_id","agency_id") REFERENCES "public"."disclosure"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_link_client_index" ON "client_link" USING btree ("client_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "client_link_agency" ON "client_link" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "client_link_created_by_index" ON "client_link" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "consent_text_written_by_index" ON "consent_text" USING btree ("written_by");--> statement-breakpoint
CREATE INDEX "disclosure_receipt_client" ON "disclosure_receipt" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "disclosure_receipt_agency" ON "disclosure_receipt" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "disclosure_receipt_document" ON "disclosure_receipt" USING btree ("document_id");--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_specialty_id_specialty_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consent_specialty" ON "consent" USING btree ("specialty_id");--> statement-breakpoint
CREATE INDEX "consent_document" ON "consent" USING btree ("document_id");--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_recipients" CHECK ("consent"."organization_id" is null or "consent"."specialty_id" is null);--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_override" CHECK (case when "consent"."given_how" = 'override'
        then length("consent"."override_code") > 0 and length("consent"."override_words") >= 20 and "consent"."organization_id" is not null and "consent"."ends_at" <= "consent"."starts_at" + interval '33 days'
        else num_nonnulls("consent"."override_code", "consent"."override_words") = 0 end);--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_given_how" CHECK ("consent"."given_how" in ('signed', 'on_screen', 'verbal', 'override'));--> statement-breakpoint
CREATE POLICY "case staff see which links a client was given" ON "client_link" AS PERMISSIVE FOR SELECT TO "app_user" USING (("client_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "client_link"."client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the case gives a client a link in their own name" ON "client_link" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("client_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("client_link"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_link"."client_id" <> all((select app.hidden_clients())::uuid[]))) and "client_link"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the case takes a client's link back" ON "client_link" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("client_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("client_link"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_link"."client_id" <> all((select app.hidden_clients())::uuid[]))))) WITH CHECK (("client_link"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("client_link"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_link"."client_id" <> all((select app.hidden_clients())::uuid[])))));--> statement-breakpoint
CREATE POLICY "an agency's people read what it says to clients" ON "consent_text" AS PERMISSIVE FOR SELECT TO "app_user" USING ("consent_text"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "administrators write it in their own name" ON "consent_text" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("consent_text"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) and "consent_text"."written_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "case staff read what was seen of a client" ON "disclosure_receipt" AS PERMISSIVE FOR SELECT TO "app_user" USING (("disclosure_receipt"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "disclosure_receipt"."client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
ALTER POLICY "auditors see all of their agency, case staff what is not restricted, providers what names their organization" ON "event" TO app_user USING (("event"."agency_id" = any((select app.agencies_where('auditor', 'administrator'))::uuid[]) or ("event"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'finance_reviewer', 'finance_approver', 'network_manager'))::uuid[]) and ("event"."case_id" is null or "event"."case_id" <> all((select app.hidden_cases())::uuid[])) and ("event"."client_id" is null or "event"."client_id" <> all((select app.hidden_clients())::uuid[]))) or "event"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or "event"."actor_person_id" = (select app.actor_id())));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Whether a consent holds now, for this organization, for what this referral asks.
create function app.consent_covers(of_consent uuid, of_organization uuid, of_referral uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select 1 from public.consent c where c.id = of_consent
      and c.state = 'active' and c.starts_at <= app.clock() and c.ends_at > app.clock()
      and (c.organization_id is null or c.organization_id = of_organization)
      and (c.specialty_id is null or exists (
        select 1 from public.referral r join public.specialty s on s.id = r.specialty_id
        where r.id = of_referral and c.specialty_id = any(s.path || s.id))));
end
$$;
--> statement-breakpoint
create or replace function app.live_disclosures() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(d.id) from public.disclosure d
    join app.standing() s on s.organization_id = d.organization_id
    join public.consent c on c.id = d.consent_id and c.client_id = d.client_id and (c.organization_id is null or c.organization_id = d.organization_id)
    join public.offer o on o.referral_id = d.referral_id and o.organization_id = d.organization_id
    join public.referral r on r.id = d.referral_id
    where d.closed_at is null and d.ends_at > app.clock()
      and c.state = 'active' and c.starts_at <= app.clock() and c.ends_at > app.clock()
      and (c.specialty_id is null or exists (select 1 from public.specialty t where t.id = r.specialty_id and c.specialty_id = any(t.path || t.id)))
      and o.identified and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
      and r.state not in ('draft', 'withdrawn', 'entered_in_error')), '{}');
end
$$;
--> statement-breakpoint
-- The first acceptance wins: the referral is locked, then its offers, and the others close in the same breath. Answers what happened.
create or replace function app.accept_offer(of_offer uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  o public.offer;
  r public.referral;
begin
  select * into o from public.offer where id = of_offer and organization_id = any(app.organizations_where('coordinator', 'organization_administrator'));
  if not found then return 'absent'; end if;
  select * into r from public.referral where id = o.referral_id for update;
  select * into o from public.offer where id = of_offer for update;
  if r.state <> 'sent' then return case when r.state = 'accepted' then 'taken' else 'closed' end; end if;
  if o.state not in ('offered', 'viewed', 'waitlisted') then return 'answered'; end if;
  if not exists (
    select 1 from public.disclosure d
    where d.referral_id = r.id and d.organization_id = o.organization_id and d.client_id = r.client_id and d.closed_at is null and d.ends_at > app.clock()
      and app.consent_covers(d.consent_id, o.organization_id, r.id)) then
    return 'no_consent';
  end if;
  update public.offer set state = 'superseded', answered_at = app.clock()
    where referral_id = r.id and id <> o.id and state in ('offered', 'viewed', 'info_requested', 'waitlisted');
  update public.offer set state = 'accepted', identified = true, answered_at = app.clock(), answered_by = app.membership_id() where id = o.id;
  update public.referral set state = 'accepted', answered_at = app.clock(), version = version + 1 where id = r.id;
  return 'accepted';
end
$$;
--> statement-breakpoint
-- A disclosure shows no more than its consent allows, to nobody else, for nothing else, not before and no longer.
create or replace function app.guard_disclosure() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  c public.consent;
begin
  select * into c from public.consent where id = new.consent_id;
  if not app.consent_covers(new.consent_id, new.organization_id, new.referral_id) or not (new.fields <@ c.fields) or new.ends_at > c.ends_at then
    raise exception 'not covered by the consent' using errcode = '23514', constraint = 'disclosure_within_consent', table = 'disclosure';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- The signed paper of a consent is the client's own.
create function app.guard_consent() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.document_id is not null and not exists (select 1 from public.document d where d.id = new.document_id and d.client_id = new.client_id and d.agency_id = new.agency_id) then
    raise exception 'another''s paper' using errcode = '23514', constraint = 'consent_own_paper', table = 'consent';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Whose access ended with this consent in this very transaction: the referral, the provider, and its offer where it is open.
create function app.concerned_by_end(of_consent uuid) returns table (referral_id uuid, organization_id uuid, offer_id uuid)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select d.referral_id, d.organization_id, o.id from public.consent c
    join public.disclosure d on d.consent_id = c.id and d.closed_at = app.clock()
    left join lateral (
      select f.id from public.offer f where f.referral_id = d.referral_id and f.organization_id = d.organization_id
        and f.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
      order by f.state = 'accepted' desc, f.id limit 1) o on true
    where c.id = of_consent and (current_setting('role') in ('app_job', 'app_definer') or c.agency_id = any(app.agencies_where('caseworker', 'supervisor')));
end
$$;
--> statement-breakpoint
-- The provider's only way to a client's facts: the fields of a live disclosure. Nothing is shown without a row in the record that says so. Null when nothing is live.
create or replace function app.read_disclosed_client(of_referral uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  d public.disclosure;
  k public.client;
  shown jsonb := '{}';
begin
  select * into d from public.disclosure where referral_id = of_referral and id = any(app.live_disclosures());
  if not found then return null; end if;
  select * into k from public.client where id = d.client_id;
  update public.disclosure set first_read_at = app.clock() where id = d.id and first_read_at is null;
  perform app.record_event('offer.read', 'offer',
    (select o.id from public.offer o where o.referral_id = d.referral_id and o.organization_id = d.organization_id
      and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted') order by o.state = 'accepted' desc, o.id limit 1),
    jsonb_build_object('disclosureId', d.id, 'fields', to_jsonb(d.fields)), d.agency_id, d.organization_id, d.client_id, null, d.referral_id);
  if 'name' = any(d.fields) then shown := shown || jsonb_build_object('name', k.given_name || ' ' || k.family_name, 'preferredName', k.preferred_name); end if;
  if 'pronouns' = any(d.fields) then shown := shown || jsonb_build_object('pronouns', k.pronouns); end if;
  if 'birth_day' = any(d.fields) then shown := shown || jsonb_build_object('birthDay', k.birth_day); end if;
  if 'language' = any(d.fields) then shown := shown || jsonb_build_object('language', k.language); end if;
  if 'telephone' = any(d.fields) then
    shown := shown || jsonb_build_object('telephone', k.telephone, 'safeContact', k.safe_contact, 'safeContactNote', k.safe_contact_note);
  end if;
  if 'email' = any(d.fields) then
    shown := shown || jsonb_build_object('email', k.email, 'safeContact', k.safe_contact, 'safeContactNote', k.safe_contact_note);
  end if;
  if 'address' = any(d.fields) then
    shown := shown || jsonb_build_object('addressLine', k.address_line, 'city', k.city, 'region', k.region, 'postalCode', k.postal_code);
  end if;
  if 'access_needs' = any(d.fields) then shown := shown || jsonb_build_object('accessNeeds', k.access_needs); end if;
  return jsonb_build_object('disclosureId', d.id, 'clientId', d.client_id, 'consentId', d.consent_id, 'endsAt', d.ends_at, 'fields', to_jsonb(d.fields), 'client', shown);
end
$$;
--> statement-breakpoint
-- Each read by a provider makes or renews its receipts: fact by fact, paper by paper. Made from the record itself, so that the two cannot differ.
create function app.note_receipts() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.organization_id is null or new.client_id is null then return null; end if;
  insert into public.disclosure_receipt (agency_id, client_id, disclosure_id, field, document_id, first_seen_at, last_seen_at)
  select d.agency_id, d.client_id, d.id, f.field, f.document_id, new.at, new.at
  from public.disclosure d
  cross join lateral (
    select shown.field, null::uuid as document_id from jsonb_array_elements_text(case when new.name = 'offer.read' then new.facts -> 'fields' else '[]' end) shown(field)
    where shown.field <> 'documents' and d.id::text = new.facts ->> 'disclosureId'
    union all
    select 'documents', dd.document_id from public.disclosed_document dd
    where new.name = 'document.read' and dd.referral_id = d.referral_id and dd.document_id = new.subject_id and d.id = any(app.live_disclosures())) f
  where d.organization_id = new.organization_id and d.client_id = new.client_id
  on conflict on constraint disclosure_receipt_once do update set last_seen_at = excluded.last_seen_at, times = public.disclosure_receipt.times + 1;
  return null;
end
$$;
--> statement-breakpoint
-- The client whose link this request bears, while it holds.
create function app.borne_client() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select l.client_id from public.client_link l where l.token_hash = nullif(current_setting('app.bearer_key', true), '')
    and app.is_bearer_of('sharing', l.token_hash) and l.revoked_at is null and l.expires_at > app.clock());
end
$$;
--> statement-breakpoint
-- What a client's link is worth: open, late (also when it was taken back), or unknown.
create function app.sharing_link() returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select case when l.revoked_at is null and l.expires_at > app.clock() then 'open' else 'late' end from public.client_link l
    where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and app.is_bearer_of('sharing', l.token_hash)), 'unknown');
end
$$;
--> statement-breakpoint
-- What the page behind a client's link says besides the list: which house, in which language and zone, until when.
create function app.look_at_sharing() returns table (agency_name text, time_zone text, language text, expires_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select a.name, a.time_zone, l.language, l.expires_at from public.client_link l join public.agency a on a.id = l.agency_id
    where l.token_hash = nullif(current_setting('app.bearer_key', true), '') and l.client_id = app.borne_client();
end
$$;
--> statement-breakpoint
-- Which rows of the record tell that somebody saw a client's data, or opened it against the rule.
create function app.tells_of_seeing(event_name text) returns boolean language sql immutable parallel safe set search_path = '' as $$
  select event_name like '%.read' or event_name in ('consent.overridden', 'emergency.opened')
$$;
--> statement-breakpoint
-- Who saw a client's data, newest first: the rows of the record, every one, for case staff who may see the client and for the bearer of the client's link.
create function app.who_saw(of_client uuid, before_at timestamptz, before_id uuid, most integer)
returns table (id uuid, at timestamptz, name text, who text, facts jsonb)
language plpgsql stable security definer set search_path = '' as $$
declare
  seen uuid := coalesce(app.borne_client(), (
    select k.id from public.client k where k.id = of_client and k.agency_id = any(app.agencies_where('caseworker', 'supervisor')) and k.id <> all(app.hidden_clients())));
begin
  return query
    select e.id, e.at, e.name, e.actor_label, jsonb_strip_nulls(jsonb_build_object('fields', e.facts -> 'fields', 'reason', e.facts -> 'reason')) from public.event e
    where e.client_id = seen and app.tells_of_seeing(e.name)
      and (before_at is null or (e.at, e.id) < (before_at, before_id))
    order by e.at desc, e.id desc limit most;
end
$$;
--> statement-breakpoint
do $$
declare
  f text;
begin
  foreach f in array array['consent_covers(uuid, uuid, uuid)', 'guard_consent()', 'note_receipts()', 'concerned_by_end(uuid)', 'borne_client()', 'sharing_link()',
    'look_at_sharing()', 'tells_of_seeing(text)', 'who_saw(uuid, timestamptz, uuid, integer)'] loop
    execute format('revoke all on function app.%s from public', f);
  end loop;
end
$$;
grant execute on function app.guard_consent(), app.note_receipts() to app_user, app_auth, app_job, app_owner;
grant execute on function app.concerned_by_end(uuid) to app_user, app_job;
grant execute on function app.borne_client(), app.sharing_link(), app.look_at_sharing(), app.tells_of_seeing(text), app.who_saw(uuid, timestamptz, uuid, integer) to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on consent_text, client_link, disclosure_receipt to app_user;
grant insert (specialty_id, document_id, language, wording, text_version, override_code, override_words) on consent to app_user;
grant insert (agency_id, language, version, words, written_by) on consent_text to app_user;
grant insert (agency_id, client_id, token_hash, language, created_by, expires_at) on client_link to app_user;
grant update (revoked_at) on client_link to app_user;
create trigger b_guard_consent before insert on consent for each row execute function app.guard_consent();
create trigger c_note_receipts after insert on event for each row when (new.name in ('offer.read', 'document.read')) execute function app.note_receipts();
do $$
declare
  t text;
begin
  foreach t in array array['consent_text', 'client_link', 'disclosure_receipt'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
  create trigger append_only before update or delete on public.consent_text for each row execute function app.append_only();
  create trigger append_only_truncate before truncate on public.consent_text for each statement execute function app.append_only();
end
$$;
