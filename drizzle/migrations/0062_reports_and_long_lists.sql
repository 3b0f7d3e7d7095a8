-- How often providers report is the agency's to say; a provider's long lists, what waits for a supervisor, and a system's consents are found by keys.
set local role app_owner;
--> statement-breakpoint
ALTER TABLE "agency" ADD COLUMN "report_every" text DEFAULT 'month' NOT NULL;--> statement-breakpoint
CREATE INDEX "offer_taken_on" ON "offer" USING btree ("organization_id",coalesce("answered_at", "created_at"),"id") WHERE "offer"."state" = 'accepted';--> statement-breakpoint
CREATE INDEX "offer_asked" ON "offer" USING btree ("agency_id","created_at","id") WHERE "offer"."state" = 'info_requested';--> statement-breakpoint
ALTER TABLE "agency" ADD CONSTRAINT "agency_report_every" CHECK ("agency"."report_every" in ('week', 'two_weeks', 'month', 'quarter', 'half_year'));--> statement-breakpoint
grant update (report_every) on agency to app_user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- The actor's organization's offers that ended, newest first, from after one on: by keys, so that policies are asked of a page of rows alone.
-- What an accepted one became is asked here of the referral itself; that it is under way says no more than the offer does.
create function app.offers_ended(after_at timestamptz, after_id uuid, at_most integer) returns setof uuid
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  own uuid := (app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))[1];
begin
  return query
    select o.id from public.offer o
    where o.organization_id = own
      and (o.created_at, o.id) < (coalesce(after_at, 'infinity'), coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      and (o.state in ('declined', 'lapsed', 'withdrawn', 'superseded') or (o.state = 'accepted'
        and coalesce((select r.state from public.referral r where r.id = o.referral_id), '') not in ('accepted', 'in_progress', 'on_hold')))
    order by o.created_at desc, o.id desc limit at_most;
end
$$;
--> statement-breakpoint
-- Those it took on and has not ended, latest taken on first.
create function app.offers_under_way(after_at timestamptz, after_id uuid, at_most integer) returns setof uuid
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  own uuid := (app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))[1];
begin
  return query
    select o.id from public.offer o
    where o.organization_id = own and o.state = 'accepted'
      and (coalesce(o.answered_at, o.created_at), o.id) < (coalesce(after_at, 'infinity'), coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      and (select r.state from public.referral r where r.id = o.referral_id) in ('accepted', 'in_progress', 'on_hold')
    order by coalesce(o.answered_at, o.created_at) desc, o.id desc limit at_most;
end
$$;
--> statement-breakpoint
drop function app.disclosed_consents();
--> statement-breakpoint
-- Consents by which the actor's organization is shown somebody at this moment, by id from after one on; which hold is asked of the referrals
-- of one consent at a time, and of no more consents than are told.
create function app.disclosed_consents(of_consents uuid[], of_client uuid, after_consent uuid, at_most integer) returns table (
  consent_id uuid, client_id uuid, agency_id uuid, purpose text, given_how text, starts_at timestamptz, ends_at timestamptz, changed_at timestamptz, fields text[])
language plpgsql stable security definer set search_path = '' as $$
declare
  own uuid[] := app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator');
  told integer := 0;
  live uuid[];
  of_consent uuid;
begin
  for of_consent in
    select distinct d.consent_id from public.disclosure d
    where d.organization_id = any(own) and d.closed_at is null and d.ends_at > app.clock()
      and (of_consents is null or d.consent_id = any(of_consents)) and (of_client is null or d.client_id = of_client)
      and (after_consent is null or d.consent_id > after_consent)
    order by d.consent_id
  loop
    live := app.live_disclosures_of(array(select d.referral_id from public.disclosure d where d.consent_id = of_consent and d.organization_id = any(own)));
    return query
      select c.id, d.client_id, d.agency_id, c.purpose, c.given_how, c.starts_at, max(least(d.ends_at, c.ends_at)), max(d.created_at),
        array(select distinct f from public.disclosure x, unnest(x.fields) f where x.consent_id = of_consent and x.id = any(live) order by f)
      from public.disclosure d join public.consent c on c.id = d.consent_id
      where d.consent_id = of_consent and d.id = any(live) group by c.id, d.client_id, d.agency_id;
    if found then
      told := told + 1;
    end if;
    exit when told >= at_most;
  end loop;
end
$$;
--> statement-breakpoint
revoke all on function app.offers_ended(timestamptz, uuid, integer), app.offers_under_way(timestamptz, uuid, integer), app.disclosed_consents(uuid[], uuid, uuid, integer) from public;
grant execute on function app.offers_ended(timestamptz, uuid, integer), app.offers_under_way(timestamptz, uuid, integer), app.disclosed_consents(uuid[], uuid, uuid, integer) to app_user;
