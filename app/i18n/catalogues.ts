// Every language's catalogue side by side. A language that lacks a key of the English one does not compile.
import english from "./en";
import type { Texts } from "./gather";
import type { Language } from "./languages";

// A second language is a folder beside en/ whose areas satisfy `AreaTexts`, gathered in the same way, and one line here.
export const catalogues: Readonly<Record<Language, Texts>> = { en: english };
