-- Where money goes is a bank account that two people stand for and nobody reads; the files for the bank are kept, sealed.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "bank_account" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"organization_id" uuid NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"kind" text NOT NULL,
	"holder" text NOT NULL,
	"personal" boolean DEFAULT false NOT NULL,
	"routing" text,
	"savings" boolean DEFAULT false NOT NULL,
	"bic" text,
	"ending" text NOT NULL,
	"sealed" text NOT NULL,
	"contact_email" text DEFAULT '' NOT NULL,
	"asked_by" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	"usable_from" timestamp with time zone,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "bank_account_of_organization" UNIQUE("id","organization_id"),
	CONSTRAINT "bank_account_kind" CHECK ("bank_account"."kind" in ('us', 'iban', 'other')),
	CONSTRAINT "bank_account_routing" CHECK (("bank_account"."kind" = 'us') = ("bank_account"."routing" is not null and "bank_account"."routing" ~ '^[0-9]{9}$')),
	CONSTRAINT "bank_account_ending" CHECK (length("bank_account"."ending") between 1 and 4),
	CONSTRAINT "bank_account_words" CHECK (length("bank_account"."holder") between 1 and 200 and length("bank_account"."contact_email") <= 320)
);--> statement-breakpoint
ALTER TABLE "bank_account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_origin" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"format" text NOT NULL,
	"name" text NOT NULL,
	"identification" text,
	"bank_name" text,
	"routing" text,
	"bic" text,
	"ending" text,
	"sealed" text,
	"next_trace" integer DEFAULT 1 NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "payment_origin_agency_id_unique" UNIQUE("agency_id"),
	CONSTRAINT "payment_origin_format" CHECK ("payment_origin"."format" in ('csv', 'nacha', 'pain001')),
	CONSTRAINT "payment_origin_nacha" CHECK ("payment_origin"."format" <> 'nacha' or ("payment_origin"."identification" is not null and "payment_origin"."bank_name" is not null and "payment_origin"."routing" is not null)),
	CONSTRAINT "payment_origin_pain001" CHECK ("payment_origin"."format" <> 'pain001' or "payment_origin"."sealed" is not null)
);--> statement-breakpoint
ALTER TABLE "payment_origin" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_file" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"format" text NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"payments" integer NOT NULL,
	"total_cents" bigint NOT NULL,
	"sealed" text NOT NULL,
	"made_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "payment_file_batch_id_unique" UNIQUE("batch_id"),
	CONSTRAINT "payment_file_of_agency" UNIQUE("id","agency_id"),
	CONSTRAINT "payment_file_format" CHECK ("payment_file"."format" in ('csv', 'nacha', 'pain001')),
	CONSTRAINT "payment_file_sums" CHECK ("payment_file"."payments" > 0 and "payment_file"."total_cents" > 0)
);--> statement-breakpoint
ALTER TABLE "payment_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "bank_account_id" uuid;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "payee_ending" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "payment" ADD COLUMN "trace" text;--> statement-breakpoint
ALTER TABLE "bank_account" ADD CONSTRAINT "bank_account_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_account" ADD CONSTRAINT "bank_account_asked_by_membership_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_account" ADD CONSTRAINT "bank_account_confirmed_by_membership_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_account" ADD CONSTRAINT "bank_account_ended_by_membership_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_origin" ADD CONSTRAINT "payment_origin_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_origin" ADD CONSTRAINT "payment_origin_changed_by" FOREIGN KEY ("changed_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_file" ADD CONSTRAINT "payment_file_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_file" ADD CONSTRAINT "payment_file_batch" FOREIGN KEY ("batch_id","agency_id") REFERENCES "public"."payment_batch"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_file" ADD CONSTRAINT "payment_file_made_by" FOREIGN KEY ("made_by","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bank_account_one_proposed" ON "bank_account" USING btree ("organization_id") WHERE "bank_account"."state" = 'proposed';--> statement-breakpoint
CREATE INDEX "bank_account_organization" ON "bank_account" USING btree ("organization_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "bank_account_asked_by" ON "bank_account" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX "bank_account_confirmed_by" ON "bank_account" USING btree ("confirmed_by");--> statement-breakpoint
CREATE INDEX "bank_account_ended_by" ON "bank_account" USING btree ("ended_by");--> statement-breakpoint
CREATE INDEX "payment_origin_changed_by_index" ON "payment_origin" USING btree ("changed_by");--> statement-breakpoint
CREATE INDEX "payment_file_agency" ON "payment_file" USING btree ("agency_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "payment_file_made_by_index" ON "payment_file" USING btree ("made_by");--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_bank_account" FOREIGN KEY ("bank_account_id","organization_id") REFERENCES "public"."bank_account"("id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_trace" ON "payment" USING btree ("agency_id","trace");--> statement-breakpoint
CREATE INDEX "payment_bank_account_index" ON "payment" USING btree ("bank_account_id");--> statement-breakpoint
CREATE POLICY "an organization's billers, and finance that may pay it, see where its money goes" ON "bank_account" AS PERMISSIVE FOR SELECT TO "app_user" USING (("bank_account"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) or "bank_account"."organization_id" = any((select app.organizations_we_pay())::uuid[])));--> statement-breakpoint
CREATE POLICY "a biller asks in their own name for money to go elsewhere" ON "bank_account" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("bank_account"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) and "bank_account"."asked_by" = (select app.membership_id()) and "bank_account"."state" = 'proposed'));--> statement-breakpoint
CREATE POLICY "an organization's billers, and finance that may pay it, decide on an account" ON "bank_account" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("bank_account"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) or "bank_account"."organization_id" = any((select app.organizations_we_pay())::uuid[]))) WITH CHECK (("bank_account"."organization_id" = any((select app.organizations_where('biller', 'organization_administrator'))::uuid[]) or "bank_account"."organization_id" = any((select app.organizations_we_pay())::uuid[])));--> statement-breakpoint
CREATE POLICY "finance reads how its agency's files are made" ON "payment_origin" AS PERMISSIVE FOR SELECT TO "app_user" USING ("payment_origin"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "a finance approver says how files are made" ON "payment_origin" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("payment_origin"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]) and "payment_origin"."changed_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a finance approver changes how files are made" ON "payment_origin" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("payment_origin"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[])) WITH CHECK (("payment_origin"."agency_id" = any((select app.agencies_where('finance_approver'))::uuid[]) and "payment_origin"."changed_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "finance reads which files were made" ON "payment_file" AS PERMISSIVE FOR SELECT TO "app_user" USING ("payment_file"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]));--> statement-breakpoint
CREATE POLICY "finance makes a file in their own name" ON "payment_file" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("payment_file"."agency_id" = any((select app.agencies_where('finance_reviewer', 'finance_approver'))::uuid[]) and "payment_file"."made_by" = (select app.membership_id())));
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['bank_account', 'payment_origin', 'payment_file'] loop
    execute format('alter table public.%I force row level security', t);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t);
    execute format('revoke all on public.%I from public', t);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t);
  end loop;
