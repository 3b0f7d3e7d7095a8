// Measures the lists and records of referrals on both sides, in an agency of 50,000 clients and 200,000 referrals, beside a plain page in the same run.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Figure } from "#app/commands/bench";
import { loadDemo } from "#app/commands/demo/load";
import { connect } from "#app/commands/postgres/connect";
import { measurePage, type Page } from "./network/page";
import { growReferrals, SESSION } from "./referral/grow";
import { watchProcessor } from "./referral/processor";
import { measureSending } from "./referral/sending";
import { loginsOf, openHouse } from "./search/house";
import { type Product, startProduct } from "./search/pages";

export async function run(): Promise<Figure[]> {
  const house = await openHouse();
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  let product: Product | null = null;
  try {
    const url = await house.database("agency");
    const asked = await prepare(url);
    product = await startProduct(url, folder);
    return await measure(product, url, asked);
  } finally {
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
    await house.close();
  }
}

async function measure(product: Product, url: string, asked: readonly Page[]): Promise<Figure[]> {
  const processor = await watchProcessor(product, url);
  const figures: Figure[] = [];
  for (const page of asked) figures.push(await measurePage(product, page), ...(await processor.costs(page)));
  return [...figures, ...(await measureSending(product, url))];
}

async function prepare(url: string): Promise<Page[]> {
  const { migrator } = loginsOf(url);
  if (!migrator) throw new Error("the demo network has no migrator");
  await loadDemo(migrator);
  const admin = await connect(url, "bench");
  try {
    await growReferrals(admin);
    const own = await admin<{ kase: string; referral: string }[]>`
      select c.id as kase, r.id as referral from "case" c join referral r on r.case_id = c.id join membership m on m.id = c.owner_membership_id
      join person p on p.id = m.person_id and p.name = 'Ines Moreau' where c.number like 'K-1_____' and not c.restricted order by r.number desc limit 30`;
    const held = await admin<{ offer: string }[]>`
      select o.id as offer from offer o join organization g on g.id = o.organization_id and g.name = 'Northside Care' order by o.state = 'offered' desc, o.id desc limit 30`;
    return [
      ...agencyPages("caseworker", SESSION.ines),
      ...agencyPages("supervisor", SESSION.sol),
      page("referral", SESSION.ines, ...own.map(({ referral }) => `/agency/referrals/${referral}`)),
      page("case with its referrals", SESSION.ines, ...own.map(({ kase }) => `/agency/cases/${kase}`)),
      page(
        "messages of a referral",
        SESSION.ines,
        ...own.map(({ referral }) => `/agency/referrals/${referral}/messages`),
      ),
      page("new referral", SESSION.ines, ...own.map(({ kase }) => `/agency/referrals/new?case=${kase}`)),
      page("provider's day", SESSION.mara, "/portal"),
      ...["waiting", "held", "ended", "all"].map((view) =>
        page(`provider's referrals, ${view}`, SESSION.mara, `/portal/offers?view=${view}`),
      ),
      page("provider's caseload", SESSION.mara, "/portal/caseload"),
      page("provider's calendar", SESSION.mara, "/portal/calendar"),
      page("offer", SESSION.mara, ...held.map(({ offer }) => `/portal/offers/${offer}`)),
      page("provider's notices", SESSION.mara, "/notices"),
      page("the record", SESSION.ada, "/admin/events"),
    ];
  } finally {
    await admin.end({ timeout: 1 });
  }
}

function agencyPages(who: string, token: string): Page[] {
  return [
    page(`day page of a ${who}`, token, "/agency"),
    ...["waiting", "underway", "to-close", "drafts", "all"].map((view) =>
      page(`referrals of a ${who}, ${view}`, token, `/agency/referrals?view=${view}&whose=everyone`),
    ),
    page(`referrals of a ${who}'s own cases, all`, token, "/agency/referrals?view=all&whose=mine"),
    page(`cases of a ${who}`, token, "/agency/cases?whose=all"),
    page(`notices of a ${who}`, token, "/notices"),
  ];
}

const page = (name: string, token: string, ...addresses: string[]): Page => ({
  name,
  addresses,
  cookie: `session=${token}`,
});
