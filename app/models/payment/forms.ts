// The forms of batches, funds and books: choosing invoices, releasing, paying, granting, closing a month. Shapes and limits; sums are the deeds' and the database's question.
import { z } from "zod";
import { countAnswer, dayAnswer, idAnswer, optionalWords, words } from "../values/answers";
import { addDays, parseCalendarDay } from "../values/calendar-day";
import type { AdjustmentId, InvoiceId, InvoiceLineId, PaymentId } from "../values/ids";
import { parseMoney } from "../values/money";

export const MOST_INVOICES = 500;

/** A list under one name, however many of it were ticked. */
const several = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(MOST_INVOICES, "payment.error.too-many-invoices"),
  );

const moneyAnswer = z
  .string("ui.error.required")
  .trim()
  .max(30, "ui.error.too-long")
  .transform((text, context): bigint => {
    const cents = parseMoney(text);
    if (cents !== null && cents > 0n) return cents;
    context.addIssue({ code: "custom", message: "ui.error.not-money" });
    return z.NEVER;
  });

export const OpenForm = z
  .object({ invoiceIds: several(idAnswer<InvoiceId>()), paymentIds: several(idAnswer<PaymentId>()) })
  .refine(({ invoiceIds, paymentIds }) => invoiceIds.length + paymentIds.length > 0, {
    path: ["invoiceIds"],
    message: "payment.error.no-invoice",
  });

/** Why a payment came back, as the bank says it. */
export const ReturnForm = z.object({ code: words(40) });

/** The bank's file comes beside it. */
export const BankFileForm = z.object({});

/** Left empty: all that is left of the line. */
export const AskBackForm = z.object({
  lineId: idAnswer<InvoiceLineId>(),
  amountCents: z.union([z.literal("").transform(() => null), moneyAnswer]).default(null),
  sharePercent: countAnswer(1, 99),
  words: words(2000),
});

export const AdjustmentForm = z.object({
  adjustmentId: idAnswer<AdjustmentId>(),
  move: z.enum(["approve", "refuse", "withdraw"]),
});

/** One page, several buttons. `seen` is the digest of what the page showed. */
export const BatchForm = z.discriminatedUnion("move", [
  z.object({ move: z.literal("approve"), seen: z.string().regex(/^[0-9a-f]{64}$/, "ui.error.required") }),
  z.object({ move: z.literal("discard") }),
  z.object({ move: z.literal("export") }),
  z.object({ move: z.literal("settle"), settledOn: dayAnswer(), reference: words(100) }),
]);

/** The last day counts for people; rows keep the first day after it. */
export const OpenFundForm = z
  .object({ name: words(200), code: words(20), startsOn: dayAnswer(), lastDay: dayAnswer(), amountCents: moneyAnswer })
  .refine(({ startsOn, lastDay }) => lastDay >= startsOn, {
    path: ["lastDay"],
    message: "finance.error.ends-before-start",
  })
  .transform(({ lastDay, ...rest }) => ({ ...rest, endsOn: addDays(lastDay, 1) }));
export type NewFund = z.infer<typeof OpenFundForm>;

/** One page: money is added to a fund, or what is free is carried over into its next period. */
export const FundForm = z.discriminatedUnion("move", [
  z.object({ move: z.literal("grant"), amountCents: moneyAnswer }),
  z.object({ move: z.literal("carry"), amountCents: moneyAnswer }),
]);

/** A month by its first day. */
const monthAnswer = dayAnswer().refine((day) => day.endsWith("-01"), "ui.error.not-a-day");

/** `seen` is the digest of the balances the page showed. */
export const CloseMonthForm = z.object({
  month: monthAnswer,
  seen: z.string().regex(/^[0-9a-f]{64}$/, "ui.error.required"),
});

const code = optionalWords(40);

export const BookCodesForm = z.object({
  budget: code,
  available: code,
  reserved: code,
  payable: code,
  paid: code,
  recouped: code,
});

/** A month as an address names it, "2026-11", of the years 2000 to 2998; undefined for anything else. */
export const MonthQuery = z
  .string()
  .regex(/^2(?!999)\d{3}-\d\d$/)
  .transform((text) => parseCalendarDay(`${text}-01`) ?? undefined)
  .optional()
  .catch(undefined);
