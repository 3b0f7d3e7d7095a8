// What a provider and finance say to each other about one line: reads the thread, and adds to it with a notice to the other side. Changes nothing said.
import { asc, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { invoiceLines, lineMessages } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { type AgencyId, asId, type InvoiceId, type InvoiceLineId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { invoiceEvents } from "./events";
import { readInvoiceRow, subjectOf } from "./row.server";

const MOST_MESSAGES = 200;

/** Oldest first, as people talk. */
export function readLineMessages(db: Db, lineId: InvoiceLineId) {
  return db
    .select({
      id: lineMessages.id,
      side: lineMessages.side,
      authorName: lineMessages.authorName,
      words: lineMessages.words,
      createdAt: lineMessages.createdAt,
    })
    .from(lineMessages)
    .where(eq(lineMessages.lineId, lineId))
    .orderBy(asc(lineMessages.createdAt), asc(lineMessages.id))
    .limit(MOST_MESSAGES);
}

/** @throws Refusal 404 when the line is not there for this person */
export async function writeLineMessage(
  db: Db,
  actor: Actor,
  id: InvoiceId,
  lineId: InvoiceLineId,
  words: string,
): Promise<void> {
  const row = await readInvoiceRow(db, id);
  const [line] = await db
    .select({ invoiceId: invoiceLines.invoiceId })
    .from(invoiceLines)
    .where(eq(invoiceLines.id, lineId));
  if (line?.invoiceId !== id || row.state === "draft") throw new Refusal("not-found", 404);
  const { agencyId, organizationId } = row;
  const [message] = await db
    .insert(lineMessages)
    .values({ agencyId, organizationId, invoiceId: id, lineId, authorId: actor.membershipId, words })
    .returning({ id: lineMessages.id });
  if (!message) throw new Error("the message was not kept");
  await recordEvent(
    db,
    actor,
    invoiceEvents.line_message({ invoiceId: id, number: row.number, lineId }),
    subjectOf(row),
  );
  const notice = { kind: "invoice.line-message", subjectType: "invoice", subjectId: id, effect: message.id };
  if (actor.organizationId) {
    await tellMembers(
      db,
      { agencyId: asId<AgencyId>(agencyId), roles: ["finance_reviewer", "finance_approver"] },
      { ...notice, path: `/finance/invoices/${id}/lines/${lineId}` },
    );
  } else {
    await tellMembers(
      db,
      { organizationId: asId<OrganizationId>(organizationId), roles: ["biller", "organization_administrator"] },
      { ...notice, path: `/portal/invoices/${id}/lines/${lineId}` },
    );
  }
}
