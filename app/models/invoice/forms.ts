// The forms of invoices: drafting, sending, deciding lines and the whole. Shapes and limits; sums are the deeds' and the database's question.
import { z } from "zod";
import { choiceAnswer, idAnswer, optionalWords, words } from "../values/answers";
import { type AgencyId, type AttendanceId, asId, type InvoiceId, type InvoiceLineId } from "../values/ids";
import { parseMoney } from "../values/money";
import { INVOICE_REASONS, LINE_REASONS } from "./codes";

export const MOST_LINES = 500;
export const REASON_LENGTH = 1000;
export const NOTE_LENGTH = 2000;
export const LINE_MESSAGE_LENGTH = 2000;

/** Invoices one press begins or approves: as many as one page shows and a person can look through. */
export const MOST_TOGETHER = 100;

const several = <T extends z.ZodType>(item: T, most = MOST_LINES) =>
  z.preprocess(
    (value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(most, "invoice.error.too-many-lines"),
  );

export const DraftForm = z.object({
  agencyId: idAnswer<AgencyId>(),
  attendanceIds: several(idAnswer<AttendanceId>()).refine((ids) => ids.length > 0, "invoice.error.no-line"),
  note: optionalWords(NOTE_LENGTH),
});

/** One page, several buttons: what the provider does with its own invoice. */
export const PrepareForm = z.discriminatedUnion("move", [
  z.object({ move: z.literal("submit"), note: optionalWords(NOTE_LENGTH) }),
  z.object({ move: z.literal("recall") }),
  z.object({ move: z.literal("discard") }),
  z.object({ move: z.literal("remove"), lineId: idAnswer<InvoiceLineId>() }),
]);
export type Preparation = z.infer<typeof PrepareForm>;

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

const said = { reasonCode: choiceAnswer(LINE_REASONS), reasonWords: words(REASON_LENGTH) };
const seen = z.string().regex(/^[0-9a-f]{64}$/, "ui.error.required");
const wholeSaid = { reasonCode: choiceAnswer(INVOICE_REASONS), reasonWords: words(REASON_LENGTH), seen };

/** What finance does with an invoice: begin, take over, approve lines, undo, or end the review or the dispute. `seen` is what the page showed. */
export const ReviewForm = z.discriminatedUnion("move", [
  z.object({ move: z.literal("review") }),
  z.object({ move: z.literal("approve-line"), lineId: idAnswer<InvoiceLineId>() }),
  z.object({ move: z.literal("approve-rest") }),
  z.object({ move: z.literal("reconsider-line"), lineId: idAnswer<InvoiceLineId>() }),
  z.object({ move: z.literal("keep-line"), lineId: idAnswer<InvoiceLineId>() }),
  z.object({ move: z.literal("take-over") }),
  z.object({ move: z.literal("approve"), seen }),
  z.object({ move: z.literal("conclude"), seen }),
  z.object({ move: z.literal("return"), ...wholeSaid }),
  z.object({ move: z.literal("deny"), ...wholeSaid }),
]);
export type Review = z.infer<typeof ReviewForm>;

/** An invoice with what the list showed of it. */
const chosenInvoice = z
  .string("ui.error.required")
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{64}$/, "ui.error.invalid")
  .transform((text) => ({ id: asId<InvoiceId>(text.slice(0, 36)), seen: text.slice(37) }));

/** Many invoices at once: their reviews begun, or approved. */
export const TogetherForm = z.discriminatedUnion("move", [
  z.object({
    move: z.literal("begin"),
    invoiceIds: several(idAnswer<InvoiceId>(), MOST_TOGETHER).refine(
      (ids) => ids.length > 0,
      "invoice.error.no-invoice",
    ),
  }),
  z.object({
    move: z.literal("approve"),
    chosen: several(chosenInvoice, MOST_TOGETHER).refine((all) => all.length > 0, "invoice.error.no-invoice"),
  }),
]);

/** What needs words: paying less for a line, or nothing, or saying something about it. */
export const LineForm = z.discriminatedUnion("move", [
  z.object({ move: z.literal("reduce"), approvedCents: moneyAnswer, ...said }),
  z.object({ move: z.literal("deny"), ...said }),
  z.object({ move: z.literal("say"), words: words(LINE_MESSAGE_LENGTH) }),
]);

export const DISPUTE_LENGTH = 2000;

/** A provider says which lines it disputes, and why. */
export const DisputeForm = z.object({
  lineIds: several(idAnswer<InvoiceLineId>()).refine((ids) => ids.length > 0, "invoice.error.no-dispute"),
  words: words(DISPUTE_LENGTH),
});

/** A provider says something about a line. */
export const LineMessageForm = z.object({ words: words(LINE_MESSAGE_LENGTH) });
