// Miles and kilometres in words, alone and as lines of a select box. Converts nothing.
import type { Say } from "#app/i18n/say";
import type { Option } from "./choice-fields";

export const nameOfUnit = (say: Say, unit: string): string =>
  say(unit === "mile" ? "search.form.miles" : "search.form.kilometres");

export const unitOptions = (say: Say): Option[] =>
  ["mile", "kilometre"].map((value) => ({ value, label: nameOfUnit(say, value) }));
