// The contract with the client: drafted, signed, ended, version by version. What was signed is frozen by the database.
import { and, desc, eq, max } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { caseContracts } from "#drizzle/schema";
import { lockOpenCase, recordOnCase } from "../case/carry.server";
import { asId, type CaseId, type ContractId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { planEvents } from "./events";
import type { ContractWords, Signing } from "./forms";
import { contractLifecycle } from "./lifecycle";
import { signatureOf } from "./signature";

type ContractState = (typeof contractLifecycle.states)[number];

/** Drafts a contract, or changes the draft there is. */
export async function draftContract(db: Db, actor: Actor, caseId: CaseId, words: ContractWords): Promise<ContractId> {
  const carried = await lockOpenCase(db, caseId);
  const { agencyPromises, clientPromises, startsOn, endsOn = null } = words;
  const said = { agencyPromises, clientPromises, startsOn, endsOn };
  const [changed] = await db
    .update(caseContracts)
    .set(said)
    .where(and(eq(caseContracts.caseId, caseId), eq(caseContracts.state, "draft")))
    .returning({ id: caseContracts.id });
  if (changed) return asId<ContractId>(changed.id);
  const [last] = await db
    .select({ version: max(caseContracts.version) })
    .from(caseContracts)
    .where(eq(caseContracts.caseId, caseId));
  const version = (last?.version ?? 0) + 1;
  const [row] = await db
    .insert(caseContracts)
    .values({ agencyId: carried.agencyId, caseId, version, createdBy: actor.membershipId, ...said })
    .returning({ id: caseContracts.id });
  if (!row) throw new Error("no contract was kept");
  await recordOnCase(db, actor, carried, planEvents["contract-drafted"]({ contractId: row.id, version }));
  return asId<ContractId>(row.id);
}

/** The client signs; the contract before ends in the same breath. */
export async function signContract(
  db: Db,
  actor: Actor,
  contractId: ContractId,
  signing: Signing,
  documentId: string | null,
): Promise<void> {
  const { carried, state: before, version, caseId } = await lockContract(db, contractId);
  const state = contractLifecycle.after(before, "sign");
  await db
    .update(caseContracts)
    .set({ state: contractLifecycle.after("signed", "end") })
    .where(and(eq(caseContracts.caseId, caseId), eq(caseContracts.state, "signed")));
  const signed = signatureOf(signing, documentId, await clock(db), actor.membershipId);
  await db
    .update(caseContracts)
    .set({ state, ...signed })
    .where(eq(caseContracts.id, contractId));
  const facts = { contractId, version, signedHow: signing.signedHow };
  await recordOnCase(db, actor, carried, planEvents["contract-signed"](facts));
}

/** Ends a signed contract, or throws a draft away. */
export async function endContract(db: Db, actor: Actor, contractId: ContractId): Promise<void> {
  const { carried, state: before, version } = await lockContract(db, contractId);
  const state = contractLifecycle.after(before, before === "draft" ? "discard" : "end");
  await db.update(caseContracts).set({ state }).where(eq(caseContracts.id, contractId));
  await recordOnCase(db, actor, carried, planEvents["contract-ended"]({ contractId, version }));
}

async function lockContract(db: Db, contractId: ContractId) {
  const [seen] = await db
    .select({ caseId: caseContracts.caseId })
    .from(caseContracts)
    .where(eq(caseContracts.id, contractId));
  if (!seen) throw new Refusal("not-found", 404);
  const carried = await lockOpenCase(db, asId<CaseId>(seen.caseId));
  const [row] = await db.select().from(caseContracts).where(eq(caseContracts.id, contractId)).for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, carried, state: row.state as ContractState };
}

/** Every version of a case's contract, newest first. */
export function readContracts(db: Db, caseId: CaseId) {
  return db
    .select({
      id: caseContracts.id,
      version: caseContracts.version,
      state: caseContracts.state,
      agencyPromises: caseContracts.agencyPromises,
      clientPromises: caseContracts.clientPromises,
      startsOn: caseContracts.startsOn,
      endsOn: caseContracts.endsOn,
      signedHow: caseContracts.signedHow,
      signedName: caseContracts.signedName,
      signedAt: caseContracts.signedAt,
      signedDocumentId: caseContracts.signedDocumentId,
      witness: caseContracts.witness,
    })
    .from(caseContracts)
    .where(eq(caseContracts.caseId, caseId))
    .orderBy(desc(caseContracts.version))
    .limit(20);
}

export type ContractLine = Awaited<ReturnType<typeof readContracts>>[number];
