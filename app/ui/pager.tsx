// Newer and older, by key: a list that grows while it is read never shows a row twice. Knows no counts and no page numbers.
import { Link, useSearchParams } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { Icon } from "./icon";

type PagerProps = {
  /** Key of the page before, `null` on the first. */
  newer: string | null;
  older: string | null;
  /** Name of the parameter in the address for each direction. */
  newerName?: string;
  olderName?: string;
};

export function Pager({ newer, older, newerName = "before", olderName = "after" }: PagerProps) {
  const say = useSay();
  const [search] = useSearchParams();
  // Without a key for the page before, the way back is the start of the list.
  const away = newer === null && search.has(olderName);
  if (newer === null && older === null && !away) return null;
  const start = new URLSearchParams(search);
  start.delete(olderName);
  const address = (name: string, key: string) => {
    const next = new URLSearchParams(search);
    next.delete(newerName);
    next.delete(olderName);
    next.set(name, key);
    return `?${next}`;
  };
  return (
    <nav className="pager" aria-label={say("ui.pager.label")}>
      {newer === null ? null : (
        <Link to={address(newerName, newer)} rel="prev">
          <Icon name="navigate-before" />
          {say("ui.pager.newer")}
        </Link>
      )}
      {away ? (
        <Link to={`?${start}`}>
          <Icon name="navigate-before" />
          {say("ui.pager.first")}
        </Link>
      ) : null}
      {older === null ? null : (
        <Link to={address(olderName, older)} rel="next">
          {say("ui.pager.older")}
          <Icon name="navigate-next" />
        </Link>
      )}
    </nav>
  );
}
