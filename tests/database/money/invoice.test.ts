// How an invoice is drafted, sent, weighed and decided: each yes beside its no, on real PostgreSQL.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { mayDo } from "#app/access/rights";
import { beginReview } from "#app/models/invoice/begin-review.server";
import { approveRest, decideLine } from "#app/models/invoice/decide-line.server";
import { discardInvoice, draftInvoice, removeLine } from "#app/models/invoice/draft.server";
import { readInvoice } from "#app/models/invoice/read.server";
import { approveInvoice, denyInvoice, returnInvoice } from "#app/models/invoice/review.server";
import { readLines } from "#app/models/invoice/row.server";
import { recallInvoice, submitInvoice } from "#app/models/invoice/submit.server";
import { type AgencyId, asId, type InvoiceLineId } from "#app/models/values/ids";
import { isRefusal } from "#app/models/values/refusal";
import { invoiceLines, invoices, ledgerTransactions } from "#drizzle/schema";
import {
  approved,
  balanceOf,
  beaDrafts,
  beaSends,
  booksAreWhole,
  delivered,
  inReview,
  RATE,
  seenOf,
} from "#tests/stage/money-story";
import { onStage } from "#tests/stage/on-stage";

const because = { reasonCode: "lines_need_correction", reasonWords: "Please look again." } as const;

test("Bea bills what Pavel delivered; units, rate and day are never hers to choose", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const [first, second] = await delivered(stage, 2);
    if (!first || !second) throw new Error("nothing was delivered");
    const id = await beaDrafts(stage, [first]);
    const shown = await as(cast.bea, (db) => readInvoice(db, cast.bea, id));
    expect(shown).toMatchObject({ number: "I-0001", state: "draft", totalCents: RATE, lines: [{ units: 100n }] });
    for (const tampered of [{ units: "2" }, { rate_cents: "9000" }, { service_day: "2020-01-01" }]) {
      const line = { units: "1", rate_cents: "8000", ...tampered } as Record<string, string>;
      await expect(
        as(cast.bea, (db) =>
          db.execute(sql`
            insert into invoice_line (agency_id, organization_id, client_id, invoice_id, attendance_id, authorization_id, service_day, units, rate_cents)
            select d.agency_id, d.organization_id, d.client_id, ${id}::uuid, d.id, d.authorization_id,
              coalesce(${line.service_day ?? null}::date, s.service_day), ${line.units}::numeric, ${line.rate_cents}::bigint
            from attendance d join session s on s.id = d.session_id where d.id = ${second}::uuid`),
        ),
      ).rejects.toMatchObject({ cause: { constraint_name: "invoice_line_is_delivery" } });
    }
    await expect(
      as(cast.bea, (db) => db.update(invoiceLines).set({ approvedCents: 1n }).where(eq(invoiceLines.invoiceId, id))),
    ).rejects.toMatchObject({ cause: { code: "23514" } });
    await booksAreWhole(stage);
  }));

test("of two invoices for one delivery at the same moment exactly one is made, twenty times over", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const deliveries = await delivered(stage, 20);
    for (const attendanceId of deliveries) {
      const asked = { agencyId: asId<AgencyId>(cast.agencyId), attendanceIds: [attendanceId], note: "" };
      const answers = await Promise.allSettled([
        as(cast.bea, (db) => draftInvoice(db, cast.bea, asked)),
        as(cast.ora, (db) => draftInvoice(db, cast.ora, asked)),
      ]);
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    }
    await booksAreWhole(stage);
  }));

test("Bea takes a line out and gives a draft up: both deliveries wait to be billed again", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const deliveries = await delivered(stage, 2);
    const id = await beaDrafts(stage, deliveries);
    const [line] = await as(cast.bea, (db) => readLines(db, id));
    await as(cast.bea, (db) => removeLine(db, id, asId<InvoiceLineId>(line?.id ?? "")));
    expect(await as(cast.bea, (db) => readInvoice(db, cast.bea, id))).toMatchObject({ totalCents: RATE });
    await as(cast.bea, (db) => discardInvoice(db, cast.bea, id));
    const again = await beaSends(stage, deliveries);
    await expect(as(cast.bea, (db) => discardInvoice(db, cast.bea, again))).rejects.toMatchObject({ status: 409 });
    await expect(
      as(cast.bea, (db) => removeLine(db, again, asId<InvoiceLineId>(line?.id ?? ""))),
    ).rejects.toMatchObject({ code: "invoice.sent-already" });
    await booksAreWhole(stage);
  }));

test("Bea calls an invoice back while nobody looks, and not once Finn has begun", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await beaSends(stage, await delivered(stage, 1));
    await as(cast.bea, (db) => recallInvoice(db, cast.bea, id));
    await as(cast.bea, (db) => submitInvoice(db, cast.bea, id, "Corrected"));
    await as(cast.finn, (db) => beginReview(db, cast.finn, id));
    await expect(as(cast.bea, (db) => recallInvoice(db, cast.bea, id))).rejects.toMatchObject({ status: 409 });
    await expect(as(cast.freya, (db) => beginReview(db, cast.freya, id))).rejects.toMatchObject({ status: 409 });
  }));

