-- What a provider may know is asked row by row and by key: gathering all a large provider holds, for each statement, took most of a page's time.
set local role app_definer;
--> statement-breakpoint
-- Disclosures that hold at this moment: consent live, offer held, not closed, not past their end. Of these referrals, or of all (null).
create function app.live_disclosures_of(of_referrals uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(d.id) from public.disclosure d
    join app.standing() s on s.organization_id = d.organization_id
    join public.consent c on c.id = d.consent_id and c.client_id = d.client_id and (c.organization_id is null or c.organization_id = d.organization_id)
    join public.offer o on o.referral_id = d.referral_id and o.organization_id = d.organization_id
    join public.referral r on r.id = d.referral_id
    where (of_referrals is null or d.referral_id = any(of_referrals))
      and d.closed_at is null and d.ends_at > app.clock()
      and c.state = 'active' and c.starts_at <= app.clock() and c.ends_at > app.clock()
      and (c.organization_id is not null or c.specialty_id is not null
        or d.agency_id in (select a.agency_id from public.agreement a where a.organization_id = d.organization_id
          and app.agreement_on(a.agency_id, a.organization_id, app.agency_day(a.agency_id)) is not null))
      and (c.specialty_id is null or exists (select 1 from public.specialty t where t.id = r.specialty_id and c.specialty_id = any(t.path || t.id)))
      and o.identified and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted')
      and r.state not in ('draft', 'withdrawn', 'entered_in_error')), '{}');
