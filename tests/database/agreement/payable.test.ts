// What agreements allow to be asked, authorized and paid: by the day, in the agency's zone, in code and in the database alike.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { approveRest, decideLine } from "#app/models/invoice/decide-line.server";
import { approveInvoice } from "#app/models/invoice/review.server";
import { readLines } from "#app/models/invoice/row.server";
import { addRate, draftAgreement, moveAgreement } from "#app/models/organization/agreement.server";
import { agreementOn, noticeDue } from "#app/models/organization/agreement-days";
import { sayOutOfNetwork } from "#app/models/organization/out-of-network.server";
import { rateOn } from "#app/models/organization/rate-order";
import { obstaclesOf } from "#app/models/referral/obstacles";
import { sendReferral } from "#app/models/referral/send.server";
import { readSendingFacts } from "#app/models/referral/sending-facts.server";
import { addDays, asCalendarDay, type CalendarDay, localDay, startOfDay } from "#app/models/values/calendar-day";
import { asId, type InvoiceLineId, type OrganizationId, type ServiceId } from "#app/models/values/ids";
import { inNetwork } from "#app/search/conditions.server";
import type { Question } from "#app/search/question";
import { agreements, offers, rates, referralFacts, referrals, services } from "#drizzle/schema";
import { booksAreWhole, delivered, inReview, RATE, seenOf } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesDrafts, rosaAgrees } from "#tests/stage/referral-story";

const ZONE = "America/New_York";

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (failure: unknown) => refusalIn(failure)?.code ?? String(failure),
  );

const northside = ({ cast }: Stage) => asId<OrganizationId>(cast.northside.organizationId);

/** Northside's agreement as if it had been made for these days. */
const agreedFor = (stage: Stage, startsOn: CalendarDay, endsOn: CalendarDay) =>
  stage.asRole("app_definer", (db) =>
    db.execute(
      sql`update agreement set ends_on = ${endsOn} where organization_id = ${northside(stage)} and starts_on < ${startsOn}`,
    ),
  );

async function withCeiling(stage: Stage, ceilingCents: bigint): Promise<void> {
  const { as, asRole, cast } = stage;
  const organizationId = northside(stage);
  await asRole("app_definer", (db) => db.delete(rates).where(eq(rates.organizationId, organizationId)));
  await asRole("app_definer", (db) => db.delete(agreements).where(eq(agreements.organizationId, organizationId)));
  const today = localDay(new Date(), ZONE);
  const days = { startsOn: addDays(today, -60), endsOn: addDays(today, 60) };
  const id = await as(cast.nadia, (db) =>
    draftAgreement(db, cast.nadia, { organizationId, ...days, paymentDays: 30, ceilingCents }),
  );
  await as(cast.nadia, (db) => moveAgreement(db, cast.nadia, id, "activate"));
}

test("a day without an agreement is never paid: Finn is told, the rest is approved, and the database refuses too", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await inReview(stage, await delivered(stage, 4));
    const lines = await as(cast.finn, (db) => readLines(db, id));
    const [first, second, third] = lines;
    if (!first || !second || !third) throw new Error("nothing was billed");
    await agreedFor(stage, third.serviceDay, third.serviceDay);
    await as(cast.finn, (db) => approveRest(db, cast.finn, id));
    const after = await as(cast.finn, (db) => readLines(db, id));
    expect(after.map(({ state, facts }) => [state, facts.inForce ? null : "agreement"])).toEqual([
      ["approved", null],
      ["approved", null],
      ["pending", "agreement"],
      ["pending", "agreement"],
    ]);
    const line = asId<InvoiceLineId>(third.id);
    expect(await codeOf(as(cast.finn, (db) => decideLine(db, cast.finn, id, line, { move: "approve" })))).toBe(
      "invoice.line-without-agreement",
    );
    const byHand = as(cast.finn, (db) =>
      db.execute(sql`update invoice_line set state = 'approved', approved_cents = 1 where id = ${line}::uuid`),
    );
    expect(await codeOf(byHand)).toBe("invoice.line-without-agreement");
    await booksAreWhole(stage);
  }));

