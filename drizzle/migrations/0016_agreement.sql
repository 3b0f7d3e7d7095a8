-- Agreements in versions with terms, a ceiling and an end; who may be referred to without one; what a unit costs; whose facts a network manager keeps.
ALTER TABLE "agreement" DROP CONSTRAINT "agreement_number";--> statement-breakpoint
ALTER TABLE "agreement" DROP CONSTRAINT "agreement_days";--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "out_of_network" text DEFAULT 'allow' NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "amends_id" uuid;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "ceiling_cents" bigint;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "terms" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "terms_document_id" uuid;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "notice_days" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "activated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "terminated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "terminated_by" uuid;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "termination_code" text;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "termination_words" text;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "told_mark" integer;--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "told_ends_on" date;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "added_by_agency_id" uuid;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "price_cents" bigint;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "unit_type" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "outside_reason" text;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_terms_document_id_document_id_fk" FOREIGN KEY ("terms_document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_terminated_by_membership_id_fk" FOREIGN KEY ("terminated_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_amends" FOREIGN KEY ("amends_id","agency_id","organization_id") REFERENCES "public"."agreement"("id","agency_id","organization_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization" ADD CONSTRAINT "organization_added_by_agency_id_agency_id_fk" FOREIGN KEY ("added_by_agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_amended_once" ON "agreement" USING btree ("amends_id") WHERE "agreement"."state" <> 'discarded';--> statement-breakpoint
CREATE INDEX "agreement_amends_index" ON "agreement" USING btree ("amends_id");--> statement-breakpoint
CREATE INDEX "agreement_terms_document" ON "agreement" USING btree ("terms_document_id");--> statement-breakpoint
CREATE INDEX "agreement_terminated_by" ON "agreement" USING btree ("terminated_by");--> statement-breakpoint
CREATE INDEX "organization_added_by_agency" ON "organization" USING btree ("added_by_agency_id");--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_number" UNIQUE("agency_id","number","version");--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_out_of_network" CHECK ("agency"."out_of_network" in ('allow', 'warn', 'refuse'));--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_version" CHECK ("agreement"."version" >= 1 and ("agreement"."version" > 1) = ("agreement"."amends_id" is not null));--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_ceiling" CHECK ("agreement"."ceiling_cents" > 0);--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_notice_days" CHECK ("agreement"."notice_days" between 1 and 365);--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_termination_whole" CHECK (num_nonnulls("agreement"."terminated_at", "agreement"."terminated_by", "agreement"."termination_code", "agreement"."termination_words") in (0, 4));--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_days" CHECK ("agreement"."ends_on" > "agreement"."starts_on" or ("agreement"."ends_on" = "agreement"."starts_on" and "agreement"."terminated_at" is not null));--> statement-breakpoint
ALTER TABLE "service" ADD CONSTRAINT "service_price" CHECK (("service"."price_cents" is null) = ("service"."unit_type" is null) and "service"."price_cents" > 0 and "service"."unit_type" in ('quarter_hour', 'hour', 'session', 'day', 'item'));
--> statement-breakpoint
-- Never two agreements in force between the same agency and organization on one day, whatever became of them since.
alter table agreement add constraint agreement_one_a_day exclude using gist (agency_id with =, organization_id with =, daterange(starts_on, ends_on) with &&)
  where (activated_at is not null);
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- A draft that is given up was never in force; one in force ends on its day, or gives way to its next version.
update transition set to_state = 'discarded' where lifecycle = 'agreement' and move = 'discard';
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('agreement', 'active', 'supersede', 'superseded', '{network}'),
  ('agreement', 'suspended', 'supersede', 'superseded', '{network}'),
  ('agreement', 'ended', 'was-never', 'discarded', '{}');
--> statement-breakpoint
-- What stood before: in force since it was taken up, ended on the day it was ended, and what was ended as a draft was given up.
update agreement a set state = 'discarded' where a.state = 'ended'
  and not exists (select 1 from event e where e.subject_id = a.id and e.name = 'agreement.moved' and e.facts->>'state' = 'active');
update agreement a set activated_at = a.updated_at where a.state in ('active', 'suspended');
update agreement a set activated_at = a.updated_at, ends_on = least(a.ends_on, greatest(a.starts_on + 1, (a.updated_at at time zone h.time_zone)::date))
  from agency h where h.id = a.agency_id and a.state = 'ended' and not exists (
    select 1 from agreement o where o.id <> a.id and o.agency_id = a.agency_id and o.organization_id = a.organization_id and o.activated_at is not null
      and daterange(o.starts_on, o.ends_on) && daterange(a.starts_on, greatest(a.starts_on + 1, (a.updated_at at time zone h.time_zone)::date)));
