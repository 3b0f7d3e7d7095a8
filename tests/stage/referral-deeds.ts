// Every deed that moves a referral or an offer, under the name its lifecycle gives the move. Judges nothing.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/transaction.server";
import {
  acceptOffer,
  askAboutOffer,
  declineOffer,
  giveBackOffer,
  viewOffer,
  waitlistOffer,
} from "#app/models/referral/answer-offer.server";
import {
  cancelReferral,
  completeReferral,
  failReferral,
  holdReferral,
  resumeReferral,
  startReferral,
} from "#app/models/referral/carry.server";
import { discardDraft } from "#app/models/referral/draft.server";
import { answerQuestion, withdrawReferral } from "#app/models/referral/end.server";
import { confirmRetraction } from "#app/models/referral/retract.server";
import { sendReferral } from "#app/models/referral/send.server";
import type { OfferId, ReferralId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { offers } from "#drizzle/schema";
import type { PersonName } from "./cast";
import { dayAhead } from "./referral-story";

export interface Rows {
  readonly referralId: ReferralId;
  readonly draftId: ReferralId;
  readonly offerId: OfferId;
}

export interface Deed {
  /** Where not everybody of the desk does it who carries the case or answers for the provider. */
  readonly by?: readonly PersonName[];
  run(db: Db, actor: Actor, rows: Rows & { readonly state: string }): Promise<unknown>;
}

const NO = { code: "no_capacity", words: "" } as const;

const accept: Deed = { run: (db, actor, { offerId }) => acceptOffer(db, actor, offerId) };
const decline: Deed = { run: (db, actor, { offerId }) => declineOffer(db, actor, offerId, NO) };
const giveBack: Deed = { run: (db, actor, { offerId }) => giveBackOffer(db, actor, offerId, NO) };

/** All but `expire`, which is the clock's. */
export const REFERRAL_DEEDS: Readonly<Record<string, Deed>> = {
  send: { run: (db, actor, { referralId }) => sendReferral(db, actor, referralId) },
  discard: { run: (db, actor, { referralId }) => discardDraft(db, actor, referralId) },
  // What Ines has asked.
  retract: { by: ["sol"], run: (db, actor, { referralId }) => confirmRetraction(db, actor, referralId) },
  accept,
  decline,
  withdraw: {
    run: (db, actor, { referralId }) => withdrawReferral(db, actor, referralId, { code: "client_asked", words: "" }),
  },
  start: { run: (db, actor, { referralId }) => startReferral(db, actor, referralId) },
  hold: { run: (db, actor, { referralId }) => holdReferral(db, actor, referralId, "Away until May") },
  resume: { run: (db, actor, { referralId }) => resumeReferral(db, actor, referralId) },
  complete: {
    run: (db, actor, { referralId }) => completeReferral(db, actor, referralId, { code: "got_service", words: "" }),
  },
  fail: { run: (db, actor, { referralId }) => failReferral(db, actor, referralId, { code: "no_show", words: "" }) },
  cancel: {
    run: (db, actor, { referralId }) => cancelReferral(db, actor, referralId, { code: "client_moved", words: "" }),
  },
  give_back: giveBack,
};

/** All but what follows from another move: `lapse`, `supersede` and `withdraw`. */
export const OFFER_DEEDS: Readonly<Record<string, Deed>> = {
  view: { run: looks },
  accept,
  ask: { run: (db, actor, { offerId }) => askAboutOffer(db, actor, offerId, "On which day?") },
  waitlist: { run: (db, actor, { offerId }) => waitlistOffer(db, actor, offerId, { until: dayAhead(20), words: "" }) },
  decline,
  answer: {
    run: (db, actor, { referralId, offerId }) => answerQuestion(db, actor, referralId, { offerId, answer: "Yes." }),
  },
  give_back: giveBack,
};

/** A look is never refused: it marks what is new as seen, and nothing else. */
async function looks(db: Db, actor: Actor, { offerId, state }: Rows & { readonly state: string }): Promise<void> {
  await viewOffer(db, actor, offerId);
  const [offer] = await db.select({ state: offers.state }).from(offers).where(eq(offers.id, offerId));
  if (offer?.state !== "viewed" || state === "viewed") throw new Refusal("not-found", 404);
}
