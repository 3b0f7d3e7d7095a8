// The forms at the door: sign-in, passwords, invitations, own account. Shapes and limits only; what is true is checked by the deeds.
import { z } from "zod";
import { AGENCY_ROLES, ORGANIZATION_ROLES } from "./actor";
import { passwordFault } from "./password-rules";

const MOST_ADDRESS = 320;

const email = z
  .string("ui.error.required")
  .trim()
  .max(MOST_ADDRESS, "ui.error.too-long")
  .pipe(z.email("ui.error.not-an-e-mail"));
const personName = z.string("ui.error.required").trim().min(2, "ui.error.too-short").max(120, "ui.error.too-long");
/** A password that exists already: any length, for rules change and old ones still open the door. */
const oldPassword = z.string("ui.error.required").max(1000, "ui.error.too-long");
const newPassword = z
  .string("ui.error.required")
  .max(1000, "ui.error.too-long")
  .superRefine((password, context) => {
    const fault = passwordFault(password, []);
    if (fault) context.addIssue({ code: "custom", message: `refusal.${fault}` });
  });
const returnTo = z.string().max(2000).optional();

/** The address is not judged here: a mistyped one gets the same answer as an unknown one. */
export const SignInForm = z.object({
  email: z.string("ui.error.required").trim().max(MOST_ADDRESS, "ui.error.too-long"),
  password: oldPassword,
  returnTo,
});

const code = z.string("ui.error.required").trim().min(6, "ui.error.too-short").max(40, "ui.error.too-long");

export const CodeForm = z.object({ code, returnTo });

export const SecondStepForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("begin") }),
    z.object({ intent: z.literal("confirm"), code, current: oldPassword }),
    z.object({ intent: z.literal("codes"), code }),
    z.object({ intent: z.literal("end"), code }),
  ],
  "ui.error.invalid",
);

export const ChooseDeskForm = z.object({ membershipId: z.uuid("ui.error.not-a-choice"), returnTo });
export const ForgotPasswordForm = z.object({ email });
export const NewPasswordForm = z.object({ password: newPassword });

/** Joining takes a name and a password from whoever has none here yet, and nothing from the others. */
export const JoinForm = z.object({ name: personName.optional(), password: newPassword.optional() });

export const AccountForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("name"), name: personName }),
    z.object({ intent: z.literal("password"), current: oldPassword, password: newPassword }),
    z.object({ intent: z.literal("end-session"), sessionId: z.uuid() }),
    z.object({ intent: z.literal("end-others") }),
  ],
  "ui.error.invalid",
);

export const InviteToAgencyForm = z.object({
  name: personName,
  email,
  role: z.enum(AGENCY_ROLES, "ui.error.not-a-choice"),
});

export const InviteToOrganizationForm = z.object({
  name: personName,
  email,
  role: z.enum(ORGANIZATION_ROLES, "ui.error.not-a-choice"),
});
