DROP INDEX "attendance_client";--> statement-breakpoint
CREATE INDEX "attendance_client_start" ON "attendance" USING btree ("client_id","started_at");
--> statement-breakpoint
-- A denied line whose delivery was corrected meanwhile cannot be disputed back to life.
set local role app_definer;
--> statement-breakpoint
create or replace function app.guard_invoice_line() returns trigger language plpgsql security definer set search_path = '' as $$
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
  -- A delivery is free to be billed again only when its invoice was given up or denied; never while it may be paid. A dispute takes it up again.
  if new.live is distinct from old.live and not (
    not new.live and i.state in ('draft', 'returned', 'denied') or new.live and i.state = 'disputed' and new.contested and not old.contested) then
    raise exception 'the line counts' using errcode = '23514', constraint = 'invoice_line_counts', table = 'invoice_line';
  end if;
  -- What was corrected since it was denied is billed as it is now, never taken up again as it was.
  if new.live and not old.live then
    select * into d from public.attendance where id = new.attendance_id for update;
    if not d.current then
      raise exception 'billed is what was delivered at the authorized rate' using errcode = '23514', constraint = 'invoice_line_is_delivery', table = 'invoice_line';
    end if;
  end if;
  if new.approved_cents > old.approved_cents and app.desk() not in ('finance', 'system') then
    raise exception 'finance decides' using errcode = '23514', constraint = 'invoice_line_finance', table = 'invoice_line';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create or replace function app.delivery_facts(of_deliveries uuid[]) returns table (
  attendance_id uuid, excluded boolean, in_force boolean, lacking text, agreed_cents bigint, client_at text, practitioner_twice boolean, twin boolean, fund_short boolean)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with asked as materialized (
      select d.id, d.agency_id, d.organization_id, d.client_id, d.current, d.units, d.started_at, d.ended_at, s.id as session_id, s.practitioner_id, s.location_id,
        s.service_day, s.during as planned, a.service_id, a.unit_type, a.fund_id, a.rate_cents,
        case when d.started_at < d.ended_at then tstzrange(d.started_at, d.ended_at, '[)') else s.during end as given
      from public.attendance d
      join public.session s on s.id = d.session_id
      join public."authorization" a on a.id = d.authorization_id
      where d.id = any(of_deliveries) and (current_setting('role') in ('app_job', 'app_definer')
        or d.agency_id = any(app.agencies_where('finance_reviewer', 'finance_approver', 'auditor'))
        or d.organization_id = any(app.organizations_where('coordinator', 'biller', 'organization_administrator')))),
    -- Once for each service, place, person and day: forty lines of one day stand or fall together.
    standing as materialized (
      select k.*, app.excluded_on(k.agency_id, k.organization_id, k.practitioner_id, k.service_day) as excluded,
        app.agreement_on(k.agency_id, k.organization_id, k.service_day) as agreement_id,
        (select string_agg(c.name, ', ' order by c.name)
          from app.lacking_credentials(k.agency_id, k.organization_id, k.service_id, k.location_id, k.practitioner_id, k.service_day) c) as lacking
      from (select distinct agency_id, organization_id, service_id, location_id, practitioner_id, service_day from asked) k),
    short as materialized (
      select f.fund_id, f.cents > coalesce((select b.balance_cents from public.fund_balance b where b.fund_id = f.fund_id and b.account = 'reserved'), 0) as is_short
      from (select fund_id, sum(round(units * rate_cents)) as cents from asked where not exists (
        select 1 from public.invoice_line l join public.invoice i on i.id = l.invoice_id
        where l.attendance_id = asked.id and l.live and i.state not in ('draft', 'returned', 'submitted', 'in_review')) group by fund_id) f)
    select q.id, st.excluded, st.agreement_id is not null, coalesce(st.lacking, ''),
      (select r.rate_cents from public.rate r where r.agreement_id = st.agreement_id and r.service_id = q.service_id and r.unit_type = q.unit_type
        and r.starts_on <= q.service_day and q.service_day < r.ends_on limit 1),
      (select case when bool_or(o.organization_id = q.organization_id) then 'here' when count(*) > 0 then 'elsewhere' else '' end
        from public.session s join public.attendance o on o.session_id = s.id and o.current and o.units > 0 and o.client_id = q.client_id
        where s.client_id = q.client_id and s.id <> q.session_id and s.state <> 'cancelled' and s.during && tstzrange(lower(q.given) - interval '12 hours', upper(q.given) + interval '12 hours')
          and q.given && case when o.started_at < o.ended_at then tstzrange(o.started_at, o.ended_at, '[)') else s.during end),
      exists (select 1
        from public.session s join public.attendance o on o.session_id = s.id and o.current and o.units > 0
        where s.practitioner_id = q.practitioner_id and s.id <> q.session_id and s.state <> 'cancelled'
          -- By the days they begin on, which one index has in order: the one of overlaps goes through all that a practitioner ever held.
          and s.starts_at > lower(q.given) - interval '8 days' and s.starts_at < upper(q.given) + interval '12 hours'
          and s.ends_at > lower(q.given) - interval '12 hours'
          and s.during is distinct from q.planned and q.given && case when o.started_at < o.ended_at then tstzrange(o.started_at, o.ended_at, '[)') else s.during end),
      exists (select 1 from public.attendance o join public.session s on s.id = o.session_id join public."authorization" b on b.id = o.authorization_id
        where o.client_id = q.client_id and o.agency_id = q.agency_id and o.id <> q.id and o.current and o.units = q.units and s.service_day = q.service_day
          and b.service_id = q.service_id and o.started_at = q.started_at and o.ended_at = q.ended_at),
      coalesce(sh.is_short, false)
    from asked q
    join standing st on (st.agency_id, st.organization_id, st.service_id, st.location_id, st.practitioner_id, st.service_day)
      = (q.agency_id, q.organization_id, q.service_id, q.location_id, q.practitioner_id, q.service_day)
    left join short sh on sh.fund_id = q.fund_id;
end
$$;
--> statement-breakpoint
set local role app_owner;
