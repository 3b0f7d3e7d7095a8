// Where a service comes to its clients: reads, writes and takes away its areas. A service without one is looked for by its distance.
import { booleanPointInPolygon } from "@turf/turf";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { postalCodesIn, postalPlaces, postalPlacesWhere, townNamed } from "#app/search/geocode.server";
import type { PostalPlace } from "#app/search/geocode-gazetteer";
import { locations, serviceAreas, services } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { LocationId, ServiceId } from "../values/ids";
import { isInside, isPoint } from "../values/place";
import { Refusal } from "../values/refusal";
import type { AreaAround, AreaCodes, AreaDrawn, AreaPageForm } from "./area-forms";
import { type AreaShape, edgesOf, shapeAround, squareMetresOf } from "./area-shape";
import { confirmWritten } from "./confirm.server";
import { organizationEvents } from "./events";
import { subjectOf } from "./facts.server";
import { lockPlace, lockService } from "./lock.server";
import { editedNow } from "./place.server";

type AreaForm = z.infer<typeof AreaPageForm>;

const MOST_AREAS = 40;
const MOST_CODES = 2000;
const MOST_NAMED = 12;

export type ServiceArea = {
  readonly id: string;
  readonly name: string;
  /** Null: it is a list of postal codes. */
  readonly shape: AreaShape | null;
  readonly squareMetres: number | null;
  /** The list itself; of a shape, the codes whose middle it holds. */
  readonly places: readonly Pick<PostalPlace, "postalCode" | "town" | "state" | "latitude" | "longitude">[];
  /** Postal codes on the list that are on no map. */
  readonly offMap: readonly string[];
};

export async function readAreas(db: Db, serviceId: string): Promise<ServiceArea[]> {
  const rows = await db
    .select()
    .from(serviceAreas)
    .where(eq(serviceAreas.serviceId, serviceId))
    .orderBy(asc(serviceAreas.id))
    .limit(MOST_AREAS);
  return rows.map(({ id, name, postalCodes, polygon }) => {
    const shape = polygon as AreaShape | null;
    const places = shape ? placesWithin(shape) : postalPlaces(postalCodes);
    const known = new Set(places.map(({ postalCode }) => postalCode));
    return {
      id,
      name,
      shape,
      squareMetres: shape && squareMetresOf(shape),
      places: places.map(({ postalCode, town, state, latitude, longitude }) => ({
        postalCode,
        town,
        state,
        latitude,
        longitude,
      })),
      offMap: postalCodes.filter((code) => !known.has(code)),
    };
  });
}

/** The places an area can be drawn around. */
export async function readCentres(db: Db, organizationId: string) {
  const rows = await db
    .select({ id: locations.id, name: locations.name, latitude: locations.latitude, longitude: locations.longitude })
    .from(locations)
    .where(and(eq(locations.organizationId, organizationId), eq(locations.active, true)))
    .orderBy(asc(locations.name), asc(locations.id))
    .limit(200);
  return rows.flatMap(({ latitude, longitude, ...row }) =>
    latitude === null || longitude === null ? [] : [{ ...row, latitude, longitude }],
  );
}

/**
 * The form as it would be kept: towns as their postal codes, and each area with a name that says where it is.
 * @throws Refusal 422 that names each code and town there is none of, 404 for another provider's place, 422 for one on no map
 */
export async function checkArea(db: Db, organizationId: string, form: AreaForm): Promise<AreaForm> {
  switch (form.intent) {
    case "area-codes":
      return { ...form, ...codesOf(form), towns: "" };
    case "area-around": {
      const { name: place } = await middleOf(db, organizationId, form.locationId);
      const away = `${form.distance} ${form.unit === "mile" ? "mi" : "km"}`;
      return { ...form, name: form.name || `${place.slice(0, 100)}, ${away}` };
    }
    default:
      return form;
  }
}

function codesOf(form: AreaCodes): { codes: string; name: string } {
  const typed = postalCodesIn(form.codes);
  if (typed.wrong.length > 0) throw named("organization.no-such-codes", typed.wrong);
  const lines = form.towns.split(/[\n;]/).flatMap((line) => line.trim() || []);
  const towns = lines.map((line) => ({ line, found: townNamed(line) }));
  const unknown = towns.flatMap(({ line, found }) => (found ? [] : [line]));
  if (unknown.length > 0) throw named("organization.no-such-towns", unknown);
  const codes = [...new Set([...typed.codes, ...towns.flatMap(({ found }) => found?.codes ?? [])])].toSorted();
  if (codes.length > MOST_CODES) throw new Refusal("organization.too-many-codes", 422, { most: MOST_CODES });
  // The towns name the list where it is nothing but them.
  const labels = form.codes === "" ? towns.flatMap(({ found }) => found?.label ?? []) : [];
  return { codes: codes.join(" "), name: form.name || labels.join("; ").slice(0, 120) };
}

