-- Desks of which a person is told by mail that they are fresh, each week or month.
set local role app_owner;
--> statement-breakpoint
CREATE TABLE "desk_mail" (
	"id" uuid PRIMARY KEY DEFAULT app.new_id() NOT NULL,
	"membership_id" uuid NOT NULL,
	"desk" text NOT NULL,
	"path" text NOT NULL,
	"weekday" smallint,
	"asked_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "desk_mail_once" UNIQUE("membership_id","desk"),
	CONSTRAINT "desk_mail_path" CHECK (length("desk_mail"."path") <= 400 and "desk_mail"."path" ~ '^/[a-z/]+([?][A-Za-z0-9%+&=._~-]+)?$'),
	CONSTRAINT "desk_mail_weekday" CHECK ("desk_mail"."weekday" between 1 and 7)
);
--> statement-breakpoint
ALTER TABLE "desk_mail" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "desk_mail" ADD CONSTRAINT "desk_mail_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "a person sees which desks they are told of" ON "desk_mail" AS PERMISSIVE FOR SELECT TO "app_user" USING (("desk_mail"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));--> statement-breakpoint
CREATE POLICY "a person asks to be told of a desk" ON "desk_mail" AS PERMISSIVE FOR INSERT TO "app_user" WITH CHECK (("desk_mail"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));--> statement-breakpoint
CREATE POLICY "a person asks anew" ON "desk_mail" AS PERMISSIVE FOR UPDATE TO "app_user" USING (("desk_mail"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system')) WITH CHECK (("desk_mail"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));--> statement-breakpoint
CREATE POLICY "a person asks to be told no more" ON "desk_mail" AS PERMISSIVE FOR DELETE TO "app_user" USING (("desk_mail"."membership_id" = (select app.membership_id()) and (select app.desk()) <> 'system'));
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Whether somebody may see a desk today: the roles are those of the table of rights, which a test holds this to.
create function app.sees_desk(of_membership uuid, of_desk text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.membership m join public.person p on p.id = m.person_id
    where m.id = of_membership and m.disabled_at is null and p.disabled_at is null and m.role = any(case
      when of_desk in ('supervision', 'service') then '{supervisor}'::text[]
      when of_desk in ('network', 'unmet', 'coverage') then '{network_manager}'
      when of_desk = 'finance' then '{finance_reviewer,finance_approver}'
      when of_desk = 'provider' then '{coordinator,organization_administrator}'
      else '{}' end))
$$;
--> statement-breakpoint
create function app.guard_desk_mail() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not app.sees_desk(new.membership_id, new.desk) then
    raise exception 'this desk is not open to them' using errcode = '42501', table = 'desk_mail';
  end if;
  new.asked_at := app.clock();
  return new;
end
$$;
--> statement-breakpoint
-- Who is to be told of which desk, and for which day: from seven in the morning of that day, or, where no worker ran, in the two days after. Never of a day
-- that was over when they asked.
create function app.desk_mails_due(most integer) returns table (desk_mail_id uuid, language text, desk text, path text, due_day date)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select d.id, p.language, d.desk, d.path, w.due
    from public.desk_mail d join public.membership m on m.id = d.membership_id join public.person p on p.id = m.person_id
      left join public.agency a on a.id = m.agency_id
      cross join lateral (select coalesce(a.time_zone, (
        select l.time_zone from public.location l where l.organization_id = m.organization_id order by l.id limit 1), 'America/New_York') as zone) z
      cross join lateral (select app.clock() at time zone z.zone as local) n
      cross join lateral (select case when d.weekday is null then date_trunc('month', n.local)::date
        else n.local::date - (extract(isodow from n.local)::int - d.weekday + 7) % 7 end as due) w
    where w.due > (d.asked_at at time zone z.zone)::date and w.due > n.local::date - 3
      and (w.due < n.local::date or extract(hour from n.local) >= 7)
      and app.sees_desk(d.membership_id, d.desk)
      and not exists (select 1 from public.letter t where t.effect_key = 'desk:' || d.id || ':' || w.due)
    order by d.id limit most;
end
$$;
--> statement-breakpoint
-- Posts the mail of one day to whoever may see the desk at this moment; a second one of that day posts nothing.
create function app.post_desk_mail(of_desk_mail uuid, of_day date, letter_subject text, letter_body text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.letter (effect_key, to_email, language, kind, subject, body)
  select 'desk:' || d.id || ':' || of_day, p.email, p.language, 'desk', letter_subject, letter_body
  from public.desk_mail d join public.membership m on m.id = d.membership_id join public.person p on p.id = m.person_id
  where d.id = of_desk_mail and app.sees_desk(d.membership_id, d.desk)
  on conflict (effect_key) do nothing;
  return found;
end
$$;
--> statement-breakpoint
revoke all on function app.sees_desk(uuid, text), app.guard_desk_mail(), app.desk_mails_due(integer), app.post_desk_mail(uuid, date, text, text) from public;
grant execute on function app.guard_desk_mail() to app_user, app_auth, app_job, app_owner;
grant execute on function app.desk_mails_due(integer), app.post_desk_mail(uuid, date, text, text) to app_job;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
alter table public.desk_mail force row level security;
create policy "guards see every row" on public.desk_mail for all to app_definer using (true) with check (true);
revoke all on public.desk_mail from public;
grant select, insert, update, delete on public.desk_mail to app_definer;
grant select, delete on desk_mail to app_user;
grant insert (membership_id, desk, path, weekday), update (path, weekday, asked_at) on desk_mail to app_user;
create trigger b_guard_desk_mail before insert or update on desk_mail for each row execute function app.guard_desk_mail();
create constraint trigger z_chain_link after insert or update or delete on public.desk_mail deferrable initially deferred for each row execute function app.chain_link();
