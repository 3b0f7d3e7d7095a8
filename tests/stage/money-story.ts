// The beginning most money stories share: Rosa was referred, sessions were held, and what was delivered waits to be billed.
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Actor } from "#app/access/actor";
import { seal } from "#app/database/seal.server";
import type { Db } from "#app/database/transaction.server";
import { beginReview } from "#app/models/invoice/begin-review.server";
import { approveRest } from "#app/models/invoice/decide-line.server";
import { digestOf } from "#app/models/invoice/digest.server";
import { draftInvoice } from "#app/models/invoice/draft.server";
import { approveInvoice } from "#app/models/invoice/review.server";
import { readInvoiceRow, readLines } from "#app/models/invoice/row.server";
import { submitInvoice } from "#app/models/invoice/submit.server";
import { endingOf } from "#app/models/payment/account-number";
import { accountPurpose } from "#app/models/payment/bank-account.server";
import { findBreaches } from "#app/models/payment/prove-books.server";
import { batchDigest, readBatchPayments, readBatchRow } from "#app/models/payment/row.server";
import { type AgencyId, type AttendanceId, asId, type InvoiceId, type PaymentBatchId } from "#app/models/values/ids";
import {
  attendances,
  authorizations,
  bankAccounts,
  offers,
  referrals,
  schedules,
  serviceSessions,
} from "#drizzle/schema";
import type { Stage } from "./on-stage";

export const RATE = 8000n;

/** So many sessions of Rosa, one unit each, held by Pavel and authorized by Ines and Sol; Northside's payee is known. */
export async function delivered(stage: Stage, count: number, payee = "Northside Care"): Promise<AttendanceId[]> {
  const { cast, asRole } = stage;
  return asRole("app_definer", async (db) => {
    const { organizationId } = cast.northside;
    await layAccount(db, organizationId, payee);
    const tenant = { agencyId: cast.agencyId, organizationId, clientId: cast.rosa.clientId };
    const referralId = await layReferral(db, stage);
    const authorizationId = await layAuthorization(db, stage, referralId, count);
    const scheduleId = await layPlan(db, stage, referralId, authorizationId);
    const made: AttendanceId[] = [];
    for (let day = count; day >= 1; day--) {
      const begins = sql`date_trunc('day', app.clock()) - make_interval(days => ${day}::int) + interval '15 hours'`;
      const [held] = await db
        .insert(serviceSessions)
        .values({
          ...tenant,
          scheduleId,
          authorizationId,
          referralId,
          practitionerId: cast.practitionerId,
          locationId: cast.northside.locationId,
          serviceDay: sql`(app.clock() - make_interval(days => ${day}::int))::date`,
          during: sql`tstzrange(${begins}, ${begins} + interval '1 hour', '[)')`,
          startsAt: begins,
          endsAt: sql`${begins} + interval '1 hour'`,
          plannedUnits: 100n,
        })
        .returning({ id: serviceSessions.id });
      const sessionId = held?.id ?? "";
      await db.execute(sql`update session set state = 'held' where id = ${sessionId}::uuid`);
      const [came] = await db
        .insert(attendances)
        .values({
          ...tenant,
          sessionId,
          authorizationId,
          state: "present",
          units: 100n,
          recordedBy: cast.pavel.membershipId,
        })
        .returning({ id: attendances.id });
      made.push(asId<AttendanceId>(came?.id ?? ""));
    }
    return made;
  });
}

/** An account that was there before; once. */
export async function layAccount(db: Db, organizationId: string, holder: string, account = "12345678"): Promise<void> {
  const [there] = await db.execute(sql`select app.usable_account(${organizationId}::uuid) as id`);
  if (there?.id) return;
  const [made] = await db
    .insert(bankAccounts)
    .values({
      ...{ organizationId, kind: "us", holder, routing: "123456780", contactEmail: "old@example.org" },
      ...{ ending: endingOf(account), sealed: seal(account, accountPurpose(organizationId)) },
    })
    .returning({ id: bankAccounts.id });
  await db.execute(sql`update bank_account set state = 'confirmed' where id = ${made?.id ?? ""}::uuid`);
}

export async function layReferral(db: Db, { cast }: Stage, turn = 1): Promise<string> {
  const [made] = await db
    .insert(referrals)
    .values({
      agencyId: cast.agencyId,
      caseId: cast.rosa.caseId,
      clientId: cast.rosa.clientId,
      number: `R-700${turn}`,
      createdBy: cast.ines.membershipId,
    })
    .returning({ id: referrals.id });
  const id = made?.id ?? "";
  await db.execute(sql`update referral set state = 'sent' where id = ${id}::uuid`);
  const [offer] = await db
    .insert(offers)
    .values({
      agencyId: cast.agencyId,
      referralId: id,
      organizationId: cast.northside.organizationId,
      serviceAtLocationId: cast.northside.serviceAtLocationId,
      identified: true,
      summary: { urgency: "routine" },
    })
    .returning({ id: offers.id });
  await db.execute(sql`update offer set state = 'accepted' where id = ${offer?.id ?? ""}::uuid`);
  await db.execute(sql`update referral set state = 'accepted' where id = ${id}::uuid`);
  return id;
}

