// Asks for a provider's money to go to another account, and decides on that: two people, a waiting time, and word to whom it is taken from.
import { and, eq, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { seal } from "#app/database/seal.server";
import { publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { agreements, bankAccounts, organizations } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { enqueueJob } from "../job/enqueue.server";
import { tellMembers } from "../notification/tell.server";
import { asId, type BankAccountId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { AccountMove, NewBankAccount } from "./account-forms";
import { endingOf } from "./account-number";
import { bankAccountEvents } from "./events";
import { bankAccountLifecycle } from "./lifecycle";

export const accountPurpose = (organizationId: string) => `bank-account:${organizationId}`;

const BILLERS = ["biller", "organization_administrator"] as const;

type AccountState = (typeof bankAccountLifecycle.states)[number];

/** @throws Refusal 409 when another change waits for its second person already */
export async function askForAccount(
  db: Db,
  actor: Actor,
  { account, ...typed }: NewBankAccount,
): Promise<BankAccountId> {
  const organizationId = organizationOf(actor);
  const [made] = await db
    .insert(bankAccounts)
    .values({
      ...typed,
      organizationId,
      ending: endingOf(account),
      sealed: seal(account, accountPurpose(organizationId)),
      askedBy: actor.membershipId,
    })
    .onConflictDoNothing()
    .returning({ id: bankAccounts.id });
  if (!made) throw new Refusal("payment.account-asked-already", 409);
  const id = asId<BankAccountId>(made.id);
  await recordEvent(db, actor, bankAccountEvents.asked({ bankAccountId: id }), subjectOf(id, organizationId));
  await tellOwnHouse(db, id, organizationId, "account-asked");
  await tellWhoPays(db, id, organizationId);
  await tellOldContact(db, id, organizationId, "account-asked");
  return id;
}

const DONE = { confirm: "confirmed", refuse: "refused", withdraw: "withdrawn", stop: "stopped" } as const;

/**
 * @throws Refusal 404 when it is not the actor's to see, 403 for who asked and would confirm, 409 when it was decided meanwhile
 */
export async function moveAccount(db: Db, actor: Actor, id: BankAccountId, move: AccountMove): Promise<void> {
  const row = await lockAccount(db, id);
  const state = bankAccountLifecycle.after(row.state, move, actor.organizationId ? "portal" : "finance");
  if (move === "confirm" && row.mine) throw new Refusal("payment.own-account", 403);
  const by = move === "confirm" ? { confirmedBy: actor.membershipId } : { endedBy: actor.membershipId };
  await db
    .update(bankAccounts)
    .set({ state, ...by })
    .where(and(eq(bankAccounts.id, id), eq(bankAccounts.state, row.state)));
  const { organizationId } = row;
  await recordEvent(db, actor, bankAccountEvents[DONE[move]]({ bankAccountId: id }), subjectOf(id, organizationId));
  await tellOwnHouse(db, id, organizationId, `account-${DONE[move]}`);
  if (move === "confirm") await tellOldContact(db, id, organizationId, "account-confirmed");
}

async function lockAccount(db: Db, id: BankAccountId) {
  const [row] = await db
    .select({
      organizationId: bankAccounts.organizationId,
      state: bankAccounts.state,
      mine: sql<boolean>`coalesce(app.person_of(${bankAccounts.askedBy}) = app.actor_id(), false)`,
    })
    .from(bankAccounts)
    .where(eq(bankAccounts.id, id))
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, organizationId: asId<OrganizationId>(row.organizationId), state: row.state as AccountState };
}

type Told = `account-${"asked" | (typeof DONE)[AccountMove]}`;

function tellOwnHouse(db: Db, id: BankAccountId, organizationId: OrganizationId, told: Told): Promise<void> {
  return tellMembers(
    db,
    { organizationId, roles: BILLERS },
    { kind: `payment.${told}`, subjectType: "bank_account", subjectId: id, path: `/portal/account/${id}` },
  );
}

/** Finance of every agency that pays the provider may be the second person. */
async function tellWhoPays(db: Db, id: BankAccountId, organizationId: OrganizationId): Promise<void> {
  const paying = await db
    .selectDistinct({ agencyId: agreements.agencyId })
    .from(agreements)
    .where(and(eq(agreements.organizationId, organizationId), eq(agreements.state, "active")));
  for (const { agencyId } of paying) {
    await tellMembers(
      db,
      { agencyId, roles: ["finance_reviewer", "finance_approver"] },
      {
        ...{ kind: "payment.account-waits", subjectType: "bank_account", subjectId: id },
        ...{ path: `/finance/accounts/${id}`, effect: agencyId },
      },
    );
  }
}

/** Whoever was named with the account in use hears of it at the address of then: a thief changes the new one, not the old. */
async function tellOldContact(db: Db, id: BankAccountId, organizationId: OrganizationId, told: Told): Promise<void> {
  const [old] = await db
    .select({ email: bankAccounts.contactEmail, name: organizations.name })
    .from(bankAccounts)
    .innerJoin(organizations, eq(organizations.id, bankAccounts.organizationId))
    .where(
      sql`${bankAccounts.id} = app.usable_account(${organizationId}::uuid) and ${bankAccounts.contactEmail} <> ''`,
    );
  if (!old) return;
  const say = sayIn("en");
  const subject = say(`mail.payment.${told}.subject`);
  const link = `${publicOrigin()}/portal/account/${id}`;
  const body = say("mail.payment.account-old-contact.body", { what: subject, provider: old.name, link });
  const kind = `payment.${told}`;
  await db.execute(
    sql`select app.post_letter_to(${old.email}, ${`${kind}:${id}:old-contact`}, ${kind}, ${subject}, ${body})`,
  );
  await enqueueJob(db, "deliver-letters", {});
}

const subjectOf = (id: BankAccountId, organizationId: OrganizationId) => ({
  subjectType: "bank_account",
  subjectId: id,
  organizationId,
});
