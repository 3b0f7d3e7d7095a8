-- A score card that is open is told of until it is answered; what a provider offers no more is no room.
set local role app_owner;
--> statement-breakpoint
ALTER TABLE "score_card" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "score_card_unanswered" ON "score_card" USING btree ("opens_at") WHERE "score_card"."answered_at" is null and "score_card"."reminded_at" is null;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- What stands today of these providers, for there is no history of it: places of what is offered now, licences and the like, the agreement.
create or replace function app.card_standing(of_agency uuid, of_organizations uuid[]) returns table (
  organization_id uuid, specialty_id uuid, under_way integer, open_places integer, credentials integer, credentials_valid integer, credentials_ending integer,
  suspended boolean, agreed boolean
) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare
  today date := (select (app.clock() at time zone a.time_zone)::date from public.agency a where a.id = of_agency);
begin
  return query
    select w.id,
      (select r.specialty_id from public.offer o join public.referral r on r.id = o.referral_id
        where o.organization_id = w.id and o.agency_id = of_agency and r.specialty_id is not null
        group by r.specialty_id order by count(*) desc, r.specialty_id limit 1),
      (select count(*)::int from public.offer o join public.referral r on r.id = o.referral_id
        where o.organization_id = w.id and o.agency_id = of_agency and o.state = 'accepted' and r.state in ('accepted', 'in_progress', 'on_hold')),
      (select sum(p.open_places)::int from public.service_at_location p
        where p.organization_id = w.id and p.active and p.takes_referrals <> 'unknown'),
      c.credentials, c.valid, c.ending,
      exists (select 1 from public.suspension s where s.agency_id = of_agency and s.organization_id = w.id and s.from_day <= today and (s.until_day is null or s.until_day > today)),
      exists (select 1 from public.agreement g where g.agency_id = of_agency and g.organization_id = w.id and g.state in ('active', 'suspended') and g.ends_on > today)
    from unnest(of_organizations) as w (id)
    cross join lateral (
      select count(*)::int as credentials, count(*) filter (where k.state in ('verified', 'expiring') and (k.expires_on is null or k.expires_on > today))::int as valid,
        count(*) filter (where k.state in ('verified', 'expiring') and k.expires_on > today and k.expires_on <= today + 90)::int as ending
      from public.credential k where k.organization_id = w.id and k.state <> 'revoked'
        and not exists (select 1 from public.credential renewed where renewed.renews_id = k.id and renewed.state in ('verified', 'expiring'))) c;
end
$$;
--> statement-breakpoint
-- It says besides on which day of the agency's calendar the card opens.
drop function app.keep_card(uuid, uuid, text, date, date, uuid, jsonb, jsonb, jsonb, text[], integer);
--> statement-breakpoint
-- Keeps a card, once for each provider and quarter. The worker's alone.
create function app.keep_card(of_agency uuid, of_organization uuid, of_quarter text, from_day date, until_day date, specialty uuid,
  card_figures jsonb, card_peers jsonb, card_mix jsonb, card_reasons text[], answer_days integer) returns table (card_id uuid, opens_on date)
language plpgsql volatile security definer set search_path = '' as $$
begin
  return query
    insert into public.score_card as c (agency_id, organization_id, quarter, from_day, until_day, specialty_id, figures, peers, mix, reasons, opens_at)
      values (of_agency, of_organization, of_quarter, from_day, until_day, specialty, card_figures, card_peers, card_mix, card_reasons,
        app.clock() + make_interval(days => answer_days))
      on conflict do nothing
      returning c.id, (select (c.opens_at at time zone a.time_zone)::date from public.agency a where a.id = of_agency);
end
$$;
--> statement-breakpoint
-- Cards nobody has answered, whose days to answer are nearly over: each once. Of one that opens soon after it was made, its provider has just been told.
create function app.remind_of_cards(days_before integer) returns table (card_id uuid, organization_id uuid, quarter text, opens_on date)
language plpgsql volatile security definer set search_path = '' as $$
begin
  return query
    update public.score_card c set reminded_at = app.clock() from public.agency a
    where a.id = c.agency_id and c.answered_at is null and c.reminded_at is null and c.opens_at > app.clock()
      and c.opens_at <= app.clock() + make_interval(days => days_before) and c.created_at < app.clock() - make_interval(days => days_before)
    returning c.id, c.organization_id, c.quarter, (c.opens_at at time zone a.time_zone)::date;
end
$$;
--> statement-breakpoint
revoke all on function app.keep_card(uuid, uuid, text, date, date, uuid, jsonb, jsonb, jsonb, text[], integer), app.remind_of_cards(integer) from public;
grant execute on function app.keep_card(uuid, uuid, text, date, date, uuid, jsonb, jsonb, jsonb, text[], integer), app.remind_of_cards(integer) to app_job;
