// Reads bank accounts in the shape of both sides' pages: which is in use, which waits, who stood for it. Shows the last four of a number and no more.
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { bankAccounts, bankFileLines, organizations, payments } from "#drizzle/schema";
import type { BankAccountId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { masked } from "./account-number";
import type { bankAccountLifecycle } from "./lifecycle";

const MOST_ACCOUNTS = 50;
const MOST_CORRECTIONS = 10;

export type AccountState = (typeof bankAccountLifecycle.states)[number];
export type AccountLine = Awaited<ReturnType<typeof readOwnAccounts>>[number];

/** The organization's accounts, newest first. */
export const readOwnAccounts = (db: Db, organizationId: string) =>
  readAccounts(db, eq(bankAccounts.organizationId, organizationId));

/** What banks asked to be corrected since the organization last entered an account, newest first. */
export function readCorrections(db: Db, organizationId: string) {
  return db
    .select({
      id: bankFileLines.id,
      code: bankFileLines.code,
      at: bankFileLines.createdAt,
      paymentNumber: payments.number,
    })
    .from(bankFileLines)
    .innerJoin(payments, eq(payments.id, bankFileLines.paymentId))
    .where(
      and(
        eq(payments.organizationId, organizationId),
        eq(bankFileLines.outcome, "noted"),
        sql`${bankFileLines.code} ~ '^C[0-9]{2}$'`,
        sql`not exists (select 1 from bank_account b where b.organization_id = ${organizationId}::uuid and b.created_at > ${bankFileLines.createdAt})`,
      ),
    )
    .orderBy(desc(bankFileLines.createdAt), desc(bankFileLines.id))
    .limit(MOST_CORRECTIONS);
}

/** Of the providers the actor's agency pays: what waits for a second person, and what is not in use yet. */
export const readAccountChanges = (db: Db) =>
  readAccounts(
    db,
    sql`${bankAccounts.organizationId} = any((select app.organizations_we_pay())::uuid[])
      and (${bankAccounts.state} = 'proposed' or ${bankAccounts.state} = 'confirmed' and ${bankAccounts.usableFrom} > app.clock())`,
  );

export async function countAccountChanges(db: Db): Promise<number> {
  return (await readAccountChanges(db)).filter(({ state }) => state === "proposed").length;
}

/** One account beside the one that is in use. @throws Refusal 404 when it is not the actor's to see */
export async function readAccount(db: Db, id: BankAccountId) {
  const [account] = await readAccounts(db, eq(bankAccounts.id, id));
  if (!account) throw new Refusal("not-found", 404);
  const others = await readAccounts(
    db,
    sql`${bankAccounts.id} = app.usable_account(${account.organizationId}::uuid) and ${bankAccounts.id} <> ${id}::uuid`,
  );
  return { account, inUse: others[0] ?? null };
}

async function readAccounts(db: Db, which: SQL) {
  const rows = await db
    .select({
      id: bankAccounts.id,
      organizationId: bankAccounts.organizationId,
      organizationName: organizations.name,
      state: bankAccounts.state,
      kind: bankAccounts.kind,
      holder: bankAccounts.holder,
      personal: bankAccounts.personal,
      routing: bankAccounts.routing,
      savings: bankAccounts.savings,
      bic: bankAccounts.bic,
      ending: bankAccounts.ending,
      contactEmail: bankAccounts.contactEmail,
      createdAt: bankAccounts.createdAt,
      confirmedAt: bankAccounts.confirmedAt,
      usableFrom: bankAccounts.usableFrom,
      endedAt: bankAccounts.endedAt,
      askedBy: nameOf(bankAccounts.askedBy),
      confirmedBy: nameOf(bankAccounts.confirmedBy),
      endedBy: nameOf(bankAccounts.endedBy),
      mine: sql<boolean>`coalesce(app.person_of(${bankAccounts.askedBy}) = app.actor_id(), false)`,
      inUse: sql<boolean>`coalesce(${bankAccounts.id} = app.usable_account(${bankAccounts.organizationId}), false)`,
      waits: sql<boolean>`${bankAccounts.state} = 'confirmed' and ${bankAccounts.usableFrom} > app.clock()`,
    })
    .from(bankAccounts)
    .innerJoin(organizations, eq(organizations.id, bankAccounts.organizationId))
    .where(which)
    .orderBy(desc(bankAccounts.createdAt), desc(bankAccounts.id))
    .limit(MOST_ACCOUNTS);
  return rows.map((row) => ({ ...row, state: row.state as AccountState, account: masked(row.ending) }));
}

/** A person's name where the reader may know it; else null. */
const nameOf = (membershipId: unknown): SQL<string | null> =>
  sql<
    string | null
  >`(select p.name from membership m join person p on p.id = m.person_id where m.id = ${membershipId})`;
