// Fills an empty database with the demo network: houses, people, a directory, and stories told by the house's own deeds. Runs once.
import "#app/models/reactions.server";
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import { turnAgreements } from "./agreements";
import { letServiceAsk } from "./asked-forms";
import { assessClients } from "./assessments";
import { runAuthorizations } from "./authorization-course";
import { askForAnother, hearFromBank, layBankAccounts } from "./bank-accounts";
import { keepBooks } from "./books";
import { calendarYearOf } from "./calendar";
import { makeScoreCards } from "./cards";
import { keepClients } from "./client-details";
import { keepCredentials } from "./credentials";
import { layProviders, laySpecialties } from "./directory";
import { tellEmergencies } from "./emergencies";
import { hearClients } from "./feedback";
import { makeForms } from "./forms";
import { runGroups } from "./groups";
import { layHoursInWords } from "./hours-in-words";
import { demoPasswordHash, layFunds, layHouses, layPeople, layPractitioner } from "./houses";
import { uploadOnce } from "./imports";
import { letFactsAge } from "./keeping";
import { markProgress } from "./milestones";
import { keepReferralsInOrder } from "./mistakes";
import { screenApplicants } from "./network";
import { runProgrammes } from "./programmes";
import { chanceFrom } from "./random";
import { keepSearches } from "./searches";
import { openStage } from "./stage";
import { tellStories } from "./stories";
import { keepTime } from "./supervision";
import { letSystemsIn } from "./systems";
import { writeTwice } from "./twins";

const SEED = 20_260_401;

/** @param migrator address of the migrator's login, the only one that may set the clock of a story */
export async function loadDemo(migrator: string): Promise<void> {
  const passwordHash = await demoPasswordHash();
  const stage = openStage(migrator);
  const chance = chanceFrom(SEED);
  try {
    const today = await stage.today();
    const year = calendarYearOf(today);
    const founded = await stage.asGuards(async (db) => {
      const houses = await layHouses(db);
      const cast = await layPeople(db, houses, passwordHash);
      const leaves = await laySpecialties(db);
      const providers = await layProviders(db, houses, leaves, year.agreement, chance);
      await layHoursInWords(db);
      const { organizationId } = cast.pavel;
      await layPractitioner(db, organizationId ?? "", cast.pavel.name, "Counselor", cast.pavel.membershipId);
      await layPractitioner(db, cast.dana.organizationId ?? "", cast.dana.name, "Driver", cast.dana.membershipId);
      return { houses, cast, leaves, providers };
    });
    // Before anything is promised from it, as money is in life.
    stage.at(-130, 9);
    const funds = await stage.asGuards((db) => layFunds(db, founded.houses, year.fiscal));
    const laid = { ...founded, funds };
    await layBankAccounts(stage, laid.cast);
    const forms = await makeForms(stage, laid.cast.ada);
    await tellStories(stage, { ...laid, today, chance });
    await tellEmergencies(stage, laid.cast);
    await hearClients(stage, laid.cast);
    await keepReferralsInOrder(stage, laid.cast);
    await markProgress(stage, laid.cast);
    await turnAgreements(stage, laid.cast, today);
    await keepClients(stage, laid.cast);
    await keepTime(stage, laid.cast);
    await assessClients(stage, laid.cast, forms);
    await runGroups(stage, laid.cast, today);
    await runProgrammes(stage, laid.cast, forms);
    await keepSearches(stage, laid.cast);
    await uploadOnce(stage, laid.cast);
    await keepCredentials(stage, laid.cast, today);
    await letFactsAge(stage, laid.cast);
    await screenApplicants(stage, laid);
    await writeTwice(stage, laid.cast);
    await letSystemsIn(stage, laid.cast);
    await letServiceAsk(stage, laid.cast, today);
    await askForAnother(stage, laid.cast);
    await hearFromBank(stage, laid.cast);
    await runAuthorizations(stage, laid.cast);
    await makeScoreCards(stage, today);
    await keepBooks(stage, laid.cast);
    await stage.asGuards(tidyUp);
  } finally {
    await stage.close();
  }
}

// What happened weeks ago was read weeks ago, and no letter of a story is ever sent to anybody.
async function tidyUp(db: Db): Promise<void> {
  await db.execute(
    sql`update notification set read_at = created_at + interval '2 hours' where created_at < app.clock() - interval '4 days'`,
  );
  await db.execute(sql`update letter set sent_at = created_at`);
  await db.execute(sql`select app.count_changed_courses()`);
}
