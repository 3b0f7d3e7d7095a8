-- How each person hears by mail of each kind of notice, and the digest of a day.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "notice_choice" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"membership_id" uuid NOT NULL,
	"area" text NOT NULL,
	"mail" text NOT NULL,
	"chosen_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "notice_choice_once" UNIQUE("membership_id","area"),
	CONSTRAINT "notice_choice_area" CHECK ("notice_choice"."area" ~ '^[a-z]{2,40}$'),
	CONSTRAINT "notice_choice_mail" CHECK ("notice_choice"."mail" in ('at_once', 'digest', 'none'))
);
--> statement-breakpoint
ALTER TABLE "notice_choice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "digested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notice_choice" ADD CONSTRAINT "notice_choice_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notice_choice_digest" ON "notice_choice" USING btree ("membership_id") WHERE "notice_choice"."mail" = 'digest';--> statement-breakpoint
CREATE POLICY "a person sees what they chose" ON "notice_choice" AS PERMISSIVE FOR SELECT TO "app_user" USING (("notice_choice"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));--> statement-breakpoint
CREATE POLICY "a person chooses for themselves" ON "notice_choice" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("notice_choice"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));--> statement-breakpoint
CREATE POLICY "a person chooses anew" ON "notice_choice" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("notice_choice"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system')) WITH CHECK (("notice_choice"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- The kind's first word, by which people choose: "offer.made" is of the area offer, "documents-sent" of the area document.
create function app.notice_area(kind text) returns text language sql immutable parallel safe set search_path = '' as $$
  select case a when 'documents' then 'document' else a end from (select split_part(split_part(kind, '.', 1), '-', 1)) k(a)
$$;
--> statement-breakpoint
-- What must be answered in time is never kept from a provider's administrators, and a client who is not safe from nobody.
create function app.guard_notice_choice() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.mail = 'none' and (new.area = 'incident' or new.area in ('offer', 'organization')
    and exists (select 1 from public.membership m where m.id = new.membership_id and m.role = 'organization_administrator')) then
    raise exception 'what is urgent is heard of' using errcode = '23514', constraint = 'notice_choice_urgent', table = 'notice_choice';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- At once goes a letter only to who wants it so; urgent ones always reach a provider's administrators in some way.
create or replace function app.post_letters(to_memberships uuid[], effect text, letter_kind text, letter_subject text, letter_body text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and not app.bears_a_link() and current_setting('role') not in ('app_job', 'app_auth', 'app_definer') then
    raise exception 'nobody is asking' using errcode = '42501';
  end if;
  insert into public.letter (effect_key, to_email, language, kind, subject, body)
  select effect || ':' || m.id, p.email, p.language, letter_kind, letter_subject, letter_body
  from public.membership m join public.person p on p.id = m.person_id
  where m.id = any(to_memberships) and m.disabled_at is null and p.disabled_at is null
    and not exists (select 1 from public.notice_choice c where c.membership_id = m.id and c.area = app.notice_area(letter_kind) and c.mail <> 'at_once')
  on conflict (effect_key) do nothing;
end
$$;
--> statement-breakpoint
-- Whose digest is due: from seven in their own morning, once a day, for what waits unread and was left for it. A desk's clock is its agency's, or its first place's.
create function app.digests_due(most integer) returns table (person_id uuid, language text, local_day date, waiting integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    with left_over as (
      select m.person_id as person, count(*)::integer as many, min(coalesce(a.time_zone, (
        select l.time_zone from public.location l where l.organization_id = m.organization_id order by l.id limit 1), 'America/New_York')) as zone
      from public.notice_choice c
      join public.membership m on m.id = c.membership_id and m.disabled_at is null
      left join public.agency a on a.id = m.agency_id
      join public.notification n on n.membership_id = m.id and app.notice_area(n.kind) = c.area and n.read_at is null and n.digested_at is null
      where c.mail = 'digest' and n.created_at >= c.chosen_at and n.created_at > app.clock() - interval '14 days'
      group by m.person_id)
    select p.id, p.language, (app.clock() at time zone o.zone)::date, o.many
    from left_over o join public.person p on p.id = o.person and p.disabled_at is null
    where extract(hour from app.clock() at time zone o.zone) >= 7
      and not exists (select 1 from public.letter t where t.effect_key = 'digest:' || p.id || ':' || (app.clock() at time zone o.zone)::date)
    order by p.id limit most;
end
$$;
--> statement-breakpoint
-- Posts one person's digest of one day, and marks what it tells of; a second one of that day posts nothing and marks nothing.
create function app.post_digest(of_person uuid, of_day date, letter_subject text, letter_body text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.letter (effect_key, to_email, language, kind, subject, body)
  select 'digest:' || p.id || ':' || of_day, p.email, p.language, 'digest', letter_subject, letter_body
  from public.person p where p.id = of_person and p.disabled_at is null
  on conflict (effect_key) do nothing;
  if not found then return false; end if;
  update public.notification n set digested_at = app.clock()
  from public.membership m, public.notice_choice c
  where m.person_id = of_person and n.membership_id = m.id and c.membership_id = m.id and c.mail = 'digest' and c.area = app.notice_area(n.kind)
    and n.read_at is null and n.digested_at is null;
  return true;
end
$$;
--> statement-breakpoint
revoke all on function app.notice_area(text), app.guard_notice_choice(), app.digests_due(integer), app.post_digest(uuid, date, text, text) from public;
grant execute on function app.guard_notice_choice() to app_user, app_auth, app_job, app_owner;
grant execute on function app.digests_due(integer), app.post_digest(uuid, date, text, text) to app_job;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
grant select on notice_choice to app_user;
grant insert (membership_id, area, mail, chosen_at), update (mail, chosen_at) on notice_choice to app_user;
create trigger b_guard_notice_choice before insert or update on notice_choice for each row execute function app.guard_notice_choice();
alter table public.notice_choice force row level security;
create policy "guards see every row" on public.notice_choice for all to app_definer using (true) with check (true);
revoke all on public.notice_choice from public;
grant select, insert, update, delete on public.notice_choice to app_definer;
create constraint trigger z_chain_link after insert or update or delete on public.notice_choice deferrable initially deferred for each row execute function app.chain_link();
