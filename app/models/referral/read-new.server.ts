// Puts together what the guided flow shows at one step, in the page's shape. Reads only; records that the client's facts were read.
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { isLive } from "../consent/cover";
import { recordRead } from "../event/record.server";
import { addMonths } from "../values/calendar-day";
import type { CaseId, NeedId, PlannedServiceId, ReferralId } from "../values/ids";
import { agreedFor } from "./agreed";
import { readClockRules, windClocks } from "./clock.server";
import { readPlanned } from "./planned.server";
import { readCase, readDraft, readMyCases, readPlaceOptions } from "./read-draft.server";

interface Asked {
  readonly draftId: ReferralId | null;
  readonly caseId: CaseId | null;
  readonly needId: NeedId | null;
  /** The item of the care plan it is begun from. */
  readonly plannedId: PlannedServiceId | null;
  readonly places: readonly string[];
  /** 1 to 4; null: the first that is not done. */
  readonly step: number | null;
}

const CONSENT_MONTHS = 12;

export type NewReferral = Awaited<ReturnType<typeof readNewReferral>>;

/** @throws Refusal 404 when case or draft is not there, 409 when the draft was sent */
export async function readNewReferral(db: Db, actor: Actor, asked: Asked) {
  const whole = asked.draftId ? await readDraft(db, actor, asked.draftId) : null;
  const caseId = whole?.caseId ?? asked.caseId;
  if (!caseId) return { kind: "choose-case" as const, cases: await readMyCases(db, actor) };
  const opened = await readCase(db, caseId);
  await recordRead(db, actor, "referral", {
    subjectType: whole ? "referral" : "case",
    subjectId: whole?.id ?? caseId,
    clientId: opened.clientId,
    caseId,
    referralId: whole?.id ?? null,
  });
  const planned = await readPlanned(db, caseId, { id: whole?.plannedId ?? asked.plannedId, needId: null });
  const needId =
    whole || planned ? ((whole ?? planned)?.needId ?? null) : (asked.needId ?? opened.needs[0]?.id ?? null);
  const ofNeed = opened.needs.find(({ id }) => id === needId)?.specialtyId;
  const specialtyId = ofNeed ?? whole?.specialtyId ?? planned?.specialtyId ?? null;
  const places = whole ? whole.facts.places.map((place) => place.serviceAtLocationId) : asked.places;
  const step = whole ? (asked.step ?? nextStep(whole)) : 1;
  return {
    kind: "step" as const,
    step,
    opened,
    chosen: { needId, places },
    planned,
    options: step === 1 ? await readPlaceOptions(db, actor, places, specialtyId) : [],
    draft: whole ? draftValues(whole) : null,
    clocks: whole && step === 3 ? await readClocks(db, whole) : [],
    today: whole?.facts.today ?? "",
    until: whole ? addMonths(whole.facts.today, CONSENT_MONTHS) : "",
  };
}

/** Until when each place would have time, with the day as it is chosen now. */
async function readClocks(db: Db, { facts, answerBy, agencyId }: WholeDraft) {
  const { graceDays } = await readClockRules(db, agencyId);
  const placeIds = facts.places.map((place) => place.serviceAtLocationId);
  const wound = await windClocks(db, placeIds, { now: facts.now, answerBy, graceDays });
  return facts.places.flatMap(({ serviceAtLocationId, organizationName, locationName, timeZone }) => {
    const { answerUntil, lapseAt } = wound.get(serviceAtLocationId) ?? {};
    return answerUntil && lapseAt ? [{ organizationName, locationName, timeZone, answerUntil, lapseAt }] : [];
  });
}

type WholeDraft = Awaited<ReturnType<typeof readDraft>>;

function nextStep({ facts }: WholeDraft): number {
  if (facts.places.length === 0) return 1;
  return facts.fields.length === 0 ? 2 : 3;
}

function draftValues(whole: WholeDraft) {
  const { id, number, urgency, mode, answerBy, message, facts, client, obstacles } = whole;
  return {
    id,
    number,
    clientId: whole.clientId,
    urgency,
    mode,
    answerBy,
    message,
    fields: facts.fields,
    documentIds: facts.documentIds,
    documents: whole.documents,
    places: facts.places.map((place) => ({
      id: place.serviceAtLocationId,
      organizationId: place.organizationId,
      organizationName: place.organizationName,
      serviceName: place.serviceName,
      locationName: place.locationName,
      address: place.address,
    })),
    consents: whole.consents
      .filter((consent) => isLive(consent, facts.now))
      .map(({ id: consentId, organizationId, organizationName, fields, endsAt }) => ({
        id: consentId,
        organizationId,
        organizationName,
        fields,
        endsAt,
      })),
    obstacles,
    forms: whole.forms,
    agreed: agreedFor(facts),
    client: {
      name: `${client.givenName} ${client.familyName}`,
      preferredName: client.preferredName,
      pronouns: client.pronouns,
      birthDay: client.birthDay,
      language: client.language,
      telephone: client.telephone,
      email: client.email,
      addressLine: client.addressLine,
      city: client.city,
      region: client.region,
      postalCode: client.postalCode,
      accessNeeds: client.accessNeeds,
      goals: whole.goals,
    },
  };
}

export type DraftValues = ReturnType<typeof draftValues>;