end
$$;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Where money went until now, each account once. There is no key here: what lies in the clear is sealed by the housekeeping's next run.
insert into bank_account (organization_id, state, kind, holder, ending, sealed, created_at, confirmed_at, usable_from)
  select p.organization_id, 'confirmed', 'other', p.holder, right(p.reference, 4), 'plain:' || p.reference, p.updated_at, p.updated_at, p.updated_at
  from payee p where p.reference <> '';
insert into bank_account (organization_id, state, kind, holder, ending, sealed, created_at, confirmed_at, usable_from, ended_at)
  select p.organization_id, 'stopped', 'other', coalesce(nullif(p.payee_holder, ''), '–'), coalesce(nullif(right(p.payee_reference, 4), ''), '–'),
    'plain:' || p.payee_reference, min(p.created_at), min(p.created_at), min(p.created_at), min(p.created_at) - interval '1 second'
  from payment p where not exists (
    select 1 from bank_account b where b.organization_id = p.organization_id and b.holder = p.payee_holder and b.sealed = 'plain:' || p.payee_reference)
  group by p.organization_id, p.payee_holder, p.payee_reference;
update payment p set payee_ending = b.ending, bank_account_id = b.id
  from bank_account b where b.organization_id = p.organization_id and b.sealed = 'plain:' || p.payee_reference
    and b.holder = coalesce(nullif(p.payee_holder, ''), '–');
set constraints all immediate;
set constraints all deferred;
--> statement-breakpoint
-- How long a changed account waits before money goes there: time for whom it is taken from to notice.
create function app.account_wait() returns interval language sql immutable set search_path = '' as $$ select interval '3 days' $$;
--> statement-breakpoint
-- The account money goes to now: the newest whose waiting time is over. One that was stopped while in use leaves none: money never goes back to an older one by itself.
create function app.usable_account(of_organization uuid) returns uuid language sql stable security definer set search_path = '' as $$
  select newest.id from (
    select b.id, b.state from public.bank_account b
    where b.organization_id = of_organization and b.usable_from <= app.clock()
      and (b.state = 'confirmed' or b.state = 'stopped' and b.ended_at >= b.usable_from)
    order by b.usable_from desc, b.id desc limit 1
  ) newest where newest.state = 'confirmed'
