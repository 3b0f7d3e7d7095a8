// Carries out what finance asked for on the page of an invoice: one form with several buttons, each a deed. Decides nothing itself.
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import type { InvoiceId } from "../values/ids";
import { beginReview, takeReviewOver } from "./begin-review.server";
import { approveRest, decideLine } from "./decide-line.server";
import { concludeDispute } from "./dispute.server";
import type { Review } from "./forms";
import { approveInvoice, denyInvoice, returnInvoice } from "./review.server";

/** @returns the catalogue key of what to say afterwards */
export async function carryOut(db: Db, actor: Actor, id: InvoiceId, asked: Review): Promise<string> {
  switch (asked.move) {
    case "review":
      return (await beginReview(db, actor, id)) > 0 ? "invoice.done.passed" : "invoice.done.began";
    case "take-over":
      await takeReviewOver(db, actor, id);
      return "invoice.done.taken-over";
    case "conclude":
      await concludeDispute(db, actor, id, asked.seen);
      return "invoice.done.concluded";
    case "keep-line":
      await decideLine(db, actor, id, asked.lineId, { move: "keep" });
      return "invoice.done.decided";
    case "approve-rest":
      await approveRest(db, actor, id);
      return "invoice.done.rest";
    case "approve":
      await approveInvoice(db, actor, id, asked.seen);
      return "invoice.done.approved";
    case "return":
      await returnInvoice(db, actor, id, asked.seen, asked);
      return "invoice.done.returned";
    case "deny":
      await denyInvoice(db, actor, id, asked.seen, asked);
      return "invoice.done.denied";
    case "approve-line":
      await decideLine(db, actor, id, asked.lineId, { move: "approve" });
      return "invoice.done.decided";
    case "reconsider-line":
      await decideLine(db, actor, id, asked.lineId, { move: "reconsider" });
      return "invoice.done.decided";
  }
}
