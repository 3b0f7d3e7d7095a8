-- Limits per week, renewals before the end, changes by two people, periods of a fund.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "authorization_change" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"authorization_id" uuid NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"units" numeric(12,2) NOT NULL,
	"period" text,
	"units_per_period" numeric(12,2),
	"ends_on" date NOT NULL,
	"units_before" numeric(12,2) NOT NULL,
	"period_before" text,
	"units_per_period_before" numeric(12,2),
	"ends_on_before" date NOT NULL,
	"words" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision_words" text DEFAULT '' NOT NULL,
	CONSTRAINT "authorization_change_units" CHECK ("authorization_change"."units" > 0),
	CONSTRAINT "authorization_change_period" CHECK (("authorization_change"."period" is null) = ("authorization_change"."units_per_period" is null) and "authorization_change"."period" in ('day', 'week', 'month') and "authorization_change"."units_per_period" > 0 and "authorization_change"."units_per_period" <= "authorization_change"."units")
);
--> statement-breakpoint
ALTER TABLE "authorization_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "case_task" DROP CONSTRAINT "case_task_kind";--> statement-breakpoint
ALTER TABLE "ledger_transaction" DROP CONSTRAINT "ledger_transaction_kind";--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "renewal_days" smallint DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "recording_days" smallint DEFAULT 14 NOT NULL;--> statement-breakpoint
ALTER TABLE "authorization" ADD COLUMN "period" text;--> statement-breakpoint
ALTER TABLE "authorization" ADD COLUMN "units_per_period" numeric(12,2);--> statement-breakpoint
ALTER TABLE "authorization" ADD COLUMN "renews_id" uuid;--> statement-breakpoint
ALTER TABLE "authorization" ADD COLUMN "renewal_task_id" uuid;--> statement-breakpoint
ALTER TABLE "fund" ADD COLUMN "continues_id" uuid;--> statement-breakpoint
ALTER TABLE "case_task" ADD COLUMN "path" text;--> statement-breakpoint
ALTER TABLE "authorization_change" ADD CONSTRAINT "authorization_change_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization_change" ADD CONSTRAINT "authorization_change_authorization" FOREIGN KEY ("authorization_id","agency_id","organization_id","client_id") REFERENCES "public"."authorization"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization_change" ADD CONSTRAINT "authorization_change_referral" FOREIGN KEY ("referral_id","client_id","agency_id") REFERENCES "public"."referral"("id","client_id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization_change" ADD CONSTRAINT "authorization_change_proposed_by" FOREIGN KEY ("proposed_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "authorization_change_of" ON "authorization_change" USING btree ("authorization_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "authorization_change_one_open" ON "authorization_change" USING btree ("authorization_id") WHERE "authorization_change"."state" = 'proposed';--> statement-breakpoint
CREATE INDEX "authorization_change_agency" ON "authorization_change" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "authorization_change_organization" ON "authorization_change" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "authorization_change_client" ON "authorization_change" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "authorization_change_referral_index" ON "authorization_change" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "authorization_change_proposed_by_index" ON "authorization_change" USING btree ("proposed_by");--> statement-breakpoint
CREATE INDEX "authorization_change_decided_by" ON "authorization_change" USING btree ("decided_by");--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_renewal_task_id_case_task_id_fk" FOREIGN KEY ("renewal_task_id") REFERENCES "public"."case_task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_renews" FOREIGN KEY ("renews_id","agency_id","organization_id","client_id") REFERENCES "public"."authorization"("id","agency_id","organization_id","client_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fund" ADD CONSTRAINT "fund_continues" FOREIGN KEY ("continues_id","agency_id") REFERENCES "public"."fund"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "authorization_renews_index" ON "authorization" USING btree ("renews_id");--> statement-breakpoint
CREATE UNIQUE INDEX "authorization_renewed_once" ON "authorization" USING btree ("renews_id") WHERE "authorization"."state" <> 'revoked';--> statement-breakpoint
CREATE INDEX "authorization_renewal_task" ON "authorization" USING btree ("renewal_task_id");--> statement-breakpoint
CREATE INDEX "authorization_running" ON "authorization" USING btree ("ends_on","id") WHERE "authorization"."state" in ('active', 'exhausted');--> statement-breakpoint
ALTER TABLE "fund" ADD CONSTRAINT "fund_continued_once" UNIQUE("continues_id");--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_authorizations" CHECK ("agency"."renewal_days" between 1 and 60 and "agency"."recording_days" between 1 and 60);--> statement-breakpoint
ALTER TABLE "authorization" ADD CONSTRAINT "authorization_period" CHECK (("authorization"."period" is null) = ("authorization"."units_per_period" is null) and "authorization"."period" in ('day', 'week', 'month') and "authorization"."units_per_period" > 0 and "authorization"."units_per_period" <= "authorization"."units");--> statement-breakpoint
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_path" CHECK ("case_task"."path" like '/agency/%');--> statement-breakpoint
ALTER TABLE "case_task" ADD CONSTRAINT "case_task_kind" CHECK ("case_task"."kind" in ('task', 'review', 'follow_up', 'monitoring', 'renewal'));--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_kind" CHECK ("ledger_transaction"."kind" in ('grant', 'carry', 'reserve', 'release', 'owe', 'pay', 'unpay', 'recoup'));--> statement-breakpoint
CREATE POLICY "case and finance staff read changes of their agency's authorizations" ON "authorization_change" AS PERMISSIVE FOR SELECT TO "app_user" USING (("authorization_change"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("authorization_change"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "authorization_change"."client_id" <> all((select app.hidden_clients())::uuid[]))));--> statement-breakpoint
CREATE POLICY "whoever carries the referral asks for a change in their own name" ON "authorization_change" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ((("authorization_change"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("authorization_change"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "authorization_change"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[]))))) and "authorization_change"."proposed_by" = (select app.membership_id()) and "authorization_change"."state" = 'proposed'));--> statement-breakpoint
CREATE POLICY "whoever carries the referral decides on a change" ON "authorization_change" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("authorization_change"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("authorization_change"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "authorization_change"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[])))))) WITH CHECK (("authorization_change"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("authorization_change"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "authorization_change"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[]))))));
--> statement-breakpoint
do $$
begin
  alter table public.authorization_change force row level security;
  create policy "guards see every row" on public.authorization_change for all to app_definer using (true) with check (true);
  revoke all on public.authorization_change from public;
  grant select, insert, update, delete on public.authorization_change to app_definer;
  grant select on public.authorization_change to app_user;
  grant insert (agency_id, organization_id, client_id, referral_id, authorization_id, units, period, units_per_period, ends_on, units_before, ends_on_before, words, proposed_by) on public.authorization_change to app_user;
  grant update (state, decided_by, decided_at, decision_words) on public.authorization_change to app_user;
  create constraint trigger z_chain_link after insert or update or delete on public.authorization_change deferrable initially deferred for each row execute function app.chain_link();