$$;
--> statement-breakpoint
-- Two people: whoever confirms is another person than whoever asked. The first account can be used at once, each later one after the waiting time.
create function app.guard_bank_account() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (to_jsonb(new) - array['state', 'sealed', 'confirmed_by', 'confirmed_at', 'usable_from', 'ended_by', 'ended_at'])
    is distinct from (to_jsonb(old) - array['state', 'sealed', 'confirmed_by', 'confirmed_at', 'usable_from', 'ended_by', 'ended_at']) then
    raise exception 'an account stays as it was asked for' using errcode = '42501', table = 'bank_account';
  end if;
  if new.state = old.state then
    if (new.confirmed_by, new.confirmed_at, new.usable_from, new.ended_by, new.ended_at)
      is distinct from (old.confirmed_by, old.confirmed_at, old.usable_from, old.ended_by, old.ended_at) then
      raise exception 'who did it stays' using errcode = '42501', table = 'bank_account';
    end if;
    return new;
  end if;
  if new.state = 'confirmed' then
    if new.asked_by is not null and (new.confirmed_by is null or app.person_of(new.confirmed_by) = app.person_of(new.asked_by)) then
      raise exception 'nobody confirms their own' using errcode = '23514', constraint = 'bank_account_own', table = 'bank_account';
    end if;
    new.confirmed_at := app.clock();
    new.usable_from := app.clock() + case when exists (
      select 1 from public.bank_account b where b.organization_id = new.organization_id and b.confirmed_at is not null) then app.account_wait() else interval '0' end;
  else
    if new.ended_by is null and new.asked_by is not null then
      raise exception 'somebody ends it' using errcode = '23514', constraint = 'bank_account_signed', table = 'bank_account';
    end if;
    new.ended_at := app.clock();
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A payment goes to the account in use when it is made, whoever writes the row.
create function app.guard_payment_account() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  a public.bank_account;
begin
  if tg_op = 'UPDATE' and new.bank_account_id = old.bank_account_id then return new; end if;
  select * into a from public.bank_account b where b.id = new.bank_account_id and b.organization_id = new.organization_id for share;
  if a.id is null or a.id is distinct from app.usable_account(new.organization_id) then
    raise exception 'money goes to the account in use' using errcode = '23514', constraint = 'payment_account_in_use', table = 'payment';
  end if;
  new.payee_holder := a.holder;
  new.payee_ending := a.ending;
  return new;
end
$$;
--> statement-breakpoint
-- Nothing is released, or handed to the bank, for an account that was stopped meanwhile.
create function app.guard_batch_accounts() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select 1 from public.payment p join public.bank_account b on b.id = p.bank_account_id
    where p.batch_id = new.id and p.state in ('queued', 'sent') and b.state <> 'confirmed') then
    raise exception 'an account was stopped' using errcode = '23514', constraint = 'batch_account_stopped', table = 'payment_batch';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- The sealed numbers of the accounts a released batch pays to and, without an id, from: for finance that makes its file, and only then.
