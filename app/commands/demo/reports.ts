// A provider of the demo reports how shared goals come on, where the client has a plan. By the house's own deeds.
import { readSharedGoals } from "#app/models/delivery/goals.server";
import { reportProgress } from "#app/models/delivery/report.server";
import type { Asked } from "./acts";
import type { DemoStage } from "./stage";
import type { Scene } from "./story-scene";

export async function reportGoals(stage: DemoStage, { staff }: Scene, { referralId }: Asked): Promise<void> {
  const { coordinator } = staff;
  await stage.as(coordinator, async (db) => {
    const goals = await readSharedGoals(db, referralId);
    if (goals.length === 0) return;
    await reportProgress(db, coordinator, {
      referralId,
      words: "Three talks so far. Comes on time, and speaks of the week ahead. Next: a plan for the weekends.",
      goals: goals.map(({ id: goalId }) => ({
        goalId,
        standing: "closer",
        words: "Kept every appointment of the month.",
      })),
    });
  });
}
