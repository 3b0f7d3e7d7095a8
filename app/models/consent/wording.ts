// Puts into words what a client is asked to agree to, in their language: the text that is shown, signed and kept. Decides nothing, and reads no clock.
import { clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import type { CalendarDay } from "../values/calendar-day";

export interface ConsentTerms {
  readonly language: string;
  /** The agency's own opening words in that language; null: the house's. */
  readonly opening: string | null;
  readonly agencyName: string;
  /** The one provider, or the one specialty; both null: the network. */
  readonly organizationName: string | null;
  readonly specialtyName: string | null;
  readonly purpose: string;
  readonly fields: readonly string[];
  readonly from: CalendarDay;
  /** The last day on which it holds. */
  readonly until: CalendarDay;
}

/** Paragraphs, parted by an empty line. What the language has no words for is said in English. */
export function consentWording(terms: ConsentTerms): string {
  const say = sayToClient(clientLanguage(terms.language));
  const agency = terms.agencyName;
  const whom = terms.organizationName
    ? say("sharing.consent.to-organization", { name: terms.organizationName })
    : terms.specialtyName
      ? say("sharing.consent.to-specialty", { agency, name: terms.specialtyName })
      : say("sharing.consent.to-network", { agency });
  return [
    terms.opening ?? say("sharing.consent.intro", { agency }),
    whom,
    say("sharing.consent.purpose", { purpose: say.any(`sharing.purpose.${terms.purpose}`) ?? terms.purpose }),
    say("sharing.consent.fields", {
      fields: say.list(terms.fields.map((field) => say.any(`sharing.field.${field}`) ?? field)),
    }),
    say("sharing.consent.span", { from: say.day(terms.from), until: say.day(terms.until) }),
  ].join("\n\n");
}
