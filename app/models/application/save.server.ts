// Saves what an applicant says, a step at a time. Never writes over what was changed since the page was drawn, nor what was sent.
import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { geocode, timeZoneAt } from "#app/search/geocode.server";
import { applications } from "#drizzle/schema";
import { Refusal } from "../values/refusal";
import { type Answers, type LocationAnswer, readAnswers, tidied, withItem } from "./answers";
import { type MayBeNone, MOST_LOCATIONS } from "./codes";
import type { LocationSaid, OrganizationSaid } from "./forms";
import { applicationLifecycle } from "./lifecycle";
import { lockOwn } from "./read.server";

/** Columns of the application itself that a step may set beside its answers. */
type Beside = Partial<
  Pick<typeof applications.$inferInsert, "organizationName" | "kind" | "contactName" | "taxIdentifier">
>;

/**
 * Changes the answers, if nobody has since this version. The same change twice is kept once.
 * @throws Refusal 409 when it was sent meanwhile, or changed in another window
 */
export async function changeAnswers(
  db: Db,
  version: number,
  change: (answers: Answers) => Answers,
  beside: Beside = {},
): Promise<void> {
  const row = await lockOwn(db);
  if (!applicationLifecycle.may(row.state, "submit")) throw new Refusal("application.sent-already", 409);
  const before = readAnswers(row.answers);
  const answers = tidied(change(before));
  if (isDeepStrictEqual(answers, before) && isKept(row, beside)) return;
  if (row.version !== version) throw new Refusal("application.changed-meanwhile", 409);
  await db
    .update(applications)
    .set({ answers: { ...answers }, ...beside, version: version + 1, updatedAt: await clock(db) })
    .where(eq(applications.id, row.id));
}

/** A number cannot be compared, since it cannot be read: one that was typed counts as new. */
function isKept(row: Awaited<ReturnType<typeof lockOwn>>, { taxIdentifier, ...beside }: Beside): boolean {
  if (taxIdentifier !== undefined && taxIdentifier?.slice(-4) !== row.taxLastFour) return false;
  return Object.entries(beside).every(([name, value]) => Reflect.get(row, name) === value);
}

export async function saveOrganization(db: Db, version: number, said: OrganizationSaid): Promise<void> {
  const { organizationName, kind, contactName, taxIdentifier, ...organization } = said;
  const beside = { organizationName, kind, contactName, ...(taxIdentifier === null ? {} : { taxIdentifier }) };
  await changeAnswers(db, version, (answers) => ({ ...answers, organization }), beside);
}

/** Puts the place on the map by its address, or where it was said to be. Its hours stay as they were. */
export async function saveLocation(db: Db, said: LocationSaid, desk: { timeZone: string }): Promise<void> {
  const { intent: _, version, latitude, longitude, ...facts } = said;
  const point = pointOf(facts, latitude, longitude, desk.timeZone);
  await changeAnswers(db, version, (answers) => {
    const known = answers.locations.find(({ key }) => key === facts.key);
    if (!known && answers.locations.length >= MOST_LOCATIONS) throw new Refusal("application.too-many", 409);
    const kept = known ?? { recordId: null, spans: [], hoursText: null, exceptions: [] };
    const { recordId, spans, hoursText, exceptions } = kept;
    return {
      ...answers,
      locations: withItem(answers.locations, { ...facts, ...point, recordId, spans, hoursText, exceptions }),
    };
  });
}

type Point = Pick<LocationAnswer, "latitude" | "longitude" | "pointPrecision" | "timeZone">;
type Address = Pick<LocationAnswer, "addressLine" | "city" | "region" | "postalCode">;

function pointOf(address: Address, latitude: number | undefined, longitude: number | undefined, zone: string): Point {
  if (latitude !== undefined && longitude !== undefined) {
    return { latitude, longitude, pointPrecision: "given", timeZone: timeZoneAt({ latitude, longitude }) ?? zone };
  }
  const placed = geocode({
    line: address.addressLine,
    city: address.city,
    state: address.region,
    postalCode: address.postalCode,
  });
  if (placed.precision === "unplaced")
    return { latitude: null, longitude: null, pointPrecision: "none", timeZone: zone };
  const pointPrecision = placed.precision === "town" ? "town" : "postal_code";
  return { latitude: placed.latitude, longitude: placed.longitude, pointPrecision, timeZone: placed.timeZone };
}

/** "We have none", and its taking back. */
export function sayNone(db: Db, version: number, step: MayBeNone, none: boolean): Promise<void> {
  return changeAnswers(db, version, (answers) => ({
    ...answers,
    none: none ? [...new Set([...answers.none, step])] : answers.none.filter((one) => one !== step),
  }));
}
