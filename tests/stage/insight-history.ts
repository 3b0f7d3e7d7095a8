// Random histories of providers, laid straight into the tables by set, and the plain, slow way to count them. Asks no deed and no view.
import fc from "fast-check";
import type { Sql } from "postgres";
import type { HistoryFigure } from "./compared-figures";
import { type Counted, oneOf, type PlainCount, type PlainPeriod, tally } from "./plain-tally";

export interface History {
  readonly offers: readonly Asked[];
}

/** One referral to one provider and what became of it. Instants are minutes from the edge of the period. */
export interface Asked {
  readonly id: string;
  readonly provider: number;
  readonly client: number;
  readonly at: Date;
  readonly state: "accepted" | "declined" | "lapsed" | "offered" | "withdrawn";
  readonly answeredAt: Date | null;
  readonly decline: string;
  readonly urgency: string;
  /** Empty: nobody said. */
  readonly age: string;
  readonly language: string;
  readonly ended: { readonly at: Date; readonly completed: boolean } | null;
  readonly sessions: readonly { readonly at: Date; readonly came: "present" | "late" | "excused" | "absent" | null }[];
}

const MINUTE = 60_000;
const WIDE = 3 * 24 * 60;

/** Around both edges of a period, so that each minute matters. */
export function histories(edges: readonly [Date, Date], clients: number, providers: number): fc.Arbitrary<History> {
  const instant = fc
    .tuple(fc.constantFrom(...edges), fc.integer({ min: -WIDE, max: WIDE }))
    .map(([edge, minutes]) => new Date(edge.getTime() + minutes * MINUTE));
  const after = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE);
  const asked = fc
    .record({
      id: fc.uuid({ version: 4 }),
      provider: fc.nat({ max: providers - 1 }),
      client: fc.nat({ max: clients - 1 }),
      at: instant,
      state: fc.constantFrom("accepted", "accepted", "accepted", "declined", "lapsed", "offered", "withdrawn"),
      waited: fc.integer({ min: 0, max: WIDE }),
      decline: fc.constantFrom("no_capacity", "out_of_area"),
      urgency: fc.constantFrom("routine", "urgent"),
      age: fc.constantFrom("", "18 to 24", "65 and over"),
      language: fc.constantFrom("en", "es"),
      ends: fc.option(fc.record({ after: fc.integer({ min: 0, max: WIDE }), completed: fc.boolean() })),
      sessions: fc.array(
        fc.record({
          after: fc.integer({ min: -60, max: WIDE }),
          came: fc.constantFrom("present", "late", "excused", "absent", null),
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ waited, ends, sessions, ...rest }): Asked => {
      const isAccepted = rest.state === "accepted";
      const answeredAt = ["accepted", "declined", "lapsed"].includes(rest.state) ? after(rest.at, waited) : null;
      return {
        ...rest,
        state: rest.state as Asked["state"],
        answeredAt,
        ended: isAccepted && ends ? { at: after(rest.at, waited + ends.after), completed: ends.completed } : null,
        sessions: isAccepted
          ? sessions.map(({ after: minutes, came }) => ({ came, at: after(rest.at, waited + minutes) }))
          : [],
      };
    });
  return fc
    .uniqueArray(asked, { minLength: 30, maxLength: 80, selector: ({ id }) => id })
    .map((offers) => ({ offers: inOnePlace(offers) }));
}

/** Nobody is at two sessions at once. */
function inOnePlace(offers: readonly Asked[]): Asked[] {
  const taken = new Set<string>();
  return offers.map((asked) => ({
    ...asked,
    sessions: asked.sessions.filter(({ at }) => {
      const place = `${asked.client}:${at.getTime()}`;
      const isFree = !taken.has(place);
      taken.add(place);
      return isFree;
    }),
  }));
}

export interface Houses {
  readonly agencyId: string;
  readonly membershipId: string;
  /** One for each provider of the history. */
  readonly places: readonly { readonly organizationId: string; readonly serviceAtLocationId: string }[];
}

type Laid = Asked & {
  readonly organizationId: string;
  readonly serviceAtLocationId: string;
  readonly client_id: string;
};

/** Lays a history in the place of what was there. As the owner of the server: triggers and keys to other tables are off for it. */
export async function layHistory(admin: Sql, { agencyId, membershipId, places }: Houses, { offers }: History) {
  const clientId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  const rows = offers.flatMap((asked): Laid[] => {
    const place = places[asked.provider];
    return place ? [{ ...asked, ...place, client_id: clientId(asked.client) }] : [];
  });
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    for (const table of ["attendance", "session", "offer", "referral"]) await sql`delete from ${sql(table)}`;
    await sql`insert into referral ${sql(rows.map((row, at) => referralOf(row, agencyId, membershipId, at)))}`;
    await sql`insert into offer ${sql(rows.map((row) => ({ ...offerOf(row, agencyId), summary: sql.json(summaryOf(row)) })))}`;
    const held = rows.flatMap((asked) => asked.sessions.map((session) => ({ asked, session })));
    if (held.length === 0) return;
    const made = await sql`insert into session ${sql(held.map((one) => sessionOf(one, agencyId)))} returning id`;
    const taken = held.flatMap(({ asked, session: { came } }, at) => {
      const session_id = made[at]?.id;
      return came
        ? [{ ...ofAll(agencyId, asked), session_id, state: came, units: "0", recorded_by: membershipId }]
        : [];
    });
    if (taken.length > 0) await sql`insert into attendance ${sql(taken)}`;
  });
}

