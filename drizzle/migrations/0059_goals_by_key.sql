-- The goals a provider was shown, and the receipts of its reads, are asked by key as everything else it may know.
set local role app_definer;
--> statement-breakpoint
create or replace function app.shared_goals(of_referral uuid) returns table (goal_id uuid, words text, measure text, target_on date)
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.disclosure d
    where d.referral_id = of_referral and d.id = any(app.live_disclosures_of(array[of_referral])) and 'goals' = any(d.fields)) then return; end if;
  return query select * from app.goals_served(of_referral);
end
$$;
--> statement-breakpoint
-- The rest of what makes a receipt stays as it is written.
do $$
declare
  body text := pg_get_functiondef('app.note_receipts()'::regprocedure);
  one constant text := 'd.id = any(app.live_disclosures())';
begin
  if position(one in body) = 0 then
    raise exception 'a receipt no longer asks for a live disclosure';
  end if;
  execute replace(body, one, 'd.id = any(app.live_disclosures_of(array[d.referral_id]))');
end
$$;
--> statement-breakpoint
-- A list of all consents is the one reader that means all of them, and says so.
create or replace function app.disclosed_consents() returns table (
  consent_id uuid, referral_id uuid, client_id uuid, agency_id uuid, organization_id uuid, purpose text, given_how text, starts_at timestamptz, ends_at timestamptz, changed_at timestamptz, fields text[])
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select c.id, d.referral_id, d.client_id, d.agency_id, d.organization_id, c.purpose, c.given_how, c.starts_at, least(d.ends_at, c.ends_at), d.created_at, d.fields
    from public.disclosure d join public.consent c on c.id = d.consent_id where d.id = any(app.live_disclosures_of(null));
end
$$;
--> statement-breakpoint
drop function app.live_disclosures();
