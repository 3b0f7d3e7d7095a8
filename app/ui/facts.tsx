// A list of facts, each a name and a value. An empty value is said in words: a blank could mean anything.
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";

export type Fact = { readonly name: string; readonly value: ReactNode };

/** `columns` sets facts side by side where there is room. */
export function Facts({ facts, columns = 1 }: { facts: readonly Fact[]; columns?: 1 | 2 | 3 }) {
  const say = useSay();
  return (
    <dl className={`facts facts-${columns}`}>
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
