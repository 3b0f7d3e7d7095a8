// The forms of consent: recording one and taking it back. Shapes and limits; whether a day has passed is the deed's question.
import { z } from "zod";
import { SPOKEN_LANGUAGES } from "../client/spoken-languages";
import { parseCalendarDay } from "../values/calendar-day";
import { type ConsentId, type DocumentId, idParam, type OrganizationId, type SpecialtyId } from "../values/ids";
import { CONSENT_FIELDS, CONSENT_PURPOSES, OVERRIDE_CODES, REVOKE_REASONS, WAYS_GIVEN } from "./codes";

const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().transform((value) => value ?? null);

const day = z
  .string("ui.error.required")
  .trim()
  .refine((text) => parseCalendarDay(text) !== null, "ui.error.not-a-day");

/** The fields of a consent, for a page that carries more than one form. */
export const consentShape = {
  organizationId: optional(idParam<OrganizationId>()),
  specialtyId: optional(idParam<SpecialtyId>()),
  purpose: z.enum(CONSENT_PURPOSES, "ui.error.not-a-choice"),
  consentFields: z.array(z.enum(CONSENT_FIELDS, "ui.error.not-a-choice")).min(1, "consent.error.no-field").max(20),
  givenHow: z.enum(WAYS_GIVEN, "ui.error.not-a-choice"),
  witness: optional(z.string().trim().max(200, "ui.error.too-long")),
  documentId: optional(idParam<DocumentId>()),
  /** In which language the client reads it; left out: their own. */
  language: optional(z.enum(SPOKEN_LANGUAGES, "ui.error.not-a-choice")),
  /** Left out: from now. */
  from: optional(day),
  until: day,
};

export const RecordConsentForm = z.object(consentShape).superRefine(consentHolds);
export type RecordConsentForm = z.infer<typeof RecordConsentForm>;

/** What somebody said is worth what the one who heard it can confirm; and one promise is made to one kind of reader. */
export function consentHolds(
  consent: { givenHow: string; witness: string | null; organizationId: string | null; specialtyId: string | null },
  context: z.RefinementCtx<unknown>,
): void {
  if (consent.organizationId && consent.specialtyId) {
    context.addIssue({ code: "custom", path: ["specialtyId"], message: "consent.error.one-recipient" });
  }
  if (consent.givenHow === "verbal" && !consent.witness) {
    context.addIssue({ code: "custom", path: ["witness"], message: "consent.error.witness" });
  }
}

export const RevokeConsentForm = z.object({
  consentId: idParam<ConsentId>(),
  reason: z.enum(REVOKE_REASONS, "ui.error.not-a-choice"),
});
export type RevokeConsentForm = z.infer<typeof RevokeConsentForm>;

/** Sharing without the client's word: with one provider, for a short time, for a reason that is told to a supervisor and to the client. */
export const OverrideConsentForm = z.object({
  organizationId: z.string("ui.error.required").pipe(idParam<OrganizationId>()),
  purpose: consentShape.purpose,
  consentFields: consentShape.consentFields,
  code: z.enum(OVERRIDE_CODES, "ui.error.not-a-choice"),
  words: z.string("ui.error.required").trim().min(20, "consent.error.why-in-words").max(2000, "ui.error.too-long"),
  until: day,
});
export type OverrideConsentForm = z.infer<typeof OverrideConsentForm>;

/** What an agency says to clients before it asks them, in one language. */
export const ConsentTextForm = z.object({
  language: z.enum(SPOKEN_LANGUAGES, "ui.error.not-a-choice"),
  words: z.string("ui.error.required").trim().min(20, "consent.error.text-short").max(4000, "ui.error.too-long"),
});
export type ConsentTextForm = z.infer<typeof ConsentTextForm>;

/** The first step: what the client is asked, before the text is shown to them. */
export const AskConsentForm = z.object({
  organizationId: consentShape.organizationId,
  specialtyId: consentShape.specialtyId,
  purpose: consentShape.purpose,
  consentFields: consentShape.consentFields,
  language: consentShape.language,
  from: consentShape.from,
  until: consentShape.until,
});
export type AskConsentForm = z.infer<typeof AskConsentForm>;

/** The first step as an address, so that the second can be reloaded: ids, codes and days, nothing about a person. */
export function addressOfAsked(asked: AskConsentForm): string {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    if (name === "intent") continue;
    for (const one of Array.isArray(value) ? value : [value]) if (one) address.append(name, one);
  }
  return address.toString();
}

/** The address read again; what is not whole reads as nothing asked yet. */
export const AskedConsentQuery = z.record(z.string(), z.unknown()).transform((given) => {
  const fields = given.consentFields;
  const parsed = AskConsentForm.safeParse({ ...given, consentFields: typeof fields === "string" ? [fields] : fields });
  return { asked: parsed.success ? parsed.data : null };
});
