-- The second lock on every fact: grants by column, lifecycles, money, four eyes, and the record.
-- Reading: everything but the doorkeeper's tables, the chain and the letters; the policies decide which rows.
grant select on
  agency, person, membership, invitation, notification, event, idempotency_key, transition,
  organization, location, service, service_at_location, specialty, service_specialty, phone, opening_span, opening_exception, agreement, rate,
  practitioner, credential, client, "case", case_member, need, case_note, consent, document, referral, offer, offer_question, disclosure, disclosed_document,
  fund, "authorization", billing_schedule, schedule_item, session, attendance, progress_note,
  payee, invoice, invoice_line, payment_batch, payment, payment_invoice, ledger_transaction, ledger_entry
to app_user;
--> statement-breakpoint
-- Adding: no id, no instant, no generated amount comes from a form.
grant insert (person_id, agency_id, organization_id, role) on membership to app_user;
grant insert (token_hash, email, name, agency_id, organization_id, role, invited_by, expires_at, known) on invitation to app_user;
grant insert (person_id, route, key, fingerprint, status, location) on idempotency_key to app_user;
grant insert (name, alternate_name, description, email, website, legal_status, edited_at) on organization to app_user;
grant insert (organization_id, name, description, address_line, address_line_2, city, region, postal_code, country, latitude, longitude, point_precision, time_zone, transportation, accessibility, languages, edited_at) on location to app_user;
grant insert (organization_id, name, description, application_process, eligibility, minimum_age, maximum_age, fees, email, website, languages, status, edited_at) on service to app_user;
grant insert (organization_id, service_id, location_id, takes_referrals, open_places, capacity_at, hours_text, edited_at) on service_at_location to app_user;
grant insert (organization_id, service_id, specialty_id) on service_specialty to app_user;
grant insert (organization_id, location_id, service_id, number, extension, kind, note) on phone to app_user;
grant insert (organization_id, location_id, service_at_location_id, weekday, opens_minute, closes_minute, note) on opening_span to app_user;
grant insert (organization_id, location_id, service_at_location_id, from_day, until_day, closed, opens_minute, closes_minute, reason) on opening_exception to app_user;
grant insert (agency_id, organization_id, number, starts_on, ends_on, payment_days, settings) on agreement to app_user;
grant insert (agency_id, organization_id, agreement_id, service_id, unit_type, rate_cents, starts_on, ends_on) on rate to app_user;
grant insert (organization_id, membership_id, name, title, languages) on practitioner to app_user;
grant insert (organization_id, practitioner_id, kind, number, issuer, issued_on, expires_on) on credential to app_user;
grant insert (agency_id, number, given_name, family_name, preferred_name, pronouns, birth_day, language, telephone, email, safe_contact, safe_contact_note, address_line, city, region, postal_code, latitude, longitude, point_precision, access_needs, restricted, created_by) on client to app_user;
grant insert (agency_id, client_id, number, owner_membership_id, came_by, summary, restricted) on "case" to app_user;
grant insert (agency_id, case_id, membership_id) on case_member to app_user;
grant insert (agency_id, case_id, specialty_id, words) on need to app_user;
grant insert (agency_id, case_id, author_membership_id, words) on case_note to app_user;
grant insert (agency_id, client_id, organization_id, purpose, fields, starts_at, ends_at, given_how, witness, recorded_by) on consent to app_user;
grant insert (agency_id, organization_id, client_id, sha256, name, media_type, byte_count, uploaded_by) on document to app_user;
grant insert (agency_id, case_id, client_id, number, need_id, specialty_id, urgency, answer_by, message, plan, created_by, re_referred_from_id) on referral to app_user;
grant insert (agency_id, referral_id, organization_id, service_at_location_id, identified, summary, answer_by) on offer to app_user;
grant insert (agency_id, referral_id, organization_id, offer_id, asked_by, question) on offer_question to app_user;
grant insert (agency_id, client_id, referral_id, consent_id, organization_id, fields, ends_at) on disclosure to app_user;
grant insert (agency_id, referral_id, document_id) on disclosed_document to app_user;
grant insert (agency_id, name, code, starts_on, ends_on) on fund to app_user;
grant insert (agency_id, organization_id, referral_id, client_id, service_id, fund_id, number, unit_type, units, rate_cents, starts_on, ends_on, time_zone, proposed_by) on "authorization" to app_user;
grant insert (agency_id, organization_id, client_id, referral_id, authorization_id, practitioner_id, location_id, number, rule, units_per_session, rate_cents, note, created_by, amends_id) on billing_schedule to app_user;
grant insert (agency_id, organization_id, client_id, schedule_id, service_day, starts_at, ends_at, units) on schedule_item to app_user;
grant insert (agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day, during, starts_at, ends_at, planned_units) on session to app_user;
grant insert (agency_id, organization_id, client_id, session_id, authorization_id, state, units, started_at, ended_at, note, recorded_by, corrects_id) on attendance to app_user;
grant insert (agency_id, organization_id, client_id, referral_id, session_id, words, author_membership_id) on progress_note to app_user;
grant insert (organization_id, holder, reference) on payee to app_user;
grant insert (agency_id, organization_id, number, note, created_by) on invoice to app_user;
grant insert (agency_id, organization_id, client_id, invoice_id, attendance_id, authorization_id, service_day, units, rate_cents, edits) on invoice_line to app_user;
grant insert (agency_id, number, created_by) on payment_batch to app_user;
grant insert (agency_id, organization_id, batch_id, number, amount_cents, payee_holder, payee_reference) on payment to app_user;
grant insert (agency_id, organization_id, payment_id, invoice_id, amount_cents) on payment_invoice to app_user;
--> statement-breakpoint
-- Changing: tenant, client, author and amount columns are nowhere here.
grant update (name, time_zone, language, distance_unit, words, caseworker_limit_cents, answer_days) on agency to app_user;
grant update (name, telephone, language) on person to app_user;
grant update (disabled_at) on membership to app_user;
grant update (withdrawn_at) on invitation to app_user;
grant update (read_at) on notification to app_user;
grant update (status, location) on idempotency_key to app_user;
grant update (name, alternate_name, description, email, website, legal_status, active, updated_at, edited_at) on organization to app_user;
grant update (name, description, address_line, address_line_2, city, region, postal_code, latitude, longitude, point_precision, time_zone, transportation, accessibility, languages, active, updated_at, edited_at) on location to app_user;
grant update (name, description, application_process, eligibility, minimum_age, maximum_age, fees, email, website, languages, status, updated_at, edited_at) on service to app_user;
grant update (takes_referrals, open_places, capacity_at, hours_text, active, updated_at, edited_at) on service_at_location to app_user;
grant update (number, extension, kind, note) on phone to app_user;
grant update (weekday, opens_minute, closes_minute, note) on opening_span to app_user;
grant update (from_day, until_day, closed, opens_minute, closes_minute, reason) on opening_exception to app_user;
grant update (state, starts_on, ends_on, payment_days, settings, updated_at) on agreement to app_user;
grant update (ends_on) on rate to app_user;
grant update (name, title, languages, left_at) on practitioner to app_user;
grant update (state, expires_on) on credential to app_user;
grant update (given_name, family_name, preferred_name, pronouns, birth_day, language, telephone, email, safe_contact, safe_contact_note, address_line, city, region, postal_code, latitude, longitude, point_precision, access_needs, restricted, updated_at) on client to app_user;
grant update (state, owner_membership_id, summary, restricted, closed_at, closing_reason) on "case" to app_user;
grant update (words, met_at) on need to app_user;
grant update (state, revoked_at, revoked_reason) on consent to app_user;
grant update (need_id, specialty_id, state, plan, urgency, answer_by, message, sent_at, answered_at, ended_at, outcome, outcome_words, reason_code, reason_words, closed_at, closed_by, version) on referral to app_user;
grant update (state, viewed_at, answered_at, answered_by, decline_code, words, waitlist_until) on offer to app_user;
grant update (answer, answered_by, answered_at) on offer_question to app_user;
grant update (closed_at) on disclosure to app_user;
grant update (name, starts_on, ends_on) on fund to app_user;
grant update (state, decided_by, decided_at) on "authorization" to app_user;
grant update (practitioner_id, location_id, rule, units_per_session, note, state, submitted_at, submitted_by, decided_at, decided_by, return_code, return_words) on billing_schedule to app_user;
grant update (state, cancelled_by, reason_words) on session to app_user;
grant update (current) on attendance to app_user;
grant update (holder, reference, updated_at) on payee to app_user;
grant update (note, state, version, submitted_at, submitted_by, due_on, decided_at, decided_by, reason_code, reason_words) on invoice to app_user;
grant update (state, approved_cents, reason_code, reason_words, edits, live) on invoice_line to app_user;
grant update (state, version, approved_by, approved_at, approved_digest, exported_at, exported_by, file_sha256, settled_at) on payment_batch to app_user;
grant update (state, sent_at, settled_at, settled_on, reference, return_code) on payment to app_user;
grant update (live) on payment_invoice to app_user;
--> statement-breakpoint
grant delete on location, service, service_at_location, service_specialty, phone, opening_span, opening_exception, case_member, schedule_item, invoice_line to app_user;
--> statement-breakpoint
-- The doorkeeper.
grant select, insert, update on person, account, membership, sign_in_session, reset_token, sign_in_throttle, invitation to app_auth;
grant delete on sign_in_session, sign_in_throttle to app_auth;
grant select on agency, organization to app_auth;
create policy "the doorkeeper names agencies" on agency for select to app_auth using (true);
create policy "the doorkeeper names organizations" on organization for select to app_auth using (true);
--> statement-breakpoint
-- The importer and the jobs.
grant select, insert, update, delete on
  organization, location, service, service_at_location, specialty, service_specialty, phone, opening_span, opening_exception,
  import_run, import_row, source_record to app_job;
