// What the bearer of a link "still right?" may send. Knows no row.
import { z } from "zod";
import { FactsForm } from "./forms";
import { ClosedForm, FullOrOpenForm, NotOfferedForm } from "./keeping-forms";
import { WeekForm } from "./week-form";

export const LinkForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("all-right") }),
    z.object({ intent: z.literal("new-link") }),
    FullOrOpenForm,
    WeekForm,
    FactsForm,
    NotOfferedForm,
    ClosedForm,
  ],
  "ui.error.invalid",
);
export type LinkAnswer = z.infer<typeof LinkForm>;