delete from transition where lifecycle = 'agreement' and move = 'was-never';
set constraints all immediate;
set constraints all deferred;
--> statement-breakpoint
-- The agreement in force on a day: judged by its days alone, so that a late run of the house changes nothing.
create function app.agreement_on(of_agency uuid, of_organization uuid, on_day date) returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select a.id from public.agreement a
    where a.agency_id = of_agency and a.organization_id = of_organization and a.activated_at is not null
      and daterange(a.starts_on, a.ends_on) @> on_day);
end
$$;
--> statement-breakpoint
-- What a unit costs on a day: as authorized, else as agreed, else as the provider says in public. Shows what the asker may see.
create function app.rate_on(of_agency uuid, of_organization uuid, of_service uuid, of_unit_type text, on_day date, of_authorization uuid default null)
returns table (rate_cents bigint, source text) language sql stable security invoker set search_path = '' as $$
  select found.rate_cents, found.source from (
    select 1 as place, a.rate_cents, 'authorization'::text as source from public."authorization" a
      where a.id = of_authorization and a.agency_id = of_agency and a.organization_id = of_organization
        and a.service_id = of_service and a.unit_type = of_unit_type and daterange(a.starts_on, a.ends_on) @> on_day
    union all
    select 2, r.rate_cents, 'agreement' from public.rate r join public.agreement g on g.id = r.agreement_id
      where g.agency_id = of_agency and g.organization_id = of_organization and g.activated_at is not null and daterange(g.starts_on, g.ends_on) @> on_day
        and r.service_id = of_service and r.unit_type = of_unit_type and daterange(r.starts_on, r.ends_on) @> on_day
    union all
    select 3, s.price_cents, 'offering' from public.service s
      where s.id = of_service and s.organization_id = of_organization and s.unit_type = of_unit_type and s.price_cents is not null
  ) found order by found.place limit 1
$$;
--> statement-breakpoint
-- What was approved for the days of one version, other than by one invoice.
create function app.approved_under(of_agreement uuid, but_invoice uuid default null) returns bigint language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select coalesce(sum(l.approved_cents), 0)::bigint from public.agreement a
    join public.invoice_line l on l.agency_id = a.agency_id and l.organization_id = a.organization_id and l.live
      and daterange(a.starts_on, a.ends_on) @> l.service_day
    join public.invoice i on i.id = l.invoice_id and i.state in ('approved', 'partially_approved', 'batched', 'paid', 'disputed', 'upheld', 'adjusted')
    where a.id = of_agreement and l.invoice_id is distinct from but_invoice);