grant select, insert, update on letter, credential, consent, practitioner to app_job;
grant select on transition to app_job;
--> statement-breakpoint
alter table session add constraint session_practitioner_in_one_place exclude using gist (practitioner_id with =, during with &&) where (state <> 'cancelled');
alter table session add constraint session_client_in_one_place exclude using gist (client_id with =, during with &&) where (state <> 'cancelled');
alter table rate add constraint rate_one_price exclude using gist (agreement_id with =, service_id with =, unit_type with =, daterange(starts_on, ends_on) with &&);
alter table transition add constraint transition_once unique (lifecycle, from_state, move);
insert into event_chain_head (id, seq, hash) values (1, 0, '\x00');
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Lifecycles: a state moves only along the transition table, and only from a desk that may. Definer functions of the house act as the system.
create function app.guard_state() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.state is distinct from tg_argv[1] then
      raise exception '% begins as %', tg_argv[0], tg_argv[1] using errcode = '23514', constraint = tg_argv[0] || '_begins', table = tg_table_name;
    end if;
    return new;
  end if;
  if new.state is distinct from old.state and not exists (
    select 1 from public.transition t
    where t.lifecycle = tg_argv[0] and t.from_state = old.state and t.to_state = new.state
      and (app.desk() = any(t.desks) or current_user in ('app_definer', 'app_job'))
  ) then
    raise exception '% does not go from % to %', tg_argv[0], old.state, new.state
      using errcode = '23514', constraint = tg_argv[0] || '_move', table = tg_table_name;
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.append_only() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501', table = tg_table_name;
end
$$;
--> statement-breakpoint
-- Adds one link at commit: what changed, by whom, and the digest of the row; never the row's own words.
-- In UTC, for the text of an instant depends on the zone of whoever reads it.
create function app.chain_link() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  head public.event_chain_head;
  held jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  changed text := '';
  line text;
  at_now timestamptz;
  digest bytea;
