// What is written down when a client signs: the columns of a signature from the form. Knows shapes; asks nobody.
import { Refusal } from "../values/refusal";
import type { Signing } from "./forms";

/** @throws Refusal "plan.paper-missing" (400) when signed paper is said and none came */
export function signatureOf(signing: Signing, documentId: string | null, at: Date, before: string) {
  const { signedHow, signedName, witness } = signing;
  if (signedHow === "signed" && !documentId) throw new Refusal("plan.paper-missing", 400);
  return {
    signedHow,
    signedName,
    signedDocumentId: signedHow === "signed" ? documentId : null,
    witness: signedHow === "verbal" ? witness : null,
    signedAt: at,
    signedBefore: before,
  };
}
