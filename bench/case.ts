// Measures what a caseworker opens all day, in an agency of 50,000 clients with a year of work on them, beside a plain page in the same run.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sealFor } from "#app/access/sealed-words.server";
import type { Figure } from "#app/commands/bench";
import { loadDemo } from "#app/commands/demo/load";
import { connect } from "#app/commands/postgres/connect";
import { growCases, SESSION } from "./case/grow";
import { MISTYPED } from "./case/names";
import { measurePage, type Page } from "./network/page";
import { loginsOf, openHouse } from "./search/house";
import { type Product, startProduct } from "./search/pages";

export async function run(): Promise<Figure[]> {
  const house = await openHouse();
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  let product: Product | null = null;
  try {
    const url = await house.database("agency");
    const { migrator } = loginsOf(url);
    if (!migrator) throw new Error("the demo network has no migrator");
    await loadDemo(migrator);
    const asked = await pagesOf(await grown(url));
    product = await startProduct(url, folder);
    const figures: Figure[] = [];
    for (const page of asked) figures.push(await measurePage(product, page));
    return figures;
  } finally {
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
    await house.close();
  }
}

async function grown(url: string): Promise<string> {
  const admin = await connect(url, "bench");
  try {
    await growCases(admin);
    return url;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

/** @param url of the administrator of a grown database */
export async function pagesOf(url: string): Promise<Page[]> {
  const admin = await connect(url, "bench");
  try {
    const rows = await admin<{ client: string; kase: string; own: boolean }[]>`
      (select client_id as client, id as kase, true as own from "case" where number like 'K-1%' and not restricted
        and owner_membership_id = (select membership_id from sign_in_session s join membership m on m.id = s.membership_id where m.role = 'caseworker' limit 1) order by number limit 30)
      union all (select client_id, id, false from "case" where number like 'K-1%' and not restricted and (right(number, 3)) = '123' order by number limit 30)`;
    const [ines, sol] = [`session=${SESSION.ines}`, `session=${SESSION.sol}`];
    return [
      { name: "day page of a caseworker", addresses: ["/agency"], cookie: ines },
      { name: "day page of a supervisor", addresses: ["/agency"], cookie: sol },
      {
        name: "clients found by a mistyped name",
        addresses: MISTYPED.map((name) => `/agency/clients?found=${sealFor(SESSION.ines, name)}`),
        cookie: ines,
      },
      { name: "list of clients", addresses: ["/agency/clients"], cookie: ines },
      { name: "client", addresses: rows.map(({ client }) => `/agency/clients/${client}`), cookie: ines },
      { name: "case", addresses: rows.map(({ kase }) => `/agency/cases/${kase}`), cookie: ines },
    ];
  } finally {
    await admin.end({ timeout: 1 });
  }
}
