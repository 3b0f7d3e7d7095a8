-- Records of the directory that may be one organization: proposed, joined by a person behind the one that stands, and parted again.
CREATE TABLE "organization_pair" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"other_organization_id" uuid NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"reasons" text[] NOT NULL,
	"stands_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "organization_pair_once" UNIQUE("agency_id","organization_id","other_organization_id"),
	CONSTRAINT "organization_pair_order" CHECK ("organization_pair"."organization_id" < "organization_pair"."other_organization_id"),
	CONSTRAINT "organization_pair_reasons" CHECK ("organization_pair"."reasons" <@ '{telephone,web,address,place}'::text[]),
	CONSTRAINT "organization_pair_stands" CHECK (("organization_pair"."state" = 'joined') = ("organization_pair"."stands_id" is not null) and "organization_pair"."stands_id" in ("organization_pair"."organization_id", "organization_pair"."other_organization_id"))
);
--> statement-breakpoint
ALTER TABLE "organization_pair" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "joined_to_id" uuid;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "listed" boolean GENERATED ALWAYS AS (active and joined_to_id is null) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_pair" ADD CONSTRAINT "organization_pair_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_pair" ADD CONSTRAINT "organization_pair_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_pair" ADD CONSTRAINT "organization_pair_other_organization_id_organization_id_fk" FOREIGN KEY ("other_organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_pair" ADD CONSTRAINT "organization_pair_decided_by" FOREIGN KEY ("decided_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organization_pair_state" ON "organization_pair" USING btree ("agency_id","state","id");--> statement-breakpoint
CREATE INDEX "organization_pair_organization" ON "organization_pair" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "organization_pair_other" ON "organization_pair" USING btree ("other_organization_id");--> statement-breakpoint
CREATE INDEX "organization_pair_decided_by_index" ON "organization_pair" USING btree ("decided_by");--> statement-breakpoint
CREATE UNIQUE INDEX "organization_pair_behind_one" ON "organization_pair" USING btree ((case when "stands_id" = "organization_id" then "other_organization_id" else "organization_id" end)) WHERE "organization_pair"."state" = 'joined';--> statement-breakpoint
ALTER TABLE "organization" ADD CONSTRAINT "organization_joined_to_id_organization_id_fk" FOREIGN KEY ("joined_to_id") REFERENCES "public"."organization"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organization_joined_to" ON "organization" USING btree ("joined_to_id");--> statement-breakpoint
CREATE POLICY "network managers read the pairs proposed to their agency" ON "organization_pair" AS PERMISSIVE FOR SELECT TO "app_user" USING ("organization_pair"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));--> statement-breakpoint
CREATE POLICY "network managers join, part and tell apart those pairs" ON "organization_pair" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("organization_pair"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[])) WITH CHECK ("organization_pair"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]));
--> statement-breakpoint
do $$
begin
  alter table public.organization_pair force row level security;
  create policy "guards see every row" on public.organization_pair for all to app_definer using (true) with check (true);
  revoke all on public.organization_pair from public;
  grant select, insert, update, delete on public.organization_pair to app_definer;
  grant select on public.organization_pair to app_user;
  grant update (state, stands_id, decided_by) on public.organization_pair to app_user;
  create constraint trigger z_chain_link after insert or update or delete on public.organization_pair deferrable initially deferred for each row execute function app.chain_link();
end
$$;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('organization_pair', 'proposed', 'join', 'joined', '{network}'),
  ('organization_pair', 'proposed', 'tell_apart', 'different', '{network}'),
  ('organization_pair', 'joined', 'part', 'parted', '{network}'),
  ('organization_pair', 'parted', 'join', 'joined', '{network}'),
  ('organization_pair', 'parted', 'tell_apart', 'different', '{network}'),
  ('organization_pair', 'different', 'reconsider', 'proposed', '{network}');
--> statement-breakpoint
-- A web address as it is compared: however it is written, the same page is the same text; null where there is none.
create function app.web_address(written text) returns text language sql immutable parallel safe set search_path = '' as $$
  select nullif(regexp_replace(regexp_replace(lower(btrim(written)), '^(https?:)?//|^https?:/*', ''), '^www\.|[/?#]*$', '', 'g'), '')
$$;
--> statement-breakpoint
-- Organizations much like this one: the name alike, and beside it a telephone, a web address, an address or a place that is the same.
-- By the index of names, at most fifty of which are looked at.
create function app.organization_likenesses(of_organization uuid) returns table (organization_id uuid, reasons text[])
language plpgsql stable security definer set search_path = '' set pg_trgm.similarity_threshold = 0.45 as $$
declare
  o public.organization;
  digits text[];
