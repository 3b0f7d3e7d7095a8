// Writes what became of billed deliveries where each referral's story is told, so that one page tells all of it. Changes nothing else.
import { and, eq, gt, inArray } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { authorizations, invoiceLines } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvent } from "../event/record.server";
import type { InvoiceId } from "../values/ids";

interface Houses {
  readonly agencyId: string;
  readonly organizationId: string;
}

/** Once for each referral, however many of its deliveries stand on these invoices; `approved` leaves out what was denied. */
export async function tellReferrals(
  db: Db,
  actor: Actor,
  invoiceIds: readonly InvoiceId[],
  { agencyId, organizationId }: Houses,
  event: HouseEvent,
  which: "all" | "approved" = "all",
): Promise<void> {
  const referrals = await db
    .selectDistinct({ referralId: authorizations.referralId, clientId: authorizations.clientId })
    .from(invoiceLines)
    .innerJoin(authorizations, eq(authorizations.id, invoiceLines.authorizationId))
    .where(
      and(
        inArray(invoiceLines.invoiceId, [...invoiceIds]),
        eq(invoiceLines.live, true),
        which === "approved" ? gt(invoiceLines.approvedCents, 0n) : undefined,
      ),
    );
  for (const { referralId, clientId } of referrals) {
    await recordEvent(db, actor, event, {
      subjectType: "referral",
      subjectId: referralId,
      referralId,
      clientId,
      agencyId,
      organizationId,
    });
  }
}
