-- The screening desk: who works on an application, why it was rejected, and its checklist made when it is sent.
ALTER TABLE "application" ADD COLUMN "decision_code" text;--> statement-breakpoint
ALTER TABLE "application" ADD COLUMN "screener_membership_id" uuid;--> statement-breakpoint
ALTER TABLE "application" ADD CONSTRAINT "application_screener" FOREIGN KEY ("screener_membership_id","agency_id") REFERENCES "public"."membership"("id","agency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_screener_index" ON "application" USING btree ("screener_membership_id");--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- As before, and the desk also says who works on it and why it was rejected.
create or replace function app.guard_application() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  written text[];
  allowed text[];
begin
  if tg_op = 'INSERT' then
    if new.number = '' then
      insert into public.number_series as s (house_id, kind, last) values (new.agency_id, 'N', 1)
        on conflict on constraint number_series_once do update set last = s.last + 1 returning 'N-' || lpad(s.last::text, greatest(4, length(s.last::text)), '0') into new.number;
    end if;
    return new;
  end if;
  select coalesce(array_agg(n.key), '{}') into written from jsonb_each(to_jsonb(new)) n
    where n.value is distinct from (to_jsonb(old) -> n.key) and n.key <> 'tax_last_four';
  if app.borne_application() = old.id then
    allowed := case when old.state in ('draft', 'returned')
      then array['kind', 'organization_name', 'contact_name', 'language', 'answers', 'version', 'tax_identifier', 'claims_organization_id', 'state', 'updated_at']
      else array['state', 'updated_at'] end;
    if not written <@ allowed then
      raise exception 'it was sent' using errcode = '23514', constraint = 'application_sent', table = 'application';
    end if;
    if written && array['kind', 'organization_name', 'contact_name', 'answers', 'tax_identifier', 'claims_organization_id'] and new.version <> old.version + 1 then
      raise exception 'it was changed meanwhile' using errcode = '23514', constraint = 'application_version', table = 'application';
    end if;
  elsif app.desk() <> 'system' and not written <@ array['state', 'decision_words', 'decision_code', 'became_organization_id', 'screener_membership_id', 'updated_at'] then
    raise exception 'the applicant wrote this' using errcode = '42501', table = 'application';
  end if;
  if new.claims_organization_id is distinct from old.claims_organization_id then
    new.claim := case when new.claims_organization_id is null then null
      when app.has_members(new.claims_organization_id) then 'join' else 'take_over' end;
  end if;
  if new.state is distinct from old.state then
    if new.state = 'submitted' then new.submitted_at := app.clock(); end if;
    new.decided_at := case when new.state in ('approved', 'rejected', 'withdrawn') then app.clock() end;
    perform app.check_decision(new);
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- As before, and whoever works for the organization that is claimed decides nothing about it either.
create or replace function app.guard_application_decision() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  held public.application;
begin
  select * into held from public.application a where a.id = new.application_id for update;
  if held.state is distinct from 'in_review' or held.version is distinct from new.version then
    raise exception 'it was changed meanwhile' using errcode = '23514', constraint = 'application_decision_version', table = 'application_decision';
  end if;
  new.person_id := app.person_of(new.decided_by);
  if exists (select 1 from public.person p where p.id = new.person_id and lower(p.email) = lower(held.contact_email))
    or exists (select 1 from public.membership m where m.person_id = new.person_id and m.organization_id = held.claims_organization_id) then
    raise exception 'their own application' using errcode = '23514', constraint = 'application_own_decision', table = 'application_decision';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- The checklist is made when an application is first sent, from what the agency asks of that kind of provider then; it keeps what it was given.
create function app.begin_screening() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select 1 from public.screening_item i where i.application_id = new.id) then return null; end if;
  insert into public.screening_item (agency_id, application_id, requirement_id, name, instruction, item_kind, required, position)
  select new.agency_id, new.id, r.id, r.name, r.instruction, r.item_kind, r.required, r.position from public.screening_requirement r
    where r.agency_id = new.agency_id and r.active and (r.kind is null or r.kind = new.kind) order by r.position, r.id;
  return null;
end
$$;
--> statement-breakpoint
-- Of a decided application nothing is judged, asked or added any more.
create function app.screening_is_open() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.application a where a.id = new.application_id and a.state in ('submitted', 'in_review', 'returned')) then
    raise exception 'it is decided' using errcode = '23514', constraint = 'screening_item_closed', table = tg_table_name;
  end if;
  return null;
end
$$;
--> statement-breakpoint
revoke all on function app.begin_screening(), app.screening_is_open() from public;
grant execute on function app.begin_screening(), app.screening_is_open() to app_user, app_auth, app_job, app_owner;
drop function app.administrators_of(uuid);
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger d_screening_is_open after insert or update on screening_item for each row execute function app.screening_is_open();
create trigger c_begin_screening after update of state on application for each row when (new.state = 'submitted' and old.state <> 'submitted') execute function app.begin_screening();
grant select (decision_code, screener_membership_id), update (decision_code, screener_membership_id) on application to app_user;
