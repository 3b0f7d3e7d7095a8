// Writes to an applicant that something happened, or waits for them. Never says what, and carries no link that opens the application.
import { eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { agencies } from "#drizzle/schema";
import { enqueueJob } from "../job/enqueue.server";

export type ApplicantLetter = "received" | "asked" | "returned" | "approved" | "rejected" | "withdrawn";

interface Addressed {
  readonly id: string;
  readonly agencyId: string;
  readonly number: string;
  readonly organizationName: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly language: string;
}

/**
 * The key of a link is known to whoever got its mail and to nobody at the desk, so a letter from there can only say how
 * to find the application again: by the first mail's link, or by asking for a new one.
 * @param effect tells apart what may rightly happen twice, such as a version; the same effect twice is one letter
 */
export async function tellApplicant(db: Db, to: Addressed, kind: ApplicantLetter, effect: string): Promise<void> {
  const [agency] = await db
    .select({ name: agencies.name, slug: agencies.slug })
    .from(agencies)
    .where(eq(agencies.id, to.agencyId));
  if (!agency) throw new Error("the application's agency is not there");
  const say = sayIn(to.language);
  const blanks = {
    name: to.contactName,
    number: to.number,
    organization: to.organizationName,
    agency: agency.name,
    link: `${publicOrigin()}/apply/${agency.slug}/link`,
  };
  const subject = say(`mail.application-${kind}.subject`, blanks);
  const body = say(`mail.application-${kind}.body`, blanks);
  const key = `application-${kind}:${to.id}:${effect}`;
  await db.execute(
    sql`select app.post_letter_to(${to.contactEmail}, ${key}, ${`application-${kind}`}, ${subject}, ${body})`,
  );
  await enqueueJob(db, "deliver-letters", {});
}