end
$$;
--> statement-breakpoint
grant insert (period, units_per_period, renews_id) on "authorization" to app_user;
grant insert (continues_id) on fund to app_user;
grant update (renewal_days, recording_days) on agency to app_user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('authorization_change', 'proposed', 'grant', 'granted', '{agency}'),
  ('authorization_change', 'proposed', 'refuse', 'refused', '{agency}'),
  ('authorization_change', 'proposed', 'withdraw', 'withdrawn', '{agency}');
--> statement-breakpoint
-- The days a limit is counted over: a day, a week from Monday, a month.
create function app.period_around(of_period text, on_day date) returns daterange language sql immutable set search_path = '' as $$
  select daterange(p.first, (p.first + case of_period when 'day' then interval '1 day' when 'week' then interval '7 days' else interval '1 month' end)::date)
  from (select date_trunc(of_period, on_day::timestamp)::date as first) p
$$;
--> statement-breakpoint
-- What an authorization has not used of its amount; each delivery is billed and rounded by itself, so each is priced by itself. Shows what the asker may see.
create function app.unused_cents(of_authorization uuid) returns bigint language sql stable security invoker set search_path = '' as $$
  select round(a.units * a.rate_cents)::bigint - coalesce((
    select sum(round(d.units * a.rate_cents)) from public.attendance d where d.authorization_id = a.id and d.current), 0)::bigint
  from public."authorization" a where a.id = of_authorization
