-- Why a referral waits or ended, and how it came out, is said in words that may speak of the client: they are read through one function, no longer from the row.
set local role app_definer;
--> statement-breakpoint
-- For case staff to whom the case is open, and for a provider while the client's facts are disclosed to it.
create function app.referral_words(of_referral uuid) returns table (outcome_words text, reason_words text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query select r.outcome_words, r.reason_words from public.referral r where r.id = of_referral
    and (r.agency_id = any(app.agencies_where('caseworker', 'supervisor')) and r.case_id <> all(app.hidden_cases())
      or cardinality(app.live_disclosures_of(array[of_referral])) > 0);
end
$$;
--> statement-breakpoint
revoke all on function app.referral_words(uuid) from public;
grant execute on function app.referral_words(uuid) to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
revoke select on referral from app_user;
grant select (id, agency_id, case_id, client_id, number, need_id, specialty_id, state, urgency, answer_by, mode, planned_service_id, outside_reason, plan, created_by,
  re_referred_from_id, created_at, sent_at, answered_at, ended_at, outcome, reason_code, closed_at, closed_by, version) on referral to app_user;
