// Fills an empty database with the demo network: houses, people, a directory, and stories told by the house's own deeds. Runs once.
import { calendarYearOf } from "./calendar";
import { layProviders, laySpecialties } from "./directory";
import { demoPasswordHash, layFunds, layHouses, layPeople, layPractitioner } from "./houses";
import { chanceFrom } from "./random";
import { openStage } from "./stage";
import { tellStories } from "./stories";
import "#app/models/reactions.server";

const SEED = 20_260_401;

/** @param migrator address of the migrator's login, the only one that may set the clock of a story */
export async function loadDemo(migrator: string): Promise<void> {
  const passwordHash = await demoPasswordHash();
  const stage = openStage(migrator);
  const chance = chanceFrom(SEED);
  try {
    const today = await stage.today();
    const year = calendarYearOf(today);
    const laid = await stage.asGuards(async (db) => {
      const houses = await layHouses(db);
      const cast = await layPeople(db, houses, passwordHash);
      const funds = await layFunds(db, houses, year.fiscal);
      const leaves = await laySpecialties(db);
      const providers = await layProviders(db, houses, leaves, year.agreement, chance);
      const { organizationId } = cast.pavel;
      await layPractitioner(db, organizationId ?? "", cast.pavel.name, "Counselor", cast.pavel.membershipId);
      await layPractitioner(db, cast.dana.organizationId ?? "", cast.dana.name, "Driver", cast.dana.membershipId);
      return { houses, cast, funds, leaves, providers };
    });
    await tellStories(stage, { ...laid, today, chance });
  } finally {
    await stage.close();
  }
}