$$;
--> statement-breakpoint
-- No more is planned than is authorized, in all and in each period. Counted under the authorization's lock, once for a whole plan;
-- a lock that the rows' own reference to it does not stand in the way of.
create function app.guard_planned_units() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public."authorization" a where a.id in (select m.authorization_id from made m) order by a.id for no key update;
  if exists (
    select 1 from public."authorization" a where a.id in (select m.authorization_id from made m) and a.units < a.units_used + (
      select coalesce(sum(s.planned_units), 0) from public.session s where s.authorization_id = a.id and s.state = 'planned')) then
    raise exception 'more than is authorized' using errcode = '23514', constraint = 'session_units', table = 'session';
  end if;
  if exists (
    select 1 from (
      select distinct a.id, a.units_per_period, app.period_around(a.period, m.service_day) as days
      from made m join public."authorization" a on a.id = m.authorization_id and a.period is not null) p
    where p.units_per_period < (
      select sum(case when s.state = 'planned' then s.planned_units else d.units end)
      from public.session s left join public.attendance d on d.session_id = s.id and d.current
      where s.authorization_id = p.id and s.state in ('planned', 'held') and p.days @> s.service_day)) then
    raise exception 'more than the period holds' using errcode = '23514', constraint = 'session_units_per_period', table = 'session';
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- No more is delivered in a period than it holds. The authorization was locked before the row was written.
create function app.guard_period_units() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  a public."authorization";
  on_day date := (select s.service_day from public.session s where s.id = new.session_id);
begin
  select * into a from public."authorization" where id = new.authorization_id for update;
  if a.period is not null and a.units_per_period < (
    select sum(d.units) from public.session s join public.attendance d on d.session_id = s.id and d.current
    where s.authorization_id = a.id and app.period_around(a.period, on_day) @> s.service_day) then
    raise exception 'more than the period holds' using errcode = '23514', constraint = 'attendance_units_per_period', table = 'attendance';
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- What follows is for the same referral, and follows what once held.
create function app.guard_renewal() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select 1 from public."authorization" b
    where b.id = new.renews_id and b.referral_id = new.referral_id and b.state in ('active', 'exhausted', 'expired')) then
    raise exception 'what it follows did not hold' using errcode = '23514', constraint = 'authorization_renews_standing', table = 'authorization';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A change is of what holds, keeps what stood before, and is granted by another person than who asked; above the limit by a supervisor.
create function app.guard_authorization_change() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  a public."authorization";
  allowed bigint;
begin
  if tg_op = 'INSERT' then
    select * into a from public."authorization" where id = new.authorization_id for update;
    if a.state not in ('active', 'exhausted') or a.referral_id <> new.referral_id then
      raise exception 'what it changes does not hold' using errcode = '23514', constraint = 'authorization_change_of_standing', table = 'authorization_change';
    end if;
    new.units_before := a.units;
    new.period_before := a.period;
    new.units_per_period_before := a.units_per_period;
    new.ends_on_before := a.ends_on;
    return new;
  end if;
  if old.state <> 'proposed' then
    raise exception 'it is decided' using errcode = '23514', constraint = 'authorization_change_final', table = 'authorization_change';
  end if;
  if new.state = 'granted' then
    if app.person_of(new.decided_by) is not distinct from app.person_of(new.proposed_by) then
      raise exception 'nobody agrees to their own' using errcode = '23514', constraint = 'authorization_change_own', table = 'authorization_change';
    end if;
    select caseworker_limit_cents into allowed from public.agency where id = new.agency_id;
    select * into a from public."authorization" where id = new.authorization_id;
    if new.units > new.units_before and round(new.units * a.rate_cents) > allowed
      and not exists (select 1 from public.membership m where m.id = new.decided_by and m.role = 'supervisor' and m.agency_id = new.agency_id) then
      raise exception 'above the limit a supervisor decides' using errcode = '23514', constraint = 'authorization_change_limit', table = 'authorization_change';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A granted change is what holds from now on. What is planned ahead must fit into it: what does not was cancelled before.
