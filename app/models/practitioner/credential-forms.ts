// What may be written about credentials: by the provider that holds them, and by the network desk that verifies and asks for them. Checks shapes.
import { z } from "zod";
import { choiceAnswer, dayAnswer, idAnswer, optionalWords, words, wordsOrNull } from "../values/answers";
import { addDays } from "../values/calendar-day";
import type { CredentialId, CredentialRequirementId, SpecialtyId } from "../values/ids";

export const CREDENTIAL_KINDS = ["licence", "certificate", "accreditation", "insurance"] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];
export const HOLDERS = ["organization", "location", "practitioner"] as const;
export type Holder = (typeof HOLDERS)[number];

/** "organization", or "location:" or "practitioner:" with an id. */
const holderAnswer = z
  .string("ui.error.required")
  .max(60)
  .transform((text, context): { holder: Holder; id: string | null } => {
    const [holder, id] = text.split(":");
    const known = HOLDERS.find((one) => one === holder);
    if (known === "organization" && id === undefined) return { holder: known, id: null };
    const parsed = z.guid().toLowerCase().safeParse(id);
    if (known && known !== "organization" && parsed.success) return { holder: known, id: parsed.data };
    context.addIssue({ code: "custom", message: "ui.error.not-a-choice" });
    return z.NEVER;
  });

/** "type:" with the code agencies share, or "kind:" where no agency asks for it. */
const whatAnswer = z
  .string("ui.error.required")
  .max(80)
  .transform((text, context): { typeCode: string | null; kind: CredentialKind | null } => {
    const [by, value = ""] = text.split(":");
    const kind = CREDENTIAL_KINDS.find((one) => one === value) ?? null;
    if (by === "kind" && kind !== null) return { typeCode: null, kind };
    if (by === "type" && /^[a-z][a-z0-9-]{1,59}$/.test(value)) return { typeCode: value, kind: null };
    context.addIssue({ code: "custom", message: "ui.error.not-a-choice" });
    return z.NEVER;
  });

const days = {
  issuedOn: dayAnswer(),
  /** Left out: it has no end. */
  lastDay: dayAnswer().optional(),
};
const inOrder = ({ issuedOn, lastDay }: { issuedOn: string; lastDay?: string | undefined }) =>
  lastDay === undefined || lastDay >= issuedOn;
const OUT_OF_ORDER = { path: ["lastDay"], message: "organization.error.ends-before-start" };

export const CredentialForm = z
  .object({
    what: whatAnswer,
    of: holderAnswer,
    number: wordsOrNull(80),
    issuer: words(160),
    renewsId: idAnswer<CredentialId>().optional(),
    ...days,
  })
  .refine(inOrder, OUT_OF_ORDER)
  .transform(({ lastDay, what, renewsId, ...rest }) => ({
    ...rest,
    ...what,
    renewsId: renewsId ?? null,
    expiresOn: lastDay ? addDays(lastDay, 1) : null,
  }));
export type NewCredential = z.infer<typeof CredentialForm>;

/** What a network manager says of a credential. */
export const CredentialMoveForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("verify"), how: words(500) }),
    z.object({ intent: z.literal("refuse"), words: words(1000) }),
    z.object({ intent: z.literal("revoke"), revokedOn: dayAnswer(), words: words(1000) }),
  ],
  "ui.error.invalid",
);
export type CredentialMove = z.infer<typeof CredentialMoveForm>;

const described = {
  name: words(120),
  needsProof: z.literal("on").optional().transform(Boolean),
  verification: optionalWords(1000),
};

export const NewTypeForm = z.object({
  code: words(60).regex(/^[a-z][a-z0-9-]*$/, "credential.type.error.code"),
  kind: choiceAnswer(CREDENTIAL_KINDS),
  heldBy: choiceAnswer(HOLDERS),
  ...described,
});
export type NewType = z.infer<typeof NewTypeForm>;

/** Everything, one specialty with all below it, or one kind of provider. */
const RequirementForm = z
  .object({
    intent: z.literal("require"),
    scope: choiceAnswer(["all", "specialty", "provider-kind"]),
    specialtyId: idAnswer<SpecialtyId>().optional(),
    providerKind: optionalWords(120),
    fromDay: dayAnswer(),
  })
  .refine(({ scope, specialtyId }) => scope !== "specialty" || specialtyId !== undefined, {
    path: ["specialtyId"],
    message: "ui.error.required",
  })
  .refine(({ scope, providerKind }) => scope !== "provider-kind" || providerKind !== "", {
    path: ["providerKind"],
    message: "ui.error.required",
  });
export type NewRequirement = z.infer<typeof RequirementForm>;

export const TypePageForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("describe"), ...described, active: z.literal("on").optional().transform(Boolean) }),
    RequirementForm,
    z.object({
      intent: z.literal("end"),
      requirementId: idAnswer<CredentialRequirementId>(),
      endsOn: dayAnswer(),
    }),
  ],
  "ui.error.invalid",
);
export type TypeDescription = Extract<z.infer<typeof TypePageForm>, { intent: "describe" }>;
