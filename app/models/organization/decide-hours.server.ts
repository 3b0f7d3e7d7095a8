// Confirms readings of hours in words, keeps the words, or takes a batch back. What changed since it was shown is left alone.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { readHours } from "#app/interop/import/hours-text";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import type { WeeklySpan } from "../values/weekly-hours";
import { organizationEvents } from "./events";
import { subjectOf } from "./facts.server";
import type { HoursDecision } from "./hours-reading-forms";
import { codeOf } from "./hours-readings.server";

type Place = { id: string; organizationId: string; locationId: string; words: string | null };

/** @returns the catalogue key of what was done */
export async function decideHours(db: Db, actor: Actor, decision: HoursDecision): Promise<string> {
  if (decision.intent === "undo") return undoBatch(db, actor, decision.batchId);
  const isConfirmed = decision.intent === "confirm";
  const places = await readPlaces(db, decision.places);
  const [batch] = await db.execute<{ id: string }>(sql`select app.new_id() as id`);
  let kept = 0;
  for (const place of places) {
    const reading = readHours(place.words ?? "");
    if (isConfirmed && reading.confidence === "none") continue;
    const spans = isConfirmed && reading.confidence !== "none" ? reading.spans : [];
    const limits = reading.confidence !== "none" && reading.doubts.some((doubt) => LIMITS.has(doubt));
    const [written] = await db.execute<{ done: boolean }>(sql`select app.keep_hours_reading(
      ${batch?.id}::uuid, ${place.id}::uuid, ${place.words}, ${JSON.stringify(spans.map(rowOf))}::jsonb, ${limits}) as done`);
    if (!written?.done) continue;
    kept += 1;
    if (isConfirmed) await tellChanged(db, actor, place, spans.length);
  }
  if (kept === 0) throw new Refusal("hours.changed-meanwhile", 409);
  const some = kept < decision.places.length ? "-some" : "";
  return `hours.done.${isConfirmed ? "confirmed" : "kept"}${some}`;
}

/** What a week of rows cannot say: these words stay beside it. */
const LIMITS: ReadonlySet<string> = new Set(["condition", "holidays"]);

async function undoBatch(db: Db, actor: Actor, batchId: string): Promise<string> {
  const undone = await db.execute<{ id: string }>(
    sql`select u.id from app.undo_hours_readings(${batchId}::uuid) as u(id)`,
  );
  if (undone.length === 0) throw new Refusal("hours.nothing-to-undo", 409);
  const places = await placesOf(
    db,
    undone.map(({ id }) => id),
  );
  for (const place of places) await tellChanged(db, actor, place, 0);
  const [rest] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from hours_reading r where r.batch_id = ${batchId}::uuid and r.undone_at is null`,
  );
  return rest && rest.count > 0 ? "hours.done.undone-some" : "hours.done.undone";
}

/** Those whose words are still the ones that were shown. */
async function readPlaces(db: Db, codes: readonly string[]): Promise<Place[]> {
  const shown = new Set(codes);
  const places = await placesOf(
    db,
    codes.map((code) => code.slice(0, 36)),
  );
  return places.filter(({ id, words }) => words !== null && shown.has(codeOf(id, words)));
}

async function placesOf(db: Db, ids: readonly string[]): Promise<Place[]> {
  const rows = await db.execute<Place>(sql`
    select p.id, p.organization_id as "organizationId", p.location_id as "locationId", p.hours_text as words
    from service_at_location p where p.id = any(${`{${[...new Set(ids)].join(",")}}`}::uuid[]) order by p.id`);
  return [...rows];
}

async function tellChanged(db: Db, actor: Actor, place: Place, spans: number): Promise<void> {
  const { id, locationId, organizationId } = place;
  const event = organizationEvents["hours-changed"]({ locationId, serviceAtLocationId: id, spans });
  await recordEvent(db, actor, event, subjectOf(organizationId));
}

function rowOf(span: WeeklySpan) {
  return {
    weekday: span.weekday,
    opens_minute: span.opensMinute,
    closes_minute: span.closesMinute,
    season_from: span.seasonFrom ?? null,
    season_until: span.seasonUntil ?? null,
    nth: span.nth ?? null,
  };
}
