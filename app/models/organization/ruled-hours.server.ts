// Writes hours that hold by a rule, one by one, and the public holidays a place keeps. Leaves the week alone.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { locations, openingSpans } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { asId, type LocationId, type ServiceAtLocationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { spanOfRow } from "../values/span-row";
import { isEveryWeek } from "../values/span-rule";
import { confirmHours } from "./confirm.server";
import { organizationEvents } from "./events";
import { subjectOf } from "./facts.server";
import { lockHours, markEdited, ownerOf } from "./hours.server";
import { fieldsChanged, lockPlace, lockServiceAtLocation } from "./lock.server";
import { editedNow } from "./place.server";
import type { RuledHours } from "./rule-form";

/** More than a page would show, and more than anybody can remember. */
const MOST_RULED = 60;

export async function addRuledHours(
  db: Db,
  actor: Actor,
  id: ServiceAtLocationId,
  { hoursOf, span }: Omit<RuledHours, "intent">,
): Promise<void> {
  const found = await lockHours(db, id, hoursOf);
  const of = ownerOf(found, hoursOf);
  const there = await db
    .select()
    .from(openingSpans)
    .where(eq(openingSpans.locationId, found.locationId))
    .limit(MOST_RULED * 2);
  if (there.filter((row) => !isEveryWeek(spanOfRow(row))).length >= MOST_RULED) {
    throw new Refusal("organization.too-many-rules", 422, { most: MOST_RULED });
  }
  const nth = span.nth ? [...span.nth] : null;
  await db.insert(openingSpans).values({ organizationId: found.organizationId, ...of, ...span, nth });
  await markEdited(db, found, hoursOf);
  const event = organizationEvents["hours-changed"]({ ...of, spans: 1 });
  await recordEvent(db, actor, event, subjectOf(found.organizationId));
}

/** @throws Refusal 404 for hours of another place, of another service there, or of every week */
export async function removeRuledHours(db: Db, actor: Actor, id: ServiceAtLocationId, spanId: string): Promise<void> {
  const found = await lockHours(db, id, "service");
  const [row] = await db
    .select()
    .from(openingSpans)
    .where(and(eq(openingSpans.id, spanId), eq(openingSpans.locationId, found.locationId)));
  const isElsewhere = row && row.serviceAtLocationId !== null && row.serviceAtLocationId !== id;
  if (!row || isElsewhere || isEveryWeek(spanOfRow(row))) throw new Refusal("not-found", 404);
  await db.delete(openingSpans).where(eq(openingSpans.id, spanId));
  const hoursOf = row.serviceAtLocationId === null ? "place" : "service";
  await markEdited(db, found, hoursOf);
  const event = organizationEvents["hours-changed"]({ ...ownerOf(found, hoursOf), spans: 0 });
  await recordEvent(db, actor, event, subjectOf(found.organizationId));
}

export async function keepHolidays(
  db: Db,
  actor: Actor,
  id: ServiceAtLocationId,
  holidays: string | null,
): Promise<void> {
  const { locationId } = await lockServiceAtLocation(db, id);
  const row = await lockPlace(db, asId<LocationId>(locationId));
  const fields = fieldsChanged(row, { holidays });
  if (fields === "") return;
  await db
    .update(locations)
    .set({ holidays, ...(await editedNow(db)) })
    .where(eq(locations.id, locationId));
  await confirmHours(db, row.organizationId, { locationId, serviceAtLocationId: null });
  const event = organizationEvents["place-changed"]({ locationId, fields });
  await recordEvent(db, actor, event, subjectOf(row.organizationId));
}
