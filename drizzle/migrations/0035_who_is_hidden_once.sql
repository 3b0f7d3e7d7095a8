-- Who is hidden from whom is worked out once for each question: with five hundred restricted clients what a row asked again took five seconds.
set local role app_definer;
--> statement-breakpoint
-- Each function below answers what it answered before. What is the same for every row stands in a sub-select of its own, which is read once.
create or replace function app.my_cases() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(c.id) from public."case" c
    where c.id in (select o.id from public."case" o where o.owner_membership_id = (select app.membership_id())
        union select m.case_id from public.case_member m where m.membership_id = (select app.membership_id()))
      and c.agency_id = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[])), '{}');
end
$$;
--> statement-breakpoint
create or replace function app.my_clients() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(distinct c.client_id) from public."case" c where c.id = any((select app.my_cases())::uuid[])), '{}');
end
$$;
--> statement-breakpoint
create or replace function app.my_referrals() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(r.id) from public.referral r where r.case_id = any((select app.my_cases())::uuid[])), '{}');
end
$$;
--> statement-breakpoint
create or replace function app.shut_cases() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(c.id) from public."case" c join app.standing() s on s.agency_id = c.agency_id
    where c.restricted and c.owner_membership_id <> (select app.membership_id())
      and not exists (select 1 from public.case_member m where m.case_id = c.id and m.membership_id = (select app.membership_id()))), '{}');
end
$$;
--> statement-breakpoint
create or replace function app.shut_clients() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(k.id) from public.client k join app.standing() s on s.agency_id = k.agency_id
    where k.restricted and k.created_by <> (select app.membership_id()) and k.id <> all((select app.my_clients())::uuid[])), '{}');
end
$$;
--> statement-breakpoint
create or replace function app.hidden_cases() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(select h from unnest(app.shut_cases()) h where h <> all(array(select e.case_id from app.open_emergencies() e)));
end
$$;
--> statement-breakpoint
create or replace function app.hidden_clients() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return array(select h from unnest(app.shut_clients()) h where h <> all(array(select e.client_id from app.open_emergencies() e)));
end
$$;
--> statement-breakpoint
create or replace function app.hidden_referrals() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(r.id) from public.referral r where r.case_id = any((select app.hidden_cases())::uuid[])), '{}');
end
$$;
--> statement-breakpoint
set local role app_owner;
