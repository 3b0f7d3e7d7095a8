// Refuses a schedule that cannot stand, in words that name what is in the way. The database's constraints stand behind every line.
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { formatInstant, formatUnits } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { sayIn } from "#app/i18n/say-in";
import { Refusal } from "../values/refusal";
import { type Ground, weighOn } from "./ground.server";
import type { ScheduleRow } from "./row.server";
import type { SessionMark, Weighed } from "./weigh";

/**
 * @returns the schedule weighed as it stands now
 * @throws Refusal 409: the authorization does not hold, too many units, outside its days, somebody is elsewhere then
 */
export async function checkSchedule(db: Db, actor: Actor, ground: Ground, row: ScheduleRow): Promise<Weighed> {
  if (ground.state !== "active") throw new Refusal("schedule.authorization-not-active", 409);
  if (row.practitionerLeftAt) throw new Refusal("schedule.practitioner-left", 409);
  const weighed = await weighOn(db, ground, row, row.items);
  const language = knownLanguage(actor.language);
  if (weighed.leftAfter < 0n) {
    throw new Refusal("schedule.too-many-units", 409, {
      units: formatUnits(weighed.units, language),
      left: formatUnits(weighed.leftAfter + weighed.units, language),
    });
  }
  for (const [mark, code] of FAULTS) {
    const session = weighed.sessions.find(({ marks }) => marks.includes(mark));
    if (!session) continue;
    throw new Refusal(code, 409, {
      practitioner: row.practitionerName,
      ...limitBlanks(actor, ground),
      when: formatInstant(session.startsAt, row.timeZone, language),
    });
  }
  return weighed;
}

/** "3 hours a week", where there is such a limit. */
function limitBlanks({ language }: Actor, { limit, unitType }: Ground): Record<string, string> {
  if (!limit) return {};
  const say = sayIn(language);
  const word = say.any(`word.unit.${unitType}`, { count: limit.units === 100n ? 1 : 2 });
  const units = `${formatUnits(limit.units, knownLanguage(language))} ${word}`;
  return { limit: say(`authorization.limit.${limit.period}`, { units }) };
}

const FAULTS: readonly (readonly [SessionMark, string])[] = [
  ["outside", "schedule.session-outside"],
  ["over-period", "schedule.over-period"],
  ["practitioner-busy", "schedule.practitioner-busy"],
  ["client-busy", "schedule.client-busy"],
];
