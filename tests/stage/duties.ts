// Pairs of duties that one person must not hold, each laid to where only the second is left to do. Arranges; never the act under test.
import { type SQL, sql } from "drizzle-orm";
import type { Actor, Role } from "#app/access/actor";
import { findActor } from "#app/access/session.server";
import type { Db } from "#app/database/transaction.server";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { proposeAuthorization } from "#app/models/authorization/propose.server";
import { approveRest } from "#app/models/invoice/decide-line.server";
import { approveInvoice } from "#app/models/invoice/review.server";
import { askForAccount, moveAccount } from "#app/models/payment/bank-account.server";
import { openBatch } from "#app/models/payment/open-batch.server";
import { releaseBatch } from "#app/models/payment/release-batch.server";
import { decideSchedule } from "#app/models/schedule/decide.server";
import { readScheduleRow } from "#app/models/schedule/row.server";
import type { InvoiceId, PaymentBatchId } from "#app/models/values/ids";
import { memberships } from "#drizzle/schema";
import type { PersonName } from "./cast";
import { acceptedReferral, authorized, dayFromToday, planOf, proposalFor, submitted } from "./delivery-story";
import { approved, delivered, inReview, seenBatch, seenOf } from "./money-story";
import type { Stage } from "./on-stage";

/** What is left to do, by every way there is: the page's form, the deed that every other way in calls, and the statement behind it. */
export interface Attempt {
  readonly page: { readonly file: string; readonly path: string; readonly params: Record<string, string> };
  readonly form: () => Promise<Record<string, string>>;
  readonly deed: (db: Db, actor: Actor) => Promise<unknown>;
  readonly statement: (actor: Actor) => SQL;
}

export interface Pair {
  /** As a sentence: who did what, and may not do what. */
  readonly name: string;
  /** Who did the first, and the seat in which they try the second. */
  readonly first: PersonName;
  readonly seat: Role;
  /** Who may do the second. */
  readonly second: PersonName | "faye";
  readonly lay: (stage: Stage) => Promise<Attempt>;
  readonly refusal: string;
  readonly constraints: readonly string[];
}

/** The same person in one more seat, where it is not their own: another seat is not another person. */
export async function secondSeat({ asRole, cast }: Stage, own: Actor, role: Role): Promise<Actor> {
  if (own.role === role) return own;
  const { personId } = own;
  const ofProvider = role === "biller" || role === "organization_administrator";
  const house = ofProvider
    ? { organizationId: cast.northside.organizationId, agencyId: null }
    : { agencyId: cast.agencyId, organizationId: null };
  return asRole("app_definer", async (db) => {
    const [seat] = await db
      .insert(memberships)
      .values({ personId, role, ...house })
      .returning({ id: memberships.id });
    const actor = seat && (await findActor(db, seat.id, "story"));
    if (!actor) throw new Error("nobody took the seat");
    return actor;
  });
}

async function largeAuthorization(stage: Stage): Promise<Attempt> {
  const { as, asRole, cast } = stage;
  await asRole("app_definer", (db) => db.execute(sql`update agency set caseworker_limit_cents = 0`));
  const referralId = await acceptedReferral(stage);
  const id = await as(cast.ines, (db) => proposeAuthorization(db, cast.ines, proposalFor(cast, referralId)));
  const params = { authorizationId: id };
  return {
    page: { file: "agency.authorizations.$authorizationId.tsx", path: `/agency/authorizations/${id}`, params },
    form: async () => ({ move: "activate" }),
    deed: (db, actor) => decideAuthorization(db, actor, id, { move: "activate" }),
    statement: ({ membershipId }) =>
      sql`update "authorization" set state = 'active', decided_by = ${membershipId}::uuid where id = ${id}::uuid`,
  };
}

async function sentSchedule(stage: Stage): Promise<Attempt> {
  const { as, cast } = stage;
  const { authorizationId } = await authorized(stage);
  const id = await submitted(stage, planOf(cast, authorizationId, [dayFromToday(3)]));
  const { submittedAt } = await as(cast.mara, (db) => readScheduleRow(db, id));
  const seen = submittedAt?.toISOString() ?? "";
  return {
    page: { file: "agency.schedules.$scheduleId.tsx", path: `/agency/schedules/${id}`, params: { scheduleId: id } },
    form: async () => ({ move: "approve", seen }),
    deed: (db, actor) => decideSchedule(db, actor, id, { move: "approve", seen }),
    statement: ({ membershipId }) =>
      sql`update billing_schedule set state = 'approved', decided_by = ${membershipId}::uuid where id = ${id}::uuid`,
  };
}

