// What an applicant may send, a form a step. Checks shapes, each fault at its field; knows no row.
import { z } from "zod";
import { ACCESSIBILITY, TAKES_REFERRALS } from "../organization/codes";
import { exceptionAnswers, exceptionSaid } from "../organization/exception-form";
import { given } from "../organization/forms";
import { weekAnswers, weekSaid } from "../organization/week-form";
import {
  choiceAnswer,
  countAnswer,
  idAnswer,
  languagesAnswer,
  severalAnswer,
  words,
  wordsOrNull,
} from "../values/answers";
import type { OrganizationId, SpecialtyId } from "../values/ids";
import { DOCUMENT_PARTS, MAY_BE_NONE, PROVIDER_KINDS } from "./codes";
import { parseTaxIdentifier } from "./tax-identifier";

const email = (required: string) =>
  z.string(required).trim().max(320, "ui.error.too-long").pipe(z.email("ui.error.not-an-e-mail"));
const website = z
  .string()
  .trim()
  .max(500, "ui.error.too-long")
  .transform((text) => (/^https?:\/\//i.test(text) ? text : `https://${text}`))
  .pipe(z.url({ protocol: /^https?$/, hostname: z.regexes.domain, error: "organization.error.not-a-website" }))
  .optional()
  .transform((text) => text ?? null);
const isTelephone = (text: string) => /^[\d\s()+.\-x]+$/i.test(text) && text.replace(/\D/g, "").length >= 7;
const telephone = wordsOrNull(40).refine((text) => text === null || isTelephone(text), "ui.error.not-a-phone");
export const key = z.string("ui.error.required").regex(/^[\w-]{1,40}$/, "ui.error.not-a-choice");
/** The version the page was drawn from: what was changed since is not overwritten. */
export const version = countAnswer(1, 1_000_000);

/** The first page: who applies, and where the link is mailed. */
export const StartForm = z.object({
  organizationName: words(200),
  kind: choiceAnswer(PROVIDER_KINDS),
  contactName: words(120),
  email: email("ui.error.required"),
});
export type NewApplication = z.infer<typeof StartForm>;

export const LinkForm = z.object({ email: email("ui.error.required") });

export const OrganizationForm = z.object({
  version,
  organizationName: words(200),
  alternateName: wordsOrNull(200),
  kind: choiceAnswer(PROVIDER_KINDS),
  legalStatus: wordsOrNull(120),
  /** Empty keeps what was given before: it never travels back to a page. */
  taxIdentifier: wordsOrNull(20).transform((typed, context) => {
    if (typed === null) return null;
    const digits = parseTaxIdentifier(typed);
    if (digits !== null) return digits;
    context.addIssue({ code: "custom", message: "application.error.not-a-tax-identifier" });
    return z.NEVER;
  }),
  description: wordsOrNull(5000).transform((text) => text ?? ""),
  website,
  email: email("ui.error.required")
    .optional()
    .transform((text) => text ?? null),
  telephone,
  contactName: words(120),
});
export type OrganizationSaid = Omit<z.infer<typeof OrganizationForm>, "version">;

/** "none": it is none of those shown. */
export const ClaimForm = z.object({
  version,
  organizationId: z.union([z.literal("none"), idAnswer<OrganizationId>()], "ui.error.not-a-choice"),
});

const decimal = (least: number, most: number) =>
  z.coerce.number("ui.error.not-a-number").min(least, "ui.error.too-low").max(most, "ui.error.too-high");

/** Where it lies comes from the address, unless it is said by hand, in degrees. */
export const LocationForm = z
  .object({
    intent: z.literal("location"),
    version,
    key,
    name: words(200),
    addressLine: wordsOrNull(200),
    addressLine2: wordsOrNull(200),
    city: wordsOrNull(100),
    region: wordsOrNull(40),
    postalCode: wordsOrNull(12),
    latitude: decimal(-90, 90).optional(),
    longitude: decimal(-180, 180).optional(),
    telephone,
    languages: languagesAnswer(),
    accessibility: severalAnswer(ACCESSIBILITY),
    transportation: wordsOrNull(1000),
  })
  .refine(({ latitude, longitude }) => (latitude === undefined) === (longitude === undefined), {
    path: ["longitude"],
    message: "application.error.both-degrees",
  })
  .refine(({ city, postalCode, latitude }) => city !== null || postalCode !== null || latitude !== undefined, {
    path: ["postalCode"],
    message: "application.error.where",
  });
export type LocationSaid = z.infer<typeof LocationForm>;

export const RemoveForm = z.object({ intent: z.literal("remove"), version, key });
export const LocationPageForm = z.discriminatedUnion("intent", [LocationForm, RemoveForm], "ui.error.invalid");

export const ServiceForm = z
  .object({
    intent: z.literal("service"),
    version,
    key,
    name: words(200),
    description: wordsOrNull(5000).transform((text) => text ?? ""),
    ...given,
    locationKeys: z
      .array(key)
      .max(50)
      .optional()
      .transform((picked) => picked ?? []),
    takesReferrals: choiceAnswer(TAKES_REFERRALS),
    openPlaces: countAnswer(0, 10_000)
      .optional()
      .transform((count) => count ?? null),
  })
  .refine(({ minimumAge, maximumAge }) => minimumAge === null || maximumAge === null || minimumAge <= maximumAge, {
    path: ["maximumAge"],
    message: "organization.error.ages-turned-round",
  })
  // Open places say nothing where none are taken.
  .transform((form) => ({ ...form, openPlaces: form.takesReferrals === "yes" ? form.openPlaces : null }));
export const ServicePageForm = z.discriminatedUnion("intent", [ServiceForm, RemoveForm], "ui.error.invalid");

/** Picked apart from the service, beside a search of the tree: those ticked, found and kept alike. */
export const SpecialtiesForm = z.object({
  version,
  specialtyIds: z
    .array(idAnswer<SpecialtyId>())
    .max(10, "application.error.too-many-specialties")
    .optional()
    .transform((picked) => [...new Set(picked ?? [])]),
});

const HoursForm = z
  .object({ intent: z.literal("hours"), version, ...weekAnswers })
  .transform(({ intent, version, ...answers }, context) => ({ intent, version, ...weekSaid(answers, context) }));
const ExceptionForm = z
  .object({ intent: z.literal("exception"), version, ...exceptionAnswers })
  .transform(({ intent, version, ...answers }, context) => ({ intent, version, ...exceptionSaid(answers, context) }));
const RemoveExceptionForm = z.object({ intent: z.literal("remove-exception"), version, id: z.string().max(40) });
export const HoursPageForm = z.discriminatedUnion(
  "intent",
  [HoursForm, ExceptionForm, RemoveExceptionForm],
  "ui.error.invalid",
);

const ticked = z
  .literal("on")
  .optional()
  .transform((tick) => tick === "on");

/** "We have none", where that is an answer. */
export const NoneForm = z.object({ intent: z.literal("none"), version, step: choiceAnswer(MAY_BE_NONE), none: ticked });
export const DocumentForm = z.object({ intent: z.literal("document"), part: choiceAnswer(DOCUMENT_PARTS) });
export const RemoveDocumentForm = z.object({ intent: z.literal("remove-document"), documentId: z.guid() });
export const DocumentsPageForm = z.discriminatedUnion(
  "intent",
  [DocumentForm, RemoveDocumentForm, NoneForm],
  "ui.error.invalid",
);

export const SubmitForm = z.object({ version, agreed: z.literal("on", "application.error.not-agreed") });

/** To what the desk asked back: words, and a document where one is asked for. */
export const AnswerForm = z.object({ itemId: z.guid(), words: words(4000) });

export const WithdrawForm = z.object({ sure: z.literal("on", "application.error.not-sure") });
