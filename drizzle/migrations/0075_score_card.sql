-- Figures counted from what happened, and the score cards made of them: the provider answers before the agency's staff see.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "score_card" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"agency_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"quarter" text NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"specialty_id" uuid,
	"figures" jsonb NOT NULL,
	"peers" jsonb NOT NULL,
	"mix" jsonb NOT NULL,
	"reasons" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	"review" text,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	CONSTRAINT "score_card_once" UNIQUE("agency_id","organization_id","quarter"),
	CONSTRAINT "score_card_quarter" CHECK ("score_card"."quarter" ~ '^2[0-9]{3}-Q[1-4]$' and "score_card"."until_day" > "score_card"."from_day"),
	CONSTRAINT "score_card_answer_whole" CHECK (num_nonnulls("score_card"."answer", "score_card"."answered_by", "score_card"."answered_at") in (0, 3)),
	CONSTRAINT "score_card_review_whole" CHECK (num_nonnulls("score_card"."review", "score_card"."reviewed_by", "score_card"."reviewed_at") in (0, 3)),
	CONSTRAINT "score_card_words" CHECK (length("score_card"."answer") <= 4000 and length("score_card"."review") <= 4000)
);
--> statement-breakpoint
ALTER TABLE "score_card" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "sent_back_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "score_card" ADD CONSTRAINT "score_card_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_card" ADD CONSTRAINT "score_card_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_card" ADD CONSTRAINT "score_card_specialty_id_specialty_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_card" ADD CONSTRAINT "score_card_answered_by_membership_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_card" ADD CONSTRAINT "score_card_reviewed_by_membership_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "score_card_organization" ON "score_card" USING btree ("organization_id","until_day");--> statement-breakpoint
CREATE INDEX "score_card_quarter_index" ON "score_card" USING btree ("agency_id","quarter");--> statement-breakpoint
CREATE INDEX "score_card_waits" ON "score_card" USING btree ("agency_id","id") WHERE "score_card"."reviewed_at" is null and "score_card"."reasons" <> '{}'::text[];--> statement-breakpoint
CREATE INDEX "score_card_specialty" ON "score_card" USING btree ("specialty_id");--> statement-breakpoint
CREATE INDEX "score_card_answered_by" ON "score_card" USING btree ("answered_by");--> statement-breakpoint
CREATE INDEX "score_card_reviewed_by" ON "score_card" USING btree ("reviewed_by");--> statement-breakpoint
CREATE POLICY "a provider's leads read its own cards, the agency's supervisors and network managers once they are open" ON "score_card" AS PERMISSIVE FOR SELECT TO "app_user" USING (("score_card"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) or ("score_card"."agency_id" = any((select app.agencies_where('supervisor', 'network_manager'))::uuid[]) and (answered_at is not null or opens_at <= (select app.clock())))));--> statement-breakpoint
CREATE POLICY "a provider's leads answer their card once, in their own name" ON "score_card" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("score_card"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "score_card"."answered_at" is null)) WITH CHECK (("score_card"."organization_id" = any((select app.organizations_where('coordinator', 'organization_administrator'))::uuid[]) and "score_card"."answered_by" = (select app.membership_id())));--> statement-breakpoint
CREATE POLICY "a network manager says once what was done about an open card, in their own name" ON "score_card" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("score_card"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and (answered_at is not null or opens_at <= (select app.clock())) and "score_card"."reviewed_at" is null)) WITH CHECK (("score_card"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "score_card"."reviewed_by" = (select app.membership_id())));--> statement-breakpoint
-- One row for each thing that is counted: which figure, whose, when, and what it adds to the sum above and below the line. Whoever
-- reads it sees the rows they may see. A figure's period holds the rows whose moment lies in it.
create view observation with (security_invoker = true) as
  select 'answer_time' as figure, ''::text as label, o.agency_id, o.organization_id, r.client_id, o.referral_id, o.id as subject_id, o.created_at as moment,
      1::numeric as part, 1::numeric as whole, floor(extract(epoch from o.answered_at - o.created_at) / 3600)::int as value
    from offer o left join referral r on r.id = o.referral_id
    where o.state in ('accepted', 'declined') and o.answered_at is not null
  union all
  select 'answered', '', o.agency_id, o.organization_id, r.client_id, o.referral_id, o.id, o.created_at, (o.state <> 'lapsed')::int, 1, null
    from offer o left join referral r on r.id = o.referral_id
    where o.state in ('accepted', 'declined', 'lapsed')
  union all
  select 'accepted', '', o.agency_id, o.organization_id, r.client_id, o.referral_id, o.id, o.created_at, (o.state = 'accepted')::int, 1, null
    from offer o left join referral r on r.id = o.referral_id
    where o.state in ('accepted', 'declined')
  union all
  select 'declined', o.decline_code, o.agency_id, o.organization_id, r.client_id, o.referral_id, o.id, o.created_at, 1, 1, null
    from offer o left join referral r on r.id = o.referral_id
    where o.state = 'declined'
  union all
  select 'mix_urgency', o.summary ->> 'urgency', o.agency_id, o.organization_id, r.client_id, o.referral_id, o.id, o.created_at, 1, 1, null
    from offer o left join referral r on r.id = o.referral_id
    where o.state = 'accepted'
  union all
  select 'mix_age', coalesce(o.summary ->> 'ageBand', ''), o.agency_id, o.organization_id, r.client_id, o.referral_id, o.id, o.created_at, 1, 1, null
    from offer o left join referral r on r.id = o.referral_id
    where o.state = 'accepted'
  union all
  select 'mix_language', coalesce(o.summary ->> 'language', ''), o.agency_id, o.organization_id, r.client_id, o.referral_id, o.id, o.created_at, 1, 1, null
    from offer o left join referral r on r.id = o.referral_id
    where o.state = 'accepted'
  union all
  select 'first_service', '', o.agency_id, o.organization_id, r.client_id, o.referral_id, o.id, o.answered_at, 1, 1,
      floor(extract(epoch from s.first_at - o.answered_at) / 86400)::int
    from offer o join referral r on r.id = o.referral_id cross join lateral (
      select min(e.starts_at) as first_at from session e join attendance a on a.session_id = e.id and a.current and a.state in ('present', 'late')
      where e.referral_id = o.referral_id and e.organization_id = o.organization_id and e.starts_at >= o.answered_at) s
    where o.state = 'accepted' and s.first_at is not null
  union all
  select 'attended', '', a.agency_id, a.organization_id, a.client_id, e.referral_id, e.id, e.starts_at, (a.state in ('present', 'late'))::int, 1, null
    from session e join attendance a on a.session_id = e.id and a.current
  union all
  select 'no_show', '', a.agency_id, a.organization_id, a.client_id, e.referral_id, e.id, e.starts_at, (a.state = 'absent')::int, 1, null
    from session e join attendance a on a.session_id = e.id and a.current and a.state <> 'excused'
  union all
  select 'completed', '', r.agency_id, o.organization_id, r.client_id, r.id, o.id, r.ended_at, (r.state = 'completed')::int, 1, null
    from referral r join offer o on o.referral_id = r.id and o.state = 'accepted'
    where r.state in ('completed', 'not_completed')
  union all
  select 'goals', '', r.agency_id, g.organization_id, r.client_id, r.id, g.goal_id, r.ended_at, (g.standing = 'reached')::int, 1, null
    from referral r cross join lateral (
      select distinct on (p.goal_id, p.organization_id) p.goal_id, p.organization_id, p.standing from progress_goal p
      where p.referral_id = r.id order by p.goal_id, p.organization_id, p.created_at desc, p.id desc) g
    where r.state in ('completed', 'not_completed')
  union all
  select 'units_used', '', a.agency_id, a.organization_id, a.client_id, a.referral_id, a.id, (a.ends_on::timestamp at time zone a.time_zone),
      round(a.units_used * a.rate_cents), a.amount_cents, null
    from "authorization" a
    where a.state in ('active', 'exhausted', 'expired')
  union all
  select 'first_pass', '', l.agency_id, l.organization_id, l.client_id, null, l.id, i.decided_at,
      (l.state = 'approved' and not l.contested and i.sent_back_at is null)::int, 1, null
    from invoice i join invoice_line l on l.invoice_id = i.id
    where i.decided_at is not null and l.state <> 'pending' and i.state <> 'discarded'
  union all
  select 'content', '', f.agency_id, f.organization_id, f.client_id, f.referral_id, f.id, f.created_at,
      coalesce(f.helped, 0) + coalesce(f.treated, 0) + coalesce(f.again, 0), 2 * num_nonnulls(f.helped, f.treated, f.again), null
    from feedback f
    where num_nonnulls(f.helped, f.treated, f.again) > 0 and f.organization_id is not null
  union all
  select 'urgent', '', f.agency_id, f.organization_id, f.client_id, f.referral_id, f.id, f.created_at, (f.urgent is not null)::int, 1, null
    from feedback f
    where f.organization_id is not null;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Agencies whose last quarter is over long enough and has no card yet: what comes in late is in by then.
