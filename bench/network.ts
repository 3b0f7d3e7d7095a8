// Measures the pages of recruiting and keeping providers with 20,000 organizations and 100,000 credentials, beside a plain page in the same run.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Figure } from "#app/commands/bench";
import { loadDemo } from "#app/commands/demo/load";
import { connect } from "#app/commands/postgres/connect";
import { growNetwork, LINK, SESSION } from "./network/grow";
import { loginsOf, openHouse } from "./search/house";
import { type Product, startProduct } from "./search/pages";
import { share, timed } from "./search/times";

const WARMING = 8;
const MEASURED = 60;
/** The longest a page may take at the 95th percentile, in milliseconds. */
const MOST_MILLISECONDS = 100;
/** A page of the product's own that shows the same to everybody. */
const PLAIN = "/sign-in";

export async function run(): Promise<Figure[]> {
  const house = await openHouse();
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  let product: Product | null = null;
  try {
    const url = await house.database("network");
    const { migrator } = loginsOf(url);
    if (!migrator) throw new Error("the demo network has no migrator");
    await loadDemo(migrator);
    const asked = await prepare(url);
    product = await startProduct(url, folder);
    const figures: Figure[] = [];
    for (const page of asked) figures.push(await measure(product, page));
    return figures;
  } finally {
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
    await house.close();
  }
}

interface Page {
  readonly name: string;
  readonly address: string;
  readonly cookie: string;
}

async function prepare(url: string): Promise<Page[]> {
  const admin = await connect(url, "bench");
  try {
    await growNetwork(admin);
    const [found] = await admin`select (select id from application where number = 'N-92') as application,
      (select id from credential where state = 'unverified' order by id desc limit 1) as credential,
      (select sal.id from service_at_location sal join organization o on o.id = sal.organization_id where o.name = 'Northside Care' order by sal.id limit 1) as place`;
    const [nadia, mara] = [`session=${SESSION.nadia}`, `session=${SESSION.mara}`];
    return [
      { name: "application", address: `/applications/${LINK}`, cookie: "" },
      { name: "application, hours of a place", address: `/applications/${LINK}/hours/l1`, cookie: "" },
      { name: "screening desk", address: "/network/applications", cookie: nadia },
      {
        name: "screening desk, one application",
        address: `/network/applications/${found?.application}`,
        cookie: nadia,
      },
      { name: "portal, hours editor", address: `/portal/services/${found?.place}`, cookie: mara },
      { name: "credentials that wait", address: "/network/credentials", cookie: nadia },
      { name: "credentials that end soon", address: "/network/credentials?view=expiring", cookie: nadia },
      { name: "credentials that ended", address: "/network/credentials?view=expired", cookie: nadia },
      { name: "one credential", address: `/network/credentials/${found?.credential}`, cookie: nadia },
    ];
  } finally {
    await admin.end({ timeout: 1 });
  }
}

async function measure({ origin }: Product, { name, address, cookie }: Page): Promise<Figure> {
  const took: number[] = [];
  const plain: number[] = [];
  for (let n = 0; n < WARMING + MEASURED; n++) {
    const page = await timed(() => ask(`${origin}${address}`, cookie));
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
    target: `under ${MOST_MILLISECONDS} ms`,
    ok: value < MOST_MILLISECONDS,
  };
}

async function ask(address: string, cookie: string): Promise<void> {
  const response = await fetch(address, { headers: cookie ? { Cookie: cookie } : {}, redirect: "manual" });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${new URL(address).pathname} answered ${response.status}`);
}
