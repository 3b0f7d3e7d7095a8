// The demo's restricted case: Carl's alone, opened twice by Ines in an emergency; one is reviewed, the other waits for Sol. Made by the house's own deeds.
import type { Actor } from "#app/access/actor";
import { endEmergency, openEmergency, readEmergencies, reviewEmergency } from "#app/models/case/emergency.server";
import { openCase } from "#app/models/case/open.server";
import { addClient } from "#app/models/client/save.server";
import { asId, type EmergencyId } from "#app/models/values/ids";
import type { DemoStage } from "./stage";

interface CaseStaff {
  readonly ines: Actor;
  readonly carl: Actor;
  readonly sol: Actor;
}

export async function tellEmergencies(stage: DemoStage, { ines, carl, sol }: CaseStaff): Promise<void> {
  stage.at(-40, 10);
  await stage.as(carl, async (db) => {
    const clientId = await addClient(db, carl, {
      givenName: "Imani",
      familyName: "Winterbourne",
      language: "en",
      safeContact: "none",
      somebodyElse: "on",
    });
    await openCase(db, carl, clientId, {
      cameBy: "walk_in",
      summary: "Moved to a safe address; nobody is to know where.",
      restricted: "on",
    });
  });
  const open = (words: string) =>
    stage.as(ines, async (db) => {
      await openEmergency(db, ines, { said: "Imani Winterbourne", reason: "colleague_away", words });
      const [opened] = (await readEmergencies(db, ines, null)).rows;
      return asId<EmergencyId>(opened?.id ?? "");
    });
  const end = (id: EmergencyId) => stage.as(ines, (db) => endEmergency(db, ines, id));
  stage.at(-12, 17);
  const first = await open("She called from a bus station and needed a bed for the night.");
  await end(first);
  stage.at(-11, 9);
  const verdict = {
    verdict: "justified" as const,
    words: "A bed was found within the hour, and nothing else was opened.",
  };
  await stage.as(sol, (db) => reviewEmergency(db, sol, first, verdict));
  stage.at(-1, 16);
  await end(await open("The school called: nobody came to fetch her child."));
}