create function app.follow_authorization_change() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  a public."authorization";
begin
  select * into a from public."authorization" where id = new.authorization_id for update;
  if a.state not in ('active', 'exhausted') then
    raise exception 'what it changes does not hold' using errcode = '23514', constraint = 'authorization_change_of_standing', table = 'authorization_change';
  end if;
  if new.ends_on <= a.starts_on or not exists (select 1 from public.fund f where f.id = a.fund_id and f.ends_on >= new.ends_on) then
    raise exception 'outside the days of the fund' using errcode = '23514', constraint = 'authorization_change_days', table = 'authorization_change';
  end if;
  update public."authorization" set units = new.units, period = new.period, units_per_period = new.units_per_period, ends_on = new.ends_on,
    renewal_task_id = case when new.ends_on > ends_on or new.units > units then null else renewal_task_id end,
    state = case when units_used >= new.units then 'exhausted' else 'active' end
    where id = a.id;
  if exists (select 1 from public.session s where s.authorization_id = a.id and s.state = 'planned' and s.starts_at > app.clock() and (
      s.service_day >= new.ends_on
      or new.units < a.units_used + (select sum(p.planned_units) from public.session p where p.authorization_id = a.id and p.state = 'planned')
      or new.period is not null and new.units_per_period < (
        select sum(case when p.state = 'planned' then p.planned_units else d.units end)
        from public.session p left join public.attendance d on d.session_id = p.id and d.current
        where p.authorization_id = a.id and p.state in ('planned', 'held') and app.period_around(new.period, s.service_day) @> p.service_day))) then
    raise exception 'what is planned does not fit' using errcode = '23514', constraint = 'authorization_change_fits', table = 'authorization_change';
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- A period of a budget begins when the one before it has ended.
create function app.guard_fund() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.fund f where f.id = new.continues_id and f.agency_id = new.agency_id and f.ends_on <= new.starts_on) then
    raise exception 'the period before it runs still' using errcode = '23514', constraint = 'fund_follows', table = 'fund';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Budget is carried over by who may grant it, and only from a period into the next.
create function app.guard_carry() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'ledger_transaction' then
    if new.agency_id <> all(app.agencies_where('finance_approver')) and current_setting('role') not in ('app_job', 'app_definer') then
      raise exception 'a finance approver carries over' using errcode = '42501';
    end if;
    return new;
  end if;
  if exists (select 1 from public.ledger_transaction t where t.id = new.transaction_id and t.kind = 'carry') and not exists (
    select 1 from public.ledger_entry e join public.fund n on n.id = e.fund_id join public.ledger_entry p on p.transaction_id = e.transaction_id and p.fund_id = n.continues_id
    where e.transaction_id = new.transaction_id and e.account = 'available' and p.account = 'available' and e.amount_cents > 0 and p.amount_cents = -e.amount_cents
      and (select count(distinct x.fund_id) from public.ledger_entry x where x.transaction_id = new.transaction_id) = 2) then
    raise exception 'from a period into the next' using errcode = '23514', constraint = 'ledger_carries_on', table = 'ledger_entry';
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- Ends authorizations whose last day is so long ago that nothing can be recorded any more, and says what goes back to the fund.
create function app.close_authorizations(most integer)
returns table (authorization_id uuid, number text, agency_id uuid, organization_id uuid, client_id uuid, referral_id uuid, case_id uuid, fund_id uuid, unused_cents bigint)
language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    with due as (
      select a.id, r.case_id from public."authorization" a join public.agency g on g.id = a.agency_id join public.referral r on r.id = a.referral_id
      where a.state in ('active', 'exhausted') and a.ends_on + g.recording_days <= (app.clock() at time zone a.time_zone)::date
      order by a.ends_on, a.id limit most for update of a skip locked
    )
    update public."authorization" a set state = 'expired' from due where a.id = due.id
    returning a.id, a.number, a.agency_id, a.organization_id, a.client_id, a.referral_id, due.case_id, a.fund_id, app.unused_cents(a.id);
end
$$;
--> statement-breakpoint
-- Authorizations that run out soon, by their last day or by their pace, of care that goes on, and that nobody was asked to renew.
create function app.authorizations_to_renew(most integer)
returns table (authorization_id uuid, number text, agency_id uuid, client_id uuid, referral_id uuid, case_id uuid, owner_id uuid, language text, state text,
  units numeric, units_used numeric, starts_on date, ends_on date, today date)
