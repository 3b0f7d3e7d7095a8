// What may be written about searches: one kept under a name, and how a programme's searches begin. Shapes and limits; knows no row.
import { z } from "zod";
import { sharedAddress } from "#app/search/address";
import { searchParams } from "#app/search/params";
import { readQuery } from "#app/search/query";
import { DISTANCES, ORDERS } from "#app/search/wish";
import { choiceAnswer, idAnswer, severalAnswer, words } from "../values/answers";
import type { Id } from "../values/ids";
import { COLUMNS, FILTERS } from "./setup";

/** Whatever is sent, what is kept is an address of ours without a case, a need or a chosen place. */
const keptAddress = z
  .string("ui.error.required")
  .max(4000, "ui.error.too-long")
  .transform((text) => plainAddress(text));

export function plainAddress(text: string): string {
  const given: Record<string, string | string[]> = {};
  const pairs = new URLSearchParams(text.slice(text.indexOf("?") + 1));
  for (const name of new Set(pairs.keys())) {
    const values = pairs.getAll(name);
    given[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return sharedAddress(readQuery(searchParams.parse(given), { unit: "mile", within: 0, order: "best" }));
}

export const SaveSearchForm = z.object({
  intent: z.literal("save"),
  name: words(80),
  address: keptAddress,
  shared: z
    .literal("on")
    .optional()
    .transform((ticked) => ticked === "on"),
});
export type NewSavedSearch = Omit<z.infer<typeof SaveSearchForm>, "intent">;

export const RemoveSearchForm = z.object({ intent: z.literal("remove"), id: idAnswer<Id<"saved-search">>() });

export const SearchPageForm = z.discriminatedUnion("intent", [SaveSearchForm, RemoveSearchForm], "ui.error.invalid");

/** "any" is anywhere. */
export const WITHIN = ["any", ...DISTANCES.map(String)] as const;

const setup = {
  name: words(80),
  filters: severalAnswer(FILTERS),
  columns: severalAnswer(COLUMNS),
  within: choiceAnswer(WITHIN).transform((text) => (text === "any" ? 0 : Number(text))),
  sort: choiceAnswer(ORDERS),
  usual: z
    .literal("on")
    .optional()
    .transform((ticked) => ticked === "on"),
};

export const SetupForm = z.object({ intent: z.literal("keep"), ...setup });
export type SetupAnswers = Omit<z.infer<typeof SetupForm>, "intent">;

export const SetupPageForm = z.discriminatedUnion(
  "intent",
  [SetupForm, z.object({ intent: z.literal("remove") })],
  "ui.error.invalid",
);
