// The frame around pages for people who are not at a desk: sign-in, invitations, slips, error pages.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { LateRefusal } from "./late-refusal";
import { Wordmark } from "./mark";
import { Flashes } from "./notice";
import { useClientWords } from "./page-handle";
import { useRootValues } from "./root-values";

/** `narrow` for a single short form, such as sign-in. */
export function PublicFrame({ children, narrow = true }: { children: ReactNode; narrow?: boolean }) {
  const say = useSay();
  const { notices } = useRootValues();
  const toClient = useClientWords();
  return (
    <div className="public">
      <a className="usa-skipnav" href="#main-content">
        {toClient?.skip ?? say("ui.skip-to-content")}
      </a>
      <header className="public-header">
        <Link to="/" className="desk-home">
          <Wordmark name={say("word.product")} />
        </Link>
        <p>{toClient?.tagline ?? say("ui.tagline")}</p>
      </header>
      <main className={narrow ? "public-main public-narrow" : "public-main"} id="main-content" tabIndex={-1}>
        <Flashes notices={notices} />
        <LateRefusal />
        {children}
      </main>
    </div>
  );
}