async function middleOf(db: Db, organizationId: string, locationId: LocationId) {
  const place = await lockPlace(db, locationId);
  if (place.organizationId !== organizationId) throw new Refusal("not-found", 404);
  const { name, latitude, longitude } = place;
  if (latitude === null || longitude === null || !isPoint(latitude, longitude)) {
    throw new Refusal("organization.off-map", 422, { name });
  }
  return { name, latitude, longitude };
}

/** Keeps a list of postal codes as it was checked, in the place of another where one is named. @throws Refusal 404 when that one is not there */
export async function saveAreaCodes(db: Db, actor: Actor, serviceId: ServiceId, form: AreaCodes): Promise<void> {
  const service = await lockService(db, serviceId);
  const { name } = form;
  const postalCodes = form.codes.split(" ");
  if (form.id === undefined) return addArea(db, actor, service, { name, postalCodes });
  const [changed] = await db
    .update(serviceAreas)
    .set({ name, postalCodes })
    .where(and(eq(serviceAreas.id, form.id), eq(serviceAreas.serviceId, serviceId), listsCodes))
    .returning({ id: serviceAreas.id });
  if (!changed) throw new Refusal("not-found", 404);
  const event = organizationEvents["area-changed"]({ serviceId, areaId: changed.id });
  await recordEvent(db, actor, event, subjectOf(service.organizationId));
  await markWritten(db, service);
}

export async function addAreaAround(
  db: Db,
  actor: Actor,
  serviceId: ServiceId,
  { locationId, metres, name }: AreaAround,
): Promise<void> {
  const service = await lockService(db, serviceId);
  const middle = await middleOf(db, service.organizationId, locationId);
  await addShape(db, actor, service, name, shapeAround(middle, metres));
}

export async function addAreaDrawn(db: Db, actor: Actor, serviceId: ServiceId, form: AreaDrawn): Promise<void> {
  await addShape(db, actor, await lockService(db, serviceId), form.name, form.shape);
}

/** @throws Refusal 404 for an area of another service */
export async function removeArea(db: Db, actor: Actor, serviceId: ServiceId, id: string): Promise<void> {
  const service = await lockService(db, serviceId);
  const gone = await db
    .delete(serviceAreas)
    .where(and(eq(serviceAreas.id, id), eq(serviceAreas.serviceId, serviceId)))
    .returning({ id: serviceAreas.id });
  if (gone.length === 0) throw new Refusal("not-found", 404);
  const event = organizationEvents["area-removed"]({ serviceId, areaId: id });
  await recordEvent(db, actor, event, subjectOf(service.organizationId));
  await markWritten(db, service);
}

const listsCodes = isNull(serviceAreas.polygon);

type Service = { readonly id: string; readonly organizationId: string };
type Written = Pick<typeof serviceAreas.$inferInsert, "name" | "postalCodes" | "polygon" | "edges">;

async function addShape(db: Db, actor: Actor, service: Service, name: string, shape: AreaShape): Promise<void> {
  const edges = edgesOf(shape);
  // A box that passes the date line would be asked for from the wrong side.
  if (edges[1] < -180 || edges[3] > 180) throw new Refusal("organization.past-date-line", 422);
  await addArea(db, actor, service, { name, polygon: shape, edges });
}

async function addArea(db: Db, actor: Actor, service: Service, area: Written): Promise<void> {
  const { id: serviceId, organizationId } = service;
  if ((await db.$count(serviceAreas, eq(serviceAreas.serviceId, serviceId))) >= MOST_AREAS) {
    throw new Refusal("organization.too-many-areas", 422, { most: MOST_AREAS });
  }
  const [made] = await db
    .insert(serviceAreas)
    .values({ organizationId, serviceId, ...area })
    .returning({ id: serviceAreas.id });
  if (!made) throw new Error("the area was not kept");
  const event = organizationEvents["area-added"]({ serviceId, areaId: made.id });
  await recordEvent(db, actor, event, subjectOf(organizationId));
  await markWritten(db, service);
}

async function markWritten(db: Db, { id, organizationId }: Service): Promise<void> {
  await db
    .update(services)
    .set(await editedNow(db))
    .where(eq(services.id, id));
  await confirmWritten(db, organizationId, "services", [id]);
}

function placesWithin(shape: AreaShape): PostalPlace[] {
  const [south, west, north, east] = edgesOf(shape);
  const box = { south, west, north, east };
  return postalPlacesWhere(
    (point) => isInside(point, box) && booleanPointInPolygon([point.longitude, point.latitude], shape),
  );
}

/** Each wrong one is named, as far as there is room. */
function named(code: string, wrong: readonly string[]): Refusal {
  const shown = wrong.slice(0, MOST_NAMED).map((text) => `“${text.slice(0, 40)}”`);
  return new Refusal(wrong.length > MOST_NAMED ? `${code}-and-more` : code, 422, {
    count: wrong.length,
    names: shown.join(", "),
    more: wrong.length - shown.length,
  });
}
