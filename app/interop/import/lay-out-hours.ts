// Lays opening hours out as weekly spans and dated exceptions where they are certain, and as text where they are not. Never rounds or completes hours.

import type { WeeklySpan } from "#app/models/values/weekly-hours";
import { dayAfter } from "./check-details";
import type { CheckedRow, Owners } from "./records";
import type { Ref } from "./survey";
import type { Shelf, Target, Value } from "./target";

type HoursRow = CheckedRow<"weekly-hours"> | CheckedRow<"dated-hours"> | CheckedRow<"schedule">;
type Spot = { location: Ref; place: Ref | null; owner: Ref };

/**
 * Gives the services at locations the hours text they bear, and the rows of hours that are about them.
 * @param places one target for each service at a location
 */
export function writeHoursTexts(taken: Shelf, places: readonly Target[]): void {
  const spots = new Spots(places);
  const uncertain = uncertainOwners(taken);
  for (const row of hoursRows(taken))
    spots.write(row, spots.of(row.record), isUncertain(row, uncertain) ? row.record : null);
}

/** The spans, or the exceptions, of all hours that are certain. */
export function* hoursTargets(
  table: "opening_span" | "opening_exception",
  taken: Shelf,
  places: readonly Target[],
): Iterable<Target> {
  const spots = new Spots(places);
  const uncertain = uncertainOwners(taken);
  const isDated = table === "opening_exception";
  for (const row of hoursRows(taken)) {
    const found = spots.of(row.record);
    if ((row.kind === "dated-hours") === isDated && !isUncertain(row, uncertain))
      for (const spot of found) yield* spansOf(row, spot);
    if (row.kind === "schedule" && isDated) for (const spot of found) yield* datedSpans(row, spot);
  }
}

function* hoursRows(taken: Shelf): Iterable<HoursRow> {
  yield* taken.of("weekly-hours");
  yield* taken.of("dated-hours");
  yield* taken.of("schedule");
}

function uncertainOwners(taken: Shelf): ReadonlySet<string> {
  return new Set(
    taken
      .of("schedule")
      .filter(isDoubtful)
      .map((row) => ownerKey(row.record)),
  );
}

// One recurrence that a week cannot say makes the others of the same door half the truth: better no hours than wrong ones.
function isUncertain(row: HoursRow, uncertain: ReadonlySet<string>): boolean {
  if (row.kind === "dated-hours") return row.record.from === null;
  return isDoubtful(row) || (row.kind === "schedule" && uncertain.has(ownerKey(row.record)));
}

function isDoubtful(row: HoursRow): boolean {
  return row.kind === "schedule" && row.record.weekly === null;
}

function ownerKey(owners: Owners): string {
  const { serviceAtLocation, service, location, organization } = owners;
  if (serviceAtLocation !== null) return `service-at-location ${serviceAtLocation}`;
  if (service !== null) return `service ${service}`;
  return location !== null ? `location ${location}` : `organization ${organization}`;
}

class Spots {
  private readonly byId = new Map<string, Target>();
  private readonly byService = new Map<string, Target[]>();
  private readonly byLocation = new Map<string, Target[]>();

  constructor(places: readonly Target[]) {
    for (const place of places) {
      this.byId.set(place.id, place);
      append(this.byService, place.links.service_id?.id ?? "", place);
      append(this.byLocation, place.links.location_id?.id ?? "", place);
    }
  }

  /** Where the hours of a row hold: at the one place, at every place of the service, or at the whole location. */
  of(owners: Owners): Spot[] {
    const { serviceAtLocation, service, location } = owners;
    if (serviceAtLocation !== null) return this.spots([this.byId.get(serviceAtLocation)]);
    if (service !== null) return this.spots(this.byService.get(service) ?? []);
    if (location === null) return [];
    const ref: Ref = { kind: "location", id: location };
    return [{ location: ref, place: null, owner: ref }];
  }

  /** Keeps uncertain hours as text with every place they are about; certain ones take back what was kept before. */
  write(row: HoursRow, found: readonly Spot[], uncertain: HoursRow["record"] | null): void {
    const text = uncertain !== null && "text" in uncertain ? uncertain.text : null;
    const beside = row.kind === "schedule" ? row.record.beside : null;
    for (const place of found.flatMap((spot) => this.at(spot))) {
      const before = place.values.hours_text ?? null;
      place.values.hours_text = [before, text, beside].filter(Boolean).join("\n") || null;
      if (!place.from.includes(row)) place.from.push(row);
    }
  }

