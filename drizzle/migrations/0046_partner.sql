-- Other people's systems: let in by a house, with a seat, a secret and tokens; and each change of an offer counted, so that they can follow it.
CREATE TABLE "partner_token" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"partner_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "partner_token_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "partner_token_short" CHECK ("partner_token"."expires_at" <= "partner_token"."created_at" + interval '1 hour')
);
--> statement-breakpoint
ALTER TABLE "partner_token" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "partner" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid,
	"organization_id" uuid,
	"membership_id" uuid NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"secret_hash" text NOT NULL,
	"secret_made_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "partner_membership_id_unique" UNIQUE("membership_id"),
	CONSTRAINT "partner_one_side" CHECK (("partner"."agency_id" is null) <> ("partner"."organization_id" is null))
);
--> statement-breakpoint
ALTER TABLE "partner" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "membership" DROP CONSTRAINT "membership_role_fits_side";--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "changed_at" timestamp with time zone DEFAULT app.clock() NOT NULL;--> statement-breakpoint
ALTER TABLE "partner_token" ADD CONSTRAINT "partner_token_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner" ADD CONSTRAINT "partner_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner" ADD CONSTRAINT "partner_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner" ADD CONSTRAINT "partner_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner" ADD CONSTRAINT "partner_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "partner_token_partner" ON "partner_token" USING btree ("partner_id");--> statement-breakpoint
CREATE INDEX "partner_token_expires" ON "partner_token" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "partner_agency" ON "partner" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "partner_organization" ON "partner" USING btree ("organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "partner_created_by" ON "partner" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "offer_changed" ON "offer" USING btree ("organization_id","changed_at","id");--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_role_fits_side" CHECK (("membership"."agency_id" is not null and "membership"."role" in ('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator')) or ("membership"."organization_id" is not null and "membership"."role" in ('coordinator', 'practitioner', 'biller', 'organization_administrator')) or "membership"."role" = 'partner');--> statement-breakpoint
CREATE POLICY "only the doorkeeper sees tokens of systems" ON "partner_token" AS PERMISSIVE FOR ALL TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "administrators see the systems of their house" ON "partner" AS PERMISSIVE FOR SELECT TO "app_user" USING (("partner"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "partner"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "the doorkeeper knows systems" ON "partner" AS PERMISSIVE FOR SELECT TO "app_auth" USING (true);--> statement-breakpoint
CREATE POLICY "the doorkeeper notes that a system came" ON "partner" AS PERMISSIVE FOR UPDATE TO "app_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER POLICY "administrators add others, a provider's also themselves" ON "membership" TO app_user WITH CHECK (((("membership"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) and (not "membership"."person_id" = (select app.actor_id()))) or "membership"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])) and "membership"."role" <> 'partner'));
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['partner', 'partner_token']) as name loop
    execute format('alter table public.%I force row level security', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
--> statement-breakpoint
grant select (id, agency_id, organization_id, membership_id, name, scopes, secret_made_at, created_by, created_at, last_used_at, revoked_at) on partner to app_user;
grant select, update (last_used_at) on partner to app_auth;
grant select, insert (partner_id, token_hash, scopes, expires_at), delete on partner_token to app_auth;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- A provider's system answers as its coordinators do; a sender's system has a seat at the agency that carries no other right.
create or replace function app.standing() returns table (agency_id uuid, organization_id uuid, role text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select m.agency_id, m.organization_id, case when m.role = 'partner' and m.organization_id is not null then 'coordinator' else m.role end
    from public.membership m join public.person p on p.id = m.person_id
    where m.id = app.membership_id() and m.person_id = app.actor_id() and m.disabled_at is null and p.disabled_at is null;
end
$$;
--> statement-breakpoint
create or replace function app.desk() returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select case
      when s.organization_id is not null then 'portal'
      when s.role in ('caseworker', 'supervisor') then 'agency'
      when s.role = 'network_manager' then 'network'
      when s.role in ('finance_reviewer', 'finance_approver') then 'finance'
      when s.role = 'partner' then 'partner'
      else 'admin' end
    from app.standing() s), 'system');
end
$$;
--> statement-breakpoint
-- A system of the administrator's own house, with a seat of its own in which nobody can sign in.
create function app.add_partner(partner_name text, wanted text[], key_hash text) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  house record;
  person uuid;
  place uuid;
  made uuid;
begin
  select s.agency_id, s.organization_id into house from app.standing() s where s.role in ('administrator', 'organization_administrator');
  if not found then
    raise exception 'administrators let systems in' using errcode = '42501', table = 'partner';
  end if;
  insert into public.person (name, email) values (partner_name, 'system-' || app.new_id() || '@partner.invalid') returning id into person;
  insert into public.membership (person_id, agency_id, organization_id, role) values (person, house.agency_id, house.organization_id, 'partner') returning id into place;
  insert into public.partner (agency_id, organization_id, membership_id, name, scopes, secret_hash, created_by)
  values (house.agency_id, house.organization_id, place, partner_name, wanted, key_hash, app.membership_id()) returning id into made;
  return made;
end
$$;
--> statement-breakpoint
-- The system of the administrator's own house, locked; nothing where it is another's.
create function app.own_partner(of_partner uuid) returns public.partner
language plpgsql volatile security definer set search_path = '' as $$
declare
  p public.partner;
begin
  select * into p from public.partner x where x.id = of_partner
    and (x.agency_id = any(app.agencies_where('administrator')) or x.organization_id = any(app.organizations_where('organization_administrator')))
    for update;
  return p;
end
$$;
--> statement-breakpoint
-- Another secret, from this moment on: the old one and every token made with it open nothing.
create function app.turn_partner_key(of_partner uuid, key_hash text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  if (app.own_partner(of_partner)).id is null then return false; end if;
  update public.partner x set secret_hash = key_hash, secret_made_at = app.clock() where x.id = of_partner and x.revoked_at is null;
  if not found then return false; end if;
  delete from public.partner_token k where k.partner_id = of_partner;
  return true;
end
$$;
--> statement-breakpoint
create function app.revoke_partner(of_partner uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  if (app.own_partner(of_partner)).id is null then return false; end if;
  update public.partner x set revoked_at = app.clock() where x.id = of_partner and x.revoked_at is null;
  if not found then return false; end if;
  update public.membership m set disabled_at = app.clock() where m.id = (select x.membership_id from public.partner x where x.id = of_partner);
  delete from public.partner_token k where k.partner_id = of_partner;
  return true;
end
$$;
--> statement-breakpoint
-- Each change a provider can see is counted, so that its system can tell what it knows from what is.
create function app.note_offer_change() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.version = old.version then
    if (to_jsonb(new) - array['changed_at', 'remind_at', 'move_on_at', 'lapse_at', 'due_at', 'clock_round'])
      is not distinct from (to_jsonb(old) - array['changed_at', 'remind_at', 'move_on_at', 'lapse_at', 'due_at', 'clock_round']) then return new; end if;
    new.version := old.version + 1;
  end if;
  new.changed_at := app.clock();
  return new;
end
$$;
--> statement-breakpoint
-- What becomes of a referral after it is accepted is seen at the offer that was; a mistake, at every offer.
create function app.note_referral_change() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.offer o set version = o.version + 1
  where o.referral_id = new.id and (o.state = 'accepted' and new.state <> 'accepted' or new.state = 'entered_in_error');
  return null;
end
$$;
--> statement-breakpoint
-- Access that closes is a change, too. An offer that somebody is moving at this moment is counted by them: nobody waits here.
create function app.note_disclosure_change() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.offer o set version = o.version + 1
  where o.id in (
    select f.id from public.offer f where f.referral_id = new.referral_id and f.organization_id = new.organization_id
      and f.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
    for no key update skip locked);
  return null;
end
$$;
--> statement-breakpoint
-- Holds an offer of the provider's own, its referral first, until this transaction ends, and tells which version it is; null where it is another's.
create function app.hold_offer(of_offer uuid) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare
  held uuid;
begin
  select o.referral_id into held from public.offer o
    where o.id = of_offer and o.organization_id = any(app.organizations_where('coordinator', 'organization_administrator'));
  if held is null then return null; end if;
  perform 1 from public.referral r where r.id = held for update;
  return (select o.version from public.offer o where o.id = of_offer for update);
end
$$;
--> statement-breakpoint
-- Which of the provider's own offers were for a referral that was entered in error; of all else about it they learn nothing here.
create function app.retracted_offers() returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select o.id from public.offer o join public.referral r on r.id = o.referral_id
    where r.state = 'entered_in_error' and o.organization_id = any(app.organizations_where('coordinator', 'practitioner', 'organization_administrator'));
end
$$;
--> statement-breakpoint
-- What a provider may know of the consents that show it somebody at this moment: that they hold, since when and how long, for which facts.
create function app.disclosed_consents() returns table (
  consent_id uuid, referral_id uuid, client_id uuid, agency_id uuid, organization_id uuid, purpose text, given_how text, starts_at timestamptz, ends_at timestamptz, changed_at timestamptz, fields text[])
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select c.id, d.referral_id, d.client_id, d.agency_id, d.organization_id, c.purpose, c.given_how, c.starts_at, least(d.ends_at, c.ends_at), d.created_at, d.fields
    from public.disclosure d join public.consent c on c.id = d.consent_id where d.id = any(app.live_disclosures());
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.proname as name, p.prorettype = 'trigger'::regtype as is_trigger from pg_proc p
    where p.pronamespace = 'app'::regnamespace and p.proname in ('add_partner', 'own_partner', 'turn_partner_key', 'revoke_partner',
      'note_offer_change', 'note_referral_change', 'note_disclosure_change', 'hold_offer', 'retracted_offers', 'disclosed_consents') loop
    execute format('revoke all on function %s from public', f.signature);
    if f.is_trigger then
      execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
    elsif f.name <> 'own_partner' then
      execute format('grant execute on function %s to app_user', f.signature);
    end if;
  end loop;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger y_note_offer_change before update on offer for each row execute function app.note_offer_change();
create trigger d_note_referral_change after update of state on referral for each row when (old.state is distinct from new.state) execute function app.note_referral_change();
create trigger d_note_disclosure_change after update of closed_at on disclosure for each row when (old.closed_at is null and new.closed_at is not null) execute function app.note_disclosure_change();
