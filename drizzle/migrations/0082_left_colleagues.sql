-- Who has left a house is no colleague of it any more: their second step is not seen there, and not taken off.
set local role app_definer;
--> statement-breakpoint
create or replace function app.second_steps() returns table (person_id uuid) language sql stable security definer set search_path = '' as $$
  select distinct f.person_id from public.second_factor f join public.membership m on m.person_id = f.person_id and m.disabled_at is null
  where f.confirmed_at is not null and (m.agency_id = any(app.agencies_where('administrator', 'auditor'))
    or m.organization_id = any(app.organizations_where('organization_administrator')))
$$;
--> statement-breakpoint
create or replace function app.end_second_step(of_person uuid) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  ended uuid;
begin
  if of_person = app.actor_id() or not exists (
    select 1 from public.membership m where m.person_id = of_person and m.disabled_at is null and m.agency_id = any(app.agencies_where('administrator'))
    union all
    select 1 from public.membership m where m.person_id = of_person and m.disabled_at is null
      and m.organization_id = any(app.organizations_where('organization_administrator'))
      and not exists (select 1 from public.membership a where a.person_id = of_person and a.agency_id is not null and a.disabled_at is null)
  ) then
    raise exception 'an administrator of their house' using errcode = '42501';
  end if;
  delete from public.recovery_code c where c.person_id = of_person;
  delete from public.second_factor f where f.person_id = of_person returning f.id into ended;
  if ended is null then return null; end if;
  update public.sign_in_session s set revoked_at = app.clock() where s.person_id = of_person and s.revoked_at is null;
  return ended;
end
$$;
--> statement-breakpoint
set local role app_owner;
