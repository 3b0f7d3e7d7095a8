// How an agency's payment files name it and which form they take: read by finance, changed by an approver. Shows no whole account.
import { eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { seal } from "#app/database/seal.server";
import { paymentOrigins } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import type { FileFormat, NewOrigin } from "./account-forms";
import { endingOf } from "./account-number";
import { originEvents } from "./events";

export const originPurpose = (agencyId: string) => `payment-origin:${agencyId}`;

/** Null: nobody has said yet, and files are tables. */
export async function readOrigin(db: Db, agencyId: string) {
  const [row] = await db
    .select({
      format: paymentOrigins.format,
      name: paymentOrigins.name,
      identification: paymentOrigins.identification,
      bankName: paymentOrigins.bankName,
      routing: paymentOrigins.routing,
      bic: paymentOrigins.bic,
      ending: paymentOrigins.ending,
      changedAt: paymentOrigins.changedAt,
      changedBy: sql<string>`(select p.name from membership m join person p on p.id = m.person_id where m.id = ${paymentOrigins.changedBy})`,
    })
    .from(paymentOrigins)
    .where(eq(paymentOrigins.agencyId, agencyId));
  return row ? { ...row, format: row.format as FileFormat } : null;
}

export async function readFormat(db: Db, agencyId: string): Promise<FileFormat> {
  return (await readOrigin(db, agencyId))?.format ?? "csv";
}

/** @throws Refusal 422 when a credit transfer names no account to pay from */
export async function saveOrigin(db: Db, actor: Actor, { account, ...typed }: NewOrigin): Promise<void> {
  const agencyId = agencyOf(actor);
  const known = await readOrigin(db, agencyId);
  if (typed.format === "pain001" && account === "" && !known?.ending)
    throw new Refusal("payment.origin-account-missing", 422);
  const facts = {
    format: typed.format,
    name: typed.name,
    identification: typed.identification || null,
    bankName: typed.bankName || null,
    routing: typed.routing || null,
    bic: typed.bic || null,
    ...(account === "" ? {} : { ending: endingOf(account), sealed: seal(account, originPurpose(agencyId)) }),
    changedBy: actor.membershipId,
  };
  await db
    .insert(paymentOrigins)
    .values({ agencyId, ...facts })
    .onConflictDoUpdate({ target: paymentOrigins.agencyId, set: { ...facts, changedAt: sql`app.clock()` } });
  await recordEvent(db, actor, originEvents.changed({ format: typed.format }), {
    subjectType: "agency",
    subjectId: agencyId,
    agencyId,
  });
}