export async function layAuthorization(
  db: Db,
  { cast }: Stage,
  referralId: string,
  count: number,
  turn = 1,
): Promise<string> {
  const [made] = await db
    .insert(authorizations)
    .values({
      agencyId: cast.agencyId,
      organizationId: cast.northside.organizationId,
      clientId: cast.rosa.clientId,
      referralId,
      serviceId: cast.northside.serviceId,
      fundId: cast.fundId,
      number: `A-700${turn}`,
      unitType: "session",
      units: BigInt(count) * 100n,
      rateCents: RATE,
      startsOn: sql`(app.clock() - interval '200 days')::date`,
      endsOn: sql`(app.clock() + interval '30 days')::date`,
      timeZone: "America/New_York",
      proposedBy: cast.ines.membershipId,
    })
    .returning({ id: authorizations.id });
  const id = made?.id ?? "";
  await db.execute(
    sql`update "authorization" set state = 'active', decided_by = ${cast.sol.membershipId}::uuid where id = ${id}::uuid`,
  );
  const cents = BigInt(count) * RATE;
  const legs = JSON.stringify([
    { fund: cast.fundId, account: "available", cents: String(-cents) },
    { fund: cast.fundId, account: "reserved", cents: String(cents) },
  ]);
  await db.execute(
    sql`select app.post_ledger(${cast.agencyId}::uuid, 'reserve', ${`reserve:${id}`}, ${legs}::jsonb, ${id}::uuid, null, null, null)`,
  );
  return id;
}

export async function layPlan(
  db: Db,
  { cast }: Stage,
  referralId: string,
  authorizationId: string,
  turn = 1,
): Promise<string> {
  const [made] = await db
    .insert(schedules)
    .values({
      agencyId: cast.agencyId,
      organizationId: cast.northside.organizationId,
      clientId: cast.rosa.clientId,
      referralId,
      authorizationId,
      practitionerId: cast.practitionerId,
      locationId: cast.northside.locationId,
      number: `S-700${turn}`,
      unitsPerSession: 100n,
      rateCents: RATE,
      createdBy: cast.mara.membershipId,
    })
    .returning({ id: schedules.id });
  const id = made?.id ?? "";
  await db.execute(
    sql`update billing_schedule set state = 'submitted', submitted_by = ${cast.mara.membershipId}::uuid where id = ${id}::uuid`,
  );
  await db.execute(
    sql`update billing_schedule set state = 'approved', decided_by = ${cast.ines.membershipId}::uuid where id = ${id}::uuid`,
  );
  return id;
}

export function beaDrafts({ as, cast }: Stage, attendanceIds: readonly AttendanceId[]): Promise<InvoiceId> {
  const asked = { agencyId: asId<AgencyId>(cast.agencyId), attendanceIds, note: "" };
  return as(cast.bea, (db) => draftInvoice(db, cast.bea, asked));
}

export async function beaSends(stage: Stage, attendanceIds: readonly AttendanceId[]): Promise<InvoiceId> {
  const { as, cast } = stage;
  const id = await beaDrafts(stage, attendanceIds);
  await as(cast.bea, (db) => submitInvoice(db, cast.bea, id, ""));
  return id;
}

/** Sent, and Finn has begun to look. */
export async function inReview(stage: Stage, attendanceIds: readonly AttendanceId[]): Promise<InvoiceId> {
  const { as, cast } = stage;
  const id = await beaSends(stage, attendanceIds);
  await as(cast.finn, (db) => beginReview(db, cast.finn, id));
  return id;
}

/** What the page of an invoice shows now. */
export const seenOf = ({ as }: Stage, person: Actor, id: InvoiceId): Promise<string> =>
  as(person, async (db) => digestOf((await readInvoiceRow(db, id)).version, await readLines(db, id)));

/** What the page of a batch shows now. */
export const seenBatch = ({ as }: Stage, person: Actor, id: PaymentBatchId): Promise<string> =>
  as(person, async (db) => batchDigest((await readBatchRow(db, id)).version, await readBatchPayments(db, id)));

/** Sent, reviewed by Finn and approved in full by Felix, a second person. */
export async function approved(stage: Stage, attendanceIds: readonly AttendanceId[]): Promise<InvoiceId> {
  const { as, cast } = stage;
  const id = await inReview(stage, attendanceIds);
  await as(cast.finn, (db) => approveRest(db, cast.finn, id));
  const seen = await seenOf(stage, cast.felix, id);
  await as(cast.felix, (db) => approveInvoice(db, cast.felix, id, seen));
  return id;
}

/** The sum of an account of the fund. */
export const balanceOf = ({ asRole, cast }: Stage, account: string): Promise<bigint> =>
  asRole("app_definer", async (db) => {
    const [row] = await db.execute<{ cents: string }>(
      sql`select coalesce(sum(amount_cents), 0)::text as cents from ledger_entry where fund_id = ${cast.fundId}::uuid and account = ${account}`,
    );
    return BigInt(row?.cents ?? "0");
  });

/** Every invariant of the books, each of which must find nothing, asked as the job asks. */
export const booksAreWhole = async ({ asRole }: Stage): Promise<void> => {
  const breaches = await asRole("app_auditor", findBreaches);
  expect(breaches.map(({ invariant, ids }) => [invariant.name, ids])).toEqual([]);
};
