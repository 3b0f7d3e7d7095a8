// Changes an agency's settings and records which ones, never their values. Row-level security keeps other agencies' away.
import { eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { agencies } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { agencyEvents } from "./events";
import type { Settings } from "./forms";
import { readAgency } from "./read.server";

/** @throws Refusal 404 when the agency is not the actor's to change */
export async function changeSettings(db: Db, actor: Actor, settings: Settings): Promise<void> {
  const agencyId = agencyOf(actor);
  const before = await readAgency(db, agencyId);
  const { client, clients, caseworker, caseworkers } = settings;
  const chosen = Object.entries({ client, clients, caseworker, caseworkers }).filter(([, word]) => word);
  const after = {
    name: settings.name,
    words: Object.fromEntries(chosen) as Record<string, string>,
    timeZone: settings.timeZone,
    distanceUnit: settings.distanceUnit,
    caseworkerLimitCents: settings.caseworkerLimit,
    answerDays: settings.answerDays,
    graceDays: settings.graceDays,
    whenUnanswered: settings.whenUnanswered,
    requestDays: settings.requestDays,
    reportEvery: settings.reportEvery,
    renewalDays: settings.renewalDays,
    recordingDays: settings.recordingDays,
    planApproval: settings.planApproval,
    closureApproval: settings.closureApproval,
    screeningApprovals: settings.screeningApprovals,
    directoryPublic: settings.directoryPublic,
    secondFactorRequired: settings.secondFactorRequired,
  };
  const changed = Object.entries(after)
    .filter(([name, value]) => textOf(value) !== textOf(before[name as keyof typeof after]))
    .map(([name]) => name);
  if (changed.length === 0) return;
  const kept = await db.update(agencies).set(after).where(eq(agencies.id, agencyId)).returning({ id: agencies.id });
  if (kept.length === 0) throw new Refusal("not-found", 404);
  const event = agencyEvents["settings-changed"]({ settings: changed.sort().join(", ") });
  await recordEvent(db, actor, event, { subjectType: "agency", subjectId: agencyId, agencyId });
}

/** Objects are compared by their sorted entries; jsonb does not keep the order of keys. */
function textOf(value: unknown): string {
  return typeof value === "object" && value !== null
    ? JSON.stringify(Object.entries(value).sort(([left], [right]) => left.localeCompare(right)))
    : String(value);
}