async function decidedLines(stage: Stage): Promise<Attempt> {
  const { as, cast } = stage;
  const id: InvoiceId = await inReview(stage, await delivered(stage, 1));
  await as(cast.finn, (db) => approveRest(db, cast.finn, id));
  const seen = () => seenOf(stage, cast.finn, id);
  return {
    page: { file: "finance.invoices.$invoiceId.tsx", path: `/finance/invoices/${id}`, params: { invoiceId: id } },
    form: async () => ({ move: "approve", seen: await seen() }),
    deed: async (db, actor) => approveInvoice(db, actor, id, await seen()),
    statement: ({ membershipId }) =>
      sql`update invoice set state = 'approved', decided_by = ${membershipId}::uuid, decided_at = app.clock() where id = ${id}::uuid`,
  };
}

async function openedBatch(stage: Stage): Promise<Attempt> {
  const { as, cast } = stage;
  const invoiceId = await approved(stage, await delivered(stage, 1));
  const id: PaymentBatchId = await as(cast.freya, (db) => openBatch(db, cast.freya, [invoiceId]));
  const seen = () => seenBatch(stage, cast.finn, id);
  return {
    page: { file: "finance.batches.$batchId.tsx", path: `/finance/batches/${id}`, params: { batchId: id } },
    form: async () => ({ move: "approve", seen: await seen() }),
    deed: async (db, actor) => releaseBatch(db, actor, id, await seen()),
    statement: ({ membershipId }) =>
      sql`update payment_batch set state = 'approved', approved_by = ${membershipId}::uuid, approved_at = app.clock(), approved_digest = 'd' where id = ${id}::uuid`,
  };
}

async function askedAccount(stage: Stage): Promise<Attempt> {
  const { as, cast } = stage;
  const typed = { kind: "us" as const, holder: "Northside Care", personal: false, savings: false, bic: null };
  const asked = { ...typed, routing: "123456780", account: "4455667788", contactEmail: "bea@example.org" };
  const id = await as(cast.bea, (db) => askForAccount(db, cast.bea, asked));
  return {
    page: { file: "portal.account.$accountId.tsx", path: `/portal/account/${id}`, params: { accountId: id } },
    form: async () => ({ move: "confirm" }),
    deed: (db, actor) => moveAccount(db, actor, id, "confirm"),
    statement: ({ membershipId }) =>
      sql`update bank_account set state = 'confirmed', confirmed_by = ${membershipId}::uuid where id = ${id}::uuid`,
  };
}

/** @param first who took part in what the invoice asks for */
const onInvoice = (did: string, first: PersonName): Pair => ({
  ...{ name: `who ${did} does not approve the invoice`, first, seat: "finance_reviewer", second: "freya" },
  ...{ lay: decidedLines, refusal: "invoice.own-approval", constraints: ["invoice_four_eyes"] },
});

/** Of a batch that Freya made, of an invoice that Finn decided line by line and Felix approved. */
const onBatch = (did: string, first: PersonName): Pair => ({
  ...{ name: `who ${did} does not release its batch`, first, seat: "finance_approver", second: "faye" },
  ...{ lay: openedBatch, refusal: "payment.own-approval", constraints: ["batch_four_eyes", "batch_third_person"] },
});

export const PAIRS: readonly Pair[] = [
  {
    ...{ name: "who proposed a large authorization does not activate it", first: "ines", second: "sol" },
    ...{ lay: largeAuthorization, refusal: "authorization.four-eyes", constraints: ["authorization_four_eyes"] },
    seat: "supervisor",
  },
  {
    ...{ name: "who sent a billing schedule does not approve it", first: "mara", second: "sol" },
    ...{ lay: sentSchedule, refusal: "schedule.own-approval", constraints: ["schedule_four_eyes"] },
    seat: "supervisor",
  },
  onInvoice("billed", "bea"),
  onInvoice("delivered", "pavel"),
  onInvoice("proposed the authorization", "ines"),
  onInvoice("activated the authorization", "sol"),
  {
    ...onInvoice("decided a line", "finn"),
    ...{ refusal: "invoice.second-person", constraints: ["invoice_second_person"] },
  },
  { ...onBatch("made it", "freya"), name: "who made a batch does not release it", refusal: "payment.own-batch" },
  onBatch("approved an invoice", "felix"),
  { ...onBatch("decided a line", "finn"), refusal: "invoice.third-person" },
  {
    ...{ name: "who asked for another bank account does not confirm it", first: "bea", second: "ora" },
    ...{ lay: askedAccount, refusal: "payment.own-account", constraints: ["bank_account_own"] },
    seat: "organization_administrator",
  },
];
