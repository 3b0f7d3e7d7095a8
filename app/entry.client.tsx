// Starts the page in a browser: loads the words of its language, then takes over what the server drew.
import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import type { Texts } from "./i18n/gather";
import { DEFAULT_LANGUAGE, isLanguage, type Language } from "./i18n/languages";
import { speaker } from "./i18n/say";

// Each language is a file of its own, so that a browser loads one. A build fetches it as data, a promise; see vite.words.ts.
const loadCatalogue: Readonly<Record<Language, () => Promise<{ default: Texts | Promise<Texts> }>>> = {
  en: () => import("./i18n/en"),
};

/**
 * Waits until what the page's loaders said is read. Before that the page cannot be taken over, and a press or a key in that moment
 * would make React try at once and give up (its error 345). The first thing RemixBrowser does is to throw what it waits for.
 */
async function whenRead(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (waiting) {
    if (!(waiting instanceof Promise)) throw waiting;
    await waiting;
  }
}

async function start(): Promise<void> {
  const shown = document.documentElement.lang;
  const language = isLanguage(shown) ? shown : DEFAULT_LANGUAGE;
  const { default: words } = await loadCatalogue[language]();
  const [catalogue] = await Promise.all([words, whenRead()]);
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nextProvider i18n={speaker(language, catalogue)}>
          <RemixBrowser />
        </I18nextProvider>
      </StrictMode>,
    );
  });
}

// Going on while a page is still being read breaks the reading off, and its decoder leaves the broken promise lying: no fault.
window.addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof DOMException && event.reason.name === "AbortError") event.preventDefault();
});

// Without the catalogue the page stays as the server drew it, and works.
void start();