end
$$;
--> statement-breakpoint
-- How much of its ceiling an agreement has used, for whoever reads it.
create function app.ceiling_used(of_agreement uuid) returns bigint language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.agreement a where a.id = of_agreement and (
    a.agency_id = any(app.agencies_where('network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))
    or a.organization_id = any(app.organizations_where('coordinator', 'biller', 'organization_administrator')))) then
    return null;
  end if;
  return app.approved_under(of_agreement);
end
$$;
--> statement-breakpoint
-- A version in force is never rewritten: only its end may come nearer, with the reason. An amendment takes the place of the version before it.
create function app.guard_agreement() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  today date := app.agency_day(new.agency_id);
  prior public.agreement;
begin
  if new.terms_document_id is not null and not exists (
    select 1 from public.document d where d.id = new.terms_document_id and d.agency_id = new.agency_id and d.client_id is null) then
    raise exception 'not a document of the agency' using errcode = '23514', constraint = 'agreement_document', table = 'agreement';
  end if;
  if tg_op = 'INSERT' then
    new.activated_at := null;
    if new.amends_id is not null then
      select * into prior from public.agreement a where a.id = new.amends_id for update;
      if prior.number <> new.number or prior.version >= new.version or prior.activated_at is null or prior.terminated_at is not null or prior.state not in ('active', 'suspended') then
        raise exception 'not the next version' using errcode = '23514', constraint = 'agreement_next_version', table = 'agreement';
      end if;
    end if;
    return new;
  end if;
  if old.state = 'draft' then
    if new.state = 'active' then
      new.activated_at := app.clock();
      if new.amends_id is not null then
        select * into prior from public.agreement a where a.id = new.amends_id for update;
        if prior.state not in ('active', 'suspended') or new.starts_on <= prior.starts_on or new.starts_on > prior.ends_on or new.starts_on < today then
          raise exception 'an amendment begins within the days of the version before it, today or later'
            using errcode = '23514', constraint = 'agreement_amends_ahead', table = 'agreement';
        end if;
        update public.agreement set ends_on = new.starts_on, state = case when new.starts_on <= today then 'superseded' else state end, updated_at = app.clock()
          where id = prior.id;
      end if;
    elsif new.activated_at is distinct from old.activated_at then
      new.activated_at := old.activated_at;
    end if;
    if new.terminated_at is not null then
      raise exception 'a draft is given up' using errcode = '23514', constraint = 'agreement_frozen', table = 'agreement';
    end if;
    return new;
  end if;
  if (new.starts_on, new.ceiling_cents, new.terms, new.terms_document_id, new.notice_days, new.payment_days, new.settings, new.activated_at, new.amends_id, new.number, new.version)
    is distinct from (old.starts_on, old.ceiling_cents, old.terms, old.terms_document_id, old.notice_days, old.payment_days, old.settings, old.activated_at, old.amends_id, old.number, old.version)
    or old.terminated_at is not null and (new.terminated_at, new.terminated_by, new.termination_code, new.termination_words)
      is distinct from (old.terminated_at, old.terminated_by, old.termination_code, old.termination_words) then
    raise exception 'what is in force is amended, not rewritten' using errcode = '23514', constraint = 'agreement_frozen', table = 'agreement';
  end if;
  if new.ends_on <> old.ends_on and pg_trigger_depth() = 1 and app.desk() <> 'system' then
    if old.state not in ('active', 'suspended') or new.ends_on > old.ends_on or new.terminated_at is null or old.terminated_at is not null
      or new.ends_on <= today and new.ends_on <> new.starts_on then
      raise exception 'an agreement ends from tomorrow on, with its reason' using errcode = '23514', constraint = 'agreement_ends_ahead', table = 'agreement';
    end if;
  end if;
  if new.state in ('ended', 'superseded') and old.state not in ('ended', 'superseded') and new.ends_on > today and new.ends_on <> new.starts_on then
    raise exception 'its last day has not passed' using errcode = '23514', constraint = 'agreement_ends_on_its_day', table = 'agreement';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Closes agreements whose last day has passed, and tells which; each once. What holds was judged by the days already.
create function app.close_agreements(most integer) returns table (agreement_id uuid, number text, state text, agency_id uuid, organization_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    with due as (
      select a.id, exists (select 1 from public.agreement n where n.amends_id = a.id and n.activated_at is not null) as replaced
      from public.agreement a
      where a.state in ('active', 'suspended') and a.ends_on <= app.agency_day(a.agency_id)
      order by a.id limit most for update of a skip locked
    )
    update public.agreement a set state = case when due.replaced then 'superseded' else 'ended' end, updated_at = app.clock() from due where a.id = due.id
    returning a.id, a.number, a.state, a.agency_id, a.organization_id;
end
$$;
--> statement-breakpoint
-- Agreements that run out within so many days, or within their own notice, and nothing comes after them.
create function app.agreements_ending(within_days integer) returns table (agreement_id uuid, number text, agency_id uuid, organization_id uuid, ends_on date, notice_days integer, days_left integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    select a.id, a.number, a.agency_id, a.organization_id, a.ends_on, a.notice_days, a.ends_on - app.agency_day(a.agency_id)
    from public.agreement a
    where a.state in ('active', 'suspended') and a.ends_on > app.agency_day(a.agency_id) and a.ends_on > a.starts_on
      and a.ends_on - app.agency_day(a.agency_id) <= greatest(within_days, a.notice_days)
      and not exists (select 1 from public.agreement n where n.agency_id = a.agency_id and n.organization_id = a.organization_id
        and n.activated_at is not null and n.starts_on = a.ends_on)
    order by a.id;
end
$$;
--> statement-breakpoint
-- Notes that an end was told at a mark; false when it was, at this mark or a nearer one.
create function app.note_end_told(of_agreement uuid, at_end date, at_mark integer) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  update public.agreement a set told_mark = at_mark, told_ends_on = at_end
    where a.id = of_agreement and a.ends_on = at_end and (a.told_ends_on is distinct from at_end or a.told_mark > at_mark);
  return found;
end
$$;
--> statement-breakpoint
-- Without an agreement in force a provider is asked only as its agency's network desk has said.
create function app.guard_network() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  rule text;
  reason text;
begin
  if exists (select 1 from public.agreement g where g.id = app.agreement_on(new.agency_id, new.organization_id, app.agency_day(new.agency_id)) and g.state <> 'suspended') then
    return new;
  end if;
  select a.out_of_network into rule from public.agency a where a.id = new.agency_id;
  if rule = 'refuse' then
    raise exception 'no agreement in force' using errcode = '23514', constraint = 'offer_out_of_network', table = 'offer';
  end if;
  select r.outside_reason into reason from public.referral r where r.id = new.referral_id;
  if rule = 'warn' and coalesce(reason, '') = '' then
    raise exception 'no agreement in force, and nobody says why' using errcode = '23514', constraint = 'offer_outside_reason', table = 'offer';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Nothing is approved for a day on which no agreement was in force.
create function app.guard_line_agreement() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.approved_cents > 0 and new.approved_cents is distinct from old.approved_cents
    and app.agreement_on(new.agency_id, new.organization_id, new.service_day) is null then
    raise exception 'no agreement was in force that day' using errcode = '23514', constraint = 'invoice_line_no_agreement', table = 'invoice_line';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Never more than the ceiling: the versions an invoice touches are locked first, so that of two approvals at once the second finds out.
create function app.guard_ceiling() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  touched record;
begin
  for touched in
    select a.id, a.ceiling_cents from public.agreement a
    where a.agency_id = new.agency_id and a.organization_id = new.organization_id and a.activated_at is not null and a.ceiling_cents is not null
      and exists (select 1 from public.invoice_line l where l.invoice_id = new.id and l.live and l.approved_cents > 0 and daterange(a.starts_on, a.ends_on) @> l.service_day)
    order by a.id for update
  loop
    if app.approved_under(touched.id, new.id) + (
      select coalesce(sum(l.approved_cents), 0) from public.invoice_line l join public.agreement a on a.id = touched.id
      where l.invoice_id = new.id and l.live and daterange(a.starts_on, a.ends_on) @> l.service_day) > touched.ceiling_cents then
      raise exception 'more than the agreement allows' using errcode = '23514', constraint = 'invoice_over_ceiling', table = 'invoice';
    end if;
  end loop;
  return new;
end
$$;
--> statement-breakpoint
-- By how much an invoice as it is decided would pass the ceilings of the agreements it touches, for those who decide it.
create function app.over_ceiling(of_invoice uuid) returns table (number text, over_cents bigint) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select asked.number, asked.over_cents from (
      select a.number, (app.approved_under(a.id, i.id) + (
        select coalesce(sum(l.approved_cents), 0) from public.invoice_line l
        where l.invoice_id = i.id and l.live and daterange(a.starts_on, a.ends_on) @> l.service_day) - a.ceiling_cents)::bigint as over_cents
      from public.invoice i join public.agreement a on a.agency_id = i.agency_id and a.organization_id = i.organization_id
      where i.id = of_invoice and a.activated_at is not null and a.ceiling_cents is not null
        and i.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver'))) asked
    where asked.over_cents > 0 order by asked.number;
end
$$;
--> statement-breakpoint
-- Which lines of an invoice are for a day on which no agreement was in force, what the agency asks for did not hold, or the provider was excluded.
create or replace function app.held_lines(of_invoice uuid) returns table (invoice_line_id uuid, reason text, names text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select l.id, case when x.excluded then 'excluded' when g.agreement_id is null then 'agreement' else 'credential' end, coalesce(m.names, '')
    from public.invoice i
    join public.invoice_line l on l.invoice_id = i.id
    join public.attendance d on d.id = l.attendance_id
    join public.session s on s.id = d.session_id
    join public."authorization" a on a.id = l.authorization_id
    cross join lateral (select app.excluded_on(i.agency_id, i.organization_id, s.practitioner_id, l.service_day) as excluded) x
    cross join lateral (select app.agreement_on(i.agency_id, i.organization_id, l.service_day) as agreement_id) g
    left join lateral (
      select string_agg(k.name, ', ' order by k.name) as names
      from app.lacking_credentials(i.agency_id, i.organization_id, a.service_id, s.location_id, s.practitioner_id, l.service_day) k) m on true
    where i.id = of_invoice and (x.excluded or g.agreement_id is null or m.names is not null)
      and (current_setting('role') in ('app_job', 'app_definer')
        or i.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver', 'auditor'))
        or i.organization_id = any(app.organizations_where('coordinator', 'biller', 'organization_administrator')));
end
$$;
--> statement-breakpoint
-- Whose facts a network manager keeps: providers with an agreement in force or paused, and those their agency added or approved and nobody signs in for.
create or replace function app.organizations_in_network() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  mine uuid[] := app.agencies_where('network_manager');
begin
  return coalesce((
    select array_agg(kept.id) from (
      select a.organization_id as id from public.agreement a where a.agency_id = any(mine) and a.state in ('active', 'suspended')
      union
      select o.id from public.organization o where o.added_by_agency_id = any(mine) and not app.has_members(o.id)
      union
      select p.became_organization_id from public.application p where p.agency_id = any(mine) and p.became_organization_id is not null
        and not app.has_members(p.became_organization_id)
    ) kept), '{}');
end
$$;
--> statement-breakpoint
-- Who added an organization is what the seat says, never what a form says.
create function app.note_who_added() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.added_by_agency_id := (app.agencies_where('network_manager'))[1];
  return new;
end
$$;
--> statement-breakpoint
-- The network desk says whether providers outside the network may be referred to.
create function app.say_out_of_network(said text) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.agency a set out_of_network = said where a.id = any(app.agencies_where('network_manager'));
  if not found then
    raise exception 'the network desk decides' using errcode = '42501';
  end if;
end
$$;
--> statement-breakpoint
-- Terms that both sides signed are read by both.
create or replace function app.disclosed_documents() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(dd.document_id) from public.disclosed_document dd
    join public.disclosure d on d.referral_id = dd.referral_id and 'documents' = any(d.fields)
    where d.id = any(app.live_disclosures())), '{}') || coalesce((
    select array_agg(a.terms_document_id) from public.agreement a
    where a.terms_document_id is not null and a.activated_at is not null
      and a.organization_id = any(app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))), '{}');
end
$$;
--> statement-breakpoint
revoke all on function app.agreement_on(uuid, uuid, date), app.rate_on(uuid, uuid, uuid, text, date, uuid), app.approved_under(uuid, uuid), app.ceiling_used(uuid),
  app.guard_agreement(), app.close_agreements(integer), app.agreements_ending(integer), app.note_end_told(uuid, date, integer), app.guard_network(), app.guard_line_agreement(), app.guard_ceiling(),
  app.note_who_added(), app.say_out_of_network(text), app.over_ceiling(uuid) from public;
grant execute on function app.guard_agreement(), app.guard_network(), app.guard_line_agreement(), app.guard_ceiling(), app.note_who_added()
  to app_user, app_auth, app_job, app_owner;
grant execute on function app.agreement_on(uuid, uuid, date), app.rate_on(uuid, uuid, uuid, text, date, uuid), app.ceiling_used(uuid), app.say_out_of_network(text), app.over_ceiling(uuid) to app_user;
grant execute on function app.close_agreements(integer), app.agreements_ending(integer), app.note_end_told(uuid, date, integer) to app_job;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant insert (version, amends_id, ceiling_cents, terms, terms_document_id, notice_days) on agreement to app_user;
grant update (ceiling_cents, terms, terms_document_id, notice_days, terminated_at, terminated_by, termination_code, termination_words) on agreement to app_user;
grant insert (price_cents, unit_type), update (price_cents, unit_type) on service to app_user;
grant update (outside_reason) on referral to app_user;
create trigger b_guard_author before update on agreement for each row execute function app.guard_author('terminated_by');
create trigger c_guard_agreement before insert or update on agreement for each row execute function app.guard_agreement();
create trigger d_guard_network before insert on offer for each row execute function app.guard_network();
create trigger c_guard_line_agreement before update of approved_cents on invoice_line for each row execute function app.guard_line_agreement();
create trigger c_guard_ceiling before update of state on invoice for each row
  when (new.state in ('approved', 'partially_approved', 'adjusted') and old.state in ('in_review', 'disputed')) execute function app.guard_ceiling();
create trigger b_note_who_added before insert on organization for each row execute function app.note_who_added();
