// What hangs on the restricted case that Carl carries: one row of each table that must not be seen by others. Never puts anybody on its team.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import type { HiddenCases } from "./case";
import { put } from "./put";

export async function layHidden(db: Db, cast: Cast, { caseId, clientId }: HiddenCases): Promise<void> {
  const carl = cast.carl.membershipId;
  const ofClient = { agency_id: cast.agencyId, client_id: clientId };
  const ofCase = { agency_id: cast.agencyId, case_id: caseId };
  const today = sql`app.clock()::date`;
  const soon = sql`app.clock() + interval '7 days'`;
  await put(db, "case_contract", {
    ...ofCase,
    version: 1,
    agency_promises: "We tell nobody.",
    client_promises: "I call.",
    starts_on: today,
    created_by: carl,
  });
  await put(db, "case_approval", { ...ofCase, kind: "closure", asked_by: carl });
  await put(db, "case_hand_over", {
    ...ofCase,
    batch_id: "0198f000-0000-7000-8000-00000000beee",
    from_membership_id: cast.ines.membershipId,
    to_membership_id: carl,
    moved_by: cast.sol.membershipId,
  });
  await put(db, "case_member", { ...ofCase, membership_id: carl });
  await put(db, "case_task", { ...ofCase, words: "Change the locks", assigned_to: carl, created_by: carl });
  // Given to them before the case was restricted.
  for (const { membershipId } of [cast.ines, cast.sol])
    await put(db, "case_task", { ...ofCase, words: "Call back", assigned_to: membershipId, created_by: carl });
  await put(db, "consent", {
    ...ofClient,
    purpose: "referral",
    fields: sql`'{name}'::text[]`,
    ends_at: soon,
    given_how: "signed",
    recorded_by: carl,
  });
  const link = { ...ofClient, language: "en", created_by: carl, expires_at: soon };
  await put(db, "client_link", { ...link, token_hash: "6".repeat(64) });
  await put(db, "upload_link", { ...link, asked: "a letter", kind: "income", token_hash: "7".repeat(64) });
  const file = { sha256: "0".repeat(64), name: "order.pdf", media_type: "application/pdf", byte_count: 10 };
  const order = await put(db, "document", { ...file, ...ofClient, uploaded_by: carl });
  await put(db, "document_text", { id: order, outcome: "read", words: "a text" });
}