test("of two invoices approved at once, the one that would pass the agreement's ceiling is refused", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await withCeiling(stage, RATE + 1n);
    const [one, other, third] = await delivered(stage, 3);
    if (!one || !other || !third) throw new Error("nothing was delivered");
    const ids = [await inReview(stage, [one]), await inReview(stage, [other])];
    for (const id of ids) await as(cast.finn, (db) => approveRest(db, cast.finn, id));
    const seen = await Promise.all(ids.map((id) => seenOf(stage, cast.finn, id)));
    const codes = await Promise.all(
      ids.map((id, index) => codeOf(as(cast.felix, (db) => approveInvoice(db, cast.felix, id, seen[index] ?? "")))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.find((code) => code !== null)).toMatch(/^invoice\.over-ceiling(-by)?$/);
    const late = await inReview(stage, [third]);
    await as(cast.finn, (db) => approveRest(db, cast.finn, late));
    const shown = await seenOf(stage, cast.finn, late);
    expect(await codeOf(as(cast.felix, (db) => approveInvoice(db, cast.felix, late, shown)))).toBe(
      "invoice.over-ceiling-by",
    );
    await booksAreWhole(stage);
  }));

test("a provider without an agreement is asked as the network desk has said: freely, with a reason, or not at all", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    // By name: an agreement for the network is for those with an agreement in force.
    await rosaAgrees(stage, { organizationId: cast.northside.organizationId });
    const today = localDay(new Date(), ZONE);
    await agreedFor(stage, today, today);
    const place = cast.northside.serviceAtLocationId;
    const rule = (said: "allow" | "warn" | "refuse") => as(cast.nadia, (db) => sayOutOfNetwork(db, cast.nadia, said));
    const send = (id: Awaited<ReturnType<typeof inesDrafts>>, why?: string) =>
      codeOf(as(cast.ines, (db) => sendReferral(db, cast.ines, id, why)));
    const id = await inesDrafts(stage, [place]);
    await rule("refuse");
    expect(await send(id, "Nobody else.")).toBe("referral.out-of-network");
    const byHand = (db: Db) =>
      db.insert(offers).values({
        agencyId: cast.agencyId,
        referralId: id,
        organizationId: cast.northside.organizationId,
        serviceAtLocationId: place,
        identified: false,
        summary: { urgency: "soon" },
      });
    expect(await codeOf(asRole("app_definer", byHand))).toBe("referral.out-of-network");
    await rule("warn");
    expect(await codeOf(asRole("app_definer", byHand))).toBe("referral.outside-reason");
    expect(await send(id)).toBe("referral.outside-reason");
    expect(await send(id, "Nobody else is near.")).toBeNull();
    const [sent] = await as(cast.ines, (db) => db.select(referralFacts).from(referrals).where(eq(referrals.id, id)));
    expect(sent).toMatchObject({ state: "sent", outsideReason: "Nobody else is near." });
    await rule("allow");
    expect(await send(await inesDrafts(stage, [place]))).toBeNull();
  }));

/** All that is said of the price of a service: what was agreed in every version, and the one authorization there is. */
async function sayingsOf({ asRole }: Stage, serviceId: ServiceId) {
  const known = await asRole("app_definer", (db) =>
    db.execute<{ unit: string; cents: string; starts: string; ends: string; from: string; until: string }>(sql`
      select r.unit_type as unit, r.rate_cents::text as cents, r.starts_on::text as starts, r.ends_on::text as ends,
        a.starts_on::text as from, a.ends_on::text as until
      from rate r join agreement a on a.id = r.agreement_id where r.service_id = ${serviceId}::uuid and a.activated_at is not null`),
  );
  const [drawn] = await asRole("app_definer", (db) =>
    db.execute<{ id: string; unit: string; cents: string; starts: string; ends: string }>(
      sql`select id, unit_type as unit, rate_cents::text as cents, starts_on::text as starts, ends_on::text as ends from "authorization" limit 1`,
    ),
  );
  const dated = (row: { unit: string; cents: string; starts: string; ends: string }) => ({
    unitType: row.unit,
    rateCents: BigInt(row.cents),
    startsOn: row.starts,
    endsOn: row.ends,
  });
  const agreed = [...known].map((row) => ({ ...dated(row), inForce: { startsOn: row.from, endsOn: row.until } }));
  return { agreed, drawn: drawn ? { id: drawn.id, ...dated(drawn) } : null };
}

