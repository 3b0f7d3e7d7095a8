// What may be written about practitioners and credentials. Checks shapes; a day of expiry is the first on which it no longer holds.
import { z } from "zod";
import { choiceAnswer, dayAnswer, idAnswer, words } from "../values/answers";
import { addDays } from "../values/calendar-day";
import type { CredentialId, PractitionerId } from "../values/ids";

export const CREDENTIAL_KINDS = ["licence", "certificate", "accreditation", "insurance"] as const;

const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most, "ui.error.too-long")
    .optional()
    .transform((text) => text || null);

export const PractitionerForm = z.object({
  intent: z.literal("practitioner"),
  name: words(120),
  title: optional(120),
  languages: z
    .array(z.string().trim().max(12))
    .max(60)
    .optional()
    .transform((picked) => picked ?? []),
});
export type NewPractitioner = Omit<z.infer<typeof PractitionerForm>, "intent">;

export const LeaveForm = z.object({ intent: z.literal("leave"), practitionerId: idAnswer<PractitionerId>() });

export const HandOverForm = z.object({
  intent: z.literal("hand-over"),
  fromId: idAnswer<PractitionerId>(),
  toId: idAnswer<PractitionerId>(),
});

/** Without a practitioner it is the organization's own. */
export const CredentialForm = z
  .object({
    intent: z.literal("credential"),
    practitionerId: idAnswer<PractitionerId>()
      .optional()
      .transform((id) => id ?? null),
    kind: choiceAnswer(CREDENTIAL_KINDS),
    number: optional(80),
    issuer: words(160),
    issuedOn: dayAnswer(),
    lastDay: dayAnswer(),
  })
  .refine(({ issuedOn, lastDay }) => lastDay >= issuedOn, {
    path: ["lastDay"],
    message: "organization.error.ends-before-start",
  })
  .transform(({ lastDay, ...rest }) => ({ ...rest, expiresOn: addDays(lastDay, 1) }));
export type NewCredential = Omit<z.infer<typeof CredentialForm>, "intent">;

export const PractitionersPageForm = z.discriminatedUnion(
  "intent",
  [PractitionerForm, LeaveForm, CredentialForm],
  "ui.error.invalid",
);

/** What a network manager says of a credential; a renewal says until when. */
export const CredentialMoveForm = z
  .object({
    intent: z.literal("credential-move"),
    credentialId: idAnswer<CredentialId>(),
    move: choiceAnswer(["verify", "renew", "revoke"]),
    lastDay: dayAnswer().optional(),
  })
  .refine(({ move, lastDay }) => move !== "renew" || lastDay !== undefined, {
    path: ["lastDay"],
    message: "ui.error.required",
  })
  .transform(({ lastDay, ...rest }) => ({ ...rest, expiresOn: lastDay ? addDays(lastDay, 1) : null }));
export type CredentialMove = Omit<z.infer<typeof CredentialMoveForm>, "intent">;