begin
  select * into o from public.organization x where x.id = of_organization and x.listed;
  if not found then return; end if;
  select coalesce(array_agg(right(regexp_replace(p.number, '\D', '', 'g'), 10)) filter (where length(regexp_replace(p.number, '\D', '', 'g')) >= 10), '{}') into digits
    from public.phone p where p.organization_id = o.id;
  return query
    select near.id, said.why from (
      select x.id, x.website from public.organization x
      where lower(x.name) operator(public.%) lower(o.name) and x.id <> o.id and x.listed
      order by public.similarity(lower(x.name), lower(o.name)) desc, x.id limit 50
    ) near
    cross join lateral (select array_remove(array[
      case when exists (select 1 from public.phone p where p.organization_id = near.id and right(regexp_replace(p.number, '\D', '', 'g'), 10) = any(digits)) then 'telephone' end,
      case when app.web_address(near.website) = app.web_address(o.website) then 'web' end,
      -- Written in two ways, but the number of the house is the same.
      case when exists (select 1 from public.location a join public.location b on b.organization_id = near.id and b.active
        and left(b.postal_code, 5) = left(a.postal_code, 5) and substring(b.address_line from '\d+') = substring(a.address_line from '\d+')
        and public.similarity(lower(b.address_line), lower(a.address_line)) > 0.5
        where a.organization_id = o.id and a.active) then 'address' end,
      case when exists (select 1 from public.location a join public.location b on b.organization_id = near.id and b.active and b.point_precision in ('given', 'address')
        and public.cube_distance(app.earth_point(a.latitude, a.longitude), app.earth_point(b.latitude, b.longitude)) <= 150
        where a.organization_id = o.id and a.active and a.point_precision in ('given', 'address')) then 'place' end
    ], null) as why) said
    where said.why <> '{}';
end
$$;
--> statement-breakpoint
-- Whether an organization came into the directory by this agency: added at its network desk, approved by it, or made by an import of its own.
create function app.came_by(of_agency uuid, of_organization uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.organization o where o.id = of_organization and o.added_by_agency_id = of_agency)
    or exists (select 1 from public.application p where p.became_organization_id = of_organization and p.agency_id = of_agency)
    or exists (select 1 from public.source_record r join public.directory_import d on d.source = r.source and d.agency_id = of_agency
      where r.table_name = 'organization' and r.row_id = of_organization and r.made)
