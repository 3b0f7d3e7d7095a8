// Forms that providers asked for which have not gone to them yet, as when one was asked later: reads what is open, and sends one. Asks no provider.
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { disclosedDocuments, disclosures, offers, referralFacts, referrals } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { Answers } from "../form/evaluate";
import { asId, type FormId, type ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { type AskedForm, entered, leavesMoreToAsk, readAskedForms } from "./asked-forms.server";
import { subjectOf } from "./draft.server";
import { referralEvents } from "./events";
import { sendForm } from "./form-papers.server";
import { type LockedReferral, lockReferral } from "./lock.server";
import { readSendingFacts } from "./sending-facts.server";
import { tellHolder } from "./tell-holder.server";

type Sent = Pick<typeof referrals.$inferSelect, "id" | "agencyId" | "clientId" | "state">;

/** A form, and the offer it goes with. */
export interface OwedForm extends AskedForm {
  readonly offerId: string;
  readonly offerState: string;
}

const STILL_ASKED = ["offered", "viewed", "info_requested", "waitlisted", "accepted"];
const GOES_ON: readonly string[] = ["sent", "accepted", "in_progress", "on_hold"];

/**
 * Of providers that are asked, or took it on, and are shown papers. A form that was written after a provider was asked is not owed to it.
 * @param given answers to one of them, not kept anywhere yet
 */
export async function readOwedForms(
  db: Db,
  referral: Sent,
  given: Readonly<Record<string, Answers>> = {},
): Promise<OwedForm[]> {
  if (!GOES_ON.includes(referral.state)) return [];
  const asked = await db
    .select({
      offerId: offers.id,
      offerState: offers.state,
      place: offers.serviceAtLocationId,
      organizationId: offers.organizationId,
      fields: disclosures.fields,
      known: sql<
        string[]
      >`(select coalesce(jsonb_agg(distinct v.form_id), '[]') from form_version v join form f on f.id = v.form_id
        join service_at_location p on p.service_id = f.service_id where p.id = ${offers.serviceAtLocationId} and v.published_at <= ${offers.createdAt})`,
      gone: sql<(string | null)[]>`(select coalesce(jsonb_agg(g.form_id), '[]') from ${disclosedDocuments} g
        where g.referral_id = ${offers.referralId} and g.organization_id = ${offers.organizationId})`,
    })
    .from(offers)
    .innerJoin(
      disclosures,
      and(eq(disclosures.referralId, offers.referralId), eq(disclosures.organizationId, offers.organizationId)),
    )
    .where(
      and(
        eq(offers.referralId, referral.id),
        inArray(offers.state, STILL_ASKED),
        sql`${disclosures.closedAt} is null and 'documents' = any(${disclosures.fields})`,
      ),
    );
  const owed = new Map<string, OwedForm>();
  for (const { offerId, offerState, place, fields, known, gone } of asked) {
    const plan = { serviceAtLocationIds: [place], fields, answers: given };
    for (const form of await readAskedForms(db, { ...referral, plan })) {
      // A paper without its form's name is from before that was written down.
      if (known.includes(form.id) && !gone.includes(form.id) && !gone.includes(null))
        owed.set(form.id, { ...form, offerId, offerState });
    }
  }
  return [...owed.values()];
}

/** One of them to fill in, or the first; null where none is open. @throws Refusal 404 when the referral, or that form of it, is not there */
export async function readOwedForm(db: Db, id: ReferralId, formId: FormId | null) {
  const [referral] = await db.select(referralFacts).from(referrals).where(eq(referrals.id, id));
  if (!referral) throw new Refusal("not-found", 404);
  const owed = await readOwedForms(db, referral);
  const form = formId ? owed.find((each) => each.id === formId) : owed[0];
  if (formId && !form) throw new Refusal("not-found", 404);
  return { referral, form: form ?? null };
}

interface SentForm {
  readonly formId: FormId;
  /** Whether what is missing is left blank, knowingly. */
  readonly blanks: boolean;
  /** What was sent of its questions, by their keys, with the `drawn` ones named. */
  readonly sent: Readonly<Record<string, unknown>>;
}

/**
 * Sends one to its provider, as a paper. @returns whether others are still open
 * @throws Refusal 404, 403, 409 when it went already, 400 when it now asks more, or answers are missing that nobody said to leave blank
 */
export async function sendOwedForm(db: Db, actor: Actor, id: ReferralId, form: SentForm): Promise<{ more: boolean }> {
  const { formId, blanks, sent } = form;
  const referral = await lockReferral(db, id);
  const before = (await readOwedForms(db, referral)).find((each) => each.id === formId);
  if (!before) throw new Refusal("referral.form-gone", 409);
  const given = { [formId]: entered(before, {}, sent) };
  const filled = (await readOwedForms(db, referral, given)).find((each) => each.id === formId) ?? before;
  if (leavesMoreToAsk(before, filled.filled, sent)) throw new Refusal("referral.form-more", 400);
  if (filled.filled.open > 0 && !blanks) throw new Refusal("referral.form-open", 400, { count: filled.filled.open });
  await send(db, actor, referral, filled);
  return { more: (await readOwedForms(db, referral)).length > 0 };
}

async function send(db: Db, actor: Actor, referral: LockedReferral, form: OwedForm): Promise<void> {
  const facts = await readSendingFacts(db, actor, referral);
  await sendForm(db, actor, referral, form, facts);
  const { organizationId, offerId, offerState, id: formId } = form;
  const referralId = asId<ReferralId>(referral.id);
  await recordEvent(
    db,
    actor,
    referralEvents["form-sent"]({ referralId, formId }),
    subjectOf(referral, organizationId),
  );
  // Whoever is only asked reads no paper yet, and has it when it accepts.
  if (offerState === "accepted") await tellHolder(db, { offerId, organizationId }, "referral.form-sent", formId);
}
