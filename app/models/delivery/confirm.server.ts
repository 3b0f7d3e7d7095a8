// A client confirms by their own link, with the code shown at the place, that they were there; the provider shows that code. Tells nobody what a session is for.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { secretsFor } from "#app/database/seal.server";
import { locations } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { LocationId, SessionId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { deliveryEvents } from "./events";
import { CODE_HOLDS_SECONDS, codeAt, isCodeOf } from "./site-code";

const purposeOf = (locationId: string) => `throughline: code shown at ${locationId}`;

/** The code that a place shows now. @throws Refusal 404 when the place is absent or another provider's */
export async function readSiteCode(db: Db, actor: Actor, id: LocationId) {
  const [place] = await db
    .select({ name: locations.name, timeZone: locations.timeZone })
    .from(locations)
    .where(and(eq(locations.id, id), eq(locations.organizationId, organizationOf(actor))));
  if (!place) throw new Refusal("not-found", 404);
  const now = await clock(db);
  return { ...place, now, ...codeAt(secretsFor(purposeOf(id))[0], now) };
}

type Confirmable = {
  readonly session_id: SessionId;
  readonly agency_id: string;
  readonly organization_id: string;
  readonly client_id: string;
  readonly referral_id: string;
  readonly location_id: string;
  readonly starts_at: string;
  readonly time_zone: string;
  readonly confirmed_at: string | null;
};

/** The session that is going on first, then the one whose beginning or end is nearest. */
const readConfirmable = async (db: Db) => [
  ...(await db.execute<Confirmable>(sql`select * from app.sessions_to_confirm()`)),
];

/** What the client whose link is borne may confirm now, and what they have confirmed: times alone. */
export async function readToConfirm(db: Db) {
  const sessions = await readConfirmable(db);
  return sessions
    .map(({ session_id, starts_at, time_zone, confirmed_at }) => ({
      id: session_id,
      startsAt: new Date(starts_at),
      timeZone: time_zone,
      confirmedAt: confirmed_at === null ? null : new Date(confirmed_at),
    }))
    .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

export type Confirmed = "confirmed" | "already" | "missed" | "spent" | "none";

/**
 * The nearest session at whose place this code is shown now; a code confirms one, however often it is sent. A code that fits none counts
 * against each that waits, or all the million could be tried.
 */
export async function confirmByCode(db: Db, digits: string): Promise<Confirmed> {
  const now = await clock(db);
  const sessions = await readConfirmable(db);
  const shownHere = sessions.filter(({ location_id }) =>
    secretsFor(purposeOf(location_id)).some((secret) => isCodeOf(secret, digits, now)),
  );
  const used = (at: string | null) => at !== null && now.getTime() - new Date(at).getTime() < CODE_HOLDS_SECONDS * 1000;
  if (shownHere.some(({ confirmed_at }) => used(confirmed_at))) return "already";
  const open = sessions.filter(({ confirmed_at }) => confirmed_at === null);
  const here = shownHere.find(({ confirmed_at }) => confirmed_at === null);
  let answer: Confirmed = "none";
  for (const session of here ? [here] : open) answer = await say(db, session, here !== undefined);
  return answer;
}

async function say(db: Db, session: Confirmable, matches: boolean): Promise<Confirmed> {
  const [row] = await db.execute<{ answer: Confirmed }>(
    sql`select app.confirm_session(${session.session_id}::uuid, ${matches}) as answer`,
  );
  const answer = row?.answer ?? "none";
  if (answer === "confirmed") {
    await recordEvent(db, null, deliveryEvents.confirmed({ sessionId: session.session_id }), {
      subjectType: "session",
      subjectId: session.session_id,
      agencyId: session.agency_id,
      organizationId: session.organization_id,
      clientId: session.client_id,
      referralId: session.referral_id,
    });
  }
  return answer;
}