  private at(spot: Spot): Target[] {
    const place = spot.place === null ? undefined : this.byId.get(spot.place.id);
    return place === undefined ? (this.byLocation.get(spot.location.id) ?? []) : [place];
  }

  private spots(places: readonly (Target | undefined)[]): Spot[] {
    return places.flatMap((place) => {
      const location = place?.links.location_id;
      if (place === undefined || location === undefined) return [];
      return [
        { location, place: { kind: "service-at-location", id: place.id }, owner: place.links.service_id ?? location },
      ];
    });
  }
}

/** One span or exception of a row at one spot; `part` tells it from the row's others. */
function hoursTarget(
  table: "opening_span" | "opening_exception",
  row: HoursRow,
  spot: Spot,
  part: string,
  values: Record<string, Value>,
): Target {
  const links = { location_id: spot.location, ...(spot.place === null ? {} : { service_at_location_id: spot.place }) };
  return { table, kind: row.kind, id: row.id, part, owner: spot.owner, links, values, from: [row], whole: true };
}

/** Single days with their times: certain, even where the words beside them are not. */
function datedSpans(row: CheckedRow<"schedule">, spot: Spot): Target[] {
  const taken = new Map<string, number>();
  return (row.record.dated ?? []).map(({ day, opensMinute, closesMinute }) => {
    // Two that open together and close apart are two rows, each known by a part of its own.
    const at = `${spot.place?.id ?? ""}/${day}/${opensMinute}`;
    const turn = (taken.get(at) ?? 0) + 1;
    taken.set(at, turn);
    return hoursTarget("opening_exception", row, spot, turn === 1 ? at : `${at}/${turn}`, {
      from_day: day,
      until_day: dayAfter(day),
      closed: false,
      opens_minute: opensMinute,
      closes_minute: closesMinute,
    });
  });
}

function spansOf(row: HoursRow, spot: Spot): Target[] {
  const at = spot.place === null ? "" : spot.place.id;
  const make = (table: "opening_span" | "opening_exception", part: string, values: Record<string, Value>) =>
    hoursTarget(table, row, spot, part, values);
  if (row.kind === "dated-hours") {
    const { from, to, hours } = row.record;
    const values = {
      from_day: from,
      until_day: to,
      closed: hours === null,
      opens_minute: hours?.opensMinute ?? null,
      closes_minute: hours?.closesMinute ?? null,
    };
    // Never the empty part: under that the row itself is remembered, and its exception would be lost sight of.
    return [make("opening_exception", `${at}/${from}`, values)];
  }
  if (row.kind === "weekly-hours") {
    const { weekday, opensMinute, closesMinute } = row.record;
    return [
      make("opening_span", `${at}/${weekday}`, { weekday, opens_minute: opensMinute, closes_minute: closesMinute }),
    ];
  }
  const taken = new Map<number, number>();
  return (row.record.weekly ?? []).map((span) => {
    // A season or a second span of one day is a part of its own.
    const turn = (taken.get(span.weekday) ?? 0) + 1;
    taken.set(span.weekday, turn);
    return make("opening_span", `${at}/${span.weekday}${turn === 1 ? "" : `/${turn}`}`, valuesOf(span));
  });
}

/** With every column of its rule, so that hours that lose their rule lose it in the directory too. */
function valuesOf(span: WeeklySpan): Record<string, Value> {
  return {
    weekday: span.weekday,
    opens_minute: span.opensMinute,
    closes_minute: span.closesMinute,
    from_day: span.fromDay ?? null,
    until_day: span.untilDay ?? null,
    season_from: span.seasonFrom ?? null,
    season_until: span.seasonUntil ?? null,
    every_weeks: span.everyWeeks ?? 1,
    anchor_day: span.anchorDay ?? null,
    nth: span.nth ? [...span.nth] : null,
  };
}

function append(lists: Map<string, Target[]>, key: string, place: Target): void {
  const list = lists.get(key);
  if (list) list.push(place);
  else lists.set(key, [place]);
}
