// Narrows a list: a form that only asks. What was asked stands in the address, so it can be kept, sent and gone back to; what names
// somebody stands there sealed.
import { Form, Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { Icon } from "./icon";
import { Notice } from "./notice";

type FilterBarProps = {
  /** Fields; each takes its value from the page's query by `defaultValue`. */
  children: ReactNode;
  /** Set when something is narrowed now, so that "Clear all" is offered. */
  active?: boolean;
  /** Parameters of the address to keep, such as the sort. */
  keep?: Readonly<Record<string, string>>;
  applyLabel?: string;
  /** Where the list is, when it is not on this page. */
  to?: string;
  /** The list that is asked for by name: what is typed goes to /agency/find and comes back sealed. */
  finds?: "clients" | "cases" | "papers";
  /** Set when what was asked ended with an earlier session. */
  ended?: boolean;
  /** On a telephone a long form is folded, so that results are in sight; "open" leaves it unfolded. */
  fold?: "open" | "closed";
};

export function FilterBar({ children, active, keep = {}, applyLabel, to, finds, ended, fold }: FilterBarProps) {
  const say = useSay();
  const { pathname, search } = useLocation();
  const fields = <div className="filter-fields">{children}</div>;
  const looks = finds !== undefined || to !== undefined;
  const kept = { ...keep, ...(finds ? { list: finds } : {}) };
  return (
    // A new address is a new set of answers: without the key the boxes would keep showing the old ones.
    <Form
      method={finds ? "post" : "get"}
      action={finds ? "/agency/find" : to}
      className="filter-bar"
      key={search}
      aria-label={say("ui.filter.title")}
    >
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {ended ? <Notice>{say("ui.filter.ended")}</Notice> : null}
      {fold ? (
        <details className="filter-fold" open={fold === "open"}>
          <summary>
            <Icon name="expand-more" />
            {say("ui.filter.unfold")}
          </summary>
          {fields}
          <FilterActions active={active} pathname={pathname} label={applyLabel} looks={looks} />
        </details>
      ) : (
        <>
          {fields}
          <FilterActions active={active} pathname={pathname} label={applyLabel} looks={looks} />
        </>
      )}
    </Form>
  );
}

type FilterActionsProps = { active?: boolean; pathname: string; label?: string; looks: boolean };

function FilterActions({ active, pathname, label, looks }: FilterActionsProps) {
  const say = useSay();
  return (
    <div className="filter-actions">
      <button type="submit" className="usa-button usa-button--outline">
        <Icon name={looks ? "search" : "filter-list"} />
        {label ?? say("ui.filter.apply")}
      </button>
      {active ? <Link to={pathname}>{say("ui.filter.clear")}</Link> : null}
    </div>
  );
}
