// A score card as a table for a spreadsheet: the same numbers as on the page, in the reader's language. Tells no more than the page.
import type { Actor } from "#app/access/actor";
import { sayIn } from "#app/i18n/say-in";
import { writeSpreadsheetCsv } from "#app/interop/csv";
import type { Card } from "./card.server";
import { CARD_FIGURES } from "./card-figures";

export function writeCardTable({ language }: Pick<Actor, "language">, card: Card): string {
  const say = sayIn(language);
  const header = ["figure", "value", "certain", "counted", "before", "peers"] as const;
  const before = card.past.at(-1)?.figures;
  const told = (one: Card["figures"][keyof Card["figures"]] | undefined) =>
    one?.state === "told" ? one.value : say(one?.state === "hidden" ? "insight.hidden" : "insight.none");
  const rows = CARD_FIGURES.map(({ key }) => {
    const figure = card.figures[key];
    const isTold = figure.state === "told";
    const span = isTold && figure.interval ? `${figure.interval.low} – ${figure.interval.high}` : "";
    const of = isTold ? figure.of : "";
    return [
      say(`insight.figure.${key}.name`),
      told(figure),
      span,
      of,
      told(before?.[key]),
      card.peers[key]?.value ?? "",
    ];
  });
  return writeSpreadsheetCsv(
    header.map((name) => say(`insight.card.${name}`)),
    rows,
  );
}
