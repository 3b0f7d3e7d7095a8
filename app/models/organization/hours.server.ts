// Writes the opening hours of a place or of one service there, and the dated exceptions to them. A week replaces the week before it, not what holds by a rule.
import { and, eq, isNull } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { locations, openingExceptions, openingSpans, servicesAtLocation } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { asId, type LocationId, type ServiceAtLocationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { confirmHours } from "./confirm.server";
import { organizationEvents } from "./events";
import type { NewException } from "./exception-form";
import { subjectOf } from "./facts.server";

import { lockPlace, lockServiceAtLocation } from "./lock.server";
import { editedNow } from "./place.server";
import type { Week } from "./week-form";

/** As isEveryWeek: the form of the week shows no others, so it takes none away. */
const everyWeek = and(
  isNull(openingSpans.fromDay),
  isNull(openingSpans.untilDay),
  isNull(openingSpans.seasonFrom),
  eq(openingSpans.everyWeeks, 1),
  isNull(openingSpans.nth),
);

/**
 * Hours of the place also end the service's own there, for otherwise what was just written would not hold for the page it was written on.
 * Hours of the service that are empty end its own, with what holds by a rule: the place's hold again.
 */
export async function writeWeek(
  db: Db,
  actor: Actor,
  serviceAtLocationId: ServiceAtLocationId,
  { hoursOf, spans, hoursText }: Pick<Week, "hoursOf" | "spans"> & Partial<Week>,
): Promise<void> {
  const found = await lockHours(db, serviceAtLocationId, hoursOf);
  const { organizationId, locationId } = found;
  const here = eq(openingSpans.locationId, locationId);
  const own = eq(openingSpans.serviceAtLocationId, serviceAtLocationId);
  const ends = hoursOf === "place" || spans.length === 0;
  await db.delete(openingSpans).where(and(here, own, ends ? undefined : everyWeek));
  if (hoursOf === "place") {
    await db.delete(openingSpans).where(and(here, isNull(openingSpans.serviceAtLocationId), everyWeek));
  }
  const of = ownerOf(found, hoursOf);
  if (spans.length > 0) await db.insert(openingSpans).values(spans.map((span) => ({ organizationId, ...of, ...span })));
  await markEdited(db, found, hoursOf);
  // Words stand for hours that are not known; beside hours that are written out they would only contradict.
  if (spans.length === 0 && hoursText !== undefined) {
    await db.update(servicesAtLocation).set({ hoursText }).where(eq(servicesAtLocation.id, serviceAtLocationId));
  }
  const event = organizationEvents["hours-changed"]({ ...of, spans: spans.length });
  await recordEvent(db, actor, event, subjectOf(organizationId));
}

export async function addException(
  db: Db,
  actor: Actor,
  serviceAtLocationId: ServiceAtLocationId,
  { hoursOf, fromDay, untilDay, span, reason }: NewException,
): Promise<void> {
  const found = await lockHours(db, serviceAtLocationId, hoursOf);
  const of = ownerOf(found, hoursOf);
  const { organizationId } = found;
  await db
    .insert(openingExceptions)
    .values({ organizationId, ...of, fromDay, untilDay, reason, closed: span === null, ...span });
  await markEdited(db, found, hoursOf);
  const event = organizationEvents["exception-added"]({ locationId: of.locationId, fromDay, untilDay });
  await recordEvent(db, actor, event, subjectOf(organizationId));
}

/** @throws Refusal 404 for an exception of another place, or of another service there */
export async function removeException(
  db: Db,
  actor: Actor,
  serviceAtLocationId: ServiceAtLocationId,
  exceptionId: string,
): Promise<void> {
  const found = await lockHours(db, serviceAtLocationId, "service");
  const [row] = await db
    .select()
    .from(openingExceptions)
    .where(and(eq(openingExceptions.id, exceptionId), eq(openingExceptions.locationId, found.locationId)));
  if (!row || (row.serviceAtLocationId !== null && row.serviceAtLocationId !== serviceAtLocationId)) {
    throw new Refusal("not-found", 404);
  }
  await db.delete(openingExceptions).where(eq(openingExceptions.id, exceptionId));
  await markEdited(db, found, row.serviceAtLocationId === null ? "place" : "service");
  const { fromDay, untilDay, locationId } = row;
  const event = organizationEvents["exception-removed"]({ locationId, fromDay, untilDay });
  await recordEvent(db, actor, event, subjectOf(found.organizationId));
}

type HoursOf = Week["hoursOf"];
type Found = Awaited<ReturnType<typeof lockHours>>;

export async function lockHours(db: Db, id: ServiceAtLocationId, hoursOf: HoursOf) {
  const found = await lockServiceAtLocation(db, id);
  const locationId = asId<LocationId>(found.locationId);
  // Two people who write the hours of one place from two of its services must not write past each other.
  if (hoursOf === "place") await lockPlace(db, locationId);
  return { id, organizationId: found.organizationId, locationId };
}

export const ownerOf = ({ id, locationId }: Found, hoursOf: HoursOf) => ({
  locationId,
  serviceAtLocationId: hoursOf === "service" ? id : null,
});

export async function markEdited(db: Db, { id, organizationId, locationId }: Found, hoursOf: HoursOf): Promise<void> {
  const edited = await editedNow(db);
  if (hoursOf === "place") await db.update(locations).set(edited).where(eq(locations.id, locationId));
  await db.update(servicesAtLocation).set(edited).where(eq(servicesAtLocation.id, id));
  await confirmHours(db, organizationId, { locationId, serviceAtLocationId: hoursOf === "service" ? id : null });
}
