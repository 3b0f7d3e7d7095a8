// What waits, oldest first, as a card of lines that lead to it. Takes plain values; counts nothing.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { Card } from "./layout-parts";
import { ToneTag } from "./state-tag";

export type WaitingItem = {
  readonly id: string;
  readonly to: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly overdue?: boolean;
  /** The next thing to do, where it is not to open the line. */
  readonly action?: ReactNode;
};

type WaitingListProps = {
  title: string;
  count: number;
  items: readonly WaitingItem[];
  look?: "plain" | "act";
  /** Where all of them stand. */
  all?: string;
};

/** Nothing at all where nothing waits: a page of empty boxes hides the one that is not. */
export function WaitingList({ title, count, items, look, all }: WaitingListProps) {
  const say = useSay();
  if (items.length === 0) return null;
  const rest = count - items.length;
  return (
    <Card title={title} look={look} aside={<span className="badge">{count}</span>}>
      <ul className="waiting">
        {items.map((item) => (
          <li key={item.id}>
            <div>
              <Link to={item.to}>{item.title}</Link>
              {item.overdue ? <ToneTag tone="act">{say("agency.today.overdue")}</ToneTag> : null}
              <p className="soft">{item.lines.filter(Boolean).join(" · ")}</p>
            </div>
            {item.action}
          </li>
        ))}
      </ul>
      {rest > 0 && all ? <Link to={all}>{say("agency.today.more", { count: rest })}</Link> : null}
    </Card>
  );
}
