// The forms of consent: recording one and taking it back. Shapes and limits; whether a day has passed is the deed's question.
import { z } from "zod";
import { parseCalendarDay } from "../values/calendar-day";
import { type ConsentId, idParam, type OrganizationId } from "../values/ids";
import { CONSENT_FIELDS, CONSENT_PURPOSES, REVOKE_REASONS, WAYS_GIVEN } from "./codes";

const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().transform((value) => value ?? null);

/** The fields of a consent, for a page that carries more than one form. */
export const consentShape = {
  organizationId: optional(idParam<OrganizationId>()),
  purpose: z.enum(CONSENT_PURPOSES, "ui.error.not-a-choice"),
  consentFields: z.array(z.enum(CONSENT_FIELDS, "ui.error.not-a-choice")).min(1, "consent.error.no-field").max(20),
  givenHow: z.enum(WAYS_GIVEN, "ui.error.not-a-choice"),
  witness: optional(z.string().trim().max(200, "ui.error.too-long")),
  until: z
    .string("ui.error.required")
    .trim()
    .refine((text) => parseCalendarDay(text) !== null, "ui.error.not-a-day"),
};

export const RecordConsentForm = z.object(consentShape).superRefine(witnessNeeded);
export type RecordConsentForm = z.infer<typeof RecordConsentForm>;

/** What somebody said is worth what the one who heard it can confirm. */
export function witnessNeeded(
  consent: { givenHow: string; witness: string | null },
  context: z.RefinementCtx<unknown>,
): void {
  if (consent.givenHow === "verbal" && !consent.witness) {
    context.addIssue({ code: "custom", path: ["witness"], message: "consent.error.witness" });
  }
}

export const RevokeConsentForm = z.object({
  consentId: idParam<ConsentId>(),
  reason: z.enum(REVOKE_REASONS, "ui.error.not-a-choice"),
});
export type RevokeConsentForm = z.infer<typeof RevokeConsentForm>;
