-- A draft of an agreement shows a network manager no credential: only one in force or paused does, or the agency having added or
-- approved a provider for which nobody signs in.
set local role app_definer;
--> statement-breakpoint
-- Providers whose facts nobody else keeps: the agency added or approved them, and nobody signs in for them.
create function app.organizations_kept() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  mine uuid[] := app.agencies_where('network_manager');
begin
  return coalesce((
    select array_agg(kept.id) from (
      select o.id from public.organization o where o.added_by_agency_id = any(mine) and not app.has_members(o.id)
      union
      select p.became_organization_id from public.application p where p.agency_id = any(mine) and p.became_organization_id is not null
        and not app.has_members(p.became_organization_id)
    ) kept), '{}');
end
$$;
--> statement-breakpoint
-- Whose facts a network manager keeps: providers with an agreement in force or paused, and those nobody else keeps.
create or replace function app.organizations_in_network() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  mine uuid[] := app.agencies_where('network_manager');
begin
  return coalesce((
    select array_agg(ours.id) from (
      select a.organization_id as id from public.agreement a where a.agency_id = any(mine) and a.state in ('active', 'suspended')
      union
      select unnest(app.organizations_kept())
    ) ours), '{}');
end
$$;
--> statement-breakpoint
revoke all on function app.organizations_kept() from public;
grant execute on function app.organizations_kept() to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
ALTER POLICY "an organization, case staff and network managers read credentials" ON "credential" TO app_user USING (("credential"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or cardinality((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) > 0 or (exists (select 1 from agreement ours where ours.organization_id = "credential"."organization_id"
    and ours.agency_id = any((select app.agencies_where('network_manager'))::uuid[]) and ours.state in ('active', 'suspended'))
    or "credential"."organization_id" = any((select app.organizations_kept())::uuid[]))));