test("the rule of rates and the database name the same price and the same source, on every day and for every unit", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await delivered(stage, 1);
    const [one, two] = [asId<ServiceId>(cast.northside.serviceId), northside(stage)];
    const today = localDay(new Date(), ZONE);
    const day = (days: number) => addDays(today, days);
    await agreedFor(stage, today, day(20));
    const draft = await as(cast.nadia, (db) =>
      draftAgreement(db, cast.nadia, { organizationId: two, startsOn: day(25), endsOn: day(60), paymentDays: 30 }),
    );
    const price = { serviceId: one, unitType: "hour", startsOn: day(25), endsOn: day(40) } as const;
    await as(cast.nadia, (db) => addRate(db, cast.nadia, draft, { ...price, rateCents: 9_100n }));
    await as(cast.nadia, (db) =>
      addRate(db, cast.nadia, draft, { ...price, startsOn: day(45), endsOn: day(60), rateCents: 9_200n }),
    );
    await as(cast.nadia, (db) => moveAgreement(db, cast.nadia, draft, "activate"));
    await asRole("app_definer", (db) =>
      db.update(services).set({ priceCents: 12_000n, priceUnitType: "hour" }).where(eq(services.id, one)),
    );
    const { agreed, drawn } = await sayingsOf(stage, one);
    const sources = new Set<string>();
    for (const unitType of ["hour", "session", "item"]) {
      for (const authorization of [null, drawn]) {
        const found = await asRole("app_definer", (db) =>
          db.execute<{ day: string; cents: string | null; source: string | null }>(sql`
            select d::date::text as day, p.rate_cents::text as cents, p.source
            from generate_series(${day(-3)}::date, ${day(65)}::date, interval '1 day') d
            left join lateral app.rate_on(${cast.agencyId}::uuid, ${two}::uuid, ${one}::uuid, ${unitType}, d::date, ${authorization?.id ?? null}::uuid) p on true`),
        );
        for (const row of found) {
          const said = rateOn(
            { authorization, agreed, offering: { unitType: "hour", priceCents: 12_000n } },
            unitType,
            row.day,
          );
          expect([row.day, unitType, row.cents, row.source]).toEqual([
            row.day,
            unitType,
            said ? String(said.rateCents) : null,
            said?.source ?? null,
          ]);
          if (said) sources.add(said.source);
        }
      }
    }
    expect([...sources].toSorted()).toEqual(["agreement", "authorization", "offering"]);
  }));

test.each(["2026-11-01", "2026-11-02", "2027-03-14", "2027-03-15"])(
  "an agreement whose first day after is %s ends at midnight of the agency, wherever it is asked",
  (end) =>
    onStage(async (stage) => {
      const { as, asRole, cast, setClock } = stage;
      const ends = asCalendarDay(end);
      const midnight = startOfDay(ends, ZONE).getTime();
      await agreedFor(stage, ends, ends);
      const rows = await asRole("app_definer", (db) =>
        db.select().from(agreements).where(eq(agreements.organizationId, cast.northside.organizationId)),
      );
      const days = rows.map(({ startsOn, endsOn, activatedAt }) => ({
        startsOn,
        endsOn,
        activated: activatedAt !== null,
      }));
      const draft = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
      for (const [minutes, inForce] of [
        [-61, true],
        [-1, true],
        [0, false],
        [61, false],
      ] as const) {
        setClock(new Date(midnight + minutes * 60_000));
        const today = localDay(new Date(midnight + minutes * 60_000), ZONE);
        const judged = await asRole("app_definer", async (db) => {
          const question = { agencyId: cast.agencyId, today, suspended: [] } as unknown as Question;
          const [row] = await db.execute<{ paid: boolean; found: boolean }>(sql`
            select app.agreement_on(l.agency_id, l.organization_id, app.agency_day(l.agency_id)) is not null as paid,
              ${inNetwork(question)} as found
            from (select ${cast.agencyId}::uuid as agency_id, ${cast.northside.organizationId}::uuid as organization_id) l`);
          return row;
        });
        const warned = await as(cast.ines, async (db) => {
          const [row] = await db.select(referralFacts).from(referrals).where(eq(referrals.id, draft));
          if (!row) throw new Error("the draft is not there");
          expect(localDay(await clock(db), ZONE)).toBe(today);
          return obstaclesOf(await readSendingFacts(db, cast.ines, row)).some(({ code }) => code === "no-agreement");
        });
        expect([
          minutes,
          agreementOn(days, today) !== null,
          judged,
          warned,
          noticeDue(ends, 30, today) !== null,
        ]).toEqual([minutes, inForce, { paid: inForce, found: inForce }, !inForce, inForce]);
      }
      setClock(null);
    }),
);
