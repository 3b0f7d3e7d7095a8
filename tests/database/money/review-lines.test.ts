// What becomes of a line before anybody disputes it: it passes by rule or waits, and both sides talk about it.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { beginReview } from "#app/models/invoice/begin-review.server";
import { readLineMessages, writeLineMessage } from "#app/models/invoice/line-message.server";
import { readLines } from "#app/models/invoice/row.server";
import { asId, type InvoiceId, type InvoiceLineId } from "#app/models/values/ids";
import { invoiceLines, reviewRules } from "#drizzle/schema";
import { beaSends, delivered, inReview, RATE } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const linesOf = ({ as, cast }: Stage, id: InvoiceId) => as(cast.finn, (db) => readLines(db, id));

test("clean lines pass by rule when Finn begins, one with a finding waits for him; without a rule, or drawn, each waits", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { agencyId } = cast;
    const rule = (changes: Partial<typeof reviewRules.$inferInsert>) =>
      as(cast.freya, (db) =>
        db
          .insert(reviewRules)
          .values({ agencyId, passes: true, samplePercent: 0, changedBy: cast.freya.membershipId, ...changes })
          .onConflictDoUpdate({ target: reviewRules.agencyId, set: { samplePercent: 0, ...changes } }),
      );
    await expect(
      as(cast.finn, (db) =>
        db.insert(reviewRules).values({ agencyId, passes: true, samplePercent: 0, changedBy: cast.finn.membershipId }),
      ),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    const deliveries = await delivered(stage, 100);
    const sent = async (from: number, to: number) => beaSends(stage, deliveries.slice(from, to));
    const begun = (id: InvoiceId) => as(cast.finn, (db) => beginReview(db, cast.finn, id));
    expect(await begun(await sent(97, 98))).toBe(0);
    await rule({});
    // The oldest was held more than ninety days ago: filed late.
    const mixed = await beaSends(stage, [...deliveries.slice(0, 1), ...deliveries.slice(98, 100)]);
    expect(await begun(mixed)).toBe(2);
    expect((await linesOf(stage, mixed)).map(({ state, byRule, decidedBy }) => [state, byRule, decidedBy])).toEqual([
      ["pending", false, null],
      ["approved", true, null],
      ["approved", true, null],
    ]);
    await rule({ samplePercent: 100 });
    expect(await begun(await sent(96, 97))).toBe(0);
    await rule({ samplePercent: 0, mostCents: RATE - 1n });
    const above = await sent(95, 96);
    expect(await begun(above)).toBe(0);
    await expect(
      as(cast.finn, (db) =>
        db
          .update(invoiceLines)
          .set({ state: "approved", approvedCents: RATE, byRule: true })
          .where(eq(invoiceLines.invoiceId, above)),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "invoice_line_rule" } });
  }));

test("Bea and Finn talk about a line, each under their own name; Bess and Olga hear nothing of it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 1));
    const [line] = await linesOf(stage, id);
    const lineId = asId<InvoiceLineId>(line?.id ?? "");
    await as(cast.finn, (db) => writeLineMessage(db, cast.finn, id, lineId, "Who signed?"));
    await as(cast.bea, (db) => writeLineMessage(db, cast.bea, id, lineId, "Pavel did."));
    const said = await as(cast.bea, (db) => readLineMessages(db, lineId));
    expect(said.map(({ side, authorName }) => [side, authorName])).toEqual([
      ["agency", cast.finn.name],
      ["provider", cast.bea.name],
    ]);
    for (const stranger of [cast.bess, cast.olga]) {
      expect(await as(stranger, (db) => readLineMessages(db, lineId))).toEqual([]);
      await expect(as(stranger, (db) => writeLineMessage(db, stranger, id, lineId, "Hello"))).rejects.toMatchObject({
        status: 404,
      });
    }
  }));
