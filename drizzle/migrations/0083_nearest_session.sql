-- A client confirms the session they are at, not the first of those they could confirm.
set local role app_definer;
--> statement-breakpoint
-- The one that is going on comes first, then the one whose beginning or end is nearest: one code is shown at a place for all that is held there.
create or replace function app.sessions_to_confirm() returns table (
  session_id uuid, agency_id uuid, organization_id uuid, client_id uuid, referral_id uuid, location_id uuid, starts_at timestamptz, time_zone text, confirmed_at timestamptz
)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select s.id, s.agency_id, s.organization_id, s.client_id, s.referral_id, s.location_id, s.starts_at, l.time_zone, c.confirmed_at
    from public.session s join public.location l on l.id = s.location_id left join public.session_confirmation c on c.session_id = s.id
    where s.client_id = app.borne_client() and s.state <> 'cancelled'
      and s.starts_at <= app.clock() + interval '30 minutes' and s.ends_at > app.clock() - interval '2 hours'
    order by greatest(s.starts_at - app.clock(), app.clock() - s.ends_at, interval '0'), s.starts_at, s.id limit 5;
end
$$;
--> statement-breakpoint
set local role app_owner;
