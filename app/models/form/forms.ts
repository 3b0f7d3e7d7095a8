// What an administrator may write about a form and into its draft. Checks shapes; what a draft still lacks is told by its faults.
import { z } from "zod";
import { optionalWords, words } from "../values/answers";
import type { ServiceId } from "../values/ids";
import { idParam } from "../values/ids";
import { factsFor, MOST_BANDS, MOST_CHOICES, MOST_CLAUSES, MOST_QUESTIONS, QUESTION_KINDS } from "./content";
import { parseFigure } from "./evaluate";

const key = z.string().regex(/^[a-z]\d{1,5}$/, "ui.error.not-a-choice");
const ticked = z
  .literal("on")
  .optional()
  .transform((on) => on === "on");

/** A figure with at most two decimals, between bounds; left out is null. */
const figureOrNull = (least: number, most: number) =>
  z
    .string()
    .trim()
    .max(16, "ui.error.too-long")
    .optional()
    .transform((text, context): number | null => {
      if (!text) return null;
      const hundredths = parseFigure(text);
      if (hundredths === null) context.addIssue({ code: "custom", message: "ui.error.not-a-number" });
      else if (hundredths < least * 100) context.addIssue({ code: "custom", message: "ui.error.too-low" });
      else if (hundredths > most * 100) context.addIssue({ code: "custom", message: "ui.error.too-high" });
      else return hundredths / 100;
      return z.NEVER;
    });

const pointsOrNull = figureOrNull(-1000, 1000).refine(
  (points) => points === null || Number.isInteger(points),
  "form.error.whole-points",
);
const points = pointsOrNull.transform((given) => given ?? 0);

export const FormFactsForm = z.object({
  name: words(120),
  purpose: optionalWords(500),
  sensitive: ticked,
});
export type FormFacts = z.infer<typeof FormFactsForm>;

/** A new form; with a service it goes along with each referral there, and is no assessment. */
export const NewFormForm = FormFactsForm.extend({ serviceId: idParam<ServiceId>().optional() });
export type NewForm = z.infer<typeof NewFormForm>;

/** One line of a condition: what it looks at, as "q3|is|c4" or "q3|at_least", and the figure or day beside it. */
const ClauseLine = z.object({
  what: z
    .string()
    .regex(/^q\d{1,5}\|(is|is_not|at_least|at_most|answered)(\|[a-z0-9]{1,8})?$/, "ui.error.not-a-choice")
    .optional(),
  value: z.string().trim().max(40, "ui.error.too-long").optional(),
});

export const conditional = {
  match: z.enum(["all", "any"], "ui.error.not-a-choice").default("all"),
  clauses: z.array(ClauseLine).max(MOST_CLAUSES).default([]),
};

export const SectionForm = z.object({ title: words(160), help: optionalWords(1000), ...conditional });
export type SectionWords = z.infer<typeof SectionForm>;

const asked = { label: words(300), help: optionalWords(500), required: ticked, ...conditional };
const fromRecord = (kind: "text" | "date") => z.enum(factsFor(kind), "ui.error.not-a-choice").optional();
const choices = {
  choices: z
    .array(z.object({ key: key.optional(), label: optionalWords(200), points }))
    .max(MOST_CHOICES, "form.error.too-many-choices")
    .default([]),
};

export const QuestionForm = z.discriminatedUnion("kind", [
  z.object({ ...asked, kind: z.literal("text"), long: ticked, fromRecord: fromRecord("text") }),
  z.object({ ...asked, kind: z.literal("number"), least: figureOrNull(-1e6, 1e6), most: figureOrNull(-1e6, 1e6) }),
  z.object({ ...asked, kind: z.literal("date"), fromRecord: fromRecord("date") }),
  z.object({ ...asked, kind: z.literal("one_of"), ...choices }),
  z.object({ ...asked, kind: z.literal("several_of"), ...choices }),
  z.object({
    ...asked,
    kind: z.literal("scale"),
    least: z.coerce.number("ui.error.not-a-choice").int().min(0).max(1),
    most: z.coerce.number("ui.error.not-a-choice").int().min(2).max(10),
    leastLabel: optionalWords(80),
    mostLabel: optionalWords(80),
  }),
  z.object({ ...asked, kind: z.literal("yes_no"), pointsYes: points, pointsNo: points }),
]);
export type QuestionWords = z.infer<typeof QuestionForm>;

export const ScoreForm = z.object({
  name: words(120),
  parts: z
    .array(z.object({ question: key, weight: figureOrNull(-100, 100) }))
    .max(MOST_QUESTIONS)
    .default([]),
  bands: z
    .array(z.object({ from: figureOrNull(-1e6, 1e6), words: optionalWords(200) }))
    .max(MOST_BANDS)
    .default([]),
});
export type ScoreWords = z.infer<typeof ScoreForm>;

/** Which kind of question a new one is to be; asked for in the address. */
export const newQuestionQuery = z.object({
  section: key.optional().catch(undefined),
  kind: z.enum(QUESTION_KINDS).catch("text"),
});

/** The small deeds of the builder's page; which one is said by the button. */
export const BuilderForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("move-section"), key, to: z.enum(["up", "down"]) }),
  z.object({ intent: z.literal("remove-section"), key }),
  z.object({ intent: z.literal("move-question"), key, to: z.enum(["up", "down"]) }),
  z.object({ intent: z.literal("remove-question"), key }),
  z.object({ intent: z.literal("remove-score"), key }),
  z.object({ intent: z.literal("publish") }),
  z.object({ intent: z.literal("discard") }),
]);

export const FormPageForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("facts"), ...FormFactsForm.shape }),
  z.object({ intent: z.literal("begin-draft") }),
  z.object({ intent: z.literal("retire") }),
]);

export const keyParam = key;