create function app.cards_due(settle_days integer) returns table (agency_id uuid, time_zone text, from_day date, until_day date)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select a.id, a.time_zone, (q.until_day - interval '3 months')::date, q.until_day from public.agency a
    cross join lateral (select date_trunc('quarter', ((app.clock() at time zone a.time_zone)::date - settle_days)::timestamp)::date as until_day) q
    where not exists (select 1 from public.score_card c where c.agency_id = a.id and c.until_day = q.until_day)
    order by a.id;
end
$$;
--> statement-breakpoint
-- What was counted of each provider in a period of the agency's calendar, with the sums its span of certainty is made of.
create function app.card_counts(of_agency uuid, from_day date, until_day date) returns table (
  organization_id uuid, figure text, label text, people integer, part double precision, whole double precision,
  part_squares double precision, whole_squares double precision, products double precision, sample jsonb
) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare
  zone text := (select a.time_zone from public.agency a where a.id = of_agency);
begin
  return query
    select o.organization_id, o.figure, o.label, count(distinct o.client_id)::int, sum(o.part)::float8, sum(o.whole)::float8,
      sum(o.part * o.part)::float8, sum(o.whole * o.whole)::float8, sum(o.part * o.whole)::float8,
      coalesce(jsonb_agg(o.value order by o.value) filter (where o.value is not null), '[]')
    from public.observation o
    where o.agency_id = of_agency and o.organization_id is not null
      and o.moment >= (from_day::timestamp at time zone zone) and o.moment < (until_day::timestamp at time zone zone)
    group by o.organization_id, o.figure, o.label;
