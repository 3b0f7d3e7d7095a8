// Begins a review: somebody looks, and lines that the agency's rule lets pass are approved with it. Takes a review over from a colleague. Ends none.
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { invoiceLines, invoices, reviewRules } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { localDay } from "../values/calendar-day";
import type { InvoiceId } from "../values/ids";
import { sumCents } from "../values/money";
import { heldNow, verdictOf } from "./edits";
import { invoiceEvents } from "./events";
import { invoiceLifecycle } from "./lifecycle";
import { type InvoiceRow, lockInReview, lockInvoice, readLines, subjectOf } from "./row.server";

/** @returns how many lines passed by rule  @throws Refusal 409 when somebody else began, or it was called back */
export async function beginReview(db: Db, actor: Actor, id: InvoiceId): Promise<number> {
  const row = await lockInvoice(db, id);
  const state = invoiceLifecycle.after(row.state, "review");
  await db
    .update(invoices)
    .set({ state, version: row.version + 1, reviewedBy: actor.membershipId, reviewedAt: sql`app.clock()` })
    .where(eq(invoices.id, id));
  await recordEvent(db, actor, invoiceEvents.review_began({ invoiceId: id, number: row.number }), subjectOf(row));
  return letPass(db, actor, row);
}

/** A colleague is away: who takes over is who looks from here on. @throws Refusal 409 when nobody looks at it */
export async function takeReviewOver(db: Db, actor: Actor, id: InvoiceId): Promise<void> {
  const row = await lockInReview(db, id, "disputed");
  await db
    .update(invoices)
    .set({ reviewedBy: actor.membershipId, reviewedAt: sql`app.clock()` })
    .where(eq(invoices.id, id));
  await recordEvent(db, actor, invoiceEvents.taken_over({ invoiceId: id, number: row.number }), subjectOf(row));
}

/** The sample is drawn here, on finance's side and when it looks: nobody can send again until a line is not drawn. */
async function letPass(db: Db, actor: Actor, row: InvoiceRow): Promise<number> {
  const [rule] = await db.select().from(reviewRules).where(eq(reviewRules.agencyId, row.agencyId));
  if (!rule?.passes) return 0;
  const today = localDay(await clock(db), actor.timeZone);
  const clean = (await readLines(db, row.id)).filter(
    (line) =>
      verdictOf(heldNow(line.edits, line, today)) === "passes" &&
      verdictOf(line.edits) === "passes" &&
      (rule.mostCents === null || line.amountCents <= rule.mostCents),
  );
  if (clean.length === 0) return 0;
  const passed = await db
    .update(invoiceLines)
    .set({ state: "approved", approvedCents: sql`amount_cents`, byRule: true, reasonCode: null, reasonWords: null })
    .where(
      and(
        inArray(
          invoiceLines.id,
          clean.map(({ id }) => id),
        ),
        eq(invoiceLines.state, "pending"),
        sql`random() * 100 >= ${rule.samplePercent}`,
      ),
    )
    .returning({ approvedCents: invoiceLines.approvedCents });
  if (passed.length === 0) return 0;
  const passedCents = String(sumCents(passed.map(({ approvedCents }) => approvedCents)));
  await recordEvent(
    db,
    actor,
    invoiceEvents.passed({ invoiceId: row.id, number: row.number, lines: passed.length, passedCents }),
    subjectOf(row),
  );
  return passed.length;
}
