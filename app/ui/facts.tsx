// A list of facts, each a name and a value. An empty value is said in words: a blank could mean anything.
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";

export type Fact = { readonly name: string; readonly value: ReactNode };

type FactsProps = {
  facts: readonly Fact[];
  /** How many stand side by side where there is room. */
  columns?: 1 | 2 | 3;
  /** Values of a word or two, which stand side by side on a telephone as well. */
  short?: boolean;
};

export function Facts({ facts, columns = 1, short }: FactsProps) {
  const say = useSay();
  return (
    <dl className={`facts facts-${columns}${short ? " facts-short" : ""}`}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value === null || value === undefined || value === "" ? (
              <span className="soft">{say("word.not-given")}</span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