test("a draft is nobody's at the agency; Olga of Otherton and Bess of Southside never see the invoice at all", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const deliveries = await delivered(stage, 1);
    const draft = await beaDrafts(stage, deliveries);
    for (const person of [cast.finn, cast.olga, cast.bess, cast.sid]) {
      await expect(as(person, (db) => readInvoice(db, person, draft))).rejects.toMatchObject({ status: 404 });
    }
    await as(cast.bea, (db) => submitInvoice(db, cast.bea, draft, ""));
    await as(cast.finn, (db) => readInvoice(db, cast.finn, draft));
    for (const person of [cast.olga, cast.otto, cast.bess, cast.sid, cast.ines]) {
      await expect(as(person, (db) => readInvoice(db, person, draft))).rejects.toMatchObject({ status: 404 });
      await expect(as(person, (db) => beginReview(db, person, draft))).rejects.toMatchObject({ status: 404 });
    }
    const asked = { agencyId: asId<AgencyId>(cast.agencyId), attendanceIds: deliveries, note: "" };
    await expect(as(cast.bess, (db) => draftInvoice(db, cast.bess, asked))).rejects.toMatchObject({ status: 404 });
  }));

test("Finn sees Rosa by her number alone", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await beaSends(stage, await delivered(stage, 1));
    const shown = await as(cast.finn, (db) => readInvoice(db, cast.finn, id));
    expect(shown.lines[0]?.clientName).toBe("C-0001");
    expect(JSON.stringify(shown, (_key, value) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(
      /Rosa|Canary/,
    );
  }));

test("Finn approves what he saw; after a change, or with a line undecided, he is asked to look again", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 2));
    const before = await seenOf(stage, cast.finn, id);
    await expect(as(cast.felix, (db) => approveInvoice(db, cast.felix, id, before))).rejects.toMatchObject({
      code: "invoice.line-undecided",
      status: 422,
    });
    await as(cast.finn, (db) => approveRest(db, cast.finn, id));
    await expect(as(cast.felix, (db) => approveInvoice(db, cast.felix, id, before))).rejects.toMatchObject({
      code: "invoice.changed-meanwhile",
      status: 409,
    });
    const seen = await seenOf(stage, cast.finn, id);
    await as(cast.felix, (db) => approveInvoice(db, cast.felix, id, seen));
    await expect(as(cast.felix, (db) => approveInvoice(db, cast.felix, id, seen))).rejects.toMatchObject({
      status: 409,
    });
    const owed = await stage.asRole("app_definer", (db) =>
      db.select().from(ledgerTransactions).where(eq(ledgerTransactions.invoiceId, id)),
    );
    expect(owed).toHaveLength(1);
    expect(await balanceOf(stage, "payable")).toBe(2n * RATE);
    await booksAreWhole(stage);
  }));

test("two approvals at the same moment owe the provider once", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 1));
    await as(cast.finn, (db) => approveRest(db, cast.finn, id));
    const seen = await seenOf(stage, cast.finn, id);
    const answers = await Promise.allSettled([
      as(cast.felix, (db) => approveInvoice(db, cast.felix, id, seen)),
      as(cast.freya, (db) => approveInvoice(db, cast.freya, id, seen)),
    ]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await balanceOf(stage, "payable")).toBe(RATE);
    await booksAreWhole(stage);
  }));

test("Ines, a caseworker, may not approve, neither by right nor by the database", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 1));
    expect([mayDo(cast.ines, "invoice:decide"), mayDo(cast.finn, "invoice:decide")]).toEqual([false, true]);
    const changed = await as(cast.ines, (db) =>
      db.update(invoices).set({ state: "approved" }).where(eq(invoices.id, id)).returning({ id: invoices.id }),
    );
    expect(changed).toEqual([]);
  }));

test("who delivered or authorized does not approve, in whatever seat: Pavel and Ines with a desk at finance are refused", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 1));
    await as(cast.finn, (db) => approveRest(db, cast.finn, id));
    for (const person of [cast.pavel, cast.ines, cast.sol, cast.bea]) {
      const [seat] = await asRole("app_definer", (db) =>
        db.execute<{ id: string }>(
          sql`insert into membership (person_id, agency_id, role) values (${person.personId}::uuid, ${cast.agencyId}::uuid, 'finance_approver') returning id`,
        ),
      );
      const second = {
        ...cast.freya,
        personId: person.personId,
        membershipId: asId<typeof person.membershipId>(seat?.id ?? ""),
      };
      const seen = await seenOf(stage, second, id);
      await expect(as(second, (db) => approveInvoice(db, second, id, seen))).rejects.toMatchObject({
        code: "invoice.own-approval",
        status: 403,
      });
      await expect(
        as(second, (db) =>
          db.update(invoices).set({ state: "approved", decidedBy: second.membershipId }).where(eq(invoices.id, id)),
        ),
      ).rejects.toMatchObject({ cause: { constraint_name: "invoice_four_eyes" } });
    }
  }));

