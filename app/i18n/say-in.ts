// Says texts in any language outside a page: mails, files, refusals. Holds every catalogue, so a browser never loads it.
import type { i18n } from "i18next";
import type { AgencyWords } from "./agency-words";
import { catalogues } from "./catalogues";
import { DEFAULT_LANGUAGE, isLanguage, type Language } from "./languages";
import { type Say, sayWith, speaker } from "./say";

const speakers = new Map<Language, i18n>();

export function speakerIn(language: Language): i18n {
  const known = speakers.get(language);
  if (known) return known;
  const fresh = speaker(language, catalogues[language]);
  speakers.set(language, fresh);
  return fresh;
}

/** @param language an unknown one is answered in English: better than nothing said */
export function sayIn(language: string, words?: AgencyWords): Say {
  return sayWith(speakerIn(isLanguage(language) ? language : DEFAULT_LANGUAGE), words);
}
