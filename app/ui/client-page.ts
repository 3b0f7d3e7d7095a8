// What stands around a page that a client reads, in the client's language. Loaded with such pages alone; asks nothing and knows no client.
import type { ClientLanguage } from "#app/i18n/languages";
import { type ClientKey, sayToClient } from "#app/i18n/say-to-client";
import type { ClientWords } from "./page-handle";

/** For a route whose loader tells the client's `language`: `client: clientPage("sharing.feedback.title")`. */
export function clientPage(title: ClientKey) {
  return (data: unknown): ClientWords | null => {
    const language = (data as { language?: ClientLanguage } | null | undefined)?.language;
    if (!language) return null;
    const say = sayToClient(language);
    return {
      language,
      title: say(title),
      tagline: say("sharing.frame.tagline"),
      skip: say("sharing.frame.skip"),
    };
  };
}