begin
  if tg_op = 'UPDATE' then
    select coalesce(string_agg(n.key, ',' order by n.key), '') into changed
    from jsonb_each(to_jsonb(new)) n where n.value is distinct from (to_jsonb(old) -> n.key);
    if changed = '' or (tg_table_name = 'sign_in_session' and changed = 'last_seen_at') then return null; end if;
  end if;
  -- The head is locked here and moved once, by chain_end: moving it for each link made a transaction of n rows wait for n * n.
  perform 1 from public.event_chain_head where id = 1 for update;
  select c.seq, c.hash into head.seq, head.hash from public.event_chain c order by c.seq desc limit 1;
  if not found then
    select h.seq, h.hash into head.seq, head.hash from public.event_chain_head h where h.id = 1;
  end if;
  at_now := clock_timestamp();
  line := concat_ws('|', head.seq + 1, to_char(at_now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(current_setting('app.actor_id', true), ''), coalesce(current_setting('app.membership_id', true), ''), session_user,
    coalesce(current_setting('app.request_id', true), ''), tg_table_name, tg_op, coalesce(held ->> 'id', held ->> 'seq', ''), changed,
    encode(sha256(convert_to(held::text, 'UTF8')), 'hex'));
  digest := sha256(head.hash || convert_to(line, 'UTF8'));
  insert into public.event_chain (seq, at, payload, prev, hash) values (head.seq + 1, at_now, line, head.hash, digest);
  perform set_config('app.chain_seq', (head.seq + 1)::text, true);
  return null;
end
$$;
--> statement-breakpoint
-- The last link of a transaction moves the head; the ones before it do nothing.
create function app.chain_end() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.seq::text = current_setting('app.chain_seq', true) then
    update public.event_chain_head set seq = new.seq, hash = new.hash, at = new.at where id = 1;
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- Writes an event in the actor's name; the only way into the event table.
create function app.record_event(
  event_name text, subject_kind text, subject uuid, event_facts jsonb,
  of_agency uuid, of_organization uuid, of_client uuid, of_case uuid, of_referral uuid
) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  made uuid;
begin
  -- A provider may act on a referral without knowing whose it is; the record knows.
  if of_referral is not null and (of_agency is null or of_client is null or of_case is null) then
    select coalesce(of_agency, r.agency_id), coalesce(of_client, r.client_id), coalesce(of_case, r.case_id)
      into of_agency, of_client, of_case from public.referral r where r.id = of_referral;
  end if;
  insert into public.event (name, subject_type, subject_id, facts, agency_id, organization_id, client_id, case_id, referral_id,
    actor_person_id, actor_membership_id, actor_label, request_id)
  values (event_name, subject_kind, subject, event_facts, of_agency, of_organization, of_client, of_case, of_referral,
    app.actor_id(), app.membership_id(),
    coalesce((
      select p.name || ', ' || coalesce(a.name, o.name)
      from public.membership m join public.person p on p.id = m.person_id
      left join public.agency a on a.id = m.agency_id left join public.organization o on o.id = m.organization_id
      where m.id = app.membership_id() and m.person_id = app.actor_id()), ''),
    coalesce(current_setting('app.request_id', true), ''))
  returning id into made;
  return made;
end
$$;
--> statement-breakpoint
-- Who of a house, in these roles, can be told something.
create function app.members_of(of_agency uuid, of_organization uuid, variadic roles text[]) returns table (membership_id uuid, language text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and current_setting('role') not in ('app_job', 'app_definer') then return; end if;
  return query
    select m.id, p.language from public.membership m join public.person p on p.id = m.person_id
    where (m.agency_id = of_agency or m.organization_id = of_organization) and m.role = any(roles) and m.disabled_at is null and p.disabled_at is null;
end
$$;
--> statement-breakpoint
-- One membership that stands, of whatever house: a provider's deed may have to tell a caseworker.
create function app.member_at(of_membership uuid) returns table (membership_id uuid, language text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and current_setting('role') not in ('app_job', 'app_definer') then return; end if;
  return query
    select m.id, p.language from public.membership m join public.person p on p.id = m.person_id
    where m.id = of_membership and m.disabled_at is null and p.disabled_at is null;
end
$$;
--> statement-breakpoint
create function app.notify(to_memberships uuid[], notice_kind text, subject_kind text, subject uuid, notice_path text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'nobody is asking' using errcode = '42501';
  end if;
  insert into public.notification (membership_id, kind, subject_type, subject_id, path)
  select unnest(to_memberships), notice_kind, subject_kind, subject, notice_path;
end
$$;
--> statement-breakpoint
-- Puts a letter for each membership into the outbox; the same effect twice is one letter.
create function app.post_letters(to_memberships uuid[], effect text, letter_kind text, letter_subject text, letter_body text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and current_setting('role') not in ('app_job', 'app_auth', 'app_definer') then
    raise exception 'nobody is asking' using errcode = '42501';
  end if;
  insert into public.letter (effect_key, to_email, language, kind, subject, body)
  select effect || ':' || m.id, p.email, p.language, letter_kind, letter_subject, letter_body
  from public.membership m join public.person p on p.id = m.person_id
  where m.id = any(to_memberships) and m.disabled_at is null and p.disabled_at is null
  on conflict (effect_key) do nothing;
end
$$;
--> statement-breakpoint
-- A letter to an address: invitations and resets, where no membership stands yet.
create function app.post_letter_to(address text, effect text, letter_kind text, letter_subject text, letter_body text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if app.desk() = 'system' and current_setting('role') not in ('app_job', 'app_auth', 'app_definer') then
    raise exception 'nobody is asking' using errcode = '42501';
  end if;
  insert into public.letter (effect_key, to_email, kind, subject, body) values (effect, address, letter_kind, letter_subject, letter_body)
  on conflict (effect_key) do nothing;
end
$$;
--> statement-breakpoint
-- The provider's only way to a client's facts: the fields of a live disclosure, and a mark that they were read. Null when nothing is live.
create function app.read_disclosed_client(of_referral uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  d public.disclosure;
  k public.client;
  shown jsonb := '{}';
begin
  select * into d from public.disclosure where referral_id = of_referral and id = any(app.live_disclosures());
  if not found then return null; end if;
  select * into k from public.client where id = d.client_id;
  update public.disclosure set first_read_at = app.clock() where id = d.id and first_read_at is null;
  if 'name' = any(d.fields) then shown := shown || jsonb_build_object('name', k.given_name || ' ' || k.family_name, 'preferredName', k.preferred_name); end if;
  if 'pronouns' = any(d.fields) then shown := shown || jsonb_build_object('pronouns', k.pronouns); end if;
  if 'birth_day' = any(d.fields) then shown := shown || jsonb_build_object('birthDay', k.birth_day); end if;
  if 'language' = any(d.fields) then shown := shown || jsonb_build_object('language', k.language); end if;
  if 'telephone' = any(d.fields) then
    shown := shown || jsonb_build_object('telephone', k.telephone, 'safeContact', k.safe_contact, 'safeContactNote', k.safe_contact_note);
  end if;
  if 'email' = any(d.fields) then
    shown := shown || jsonb_build_object('email', k.email, 'safeContact', k.safe_contact, 'safeContactNote', k.safe_contact_note);
  end if;
  if 'address' = any(d.fields) then
    shown := shown || jsonb_build_object('addressLine', k.address_line, 'city', k.city, 'region', k.region, 'postalCode', k.postal_code);
  end if;
  if 'access_needs' = any(d.fields) then shown := shown || jsonb_build_object('accessNeeds', k.access_needs); end if;
  return jsonb_build_object('disclosureId', d.id, 'clientId', d.client_id, 'consentId', d.consent_id, 'endsAt', d.ends_at, 'fields', to_jsonb(d.fields), 'client', shown);
end
$$;
--> statement-breakpoint
-- Names for a provider's lists, of clients whose name is disclosed to it now.
create function app.disclosed_names() returns table (client_id uuid, referral_id uuid, name text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select d.client_id, d.referral_id, k.given_name || ' ' || k.family_name
    from public.disclosure d join public.client k on k.id = d.client_id
    where d.id = any(app.live_disclosures()) and 'name' = any(d.fields);
end
$$;
--> statement-breakpoint
-- What finance and auditors see instead of a name: the agency's client number.
create function app.client_numbers(of_clients uuid[]) returns table (client_id uuid, number text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select k.id, k.number from public.client k
    where k.id = any(of_clients)
      and (k.agency_id = any(app.agencies_where('caseworker', 'supervisor', 'finance_reviewer', 'finance_approver', 'auditor'))
        or exists (select 1 from public."authorization" a where a.client_id = k.id and a.organization_id = any(app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))));
end
$$;
--> statement-breakpoint
-- The first acceptance wins: the referral is locked, then its offers, and the others close in the same breath. Answers what happened.
create function app.accept_offer(of_offer uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  o public.offer;
  r public.referral;
begin
  select * into o from public.offer where id = of_offer and organization_id = any(app.organizations_where('coordinator', 'organization_administrator'));
  if not found then return 'absent'; end if;
  select * into r from public.referral where id = o.referral_id for update;
  select * into o from public.offer where id = of_offer for update;
  if r.state <> 'sent' then return case when r.state = 'accepted' then 'taken' else 'closed' end; end if;
  if o.state not in ('offered', 'viewed', 'waitlisted') then return 'answered'; end if;
  if not exists (
    select 1 from public.disclosure d join public.consent c on c.id = d.consent_id and c.client_id = r.client_id
      and (c.organization_id is null or c.organization_id = o.organization_id)
    where d.referral_id = r.id and d.organization_id = o.organization_id and d.closed_at is null and d.ends_at > app.clock()
      and c.state = 'active' and c.starts_at <= app.clock() and c.ends_at > app.clock()) then
    return 'no_consent';
  end if;
  update public.offer set state = 'superseded', answered_at = app.clock()
    where referral_id = r.id and id <> o.id and state in ('offered', 'viewed', 'info_requested', 'waitlisted');
  update public.offer set state = 'accepted', identified = true, answered_at = app.clock(), answered_by = app.membership_id() where id = o.id;
  update public.referral set state = 'accepted', answered_at = app.clock(), version = version + 1 where id = r.id;
  return 'accepted';
end
$$;
--> statement-breakpoint
-- Locks a provider's own offer, the referral first as everybody does, and tells its state. Null when it is not theirs to answer.
create function app.lock_offer(of_offer uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare
  o public.offer;
begin
  select * into o from public.offer where id = of_offer and organization_id = any(app.organizations_where('coordinator', 'organization_administrator'));
  if not found then return null; end if;
  perform 1 from public.referral where id = o.referral_id for update;
  select * into o from public.offer where id = of_offer for update;
  return o.state;
end
$$;
--> statement-breakpoint
-- Who carries a referral at the agency: the owner of its case and whoever wrote it. Told only to its own agency and to providers with an offer.
create function app.referral_carers(of_referral uuid) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((
    select array_agg(distinct m.id) from public.referral r
    join public."case" k on k.id = r.case_id
    join public.membership m on m.id in (k.owner_membership_id, r.created_by) and m.disabled_at is null
    where r.id = of_referral and (
      current_setting('role') in ('app_job', 'app_definer')
      or exists (select 1 from app.standing() s where s.agency_id = r.agency_id)
      or exists (select 1 from public.offer o join app.standing() s on s.organization_id = o.organization_id where o.referral_id = r.id))), '{}');
end
$$;
--> statement-breakpoint
-- A referral that ends before or against its provider takes its open offers along and closes what was disclosed for it.
create function app.settle_referral() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state in ('withdrawn', 'expired', 'entered_in_error') then
    update public.offer set state = case when new.state = 'expired' then 'lapsed' else 'withdrawn' end, answered_at = app.clock()
      where referral_id = new.id and state in ('offered', 'viewed', 'info_requested', 'waitlisted');
    update public.offer set state = 'withdrawn' where referral_id = new.id and state = 'accepted';
  end if;
  if new.state in ('withdrawn', 'expired', 'entered_in_error', 'cancelled') then
    update public.disclosure set closed_at = app.clock() where referral_id = new.id and closed_at is null;
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- Lets referrals expire whose last day for an answer is over in their agency's zone; a few at a time, each once.
create function app.expire_referrals(most integer) returns table (referral_id uuid, agency_id uuid, case_id uuid, client_id uuid, organizations uuid[])
language plpgsql volatile security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query
    with overdue as (
      select r.id from public.referral r join public.agency a on a.id = r.agency_id
      where r.state = 'sent' and r.answer_by < (app.clock() at time zone a.time_zone)::date
      order by r.answer_by, r.id limit most for update of r skip locked
    ), ended as (
      update public.referral r set state = 'expired', ended_at = app.clock(), version = r.version + 1 from overdue
      where r.id = overdue.id returning r.id, r.agency_id, r.case_id, r.client_id
    )
    select e.id, e.agency_id, e.case_id, e.client_id, array(select o.organization_id from public.offer o where o.referral_id = e.id) from ended e;
end
$$;
--> statement-breakpoint
-- Which of these hashes no document row names any more; the store may let their bytes go.
create function app.unnamed_documents(hashes text[]) returns setof text language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a job of the house' using errcode = '42501';
  end if;
  return query select h from unnest(hashes) h where not exists (select 1 from public.document d where d.sha256 = h);
end
$$;
--> statement-breakpoint
-- When an offer ends, what was disclosed for it closes; when the last one ended by a decline, the referral is declined.
create function app.settle_offer() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state in ('declined', 'superseded') then
    -- Two declines at the same moment must not each take the other's offer for open.
    perform 1 from public.referral r where r.id = new.referral_id for update;
  end if;
  if new.state = 'superseded' then
    perform app.notify(array(select m.membership_id from app.members_of(null, new.organization_id, 'coordinator', 'organization_administrator') m),
      'offer.superseded', 'offer', new.id, '/portal/offers/' || new.id);
  end if;
  if new.state in ('declined', 'withdrawn', 'lapsed', 'superseded') then
    update public.disclosure set closed_at = app.clock()
      where referral_id = new.referral_id and organization_id = new.organization_id and closed_at is null
        and not exists (select 1 from public.offer o where o.referral_id = new.referral_id and o.organization_id = new.organization_id
          and o.id <> new.id and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted'));
  end if;
  if new.state = 'declined' then
    update public.referral r set state = 'declined', answered_at = app.clock(), ended_at = app.clock(), version = version + 1
      where r.id = new.referral_id and r.state = 'sent'
        and not exists (select 1 from public.offer o where o.referral_id = r.id and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted'));
  end if;
  return null;
end
$$;
--> statement-breakpoint
create function app.guard_offer() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.referral r where r.id = new.referral_id for update;
  if (select count(*) from public.offer o where o.referral_id = new.referral_id and o.state in ('offered', 'viewed', 'info_requested', 'waitlisted')) >= 3 then
    raise exception 'at most three offers at once' using errcode = '23514', constraint = 'offer_at_most_three', table = 'offer';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A revoked or expired consent closes what leant on it, at once.
create function app.settle_consent() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state in ('revoked', 'expired') then
    update public.disclosure set closed_at = app.clock() where consent_id = new.id and closed_at is null;
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- A disclosure shows no more than its consent allows, to nobody else, and no longer.
create function app.guard_disclosure() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  c public.consent;
begin
  select * into c from public.consent where id = new.consent_id;
  if c.state <> 'active' or c.ends_at <= app.clock() or not (new.fields <@ c.fields) or new.ends_at > c.ends_at
    or (c.organization_id is not null and c.organization_id <> new.organization_id) then
    raise exception 'not covered by the consent' using errcode = '23514', constraint = 'disclosure_within_consent', table = 'disclosure';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.person_of(of_membership uuid) returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select m.person_id from public.membership m where m.id = of_membership);
end
$$;
--> statement-breakpoint
-- Up to the agency's limit a caseworker decides alone; above it a supervisor who is somebody else.
create function app.guard_authorization() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  allowed bigint;
begin
  if (old.state = 'proposed' and new.state = 'active' or new.state = 'revoked' and old.state <> 'revoked')
    and app.desk() <> 'system' and new.decided_by is distinct from app.membership_id() then
    raise exception 'a decision is made in one''s own name' using errcode = '23514', constraint = 'authorization_own_name', table = 'authorization';
  end if;
  if new.state = 'active' and old.state = 'proposed' then
    select caseworker_limit_cents into allowed from public.agency where id = new.agency_id;
    if new.decided_by is null then
      raise exception 'somebody decides' using errcode = '23514', constraint = 'authorization_decided', table = 'authorization';
    end if;
    if round(new.units * new.rate_cents) > allowed and (
      app.person_of(new.decided_by) = app.person_of(new.proposed_by)
      or not exists (select 1 from public.membership m where m.id = new.decided_by and m.role = 'supervisor' and m.agency_id = new.agency_id)
    ) then
      raise exception 'above the limit a supervisor decides' using errcode = '23514', constraint = 'authorization_four_eyes', table = 'authorization';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.guard_schedule() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state <> old.state and app.desk() <> 'system' and (
    new.state in ('approved', 'returned') and new.decided_by is distinct from app.membership_id()
    or new.state = 'submitted' and new.submitted_by is distinct from app.membership_id()) then
    raise exception 'a decision is made in one''s own name' using errcode = '23514', constraint = 'schedule_own_name', table = 'billing_schedule';
  end if;
  if new.state = 'approved' and old.state <> 'approved' and app.person_of(new.decided_by) is not distinct from app.person_of(new.submitted_by) then
    raise exception 'who sent it does not approve it' using errcode = '23514', constraint = 'schedule_four_eyes', table = 'billing_schedule';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A session lies inside its authorization, which holds, by the local day of the authorization's zone; its schedule is approved.
create function app.guard_session() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  a public."authorization";
begin
  select * into a from public."authorization" where id = new.authorization_id;
  if (new.starts_at at time zone a.time_zone)::date < a.starts_on or ((new.ends_at - interval '1 microsecond') at time zone a.time_zone)::date >= a.ends_on then
    raise exception 'outside the authorization' using errcode = '23514', constraint = 'session_inside_authorization', table = 'session';
  end if;
  if a.state <> 'active' then
    raise exception 'the authorization does not hold' using errcode = '23514', constraint = 'session_of_active_authorization', table = 'session';
  end if;
  if not exists (select 1 from public.billing_schedule b
    where b.id = new.schedule_id and b.state = 'approved' and b.authorization_id = new.authorization_id and b.referral_id = new.referral_id) then
    raise exception 'the schedule is not approved' using errcode = '23514', constraint = 'session_of_approved_schedule', table = 'session';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Attendance is of a session that was held, by time that really passed; the units are drawn from the authorization under its lock.
create function app.guard_attendance() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  a public."authorization";
  s public.session;
  minutes numeric;
begin
  select * into a from public."authorization" where id = new.authorization_id for update;
  select * into s from public.session where id = new.session_id for update;
  if tg_op = 'UPDATE' then
    if old.current and not new.current and exists (select 1 from public.invoice_line l where l.attendance_id = old.id and l.live) then
      raise exception 'billed already' using errcode = '23514', constraint = 'attendance_billed', table = 'attendance';
    end if;
    if new.current and not old.current then
      raise exception 'set aside for good' using errcode = '23514', constraint = 'attendance_set_aside', table = 'attendance';
    end if;
    return new;
  end if;
  if s.state <> 'held' or s.authorization_id <> new.authorization_id then
    raise exception 'the session was not held' using errcode = '23514', constraint = 'attendance_of_held_session', table = 'attendance';
  end if;
  if s.starts_at > app.clock() then
    raise exception 'the session has not begun' using errcode = '23514', constraint = 'attendance_not_ahead', table = 'attendance';
  end if;
  -- What was not used has gone back to the fund, so afterwards a correction may only lower what was drawn.
  if a.state not in ('active', 'exhausted')
    and new.units > coalesce((select c.units from public.attendance c where c.id = new.corrects_id and c.session_id = new.session_id), 0) then
    raise exception 'the authorization has ended' using errcode = '23514', constraint = 'attendance_of_live_authorization', table = 'attendance';
  end if;
  if new.units > 0 and a.unit_type in ('quarter_hour', 'hour') then
    if new.started_at is null or new.ended_at is null or new.ended_at <= new.started_at then
      raise exception 'time is missing' using errcode = '23514', constraint = 'attendance_time', table = 'attendance';
    end if;
    minutes := extract(epoch from new.ended_at - new.started_at) / 60;
    if a.unit_type = 'quarter_hour' and new.units <> floor(minutes / 15) or a.unit_type = 'hour' and new.units <> floor(minutes / 60 * 100) / 100 then
      raise exception 'units are not the time that passed' using errcode = '23514', constraint = 'attendance_units_are_time', table = 'attendance';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.settle_attendance() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  used numeric;
begin
  select coalesce(sum(units), 0) into used from public.attendance where authorization_id = new.authorization_id and current;
  update public."authorization" set units_used = used,
    state = case when state = 'active' and used >= units then 'exhausted' when state = 'exhausted' and used < units then 'active' else state end
    where id = new.authorization_id and (units_used <> used);
  return null;
end
$$;
--> statement-breakpoint
-- A line is what was delivered at the rate that was authorized; it changes only while its invoice may.
create function app.guard_invoice_line() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  i public.invoice;
  d public.attendance;
  a public."authorization";
begin
  select * into i from public.invoice where id = coalesce(new.invoice_id, old.invoice_id) for update;
  if tg_op = 'DELETE' then
    if i.state not in ('draft', 'returned') then
      raise exception 'the invoice was sent' using errcode = '23514', constraint = 'invoice_line_frozen', table = 'invoice_line';
    end if;
    return old;
  end if;
  if tg_op = 'INSERT' then
    if i.state not in ('draft', 'returned') then
      raise exception 'the invoice was sent' using errcode = '23514', constraint = 'invoice_line_frozen', table = 'invoice_line';
    end if;
    select * into d from public.attendance where id = new.attendance_id for update;
    select * into a from public."authorization" where id = new.authorization_id;
    if not d.current or d.authorization_id <> new.authorization_id or d.units <> new.units or a.rate_cents <> new.rate_cents
      or not exists (select 1 from public.session s where s.id = d.session_id and s.service_day = new.service_day) then
      raise exception 'billed is what was delivered at the authorized rate' using errcode = '23514', constraint = 'invoice_line_is_delivery', table = 'invoice_line';
    end if;
    return new;
  end if;
  if (new.state, new.approved_cents, new.reason_code, new.reason_words) is distinct from (old.state, old.approved_cents, old.reason_code, old.reason_words)
    and i.state not in ('in_review', 'disputed') then
    raise exception 'the invoice is not in review' using errcode = '23514', constraint = 'invoice_line_in_review', table = 'invoice_line';
  end if;
  if new.edits is distinct from old.edits and i.state not in ('draft', 'returned') then
    raise exception 'the invoice was sent' using errcode = '23514', constraint = 'invoice_line_frozen', table = 'invoice_line';
  end if;
  -- A delivery is free to be billed again only when its invoice was given up or denied; never while it may be paid.
  if new.live is distinct from old.live and (new.live or i.state not in ('draft', 'returned', 'denied')) then
    raise exception 'the line counts' using errcode = '23514', constraint = 'invoice_line_counts', table = 'invoice_line';
  end if;
  if new.approved_cents > 0 and app.desk() not in ('finance', 'system') then
    raise exception 'finance decides' using errcode = '23514', constraint = 'invoice_line_finance', table = 'invoice_line';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.total_invoice() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  of_invoice uuid := case when tg_op = 'DELETE' then old.invoice_id else new.invoice_id end;
begin
  update public.invoice i set
    total_cents = coalesce((select sum(l.amount_cents) from public.invoice_line l where l.invoice_id = i.id and (l.live or i.state = 'denied')), 0),
    approved_cents = coalesce((select sum(l.approved_cents) from public.invoice_line l where l.invoice_id = i.id and l.live), 0)
  where i.id = of_invoice;
  return null;
end
$$;
--> statement-breakpoint
-- Nobody who took part approves: not who billed, delivered or authorized it. Approved is decided line by line.
create function app.guard_invoice() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  decider uuid := app.person_of(new.decided_by);
begin
  if (new.decided_by, new.decided_at) is distinct from (old.decided_by, old.decided_at) and old.state not in ('in_review', 'disputed')
    or (new.submitted_by, new.submitted_at) is distinct from (old.submitted_by, old.submitted_at) and not (new.state = 'submitted' and old.state <> 'submitted') then
    raise exception 'who did it stays' using errcode = '23514', constraint = 'invoice_signed', table = 'invoice';
  end if;
  if new.state = 'batched' and old.state <> 'batched' and not exists (
    select 1 from public.payment_invoice pi join public.payment p on p.id = pi.payment_id join public.payment_batch b on b.id = p.batch_id
    where pi.invoice_id = new.id and pi.live and b.state = 'open') then
    raise exception 'no batch holds it' using errcode = '23514', constraint = 'invoice_in_batch', table = 'invoice';
  end if;
  if new.state = 'paid' and old.state <> 'paid' and not exists (
    select 1 from public.payment_invoice pi join public.payment p on p.id = pi.payment_id where pi.invoice_id = new.id and pi.live and p.state = 'settled') then
    raise exception 'it was not paid' using errcode = '23514', constraint = 'invoice_of_payment', table = 'invoice';
  end if;
  if old.state = 'batched' and new.state in ('approved', 'partially_approved') and (
    (new.state = 'approved') <> (new.approved_cents = new.total_cents)
    or exists (select 1 from public.payment_invoice pi where pi.invoice_id = new.id and pi.live)) then
    raise exception 'a batch holds it' using errcode = '23514', constraint = 'invoice_out_of_batch', table = 'invoice';
  end if;
  if new.state in ('approved', 'partially_approved') and old.state = 'in_review' then
    if decider is null or app.desk() <> 'system' and new.decided_by is distinct from app.membership_id() or decider in (
      select app.person_of(new.created_by) union select app.person_of(new.submitted_by)
      union select app.person_of(d.recorded_by) from public.invoice_line l join public.attendance d on d.id = l.attendance_id where l.invoice_id = new.id
      union select app.person_of(a.proposed_by) from public.invoice_line l join public."authorization" a on a.id = l.authorization_id where l.invoice_id = new.id
      union select app.person_of(a.decided_by) from public.invoice_line l join public."authorization" a on a.id = l.authorization_id where l.invoice_id = new.id
    ) then
      raise exception 'who took part does not approve' using errcode = '23514', constraint = 'invoice_four_eyes', table = 'invoice';
    end if;
    if exists (select 1 from public.invoice_line l where l.invoice_id = new.id and l.live and l.state = 'pending') then
      raise exception 'a line is not decided' using errcode = '23514', constraint = 'invoice_every_line_decided', table = 'invoice';
    end if;
    if new.approved_cents = 0 or (new.state = 'approved') <> (new.approved_cents = new.total_cents) then
      raise exception 'the state does not fit the sum' using errcode = '23514', constraint = 'invoice_state_fits_sum', table = 'invoice';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Release takes a second person, none of whom approved an invoice in the batch or made it; the sums hold.
create function app.guard_batch() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  releaser uuid := app.person_of(new.approved_by);
begin
  if (new.approved_by, new.approved_at, new.approved_digest) is distinct from (old.approved_by, old.approved_at, old.approved_digest) and old.state <> 'open'
    or (new.file_sha256, new.exported_by, new.exported_at) is distinct from (old.file_sha256, old.exported_by, old.exported_at)
      and not (old.state = 'approved' and new.state = 'exported') then
    raise exception 'who did it stays' using errcode = '23514', constraint = 'batch_signed', table = 'payment_batch';
  end if;
  if new.state = 'exported' and old.state = 'approved' and (new.file_sha256 is null or new.exported_by is null) then
    raise exception 'no file was made' using errcode = '23514', constraint = 'batch_file', table = 'payment_batch';
  end if;
  if new.state = 'settled' and old.state <> 'settled' and exists (select 1 from public.payment p where p.batch_id = new.id and p.state in ('queued', 'sent')) then
    raise exception 'a payment is on its way' using errcode = '23514', constraint = 'batch_every_payment_ended', table = 'payment_batch';
  end if;
  if new.state = 'discarded' and old.state = 'open' and exists (
    select 1 from public.payment p left join public.payment_invoice pi on pi.payment_id = p.id and pi.live
    where p.batch_id = new.id and (p.state <> 'dropped' or pi.id is not null)) then
    raise exception 'its invoices are not free' using errcode = '23514', constraint = 'batch_given_up_whole', table = 'payment_batch';
  end if;
  if new.state = 'approved' and old.state = 'open' then
    if releaser is null or releaser = app.person_of(new.created_by) or releaser in (
      select app.person_of(i.decided_by) from public.payment p join public.payment_invoice pi on pi.payment_id = p.id and pi.live
      join public.invoice i on i.id = pi.invoice_id where p.batch_id = new.id) then
      raise exception 'who prepared or approved does not release' using errcode = '23514', constraint = 'batch_four_eyes', table = 'payment_batch';
    end if;
    if not exists (select 1 from public.membership m where m.id = new.approved_by and m.role = 'finance_approver' and m.agency_id = new.agency_id) then
      raise exception 'a finance approver releases' using errcode = '23514', constraint = 'batch_approver', table = 'payment_batch';
    end if;
    if not exists (select 1 from public.payment p where p.batch_id = new.id and p.state = 'queued') or exists (
      select 1 from public.payment p where p.batch_id = new.id and p.state = 'queued'
        and p.amount_cents <> coalesce((select sum(pi.amount_cents) from public.payment_invoice pi where pi.payment_id = p.id and pi.live), 0)
    ) or exists (
      select 1 from public.payment p join public.payment_invoice pi on pi.payment_id = p.id and pi.live join public.invoice i on i.id = pi.invoice_id
      where p.batch_id = new.id and (pi.amount_cents <> i.approved_cents or i.state <> 'batched')
    ) then
      raise exception 'paid is what was approved' using errcode = '23514', constraint = 'batch_sums', table = 'payment_batch';
    end if;
  end if;
  return new;
end
$$;
--> statement-breakpoint
create function app.guard_payment_invoice() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  i public.invoice;
  batch_state text;
  payment_state text;
begin
  select b.state, p.state into batch_state, payment_state from public.payment p join public.payment_batch b on b.id = p.batch_id
    where p.id = new.payment_id for update of b;
  select * into i from public.invoice where id = new.invoice_id for update;
  if tg_op = 'INSERT' then
    if i.state not in ('approved', 'partially_approved', 'adjusted') or new.amount_cents <> i.approved_cents then
      raise exception 'paid is what was approved' using errcode = '23514', constraint = 'payment_invoice_approved', table = 'payment_invoice';
    end if;
    if batch_state is distinct from 'open' then
      raise exception 'the batch is closed' using errcode = '23514', constraint = 'payment_invoice_frozen', table = 'payment_invoice';
    end if;
    return new;
  end if;
  -- What is released or paid stays in its payment, so that no second one can hold it.
  if new.live is distinct from old.live and (new.live or not (batch_state = 'open' or payment_state = 'returned')) then
    raise exception 'the batch is closed' using errcode = '23514', constraint = 'payment_invoice_frozen', table = 'payment_invoice';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Posts one double entry. The same effect key twice is one posting. legs: [{"fund": id, "account": name, "cents": whole cents as text}].
create function app.post_ledger(
  of_agency uuid, entry_kind text, effect text, legs jsonb, of_authorization uuid, of_invoice uuid, of_payment uuid, reverses uuid
) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  made uuid;
begin
  if of_agency <> all(app.agencies_where('caseworker', 'supervisor', 'finance_reviewer', 'finance_approver'))
    and current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'not this agency' using errcode = '42501';
  end if;
  if entry_kind in ('grant', 'owe', 'pay', 'unpay') and app.desk() not in ('finance', 'system') then
    raise exception 'finance posts this' using errcode = '42501';
  end if;
  if entry_kind = 'grant' and of_agency <> all(app.agencies_where('finance_approver')) and current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'a finance approver grants' using errcode = '42501';
  end if;
  perform 1 from public.fund f where f.id in (select (leg ->> 'fund')::uuid from jsonb_array_elements(legs) leg) order by f.id for update;
  insert into public.ledger_transaction (agency_id, kind, effect_key, authorization_id, invoice_id, payment_id, reverses_id, posted_by)
    values (of_agency, entry_kind, effect, of_authorization, of_invoice, of_payment, reverses, app.membership_id())
    on conflict (effect_key) do nothing returning id into made;
  if made is null then return (select id from public.ledger_transaction where effect_key = effect); end if;
  insert into public.ledger_entry (agency_id, transaction_id, fund_id, account, amount_cents)
    select of_agency, made, (leg ->> 'fund')::uuid, leg ->> 'account', (leg ->> 'cents')::bigint from jsonb_array_elements(legs) leg;
  if exists (
    select 1 from public.ledger_entry e
    where e.fund_id in (select (leg ->> 'fund')::uuid from jsonb_array_elements(legs) leg) and e.account in ('available', 'reserved', 'payable', 'paid')
    group by e.fund_id, e.account having sum(e.amount_cents) < 0
  ) then
    raise exception 'a fund is never overdrawn' using errcode = '23514', constraint = 'fund_never_overdrawn', table = 'ledger_entry';
  end if;
  return made;
end
$$;
--> statement-breakpoint
create function app.check_ledger() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  t public.ledger_transaction;
begin
  if (select sum(e.amount_cents) from public.ledger_entry e where e.transaction_id = new.transaction_id) <> 0 then
    raise exception 'a double entry sums to zero' using errcode = '23514', constraint = 'ledger_sums_to_zero', table = 'ledger_entry';
  end if;
  select * into t from public.ledger_transaction where id = new.transaction_id;
  if t.kind = 'owe' and not exists (
    select 1 from public.invoice i where i.id = t.invoice_id and i.approved_cents = (
      select sum(e.amount_cents) from public.ledger_entry e join public.ledger_transaction o on o.id = e.transaction_id
      where o.invoice_id = i.id and o.kind = 'owe' and e.account = 'payable')) then
    raise exception 'owed is what was approved' using errcode = '23514', constraint = 'ledger_owes_what_was_approved', table = 'ledger_entry';
  end if;
  if t.kind in ('pay', 'unpay') and not exists (
    select 1 from public.payment p where p.id = t.payment_id and (case when p.state = 'settled' then p.amount_cents else 0 end) = (
      select sum(e.amount_cents) from public.ledger_entry e join public.ledger_transaction o on o.id = e.transaction_id
      where o.payment_id = p.id and o.kind in ('pay', 'unpay') and e.account = 'paid')) then
    raise exception 'paid is what was settled' using errcode = '23514', constraint = 'ledger_pays_what_was_settled', table = 'ledger_entry';
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- A person keeps their rights only while they stand: a disabled membership or person ends its sessions in the same breath.
create function app.end_sessions() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.disabled_at is not null and old.disabled_at is null then
    if tg_table_name = 'membership' then
      update public.sign_in_session set revoked_at = app.clock() where membership_id = new.id and revoked_at is null;
    else
      update public.sign_in_session set revoked_at = app.clock() where person_id = new.id and revoked_at is null;
    end if;
  end if;
  return null;
end
$$;
--> statement-breakpoint
-- The next number of a kind for a house, without gaps under its lock: C-0001, R-0001 …
create function app.next_number(of_house uuid, kind text) returns text language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  n bigint;
begin
  if of_house <> all(app.agencies_where('caseworker', 'supervisor', 'network_manager', 'finance_reviewer', 'finance_approver', 'administrator')
    || app.organizations_where('coordinator', 'practitioner', 'biller', 'organization_administrator'))
    and current_setting('role') not in ('app_job', 'app_definer') then
    raise exception 'not this house' using errcode = '42501';
  end if;
  insert into public.number_series (house_id, kind, last) values (of_house, next_number.kind, 1)
    on conflict on constraint number_series_once do update set last = public.number_series.last + 1 returning last into n;
  return next_number.kind || '-' || lpad(n::text, greatest(4, length(n::text)), '0');
end
$$;
--> statement-breakpoint
do $$
declare
  f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p where p.pronamespace = 'app'::regnamespace and p.proowner = 'app_definer'::regrole loop
    execute format('revoke all on function %s from public', f.signature);
    execute format('grant execute on function %s to app_user, app_auth, app_job, app_owner', f.signature);
  end loop;
end
$$;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
revoke all on function app.new_id(), app.clock(), app.actor_id(), app.membership_id() from public;
grant execute on function app.new_id(), app.clock(), app.actor_id(), app.membership_id() to app_user, app_auth, app_job, app_definer;
--> statement-breakpoint
do $$
declare
  t record;
begin
  for t in select * from (values
    ('agreement', 'agreement', 'draft'), ('credential', 'credential', 'unverified'), ('case', 'case', 'intake'), ('consent', 'consent', 'active'),
    ('referral', 'referral', 'draft'), ('offer', 'offer', 'offered'), ('authorization', 'authorization', 'proposed'),
    ('billing_schedule', 'schedule', 'draft'), ('session', 'session', 'planned'), ('invoice', 'invoice', 'draft'), ('invoice_line', 'line', 'pending'),
    ('payment_batch', 'batch', 'open'), ('payment', 'payment', 'queued')) as g(tab, life, first) loop
    execute format('create trigger a_guard_state before insert or update of state on public.%I for each row execute function app.guard_state(%L, %L)', t.tab, t.life, t.first);
  end loop;
  for t in select unnest(array['event', 'event_chain', 'ledger_transaction', 'ledger_entry', 'case_note', 'progress_note']) as tab loop
    execute format('create trigger append_only before update or delete on public.%I for each row execute function app.append_only()', t.tab);
    execute format('create trigger append_only_truncate before truncate on public.%I for each statement execute function app.append_only()', t.tab);
  end loop;
end
$$;
--> statement-breakpoint
create trigger b_guard_offer before insert on offer for each row execute function app.guard_offer();
create trigger c_settle_offer after update of state on offer for each row when (old.state is distinct from new.state) execute function app.settle_offer();
create trigger c_settle_referral after update of state on referral for each row when (old.state is distinct from new.state) execute function app.settle_referral();
create trigger c_settle_consent after update of state on consent for each row execute function app.settle_consent();
create trigger b_guard_disclosure before insert on disclosure for each row execute function app.guard_disclosure();
create trigger b_guard_authorization before update on "authorization" for each row execute function app.guard_authorization();
create trigger b_guard_schedule before update on billing_schedule for each row execute function app.guard_schedule();
create trigger b_guard_session before insert on session for each row execute function app.guard_session();
create trigger b_guard_attendance before insert or update on attendance for each row execute function app.guard_attendance();
create trigger c_settle_attendance after insert or update on attendance for each row execute function app.settle_attendance();
create trigger b_guard_invoice_line before insert or update or delete on invoice_line for each row execute function app.guard_invoice_line();
create trigger c_total_invoice after insert or update or delete on invoice_line for each row execute function app.total_invoice();
create trigger b_guard_invoice before update on invoice for each row execute function app.guard_invoice();
create trigger b_guard_batch before update on payment_batch for each row execute function app.guard_batch();
create trigger b_guard_payment_invoice before insert or update on payment_invoice for each row execute function app.guard_payment_invoice();
create constraint trigger c_check_ledger after insert on ledger_entry deferrable initially deferred for each row execute function app.check_ledger();
create trigger c_end_sessions after update on membership for each row execute function app.end_sessions();
create trigger c_end_sessions after update on person for each row execute function app.end_sessions();
create constraint trigger z_chain_end after insert on event_chain deferrable initially deferred for each row execute function app.chain_end();
--> statement-breakpoint
-- What holds for every table, row-level security forced, nothing for the public,
-- guards that see every row, and a link in the record for every change.
do $$
declare
  t record;
begin
  for t in select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
    execute format('alter table public.%I enable row level security', t.name);
    execute format('alter table public.%I force row level security', t.name);
    execute format('drop policy if exists "guards see every row" on public.%I', t.name);
    execute format('create policy "guards see every row" on public.%I for all to app_definer using (true) with check (true)', t.name);
    execute format('revoke all on public.%I from public', t.name);
    execute format('grant select, insert, update, delete on public.%I to app_definer', t.name);
  end loop;
  -- Left out: the chain itself, what changes with every request, and staging rows that are thrown away.
  for t in select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and c.relname not in ('event_chain', 'event_chain_head', 'idempotency_key', 'transition', 'sign_in_throttle', 'letter', 'number_series', 'notification', 'source_record')
    and c.relname not like 'import\_%' loop
    execute format('drop trigger if exists z_chain_link on public.%I', t.name);
    execute format('create constraint trigger z_chain_link after insert or update or delete on public.%I deferrable initially deferred for each row execute function app.chain_link()', t.name);
  end loop;
end
$$;
--> statement-breakpoint
-- Nobody signs in another's name, a provider changes only its own part of a referral, and payees are kept apart.
grant select on payee to app_user;
grant insert (organization_id, holder, reference) on payee to app_user;
grant update (holder, reference, updated_at) on payee to app_user;
-- What the directory's other words are: people write them too, not only an import.
grant insert (alternate_name, email, website, mail_address), update (alternate_name, email, website, mail_address) on location to app_user;
grant insert (alternate_name, program_name, required_documents, service_area, interpretation, accepted_payments, wait_time, alert),
  update (alternate_name, program_name, required_documents, service_area, interpretation, accepted_payments, wait_time, alert) on service to app_user;
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
-- Who did it is who is asking. The columns are the trigger's arguments.
create function app.guard_author() returns trigger language plpgsql set search_path = '' as $$
declare
  signer text;
begin
  foreach signer in array tg_argv loop
    if (to_jsonb(new) ->> signer) is distinct from (to_jsonb(old) ->> signer) and (to_jsonb(new) ->> signer) is not null
      and (to_jsonb(new) ->> signer) is distinct from app.membership_id()::text and current_user not in ('app_definer', 'app_job') then
      raise exception '% is who is asking', signer using errcode = '42501', table = tg_table_name;
    end if;
  end loop;
  return new;
end
$$;
--> statement-breakpoint
-- A provider moves a referral and says how it ended; what was asked for stays as the agency wrote it.
create function app.guard_referral() returns trigger language plpgsql set search_path = '' as $$
declare
  theirs constant text[] := array['state', 'outcome', 'outcome_words', 'reason_code', 'reason_words', 'ended_at', 'version'];
begin
  if app.desk() = 'portal' and current_user not in ('app_definer', 'app_job') and (to_jsonb(new) - theirs) is distinct from (to_jsonb(old) - theirs) then
    raise exception 'the agency wrote this' using errcode = '42501', table = 'referral';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- A payment joins a batch only while it is open, and moves only as far as its batch.
create function app.guard_payment() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  batch_state text;
begin
  if tg_op = 'UPDATE' and new.state = old.state then return new; end if;
  select b.state into batch_state from public.payment_batch b where b.id = new.batch_id for update;
  if tg_op = 'INSERT' then
    if batch_state is distinct from 'open' then
      raise exception 'the batch is closed' using errcode = '23514', constraint = 'payment_in_open_batch', table = 'payment';
    end if;
    return new;
  end if;
  -- Money leaves only after a second person released it, and is paid only after it left.
  if new.state = 'sent' and batch_state not in ('approved', 'exported')
    or new.state in ('settled', 'returned') and batch_state not in ('exported', 'partly_returned')
    or new.state = 'dropped' and batch_state <> 'open'
    or new.state = 'settled' and new.settled_on is null then
    raise exception 'the batch is not there yet' using errcode = '23514', constraint = 'payment_follows_batch', table = 'payment';
  end if;
  return new;
end
$$;
--> statement-breakpoint
-- Which providers the manager's agency asked although no agreement is in force: how often and when last, and nothing about whom.
create function app.asked_without_agreement(since timestamptz) returns table (organization_id uuid, asked integer, last_asked_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select o.organization_id, count(distinct o.referral_id)::integer, max(o.created_at) from public.offer o
  where o.agency_id = any(app.agencies_where('network_manager')) and o.created_at >= since and not exists (
    select 1 from public.agreement a where a.agency_id = o.agency_id and a.organization_id = o.organization_id and a.state = 'active'
      and app.clock()::date >= a.starts_on and app.clock()::date < a.ends_on)
  group by o.organization_id
$$;
--> statement-breakpoint
-- How many administrators of its own a provider of the manager's network has; none is known outside it.
create function app.administrators_of(of_organization uuid) returns integer language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public.membership m
  where m.organization_id = of_organization and m.role = 'organization_administrator' and m.disabled_at is null
    and of_organization = any(app.organizations_in_network())
$$;
--> statement-breakpoint
revoke all on function app.asked_without_agreement(timestamptz), app.administrators_of(uuid) from public;
grant execute on function app.asked_without_agreement(timestamptz), app.administrators_of(uuid) to app_user;
--> statement-breakpoint
revoke all on function app.guard_author(), app.guard_referral(), app.guard_payment() from public;
grant execute on function app.guard_author(), app.guard_referral(), app.guard_payment() to app_user, app_auth, app_job, app_owner;
--> statement-breakpoint
set local role app_owner;
--> statement-breakpoint
create trigger b_guard_author before update on referral for each row execute function app.guard_author('closed_by');
create trigger b_guard_author before update on offer for each row execute function app.guard_author('answered_by');
create trigger b_guard_author before update on "authorization" for each row execute function app.guard_author('decided_by');
create trigger b_guard_author before update on billing_schedule for each row execute function app.guard_author('submitted_by', 'decided_by');
create trigger b_guard_author before update on invoice for each row execute function app.guard_author('submitted_by', 'decided_by');
create trigger b_guard_author before update on payment_batch for each row execute function app.guard_author('approved_by', 'exported_by');
create trigger b_guard_referral before update on referral for each row execute function app.guard_referral();
create trigger b_guard_payment before insert or update on payment for each row execute function app.guard_payment();
--> statement-breakpoint
set local role app_definer;
--> statement-breakpoint
insert into transition (lifecycle, from_state, move, to_state, desks) values
  ('agreement', 'draft', 'activate', 'active', '{network}'),
  ('agreement', 'draft', 'discard', 'ended', '{network}'),
  ('agreement', 'active', 'suspend', 'suspended', '{network}'),
  ('agreement', 'active', 'end', 'ended', '{network}'),
  ('agreement', 'suspended', 'reinstate', 'active', '{network}'),
  ('agreement', 'suspended', 'end', 'ended', '{network}'),
  ('credential', 'unverified', 'verify', 'verified', '{network}'),
  ('credential', 'unverified', 'revoke', 'revoked', '{network}'),
  ('credential', 'unverified', 'expire', 'expired', '{system}'),
  ('credential', 'verified', 'warn', 'expiring', '{system}'),
  ('credential', 'verified', 'expire', 'expired', '{system}'),
  ('credential', 'verified', 'revoke', 'revoked', '{network}'),
  ('credential', 'expiring', 'renew', 'verified', '{network}'),
  ('credential', 'expiring', 'expire', 'expired', '{system}'),
  ('credential', 'expiring', 'revoke', 'revoked', '{network}'),
  ('credential', 'expired', 'renew', 'verified', '{network}'),
  ('case', 'intake', 'assess', 'assessment', '{agency}'),
  ('case', 'intake', 'close', 'closed', '{agency}'),
  ('case', 'assessment', 'plan', 'planning', '{agency}'),
  ('case', 'assessment', 'close', 'closed', '{agency}'),
  ('case', 'planning', 'activate', 'active', '{agency}'),
  ('case', 'planning', 'close', 'closed', '{agency}'),
  ('case', 'active', 'monitor', 'monitoring', '{agency}'),
  ('case', 'active', 'close', 'closed', '{agency}'),
  ('case', 'monitoring', 'activate', 'active', '{agency}'),
  ('case', 'monitoring', 'close', 'closed', '{agency}'),
  ('case', 'closed', 'reopen', 'reopened', '{agency}'),
  ('case', 'reopened', 'assess', 'assessment', '{agency}'),
  ('case', 'reopened', 'activate', 'active', '{agency}'),
  ('case', 'reopened', 'close', 'closed', '{agency}'),
  ('consent', 'active', 'expire', 'expired', '{system}'),
  ('consent', 'active', 'revoke', 'revoked', '{agency}'),
  ('referral', 'draft', 'send', 'sent', '{agency}'),
  ('referral', 'draft', 'discard', 'withdrawn', '{agency}'),
  ('referral', 'draft', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'sent', 'accept', 'accepted', '{portal}'),
  ('referral', 'sent', 'decline', 'declined', '{portal}'),
  ('referral', 'sent', 'expire', 'expired', '{system}'),
  ('referral', 'sent', 'withdraw', 'withdrawn', '{agency}'),
  ('referral', 'sent', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'accepted', 'start', 'in_progress', '{portal}'),
  ('referral', 'accepted', 'cancel', 'cancelled', '{agency,portal}'),
  ('referral', 'accepted', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'in_progress', 'hold', 'on_hold', '{portal}'),
  ('referral', 'in_progress', 'complete', 'completed', '{portal}'),
  ('referral', 'in_progress', 'fail', 'not_completed', '{portal}'),
  ('referral', 'in_progress', 'cancel', 'cancelled', '{agency,portal}'),
  ('referral', 'in_progress', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'on_hold', 'resume', 'in_progress', '{portal}'),
  ('referral', 'on_hold', 'cancel', 'cancelled', '{agency,portal}'),
  ('referral', 'on_hold', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'completed', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'not_completed', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'declined', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'expired', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'withdrawn', 'retract', 'entered_in_error', '{agency}'),
  ('referral', 'cancelled', 'retract', 'entered_in_error', '{agency}'),
  ('offer', 'offered', 'view', 'viewed', '{portal}'),
  ('offer', 'offered', 'accept', 'accepted', '{portal}'),
  ('offer', 'offered', 'decline', 'declined', '{portal}'),
  ('offer', 'offered', 'ask', 'info_requested', '{portal}'),
  ('offer', 'offered', 'waitlist', 'waitlisted', '{portal}'),
  ('offer', 'offered', 'lapse', 'lapsed', '{system}'),
  ('offer', 'offered', 'withdraw', 'withdrawn', '{agency}'),
  ('offer', 'offered', 'supersede', 'superseded', '{system}'),
  ('offer', 'viewed', 'accept', 'accepted', '{portal}'),
  ('offer', 'viewed', 'decline', 'declined', '{portal}'),
  ('offer', 'viewed', 'ask', 'info_requested', '{portal}'),
  ('offer', 'viewed', 'waitlist', 'waitlisted', '{portal}'),
  ('offer', 'viewed', 'lapse', 'lapsed', '{system}'),
  ('offer', 'viewed', 'withdraw', 'withdrawn', '{agency}'),
  ('offer', 'viewed', 'supersede', 'superseded', '{system}'),
  ('offer', 'info_requested', 'answer', 'offered', '{agency}'),
  ('offer', 'info_requested', 'decline', 'declined', '{portal}'),
  ('offer', 'info_requested', 'lapse', 'lapsed', '{system}'),
  ('offer', 'info_requested', 'withdraw', 'withdrawn', '{agency}'),
  ('offer', 'info_requested', 'supersede', 'superseded', '{system}'),
  ('offer', 'waitlisted', 'accept', 'accepted', '{portal}'),
  ('offer', 'waitlisted', 'decline', 'declined', '{portal}'),
  ('offer', 'waitlisted', 'lapse', 'lapsed', '{system}'),
  ('offer', 'waitlisted', 'withdraw', 'withdrawn', '{agency}'),
  ('offer', 'waitlisted', 'supersede', 'superseded', '{system}'),
  ('offer', 'accepted', 'withdraw', 'withdrawn', '{agency,portal}'),
  ('authorization', 'proposed', 'activate', 'active', '{agency}'),
  ('authorization', 'proposed', 'revoke', 'revoked', '{agency}'),
  ('authorization', 'active', 'exhaust', 'exhausted', '{system}'),
  ('authorization', 'active', 'expire', 'expired', '{system}'),
  ('authorization', 'active', 'revoke', 'revoked', '{agency}'),
  ('authorization', 'exhausted', 'restore', 'active', '{system}'),
  ('authorization', 'exhausted', 'expire', 'expired', '{system}'),
  ('schedule', 'draft', 'submit', 'submitted', '{portal}'),
  ('schedule', 'submitted', 'approve', 'approved', '{agency}'),
  ('schedule', 'submitted', 'return', 'returned', '{agency}'),
  ('schedule', 'returned', 'submit', 'submitted', '{portal}'),
  ('schedule', 'approved', 'supersede', 'superseded', '{system}'),
  ('session', 'planned', 'hold', 'held', '{portal}'),
  ('session', 'planned', 'cancel', 'cancelled', '{portal,agency}'),
  ('attendance', 'expected', 'present', 'present', '{portal}'),
  ('attendance', 'expected', 'late', 'late', '{portal}'),
  ('attendance', 'expected', 'excuse', 'excused', '{portal}'),
  ('attendance', 'expected', 'absent', 'absent', '{portal}'),
  ('invoice', 'draft', 'submit', 'submitted', '{portal}'),
  ('invoice', 'draft', 'discard', 'discarded', '{portal}'),
  ('invoice', 'submitted', 'review', 'in_review', '{finance}'),
  ('invoice', 'submitted', 'recall', 'draft', '{portal}'),
  ('invoice', 'in_review', 'approve', 'approved', '{finance}'),
  ('invoice', 'in_review', 'approve_in_part', 'partially_approved', '{finance}'),
  ('invoice', 'in_review', 'return', 'returned', '{finance}'),
  ('invoice', 'in_review', 'deny', 'denied', '{finance}'),
  ('invoice', 'returned', 'submit', 'submitted', '{portal}'),
  ('invoice', 'returned', 'discard', 'discarded', '{portal}'),
  ('invoice', 'approved', 'batch', 'batched', '{finance}'),
  ('invoice', 'partially_approved', 'batch', 'batched', '{finance}'),
  ('invoice', 'partially_approved', 'dispute', 'disputed', '{portal}'),
  ('invoice', 'denied', 'dispute', 'disputed', '{portal}'),
  ('invoice', 'batched', 'pay', 'paid', '{finance}'),
  ('invoice', 'batched', 'unbatch', 'approved', '{finance}'),
  ('invoice', 'batched', 'unbatch_in_part', 'partially_approved', '{finance}'),
  ('invoice', 'disputed', 'uphold', 'upheld', '{finance}'),
  ('invoice', 'disputed', 'adjust', 'adjusted', '{finance}'),
  ('invoice', 'adjusted', 'batch', 'batched', '{finance}'),
  ('line', 'pending', 'approve', 'approved', '{finance}'),
  ('line', 'pending', 'reduce', 'reduced', '{finance}'),
  ('line', 'pending', 'return', 'returned', '{finance}'),
  ('line', 'pending', 'deny', 'denied', '{finance}'),
  ('line', 'approved', 'reconsider', 'pending', '{finance}'),
  ('line', 'reduced', 'reconsider', 'pending', '{finance}'),
  ('line', 'returned', 'reconsider', 'pending', '{finance}'),
  ('line', 'denied', 'reconsider', 'pending', '{finance}'),
  ('batch', 'open', 'approve', 'approved', '{finance}'),
  ('batch', 'open', 'discard', 'discarded', '{finance}'),
  ('batch', 'approved', 'export', 'exported', '{finance}'),
  ('batch', 'exported', 'settle', 'settled', '{finance}'),
  ('batch', 'exported', 'return_in_part', 'partly_returned', '{finance}'),
  ('batch', 'partly_returned', 'settle', 'settled', '{finance}'),
  ('payment', 'queued', 'send', 'sent', '{finance}'),
  ('payment', 'queued', 'drop', 'dropped', '{finance}'),
  ('payment', 'sent', 'settle', 'settled', '{finance}'),
  ('payment', 'sent', 'return', 'returned', '{finance}'),
  ('payment', 'returned', 'requeue', 'queued', '{finance}');
--> statement-breakpoint
set local role app_owner;
