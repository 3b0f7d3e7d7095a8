// Ends consents whose time is over. Access ended at that instant already; this writes it down and tells who recorded them.
import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { consents } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { everyMinute } from "../job/define";
import { tellMembership } from "../notification/tell.server";
import { consentEvents } from "./events";

const AT_ONCE = 100;

/** @returns how many ended; when a whole batch did, there may be more */
export async function expireConsents(db: Db): Promise<number> {
  const due = db
    .select({ id: consents.id })
    .from(consents)
    .where(and(eq(consents.state, "active"), lte(consents.endsAt, sql`app.clock()`)))
    .orderBy(asc(consents.endsAt))
    .limit(AT_ONCE)
    .for("update", { skipLocked: true });
  const ended = await db.update(consents).set({ state: "expired" }).where(inArray(consents.id, due)).returning({
    id: consents.id,
    agencyId: consents.agencyId,
    clientId: consents.clientId,
    recordedBy: consents.recordedBy,
  });
  for (const { id, agencyId, clientId, recordedBy } of ended) {
    await recordEvent(db, null, consentEvents.expired({ consentId: id }), {
      subjectType: "consent",
      subjectId: id,
      agencyId,
      clientId,
    });
    await tellMembership(db, recordedBy, {
      kind: "consent.expired",
      subjectType: "consent",
      subjectId: id,
      path: `/agency/clients/${clientId}/consents`,
    });
  }
  return ended.length;
}

everyMinute("expire-consents", 5, async () => {
  while ((await asJob("write", expireConsents)) === AT_ONCE);
});
