// Plans what a group meets for everybody who has a place, each on their own authorization, and sends it. Plans nothing twice.
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { authorizations, groupPlaces, scheduleItems, schedules } from "#drizzle/schema";
import { hundredthsOf } from "../authorization/read.server";
import { type AuthorizationId, asId, type GroupId } from "../values/ids";
import type { UnitsHundredths } from "../values/money";
import { Refusal } from "../values/refusal";
import { keepDraft } from "./draft.server";
import { type Ground, readGround, weighOn } from "./ground.server";
import { lockGroup } from "./group.server";
import { type Meetings, OPEN, readMeetings, readPlannedTimes } from "./meetings.server";
import { type PlannedSession, unitsOfSession } from "./plan";
import { submitSchedule } from "./submit.server";

type Group = Awaited<ReturnType<typeof lockGroup>>;

export interface GroupPlanned {
  readonly participants: number;
  readonly sessions: number;
}

/**
 * What cannot be is left out rather than sent: beyond the authorization, or somebody is elsewhere then. It stays on the group's page as not planned.
 * @throws Refusal 404 absent, 409 ended or nothing that could be planned
 */
export async function planGroup(db: Db, actor: Actor, id: GroupId): Promise<GroupPlanned> {
  const group = await lockGroup(db, actor, id);
  const meetings = await readMeetings(db, group);
  const known = await readPlannedTimes(db, id);
  const placed = await db
    .select({ clientId: groupPlaces.clientId, referralId: groupPlaces.referralId })
    .from(groupPlaces)
    .where(and(eq(groupPlaces.groupId, id), eq(groupPlaces.state, "placed")))
    .orderBy(asc(groupPlaces.turn));
  let [participants, sessions] = [0, 0];
  for (const { clientId, referralId } of placed) {
    const missing = meetings.ahead.filter(({ startsAt }) => !known.get(clientId)?.has(startsAt.getTime()));
    const planned = missing.length > 0 ? await planFor(db, actor, group, { referralId, missing, meetings }) : 0;
    participants += planned > 0 ? 1 : 0;
    sessions += planned;
  }
  if (participants === 0) throw new Refusal("group.nothing-to-plan", 409);
  return { participants, sessions };
}

interface Missing {
  readonly referralId: string;
  readonly missing: readonly PlannedSession[];
  readonly meetings: Meetings;
}

/** On each authorization that holds, the one that begins first before the others. @returns how many sessions were sent */
async function planFor(
  db: Db,
  actor: Actor,
  group: Group,
  { referralId, missing, meetings }: Missing,
): Promise<number> {
  let rest = missing;
  for (const authorizationId of await readHolding(db, group, referralId)) {
    const ground = await readGround(db, authorizationId);
    const items = await fitting(db, ground, group, rest, meetings);
    const first = items[0];
    if (!first) continue;
    const { practitionerId, locationId, id: groupId } = group;
    const whole = items.length === meetings.ahead.length;
    const rule = whole ? meetings.plan : onDates(meetings, items);
    const scheduleId = await keepDraft(
      db,
      actor,
      ground,
      { practitionerId, locationId, rule: { ...rule }, note: "", amendsId: null, groupId },
      { items, unitsPerSession: first.units },
    );
    await submitSchedule(db, actor, scheduleId);
    const taken = new Set(items.map(({ startsAt }) => startsAt));
    rest = rest.filter(({ startsAt }) => !taken.has(startsAt));
  }
  return missing.length - rest.length;
}

const onDates = ({ plan }: Meetings, items: readonly PlannedSession[]) => ({
  ...plan,
  days: { kind: "dates" as const, dates: items.map(({ day }) => day) },
});

async function readHolding(db: Db, group: Group, referralId: string): Promise<AuthorizationId[]> {
  const rows = await db
    .select({ id: authorizations.id })
    .from(authorizations)
    .where(
      and(
        eq(authorizations.referralId, referralId),
        eq(authorizations.organizationId, group.organizationId),
        eq(authorizations.serviceId, group.serviceId),
        eq(authorizations.state, "active"),
      ),
    )
    .orderBy(asc(authorizations.startsOn), asc(authorizations.id))
    .limit(5);
  return rows.map(({ id }) => asId<AuthorizationId>(id));
}

/** Those of the missing sessions that could stand, in their order, as many as the authorization has units for. */
async function fitting(
  db: Db,
  ground: Ground,
  { practitionerId, locationId, id: groupId, unitsPerSession }: Group,
  missing: readonly PlannedSession[],
  { plan }: Meetings,
) {
  const units = unitsOfSession(ground.unitType, plan.lengthMinutes, unitsPerSession);
  if (units === 0n) return [];
  const items = missing.map((session) => ({ ...session, units }));
  const weighed = await weighOn(db, ground, { practitionerId, locationId, groupId }, items);
  const left = weighed.leftAfter + weighed.units - (await readSpokenFor(db, ground.id));
  const standing = weighed.sessions.filter(({ marks }) => !marks.some((mark) => IN_THE_WAY.includes(mark)));
  return standing.slice(0, Number(left < 0n ? 0n : left / units));
}

const IN_THE_WAY: readonly string[] = ["outside", "over-period", "practitioner-busy", "client-busy"];

/** Units of plans that wait for an answer: they are not planned yet, and must not be promised twice. */
async function readSpokenFor(db: Db, authorizationId: string): Promise<UnitsHundredths> {
  const [row] = await db
    .select({ units: sql<string>`coalesce(sum(${scheduleItems.units}), 0)::text` })
    .from(scheduleItems)
    .innerJoin(schedules, eq(schedules.id, scheduleItems.scheduleId))
    .where(and(eq(schedules.authorizationId, authorizationId), inArray(schedules.state, OPEN)));
  return hundredthsOf(row?.units ?? "0");
}
