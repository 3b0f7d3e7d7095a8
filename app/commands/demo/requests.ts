// What came to the door of the demo's agencies: requests that wait, one of them late, and some that were decided. Told by the house's own deeds.
import { decideRequest, enterRequest } from "#app/models/case/request.server";
import type { Cast } from "./houses";
import type { DemoStage } from "./stage";

const asked = { language: "en" } as const;

export async function enterRequests(stage: DemoStage, { ines, carl, otto }: Cast): Promise<void> {
  stage.at(-6, 10);
  await stage.as(ines, async (db) => {
    await enterRequest(db, ines, {
      ...asked,
      cameBy: "telephone",
      words: "Rent is two months behind and the landlord has written. Works nights, please call after two.",
      givenName: "Theo",
      familyName: "Marsh",
      telephone: "410-555-0961",
    });
    const meals = await enterRequest(db, ines, {
      ...asked,
      cameBy: "walk_in",
      words: "Where is the food pantry today?",
    });
    await decideRequest(db, ines, meals, { intent: "answer", words: "Told the address and the hours." });
  });
  stage.at(-1, 15);
  await stage.as(carl, async (db) => {
    await enterRequest(db, carl, {
      ...asked,
      cameBy: "referral_in",
      sender: "Lakeview Middle School, the counselor",
      words: "A family of four sleeps in their car. The mother agreed to be called.",
      givenName: "Dolores",
      familyName: "Finch",
      telephone: "410-555-0962",
      language: "es",
      urgent: "on",
    });
    const roads = await enterRequest(db, carl, { ...asked, cameBy: "complaint", words: "The street lamp is broken." });
    await decideRequest(db, carl, roads, { intent: "pass-on", passedTo: "Public works", words: "Gave the number." });
    const ours = await enterRequest(db, carl, { ...asked, cameBy: "application", words: "A loan for a car." });
    await decideRequest(db, carl, ours, { intent: "decline", reason: "not_our_service" });
  });
  await stage.as(otto, (db) => enterRequest(db, otto, { ...asked, cameBy: "telephone", words: "A ride to dialysis." }));
}
