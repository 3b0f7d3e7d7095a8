// One row for every state that a policy or guard names, on top of the cast: what the access matrix is measured on.
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "./cast";
import { layApplications } from "./every-row/application";
import { layCases, layConsents, layDocuments } from "./every-row/case";
import { layCaseTime } from "./every-row/case-time";
import { layCasework } from "./every-row/casework";
import { layDelivery } from "./every-row/delivery";
import { layDirectory } from "./every-row/directory";
import { layCalendarAddresses, layDoor } from "./every-row/door";
import { layForms } from "./every-row/form";
import { layHidden } from "./every-row/hidden";
import { layImports } from "./every-row/import";
import { layCards, layDeskMails } from "./every-row/insight";
import { layKeeping, layReadings } from "./every-row/keeping";
import { layBooks, layMoney } from "./every-row/money";
import { layPartners } from "./every-row/partner";
import { layProgrammes } from "./every-row/programme";
import { layReferrals } from "./every-row/referral";
import { laySearch } from "./every-row/search";

/** Runs as the guards' role: the lifecycles still hold, so every state is reached by its moves. */
export async function layEveryRow(db: Db, cast: Cast): Promise<void> {
  await layDoor(db, cast);
  await layCalendarAddresses(db, cast);
  await layPartners(db, cast);
  await layDirectory(db, cast);
  await layKeeping(db, cast);
  await layReadings(db, cast);
  await layImports(db, cast);
  await laySearch(db, cast);
  await layApplications(db, cast);
  const restricted = await layCases(db, cast);
  await layCasework(db, cast, restricted);
  await layCaseTime(db, cast, restricted);
  await layForms(db, cast, restricted);
  await layProgrammes(db, cast, restricted);
  const documentId = await layDocuments(db, cast);
  const consentId = await layConsents(db, cast);
  await layHidden(db, cast, restricted);
  const held = await layReferrals(db, cast, { consentId, documentId, restricted });
  const delivered = await layDelivery(db, cast, held);
  await layMoney(db, cast, delivered);
  await layBooks(db, cast);
  await layCards(db, cast);
  await layDeskMails(db, cast);
}
