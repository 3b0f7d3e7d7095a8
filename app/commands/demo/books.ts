// The demo's books: the oldest month is closed by Freya, and her accounting's codes stand beside the accounts. Comes last: a closed month takes no booking.
import type { Actor } from "#app/access/actor";
import { writeBookCodes } from "#app/models/payment/book-codes.server";
import { closeMonth, readBookMonths, readTrialBalance, trialDigest } from "#app/models/payment/books.server";
import { type AgencyId, asId } from "#app/models/values/ids";
import type { DemoStage } from "./stage";

const CODES = { budget: "2420", available: "2440", reserved: "2430", payable: "2010", paid: "5400", recouped: "" };

export async function keepBooks(stage: DemoStage, { freya }: { freya: Actor }): Promise<void> {
  // As late as it is now.
  stage.at(1, 0);
  await stage.as(freya, async (db) => {
    await writeBookCodes(db, freya, CODES);
    const agencyId = asId<AgencyId>(freya.agencyId ?? "");
    const oldest = (await readBookMonths(db, agencyId)).at(-1);
    if (oldest?.state !== "next") return;
    await closeMonth(db, freya, oldest.month, trialDigest(await readTrialBalance(db, agencyId, oldest)));
  });
}
