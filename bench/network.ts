// Measures the pages of recruiting and keeping providers with 20,000 organizations and 100,000 credentials, beside a plain page in the same run.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Figure } from "#app/commands/bench";
import { loadDemo } from "#app/commands/demo/load";
import { connect } from "#app/commands/postgres/connect";
import { growNetwork, LINK, SESSION } from "./network/grow";
import { measurePage, type Page } from "./network/page";
import { loginsOf, openHouse } from "./search/house";
import { type Product, startProduct } from "./search/pages";

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
    for (const page of asked) figures.push(await measurePage(product, page));
    return figures;
  } finally {
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
    await house.close();
  }
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
      { name: "application", addresses: [`/applications/${LINK}`], cookie: "" },
      { name: "application, hours of a place", addresses: [`/applications/${LINK}/hours/l1`], cookie: "" },
      { name: "screening desk", addresses: ["/network/applications"], cookie: nadia },
      {
        name: "screening desk, one application",
        addresses: [`/network/applications/${found?.application}`],
        cookie: nadia,
      },
      { name: "portal, hours editor", addresses: [`/portal/services/${found?.place}`], cookie: mara },
      { name: "credentials that wait", addresses: ["/network/credentials"], cookie: nadia },
      { name: "credentials that end soon", addresses: ["/network/credentials?view=expiring"], cookie: nadia },
      { name: "credentials that ended", addresses: ["/network/credentials?view=expired"], cookie: nadia },
      { name: "one credential", addresses: [`/network/credentials/${found?.credential}`], cookie: nadia },
    ];
  } finally {
    await admin.end({ timeout: 1 });
  }
}
