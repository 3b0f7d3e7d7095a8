-- What comes from the bank is read once and posted once; a payment that came back goes out again in another batch; overpaid money is taken back from the next.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "adjustment" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"invoice_line_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"share_percent" smallint DEFAULT 50 NOT NULL,
	"words" text NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"asked_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "adjustment_of_both" UNIQUE("id","agency_id","organization_id"),
	CONSTRAINT "adjustment_kind" CHECK ("adjustment"."kind" in ('recoup', 'void')),
	CONSTRAINT "adjustment_amount" CHECK ("adjustment"."amount_cents" > 0),
	CONSTRAINT "adjustment_share" CHECK ("adjustment"."share_percent" between 1 and 99),
	CONSTRAINT "adjustment_words" CHECK (length("adjustment"."words") between 1 and 2000),
	CONSTRAINT "adjustment_decided" CHECK (("adjustment"."state" in ('approved', 'refused')) = ("adjustment"."decided_by" is not null and "adjustment"."decided_at" is not null))
);--> statement-breakpoint
ALTER TABLE "adjustment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_adjustment" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"adjustment_id" uuid NOT NULL,
	"amount_cents" bigint NOT NULL,
	"live" boolean DEFAULT true NOT NULL,
	CONSTRAINT "payment_adjustment_amount" CHECK ("payment_adjustment"."amount_cents" > 0)
);--> statement-breakpoint
ALTER TABLE "payment_adjustment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bank_file_line" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"bank_file_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"reference" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"code" text,
	"outcome" text NOT NULL,
	"payment_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "bank_file_line_outcome" CHECK ("bank_file_line"."outcome" in ('settled', 'returned', 'noted', 'repeated', 'differs', 'unknown')),
	CONSTRAINT "bank_file_line_known" CHECK ("bank_file_line"."outcome" = 'unknown' or "bank_file_line"."payment_id" is not null)
);--> statement-breakpoint
ALTER TABLE "bank_file_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bank_file" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"reference" text NOT NULL,
	"taken_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "bank_file_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "bank_file_once" UNIQUE("agency_id","sha256"),
	CONSTRAINT "bank_file_reference_once" UNIQUE("agency_id","kind","reference"),
	CONSTRAINT "bank_file_kind" CHECK ("bank_file"."kind" in ('ach', 'remittance', 'table'))
);--> statement-breakpoint
ALTER TABLE "bank_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "payment" DROP CONSTRAINT "payment_one_per_organization";--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "returned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "attempt" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_of_agency" UNIQUE("id","agency_id");--> statement-breakpoint
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_invoice_line_id_invoice_line_id_fk" FOREIGN KEY ("invoice_line_id") REFERENCES "public"."invoice_line"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_invoice" FOREIGN KEY ("invoice_id","agency_id","organization_id") REFERENCES "public"."invoice"("id","agency_id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_asked_by" FOREIGN KEY ("asked_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_adjustment" ADD CONSTRAINT "payment_adjustment_payment" FOREIGN KEY ("payment_id","agency_id","organization_id") REFERENCES "public"."payment"("id","agency_id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_adjustment" ADD CONSTRAINT "payment_adjustment_adjustment" FOREIGN KEY ("adjustment_id","agency_id","organization_id") REFERENCES "public"."adjustment"("id","agency_id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_file_line" ADD CONSTRAINT "bank_file_line_file" FOREIGN KEY ("bank_file_id","agency_id") REFERENCES "public"."bank_file"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_file_line" ADD CONSTRAINT "bank_file_line_payment" FOREIGN KEY ("payment_id","agency_id") REFERENCES "public"."payment"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_file" ADD CONSTRAINT "bank_file_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_file" ADD CONSTRAINT "bank_file_taken_by" FOREIGN KEY ("taken_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "adjustment_agency" ON "adjustment" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "adjustment_organization" ON "adjustment" USING btree ("organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "adjustment_invoice_index" ON "adjustment" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "adjustment_line" ON "adjustment" USING btree ("invoice_line_id");--> statement-breakpoint
CREATE INDEX "adjustment_asked_by_index" ON "adjustment" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX "adjustment_decided_by" ON "adjustment" USING btree ("decided_by");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_adjustment_once" ON "payment_adjustment" USING btree ("payment_id","adjustment_id") WHERE "payment_adjustment"."live";--> statement-breakpoint
CREATE INDEX "payment_adjustment_payment_index" ON "payment_adjustment" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "payment_adjustment_adjustment_index" ON "payment_adjustment" USING btree ("adjustment_id");--> statement-breakpoint
CREATE INDEX "payment_adjustment_agency" ON "payment_adjustment" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "payment_adjustment_organization" ON "payment_adjustment" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "bank_file_line_file_index" ON "bank_file_line" USING btree ("bank_file_id","line");--> statement-breakpoint
CREATE INDEX "bank_file_line_payment_index" ON "bank_file_line" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "bank_file_line_agency" ON "bank_file_line" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "bank_file_agency" ON "bank_file" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "bank_file_taken_by_index" ON "bank_file" USING btree ("taken_by");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_one_per_organization" ON "payment" USING btree ("batch_id","organization_id") WHERE "payment"."attempt" = 1;--> statement-breakpoint
CREATE POLICY "finance reads its agency's adjustments, a provider those of its own money once approved" ON "adjustment" AS PERMISSIVE FOR SELECT TO "app_user" USING (("adjustment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or ("adjustment"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator', 'coordinator'))::uuid[]) and "adjustment"."state" = 'approved')));--> statement-breakpoint
CREATE POLICY "finance asks for money back in their own name" ON "adjustment" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("adjustment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and "adjustment"."asked_by" = (select app.membership_id()) and "adjustment"."state" = 'proposed'));--> statement-breakpoint
CREATE POLICY "finance decides on adjustments" ON "adjustment" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("adjustment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[])) WITH CHECK ("adjustment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance reads what a payment takes back, a provider of its own" ON "payment_adjustment" AS PERMISSIVE FOR SELECT TO "app_user" USING (("payment_adjustment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or "payment_adjustment"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator', 'coordinator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "finance takes money back in a payment" ON "payment_adjustment" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("payment_adjustment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance sets what a payment takes back aside" ON "payment_adjustment" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("payment_adjustment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[])) WITH CHECK ("payment_adjustment"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance reads what came of each line" ON "bank_file_line" AS PERMISSIVE FOR SELECT TO "app_user" USING ("bank_file_line"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance writes what came of each line" ON "bank_file_line" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK ("bank_file_line"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance reads what came from its bank" ON "bank_file" AS PERMISSIVE FOR SELECT TO "app_user" USING ("bank_file"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance takes a file in in their own name" ON "bank_file" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("bank_file"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and "bank_file"."taken_by" = (select app.membership_id())));
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['bank_file', 'bank_file_line', 'adjustment', 'payment_adjustment'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
  -- Who proves the books reads what they are made of.
  foreach t in array array['adjustment', 'payment_adjustment'] loop
    execute format('create policy "the books are proved on every row" on public.%I for select to app_auditor using (true)', t);
    execute format('grant select on public.%I to app_auditor', t);
  end loop;
end
$$;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What came back goes out again, once more counted, in a batch of its own that a second person releases; never in the one it came back from.
create function app.guard_requeue() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'queued' and old.state = 'returned' then
    if new.batch_id = old.batch_id or new.attempt <> old.attempt + 1 or new.trace is not null or not exists (
      select 1 from public.payment_batch b where b.id = new.batch_id and b.agency_id = new.agency_id and b.state = 'open') then
      raise exception 'what came back goes out in another batch' using errcode = '23514', constraint = 'payment_requeued_anew', table = 'payment';
    end if;
  elsif new.batch_id <> old.batch_id or new.attempt <> old.attempt or new.bank_account_id <> old.bank_account_id then
    raise exception 'a payment stays where it is' using errcode = '23514', constraint = 'payment_stays', table = 'payment';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- No more is taken back of a line than was paid of it, and two people stand for it.
create function app.guard_adjustment() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  l public.invoice_line;
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - array['state', 'decided_by', 'decided_at']) is distinct from (to_jsonb(old) - array['state', 'decided_by', 'decided_at']) then
      raise exception 'what was asked for stays' using errcode = '42501', table = 'adjustment';
    end if;
    if new.state = old.state and (new.decided_by, new.decided_at) is distinct from (old.decided_by, old.decided_at) then
      raise exception 'who did it stays' using errcode = '42501', table = 'adjustment';
    end if;
    if new.state = 'approved' and old.state <> 'approved' then
      if app.person_of(new.decided_by) = app.person_of(new.asked_by) then
        raise exception 'nobody approves their own' using errcode = '23514', constraint = 'adjustment_own', table = 'adjustment';
      end if;
      if not exists (select 1 from public.membership m where m.id = new.decided_by and m.role = 'finance_approver' and m.agency_id = new.agency_id) then
        raise exception 'a finance approver approves' using errcode = '42501', table = 'adjustment';
      end if;
    end if;
  end if;
  select * into l from public.invoice_line x where x.id = new.invoice_line_id and x.invoice_id = new.invoice_id for update;
  if new.state in ('proposed', 'approved') and (l.id is null or not l.live
    or not exists (select 1 from public.invoice i where i.id = new.invoice_id and i.state = 'paid')
    or l.approved_cents < new.amount_cents + coalesce((
      select sum(a.amount_cents) from public.adjustment a where a.invoice_line_id = new.invoice_line_id and a.id <> new.id and a.state in ('proposed', 'approved')), 0)) then
    raise exception 'no more than was paid' using errcode = '23514', constraint = 'adjustment_within_paid', table = 'adjustment';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A payment takes back what is approved and not taken back yet, while its batch is open; afterwards it stays in it.
create function app.guard_payment_adjustment() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  a public.adjustment;
  batch_state text;
begin
  select b.state into batch_state from public.payment p join public.payment_batch b on b.id = p.batch_id where p.id = new.payment_id for update of b;
  if batch_state is distinct from 'open' then
    raise exception 'the batch is closed' using errcode = '23514', constraint = 'payment_adjustment_frozen', table = 'payment_adjustment';
  end if;
  if tg_op = 'UPDATE' then
    if new.live then
      raise exception 'what was set aside stays so' using errcode = '23514', constraint = 'payment_adjustment_frozen', table = 'payment_adjustment';
    end if;
    return new;
  end if;
  select * into a from public.adjustment x where x.id = new.adjustment_id for update;
  if a.state <> 'approved' or a.amount_cents < new.amount_cents + coalesce((
    select sum(pa.amount_cents) from public.payment_adjustment pa where pa.adjustment_id = new.adjustment_id and pa.live), 0) then
    raise exception 'no more than was approved' using errcode = '23514', constraint = 'payment_adjustment_within', table = 'payment_adjustment';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- What a payment comes to: its invoices, less what it takes back.
create function app.payment_sum(of_payment uuid) returns bigint language sql stable security definer set search_path = '' as $$
  select (coalesce((select sum(pi.amount_cents) from public.payment_invoice pi where pi.payment_id = of_payment and pi.live), 0)
    - coalesce((select sum(pa.amount_cents) from public.payment_adjustment pa where pa.payment_id = of_payment and pa.live), 0))::bigint
$$;
--> statement-breakpoint
-- The guards of batches and invoices learn of both: the sum of a payment, and an invoice whose payment came back after it counted as paid.
do $$
declare
  was text := pg_get_functiondef('app.guard_batch()'::regprocedure);
  becomes text := replace(was, 'coalesce((select sum(pi.amount_cents) from public.payment_invoice pi where pi.payment_id = p.id and pi.live), 0)', 'app.payment_sum(p.id)');
begin
  if was = becomes then raise exception 'guard_batch is not as expected'; end if;
  execute becomes;
  was := pg_get_functiondef('app.guard_invoice()'::regprocedure);
  becomes := replace(was, 'where pi.invoice_id = new.id and pi.live and b.state = ''open'')', 'where pi.invoice_id = new.id and pi.live and (b.state = ''open'' or old.state = ''paid'' and p.state = ''returned''))');
  if was = becomes then raise exception 'guard_invoice is not as expected'; end if;
  execute becomes;
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.prorettype = 'trigger'::regtype as is_trigger from pg_proc p
    where p.pronamespace = 'app'::regnamespace and p.proname in ('guard_requeue', 'guard_adjustment', 'guard_payment_adjustment', 'payment_sum') loop
    execute format('revoke all on function %s from public', f.signature);
    case when f.is_trigger then execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
      else execute format('grant execute on function %s to app_definer', f.signature); end case;
  end loop;
end
$$;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('payment', 'settled', 'return', 'returned', '{finance}'),
  ('batch', 'settled', 'return_in_part', 'partly_returned', '{finance}'),
  ('invoice', 'paid', 'unpay', 'batched', '{finance}'),
  ('adjustment', 'proposed', 'approve', 'approved', '{finance}'),
  ('adjustment', 'proposed', 'refuse', 'refused', '{finance}'),
  ('adjustment', 'proposed', 'withdraw', 'withdrawn', '{finance}');
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on bank_file, bank_file_line, adjustment, payment_adjustment to app_user;
grant insert (agency_id, kind, name, sha256, reference, taken_by) on bank_file to app_user;
grant insert (agency_id, bank_file_id, line, reference, amount_cents, code, outcome, payment_id) on bank_file_line to app_user;
grant insert (agency_id, organization_id, invoice_id, invoice_line_id, kind, amount_cents, share_percent, words, asked_by),
  update (state, decided_by, decided_at) on adjustment to app_user;
grant insert (agency_id, organization_id, payment_id, adjustment_id, amount_cents), update (live) on payment_adjustment to app_user;
grant update (returned_at, attempt, batch_id, bank_account_id) on payment to app_user;
create trigger append_only before update or delete on bank_file for each row execute function app.append_only();
create trigger append_only before update or delete on bank_file_line for each row execute function app.append_only();
create trigger a_guard_state before insert or update of state on adjustment for each row execute function app.guard_state('adjustment', 'proposed');
create trigger b_guard_author before update on adjustment for each row execute function app.guard_author('decided_by');
create trigger c_guard_adjustment before insert or update on adjustment for each row execute function app.guard_adjustment();
create trigger b_guard_payment_adjustment before insert or update on payment_adjustment for each row execute function app.guard_payment_adjustment();
create trigger d_guard_requeue before update on payment for each row execute function app.guard_requeue();
