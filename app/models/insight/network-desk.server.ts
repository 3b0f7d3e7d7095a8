// Reads what a network manager looks ahead to: credentials by when they run out, and agreements that end. Warns nobody; changes nothing.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { addDays, asCalendarDay, type CalendarDay } from "../values/calendar-day";

/** Days ahead, half open: already past, [0, 30), [30, 60), [60, 90). */
export const AHEAD = [0, 30, 60, 90] as const;
const SHOWN = 12;

export interface Ahead {
  /** Past its day and not renewed. */
  readonly past: number;
  readonly within30: number;
  readonly within60: number;
  readonly within90: number;
}

export interface EndingAgreement {
  readonly id: string;
  readonly number: string;
  readonly organizationName: string;
  readonly lastDay: CalendarDay;
  readonly services: number;
}

/** Held by providers and by their people, of the network, not revoked and not renewed. */
export async function readCredentialsAhead(db: Db, today: CalendarDay): Promise<Ahead> {
  const [row] = await db.execute<Ahead & Record<string, unknown>>(sql`
    select count(*) filter (where c.expires_on <= ${today}::date)::int as past,
      count(*) filter (where c.expires_on > ${today}::date and c.expires_on <= ${addDays(today, AHEAD[1])}::date)::int as "within30",
      count(*) filter (where c.expires_on > ${addDays(today, AHEAD[1])}::date and c.expires_on <= ${addDays(today, AHEAD[2])}::date)::int as "within60",
      count(*) filter (where c.expires_on > ${addDays(today, AHEAD[2])}::date and c.expires_on <= ${addDays(today, AHEAD[3])}::date)::int as "within90"
    from credential c where c.state in ('verified', 'expiring', 'expired') and c.expires_on <= ${addDays(today, AHEAD[3])}::date
      and not exists (select 1 from credential later where later.renews_id = c.id and later.verified_at is not null)`);
  return row ?? { past: 0, within30: 0, within60: 0, within90: 0 };
}

/** In force, ending within ninety days, and nothing that follows is signed; soonest first. */
export async function readEndingAgreements(
  db: Db,
  actor: Actor,
  today: CalendarDay,
): Promise<{ count: number; rows: EndingAgreement[] }> {
  const rows = await db.execute<{
    id: string;
    number: string;
    organizationName: string;
    endsOn: string;
    services: number;
    whole: number;
  }>(sql`
    select a.id::text, a.number, o.name as "organizationName", a.ends_on::text as "endsOn", count(*) over ()::int as whole,
      (select count(distinct r.service_id)::int from rate r where r.agreement_id = a.id) as services
    from agreement a join organization o on o.id = a.organization_id
    where a.agency_id = ${agencyOf(actor)}::uuid and a.state in ('active', 'suspended')
      and a.ends_on > ${today}::date and a.ends_on <= ${addDays(today, AHEAD[3])}::date
      and not exists (select 1 from agreement later where later.agency_id = a.agency_id and later.organization_id = a.organization_id
        and later.state = 'active' and later.ends_on > a.ends_on)
    order by a.ends_on, o.name, a.id limit ${SHOWN}`);
  return {
    count: rows[0]?.whole ?? 0,
    rows: rows.map(({ endsOn, whole: _, ...row }) => ({ ...row, lastDay: addDays(asCalendarDay(endsOn), -1) })),
  };
}
