// Writes what became of billed deliveries where each referral's story is told, so that one page tells all of it. Changes nothing else.
import { and, eq, gt } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { among } from "#app/database/many-rows.server";
import { authorizations, invoiceLines } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvents } from "../event/record.server";
import type { InvoiceId } from "../values/ids";

interface Tiding {
  readonly invoiceIds: readonly InvoiceId[];
  readonly agencyId: string;
  readonly organizationId: string;
  readonly event: HouseEvent;
}

/** Each once for each referral, however many of its deliveries stand on these invoices; `approved` leaves out what was denied. */
export async function tellReferrals(
  db: Db,
  actor: Actor,
  tidings: readonly Tiding[],
  which: "all" | "approved" = "all",
): Promise<void> {
  const billed = await db
    .selectDistinct({
      invoiceId: invoiceLines.invoiceId,
      referralId: authorizations.referralId,
      clientId: authorizations.clientId,
    })
    .from(invoiceLines)
    .innerJoin(authorizations, eq(authorizations.id, invoiceLines.authorizationId))
    .where(
      and(
        among(
          invoiceLines.invoiceId,
          tidings.flatMap(({ invoiceIds }) => invoiceIds),
        ),
        eq(invoiceLines.live, true),
        which === "approved" ? gt(invoiceLines.approvedCents, 0n) : undefined,
      ),
    );
  const ofInvoice = Map.groupBy(billed, ({ invoiceId }) => invoiceId);
  const happened = tidings.flatMap(({ invoiceIds, event, ...houses }) => {
    const referrals = new Map(
      invoiceIds.flatMap((id) => ofInvoice.get(id) ?? []).map((row) => [row.referralId, row.clientId]),
    );
    return [...referrals].map(([referralId, clientId]) => ({
      event,
      subject: { subjectType: "referral", subjectId: referralId, referralId, clientId, ...houses },
    }));
  });
  await recordEvents(db, actor, happened);
}
