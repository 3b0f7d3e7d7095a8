// The demo's clients say how it went: some were content, three need somebody, and each incident stands elsewhere. By the house's own deeds.
import { and, eq, isNotNull } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import { askForFeedback } from "#app/models/feedback/ask.server";
import { FeedbackForm } from "#app/models/feedback/forms";
import { giveFeedback } from "#app/models/feedback/give.server";
import { moveIncident, readIncidents } from "#app/models/feedback/incident.server";
import { addDays } from "#app/models/values/calendar-day";
import { asId, type IncidentId, type ReferralId } from "#app/models/values/ids";
import { referrals } from "#drizzle/schema";
import type { DemoStage } from "./stage";

const SAID = [
  { helped: "good", treated: "good", again: "good", words: "They were kind to my mother." },
  { helped: "middling", treated: "good", again: "middling" },
  { helped: "good", treated: "good", again: "good" },
  { helped: "bad", treated: "middling", urgent: "need_now", words: "Nobody opened, and the food is gone." },
  { helped: "bad", urgent: "not_safe" },
  { helped: "bad", treated: "good", urgent: "need_now", words: "The bed was taken. I sleep in the car." },
];

export async function hearClients(stage: DemoStage, { sol }: { readonly sol: Actor }) {
  stage.at(-2, 9);
  const ended = await stage.as(sol, (db) =>
    db
      .select({ id: referrals.id })
      .from(referrals)
      .where(and(eq(referrals.agencyId, agencyOf(sol)), isNotNull(referrals.outcome)))
      .orderBy(referrals.id)
      .limit(SAID.length),
  );
  for (const [position, { id }] of ended.entries()) {
    const link = await stage.as(sol, (db) => askForFeedback(db, sol, asId<ReferralId>(id), { intent: "paper" }));
    const keyHash = hashToken(link?.split("/").at(-1) ?? "");
    const said = FeedbackForm.parse(SAID[SAID.length - 1 - position]);
    await stage.asBearer({ kind: "feedback", keyHash }, (db) => giveFeedback(db, said));
  }
  const opened = await stage.as(sol, (db) => readIncidents(db, sol, "open"));
  const [first, second] = opened.map(({ id }) => asId<IncidentId>(id));
  const until = addDays(await stage.today(), 1);
  for (const id of [first, second])
    if (id) await stage.as(sol, (db) => moveIncident(db, sol, id, { intent: "take", until }));
  stage.at(-1, 15);
  const done = "Reached her by telephone, at the hour that is safe. A bed at the shelter is kept for tonight.";
  if (first) await stage.as(sol, (db) => moveIncident(db, sol, first, { intent: "close", done }));
}
