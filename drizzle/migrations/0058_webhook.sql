-- Where partners' systems are told of changes, and what they were told: a row for each change a system can see, made with the change itself.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid,
	"organization_id" uuid,
	"webhook_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"next_try_at" timestamp with time zone DEFAULT app.clock(),
	"attempts" smallint DEFAULT 0 NOT NULL,
	"tried_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"status" smallint,
	"failure" text,
	"replayed_by" uuid,
	CONSTRAINT "webhook_delivery_once" UNIQUE("webhook_id","subject_id","version")
);
--> statement-breakpoint
ALTER TABLE "webhook_delivery" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid,
	"organization_id" uuid,
	"partner_id" uuid NOT NULL,
	"url" text NOT NULL,
	"kinds" text[] NOT NULL,
	"secret" text NOT NULL,
	"secret_made_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"previous_secret" text,
	"previous_until" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"off_at" timestamp with time zone,
	"off_reason" text,
	CONSTRAINT "webhook_partner_id_unique" UNIQUE("partner_id"),
	CONSTRAINT "webhook_of_partner" UNIQUE("id","partner_id"),
	CONSTRAINT "webhook_one_side" CHECK (("webhook"."agency_id" is null) <> ("webhook"."organization_id" is null)),
	CONSTRAINT "webhook_url_length" CHECK (length("webhook"."url") <= 500),
	CONSTRAINT "webhook_off" CHECK (("webhook"."off_at" is null) = ("webhook"."off_reason" is null) and "webhook"."off_reason" in ('gone', 'person'))
);
--> statement-breakpoint
ALTER TABLE "webhook" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_replayed_by_membership_id_fk" FOREIGN KEY ("replayed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook" FOREIGN KEY ("webhook_id","partner_id") REFERENCES "public"."webhook"("id","partner_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" USING btree ("next_try_at","id") WHERE "webhook_delivery"."next_try_at" is not null;--> statement-breakpoint
CREATE INDEX "webhook_delivery_partner" ON "webhook_delivery" USING btree ("partner_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_agency" ON "webhook_delivery" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_organization" ON "webhook_delivery" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_replayed_by" ON "webhook_delivery" USING btree ("replayed_by");--> statement-breakpoint
CREATE INDEX "webhook_agency" ON "webhook" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "webhook_organization" ON "webhook" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "webhook_created_by" ON "webhook" USING btree ("created_by");--> statement-breakpoint
CREATE POLICY "administrators see what the systems of their house were told" ON "webhook_delivery" AS PERMISSIVE FOR SELECT TO "app_user" USING (("webhook_delivery"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "webhook_delivery"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "administrators see where the systems of their house are told" ON "webhook" AS PERMISSIVE FOR SELECT TO "app_user" USING (("webhook"."agency_id" = any((select app.agencies_where('administrator'))::uuid[]) or "webhook"."organization_id" = any((select app.organizations_where('organization_administrator'))::uuid[])));
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['webhook', 'webhook_delivery']) as name loop
    execute format('alter table public.%I force row level security', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
--> statement-breakpoint
grant select (id, agency_id, organization_id, partner_id, url, kinds, secret_made_at, previous_until, created_by, created_at, off_at, off_reason) on webhook to app_user;
grant select on webhook_delivery to app_user;
--> statement-breakpoint
set local role app_job;
--> statement-breakpoint
grant execute on function app.enqueue_job(text, jsonb, timestamptz, text) to app_definer;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- The address of a system of the administrator's own house: kept, or another; switched on again where it was off. The secret is kept where it is a new one.
create function app.set_webhook(of_partner uuid, address text, wanted text[], key_text text) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  p public.partner := app.own_partner(of_partner);
  made uuid;
begin
  if p.id is null or p.revoked_at is not null then return null; end if;
  insert into public.webhook (agency_id, organization_id, partner_id, url, kinds, secret, created_by)
    values (p.agency_id, p.organization_id, p.id, address, wanted, key_text, app.membership_id())
    on conflict on constraint webhook_partner_id_unique do update set url = address, kinds = wanted, off_at = null, off_reason = null
    returning id into made;
  return made;
end
$$;
--> statement-breakpoint
-- Another secret; the one before signs beside it for a day.
create function app.turn_webhook_secret(of_partner uuid, key_text text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  if (app.own_partner(of_partner)).id is null then return false; end if;
  update public.webhook w set previous_secret = w.secret, previous_until = app.clock() + interval '1 day', secret = key_text, secret_made_at = app.clock()
    where w.partner_id = of_partner;
  return found;
end
$$;
--> statement-breakpoint
create function app.stop_webhook(of_partner uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  if (app.own_partner(of_partner)).id is null then return false; end if;
  update public.webhook w set off_at = app.clock(), off_reason = 'person' where w.partner_id = of_partner and w.off_at is null;
  return found;
end
$$;
--> statement-breakpoint
-- Something to try the address with: says nothing of anybody.
create function app.try_webhook(of_partner uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  if (app.own_partner(of_partner)).id is null then return false; end if;
  insert into public.webhook_delivery (agency_id, organization_id, webhook_id, partner_id, kind, subject_id, version)
    select w.agency_id, w.organization_id, w.id, w.partner_id, 'trial', w.partner_id,
      1 + (select coalesce(max(d.version), 0) from public.webhook_delivery d where d.webhook_id = w.id and d.subject_id = w.partner_id)
    from public.webhook w where w.partner_id = of_partner and w.off_at is null;
  if found then perform app.enqueue_job('tell-systems', '{}', null, null); return true; end if;
  return false;
end
$$;
--> statement-breakpoint
-- Told again under its own id, from the first try on.
create function app.replay_webhook(of_partner uuid, of_delivery uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  if (app.own_partner(of_partner)).id is null then return false; end if;
  update public.webhook_delivery d set next_try_at = app.clock(), attempts = 0, delivered_at = null, status = null, failure = null, replayed_by = app.membership_id()
    where d.id = of_delivery and d.partner_id = of_partner and d.next_try_at is null
      and exists (select 1 from public.webhook w where w.id = d.webhook_id and w.off_at is null);
  if found then perform app.enqueue_job('tell-systems', '{}', null, null); return true; end if;
  return false;
end
$$;
--> statement-breakpoint
-- One more change of a Task for the systems that follow it.
create function app.tell_systems(house_agency uuid, house_organization uuid, of_seat uuid, kind text, task uuid, task_version integer) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.webhook_delivery (agency_id, organization_id, webhook_id, partner_id, kind, subject_id, version)
    select w.agency_id, w.organization_id, w.id, w.partner_id, tell_systems.kind, task, task_version
    from public.webhook w join public.partner p on p.id = w.partner_id
    where (w.organization_id = house_organization or w.agency_id = house_agency) and p.revoked_at is null and w.off_at is null
      and (of_seat is null or p.membership_id = of_seat) and tell_systems.kind = any(w.kinds)
    on conflict on constraint webhook_delivery_once do nothing;
  if found then perform app.enqueue_job('tell-systems', '{}', null, null); end if;
end
$$;
--> statement-breakpoint
-- What changed for a provider, by where its offer went: the version counts whatever it can see change.
create function app.tell_of_offer() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  came text := 'task.changed';
begin
  if tg_op = 'INSERT' then came := 'task.offered';
  elsif new.state in ('lapsed', 'withdrawn', 'superseded') or old.state = 'accepted' and new.state <> 'accepted' then came := 'task.ended';
  elsif new.state = 'accepted' and old.state = 'accepted' then
    if (select r.state from public.referral r where r.id = new.referral_id) in ('completed', 'not_completed', 'cancelled', 'entered_in_error') then
      came := 'task.ended';
    end if;
  elsif new.state <> old.state and new.state not in ('offered', 'viewed') then came := 'task.answered';
  end if;
  perform app.tell_systems(null, new.organization_id, null, came, new.id, new.version);
  return null;
end
$$;
--> statement-breakpoint
create function app.tell_of_inbound() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform app.tell_systems(new.agency_id, null, new.sent_by, 'task.changed', new.task_id, new.version);
  return null;
end
$$;
--> statement-breakpoint
-- Of a restricted case its sender is told that it was taken on, and nothing after: not even that something changed.
create or replace function app.note_case_change() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.restricted then return null; end if;
  update public.inbound_referral i set version = i.version + 1 from public.case_request q where q.case_id = new.id and i.request_id = q.id;
  return null;
end
$$;
--> statement-breakpoint
-- Takes what is due for a few minutes; a worker that died gives it up with them. Each try is counted when it is taken.
create function app.take_webhook_deliveries(most integer, held interval) returns table (
  id uuid, kind text, subject_id uuid, version integer, attempt integer, created_at timestamptz, url text, secret text, previous_secret text)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    with due as (
      select d.id from public.webhook_delivery d join public.webhook w on w.id = d.webhook_id join public.partner p on p.id = d.partner_id
      where d.next_try_at <= app.clock() and w.off_at is null and p.revoked_at is null
      order by d.next_try_at, d.id limit most for update of d skip locked
    ), taken as (
      update public.webhook_delivery d set attempts = d.attempts + 1, tried_at = app.clock(), next_try_at = app.clock() + held
      from due where d.id = due.id returning d.*
    )
    select t.id, t.kind, t.subject_id, t.version, t.attempts::integer, t.created_at, w.url, w.secret,
      case when w.previous_until > app.clock() then w.previous_secret end
    from taken t join public.webhook w on w.id = t.webhook_id order by t.created_at, t.id;
end
$$;
--> statement-breakpoint
-- What became of a try. The attempt fences a worker that came too late. Answers whose administrators must be told: that it is given up, or switched off.
create function app.note_webhook_try(of_delivery uuid, of_attempt integer, answered integer, said text, next_wait interval)
returns table (told text, webhook_id uuid, partner_id uuid, agency_id uuid, organization_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  d public.webhook_delivery;
  went boolean := answered between 200 and 299;
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  update public.webhook_delivery x set
    status = answered, failure = said, delivered_at = case when went then app.clock() end,
    next_try_at = case when went or answered = 410 then null else app.clock() + next_wait end
  where x.id = of_delivery and x.attempts = of_attempt and x.next_try_at is not null returning * into d;
  if d.id is null then return; end if;
  if answered = 410 then
    update public.webhook w set off_at = app.clock(), off_reason = 'gone' where w.id = d.webhook_id and w.off_at is null;
    if found then return query select 'off', d.webhook_id, d.partner_id, d.agency_id, d.organization_id; end if;
  elsif not went and d.next_try_at is null then
    return query select 'given-up', d.webhook_id, d.partner_id, d.agency_id, d.organization_id;
  end if;
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.proname as name, p.prorettype = 'trigger'::regtype as is_trigger from pg_proc p
    where p.pronamespace = 'app'::regnamespace and p.proname in ('set_webhook', 'turn_webhook_secret', 'stop_webhook', 'try_webhook', 'replay_webhook',
      'tell_systems', 'tell_of_offer', 'tell_of_inbound', 'take_webhook_deliveries', 'note_webhook_try') loop
    execute format('revoke all on function %s from public', f.signature);
    case when f.is_trigger then execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
      when f.name in ('take_webhook_deliveries', 'note_webhook_try') then execute format('grant execute on function %s to app_job', f.signature);
      when f.name <> 'tell_systems' then execute format('grant execute on function %s to app_user', f.signature);
      else null; end case;
  end loop;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger f_tell_of_offer after insert on offer for each row execute function app.tell_of_offer();
create trigger f_tell_of_offer_change after update on offer for each row when (old.version is distinct from new.version) execute function app.tell_of_offer();
create trigger f_tell_of_inbound after update on inbound_referral for each row when (old.version is distinct from new.version) execute function app.tell_of_inbound();
