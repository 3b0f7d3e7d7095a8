// What waits, oldest first, as a card of rows that lead to it: number, who, what, since, by. Takes plain values; counts nothing.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { MOST_COUNTED, useCounted } from "./counted";
import { Card } from "./layout-parts";
import { ToneTag } from "./state-tag";

export type WaitingItem = {
  readonly id: string;
  readonly to: string;
  /** Its number, where it has one. */
  readonly number?: string;
  readonly title: string;
  /** What it is about, since when, by when: each under the same of the row above, so an empty one keeps its place. */
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
  const counted = useCounted();
  if (items.length === 0) return null;
  const rest = count - items.length;
  const many = count >= MOST_COUNTED;
  return (
    <Card title={title} look={look} aside={<span className="badge">{counted(count)}</span>}>
      <ul className="waiting">
        {items.map((item) => (
          <li key={item.id}>
            <WaitingRow item={item} />
            {item.action}
          </li>
        ))}
      </ul>
      {rest > 0 && all ? (
        <Link to={all}>{many ? say("agency.today.all") : say("agency.today.more", { count: rest })}</Link>
      ) : null}
    </Card>
  );
}

function WaitingRow({ item }: { item: WaitingItem }) {
  const say = useSay();
  const [about = "", since = "", by = ""] = item.lines;
  return (
    <div className="waiting-row">
      <Link to={item.to}>
        {item.number ? <strong>{item.number}</strong> : null} {item.title}
      </Link>
      <span>{about}</span>
      <span className="soft">{since}</span>
      <span className="soft">{by}</span>
      {item.overdue ? <ToneTag tone="act">{say("agency.today.overdue")}</ToneTag> : null}
    </div>
  );
}
