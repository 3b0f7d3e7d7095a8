// What stands beside every figure: how it is counted, the same numbers as a table and as a file. Takes words and numbers; counts nothing.
import { type ReactNode, useId } from "react";
import { useSay } from "#app/i18n/speech";
import { ActDetails } from "./act-details";

/** How a figure is made, in words: what it asks, what is counted, of what, and what is left out. */
export type CountedSo = {
  readonly question: string;
  readonly part?: string | null;
  readonly whole: string;
  readonly leftOut: readonly string[];
};

export function HowCounted({ question, part, whole, leftOut }: CountedSo) {
  const say = useSay();
  return (
    <ActDetails summary={say("insight.how")}>
      <dl className="facts">
        <div>
          <dt>{say("insight.question")}</dt>
          <dd>{question}</dd>
        </div>
        {part ? (
          <div>
            <dt>{say("insight.part")}</dt>
            <dd>{part}</dd>
          </div>
        ) : null}
        <div>
          <dt>{say("insight.whole")}</dt>
          <dd>{whole}</dd>
        </div>
        {leftOut.length > 0 ? (
          <div>
            <dt>{say("insight.left-out-title")}</dt>
            <dd>{leftOut.join(" ")}</dd>
          </div>
        ) : null}
      </dl>
    </ActDetails>
  );
}

type FigureCardProps = {
  title: string;
  level?: 2 | 3;
  chart: ReactNode;
  table: ReactNode;
  how: CountedSo;
  /** The address of the same numbers as a file. */
  csvTo?: string | null;
  children?: ReactNode;
};

/** A chart, the same numbers as a table and as a file, and how they are counted. */
export function FigureCard({ title, level = 2, chart, table, how, csvTo, children }: FigureCardProps) {
  const say = useSay();
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className="card insight-figure" aria-labelledby={id}>
      <div className="card-head">
        <Heading id={id}>{title}</Heading>
        {csvTo ? (
          <a href={csvTo} download>
            {say("insight.csv")}
          </a>
        ) : null}
      </div>
      {chart}
      {children}
      <ActDetails summary={say("insight.as-table")}>{table}</ActDetails>
      <HowCounted {...how} />
    </section>
  );
}
