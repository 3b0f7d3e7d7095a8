// Text that a client reads, in their language, inside a page that may speak another. Takes plain words; translates nothing.
import type { ReactNode } from "react";

/** Paragraphs as they were put together: an empty line parts them. */
export function ClientWords({ text, language }: { text: string; language: string }) {
  return (
    <div className="client-words" lang={language}>
      {text.split("\n\n").map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  );
}

/** A page for a client's hands: bare, on screen and on paper. */
export function ClientPaper({ language, children }: { language: string; children: ReactNode }) {
  return (
    <main id="main-content" className="slip" lang={language}>
      {children}
    </main>
  );
}
