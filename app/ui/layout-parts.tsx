// The plain furniture of a page: head, card, columns, empty list, views, print-only parts. Arranges what it is given.
import { Link } from "@remix-run/react";
import { type ReactNode, useId } from "react";
import { useSay } from "#app/i18n/speech";
import { Icon, type IconName } from "./icon";

type PageHeaderProps = {
  title: string;
  /** A state tag or similar, beside the title. */
  beside?: ReactNode;
  /** One sentence on what the page is for. */
  lead?: ReactNode;
  back?: { to: string; label: string };
  /** What can be done here; the primary one first. On a telephone they stay in sight at the foot. */
  actions?: ReactNode;
};

export function PageHeader({ title, beside, lead, back, actions }: PageHeaderProps) {
  return (
    <header className="page-header">
      {back ? (
        <Link to={back.to} className="page-back">
          <Icon name="arrow-back" />
          {back.label}
        </Link>
      ) : null}
      <div className="page-title">
        <div>
          <div className="page-name">
            <h1>{title}</h1>
            {beside}
          </div>
          {lead ? <p className="page-lead">{lead}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </div>
    </header>
  );
}

type CardProps = {
  title?: string;
  children: ReactNode;
  /** Stands at the end of the title line, such as a link to all of it. */
  aside?: ReactNode;
  /** For the card that holds what must be done now. */
  look?: "plain" | "act";
  /** Where the title sits in the page's outline. */
  level?: 2 | 3;
};

export function Card({ title, children, aside, look = "plain", level = 2 }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  const id = useId();
  return (
    <section className={look === "act" ? "card card-act" : "card"} aria-labelledby={title ? id : undefined}>
      {title ? (
        <div className="card-head">
          <Heading id={id}>{title}</Heading>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}

type ColumnsProps = {
  main: ReactNode;
  aside: ReactNode;
  /** Gives the second column more room and keeps it in sight: a list and its map. */
  even?: boolean;
};

/** Main matter beside what explains it; under one another where the screen is narrow. */
export function Columns({ main, aside, even }: ColumnsProps) {
  return (
    <div className={even ? "columns columns-even" : "columns"}>
      <div className="columns-main">{main}</div>
      <div className="columns-aside">{aside}</div>
    </div>
  );
}

/** Vertical rhythm for a run of cards or sections. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className="stack">{children}</div>;
}

/** Buttons in a row, the main one first. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>;
}

type EmptyProps = { title: string; children?: ReactNode; action?: ReactNode; icon?: IconName };

/** A list with nothing in it says so, and what to do about it. */
export function Empty({ title, children, action, icon = "check-circle-outline" }: EmptyProps) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <p className="empty-title">{title}</p>
      {children ? <div className="empty-lead">{children}</div> : null}
      {action ? <div className="actions">{action}</div> : null}
    </div>
  );
}

export type Tab = {
  readonly to: string;
  readonly label: string;
  readonly count?: number | string;
  readonly current: boolean;
  /** Its count asks for somebody. */
  readonly act?: boolean;
};

/** Views of one list, each with an address of its own: one press shows it, and the counts say which is worth it. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label?: string }) {
  const say = useSay();
  return (
    <nav className="tabs" aria-label={label ?? say("ui.tabs.label")}>
      <ul>
        {tabs.map(({ to, label: text, count, current, act }) => (
          <li key={to}>
            <Link to={to} aria-current={current ? "page" : undefined} className={current ? "active" : undefined}>
              {text}
              {count ? <span className={act ? "badge badge-act" : "badge"}>{count}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function PrintOnly({ children }: { children: ReactNode }) {
  return <div className="print-only">{children}</div>;
}

export function ScreenOnly({ children }: { children: ReactNode }) {
  return <div className="screen-only">{children}</div>;
}
