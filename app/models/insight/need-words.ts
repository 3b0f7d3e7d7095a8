// What a need is called: its specialty, rough place, language and time of day. Says what is in the catalogue; knows no count.
import type { Say } from "#app/i18n/say";
import type { CourseGrouping } from "./course";

export function needWords(say: Say) {
  return {
    specialty: (name: string | null) => name ?? say("need.words.anything"),
    area: (area: string) => {
      if (area === "") return say("need.words.anywhere");
      return /^\d{3}$/.test(area) ? say("need.words.postal-district", { digits: area }) : area;
    },
    language: (code: string) => {
      if (code === "") return say("need.words.any-language");
      return say.has(`client.spoken.${code}`) ? say.any(`client.spoken.${code}`) : code;
    },
    time: (time: string) => say.any(`need.words.times.${time === "" ? "any" : time}`),
    heldBack: say("need.held-back.cell"),
  };
}

/** What a group of a grouping is called. */
export function courseWords(say: Say, by: CourseGrouping) {
  const words = needWords(say);
  return ({ value, name }: { readonly value: string; readonly name: string | null }): string => {
    if (by === "specialty") return words.specialty(name);
    if (by === "programme")
      return value === "" ? say("desks.service.no-programme") : (name ?? say("desks.service.unknown"));
    if (by === "area") return words.area(value);
    if (value === "") return say("desks.service.unknown");
    return by === "language" ? words.language(value) : value;
  };
}

/** A code of the list of outcomes; null: it ended without one. */
export const outcomeWords = (say: Say, outcome: string | null): string =>
  outcome === null ? say("desks.supervision.no-outcome") : say.any(`referral.outcome.${outcome}`);
