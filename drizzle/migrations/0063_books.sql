-- Books that are closed month by month, balances that follow each posting, and a role that proves them and writes nothing.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "book_balance" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"month_id" uuid NOT NULL,
	"fund_id" uuid NOT NULL,
	"account" text NOT NULL,
	"opening_cents" bigint NOT NULL,
	"debit_cents" bigint NOT NULL,
	"credit_cents" bigint NOT NULL,
	"closing_cents" bigint GENERATED ALWAYS AS (opening_cents + debit_cents - credit_cents) STORED,
	CONSTRAINT "book_balance_once" UNIQUE("month_id","fund_id","account"),
	CONSTRAINT "book_balance_sides" CHECK ("book_balance"."debit_cents" >= 0 and "book_balance"."credit_cents" >= 0)
);
--> statement-breakpoint
ALTER TABLE "book_balance" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "book_check" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"checked_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"asked" integer NOT NULL,
	"broken" text[] NOT NULL,
	CONSTRAINT "book_check_asked" CHECK ("book_check"."asked" > 0 and cardinality("book_check"."broken") <= "book_check"."asked")
);
--> statement-breakpoint
ALTER TABLE "book_check" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "book_code" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"account" text NOT NULL,
	"code" text NOT NULL,
	"written_by" uuid NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "book_code_once" UNIQUE("agency_id","account"),
	CONSTRAINT "book_code_words" CHECK (length("book_code"."code") <= 40)
);
--> statement-breakpoint
ALTER TABLE "book_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "book_month" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"month" date NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"closed_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "book_month_once" UNIQUE("agency_id","month"),
	CONSTRAINT "book_month_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "book_month_span" CHECK ("book_month"."ends_at" > "book_month"."starts_at" and extract(day from "book_month"."month") = 1),
	CONSTRAINT "book_month_over" CHECK ("book_month"."created_at" >= "book_month"."ends_at")
);
--> statement-breakpoint
ALTER TABLE "book_month" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fund_balance" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"fund_id" uuid NOT NULL,
	"account" text NOT NULL,
	"balance_cents" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "fund_balance_once" UNIQUE("fund_id","account"),
	CONSTRAINT "fund_never_overdrawn" CHECK ("fund_balance"."account" = 'budget' or "fund_balance"."balance_cents" >= 0)
);
--> statement-breakpoint
ALTER TABLE "fund_balance" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_account";--> statement-breakpoint
ALTER TABLE "ledger_transaction" DROP CONSTRAINT "ledger_transaction_kind";--> statement-breakpoint
DROP INDEX "ledger_entry_agency";--> statement-breakpoint
ALTER TABLE "book_balance" ADD CONSTRAINT "book_balance_month" FOREIGN KEY ("month_id","agency_id") REFERENCES "public"."book_month"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_balance" ADD CONSTRAINT "book_balance_fund" FOREIGN KEY ("fund_id","agency_id") REFERENCES "public"."fund"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_code" ADD CONSTRAINT "book_code_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_code" ADD CONSTRAINT "book_code_written_by" FOREIGN KEY ("written_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_month" ADD CONSTRAINT "book_month_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_month" ADD CONSTRAINT "book_month_closed_by" FOREIGN KEY ("closed_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fund_balance" ADD CONSTRAINT "fund_balance_fund" FOREIGN KEY ("fund_id","agency_id") REFERENCES "public"."fund"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "book_balance_fund_index" ON "book_balance" USING btree ("fund_id");--> statement-breakpoint
CREATE INDEX "book_balance_agency" ON "book_balance" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "book_check_checked_at" ON "book_check" USING btree ("checked_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "book_code_written_by_index" ON "book_code" USING btree ("written_by");--> statement-breakpoint
CREATE INDEX "book_month_closed_by_index" ON "book_month" USING btree ("closed_by");--> statement-breakpoint
CREATE INDEX "book_month_ends" ON "book_month" USING btree ("agency_id","ends_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "fund_balance_agency" ON "fund_balance" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "ledger_entry_agency" ON "ledger_entry" USING btree ("agency_id","created_at");--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_account" CHECK ("ledger_entry"."account" in ('budget', 'available', 'reserved', 'payable', 'paid', 'recouped'));--> statement-breakpoint
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_kind" CHECK ("ledger_transaction"."kind" in ('grant', 'reserve', 'release', 'owe', 'pay', 'unpay', 'recoup'));--> statement-breakpoint
CREATE POLICY "finance reads the balances of closed months" ON "book_balance" AS PERMISSIVE FOR SELECT TO "app_user" USING ("book_balance"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance reads whether the books were whole" ON "book_check" AS PERMISSIVE FOR SELECT TO "app_user" USING (cardinality((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) > 0);--> statement-breakpoint
CREATE POLICY "a job writes down what it found" ON "book_check" AS PERMISSIVE FOR INSERT TO "app_job" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "finance reads the codes of its accounts" ON "book_code" AS PERMISSIVE FOR SELECT TO "app_user" USING ("book_code"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a finance approver gives an account its code" ON "book_code" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("book_code"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]) and "book_code"."written_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a finance approver changes the code of an account" ON "book_code" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("book_code"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[])) WITH CHECK (("book_code"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]) and "book_code"."written_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "finance reads which months are closed" ON "book_month" AS PERMISSIVE FOR SELECT TO "app_user" USING ("book_month"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "case and finance staff read the balances of their agency" ON "fund_balance" AS PERMISSIVE FOR SELECT TO "app_user" USING ("fund_balance"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver', 'caseworker', 'supervisor'))::uuid[]));
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['fund_balance', 'book_month', 'book_balance', 'book_code', 'book_check']) as tab loop
    execute format('alter table public.%I force row level security', t.tab);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.tab);
    execute format('revoke all on public.%I from public', t.tab);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.tab);
    execute format('grant select on public.%I to app_user', t.tab);
  end loop;
  for t in select unnest(array['book_month', 'book_balance', 'book_code', 'book_check']) as tab loop
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.tab);
  end loop;
  for t in select unnest(array['book_month', 'book_balance', 'book_check']) as tab loop
    execute format('create trigger append_only before update or delete on public.%I for each row execute function app.append_only()', t.tab);
    execute format('create trigger append_only_truncate before truncate on public.%I for each statement execute function app.append_only()', t.tab);
  end loop;
  -- Who proves the books reads what they are made of, and can write nothing.
  for t in select unnest(array['authorization', 'session', 'attendance', 'agreement', 'offer', 'fund', 'invoice', 'invoice_line', 'payment_batch', 'payment', 'payment_invoice',
    'ledger_transaction', 'ledger_entry', 'fund_balance', 'book_month', 'book_balance']) as tab loop
    execute format('create policy "the books are proved on every row" on public.%I for select to app_auditor using (true)', t.tab);
    execute format('grant select on public.%I to app_auditor', t.tab);
  end loop;
end
$$;
--> statement-breakpoint
grant insert (agency_id, account, code, written_by) on book_code to app_user;
grant update (code, written_by, updated_at) on book_code to app_user;
grant insert (asked, broken) on book_check to app_job;
grant usage on schema app to app_auditor;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What a posting moves, the balances follow, in the same statement; the table's own check refuses to overdraw. First the row, then the sum:
-- a row to be inserted is checked by itself, and what is taken from a balance alone would be below zero.
create function app.keep_balances() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.fund_balance (agency_id, fund_id, account)
    select distinct m.agency_id, m.fund_id, m.account from made m order by m.fund_id, m.account on conflict on constraint fund_balance_once do nothing;
  update public.fund_balance b set balance_cents = b.balance_cents + m.moved
    from (select fund_id, account, sum(amount_cents)::bigint as moved from made group by fund_id, account) m where b.fund_id = m.fund_id and b.account = m.account;
  return null;
end
$$;
--> statement-breakpoint
insert into public.fund_balance (agency_id, fund_id, account, balance_cents)
  select agency_id, fund_id, account, sum(amount_cents)::bigint from public.ledger_entry group by agency_id, fund_id, account;
--> statement-breakpoint
-- Whose money moves, when, and under which key; the balances follow by trigger, so a posting costs the same however long the books are.
create or replace function app.post_ledger(
  of_agency uuid, entry_kind text, effect text, legs jsonb, of_authorization uuid, of_invoice uuid, of_payment uuid, reverses uuid
) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  made uuid;
begin
  if of_agency <> all(app.agencies_where('caseworker', 'supervisor', 'finance_reviewer', 'finance_approver'))
    and current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'not this agency' using errcode = '42501';
  end if;
  if entry_kind not in ('reserve', 'release') and app.desk() not in ('finance', 'system') then
    raise exception 'finance posts this' using errcode = '42501';
  end if;
  if entry_kind = 'grant' and of_agency <> all(app.agencies_where('finance_approver')) and current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a finance approver grants' using errcode = '42501';
  end if;
  perform 1 from public.fund f where f.id in (select (leg ->> 'fund')::uuid from jsonb_array_elements(legs) leg) order by f.id for update;
  insert into public.ledger_transaction (agency_id, kind, effect_key, authorization_id, invoice_id, payment_id, reverses_id, posted_by)
    values (of_agency, entry_kind, effect, of_authorization, of_invoice, of_payment, reverses, app.membership_id())
    on conflict (effect_key) do nothing returning id into made;
  if made is null then return (select id from public.ledger_transaction where effect_key = effect); end if;
  insert into public.ledger_entry (agency_id, transaction_id, fund_id, account, amount_cents)
    select of_agency, made, (leg ->> 'fund')::uuid, leg ->> 'account', (leg ->> 'cents')::bigint from jsonb_array_elements(legs) leg;
  return made;
end
$$;
--> statement-breakpoint
-- Nothing is booked into a month that is closed. Who books and who closes wait for one another: a posting that began before midnight is either
-- counted in the month or refused.
create function app.guard_book_month() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('books ' || new.agency_id, 0));
  if exists (select 1 from public.book_month m where m.agency_id = new.agency_id and m.ends_at > new.created_at) then
    raise exception 'the month is closed' using errcode = '23514', constraint = 'ledger_month_closed', table = 'ledger_transaction';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- What each account of each fund held at an instant, what moved on each side until another, in whole cents. Shows what the asker may see. From the
-- last month that was closed before, so that it reads no more than what was booked since.
create function app.trial_balance(of_agency uuid, from_instant timestamptz, until_instant timestamptz)
returns table (fund_id uuid, account text, opening_cents bigint, debit_cents bigint, credit_cents bigint)
language sql stable security invoker set search_path = '' as $$
  with closed as (
    select m.id, m.ends_at from public.book_month m where m.agency_id = of_agency and m.ends_at <= from_instant order by m.ends_at desc limit 1
  ), parts as (
    select b.fund_id, b.account, b.closing_cents as opening, 0::bigint as debit, 0::bigint as credit from public.book_balance b where b.month_id = (select id from closed)
    union all
    select e.fund_id, e.account, coalesce(sum(e.amount_cents) filter (where e.created_at < from_instant), 0)::bigint,
      coalesce(sum(e.amount_cents) filter (where e.created_at >= from_instant and e.amount_cents > 0), 0)::bigint,
      coalesce(-sum(e.amount_cents) filter (where e.created_at >= from_instant and e.amount_cents < 0), 0)::bigint
    from public.ledger_entry e
    where e.agency_id = of_agency and e.created_at >= coalesce((select ends_at from closed), '-infinity') and e.created_at < until_instant
    group by e.fund_id, e.account)
  select p.fund_id, p.account, sum(p.opening)::bigint, sum(p.debit)::bigint, sum(p.credit)::bigint from parts p group by p.fund_id, p.account
$$;
--> statement-breakpoint
-- The months of an agency's books by its own clock, from its first booking to the running one. The oldest that is not closed comes next.
create function app.month_to_close(of_agency uuid) returns table (month date, starts_at timestamptz, ends_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if of_agency <> all(app.agencies_where('finance_reviewer', 'finance_approver')) then
    raise exception 'not this agency' using errcode = '42501';
  end if;
  return query
    with last as (select m.month, m.ends_at from public.book_month m where m.agency_id = of_agency order by m.month desc limit 1),
    next as (
      select g.time_zone, coalesce((select (l.month + interval '1 month')::date from last l),
        (select date_trunc('month', min(t.created_at) at time zone g.time_zone)::date from public.ledger_transaction t where t.agency_id = g.id)) as month
      from public.agency g where g.id = of_agency)
    select n.month, coalesce((select l.ends_at from last l), n.month::timestamp at time zone n.time_zone), (n.month + interval '1 month') at time zone n.time_zone
    from next n where n.month is not null;
end
$$;
--> statement-breakpoint
-- Closes the oldest open month of the agency: what each account held is written down, and nothing can be booked into it any more.
create function app.close_month(of_month date) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  of_agency uuid;
  n record;
  made uuid;
begin
  select agency_id into of_agency from public.membership where id = app.membership_id();
  if of_agency is null or of_agency <> all(app.agencies_where('finance_approver')) then
    raise exception 'a finance approver closes a month' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('books ' || of_agency, 0));
  select * into n from app.month_to_close(of_agency);
  if n.month is distinct from of_month then
    raise exception 'the oldest open month is closed first' using errcode = '23514', constraint = 'book_month_in_order', table = 'book_month';
  end if;
  if n.ends_at > app.clock() then
    raise exception 'the month is not over' using errcode = '23514', constraint = 'book_month_over', table = 'book_month';
  end if;
  insert into public.book_month (agency_id, month, starts_at, ends_at, closed_by) values (of_agency, n.month, n.starts_at, n.ends_at, app.membership_id()) returning id into made;
  insert into public.book_balance (agency_id, month_id, fund_id, account, opening_cents, debit_cents, credit_cents)
    select of_agency, made, b.fund_id, b.account, b.opening_cents, b.debit_cents, b.credit_cents from app.trial_balance(of_agency, n.starts_at, n.ends_at) b;
  return made;
end
$$;
--> statement-breakpoint
revoke all on function app.keep_balances(), app.guard_book_month(), app.trial_balance(uuid, timestamptz, timestamptz), app.month_to_close(uuid), app.close_month(date) from public;
grant execute on function app.keep_balances(), app.guard_book_month() to app_user, app_auth, app_job, app_owner;
grant execute on function app.trial_balance(uuid, timestamptz, timestamptz), app.month_to_close(uuid), app.close_month(date) to app_user;
grant execute on function app.person_of(uuid) to app_auditor;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger d_keep_balances after insert on ledger_entry referencing new table as made for each statement execute function app.keep_balances();
create trigger a_guard_book_month before insert on ledger_transaction for each row execute function app.guard_book_month();
