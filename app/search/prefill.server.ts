// Fills a search in from the case it is for: the need's specialty, the client's place and language. Changes nothing.
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { type CalendarDay, yearsBetween } from "#app/models/values/calendar-day";
import type { CaseId, ClientId, NeedId, SpecialtyId } from "#app/models/values/ids";
import type { Point } from "#app/models/values/place";
import { Refusal } from "#app/models/values/refusal";
import { cases, clients, needs, specialties } from "#drizzle/schema";
import type { UnplacedReason } from "./geocode";
import { geocodeText } from "./geocode.server";
import { radiusMetres, type SearchQuery } from "./query";
import type { Wish } from "./wish";

export interface CaseOfSearch {
  readonly caseId: CaseId;
  readonly caseNumber: string;
  readonly clientId: ClientId;
  readonly clientName: string;
  readonly clientLanguage: string;
  readonly clientBirthDay: CalendarDay | null;
  readonly clientPostalCode: string | null;
  /** As far as it is placed: "Baltimore, MD 21202"; empty when nothing is known. */
  readonly clientArea: string;
  readonly clientPoint: Point | null;
  readonly mayRefer: boolean;
  /** Needs not met yet, oldest first. */
  readonly needs: readonly {
    readonly id: NeedId;
    readonly specialtyId: SpecialtyId;
    readonly name: string;
    readonly words: string;
  }[];
}

/** Where the search starts, and where that is known from. */
export type Centre =
  | { readonly kind: "typed"; readonly point: Point; readonly label: string }
  | { readonly kind: "client"; readonly point: Point; readonly label: string }
  | {
      readonly kind: "unplaced";
      readonly point: null;
      readonly label: string;
      /** Typed now, or what the client's record says. */
      readonly typed: boolean;
      readonly reason: UnplacedReason;
    }
  | { readonly kind: "none"; readonly point: null; readonly label: "" };

export interface FilledSearch {
  readonly wish: Wish;
  readonly centre: Centre;
  readonly needId: NeedId | null;
  readonly ofCase: CaseOfSearch | null;
  /** What the client's record says, in whole years; null: no client, or no birthday. */
  readonly recordAge: number | null;
}

/** @throws Refusal "not-found" (404) when the case is not there for this actor */
export async function fillSearch(db: Db, query: SearchQuery, today: CalendarDay): Promise<FilledSearch> {
  const ofCase = query.caseId ? await readCaseOfSearch(db, query.caseId) : null;
  const need = ofCase?.needs.find(({ id }) => id === query.needId) ?? (query.needId ? null : ofCase?.needs[0]) ?? null;
  const centre = centreOf(query.place, ofCase);
  const recordAge = ageOf(ofCase, today);
  return {
    recordAge,
    ofCase,
    centre,
    needId: need?.id ?? null,
    wish: {
      centre: centre.point,
      radiusMetres: centre.point ? radiusMetres(query) : null,
      specialtyId: query.specialty === "any" ? null : (query.specialty ?? need?.specialtyId ?? null),
      open: query.open,
      language: query.language === "any" ? null : (query.language ?? usefulLanguage(ofCase)),
      postalCode: centre.point ? postalCodeOf(query.place, ofCase) : null,
      mode: query.mode,
      accessibility: query.access,
      age: query.age === "any" ? null : (query.age ?? recordAge),
      serves: query.serves,
      cost: query.cost,
      accepting: query.accepting,
      networkOnly: query.networkOnly,
      credentials: query.credentials,
      text: query.text,
      order: query.order,
      group: query.group,
      shown: query.shown,
    },
  };
}

// Nearly every place speaks English and few say so: asking for it would only push good places down.
const usefulLanguage = (ofCase: CaseOfSearch | null) =>
  ofCase && ofCase.clientLanguage !== "en" ? ofCase.clientLanguage : null;

const ageOf = (ofCase: CaseOfSearch | null, today: CalendarDay) =>
  ofCase?.clientBirthDay ? Math.max(0, yearsBetween(ofCase.clientBirthDay, today)) : null;

/** Of what was typed, or of the client's own address. */
function postalCodeOf(typed: string, ofCase: CaseOfSearch | null): string | null {
  if (typed === "") return ofCase?.clientPostalCode ?? null;
  return /\b\d{5}\b(?!.*\b\d{5}\b)/.exec(typed)?.[0] ?? null;
}

function centreOf(typed: string, ofCase: CaseOfSearch | null): Centre {
  if (typed !== "") {
    const placing = geocodeText(typed);
    if (placing.precision === "unplaced")
      return { kind: "unplaced", point: null, label: typed, typed: true, reason: placing.reason };
    return { kind: "typed", point: { latitude: placing.latitude, longitude: placing.longitude }, label: placing.label };
  }
  if (!ofCase) return { kind: "none", point: null, label: "" };
  if (ofCase.clientPoint) return { kind: "client", point: ofCase.clientPoint, label: ofCase.clientArea };
  return { kind: "unplaced", point: null, label: ofCase.clientArea, typed: false, reason: "nothing-typed" };
}

/** @throws Refusal "not-found" (404) when the case is not there for this actor */
export async function readCaseOfSearch(db: Db, caseId: CaseId): Promise<CaseOfSearch> {
  const [row] = await db
    .select({
      caseNumber: cases.number,
      clientId: clients.id,
      givenName: clients.givenName,
      familyName: clients.familyName,
      language: clients.language,
      birthDay: clients.birthDay,
      city: clients.city,
      region: clients.region,
      postalCode: clients.postalCode,
      latitude: clients.latitude,
      longitude: clients.longitude,
      mayRefer: sql<boolean>`(${cases.id} = any((select app.my_cases())::uuid[]) or cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0)`,
    })
    .from(cases)
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .where(eq(cases.id, caseId));
  if (!row) throw new Refusal("not-found", 404);
  const open = await db
    .select({ id: needs.id, specialtyId: needs.specialtyId, name: specialties.name, words: needs.words })
    .from(needs)
    .innerJoin(specialties, eq(specialties.id, needs.specialtyId))
    .where(and(eq(needs.caseId, caseId), isNull(needs.metAt)))
    .orderBy(asc(needs.createdAt), asc(needs.id))
    .limit(50);
  const { latitude, longitude } = row;
  return {
    caseId,
    caseNumber: row.caseNumber,
    clientId: row.clientId as ClientId,
    clientName: `${row.givenName} ${row.familyName}`,
    clientLanguage: row.language,
    clientBirthDay: row.birthDay as CalendarDay | null,
    clientPostalCode: row.postalCode,
    clientArea: [row.city, [row.region, row.postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", "),
    clientPoint: latitude === null || longitude === null ? null : { latitude, longitude },
    mayRefer: row.mayRefer,
    needs: open.map((need) => ({ ...need, id: need.id as NeedId, specialtyId: need.specialtyId as SpecialtyId })),
  };
}
