// The beginning most referral stories share: Rosa agrees, Ines sends. Tells nothing of its own about what happens next.
import { eq } from "drizzle-orm";
import { CONSENT_FIELDS, type ConsentField } from "#app/models/consent/codes";
import { recordConsent } from "#app/models/consent/record-consent.server";
import { choosePlaces, chooseShared, draftReferral, writeDetails } from "#app/models/referral/draft.server";
import { sendReferral } from "#app/models/referral/send.server";
import {
  asId,
  type CaseId,
  type ClientId,
  type ConsentId,
  type DocumentId,
  type NeedId,
  type OfferId,
  type OrganizationId,
  type ReferralId,
  type ServiceAtLocationId,
} from "#app/models/values/ids";
import { offers } from "#drizzle/schema";
import type { Stage } from "./on-stage";

/** A day that is always ahead and never too far. */
export function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

interface Agreed {
  readonly fields?: readonly ConsentField[];
  readonly organizationId?: string | null;
  readonly days?: number;
}

export function rosaAgrees({ as, cast }: Stage, agreed: Agreed = {}): Promise<ConsentId> {
  return as(cast.ines, (db) =>
    recordConsent(db, cast.ines, asId<ClientId>(cast.rosa.clientId), {
      organizationId: agreed.organizationId ? asId<OrganizationId>(agreed.organizationId) : null,
      purpose: "service_referral",
      consentFields: [...(agreed.fields ?? CONSENT_FIELDS)],
      givenHow: "signed",
      witness: null,
      until: dayAhead(agreed.days ?? 60),
    }),
  );
}

interface Sent {
  readonly fields?: readonly ConsentField[];
  readonly documents?: readonly DocumentId[];
  readonly message?: string;
}

/** Drafts all steps, without sending. */
export function inesDrafts({ as, cast }: Stage, places: readonly string[], sent: Sent = {}): Promise<ReferralId> {
  const choice = {
    caseId: asId<CaseId>(cast.rosa.caseId),
    needId: asId<NeedId>(cast.rosa.needId),
    places: places.map((place) => asId<ServiceAtLocationId>(place)),
  };
  return as(cast.ines, async (db) => {
    const id = await draftReferral(db, cast.ines, choice);
    await choosePlaces(db, id, choice);
    await chooseShared(db, id, {
      fields: [...(sent.fields ?? ["name", "telephone"])],
      documents: [...(sent.documents ?? [])],
    });
    const details = {
      urgency: "soon" as const,
      mode: "accompanied" as const,
      answerBy: dayAhead(5),
      message: sent.message ?? "Please call Rosa.",
    };
    await writeDetails(db, cast.ines, id, details);
    return id;
  });
}

export interface Story {
  readonly referralId: ReferralId;
  readonly north: OfferId;
  /** Equal to `north` where only Northside was asked. */
  readonly south: OfferId;
}

export async function inesSends(stage: Stage, places: readonly string[], sent: Sent = {}): Promise<Story> {
  const { as, cast } = stage;
  const referralId = await inesDrafts(stage, places, sent);
  return as(cast.ines, async (db) => {
    await sendReferral(db, cast.ines, referralId);
    const made = await db.select().from(offers).where(eq(offers.referralId, referralId));
    const of = (organizationId: string) => made.find((offer) => offer.organizationId === organizationId)?.id ?? "";
    const north = of(cast.northside.organizationId);
    const south = of(cast.southside.organizationId);
    return { referralId, north: asId<OfferId>(north || south), south: asId<OfferId>(south || north) };
  });
}

/** Rosa agreed to everything, and Northside alone was asked. */
export async function toNorthside(stage: Stage, sent: Sent = {}): Promise<Story> {
  await rosaAgrees(stage);
  return inesSends(stage, [stage.cast.northside.serviceAtLocationId], sent);
}

/** Rosa agreed to everything, and both providers were asked. */
export async function toBoth(stage: Stage, sent: Sent = {}): Promise<Story> {
  await rosaAgrees(stage);
  const { northside, southside } = stage.cast;
  return inesSends(stage, [northside.serviceAtLocationId, southside.serviceAtLocationId], sent);
}
