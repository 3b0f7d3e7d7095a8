// What may be written about programmes, enrolments and cohorts. Checks shapes; whether the rules are met is judged elsewhere.
import { z } from "zod";
import { conditional } from "../form/forms";
import { choiceAnswer, countAnswer, dayAnswer, idAnswer, optionalWords, words } from "../values/answers";
import type { CohortId, ProgrammeId, ProgrammeStageId } from "../values/ids";
import { LEAVING_REASONS } from "./codes";

export const MOST_STAGES = 12;
const MOST_BENEFITS = 20;
const MOST_CHARACTERS = 200;

/** One a line; empty lines are left out. */
const lines = (most: number) =>
  z
    .string()
    .max(most * (MOST_CHARACTERS + 2), "ui.error.too-long")
    .default("")
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().max(MOST_CHARACTERS, "ui.error.too-long")).max(most, "programme.error.too-many-lines"));

export const ProgrammeForm = z.object({
  name: words(120),
  purpose: optionalWords(500),
  benefits: lines(MOST_BENEFITS),
});
export type ProgrammeFacts = z.infer<typeof ProgrammeForm>;

export const NewProgrammeForm = ProgrammeForm.extend({
  stages: lines(MOST_STAGES).refine((stages) => stages.length > 0, "programme.error.no-stage"),
});

const bound = countAnswer(0, 130)
  .optional()
  .transform((figure) => figure ?? null);
const bounds = { least: bound, most: bound };
const isSpan = ({ least, most }: { least: number | null; most: number | null }) =>
  (least !== null || most !== null) && (least === null || most === null || least <= most);
const spanError = { message: "programme.error.bounds", path: ["most"] };

/** A span of years or people, or what is looked at in the answers of a form. */
export const RuleForm = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("age"), ...bounds }).refine(isSpan, spanError),
  z.object({ kind: z.literal("household"), ...bounds }).refine(isSpan, spanError),
  z.object({ kind: z.literal("answers"), formId: z.guid("ui.error.not-a-choice").toLowerCase(), ...conditional }),
]);

export const ProgrammePageForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("facts"), ...ProgrammeForm.shape }),
  z.object({ intent: z.literal("add-stage"), name: words(120) }),
  z.object({ intent: z.literal("rename-stage"), stageId: idAnswer<ProgrammeStageId>(), name: words(120) }),
  z.object({
    intent: z.literal("place-stage"),
    stageId: idAnswer<ProgrammeStageId>(),
    to: choiceAnswer(["up", "down"]),
  }),
  z.object({
    intent: z.literal("remove-stage"),
    stageId: idAnswer<ProgrammeStageId>(),
    into: idAnswer<ProgrammeStageId>(),
  }),
  z.object({ intent: z.literal("remove-rule"), place: countAnswer(0, 50) }),
  z.object({ intent: z.literal("close") }),
  z.object({ intent: z.literal("reopen") }),
]);

const cohortFacts = {
  name: words(120),
  place: optionalWords(200),
  startsOn: dayAnswer(),
  endsOn: dayAnswer().optional(),
};
const inOrder = ({ startsOn, endsOn }: { startsOn: string; endsOn?: string }) => !endsOn || endsOn >= startsOn;
const daysError = { message: "programme.error.days", path: ["endsOn"] };
export const CohortForm = z.object(cohortFacts).refine(inOrder, daysError);
export type CohortFacts = z.infer<typeof CohortForm>;

export const CohortPageForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("move"), stageId: idAnswer<ProgrammeStageId>() }),
  z.object({ intent: z.literal("undo") }),
  z.object({ intent: z.literal("facts"), ...cohortFacts }).refine(inOrder, daysError),
]);

export const ApplyForm = z.object({ programme: idAnswer<ProgrammeId>(), exceptionWords: optionalWords(500) });

export const EnrolmentPageForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("waitlist") }),
  z.object({ intent: z.literal("enrol") }),
  z.object({ intent: z.literal("complete") }),
  z.object({ intent: z.literal("leave"), code: choiceAnswer(LEAVING_REASONS), words: optionalWords(500) }),
  z.object({ intent: z.literal("stage"), stageId: idAnswer<ProgrammeStageId>() }),
  z.object({ intent: z.literal("cohort"), cohort: idAnswer<CohortId>().optional() }),
]);
export type EnrolmentWish = z.infer<typeof EnrolmentPageForm>;