end
$$;
--> statement-breakpoint
-- What stands today of these providers, for there is no history of it: places, licences and the like, the agreement.
create function app.card_standing(of_agency uuid, of_organizations uuid[]) returns table (
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
      (select sum(p.open_places)::int from public.service_at_location p where p.organization_id = w.id and p.takes_referrals <> 'unknown'),
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
-- Keeps a card, once for each provider and quarter. The worker's alone.
create function app.keep_card(of_agency uuid, of_organization uuid, of_quarter text, from_day date, until_day date, specialty uuid,
  card_figures jsonb, card_peers jsonb, card_mix jsonb, card_reasons text[], answer_days integer) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  made uuid;
begin
  insert into public.score_card (agency_id, organization_id, quarter, from_day, until_day, specialty_id, figures, peers, mix, reasons, opens_at)
    values (of_agency, of_organization, of_quarter, from_day, until_day, specialty, card_figures, card_peers, card_mix, card_reasons,
      app.clock() + make_interval(days => answer_days))
    on conflict do nothing returning id into made;
  return made;
end
$$;
--> statement-breakpoint
-- Each side writes its own words, once, and the database says when.
create function app.guard_score_card() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (new.answer, new.answered_by) is distinct from (old.answer, old.answered_by) then
    if old.answered_at is not null or app.desk() <> 'portal' then
      raise exception 'a card is answered once, by its provider' using errcode = '23514', constraint = 'score_card_answered', table = 'score_card';
    end if;
    new.answered_at := app.clock();
  else
    new.answered_at := old.answered_at;
  end if;
  if (new.review, new.reviewed_by) is distinct from (old.review, old.reviewed_by) then
    if old.reviewed_at is not null or app.desk() <> 'network' then
      raise exception 'a card is seen to once, by the network desk' using errcode = '23514', constraint = 'score_card_reviewed', table = 'score_card';
    end if;
    new.reviewed_at := app.clock();
  else
    new.reviewed_at := old.reviewed_at;
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.note_sent_back() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.sent_back_at := case when new.state = 'returned' and old.state <> 'returned' then coalesce(old.sent_back_at, app.clock()) else old.sent_back_at end;
  return new;
end
$$;
--> statement-breakpoint
revoke all on function app.cards_due(integer), app.card_counts(uuid, date, date), app.card_standing(uuid, uuid[]),
  app.keep_card(uuid, uuid, text, date, date, uuid, jsonb, jsonb, jsonb, text[], integer), app.guard_score_card(), app.note_sent_back() from public;
grant execute on function app.cards_due(integer), app.card_counts(uuid, date, date), app.card_standing(uuid, uuid[]),
  app.keep_card(uuid, uuid, text, date, date, uuid, jsonb, jsonb, jsonb, text[], integer) to app_job;
grant execute on function app.guard_score_card(), app.note_sent_back() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on observation to app_user, app_definer;
create trigger b_note_sent_back before update of state on invoice for each row execute function app.note_sent_back();
alter table score_card force row level security;
create policy "guards see every row" on score_card for all to app_definer using (true) with check (true);
revoke all on score_card from public;
grant select, insert, update, delete on score_card to app_definer;
grant select on score_card to app_user;
grant update (answer, answered_by, answered_at, review, reviewed_by, reviewed_at) on score_card to app_user;
create trigger b_guard_author before update on score_card for each row execute function app.guard_author('answered_by', 'reviewed_by');
create trigger c_guard_score_card before update on score_card for each row execute function app.guard_score_card();
create constraint trigger z_chain_link after insert or update or delete on score_card deferrable initially deferred for each row execute function app.chain_link();
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
update public.invoice i set sent_back_at = e.at from (select subject_id, min(at) as at from public.event where name = 'invoice.returned' group by subject_id) e where e.subject_id = i.id;
