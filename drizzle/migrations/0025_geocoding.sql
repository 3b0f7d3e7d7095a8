-- What the job that asks an outside geocoder leans on.
set local role app_definer;
--> statement-breakpoint
-- A place's address in one line, as a geocoder is asked and its answer is kept.
create function app.asked_address(line text, city text, region text, postal_code text) returns text language sql immutable set search_path = '' as $$
  select concat_ws(', ', nullif(trim(line), ''), nullif(trim(city), ''), nullif(trim(concat_ws(' ', region, postal_code)), ''))
$$;
--> statement-breakpoint
-- The agencies in which somebody manages a network: told where the worker fails at what is nobody's alone.
create function app.agencies_with_a_network() returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query select distinct m.agency_id from public.membership m
    where m.role = 'network_manager' and m.agency_id is not null and m.disabled_at is null order by 1;
end
$$;
--> statement-breakpoint
revoke all on function app.asked_address(text, text, text, text), app.agencies_with_a_network() from public;
grant execute on function app.asked_address(text, text, text, text) to app_user, app_job;
grant execute on function app.agencies_with_a_network() to app_job;
--> statement-breakpoint
set local role app_owner;
