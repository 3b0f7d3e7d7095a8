// Gives the search on the page to a colleague: copied by a press where script runs, a plain link where it does not. Knows nothing of a client.
import { Link } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useSay } from "#app/i18n/speech";
import { Icon } from "./icon";

/** What came of the last press. */
type Copied = "not-yet" | "done" | "failed";

export function CopySearch({ share }: { share: string }) {
  const say = useSay();
  const [able, setAble] = useState(false);
  const [copied, setCopied] = useState<Copied>("not-yet");
  // Told only in the browser, and not there where the page came without encryption.
  useEffect(() => setAble("clipboard" in navigator), []);
  const copy = () =>
    navigator.clipboard.writeText(new URL(share, location.origin).href).then(
      () => setCopied("done"),
      () => setCopied("failed"),
    );
  return (
    <section aria-label={say("search.saved.link")}>
      <h2>{say("search.saved.link")}</h2>
      <p>{say("search.saved.link-lead")}</p>
      {able ? (
        <p>
          <button type="button" className="usa-button usa-button--outline" onClick={copy}>
            {say("search.saved.copy")}
          </button>
        </p>
      ) : null}
      <p role="status" className={copied === "not-yet" ? "usa-sr-only" : "copied"}>
        {copied === "not-yet" ? "" : say(`search.saved.copied-${copied}`)}
      </p>
      <p>
        <Link to={share} className="share-link" reloadDocument>
          <Icon name="link" />
          {say("search.saved.link-words")}
        </Link>
      </p>
    </section>
  );
}
