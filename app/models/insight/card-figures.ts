// The figures of a provider's score card, each defined once. What is counted stands in the database's view `observation` under the same keys; the words in the catalogue.
import type { FigureDefinition } from "./figure";

const of = <const Key extends string>(
  key: Key,
  kind: FigureDefinition["kind"],
  better: FigureDefinition["better"],
  leftOut: readonly string[] = [],
): FigureDefinition<Key> => ({
  key,
  kind,
  better,
  leftOut,
  unit: kind === "median" ? (key === "answer_time" ? "hours" : "days") : "percent",
  ofPeople: key !== "credentials" && key !== "capacity",
});

export const CARD_FIGURES = [
  of("answer_time", "median", "less", ["unanswered", "taken-back"]),
  of("answered", "share", "more", ["still-open", "taken-back"]),
  of("accepted", "share", "more", ["unanswered", "taken-back"]),
  of("first_service", "median", "less", ["not-begun"]),
  of("attended", "share", "more", ["cancelled", "corrected"]),
  of("no_show", "share", "less", ["cancelled", "corrected", "excused"]),
  of("completed", "share", "more", ["ended-by-agency", "in-error"]),
  of("goals", "share", "more", ["not-reported", "not-shared"]),
  of("units_used", "ratio", null, ["revoked", "not-ended"]),
  of("capacity", "ratio", null, ["places-unknown"]),
  of("first_pass", "share", "more", ["undecided"]),
  of("credentials", "share", "more", ["revoked-credential", "renewed"]),
  of("content", "ratio", "more", ["not-asked"]),
  of("urgent", "share", "less", ["not-asked"]),
] as const;

export type CardFigureKey = (typeof CARD_FIGURES)[number]["key"];
export const CARD_FIGURE_KEYS = CARD_FIGURES.map(({ key }) => key) as readonly CardFigureKey[];

export const figureOf = (key: CardFigureKey): FigureDefinition<CardFigureKey> => {
  const found = CARD_FIGURES.find((figure) => figure.key === key);
  if (!found) throw new RangeError(`no figure is called ${key}`);
  return found;
};

/** What is told in parts: who was served, and why referrals were declined. Each part is a code of its own list. */
export type Breakdown = "declined" | "mix_urgency" | "mix_age" | "mix_language";

/** Figures of which the rows behind them can be listed: the others are not made of rows with a day. */
export const FIGURES_WITH_ROWS = CARD_FIGURE_KEYS.filter(
  (key) => !["capacity", "credentials", "content", "urgent"].includes(key),
);
