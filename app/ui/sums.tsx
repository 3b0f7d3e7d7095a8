// A few amounts side by side, each under its name: where money stands at a glance. Adds nothing up.
import { Money } from "./money";

export type Sum = { readonly name: string; readonly cents: bigint; readonly note?: string };

export function Sums({ sums }: { sums: readonly Sum[] }) {
  return (
    <dl className="sums">
      {sums.map(({ name, cents, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Money cents={cents} />
            {note ? <small>{note}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
