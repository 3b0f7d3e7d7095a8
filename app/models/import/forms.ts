// What may be written at the network desk about an import: its source, which column is which, and what is to become of it. Checks shapes.
import { z } from "zod";
import { choiceAnswer, words, wordsOrNull } from "../values/answers";
import { type ChosenColumns, inputOf, lacksOf, TARGET_NAMES } from "./columns";

export const UploadForm = z.object({ sourceName: words(80) });
export type Upload = z.infer<typeof UploadForm>;

const column = () =>
  z
    .string()
    .max(300, "ui.error.too-long")
    .optional()
    .transform((name) => name || null);

const columnInputs = Object.fromEntries(TARGET_NAMES.map((target) => [inputOf(target), column()]));

/** The choices of the mapping page; which columns the file has is the deed's to know. */
export const MappingForm = z
  .object({
    serviceWords: wordsOrNull(120),
    specialtyCode: wordsOrNull(100),
    oneProvider: z.literal("on").optional(),
    keptName: wordsOrNull(80),
  })
  .extend(columnInputs)
  .superRefine((form, context) => {
    for (const { target, message } of lacksOf(columnsIn(form), Boolean(form.serviceWords)))
      context.addIssue({ code: "custom", path: [inputOf(target)], message });
  });
export type MappingAnswer = z.infer<typeof MappingForm>;

export function columnsIn(form: Readonly<Record<string, unknown>>): ChosenColumns {
  return Object.fromEntries(
    TARGET_NAMES.flatMap((target) => {
      const name = form[inputOf(target)];
      return typeof name === "string" ? [[target, name]] : [];
    }),
  );
}

/** A move that needs only a click. */
export const MoveForm = z.object({ move: choiceAnswer(["preview", "start", "cancel", "undo"]) });
export type Move = z.infer<typeof MoveForm>["move"];

export const RemovalForm = z.object({ removalId: z.guid(), move: choiceAnswer(["end", "keep", "restore"]) });
export type RemovalAnswer = z.infer<typeof RemovalForm>;