language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    select a.id, a.number, a.agency_id, a.client_id, a.referral_id, r.case_id, k.owner_membership_id, g.language, a.state, a.units, a.units_used, a.starts_on, a.ends_on, d.today
    from public."authorization" a
    join public.agency g on g.id = a.agency_id
    join public.referral r on r.id = a.referral_id and r.state in ('accepted', 'in_progress', 'on_hold')
    join public."case" k on k.id = r.case_id and k.state <> 'closed'
    cross join lateral (select (app.clock() at time zone a.time_zone)::date as today) d
    where a.state in ('active', 'exhausted') and a.ends_on > d.today and a.renewal_task_id is null
      and not exists (select 1 from public."authorization" n where n.renews_id = a.id and n.state <> 'revoked')
      and (a.ends_on <= d.today + g.renewal_days or a.state = 'exhausted'
        -- As many days as it would last at the pace until now; sooner than two weeks nobody can tell.
        or d.today - a.starts_on >= 14 and a.units_used > 0 and (a.units - a.units_used) * (d.today - a.starts_on) <= a.units_used * g.renewal_days)
    order by a.ends_on, a.id limit most for update of a skip locked;
end
$$;
--> statement-breakpoint
-- Gives whoever carries the case the task to renew an authorization, once for each end it has.
create function app.ask_renewal(of_authorization uuid, task_words text, due date) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  a public."authorization";
  made uuid;
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  select * into a from public."authorization" where id = of_authorization for update;
  if a.renewal_task_id is not null then return null; end if;
  insert into public.case_task (agency_id, case_id, kind, words, path, assigned_to, due_on)
    select a.agency_id, k.id, 'renewal', task_words, '/agency/authorizations/new?referral=' || a.referral_id || '&renews=' || a.id, k.owner_membership_id, due
    from public.referral r join public."case" k on k.id = r.case_id where r.id = a.referral_id returning id into made;
  update public."authorization" set renewal_task_id = made where id = a.id;
  return made;
end
$$;
--> statement-breakpoint
revoke all on function app.period_around(text, date), app.unused_cents(uuid), app.guard_planned_units(), app.guard_period_units(), app.guard_renewal(),
  app.guard_authorization_change(), app.follow_authorization_change(), app.guard_fund(), app.guard_carry(),
  app.close_authorizations(integer), app.authorizations_to_renew(integer), app.ask_renewal(uuid, text, date) from public;
grant execute on function app.guard_planned_units(), app.guard_period_units(), app.guard_renewal(), app.guard_authorization_change(),
  app.follow_authorization_change(), app.guard_fund(), app.guard_carry() to app_user, app_auth, app_job, app_owner;
grant execute on function app.period_around(text, date), app.unused_cents(uuid) to app_user;
grant execute on function app.close_authorizations(integer), app.authorizations_to_renew(integer), app.ask_renewal(uuid, text, date) to app_job;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger a_guard_state before insert or update of state on authorization_change for each row execute function app.guard_state('authorization_change', 'proposed');
create trigger b_guard_author before update on authorization_change for each row execute function app.guard_author('decided_by');
create trigger c_guard_authorization_change before insert or update on authorization_change for each row execute function app.guard_authorization_change();
create trigger d_follow_authorization_change after update of state on authorization_change for each row
  when (new.state = 'granted' and old.state <> 'granted') execute function app.follow_authorization_change();
create trigger b_guard_renewal before insert on "authorization" for each row when (new.renews_id is not null) execute function app.guard_renewal();
create trigger d_guard_planned_units after insert on session referencing new table as made for each statement execute function app.guard_planned_units();
create trigger d_guard_period_units after insert on attendance for each row when (new.units > 0) execute function app.guard_period_units();
create trigger b_guard_fund before insert on fund for each row when (new.continues_id is not null) execute function app.guard_fund();
create trigger b_guard_carry before insert on ledger_transaction for each row when (new.kind = 'carry') execute function app.guard_carry();
create constraint trigger d_guard_carry after insert on ledger_entry deferrable initially deferred for each row execute function app.guard_carry();
