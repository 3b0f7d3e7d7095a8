// Asks the running product for one page many times, and for a plain one beside it each time. Decides the target of every list and record: 100 ms.
import type { Figure } from "#app/commands/bench";
import type { Product } from "../search/pages";
import { share, timed } from "../search/times";

const WARMING = 8;
const MEASURED = 60;
/** The longest a page may take at the 95th percentile, in milliseconds, unless its figure says otherwise. */
const MOST_MILLISECONDS = 100;
/** A page of the product's own that shows the same to everybody. */
export const PLAIN = "/sign-in";

export interface Page {
  readonly name: string;
  /** Asked for in turn. */
  readonly addresses: readonly string[];
  readonly cookie: string;
}

export async function measurePage(
  { origin }: Product,
  { name, addresses, cookie }: Page,
  most = MOST_MILLISECONDS,
): Promise<Figure> {
  const took: number[] = [];
  const plain: number[] = [];
  for (let n = 0; n < WARMING + MEASURED; n++) {
    const page = await timed(() => ask(`${origin}${addresses[n % addresses.length]}`, cookie));
    const beside = await timed(() => ask(`${origin}${PLAIN}`, ""));
    if (n < WARMING) continue;
    took.push(page);
    plain.push(beside);
  }
  const value = share(took, 0.95);
  const against = share(plain, 0.95);
  return {
    name: `${name}, p95 ms, against ${PLAIN}`,
    value,
    against,
    ratio: value / against,
    target: `under ${most} ms`,
    ok: value < most,
  };
}

export async function ask(address: string, cookie: string): Promise<void> {
  const response = await fetch(address, { headers: cookie ? { Cookie: cookie } : {}, redirect: "manual" });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${new URL(address).pathname} answered ${response.status}`);
}
