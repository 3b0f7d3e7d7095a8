-- Who is hidden from a caseworker is asked of each page several times. It is looked up from the few that are restricted: from all that somebody
-- carries, an approval by who carries thousands spent a third of its time on it. The same people are hidden as before.
set local role app_definer;
--> statement-breakpoint
create or replace function app.shut_clients() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := app.membership_id();
  house uuid := (select s.agency_id from app.standing() s);
  houses uuid[] := app.agencies_where('caseworker', 'supervisor');
begin
  -- Without whom app.my_clients has: who carries a case of theirs, or is on its team.
  return array(
    select k.id from public.client k where k.agency_id = house and k.restricted and k.created_by <> me
      and not exists (select 1 from public."case" c where c.client_id = k.id and c.owner_membership_id = me and c.agency_id = any(houses))
      and not exists (
        select 1 from public."case" c join public.case_member m on m.case_id = c.id
        where c.client_id = k.id and m.membership_id = me and m.agency_id = any(houses)));
end
$$;
--> statement-breakpoint
set local role app_owner;