const stateOf = ({ state, ended }: Laid) => {
  if (ended) return ended.completed ? "completed" : "not_completed";
  return state === "accepted" ? "in_progress" : "sent";
};

const referralOf = (row: Laid, agency_id: string, created_by: string, at: number) => ({
  id: row.id,
  agency_id,
  case_id: row.client_id,
  client_id: row.client_id,
  number: `R-${at}`,
  created_by,
  state: stateOf(row),
  ended_at: row.ended?.at ?? null,
  outcome: row.ended ? "got_service" : null,
});

const summaryOf = ({ urgency, age, language }: Laid) => ({
  urgency,
  language,
  ...(age === "" ? {} : { ageBand: age }),
});

const offerOf = (row: Laid, agency_id: string) => ({
  agency_id,
  referral_id: row.id,
  organization_id: row.organizationId,
  service_at_location_id: row.serviceAtLocationId,
  state: row.state,
  created_at: row.at,
  answered_at: row.answeredAt,
  decline_code: row.state === "declined" ? row.decline : null,
});

const sessionOf = ({ asked, session }: { asked: Laid; session: Laid["sessions"][number] }, agencyId: string) => {
  const ends = new Date(session.at.getTime() + MINUTE);
  return {
    ...ofAll(agencyId, asked),
    schedule_id: asked.id,
    referral_id: asked.id,
    practitioner_id: asked.id,
    location_id: asked.id,
    service_day: session.at.toISOString().slice(0, 10),
    during: `[${session.at.toISOString()},${ends.toISOString()})`,
    starts_at: session.at,
    ends_at: ends,
    planned_units: "1",
    state: session.came ? "held" : "planned",
  };
};

const ofAll = (
  agency_id: string,
  { organizationId, client_id, id }: { organizationId: string; client_id: string; id: string },
) => ({
  agency_id,
  organization_id: organizationId,
  client_id,
  authorization_id: id,
});

/** Each figure of one provider that is made of referrals and sessions, counted one by one over all there is. */
export function countPlainly({ offers }: History, provider: number, period: PlainPeriod): Record<string, PlainCount> {
  return tally(figuresOf(offers.filter((asked) => asked.provider === provider)), period);
}

function figuresOf(own: readonly Asked[]): Record<HistoryFigure, Counted[]> {
  const said = own.filter(({ state }) => state === "accepted" || state === "declined");
  const taken = own.filter(({ state }) => state === "accepted");
  const sat = own.flatMap(({ client, sessions }) =>
    sessions.flatMap(({ at, came }) => (came ? [{ client, at, came }] : [])),
  );
  const hours = (asked: Asked) => Math.floor(((asked.answeredAt?.getTime() ?? 0) - asked.at.getTime()) / 3_600_000);
  const labelled = (some: readonly Asked[], labelOf: (asked: Asked) => string) =>
    some.map((asked) => ({ ...oneOf(asked.client, asked.at, true), label: labelOf(asked) }));
  return {
    answer_time: said.map((asked) => ({ ...oneOf(asked.client, asked.at, true), value: hours(asked) })),
    answered: [...said, ...own.filter(({ state }) => state === "lapsed")].map(({ client, at, state }) =>
      oneOf(client, at, state !== "lapsed"),
    ),
    accepted: said.map(({ client, at, state }) => oneOf(client, at, state === "accepted")),
    first_service: own.flatMap(firstService),
    attended: sat.map(({ client, at, came }) => oneOf(client, at, came === "present" || came === "late")),
    no_show: sat
      .filter(({ came }) => came !== "excused")
      .map(({ client, at, came }) => oneOf(client, at, came === "absent")),
    completed: own.flatMap(({ client, ended }) => (ended ? [oneOf(client, ended.at, ended.completed)] : [])),
    declined: labelled(
      said.filter(({ state }) => state === "declined"),
      ({ decline }) => decline,
    ),
    mix_urgency: labelled(taken, ({ urgency }) => urgency),
    mix_age: labelled(taken, ({ age }) => age),
    mix_language: labelled(taken, ({ language }) => language),
  };
}

function firstService({ client, answeredAt, state, sessions }: Asked): Counted[] {
  if (state !== "accepted" || !answeredAt) return [];
  const came = sessions.filter(({ at, came }) => (came === "present" || came === "late") && at >= answeredAt);
  const first = Math.min(...came.map(({ at }) => at.getTime()));
  if (came.length === 0) return [];
  return [{ ...oneOf(client, answeredAt, true), value: Math.floor((first - answeredAt.getTime()) / 86_400_000) }];
}