create function app.accounts_to_pay(of_batch uuid) returns table (bank_account_id uuid, sealed text)
language sql stable security definer set search_path = '' as $$
  with b as (
    select * from public.payment_batch b where b.id = of_batch and b.state = 'approved'
      and b.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver')))
  select distinct a.id, a.sealed from b join public.payment p on p.batch_id = b.id join public.bank_account a on a.id = p.bank_account_id
  union all
  select null, o.sealed from b join public.payment_origin o on o.agency_id = b.agency_id where o.sealed is not null
$$;
--> statement-breakpoint
-- The sealed file of a batch of the actor's agency.
create function app.sealed_payment_file(of_batch uuid) returns text language sql stable security definer set search_path = '' as $$
  select f.sealed from public.payment_file f where f.batch_id = of_batch and f.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver'))
$$;
--> statement-breakpoint
-- So many numbers for entries of ACH files, none given twice; answers the first.
create function app.take_traces(of_agency uuid, many integer) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare
  first integer;
begin
  if of_agency <> all(app.agencies_where('finance_reviewer', 'finance_approver')) then
    raise exception 'not this agency' using errcode = '42501';
  end if;
  update public.payment_origin o set next_trace = o.next_trace + many where o.agency_id = of_agency and many between 1 and 100000
    returning o.next_trace - many into first;
  return first;
end
$$;
--> statement-breakpoint
-- What is not sealed under the newest key, for the worker to seal anew: which table, which row, whose, and what is there.
create function app.sealed_otherwise(key_name text, most integer) returns table (kept text, id uuid, owner uuid, sealed text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    select 'bank_account', b.id, b.organization_id, b.sealed from public.bank_account b where not starts_with(b.sealed, key_name || ':')
    union all select 'payment_origin', o.id, o.agency_id, o.sealed from public.payment_origin o where not starts_with(o.sealed, key_name || ':')
    union all select 'payment_file', f.id, f.batch_id, f.sealed from public.payment_file f where not starts_with(f.sealed, key_name || ':')
    limit most;
end
$$;
--> statement-breakpoint
create function app.seal_anew(in_table text, of_row uuid, was text, now_sealed text) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  if in_table = 'bank_account' then update public.bank_account b set sealed = now_sealed where b.id = of_row and b.sealed = was;
  elsif in_table = 'payment_origin' then update public.payment_origin o set sealed = now_sealed where o.id = of_row and o.sealed = was;
  elsif in_table = 'payment_file' then update public.payment_file f set sealed = now_sealed where f.id = of_row and f.sealed = was;
  end if;
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature, p.proname as name, p.prorettype = 'trigger'::regtype as is_trigger from pg_proc p
    where p.pronamespace = 'app'::regnamespace and p.proname in ('account_wait', 'usable_account', 'guard_bank_account', 'guard_payment_account',
      'guard_batch_accounts', 'accounts_to_pay', 'sealed_payment_file', 'take_traces', 'sealed_otherwise', 'seal_anew') loop
    execute format('revoke all on function %s from public', f.signature);
    case when f.is_trigger then execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
      when f.name in ('sealed_otherwise', 'seal_anew') then execute format('grant execute on function %s to app_job', f.signature);
      else execute format('grant execute on function %s to app_user', f.signature); end case;
  end loop;
end
$$;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('bank-account', 'proposed', 'confirm', 'confirmed', '{portal,finance}'),
  ('bank-account', 'proposed', 'refuse', 'refused', '{portal,finance}'),
  ('bank-account', 'proposed', 'withdraw', 'withdrawn', '{portal}'),
  ('bank-account', 'confirmed', 'stop', 'stopped', '{portal,finance}');
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
alter table payment alter column bank_account_id set not null;
alter table payment drop column payee_reference;
drop table payee cascade;
--> statement-breakpoint
grant select (id, organization_id, state, kind, holder, personal, routing, savings, bic, ending, contact_email, asked_by, created_at, confirmed_by, confirmed_at, usable_from, ended_by, ended_at),
  insert (organization_id, kind, holder, personal, routing, savings, bic, ending, sealed, contact_email, asked_by),
  update (state, confirmed_by, ended_by) on bank_account to app_user;
grant select (id, agency_id, format, name, identification, bank_name, routing, bic, ending, changed_by, changed_at),
  insert (agency_id, format, name, identification, bank_name, routing, bic, ending, sealed, changed_by),
  update (format, name, identification, bank_name, routing, bic, ending, sealed, changed_by, changed_at) on payment_origin to app_user;
grant select (id, agency_id, batch_id, format, name, sha256, payments, total_cents, made_by, created_at),
  insert (agency_id, batch_id, format, name, sha256, payments, total_cents, sealed, made_by) on payment_file to app_user;
revoke insert (payee_holder) on payment from app_user;
grant insert (bank_account_id), update (trace) on payment to app_user;
create trigger a_guard_state before insert or update of state on bank_account for each row execute function app.guard_state('bank-account', 'proposed');
create trigger b_guard_author before update on bank_account for each row execute function app.guard_author('confirmed_by', 'ended_by');
create trigger c_guard_bank_account before update on bank_account for each row execute function app.guard_bank_account();
create trigger b_guard_author before update on payment_origin for each row execute function app.guard_author('changed_by');
create trigger append_only before update or delete on payment_file for each row when (current_setting('role') = 'app_user') execute function app.append_only();
create trigger c_guard_payment_account before insert or update on payment for each row execute function app.guard_payment_account();
create trigger c_guard_batch_accounts before update of state on payment_batch for each row when (new.state in ('approved', 'exported') and old.state <> new.state)
  execute function app.guard_batch_accounts();
