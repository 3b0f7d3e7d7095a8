// Pauses agreements on the day a suspension begins that was said ahead. Runs as the worker; each agreement once.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { recordEvent } from "../event/record.server";
import { defineJob } from "../job/define";
import { agreementEvents } from "./events";

const AT_ONCE = 100;

type Paused = {
  readonly agreement_id: string;
  readonly number: string;
  readonly agency_id: string;
  readonly organization_id: string;
};

/** @returns how many were paused; when a whole batch was, there may be more */
export async function beginSuspensions(db: Db): Promise<number> {
  const paused = await db.execute<Paused>(sql`select * from app.begin_suspensions(${AT_ONCE})`);
  for (const { agreement_id: agreementId, number, agency_id: agencyId, organization_id: organizationId } of paused) {
    await recordEvent(db, null, agreementEvents.moved({ agreementId, number, state: "suspended" }), {
      subjectType: "agreement",
      subjectId: agreementId,
      agencyId,
      organizationId,
    });
  }
  return paused.length;
}

// What may be offered and held is judged by the day itself, so a late run shows an old word and allows nothing.
defineJob("begin-suspensions", { retries: 5, cron: "*/5 * * * *" }, async () => {
  while ((await asJob("write", beginSuspensions)) === AT_ONCE);
});
