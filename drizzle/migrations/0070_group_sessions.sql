-- Groups that meet for a season: places given in turn, sessions held together, nobody in two places at once.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "group_place" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"turn" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"asked_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"placed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"told_at" timestamp with time zone,
	CONSTRAINT "group_place_turn" UNIQUE("group_id","turn"),
	CONSTRAINT "group_place_placed" CHECK ("group_place"."state" not in ('placed', 'left') or "group_place"."placed_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "group_place" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session_group" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"name" text NOT NULL,
	"capacity" integer NOT NULL,
	"rule" jsonb NOT NULL,
	"units_per_session" numeric(12,2),
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "session_group_of_organization" UNIQUE("id","organization_id"),
	CONSTRAINT "session_group_capacity" CHECK ("session_group"."capacity" between 1 and 500),
	CONSTRAINT "session_group_units" CHECK ("session_group"."units_per_session" > 0)
);
--> statement-breakpoint
ALTER TABLE "session_group" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "group_place" ADD CONSTRAINT "group_place_asked_by_membership_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_place" ADD CONSTRAINT "group_place_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_place" ADD CONSTRAINT "group_place_group" FOREIGN KEY ("group_id","organization_id") REFERENCES "public"."session_group"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_created_by_membership_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_service" FOREIGN KEY ("service_id","organization_id") REFERENCES "public"."service"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_practitioner" FOREIGN KEY ("practitioner_id","organization_id") REFERENCES "public"."practitioner"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_location" FOREIGN KEY ("location_id","organization_id") REFERENCES "public"."location"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "group_place_once" ON "group_place" USING btree ("group_id","client_id") WHERE "group_place"."state" in ('waiting', 'placed');--> statement-breakpoint
CREATE INDEX "group_place_in_turn" ON "group_place" USING btree ("group_id","state","turn");--> statement-breakpoint
CREATE INDEX "group_place_agency" ON "group_place" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "group_place_organization" ON "group_place" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "group_place_client" ON "group_place" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "group_place_referral_index" ON "group_place" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "group_place_asked_by" ON "group_place" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX "session_group_organization" ON "session_group" USING btree ("organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "session_group_service_index" ON "session_group" USING btree ("service_id");--> statement-breakpoint
CREATE INDEX "session_group_practitioner_index" ON "session_group" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "session_group_location_index" ON "session_group" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "session_group_created_by" ON "session_group" USING btree ("created_by");--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_group" FOREIGN KEY ("group_id","organization_id") REFERENCES "public"."session_group"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_schedule" ADD CONSTRAINT "billing_schedule_group" FOREIGN KEY ("group_id","organization_id") REFERENCES "public"."session_group"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_group_index" ON "session" USING btree ("group_id","starts_at") WHERE "session"."group_id" is not null;--> statement-breakpoint
CREATE INDEX "billing_schedule_group_index" ON "billing_schedule" USING btree ("group_id") WHERE "billing_schedule"."group_id" is not null;--> statement-breakpoint
CREATE POLICY "case and finance staff read their agency's places, a provider those in its groups" ON "group_place" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("group_place"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("group_place"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "group_place"."client_id" <> all((select app.hidden_clients())::uuid[]))) or "group_place"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider asks for a place in its own name, for a referral it holds" ON "group_place" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("group_place"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "group_place"."asked_by" = (select app.membership_id()) and "group_place"."state" = 'waiting' and "group_place"."referral_id" = any((select app.held_referrals())::uuid[])));--> statement-breakpoint
CREATE POLICY "a provider ends places and waits in its own groups" ON "group_place" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("group_place"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[])) WITH CHECK ("group_place"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a provider reads its own groups, an agency those in which it may know somebody" ON "session_group" AS PERMISSIVE FOR SELECT TO "app_user" USING (("session_group"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or exists (select 1 from group_place held where held.group_id = "session_group"."id")));--> statement-breakpoint
CREATE POLICY "a provider opens groups in its own name" ON "session_group" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("session_group"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "session_group"."created_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a provider changes its own groups" ON "session_group" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("session_group"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[])) WITH CHECK ("session_group"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]));
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['session_group', 'group_place'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('grant select on public.%I to app_user', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
--> statement-breakpoint
grant insert (organization_id, service_id, practitioner_id, location_id, name, capacity, rule, units_per_session, created_by) on session_group to app_user;
grant update (practitioner_id, location_id, name, capacity, rule, units_per_session, ended_at) on session_group to app_user;
grant insert (agency_id, organization_id, client_id, referral_id, group_id, asked_by) on group_place to app_user;
grant update (state) on group_place to app_user;
grant insert (group_id) on billing_schedule to app_user;
create trigger a_guard_state before insert or update of state on group_place for each row execute function app.guard_state('place', 'waiting');
--> statement-breakpoint
-- Nobody is in two places at once. Sessions of one group at one time are one place; the same group at two times is two.
alter table session drop constraint session_practitioner_in_one_place;
alter table session add constraint session_practitioner_in_one_place
  exclude using gist (practitioner_id with =, coalesce(group_id, id) with <>, during with &&) where (state <> 'cancelled');
alter table session add constraint session_group_begins_together
  exclude using gist (group_id with =, starts_at with <>, during with &&) where (group_id is not null and state <> 'cancelled');
alter table session add constraint session_group_ends_together
  exclude using gist (group_id with =, ends_at with <>, during with &&) where (group_id is not null and state <> 'cancelled');
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('place', 'waiting', 'place', 'placed', '{system}'),
  ('place', 'waiting', 'withdraw', 'withdrawn', '{portal}'),
  ('place', 'placed', 'leave', 'left', '{portal}');
--> statement-breakpoint
-- Places are given in turn, never more than there are, and only by the house: whoever frees one lets the first in line move up.
-- The group's row is the lock that everybody meets at.
create function app.guard_place() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  g public.session_group;
begin
  select * into g from public.session_group where id = new.group_id for update;
  if tg_op = 'INSERT' then
    if g.ended_at is not null then
      raise exception 'the group has ended' using errcode = '23514', constraint = 'group_place_of_open_group', table = 'group_place';
    end if;
    select coalesce(max(p.turn), 0) + 1 into new.turn from public.group_place p where p.group_id = new.group_id;
    return new;
  end if;
  if new.state = old.state then return new; end if;
  if new.state = 'placed' then
    if g.ended_at is not null or (select count(*) from public.group_place p where p.group_id = new.group_id and p.state = 'placed') >= g.capacity then
      raise exception 'no place is free' using errcode = '23514', constraint = 'group_place_capacity', table = 'group_place';
    end if;
    if exists (select 1 from public.group_place p where p.group_id = new.group_id and p.state = 'waiting' and p.turn < new.turn) then
      raise exception 'somebody waited longer' using errcode = '23514', constraint = 'group_place_out_of_turn', table = 'group_place';
    end if;
    new.placed_at := app.clock();
    return new;
  end if;
  if new.state = 'left' and exists (select 1 from public.session s where s.group_id = new.group_id and s.client_id = new.client_id
      and s.state = 'planned' and s.starts_at > app.clock()) then
    raise exception 'sessions are still ahead' using errcode = '23514', constraint = 'group_place_sessions_ahead', table = 'group_place';
  end if;
  new.ended_at := app.clock();
  return new;
end
$$;
--> statement-breakpoint
-- Who waited is told afterwards by the worker: the agency of the next in line need not be known to who frees a place.
create function app.fill_group(of_group uuid) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  g public.session_group;
  next_in_line uuid;
begin
  select * into g from public.session_group where id = of_group for update;
  loop
    exit when g.ended_at is not null
      or (select count(*) from public.group_place p where p.group_id = of_group and p.state = 'placed') >= g.capacity;
    select p.id into next_in_line from public.group_place p where p.group_id = of_group and p.state = 'waiting' order by p.turn limit 1;
    exit when not found;
    update public.group_place p set state = 'placed' where p.id = next_in_line;
  end loop;
end
$$;
--> statement-breakpoint
create function app.move_up() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'session_group' then
    if (select count(*) from public.group_place p where p.group_id = new.id and p.state = 'placed') > new.capacity then
      raise exception 'more have a place' using errcode = '23514', constraint = 'session_group_places', table = 'session_group';
    end if;
    if new.ended_at is not null and exists (select 1 from public.group_place p where p.group_id = new.id and p.state in ('waiting', 'placed')) then
      raise exception 'somebody is still in it' using errcode = '23514', constraint = 'session_group_open_places', table = 'session_group';
    end if;
    perform app.fill_group(new.id);
  elsif tg_op = 'INSERT' or new.state in ('left', 'withdrawn') then
    perform app.fill_group(new.group_id);
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- A referral that ends takes its client out of the group: what was ahead falls away, and the place is free.
create function app.leave_groups() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select 1 from public.group_place p where p.referral_id = new.id and p.state in ('waiting', 'placed')) then
    perform 1 from public.session_group g where g.id in (select p.group_id from public.group_place p where p.referral_id = new.id)
      order by g.id for update;
    update public.session s set state = 'cancelled', cancelled_by = 'schedule', reason_words = new.number
      where s.referral_id = new.id and s.group_id is not null and s.state = 'planned' and s.starts_at > app.clock();
    update public.group_place p set state = case p.state when 'waiting' then 'withdrawn' else 'left' end
      where p.referral_id = new.id and p.state in ('waiting', 'placed');
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- What is planned from a group is of its service, for somebody who has a place there.
create function app.guard_group_schedule() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.session_group g join public."authorization" a on a.id = new.authorization_id and a.service_id = g.service_id
      where g.id = new.group_id and g.organization_id = new.organization_id)
    or not exists (select 1 from public.group_place p where p.group_id = new.group_id and p.referral_id = new.referral_id and p.state = 'placed') then
    raise exception 'no place in the group' using errcode = '23514', constraint = 'schedule_without_place', table = 'billing_schedule';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A session's group is its schedule's, and its client has a place there as long as it is ahead.