$$;
--> statement-breakpoint
create function app.of_network(of_agency uuid, of_organization uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select app.came_by(of_agency, of_organization) or exists (select 1 from public.agreement a
    where a.agency_id = of_agency and a.organization_id = of_organization and a.state in ('active', 'suspended'))
$$;
--> statement-breakpoint
-- One portion of an agency's own organizations, in the order of their ids: whichever look like another of its network are proposed once.
-- Returns where the next portion begins; null after the last.
create function app.propose_twins(of_agency uuid, after_id uuid, most integer) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  portion uuid[];
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  select array_agg(own.id order by own.id) into portion from (
    select came.id from (
      select o.id from public.organization o where o.added_by_agency_id = of_agency
      union
      select p.became_organization_id from public.application p where p.agency_id = of_agency and p.became_organization_id is not null
      union
      select r.row_id from public.directory_import d join public.source_record r on r.source = d.source and r.kind = 'organization' and r.table_name = 'organization' and r.made
        where d.agency_id = of_agency
    ) came where after_id is null or came.id > after_id order by came.id limit least(most, 1000)
  ) own;
  insert into public.organization_pair (agency_id, organization_id, other_organization_id, reasons)
  select distinct on (1, 2, 3) of_agency, least(own.id, l.organization_id), greatest(own.id, l.organization_id), l.reasons
  from unnest(portion) own(id) cross join lateral app.organization_likenesses(own.id) l
  where app.of_network(of_agency, l.organization_id)
  on conflict on constraint organization_pair_once do nothing;
  return case when cardinality(portion) = least(most, 1000) then portion[cardinality(portion)] end;
end
$$;
--> statement-breakpoint
-- Why a record of a pair may not be set aside, each a word of the catalogue; empty when it may. Asked for the agency's own pairs only.
create function app.twin_obstacles(of_pair uuid, aside uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
declare
  pair public.organization_pair;
  stands uuid;
begin
  select * into pair from public.organization_pair p where p.id = of_pair and aside in (p.organization_id, p.other_organization_id)
    and (p.agency_id = any(app.agencies_where('network_manager')) or current_setting('role') = 'app_definer');
  if not found then return array['not-yours']; end if;
  stands := case when aside = pair.organization_id then pair.other_organization_id else pair.organization_id end;
  return array_remove(array[
    case when not app.came_by(pair.agency_id, aside) or not app.of_network(pair.agency_id, stands) then 'not-yours' end,
    case when app.has_members(aside) then 'people' end,
    case when exists (select 1 from public.agreement a where a.organization_id = aside and a.state in ('active', 'suspended')) then 'agreement' end,
    case when exists (select 1 from public.offer f join public.referral r on r.id = f.referral_id
      where f.organization_id = aside and f.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
        and r.state in ('sent', 'accepted', 'in_progress', 'on_hold')) then 'referrals' end,
    case when exists (select 1 from public.organization o where o.joined_to_id = aside
      or o.id in (aside, stands) and o.joined_to_id is not null) then 'joined' end
  ], null);
end
$$;
--> statement-breakpoint
create function app.guard_organization_pair() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  aside uuid := case when new.stands_id = new.organization_id then new.other_organization_id else new.organization_id end;
  obstacles text[];
begin
  if new.state is not distinct from old.state then
    return new;
  end if;
  if new.decided_by is distinct from app.membership_id() and current_setting('role') <> 'app_definer' then
    raise exception 'whoever decides says so in their own name' using errcode = '42501', table = 'organization_pair';
  end if;
  new.decided_at := app.clock();
  if new.state = 'joined' then
    perform 1 from public.organization o where o.id in (new.organization_id, new.other_organization_id) order by o.id for update;
    obstacles := app.twin_obstacles(new.id, aside);
    if obstacles <> '{}' then
      raise exception 'cannot be set aside: %', obstacles using errcode = '23514', constraint = 'organization_pair_' || obstacles[1], table = 'organization_pair';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- What is set aside is told by the pairs alone: whatever else is written into the row, an import's undo among it, it stays as a person said.
create function app.keep_joined() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.joined_to_id := (select s.id from public.organization_pair p join public.organization s on s.id = p.stands_id
    where p.state = 'joined' and new.id in (p.organization_id, p.other_organization_id) and new.id <> p.stands_id);
  return new;
end
$$;
--> statement-breakpoint
create function app.tell_joined() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.organization o set joined_to_id = null where o.id in (new.organization_id, new.other_organization_id);
  return null;
end
$$;
--> statement-breakpoint
-- Nobody comes to terms with a record that is set aside: the one that stands for it is where that is done.
create function app.guard_joined_agreement() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.organization o where o.id = new.organization_id for key share;
  if exists (select 1 from public.organization o where o.id = new.organization_id and o.joined_to_id is not null) then
    raise exception 'set aside' using errcode = '23514', constraint = 'agreement_set_aside', table = 'agreement';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- The search lists and the applicant is shown what is listed: active, and not set aside.
do $$
declare
  f regprocedure;
  body text;
begin
  foreach f in array array['app.relist(uuid[])', 'app.claim_candidates(text, text, text, text)']::regprocedure[] loop
    body := pg_get_functiondef(f);
    if (length(body) - length(replace(body, 'o.active', ''))) / length('o.active') <> 2 then
      raise exception '% no longer asks twice whether an organization is active', f;
    end if;
    execute replace(body, 'o.active', 'o.listed');
  end loop;
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.proname as name, p.prorettype = 'trigger'::regtype as is_trigger from pg_proc p
    where p.pronamespace = 'app'::regnamespace and p.proname in ('web_address', 'organization_likenesses', 'came_by', 'of_network', 'propose_twins', 'twin_obstacles',
      'guard_organization_pair', 'keep_joined', 'tell_joined', 'guard_joined_agreement') loop
    execute format('revoke all on function %s from public', f.signature);
    if f.is_trigger then
      execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
    elsif f.name = 'propose_twins' then
      execute format('grant execute on function %s to app_job', f.signature);
    elsif f.name = 'twin_obstacles' then
      execute format('grant execute on function %s to app_user', f.signature);
    end if;
  end loop;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger a_guard_state before insert or update of state on organization_pair for each row execute function app.guard_state('organization_pair', 'proposed');
create trigger b_guard_organization_pair before update on organization_pair for each row execute function app.guard_organization_pair();
create trigger c_tell_joined after update of state on organization_pair for each row
  when (old.state is distinct from new.state and 'joined' in (old.state, new.state)) execute function app.tell_joined();
create trigger b_keep_joined before update of joined_to_id on organization for each row execute function app.keep_joined();
create trigger b_keep_joined_back before insert on organization for each row when (new.joined_to_id is not null) execute function app.keep_joined();
create trigger b_guard_joined before insert or update of state on agreement for each row when (new.state in ('draft', 'active')) execute function app.guard_joined_agreement();