test("Finn reduces one line and denies another: the sums follow, and what was not allowed goes back to the fund", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 3));
    const lines = await as(cast.finn, (db) => readLines(db, id));
    const [first, second] = lines.map((line) => asId<InvoiceLineId>(line.id));
    if (!first || !second) throw new Error("no lines");
    const said = { reasonCode: "over_authorized_units", reasonWords: "Half an hour was authorized." } as const;
    await expect(
      as(cast.finn, (db) => decideLine(db, cast.finn, id, first, { move: "reduce", approvedCents: RATE, ...said })),
    ).rejects.toMatchObject({ code: "invoice.reduces-nothing", status: 422 });
    await as(cast.finn, (db) =>
      decideLine(db, cast.finn, id, first, { move: "reduce", approvedCents: 3000n, ...said }),
    );
    await as(cast.finn, (db) => decideLine(db, cast.finn, id, second, { move: "deny", ...said }));
    await as(cast.finn, (db) => approveRest(db, cast.finn, id));
    const reserved = await balanceOf(stage, "reserved");
    const seen = await seenOf(stage, cast.finn, id);
    await as(cast.felix, (db) => approveInvoice(db, cast.felix, id, seen));
    const shown = await as(cast.bea, (db) => readInvoice(db, cast.bea, id));
    expect(shown).toMatchObject({ state: "partially_approved", totalCents: 3n * RATE, approvedCents: 3000n + RATE });
    expect(await balanceOf(stage, "payable")).toBe(3000n + RATE);
    expect(reserved - (await balanceOf(stage, "reserved"))).toBe(3n * RATE);
    await booksAreWhole(stage);
  }));

test("a returned invoice keeps Finn's words beside the line, and Bea corrects and sends it again", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 2));
    const [line] = await as(cast.finn, (db) => readLines(db, id));
    const lineId = asId<InvoiceLineId>(line?.id ?? "");
    const words = { reasonCode: "attendance_missing", reasonWords: "The note is empty." } as const;
    await as(cast.finn, (db) => decideLine(db, cast.finn, id, lineId, { move: "deny", ...words }));
    const seen = await seenOf(stage, cast.finn, id);
    await as(cast.finn, (db) => returnInvoice(db, cast.finn, id, seen, because));
    const back = await as(cast.bea, (db) => readInvoice(db, cast.bea, id));
    expect(back).toMatchObject({ state: "returned", approvedCents: 0n, reasonCode: "lines_need_correction" });
    expect(back.lines[0]).toMatchObject({ state: "pending", ...words });
    await as(cast.bea, (db) => removeLine(db, id, lineId));
    await as(cast.bea, (db) => submitInvoice(db, cast.bea, id, "One line taken out."));
    await as(cast.freya, (db) => beginReview(db, cast.freya, id));
    await as(cast.freya, (db) => approveRest(db, cast.freya, id));
    const now = await seenOf(stage, cast.felix, id);
    await as(cast.felix, (db) => approveInvoice(db, cast.felix, id, now));
    expect(await balanceOf(stage, "payable")).toBe(RATE);
    await booksAreWhole(stage);
  }));

test("a denied invoice frees its deliveries; an approved one never does, whoever asks the database", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const deliveries = await delivered(stage, 1);
    const id = await inReview(stage, deliveries);
    const seen = await seenOf(stage, cast.finn, id);
    await as(cast.finn, (db) => denyInvoice(db, cast.finn, id, seen, because));
    const denied = await as(cast.bea, (db) => readInvoice(db, cast.bea, id));
    expect(denied).toMatchObject({ state: "denied", totalCents: RATE, approvedCents: 0n, lines: [{ live: false }] });
    const again = await approved(stage, deliveries);
    for (const person of [cast.bea, cast.finn]) {
      await expect(
        as(person, (db) => db.update(invoiceLines).set({ live: false }).where(eq(invoiceLines.invoiceId, again))),
      ).rejects.toMatchObject({ cause: { constraint_name: "invoice_line_counts" } });
    }
    await booksAreWhole(stage);
  }));

test("what is billed already is said so, and an empty invoice is not sent", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const deliveries = await delivered(stage, 1);
    const id = await beaDrafts(stage, deliveries);
    const twice = await beaDrafts(stage, deliveries).catch((refusal: unknown) => refusal);
    expect(isRefusal(twice) && twice.code).toBe("invoice.billed-already");
    const [line] = await as(cast.bea, (db) => readLines(db, id));
    await as(cast.bea, (db) => removeLine(db, id, asId<InvoiceLineId>(line?.id ?? "")));
    await expect(as(cast.bea, (db) => submitInvoice(db, cast.bea, id, ""))).rejects.toMatchObject({
      code: "invoice.no-line",
    });
  }));