create function app.guard_group_session() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select b.group_id into new.group_id from public.billing_schedule b where b.id = new.schedule_id;
  if new.group_id is not null then
    perform 1 from public.group_place p where p.group_id = new.group_id and p.referral_id = new.referral_id and p.state = 'placed' for share;
    if not found then
      raise exception 'no place in the group' using errcode = '23514', constraint = 'session_without_place', table = 'session';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- How many wait before each of these: a number alone, for whoever may read the place itself.
create function app.places_before(of_places uuid[]) returns table (place_id uuid, before integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select p.id, (select count(*)::int from public.group_place q where q.group_id = p.group_id and q.state = 'waiting' and q.turn < p.turn)
    from public.group_place p
    where p.id = any(of_places) and p.state = 'waiting'
      and (p.agency_id = any(app.agencies_where('caseworker', 'supervisor', 'finance_reviewer', 'finance_approver'))
        or p.organization_id = any(app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator')));
end
$$;
--> statement-breakpoint
-- Those whose wait has ended by moving up, each once: the worker tells.
create function app.moved_up(most integer) returns table (
  place_id uuid, group_id uuid, agency_id uuid, organization_id uuid, client_id uuid, case_id uuid, referral_id uuid
) language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    with waited as (
      select p.id from public.group_place p where p.state = 'placed' and p.told_at is null and p.placed_at > p.created_at
      order by p.placed_at, p.id limit most for update skip locked
    ), told as (
      update public.group_place p set told_at = app.clock() from waited where p.id = waited.id returning p.*
    )
    select t.id, t.group_id, t.agency_id, t.organization_id, t.client_id, r.case_id, t.referral_id
    from told t join public.referral r on r.id = t.referral_id;
end
$$;
--> statement-breakpoint
revoke all on function app.guard_place(), app.fill_group(uuid), app.move_up(), app.leave_groups(), app.guard_group_schedule(),
  app.guard_group_session(), app.places_before(uuid[]), app.moved_up(integer) from public;
grant execute on function app.guard_place(), app.move_up(), app.leave_groups(), app.guard_group_schedule(), app.guard_group_session()
  to app_user, app_auth, app_job, app_owner;
grant execute on function app.places_before(uuid[]) to app_user;
grant execute on function app.moved_up(integer) to app_job;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger b_guard_place before insert or update of state on group_place for each row execute function app.guard_place();
create trigger c_move_up after insert or update of state on group_place for each row execute function app.move_up();
create trigger c_move_up after update of capacity, ended_at on session_group for each row execute function app.move_up();
create trigger d_leave_groups after update of state on referral for each row
  when (old.state is distinct from new.state and new.state not in ('draft', 'sent', 'accepted', 'in_progress', 'on_hold')) execute function app.leave_groups();
create trigger b_guard_group_schedule before insert on billing_schedule for each row when (new.group_id is not null) execute function app.guard_group_schedule();
create trigger b_guard_group_session before insert on session for each row execute function app.guard_group_session();
