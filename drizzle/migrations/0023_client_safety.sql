-- The client's safety: how they may be reached, who belongs to them, facts by group, and records that may be one person.
create extension if not exists fuzzystrmatch with schema public;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Which groups of facts the actor's role reads, at least so far: own, of clients they carry; agency, of every client open to them.
create function app.fact_groups(at_least text) returns text[] language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(u.fact_group) from app.standing() s
    join (values ('caseworker', 'health', 'own'), ('caseworker', 'immigration', 'own'), ('caseworker', 'violence', 'own'), ('caseworker', 'benefits', 'agency'),
      ('caseworker', 'justice', 'own'), ('supervisor', 'health', 'agency'), ('supervisor', 'immigration', 'agency'), ('supervisor', 'violence', 'agency'),
      ('supervisor', 'benefits', 'agency'), ('supervisor', 'justice', 'agency')) u(role, fact_group, reach) on u.role = s.role
    left join public.fact_reach r on r.agency_id = s.agency_id and r.role = s.role and r.fact_group = u.fact_group
    where coalesce(r.reach, u.reach) = 'agency' or (at_least = 'own' and coalesce(r.reach, u.reach) = 'own')), '{}');
end
$$;
--> statement-breakpoint
revoke all on function app.fact_groups(text) from public;
grant execute on function app.fact_groups(text) to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "client_relation" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"other_client_id" uuid,
	"other_name" text,
	"kind" text NOT NULL,
	"lives_together" boolean DEFAULT false NOT NULL,
	"guardian" text DEFAULT 'none' NOT NULL,
	"other_not_told" boolean DEFAULT false NOT NULL,
	"client_not_told" boolean DEFAULT false NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "client_relation_of_client" UNIQUE("id","client_id","agency_id"),
	CONSTRAINT "client_relation_kind" CHECK ("client_relation"."kind" in ('parent', 'child', 'spouse', 'partner', 'former_partner', 'sibling', 'grandparent', 'grandchild', 'relative', 'carer', 'cared_for', 'friend', 'other')),
	CONSTRAINT "client_relation_guardian" CHECK ("client_relation"."guardian" in ('none', 'other', 'client')),
	CONSTRAINT "client_relation_other" CHECK (num_nonnulls("client_relation"."other_client_id", "client_relation"."other_name") = 1),
	CONSTRAINT "client_relation_two" CHECK ("client_relation"."other_client_id" <> "client_relation"."client_id")
);
--> statement-breakpoint
ALTER TABLE "client_relation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_way" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"value" text NOT NULL,
	"relation_id" uuid,
	"allowed" boolean DEFAULT true NOT NULL,
	"weekdays" smallint[],
	"from_minute" smallint,
	"until_minute" smallint,
	"leave_message" boolean DEFAULT false NOT NULL,
	"neutral_sender" boolean DEFAULT false NOT NULL,
	"avoid_words" text[] DEFAULT '{}' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "contact_way_channel" CHECK ("contact_way"."channel" in ('telephone', 'text', 'email', 'post', 'visit')),
	CONSTRAINT "contact_way_weekdays" CHECK ("contact_way"."weekdays" <@ '{1,2,3,4,5,6,7}'::smallint[]),
	CONSTRAINT "contact_way_hours" CHECK (num_nonnulls("contact_way"."from_minute", "contact_way"."until_minute") in (0, 2) and "contact_way"."from_minute" >= 0 and "contact_way"."from_minute" < "contact_way"."until_minute" and "contact_way"."until_minute" <= 1440)
);
--> statement-breakpoint
ALTER TABLE "contact_way" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "client_fact" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"fact_group" text NOT NULL,
	"kind" text NOT NULL,
	"words" text NOT NULL,
	"from_day" date,
	"until_day" date,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "client_fact_group" CHECK ("client_fact"."fact_group" in ('health', 'immigration', 'violence', 'benefits', 'justice')),
	CONSTRAINT "client_fact_span" CHECK ("client_fact"."until_day" >= "client_fact"."from_day")
);
--> statement-breakpoint
ALTER TABLE "client_fact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fact_reach" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"fact_group" text NOT NULL,
	"role" text NOT NULL,
	"reach" text NOT NULL,
	CONSTRAINT "fact_reach_once" UNIQUE("agency_id","fact_group","role"),
	CONSTRAINT "fact_reach_group" CHECK ("fact_reach"."fact_group" in ('health', 'immigration', 'violence', 'benefits', 'justice')),
	CONSTRAINT "fact_reach_role" CHECK ("fact_reach"."role" in ('caseworker', 'supervisor')),
	CONSTRAINT "fact_reach_reach" CHECK ("fact_reach"."reach" in ('none', 'own', 'agency'))
);
--> statement-breakpoint
ALTER TABLE "fact_reach" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "client_pair" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"other_client_id" uuid NOT NULL,
	"state" text DEFAULT 'suggested' NOT NULL,
	"reasons" text[] NOT NULL,
	"shown_client_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "client_pair_once" UNIQUE("client_id","other_client_id"),
	CONSTRAINT "client_pair_order" CHECK ("client_pair"."client_id" < "client_pair"."other_client_id"),
	CONSTRAINT "client_pair_shown" CHECK (("client_pair"."state" = 'linked') = ("client_pair"."shown_client_id" is not null) and "client_pair"."shown_client_id" in ("client_pair"."client_id", "client_pair"."other_client_id"))
);
--> statement-breakpoint
ALTER TABLE "client_pair" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "client" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "client" ADD COLUMN "search_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "client" ADD COLUMN "sounds" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "letter" ADD COLUMN "client_id" uuid;--> statement-breakpoint
ALTER TABLE "letter" ADD COLUMN "neutral_sender" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "client_relation" ADD CONSTRAINT "client_relation_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_relation" ADD CONSTRAINT "client_relation_other_client" FOREIGN KEY ("other_client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_relation" ADD CONSTRAINT "client_relation_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_way" ADD CONSTRAINT "contact_way_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_way" ADD CONSTRAINT "contact_way_relation" FOREIGN KEY ("relation_id","client_id","agency_id") REFERENCES "public"."client_relation"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_way" ADD CONSTRAINT "contact_way_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_fact" ADD CONSTRAINT "client_fact_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_fact" ADD CONSTRAINT "client_fact_created_by" FOREIGN KEY ("created_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fact_reach" ADD CONSTRAINT "fact_reach_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_pair" ADD CONSTRAINT "client_pair_client" FOREIGN KEY ("client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_pair" ADD CONSTRAINT "client_pair_other_client" FOREIGN KEY ("other_client_id","agency_id") REFERENCES "public"."client"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_pair" ADD CONSTRAINT "client_pair_decided_by" FOREIGN KEY ("decided_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_relation_client_index" ON "client_relation" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "client_relation_other_index" ON "client_relation" USING btree ("other_client_id");--> statement-breakpoint
CREATE INDEX "client_relation_agency" ON "client_relation" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "client_relation_created_by_index" ON "client_relation" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "contact_way_client_index" ON "contact_way" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "contact_way_relation_index" ON "contact_way" USING btree ("relation_id");--> statement-breakpoint
CREATE INDEX "contact_way_agency" ON "contact_way" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "contact_way_created_by_index" ON "contact_way" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "client_fact_client_index" ON "client_fact" USING btree ("client_id","fact_group");--> statement-breakpoint
CREATE INDEX "client_fact_agency" ON "client_fact" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "client_fact_created_by_index" ON "client_fact" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "client_pair_state" ON "client_pair" USING btree ("agency_id","state","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "client_pair_client_index" ON "client_pair" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "client_pair_other_index" ON "client_pair" USING btree ("other_client_id");--> statement-breakpoint
CREATE INDEX "client_pair_decided_by_index" ON "client_pair" USING btree ("decided_by");--> statement-breakpoint
CREATE UNIQUE INDEX "client_pair_behind_one" ON "client_pair" USING btree ((case when "shown_client_id" = "client_id" then "other_client_id" else "client_id" end)) WHERE "client_pair"."state" = 'linked';--> statement-breakpoint
ALTER TABLE "letter" ADD CONSTRAINT "letter_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_search_name" ON "client" USING gin ("search_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "client_sounds" ON "client" USING gin ("sounds");--> statement-breakpoint
CREATE INDEX "client_birth_day" ON "client" USING btree ("agency_id","birth_day");--> statement-breakpoint
CREATE INDEX "client_telephone" ON "client" USING btree ("agency_id",right(regexp_replace("telephone", '[^0-9]', '', 'g'), 10));--> statement-breakpoint
CREATE INDEX "letter_client" ON "letter" USING btree ("client_id") WHERE "letter"."client_id" is not null;--> statement-breakpoint
CREATE POLICY "case staff read who belongs together, where both are open to them" ON "client_relation" AS PERMISSIVE FOR SELECT TO "app_user" USING (("client_relation"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "client_relation"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("client_relation"."other_client_id" is null or "client_relation"."other_client_id" <> all((select app.hidden_clients())::uuid[]))));--> statement-breakpoint
CREATE POLICY "whoever carries the client says who belongs to them" ON "client_relation" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("client_relation"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and (("client_relation"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_relation"."client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "client_relation"."client_id" and taken.created_by = (select app.membership_id()))) and ("client_relation"."other_client_id" is null or "client_relation"."other_client_id" <> all((select app.hidden_clients())::uuid[])) and "client_relation"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries either of the two changes it" ON "client_relation" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("client_relation"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ((("client_relation"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_relation"."client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "client_relation"."client_id" and taken.created_by = (select app.membership_id()))) or (("client_relation"."other_client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_relation"."other_client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "client_relation"."other_client_id" and taken.created_by = (select app.membership_id())))) and "client_relation"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("client_relation"."other_client_id" is null or "client_relation"."other_client_id" <> all((select app.hidden_clients())::uuid[])))) WITH CHECK (("client_relation"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ((("client_relation"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_relation"."client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "client_relation"."client_id" and taken.created_by = (select app.membership_id()))) or (("client_relation"."other_client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_relation"."other_client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "client_relation"."other_client_id" and taken.created_by = (select app.membership_id())))) and "client_relation"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("client_relation"."other_client_id" is null or "client_relation"."other_client_id" <> all((select app.hidden_clients())::uuid[]))));--> statement-breakpoint
CREATE POLICY "case staff read how a client may be reached" ON "contact_way" AS PERMISSIVE FOR SELECT TO "app_user" USING (("contact_way"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "contact_way"."client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "whoever carries the client says how they may be reached" ON "contact_way" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("contact_way"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and (("contact_way"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "contact_way"."client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "contact_way"."client_id" and taken.created_by = (select app.membership_id()))) and "contact_way"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the client changes how they may be reached" ON "contact_way" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("contact_way"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and (("contact_way"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "contact_way"."client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "contact_way"."client_id" and taken.created_by = (select app.membership_id()))) and "contact_way"."client_id" <> all((select app.hidden_clients())::uuid[]))) WITH CHECK (("contact_way"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and (("contact_way"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "contact_way"."client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "contact_way"."client_id" and taken.created_by = (select app.membership_id()))) and "contact_way"."client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff read the groups of facts that are open to their role" ON "client_fact" AS PERMISSIVE FOR SELECT TO "app_user" USING (("client_fact"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "client_fact"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("client_fact"."fact_group" = any((select app.fact_groups('agency'))::text[]) or ("client_fact"."fact_group" = any((select app.fact_groups('own'))::text[]) and "client_fact"."client_id" = any((select app.my_clients())::uuid[])))));--> statement-breakpoint
CREATE POLICY "whoever carries the client writes facts of the groups they may read" ON "client_fact" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("client_fact"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and (("client_fact"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_fact"."client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "client_fact"."client_id" and taken.created_by = (select app.membership_id()))) and ("client_fact"."fact_group" = any((select app.fact_groups('agency'))::text[]) or ("client_fact"."fact_group" = any((select app.fact_groups('own'))::text[]) and "client_fact"."client_id" = any((select app.my_clients())::uuid[]))) and "client_fact"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "whoever carries the client ends facts of the groups they may read" ON "client_fact" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("client_fact"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and (("client_fact"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_fact"."client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "client_fact"."client_id" and taken.created_by = (select app.membership_id()))) and "client_fact"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("client_fact"."fact_group" = any((select app.fact_groups('agency'))::text[]) or ("client_fact"."fact_group" = any((select app.fact_groups('own'))::text[]) and "client_fact"."client_id" = any((select app.my_clients())::uuid[]))))) WITH CHECK (("client_fact"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and (("client_fact"."client_id" = any((select app.my_clients())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and "client_fact"."client_id" <> all((select app.hidden_clients())::uuid[]))) or exists (select 1 from client taken where taken.id = "client_fact"."client_id" and taken.created_by = (select app.membership_id()))) and "client_fact"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("client_fact"."fact_group" = any((select app.fact_groups('agency'))::text[]) or ("client_fact"."fact_group" = any((select app.fact_groups('own'))::text[]) and "client_fact"."client_id" = any((select app.my_clients())::uuid[])))));--> statement-breakpoint
CREATE POLICY "the agency's people read who reads what" ON "fact_reach" AS PERMISSIVE FOR SELECT TO "app_user" USING ("fact_reach"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an administrator says who reads a group of facts" ON "fact_reach" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("fact_reach"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "an administrator changes who reads a group of facts" ON "fact_reach" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("fact_reach"."agency_id" = any((select app.agencies_where('administrator'))::uuid[])) WITH CHECK ("fact_reach"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case staff read pairs of which both are open to them" ON "client_pair" AS PERMISSIVE FOR SELECT TO "app_user" USING (("client_pair"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "client_pair"."client_id" <> all((select app.hidden_clients())::uuid[]) and "client_pair"."other_client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
CREATE POLICY "case staff link, part and tell apart pairs of which both are open to them" ON "client_pair" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("client_pair"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "client_pair"."client_id" <> all((select app.hidden_clients())::uuid[]) and "client_pair"."other_client_id" <> all((select app.hidden_clients())::uuid[]))) WITH CHECK (("client_pair"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "client_pair"."client_id" <> all((select app.hidden_clients())::uuid[]) and "client_pair"."other_client_id" <> all((select app.hidden_clients())::uuid[])));--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['client_relation', 'contact_way', 'client_fact', 'fact_reach', 'client_pair']) as name loop
    execute format('alter table public.%I force row level security', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
--> statement-breakpoint
grant select on client_relation, contact_way, client_fact, fact_reach, client_pair to app_user;
grant insert (agency_id, client_id, other_client_id, other_name, kind, lives_together, guardian, other_not_told, client_not_told, note, created_by),
  update (ended_at) on client_relation to app_user;
grant insert (agency_id, client_id, channel, value, relation_id, allowed, weekdays, from_minute, until_minute, leave_message, neutral_sender, avoid_words, note, created_by),
  update (ended_at) on contact_way to app_user;
grant insert (agency_id, client_id, fact_group, kind, words, from_day, until_day, created_by), update (ended_at) on client_fact to app_user;
grant insert (agency_id, fact_group, role, reach), update (reach) on fact_reach to app_user;
grant update (state, shown_client_id, decided_by) on client_pair to app_user;
grant insert (time_zone), update (time_zone) on client to app_user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('client_pair', 'suggested', 'link', 'linked', '{agency}'),
  ('client_pair', 'suggested', 'tell_apart', 'different', '{agency}'),
  ('client_pair', 'linked', 'part', 'suggested', '{agency}'),
  ('client_pair', 'different', 'reconsider', 'suggested', '{agency}');
--> statement-breakpoint
-- A name as names are compared: small, without accents, one space between words.
create function app.person_name(given text) returns text language sql immutable parallel safe set search_path = '' as $$
  select btrim(regexp_replace(lower(case when octet_length(given) > length(given) then regexp_replace(normalize(given, NFD), '[\u0300-\u036f]', '', 'g') else coalesce(given, '') end),
    '[^a-z0-9\u0080-\uffff]+', ' ', 'g'))
$$;
--> statement-breakpoint
create function app.sounds_of(given text) returns text[] language sql immutable parallel safe set search_path = '' as $$
  select coalesce(array_agg(distinct public.dmetaphone(w.word)) filter (where public.dmetaphone(w.word) <> ''), '{}')
  from unnest(string_to_array(app.person_name(given), ' ')) w(word)
$$;
--> statement-breakpoint
create function app.name_client() returns trigger language plpgsql set search_path = '' as $$
begin
  new.search_name := app.person_name(concat_ws(' ', new.given_name, new.family_name, new.preferred_name));
  new.sounds := app.sounds_of(new.search_name);
  return new;
end
$$;
--> statement-breakpoint
-- Two days of birth that may be one: not both known, one sign apart, or day and month the wrong way round.
create function app.births_agree(one date, other date) returns boolean language sql immutable parallel safe set search_path = '' as $$
  select one is null or other is null or public.levenshtein(one::text, other::text) <= 1 or to_char(one, 'YYYY-DD-MM') = other::text
$$;
--> statement-breakpoint
-- Clients of an agency who may be this person, with why; likeliest first. Asks nobody's rights: only functions that do may ask it.
create function app.likenesses_of(of_agency uuid, given text, family text, born date, telephone text, except_client uuid) returns table (client_id uuid, reasons text[])
language plpgsql stable security definer set search_path = '' set pg_trgm.similarity_threshold = 0.4 as $$
declare
  plain_given text := app.person_name(given);
  plain_family text := app.person_name(family);
  heard text[] := app.sounds_of(given || ' ' || family);
  digits text := right(regexp_replace(coalesce(telephone, ''), '[^0-9]', '', 'g'), 10);
begin
  return query
    with near as (
      select k.id, 'telephone' as reason, 3 as weight from public.client k
        where length(digits) >= 7 and k.agency_id = of_agency and right(regexp_replace(k.telephone, '[^0-9]', '', 'g'), 10) = digits
      union
      select k.id, 'birth_name', 3 from public.client k
        where k.agency_id = of_agency and k.birth_day = born
          and (public.similarity(app.person_name(k.family_name), plain_family) >= 0.4 or public.similarity(k.search_name, plain_given || ' ' || plain_family) >= 0.4
            or k.sounds && app.sounds_of(family))
      union
      select k.id, 'name', 2 from public.client k
        where k.agency_id = of_agency and k.search_name operator(public.%) (plain_given || ' ' || plain_family) and app.births_agree(k.birth_day, born)
          and ((public.similarity(app.person_name(k.given_name), plain_given) >= 0.35 and public.similarity(app.person_name(k.family_name), plain_family) >= 0.45)
            or (public.similarity(app.person_name(k.given_name), plain_family) >= 0.45 and public.similarity(app.person_name(k.family_name), plain_given) >= 0.45))
      union
      select k.id, 'sound', 1 from public.client k
        where k.agency_id = of_agency and cardinality(heard) >= 2 and k.sounds @> heard and app.births_agree(k.birth_day, born)
          and (public.similarity(app.person_name(k.family_name), plain_family) >= 0.2 or k.birth_day = born)
    )
    select n.id, array_agg(n.reason order by n.weight desc, n.reason) from near n
    where n.id is distinct from except_client
    group by n.id order by sum(n.weight) desc, n.id limit 10;
end
$$;
--> statement-breakpoint
-- The same, of the agency of whoever asks, and only clients who are open to them.
create function app.client_likenesses(given text, family text, born date, telephone text, except_client uuid) returns table (client_id uuid, reasons text[])
language plpgsql stable security definer set search_path = '' as $$
declare
  hidden uuid[] := app.hidden_clients();
begin
  return query
    select l.client_id, l.reasons from unnest(app.agencies_where('caseworker', 'supervisor')) a(id)
    cross join lateral app.likenesses_of(a.id, given, family, born, telephone, except_client) l
    where l.client_id <> all(hidden);
end
$$;
--> statement-breakpoint
-- Writes down which other clients this one may be; a pair that a person has judged stays as it was judged.
create function app.suggest_links(of_client uuid) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare
  k public.client;
  made integer;
begin
  select * into k from public.client c where c.id = of_client
    and (c.agency_id = any(app.agencies_where('caseworker', 'supervisor')) or current_setting('role') in ('app_job', 'app_definer'));
  if not found then return 0; end if;
  insert into public.client_pair (agency_id, client_id, other_client_id, reasons)
  select k.agency_id, least(k.id, l.client_id), greatest(k.id, l.client_id), l.reasons
  from app.likenesses_of(k.agency_id, k.given_name, k.family_name, k.birth_day, k.telephone, k.id) l
  on conflict on constraint client_pair_once do nothing;
  get diagnostics made = row_count;
  return made;
end
$$;
--> statement-breakpoint
-- Two records are linked one behind the other, never in a row of three: what is shown stands behind nobody.
create function app.guard_client_pair() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state is distinct from old.state then
    if new.decided_by is distinct from app.membership_id() and current_setting('role') <> 'app_definer' then
      raise exception 'whoever decides says so in their own name' using errcode = '42501', table = 'client_pair';
    end if;
    new.decided_at := app.clock();
  end if;
  if new.state = 'linked' then
    perform 1 from public.client k where k.id in (new.client_id, new.other_client_id) order by k.id for update;
    if exists (select 1 from public.client_pair l cross join lateral (select case when l.shown_client_id = l.client_id then l.other_client_id else l.client_id end as behind) b
      where l.state = 'linked' and l.id <> new.id
        and (b.behind = new.shown_client_id or l.shown_client_id in (new.client_id, new.other_client_id) and l.shown_client_id <> new.shown_client_id)) then
      raise exception 'one of the two is linked already' using errcode = '23514', constraint = 'client_pair_chain', table = 'client_pair';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Clients by name with typing errors, by how a name sounds, by number or by telephone; of two that are linked, the one that is shown.
create function app.find_clients(sought text, most integer) returns table (client_id uuid, nearness real)
language plpgsql stable security definer set search_path = '' set pg_trgm.word_similarity_threshold = 0.45 as $$
declare
  houses uuid[] := app.agencies_where('caseworker', 'supervisor');
  hidden uuid[] := app.hidden_clients();
  plain text := app.person_name(left(sought, 100));
  parts text[] := (string_to_array(plain, ' '))[1:5];
  longest text := (select p from unnest(parts) p order by length(p) desc limit 1);
  digits text := regexp_replace(sought, '[^0-9]', '', 'g');
begin
  return query
    with found as (
      select k.id, 2::real as near from public.client k
        where k.agency_id = any(houses) and digits <> '' and (k.number = upper(btrim(sought)) or k.number = 'C-' || lpad(digits, greatest(4, length(digits)), '0'))
      union all
      select k.id, 2::real from public.client k
        where k.agency_id = any(houses) and length(digits) >= 7 and right(regexp_replace(k.telephone, '[^0-9]', '', 'g'), 10) = right(digits, 10)
      union all
      select k.id, w.near from public.client k
        cross join lateral (
          select avg(case when k.sounds && app.sounds_of(p) then greatest(0.5, public.word_similarity(p, k.search_name)) else public.word_similarity(p, k.search_name) end)::real as near,
            bool_and(public.word_similarity(p, k.search_name) >= 0.45 or k.sounds && app.sounds_of(p)) as every
          from unnest(parts) p) w
        where k.agency_id = any(houses) and plain ~ '[^0-9 ]'
          and (k.search_name operator(public.%>) longest or k.sounds && app.sounds_of(longest)) and w.every
    )
    select coalesce(l.shown_client_id, f.id), max(f.near) from found f
    left join public.client_pair l on l.state = 'linked' and f.id in (l.client_id, l.other_client_id) and l.shown_client_id <> f.id and l.shown_client_id <> all(hidden)
    where f.id <> all(hidden)
    group by 1 order by 2 desc, 1 limit least(most, 100);
end
$$;
--> statement-breakpoint
-- Why a client may not be reached so, or null when it is safe: by the client's one rule, then by the way's own.
-- Codes: no-contact, channel, unknown-way, not-told, never, hours, words, sender.
create function app.unsafe_contact(of_client uuid, by_channel text, at_value text, at timestamptz, said text, is_neutral boolean) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  k public.client;
  w public.contact_way;
  zone text;
  first_reason text;
  reason text;
  plain text := case when by_channel in ('telephone', 'text') then right(regexp_replace(at_value, '[^0-9]', '', 'g'), 10) else lower(btrim(at_value)) end;
begin
  select * into k from public.client c where c.id = of_client;
  if not found then return 'unknown-way'; end if;
  if k.safe_contact = 'none' then return 'no-contact'; end if;
  if k.safe_contact <> 'any' and k.safe_contact <> by_channel then return 'channel'; end if;
  if exists (select 1 from public.contact_way x cross join unnest(x.avoid_words) a(word)
    where x.client_id = of_client and x.ended_at is null and position(lower(a.word) in lower(coalesce(said, ''))) > 0) then
    return 'words';
  end if;
  zone := coalesce(k.time_zone, (select a.time_zone from public.agency a where a.id = k.agency_id));
  for w in select x.* from public.contact_way x where x.client_id = of_client and x.channel = by_channel and x.ended_at is null
    and (by_channel in ('post', 'visit') or at_value is null
      or plain = case when by_channel in ('telephone', 'text') then right(regexp_replace(x.value, '[^0-9]', '', 'g'), 10) else lower(btrim(x.value)) end)
    order by x.created_at, x.id
  loop
    reason := case
      when exists (select 1 from public.client_relation r where r.id = w.relation_id and r.ended_at is null and r.other_not_told) then 'not-told'
      when not w.allowed then 'never'
      when not (extract(isodow from at at time zone zone)::smallint = any(coalesce(w.weekdays, '{1,2,3,4,5,6,7}')))
        or not (extract(hour from at at time zone zone) * 60 + extract(minute from at at time zone zone) >= coalesce(w.from_minute, 0)
          and extract(hour from at at time zone zone) * 60 + extract(minute from at at time zone zone) < coalesce(w.until_minute, 1440)) then 'hours'
      when w.neutral_sender and by_channel in ('text', 'email', 'post') and is_neutral is not true then 'sender'
    end;
    if reason is null then return null; end if;
    first_reason := coalesce(first_reason, reason);
  end loop;
  if first_reason is not null then return first_reason; end if;
  if by_channel in ('post', 'visit') or (by_channel in ('telephone', 'text') and k.telephone is not null and (at_value is null or plain = right(regexp_replace(k.telephone, '[^0-9]', '', 'g'), 10)))
    or (by_channel = 'email' and k.email is not null and (at_value is null or plain = lower(k.email))) then
    return null;
  end if;
  return 'unknown-way';
end
$$;
--> statement-breakpoint
-- The same question, from whoever may read the client; somebody else's client is an unknown way.
create function app.contact_refusal(of_client uuid, by_channel text, at_value text, at timestamptz, said text, is_neutral boolean) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.client c where c.id = of_client and c.agency_id = any(app.agencies_where('caseworker', 'supervisor')) and c.id <> all(app.hidden_clients())) then
    return 'unknown-way';
  end if;
  return app.unsafe_contact(of_client, by_channel, at_value, at, said, is_neutral);
end
$$;
--> statement-breakpoint
-- A letter to a client that goes against what is safe for them is not taken, whoever writes it.
create function app.guard_client_letter() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  reason text := app.unsafe_contact(new.client_id, 'email', new.to_email, app.clock(), new.subject || ' ' || new.body, new.neutral_sender);
begin
  if reason is not null then
    raise exception 'not safe: %', reason using errcode = '23514', constraint = 'contact_' || reason, table = 'letter';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Puts a letter to a client's own address into the outbox, for whoever may read the client.
create function app.post_client_letter(of_client uuid, address text, effect text, letter_kind text, letter_subject text, letter_body text, is_neutral boolean) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.client c where c.id = of_client and c.agency_id = any(app.agencies_where('caseworker', 'supervisor')) and c.id <> all(app.hidden_clients())) then
    raise exception 'nobody of theirs' using errcode = '42501';
  end if;
  insert into public.letter (effect_key, to_email, language, kind, subject, body, client_id, neutral_sender)
  select effect, address, k.language, letter_kind, letter_subject, letter_body, k.id, is_neutral from public.client k where k.id = of_client
  on conflict (effect_key) do nothing;
end
$$;
--> statement-breakpoint
-- What was safe when it was written and is not when it would leave: waits for the hour, or stays for a person to look at.
create function app.hold_unsafe_letters() returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  update public.letter l set last_error = 'unsafe-' || u.reason, next_try_at = case when u.reason = 'hours' then app.clock() + interval '15 minutes' end
  from (select x.id, app.unsafe_contact(x.client_id, 'email', x.to_email, app.clock(), x.subject || ' ' || x.body, x.neutral_sender) as reason
    from public.letter x where x.client_id is not null and x.sent_at is null and x.next_try_at <= app.clock()) u
  where l.id = u.id and u.reason is not null;
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.proname from pg_proc p where p.pronamespace = 'app'::regnamespace and p.proowner = 'app_definer'::regrole
    and p.proname in ('person_name', 'sounds_of', 'name_client', 'births_agree', 'likenesses_of', 'client_likenesses', 'suggest_links', 'guard_client_pair',
      'find_clients', 'unsafe_contact', 'contact_refusal', 'guard_client_letter', 'post_client_letter', 'hold_unsafe_letters') loop
    execute format('revoke all on function %s from public', f.signature);
    -- What asks nobody's rights is for the house's own functions.
    if f.proname not in ('likenesses_of', 'unsafe_contact') then
      execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
    end if;
  end loop;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger b_name_client before insert or update of given_name, family_name, preferred_name on client for each row execute function app.name_client();
create trigger b_guard_client_letter before insert on letter for each row when (new.client_id is not null) execute function app.guard_client_letter();
create trigger a_guard_state before insert or update of state on client_pair for each row execute function app.guard_state('client_pair', 'suggested');
create trigger b_guard_client_pair before update on client_pair for each row execute function app.guard_client_pair();
--> statement-breakpoint
-- Those who are there already get what searches compare.
alter table client disable trigger user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
update client k set search_name = app.person_name(concat_ws(' ', k.given_name, k.family_name, k.preferred_name)),
  sounds = app.sounds_of(concat_ws(' ', k.given_name, k.family_name, k.preferred_name));
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
alter table client enable trigger user;
