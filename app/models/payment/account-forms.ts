// The forms of bank accounts: a provider's own, and how an agency's payment files name it. Check digits are judged here; whose account it is, by people.
import { z } from "zod";
import { choiceAnswer, optionalWords, words } from "../values/answers";
import { isBic, isIban, isRoutingNumber, isUsAccountNumber, withoutGaps } from "./account-number";

/** A number without the gaps people leave; capitals as a bank writes them. */
const number = (most: number) => optionalWords(most).transform((text) => withoutGaps(text).toUpperCase());

const emailAnswer = () => z.email("payment.error.not-an-email").max(320, "ui.error.too-long");

const checked = z.preprocess((value) => value === "on" || value === "yes" || value === true, z.boolean());

interface Typed {
  readonly kind: "us" | "iban";
  readonly routing: string;
  readonly account: string;
  readonly bic: string;
}

/** What does not hold of it: the field and why, a catalogue key. */
function faultsOf({ kind, routing, account, bic }: Typed): [string, string][] {
  const faults: [string, string][] = [];
  if (kind === "us" && !isRoutingNumber(routing)) faults.push(["routing", "payment.error.not-a-routing-number"]);
  if (kind === "us" && !isUsAccountNumber(account)) faults.push(["account", "payment.error.not-an-account-number"]);
  if (kind === "iban" && !isIban(account)) faults.push(["account", "payment.error.not-an-iban"]);
  if (kind === "iban" && bic !== "" && !isBic(bic)) faults.push(["bic", "payment.error.not-a-bic"]);
  return faults;
}

export const BankAccountForm = z
  .object({
    kind: choiceAnswer(["us", "iban"]),
    holder: words(200),
    personal: checked,
    routing: number(20),
    savings: z.enum(["checking", "savings"]).default("checking"),
    bic: number(20),
    account: number(60),
    again: number(60),
    contactEmail: emailAnswer(),
  })
  .superRefine((typed, context) => {
    for (const [field, message] of faultsOf(typed)) context.addIssue({ code: "custom", path: [field], message });
    if (typed.account !== typed.again)
      context.addIssue({ code: "custom", path: ["again"], message: "payment.error.not-the-same-number" });
  })
  .transform(({ again: _again, savings, ...typed }) => ({
    ...typed,
    savings: savings === "savings",
    routing: typed.kind === "us" ? typed.routing : null,
    bic: typed.kind === "iban" && typed.bic !== "" ? typed.bic : null,
  }));
export type NewBankAccount = z.infer<typeof BankAccountForm>;

/** One page, several buttons. */
export const AccountMoveForm = z.object({ move: z.enum(["confirm", "refuse", "withdraw", "stop"]) });
export type AccountMove = z.infer<typeof AccountMoveForm>["move"];

export const FILE_FORMATS = ["csv", "nacha", "pain001"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The account is typed only to change it: left empty, it stays. */
export const OriginForm = z
  .object({
    format: choiceAnswer(FILE_FORMATS),
    name: words(70),
    identification: number(10),
    bankName: optionalWords(23),
    routing: number(20),
    bic: number(20),
    account: number(60),
  })
  .superRefine((typed, context) => {
    const fault = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (typed.routing !== "" && !isRoutingNumber(typed.routing)) fault("routing", "payment.error.not-a-routing-number");
    if (typed.bic !== "" && !isBic(typed.bic)) fault("bic", "payment.error.not-a-bic");
    if (typed.account !== "" && !isIban(typed.account) && !isUsAccountNumber(typed.account))
      fault("account", "payment.error.not-an-account-number");
    if (typed.format !== "nacha") return;
    if (!/^[A-Z0-9]{9,10}$/.test(typed.identification)) fault("identification", "payment.error.not-an-identification");
    if (typed.bankName === "") fault("bankName", "ui.error.required");
    if (typed.routing === "") fault("routing", "ui.error.required");
  });
export type NewOrigin = z.infer<typeof OriginForm>;
