-- Which of many places may not be referred to by what their provider must prove: asked of the agency's own staff, and at once where it asks for nothing.
set local role app_definer;
--> statement-breakpoint
create function app.places_that_lack(of_agency uuid, of_places uuid[]) returns table (service_at_location_id uuid, reason text, names text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if of_agency <> all(app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'auditor', 'administrator'))
    and current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'not this agency' using errcode = '42501';
  end if;
  if not exists (select 1 from public.credential_requirement q where q.agency_id = of_agency)
    and not exists (select 1 from public.exclusion_match x where x.agency_id = of_agency and x.state = 'confirmed') then
    return;
  end if;
  return query
    select p.id, case when p.excluded then 'excluded' else 'credential' end, coalesce(k.names, '')
    from (
      select sal.*, app.excluded_on(of_agency, sal.organization_id, null, app.today_at(sal.id)) as excluded
      from public.service_at_location sal where sal.id = any(of_places)
    ) p
    left join lateral (
      select string_agg(l.name, ', ' order by l.name) as names
      from app.lacking_credentials(of_agency, p.organization_id, p.service_id, p.location_id, null, app.today_at(p.id)) l) k on true
    where p.excluded or k.names is not null;
end
$$;
--> statement-breakpoint
revoke all on function app.places_that_lack(uuid, uuid[]) from public;
grant execute on function app.places_that_lack(uuid, uuid[]) to app_user, app_job;
