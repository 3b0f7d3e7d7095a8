// Asks the operator's geocoder, where one is named, about providers' places that are known by their postal code or town only. Never reads a client.
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { env } from "#app/env.server";
import { type Asked, askGeocoder } from "#app/search/ask-geocoder.server";
import { geocodeText, loadGazetteer, timeZoneAt } from "#app/search/geocode.server";
import { defineJob, EVERY_MINUTE } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import type { AgencyId } from "../values/ids";

/** What the public geocoders ask of their guests; all processes of the house together keep to it. */
const PAUSE_MILLISECONDS = 1000;
const MOST_A_RUN = 50;
/** Then somebody is told, and it is tried once a day. */
const QUICK_ATTEMPTS = 5;
const MINUTES_A_DAY = 1440;
/** A run that was broken off in the middle of a question. */
const LOST_MINUTES = 10;
/** So many failures one after the other: it is down, and is left alone until the next run. */
const FAILURES_IN_A_ROW = 3;

/** The address of a place in one line; only whole ones are worth asking about. */
const ADDRESS = sql`app.asked_address(l.address_line, l.city, l.region, l.postal_code)`;
const WANTS_POINT = sql`l.active and l.point_precision not in ('given', 'address') and nullif(trim(l.address_line), '') is not null
  and (nullif(trim(l.city), '') is not null or nullif(trim(l.postal_code), '') is not null)`;

type Work = <T>(work: (db: Db) => Promise<T>) => Promise<T>;
type Question = { readonly id: string; readonly address: string; readonly attempts: number };
type Turn = Question | "wait" | null;

/** @returns how many addresses were asked about */
export async function geocodePlaces(
  setting: string,
  work: Work,
  pauseMilliseconds = PAUSE_MILLISECONDS,
): Promise<number> {
  const geocoder = new URL(setting.replaceAll(/[{}]/g, "")).host;
  let [asked, failed] = [0, 0];
  await work((db) => placeFromAnswers(db, geocoder));
  while (asked < MOST_A_RUN && failed < FAILURES_IN_A_ROW) {
    const turn: Turn = await work((db) => nextQuestion(db, geocoder, pauseMilliseconds));
    if (turn === null) break;
    if (turn === "wait") {
      await pause(pauseMilliseconds / 4 + 1);
      continue;
    }
    const placed = geocodeText(turn.address);
    const answer = await askGeocoder(setting, turn.address, placed.precision === "unplaced" ? null : placed);
    await work((db) => keepAnswer(db, turn, answer));
    asked += 1;
    failed = answer.outcome === "failed" ? failed + 1 : 0;
  }
  if (asked > 0) await work((db) => placeFromAnswers(db, geocoder));
  return asked;
}

/** Takes the next address, and with it the turn: whoever else looks meanwhile waits. */
async function nextQuestion(db: Db, geocoder: string, pauseMilliseconds: number): Promise<Turn> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('geocode ' || ${geocoder}))`);
  const [last] = await db.execute<{ soon: boolean }>(sql`
    select coalesce(max(tried_at) > clock_timestamp() - make_interval(secs => ${pauseMilliseconds / 1000}), false) as soon
    from geocode_answer where geocoder = ${geocoder}`);
  if (last?.soon) return "wait";
  const [next] = await db.execute<Question>(sql`
    insert into geocode_answer as a (geocoder, address, tried_at, try_again_at)
    select ${geocoder}, ${ADDRESS}, clock_timestamp(), clock_timestamp() + make_interval(mins => ${LOST_MINUTES})
    from location l
    left join geocode_answer known on known.geocoder = ${geocoder} and known.address = ${ADDRESS}
    where ${WANTS_POINT} and (known.id is null
      or (known.outcome in ('asking', 'failed') and known.try_again_at <= clock_timestamp()))
    order by l.id limit 1
    on conflict (geocoder, address) do update
      set outcome = 'asking', attempts = a.attempts + 1, tried_at = excluded.tried_at, try_again_at = excluded.try_again_at
    returning a.id, a.address, a.attempts`);
  return next ?? null;
}

async function keepAnswer(db: Db, { id, attempts }: Question, answer: Asked): Promise<void> {
  const point = answer.outcome === "found" ? answer.point : null;
  const failure = answer.outcome === "failed" ? answer.failure : null;
  // After one, four, nine and sixteen minutes.
  const soon = attempts < QUICK_ATTEMPTS ? attempts * attempts : MINUTES_A_DAY;
  const minutes = failure === null ? null : soon;
  await db.execute(sql`
    update geocode_answer set outcome = ${answer.outcome}, failure = ${failure}, latitude = ${point?.latitude ?? null},
      longitude = ${point?.longitude ?? null}, time_zone = ${point ? timeZoneAt(point) : null},
      try_again_at = clock_timestamp() + make_interval(mins => ${minutes}::int)
    where id = ${id}::uuid`);
  if (failure !== null && attempts === QUICK_ATTEMPTS) await tellOfFailure(db, id);
}

/** A place whose address was answered stands where the answer says; what somebody gave by hand is never moved. */
async function placeFromAnswers(db: Db, geocoder: string): Promise<void> {
  await db.execute(sql`
    update location l set latitude = a.latitude, longitude = a.longitude, point_precision = 'address', updated_at = app.clock(),
      time_zone = case when l.point_precision = 'none' then coalesce(a.time_zone, l.time_zone) else l.time_zone end
    from geocode_answer a
    where a.geocoder = ${geocoder} and a.outcome = 'found' and a.address = ${ADDRESS} and ${WANTS_POINT}`);
}

/** Once a day: a geocoder that is down fails for a thousand addresses. */
async function tellOfFailure(db: Db, id: string): Promise<void> {
  const [told] = await db.execute<{ already: boolean }>(sql`
    select exists (select 1 from geocode_answer a where a.id <> ${id}::uuid and a.outcome = 'failed'
      and a.attempts >= ${QUICK_ATTEMPTS} and a.tried_at > clock_timestamp() - interval '1 day') as already`);
  if (told?.already) return;
  const agencies = await db.execute<{ id: AgencyId }>(sql`select a.id from app.agencies_with_a_network() as a(id)`);
  for (const { id: agencyId } of agencies) {
    const tiding = { kind: "geocoder.failed", subjectType: "geocode_answer", subjectId: id, path: "/network/places" };
    await tellMembers(db, { agencyId, roles: ["network_manager"] }, tiding);
  }
}

defineJob("geocode-places", { retries: 3, cron: EVERY_MINUTE, seconds: 300 }, async () => {
  const setting = env().GEOCODER_URL;
  if (setting === undefined) return;
  loadGazetteer();
  await geocodePlaces(setting, (work) => asJob("write", work));
});
