// How every authorization that holds stands, as a table to take along: used, planned, left, its pace and when it runs out. Names no client; changes nothing.
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { sayIn } from "#app/i18n/say-in";
import { writeSpreadsheetCsv } from "#app/interop/csv";
import { authorizations, organizations, serviceSessions, services } from "#drizzle/schema";
import { localDay } from "../values/calendar-day";
import { plainUnits } from "../values/money";
import { Refusal } from "../values/refusal";
import { burnDown, paceOf } from "./burn-down";
import { hundredthsOf, lastDayOf, standingOf } from "./read.server";
import { runsOutOf } from "./renewal";

/** A large county's year; who wants more wants a report. */
const MOST = 20_000;

/** What ends first comes first. @throws Refusal 400 when more hold: nothing is left out in silence */
export async function readBurnDowns(db: Db, agencyId: string) {
  // Once for all of them: one sum for each would ask the sessions again and again.
  const planned = db
    .select({
      of: serviceSessions.authorizationId,
      units: sql<string>`sum(${serviceSessions.plannedUnits})`.as("units_ahead"),
    })
    .from(serviceSessions)
    .where(and(eq(serviceSessions.agencyId, agencyId), eq(serviceSessions.state, "planned")))
    .groupBy(serviceSessions.authorizationId)
    .as("planned");
  const rows = await db
    .select({
      id: authorizations.id,
      number: authorizations.number,
      state: authorizations.state,
      organizationName: organizations.name,
      serviceName: services.name,
      unitType: authorizations.unitType,
      units: authorizations.units,
      unitsUsed: authorizations.unitsUsed,
      startsOn: authorizations.startsOn,
      endsOn: authorizations.endsOn,
      timeZone: authorizations.timeZone,
      planned: sql<string>`coalesce(${planned.units}, 0)::text`,
    })
    .from(authorizations)
    .innerJoin(organizations, eq(organizations.id, authorizations.organizationId))
    .innerJoin(services, eq(services.id, authorizations.serviceId))
    .leftJoin(planned, eq(planned.of, authorizations.id))
    .where(and(eq(authorizations.agencyId, agencyId), inArray(authorizations.state, ["active", "exhausted"])))
    .orderBy(asc(authorizations.endsOn), asc(authorizations.id))
    .limit(MOST + 1);
  if (rows.length > MOST) throw new Refusal("authorization.table-too-long", 400, { most: MOST });
  const now = await clock(db);
  const todayIn = new Map(
    [...new Set(rows.map(({ timeZone }) => timeZone))].map((zone) => [zone, localDay(now, zone)]),
  );
  return rows.map((row) => {
    const standing = standingOf(row);
    const today = todayIn.get(row.timeZone) ?? localDay(now, row.timeZone);
    return {
      ...row,
      burnDown: burnDown(row.units, row.unitsUsed, hundredthsOf(row.planned)),
      pace: paceOf(standing, standing, today),
      runsOut: runsOutOf(standing, today),
    };
  });
}

/** As CSV for a spreadsheet, in the reader's language. */
export async function writeBurnDownTable(db: Db, actor: Actor): Promise<string> {
  const rows = await readBurnDowns(db, agencyOf(actor));
  const say = sayIn(actor.language);
  const header = [
    "number",
    "provider",
    "service",
    "unit",
    "authorized",
    "used",
    "planned",
    "left",
    "per-week",
    "runs-out",
    "last-day",
  ] as const;
  return writeSpreadsheetCsv(
    header.map((name) => say(`authorization.table.${name}`)),
    rows.map(({ burnDown: { authorized, used, planned, left }, pace, ...row }) => [
      ...[row.number, row.organizationName, row.serviceName, say.any(`word.unit.${row.unitType}`, { count: 2 })],
      ...[authorized, used, planned, left].map(plainUnits),
      ...[pace ? plainUnits(pace.perWeek) : "", row.runsOut.on, lastDayOf(row.endsOn)],
    ]),
  );
}
