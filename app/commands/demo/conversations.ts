// What caseworkers and coordinators of the demo say to each other about a referral that was taken on. Invents no clients' facts.
import { openThread } from "#app/models/referral/thread.server";
import { writeMessage } from "#app/models/referral/write-message.server";
import { asId, type OrganizationId } from "#app/models/values/ids";
import type { Asked } from "./acts";
import type { DemoStage } from "./stage";
import type { Scene } from "./story-scene";

const TURNS = [
  { by: "provider", words: "We can begin next week. Is a morning or an afternoon better?" },
  { by: "agency", words: "Mornings, please, after nine. A reminder the day before helps." },
  { by: "provider", words: "Then Tuesday at ten. We have put it into the plan of sessions." },
] as const;

/** The last answer waits to be read: a day that has something new in it. */
export async function talk(stage: DemoStage, { staff, caseworker, began }: Scene, asked: Asked): Promise<void> {
  const { coordinator } = staff;
  const organizationId = asId<OrganizationId>(coordinator.organizationId ?? "");
  const thread = { referralId: asked.referralId, organizationId };
  for (const [turn, { by, words }] of TURNS.entries()) {
    const speaker = by === "agency" ? caseworker : coordinator;
    stage.at(began + 4, 11 + turn);
    await stage.as(speaker, async (db) => {
      await openThread(db, speaker, thread, null);
      await writeMessage(db, speaker, thread, { words, document: null });
    });
  }
}
