// Does to an application what a form of its page at the network desk says. Chooses the deed; each deed refuses for itself.
import type { z } from "zod";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { approveApplication, rejectApplication, returnApplication } from "./decide.server";
import type { ApplicationId, ScreeningPageForm } from "./forms";
import { addItem, addNote, judgeItem, type KeptFile } from "./judge.server";
import { giveBackApplication, takeApplication } from "./take.server";

/** @returns the catalogue key of what was done */
export async function screenApplication(
  db: Db,
  actor: Actor,
  id: ApplicationId,
  form: z.infer<typeof ScreeningPageForm>,
  kept: KeptFile | null,
): Promise<string> {
  switch (form.intent) {
    case "take":
      await takeApplication(db, actor, id, form.from);
      return "screening.one.taken";
    case "give-back":
      await giveBackApplication(db, actor, id);
      return "screening.one.given-back";
    case "judge":
      await judgeItem(db, actor, id, form);
      return "screening.item.judged";
    case "note":
      await addNote(db, actor, id, form, kept);
      return "screening.item.noted";
    case "item": {
      const { intent: _, ...item } = form;
      await addItem(db, actor, id, item);
      return "screening.item.added";
    }
    case "return":
      await returnApplication(db, actor, id, form);
      return "screening.one.returned";
    case "reject":
      await rejectApplication(db, actor, id, form);
      return "screening.one.rejected";
    case "approve": {
      const missing = await approveApplication(db, actor, id, form);
      return missing > 0 ? "screening.one.approved-once" : "screening.one.approved";
    }
  }
}
