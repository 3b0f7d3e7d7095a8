-- Invoices between first look and last word: edits with effects, decisions signed by a second person, disputes, and what is said of a line.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "edit_rule" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"code" text NOT NULL,
	"effect" text NOT NULL,
	"payer_code" text DEFAULT '' NOT NULL,
	"limit_days" integer,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "edit_rule_once" UNIQUE("agency_id","code"),
	CONSTRAINT "edit_rule_effect" CHECK ("edit_rule"."effect" in ('hold', 'look', 'note', 'off')),
	CONSTRAINT "edit_rule_payer_code" CHECK (length("edit_rule"."payer_code") <= 20),
	CONSTRAINT "edit_rule_limit" CHECK ("edit_rule"."limit_days" between 1 and 730)
);
--> statement-breakpoint
ALTER TABLE "edit_rule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "review_rule" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"passes" boolean NOT NULL,
	"sample_percent" integer NOT NULL,
	"most_cents" bigint,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "review_rule_agency_id_unique" UNIQUE("agency_id"),
	CONSTRAINT "review_rule_sample" CHECK ("review_rule"."sample_percent" between 0 and 100),
	CONSTRAINT "review_rule_most" CHECK ("review_rule"."most_cents" > 0)
);
--> statement-breakpoint
ALTER TABLE "review_rule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "line_message" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"side" text DEFAULT 'agency' NOT NULL,
	"author_name" text DEFAULT '' NOT NULL,
	"words" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "line_message_side" CHECK ("line_message"."side" in ('agency', 'provider')),
	CONSTRAINT "line_message_words" CHECK (length("line_message"."words") between 1 and 2000)
);
--> statement-breakpoint
ALTER TABLE "line_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD COLUMN "adjusted_cents" bigint GENERATED ALWAYS AS (case when state = 'pending' then 0 else (round(units * rate_cents))::bigint - approved_cents end) STORED;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD COLUMN "paid_cents" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD COLUMN "by_rule" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD COLUMN "decided_by" uuid;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD COLUMN "contested" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD COLUMN "first_decided_by" uuid;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD COLUMN "first_approved_cents" bigint;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "risk_cents" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "reviewed_by" uuid;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "reviewed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "disputed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "disputed_by" uuid;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "dispute_words" text;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "concluded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "concluded_by" uuid;--> statement-breakpoint
ALTER TABLE "edit_rule" ADD CONSTRAINT "edit_rule_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edit_rule" ADD CONSTRAINT "edit_rule_changed_by_membership_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_rule" ADD CONSTRAINT "review_rule_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_rule" ADD CONSTRAINT "review_rule_changed_by_membership_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_message" ADD CONSTRAINT "line_message_line_id_invoice_line_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."invoice_line"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_message" ADD CONSTRAINT "line_message_author_id_membership_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_message" ADD CONSTRAINT "line_message_invoice" FOREIGN KEY ("invoice_id","agency_id","organization_id") REFERENCES "public"."invoice"("id","agency_id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "edit_rule_changed_by" ON "edit_rule" USING btree ("changed_by");--> statement-breakpoint
CREATE INDEX "review_rule_changed_by" ON "review_rule" USING btree ("changed_by");--> statement-breakpoint
CREATE INDEX "line_message_line" ON "line_message" USING btree ("line_id","created_at");--> statement-breakpoint
CREATE INDEX "line_message_invoice_index" ON "line_message" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "line_message_agency" ON "line_message" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "line_message_organization" ON "line_message" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "line_message_author" ON "line_message" USING btree ("author_id");--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_decided_by_membership_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_first_decided_by_membership_id_fk" FOREIGN KEY ("first_decided_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_reviewed_by_membership_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_disputed_by_membership_id_fk" FOREIGN KEY ("disputed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_concluded_by_membership_id_fk" FOREIGN KEY ("concluded_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_line_decided_by" ON "invoice_line" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "invoice_line_first_decided_by" ON "invoice_line" USING btree ("first_decided_by");--> statement-breakpoint
CREATE INDEX "invoice_reviewed_by" ON "invoice" USING btree ("reviewed_by");--> statement-breakpoint
CREATE INDEX "invoice_disputed_by" ON "invoice" USING btree ("disputed_by");--> statement-breakpoint
CREATE INDEX "invoice_concluded_by" ON "invoice" USING btree ("concluded_by");--> statement-breakpoint
CREATE INDEX "invoice_risk" ON "invoice" USING btree ("agency_id","state","risk_cents" DESC NULLS LAST,"id");--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_adds_up" CHECK (("invoice_line"."state" = 'pending' and "invoice_line"."approved_cents" = 0 or "invoice_line"."amount_cents" = "invoice_line"."approved_cents" + "invoice_line"."adjusted_cents") and "invoice_line"."paid_cents" in (0, "invoice_line"."approved_cents"));--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_never_less" CHECK (not "invoice_line"."contested" or "invoice_line"."first_approved_cents" is not null and ("invoice_line"."state" = 'pending' or "invoice_line"."approved_cents" >= "invoice_line"."first_approved_cents"));--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_disputed_whole" CHECK (num_nonnulls("invoice"."disputed_at", "invoice"."disputed_by", "invoice"."dispute_words") in (0, 3) and ("invoice"."disputed_at" is not null or "invoice"."state" not in ('disputed', 'upheld', 'adjusted')));--> statement-breakpoint
CREATE POLICY "finance reads its agency's edits, and so does whoever may read an agreement with the agency" ON "edit_rule" AS PERMISSIVE FOR SELECT TO "app_user" USING (("edit_rule"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) or exists (select 1 from agreement ours where ours.agency_id = "edit_rule"."agency_id")));--> statement-breakpoint
CREATE POLICY "finance approvers say in their own name what an edit does" ON "edit_rule" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("edit_rule"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]) and "edit_rule"."changed_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "finance approvers change in their own name what an edit does" ON "edit_rule" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("edit_rule"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[])) WITH CHECK (("edit_rule"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]) and "edit_rule"."changed_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "finance reads which lines pass without a person" ON "review_rule" AS PERMISSIVE FOR SELECT TO "app_user" USING ("review_rule"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance approvers say in their own name which lines pass" ON "review_rule" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("review_rule"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]) and "review_rule"."changed_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "finance approvers change in their own name which lines pass" ON "review_rule" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("review_rule"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[])) WITH CHECK (("review_rule"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]) and "review_rule"."changed_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "finance reads what was said of lines it may see, a provider what was said of its own" ON "line_message" AS PERMISSIVE FOR SELECT TO "app_user" USING ((("line_message"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and exists (select 1 from invoice seen where seen.id = "line_message"."invoice_id")) or "line_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[])));--> statement-breakpoint
CREATE POLICY "finance and billers write in their own name" ON "line_message" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("line_message"."author_id" = (select app.membership_id()) and (("line_message"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and exists (select 1 from invoice seen where seen.id = "line_message"."invoice_id")) or "line_message"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]))));
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select unnest(array['line_message', 'edit_rule', 'review_rule']) as name loop
    execute format('alter table public.%I force row level security', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
--> statement-breakpoint
grant select on line_message, edit_rule, review_rule to app_user;
grant insert (agency_id, organization_id, invoice_id, line_id, author_id, words) on line_message to app_user;
grant insert (agency_id, code, effect, payer_code, limit_days, changed_by), update (effect, payer_code, limit_days, changed_by, changed_at) on edit_rule to app_user;
grant insert (agency_id, passes, sample_percent, most_cents, changed_by), update (passes, sample_percent, most_cents, changed_by, changed_at) on review_rule to app_user;
grant update (risk_cents, reviewed_by, reviewed_at, disputed_at, disputed_by, dispute_words, concluded_at, concluded_by) on invoice to app_user;
grant update (by_rule, contested) on invoice_line to app_user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- A line is what was delivered at the rate that was authorized; it changes only while its invoice may.
create or replace function app.guard_invoice_line() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  i public.invoice;
  d public.attendance;
  a public."authorization";
begin
  select * into i from public.invoice where id = coalesce(new.invoice_id, old.invoice_id) for update;
  if tg_op = 'DELETE' then
    if i.state not in ('draft', 'returned') then
      raise exception 'the invoice was sent' using errcode = '23514', constraint = 'invoice_line_frozen', table = 'invoice_line';
    end if;
    return old;
  end if;
  if tg_op = 'INSERT' then
    if i.state not in ('draft', 'returned') then
      raise exception 'the invoice was sent' using errcode = '23514', constraint = 'invoice_line_frozen', table = 'invoice_line';
    end if;
    select * into d from public.attendance where id = new.attendance_id for update;
    select * into a from public."authorization" where id = new.authorization_id;
    if not d.current or d.authorization_id <> new.authorization_id or d.units <> new.units or a.rate_cents <> new.rate_cents
      or not exists (select 1 from public.session s where s.id = d.session_id and s.service_day = new.service_day) then
      raise exception 'billed is what was delivered at the authorized rate' using errcode = '23514', constraint = 'invoice_line_is_delivery', table = 'invoice_line';
    end if;
    return new;
  end if;
  if (new.state, new.approved_cents, new.reason_code, new.reason_words) is distinct from (old.state, old.approved_cents, old.reason_code, old.reason_words)
    and i.state not in ('in_review', 'disputed') then
    raise exception 'the invoice is not in review' using errcode = '23514', constraint = 'invoice_line_in_review', table = 'invoice_line';
  end if;
  if new.edits is distinct from old.edits and i.state not in ('draft', 'returned') then
    raise exception 'the invoice was sent' using errcode = '23514', constraint = 'invoice_line_frozen', table = 'invoice_line';
  end if;
  -- A delivery is free to be billed again only when its invoice was given up or denied; never while it may be paid. A dispute takes it up again.
  if new.live is distinct from old.live and not (
    not new.live and i.state in ('draft', 'returned', 'denied') or new.live and i.state = 'disputed' and new.contested and not old.contested) then
    raise exception 'the line counts' using errcode = '23514', constraint = 'invoice_line_counts', table = 'invoice_line';
  end if;
  if new.approved_cents > old.approved_cents and app.desk() not in ('finance', 'system') then
    raise exception 'finance decides' using errcode = '23514', constraint = 'invoice_line_finance', table = 'invoice_line';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Who took part in what an invoice is for: billed, delivered or authorized it.
create function app.took_part(of_invoice uuid, who uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.invoice i left join public.invoice_line l on l.invoice_id = i.id
      left join public.attendance d on d.id = l.attendance_id left join public."authorization" a on a.id = l.authorization_id
    where i.id = of_invoice and who in (app.person_of(i.created_by), app.person_of(i.submitted_by), app.person_of(d.recorded_by), app.person_of(a.proposed_by), app.person_of(a.decided_by)))
$$;
--> statement-breakpoint
-- A decision on a line is signed by the database: by who decides, or by the agency's rule where it may. What is held is not paid,
-- and a dispute is looked at by somebody else, only where the provider disputes.
create function app.sign_line() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  i public.invoice;
begin
  if new.state = old.state then
    if new.by_rule is distinct from old.by_rule then
      raise exception 'the rule decides once' using errcode = '23514', constraint = 'invoice_line_rule', table = 'invoice_line';
    end if;
    return new;
  end if;
  select * into i from public.invoice where id = new.invoice_id;
  if i.state = 'disputed' and not new.contested then
    raise exception 'it is not disputed' using errcode = '23514', constraint = 'invoice_line_not_disputed', table = 'invoice_line';
  end if;
  if new.state = 'pending' then
    new.by_rule := false;
    new.decided_by := null;
    new.decided_at := null;
    return new;
  end if;
  if new.approved_cents > 0 and exists (
    select 1 from jsonb_array_elements(new.edits) e
    where e ->> 'effect' = 'hold' and e ->> 'code' not in ('credential_invalid', 'excluded', 'no_agreement')) then
    raise exception 'an edit holds it' using errcode = '23514', constraint = 'invoice_line_held', table = 'invoice_line';
  end if;
  if new.by_rule then
    if new.state <> 'approved' or new.contested
      or exists (select 1 from jsonb_array_elements(new.edits) e where coalesce(e ->> 'effect', 'look') <> 'note')
      or not exists (select 1 from public.review_rule r where r.agency_id = new.agency_id and r.passes
        and (r.most_cents is null or round(new.units * new.rate_cents) <= r.most_cents)) then
      raise exception 'no rule lets it pass' using errcode = '23514', constraint = 'invoice_line_rule', table = 'invoice_line';
    end if;
    new.decided_by := null;
  else
    new.decided_by := app.membership_id();
    if new.contested and app.person_of(new.decided_by) = app.person_of(new.first_decided_by) then
      raise exception 'somebody else looks at a dispute' using errcode = '23514', constraint = 'invoice_line_fresh_eyes', table = 'invoice_line';
    end if;
  end if;
  new.decided_at := app.clock();
  return new;
end
$$;
--> statement-breakpoint
-- A provider disputes what was denied or reduced, once: the line waits again, and who decided it and what they allowed is kept beside it.
create function app.contest_line() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  i public.invoice;
begin
  select * into i from public.invoice where id = new.invoice_id;
  if not new.contested or i.state <> 'disputed' or i.concluded_at is not null or new.state <> old.state
    or not (old.state in ('denied', 'reduced') and old.live or old.state = 'pending' and not old.live and new.live) then
    raise exception 'nothing to dispute' using errcode = '23514', constraint = 'invoice_line_contested', table = 'invoice_line';
  end if;
  new.first_decided_by := coalesce(old.decided_by, i.decided_by);
  new.first_approved_cents := old.approved_cents;
  new.state := 'pending';
  new.approved_cents := 0;
  new.decided_by := null;
  new.decided_at := null;
  return new;
end
$$;
--> statement-breakpoint
-- A second person approves: not one who decided a line. A dispute is ended by one who did not decide it, when each disputed line is decided.
create function app.guard_second_person() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  decider uuid := app.person_of(case when old.state = 'disputed' then new.concluded_by else new.decided_by end);
begin
  if exists (select 1 from public.invoice_line l where l.invoice_id = new.id and l.live and (old.state = 'in_review' or l.contested)
    and app.person_of(l.decided_by) = decider) then
    raise exception 'who decided a line does not approve' using errcode = '23514', constraint = 'invoice_second_person', table = 'invoice';
  end if;
  if old.state = 'disputed' then
    if decider is null or app.desk() <> 'system' and new.concluded_by is distinct from app.membership_id() or app.took_part(new.id, decider) then
      raise exception 'who took part does not approve' using errcode = '23514', constraint = 'invoice_four_eyes', table = 'invoice';
    end if;
    if exists (select 1 from public.invoice_line l where l.invoice_id = new.id and l.contested and l.state = 'pending') then
      raise exception 'a line is not decided' using errcode = '23514', constraint = 'invoice_every_line_decided', table = 'invoice';
    end if;
    if (new.state = 'adjusted') <> exists (select 1 from public.invoice_line l where l.invoice_id = new.id and l.contested and l.approved_cents > l.first_approved_cents) then
      raise exception 'the state does not fit the sum' using errcode = '23514', constraint = 'invoice_state_fits_sum', table = 'invoice';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Only what is in dispute is signed as concluded, once; and a dispute names a line.
create function app.guard_dispute() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (new.concluded_by, new.concluded_at) is distinct from (old.concluded_by, old.concluded_at) and old.state <> 'disputed'
    or (new.disputed_by, new.disputed_at, new.dispute_words) is distinct from (old.disputed_by, old.disputed_at, old.dispute_words)
      and not (new.state = 'disputed' and old.state in ('denied', 'partially_approved')) then
    raise exception 'who did it stays' using errcode = '23514', constraint = 'invoice_signed', table = 'invoice';
  end if;
  if old.state = 'submitted' and new.state = 'in_review' and new.reviewed_by is null and app.desk() <> 'system' then
    raise exception 'somebody looks' using errcode = '23514', constraint = 'invoice_reviewed', table = 'invoice';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- What reached the provider stands on each line: all that was allowed, or nothing.
create function app.note_paid() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.invoice_line set paid_cents = case when new.state = 'paid' then approved_cents else 0 end where invoice_id = new.id and live;
  return null;
end
$$;
--> statement-breakpoint
-- The money is released by a third person: not one who decided a line, nor one who ended a dispute.
create function app.guard_release() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if app.person_of(new.approved_by) in (
    select app.person_of(who) from public.payment p join public.payment_invoice pi on pi.payment_id = p.id and pi.live
      join public.invoice i on i.id = pi.invoice_id join public.invoice_line l on l.invoice_id = i.id and l.live
      cross join lateral unnest(array[l.decided_by, i.concluded_by]) who
    where p.batch_id = new.id) then
    raise exception 'who decided does not release' using errcode = '23514', constraint = 'batch_third_person', table = 'payment_batch';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create or replace function app.guard_payment_invoice() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  i public.invoice;
  batch_state text;
  payment_state text;
begin
  select b.state, p.state into batch_state, payment_state from public.payment p join public.payment_batch b on b.id = p.batch_id
    where p.id = new.payment_id for update of b;
  select * into i from public.invoice where id = new.invoice_id for update;
  if tg_op = 'INSERT' then
    if i.state not in ('approved', 'partially_approved', 'adjusted', 'upheld') or new.amount_cents <> i.approved_cents then
      raise exception 'paid is what was approved' using errcode = '23514', constraint = 'payment_invoice_approved', table = 'payment_invoice';
    end if;
    if batch_state is distinct from 'open' then
      raise exception 'the batch is closed' using errcode = '23514', constraint = 'payment_invoice_frozen', table = 'payment_invoice';
    end if;
    return new;
  end if;
  -- What is released or paid stays in its payment, so that no second one can hold it.
  if new.live is distinct from old.live and (new.live or not (batch_state = 'open' or payment_state = 'returned')) then
    raise exception 'the batch is closed' using errcode = '23514', constraint = 'payment_invoice_frozen', table = 'payment_invoice';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A message bears its author's side and name, and is about a line of that invoice.
create function app.sign_line_message() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select case when m.agency_id is null then 'provider' else 'agency' end, p.name into new.side, new.author_name
  from public.membership m join public.person p on p.id = m.person_id
  where m.id = new.author_id and (m.agency_id = new.agency_id or m.organization_id = new.organization_id);
  if new.side is null or not exists (select 1 from public.invoice_line l where l.id = new.line_id and l.invoice_id = new.invoice_id) then
    raise exception 'the author is on neither side' using errcode = '23514', constraint = 'line_message_author_side', table = 'line_message';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- What the edits ask of deliveries and no one side may read by itself: standing and price on that day, who was elsewhere at that time, and whether
-- the fund still holds what was set aside. Answers yes and no and names of credentials; never whose other session it was.
create function app.delivery_facts(of_deliveries uuid[]) returns table (
  attendance_id uuid, excluded boolean, in_force boolean, lacking text, agreed_cents bigint, client_at text, practitioner_twice boolean, twin boolean, fund_short boolean)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with asked as materialized (
      select d.id, d.agency_id, d.organization_id, d.client_id, d.current, d.units, d.started_at, d.ended_at, s.id as session_id, s.practitioner_id, s.location_id,
        s.service_day, s.during as planned, a.service_id, a.unit_type, a.fund_id, a.rate_cents,
        case when d.started_at < d.ended_at then tstzrange(d.started_at, d.ended_at, '[)') else s.during end as given
      from public.attendance d
      join public.session s on s.id = d.session_id
      join public."authorization" a on a.id = d.authorization_id
      where d.id = any(of_deliveries) and (current_setting('role') in ('app_job', 'app_definer')
        or d.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver', 'auditor'))
        or d.organization_id = any(app.organizations_where('coordinator', 'biller', 'organization_administrator')))),
    -- Once for each service, place, person and day: forty lines of one day stand or fall together.
    standing as materialized (
      select k.*, app.excluded_on(k.agency_id, k.organization_id, k.practitioner_id, k.service_day) as excluded,
        app.agreement_on(k.agency_id, k.organization_id, k.service_day) as agreement_id,
        (select string_agg(c.name, ', ' order by c.name)
          from app.lacking_credentials(k.agency_id, k.organization_id, k.service_id, k.location_id, k.practitioner_id, k.service_day) c) as lacking
      from (select distinct agency_id, organization_id, service_id, location_id, practitioner_id, service_day from asked) k),
    short as materialized (
      select f.fund_id, f.cents > coalesce((select b.balance_cents from public.fund_balance b where b.fund_id = f.fund_id and b.account = 'reserved'), 0) as is_short
      from (select fund_id, sum(round(units * rate_cents)) as cents from asked where not exists (
        select 1 from public.invoice_line l join public.invoice i on i.id = l.invoice_id
        where l.attendance_id = asked.id and l.live and i.state not in ('draft', 'returned', 'submitted', 'in_review')) group by fund_id) f)
    select q.id, st.excluded, st.agreement_id is not null, coalesce(st.lacking, ''),
      (select r.rate_cents from public.rate r where r.agreement_id = st.agreement_id and r.service_id = q.service_id and r.unit_type = q.unit_type
        and r.starts_on <= q.service_day and q.service_day < r.ends_on limit 1),
      (select case when bool_or(o.organization_id = q.organization_id) then 'here' when count(*) > 0 then 'elsewhere' else '' end
        from public.session s join public.attendance o on o.session_id = s.id and o.current and o.units > 0 and o.client_id = q.client_id
        where s.client_id = q.client_id and s.id <> q.session_id and s.state <> 'cancelled' and s.during && tstzrange(lower(q.given) - interval '12 hours', upper(q.given) + interval '12 hours')
          and q.given && case when o.started_at < o.ended_at then tstzrange(o.started_at, o.ended_at, '[)') else s.during end),
      exists (select 1
        from public.session s join public.attendance o on o.session_id = s.id and o.current and o.units > 0
        where s.practitioner_id = q.practitioner_id and s.id <> q.session_id and s.state <> 'cancelled' and s.during && tstzrange(lower(q.given) - interval '12 hours', upper(q.given) + interval '12 hours')
          and s.during is distinct from q.planned and q.given && case when o.started_at < o.ended_at then tstzrange(o.started_at, o.ended_at, '[)') else s.during end),
      exists (select 1 from public.attendance o join public.session s on s.id = o.session_id join public."authorization" b on b.id = o.authorization_id
        where o.client_id = q.client_id and o.agency_id = q.agency_id and o.id <> q.id and o.current and o.units = q.units and s.service_day = q.service_day
          and b.service_id = q.service_id and o.started_at = q.started_at and o.ended_at = q.ended_at),
      coalesce(sh.is_short, false)
    from asked q
    join standing st on (st.agency_id, st.organization_id, st.service_id, st.location_id, st.practitioner_id, st.service_day)
      = (q.agency_id, q.organization_id, q.service_id, q.location_id, q.practitioner_id, q.service_day)
    left join short sh on sh.fund_id = q.fund_id;
end
$$;
--> statement-breakpoint
drop function app.held_lines(uuid);
--> statement-breakpoint
revoke all on function app.took_part(uuid, uuid), app.sign_line(), app.contest_line(), app.guard_second_person(), app.guard_dispute(), app.note_paid(), app.guard_release(),
  app.sign_line_message(), app.delivery_facts(uuid[]) from public;
grant execute on function app.sign_line(), app.contest_line(), app.guard_second_person(), app.guard_dispute(), app.note_paid(), app.guard_release(), app.sign_line_message()
  to app_user, app_auth, app_job, app_owner;
grant execute on function app.delivery_facts(uuid[]) to app_user, app_job;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
drop trigger c_total_invoice on invoice_line;
create trigger c_total_invoice after insert or delete or update of approved_cents, live on invoice_line for each row execute function app.total_invoice();
create trigger e_sign_line before update of state, by_rule on invoice_line for each row execute function app.sign_line();
create trigger f_contest_line before update of contested on invoice_line for each row when (new.contested is distinct from old.contested) execute function app.contest_line();
create trigger b_guard_author_of_dispute before update on invoice for each row execute function app.guard_author('disputed_by', 'concluded_by', 'reviewed_by');
create trigger b_guard_dispute before update on invoice for each row execute function app.guard_dispute();
create trigger d_guard_second_person before update of state on invoice for each row
  when (old.state in ('in_review', 'disputed') and new.state in ('approved', 'partially_approved', 'adjusted', 'upheld')) execute function app.guard_second_person();
create trigger e_note_paid after update of state on invoice for each row
  when (old.state is distinct from new.state and 'paid' in (old.state, new.state)) execute function app.note_paid();
create trigger c_guard_release before update of state on payment_batch for each row
  when (old.state = 'open' and new.state = 'approved') execute function app.guard_release();
create trigger b_sign_line_message before insert on line_message for each row execute function app.sign_line_message();
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What was paid before this stands on its lines from here on.
update public.invoice_line l set paid_cents = l.approved_cents from public.invoice i where i.id = l.invoice_id and i.state = 'paid' and l.live;
--> statement-breakpoint
insert into public.transition (lifecycle, from_state, move, to_state, desks) values ('invoice', 'upheld', 'batch', 'batched', '{finance}');