end
$$;
--> statement-breakpoint
create or replace function app.live_disclosures() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return app.live_disclosures_of(null);
end
$$;
--> statement-breakpoint
-- Whether the actor's organization may know who the client of this referral is.
create function app.knows_referral(of_referral uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select 1 from public.offer o
    join public.referral r on r.id = o.referral_id and r.state not in ('draft', 'withdrawn', 'entered_in_error')
    join app.standing() s on s.organization_id = o.organization_id
    where o.referral_id = of_referral and o.identified and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted'));
end
$$;
--> statement-breakpoint
-- Whether the actor's organization was given this paper with a referral it may still know, or signed it as the terms of an agreement.
create function app.paper_is_shown(of_document uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
      select 1 from public.disclosed_document dd
      join public.disclosure d on d.referral_id = dd.referral_id and 'documents' = any(d.fields)
      where dd.document_id = of_document and d.id = any(app.live_disclosures_of(array[dd.referral_id])))
    or exists (
      select 1 from public.agreement a where a.terms_document_id = of_document and a.activated_at is not null
        and a.organization_id = any(app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator')));
end
$$;
--> statement-breakpoint
create or replace function app.disclosed_names(of_referrals uuid[]) returns table (referral_id uuid, name text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  live uuid[] := app.live_disclosures_of(of_referrals);
  d record;
begin
  for d in
    select shown.id, shown.referral_id, shown.client_id, shown.agency_id, shown.organization_id, k.given_name || ' ' || k.family_name as client_name
    from public.disclosure shown join public.client k on k.id = shown.client_id
    where shown.id = any(live) and 'name' = any(shown.fields)
  loop
    if not exists (select 1 from public.event v where v.referral_id = d.referral_id and v.name = 'name.read'
      and v.actor_membership_id = app.membership_id() and v.at > app.clock() - interval '1 hour') then
      perform app.record_event('name.read', 'referral', d.referral_id, jsonb_build_object('disclosureId', d.id, 'fields', jsonb_build_array('name')),
        d.agency_id, d.organization_id, d.client_id, null, d.referral_id);
    end if;
    referral_id := d.referral_id;
    name := d.client_name;
    return next;
  end loop;
end
$$;
--> statement-breakpoint
-- The rest of what an offer shows stays as it is written.
do $$
declare
  body text := pg_get_functiondef('app.read_disclosed_client(uuid)'::regprocedure);
  one constant text := 'where referral_id = of_referral and id = any(app.live_disclosures());';
begin
  if position(one in body) = 0 then
    raise exception 'what an offer shows no longer asks for a live disclosure';
  end if;
  execute replace(body, one, 'where referral_id = of_referral and id = any(app.live_disclosures_of(array[of_referral]));');
end
$$;
--> statement-breakpoint
revoke all on function app.live_disclosures_of(uuid[]), app.knows_referral(uuid), app.paper_is_shown(uuid) from public;
grant execute on function app.live_disclosures_of(uuid[]), app.knows_referral(uuid), app.paper_is_shown(uuid) to app_user;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
ALTER POLICY "case staff, the organization it belongs to, its network's managers, and whom it was disclosed to read a document" ON "document" TO app_user USING ((("document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "document"."client_id" is not null and "document"."client_id" <> all((select app.hidden_clients())::uuid[]) and ("document"."fact_group" is null or ("document"."fact_group" = any((select app.fact_groups('agency'))::text[]) or ("document"."fact_group" = any((select app.fact_groups('own'))::text[]) and "document"."client_id" = any((select app.my_clients())::uuid[]))))) or ("document"."agency_id" = any((select app.agencies_where('network_manager'))::uuid[]) and "document"."client_id" is null) or "document"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) or (cardinality((select app.agencies_where('network_manager'))::uuid[]) > 0 and exists (select 1 from credential proven where proven.document_id = "document"."id")) or ((select app.desk()) = 'portal' and app.paper_is_shown("document"."id")) or ("document"."organization_id" is not null and exists (select 1 from thread_message said where said.document_id = "document"."id"))));--> statement-breakpoint
ALTER POLICY "case staff see which documents went along, a provider those of its live referrals" ON "disclosed_document" TO app_user USING ((("disclosed_document"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "disclosed_document"."referral_id")) or ((select app.desk()) = 'portal' and app.paper_is_shown("disclosed_document"."document_id"))));--> statement-breakpoint
ALTER POLICY "case staff read what was disclosed, a provider what is live for it" ON "disclosure" TO app_user USING ((("disclosure"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "disclosure"."client_id" <> all((select app.hidden_clients())::uuid[])) or ("disclosure"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))::uuid[]) and "disclosure"."id" = any(app.live_disclosures_of(array["disclosure"."referral_id"])))));--> statement-breakpoint
ALTER POLICY "case staff read their agency's referrals, a provider those whose identified offer it holds" ON "referral" TO app_user USING ((("referral"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and "referral"."case_id" <> all((select app.hidden_cases())::uuid[])) or ((select app.desk()) = 'portal' and app.knows_referral("referral"."id"))));--> statement-breakpoint
ALTER POLICY "case staff read what a referral says, a provider while the client's facts are disclosed to it" ON "referral_message" TO app_user USING ((("referral_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "referral_message"."referral_id")) or ((select app.desk()) = 'portal' and cardinality(app.live_disclosures_of(array["referral_message"."referral_id"])) > 0)));--> statement-breakpoint
ALTER POLICY "both sides of a thread see how far it was read" ON "thread_mark" TO app_user USING ((("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_mark"."referral_id")) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and ((select app.desk()) = 'portal' and cardinality(app.live_disclosures_of(array["thread_mark"."referral_id"])) > 0))));--> statement-breakpoint
ALTER POLICY "people mark what they read themselves" ON "thread_mark" TO app_user WITH CHECK (("thread_mark"."membership_id" = (select app.membership_id()) and (("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_mark"."referral_id")) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and ((select app.desk()) = 'portal' and cardinality(app.live_disclosures_of(array["thread_mark"."referral_id"])) > 0)))));--> statement-breakpoint
ALTER POLICY "people move their own mark" ON "thread_mark" TO app_user USING (("thread_mark"."membership_id" = (select app.membership_id()) and (("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_mark"."referral_id")) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and ((select app.desk()) = 'portal' and cardinality(app.live_disclosures_of(array["thread_mark"."referral_id"])) > 0))))) WITH CHECK (("thread_mark"."membership_id" = (select app.membership_id()) and (("thread_mark"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_mark"."referral_id")) or ("thread_mark"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and ((select app.desk()) = 'portal' and cardinality(app.live_disclosures_of(array["thread_mark"."referral_id"])) > 0)))));--> statement-breakpoint
ALTER POLICY "case staff read their referrals' threads, a provider its own while it may know the client" ON "thread_message" TO app_user USING ((("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_message"."referral_id")) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and ((select app.desk()) = 'portal' and cardinality(app.live_disclosures_of(array["thread_message"."referral_id"])) > 0))));--> statement-breakpoint
ALTER POLICY "whoever carries the referral, and the provider it lies with, write in their own name while the thread is open" ON "thread_message" TO app_user WITH CHECK (("thread_message"."author_id" = (select app.membership_id()) and (("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and ("thread_message"."referral_id" = any((select app.my_referrals())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and exists (select 1 from referral carried where carried.id = "thread_message"."referral_id" and carried.case_id <> all((select app.shut_cases())::uuid[])))) and (select app.thread_is_open("thread_message"."referral_id", "thread_message"."organization_id"))) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and ((select app.desk()) = 'portal' and cardinality(app.live_disclosures_of(array["thread_message"."referral_id"])) > 0)))));--> statement-breakpoint
ALTER POLICY "people take back what they wrote themselves" ON "thread_message" TO app_user USING (("thread_message"."author_id" = (select app.membership_id()) and (("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_message"."referral_id")) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and ((select app.desk()) = 'portal' and cardinality(app.live_disclosures_of(array["thread_message"."referral_id"])) > 0))))) WITH CHECK (("thread_message"."author_id" = (select app.membership_id()) and (("thread_message"."agency_id" = any((select app.agencies_where('caseworker', 'supervisor'))::uuid[]) and exists (select 1 from referral seen where seen.id = "thread_message"."referral_id")) or ("thread_message"."organization_id" = any((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) and ((select app.desk()) = 'portal' and cardinality(app.live_disclosures_of(array["thread_message"."referral_id"])) > 0)))));--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Nobody asks for the whole of these any more.
drop function app.identified_referrals();
--> statement-breakpoint
drop function app.open_threads();
--> statement-breakpoint
drop function app.disclosed_documents();
