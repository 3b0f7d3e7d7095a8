// Measures the desks' figures at years of a large agency's referrals: each desk's page, what is kept against counting it plainly, and how fresh it is.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type postgres from "postgres";
import type { Figure } from "#app/commands/bench";
import { loadDemo } from "#app/commands/demo/load";
import { connect } from "#app/commands/postgres/connect";
import { growReferrals, openDesks, SESSION } from "./insights/grow";
import { measurePage } from "./network/page";
import { loginsOf, openHouse } from "./search/house";
import { type Product, startProduct } from "./search/pages";
import { timed } from "./search/times";

const REFERRALS = Number(process.env.INSIGHT_REFERRALS ?? 1_000_000);
/** The longest a desk may take at the 95th percentile, in milliseconds. */
const MOST_MILLISECONDS = 500;
/** The longest a figure may lag behind what happened, in seconds; the worker looks every minute's beginning. */
const MOST_SECONDS = 60;

export async function run(): Promise<Figure[]> {
  const house = await openHouse();
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  let product: Product | null = null;
  try {
    const url = await house.database("insights");
    const { migrator } = loginsOf(url);
    if (!migrator) throw new Error("the demo network has no migrator");
    await loadDemo(migrator);
    const admin = await connect(url, "bench");
    try {
      await growReferrals(admin, REFERRALS);
      const counted = await countAll(admin);
      // Not before: who has looked at nothing for a while is signed out.
      await openDesks(admin);
      product = await startProduct(url, folder);
      return [...(await measureDesks(admin, product)), await measureKept(admin), counted];
    } finally {
      await admin.end({ timeout: 1 });
    }
  } finally {
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
    await house.close();
  }
}

/** Each quarter once, as the worker counts it; what one run takes is what a figure lags behind. */
async function countAll(admin: postgres.Sql): Promise<Figure> {
  const quarters =
    await admin`select distinct date_trunc('quarter', r.sent_at at time zone a.time_zone)::date::text as quarter, a.id
    from referral r join agency a on a.id = r.agency_id and a.slug = 'harbor' where r.sent_at is not null order by 1 desc`;
  let longest = 0;
  for (const { quarter, id } of quarters) {
    longest = Math.max(
      longest,
      await timed(() => admin`select app.count_courses(${id}::uuid, ${quarter}::text::date)`),
    );
  }
  await admin`vacuum analyze course_count, course_quarter`;
  return {
    name: "a quarter's way to help counted anew, longest s, against a minute",
    value: longest / 1000,
    against: MOST_SECONDS,
    ratio: longest / 1000 / MOST_SECONDS,
    target: `under ${MOST_SECONDS} s`,
    ok: longest / 1000 < MOST_SECONDS,
  };
}

async function measureDesks(admin: postgres.Sql, product: Product): Promise<Figure[]> {
  const [specialty] =
    await admin`select specialty_id as id from referral where number like 'R-9%' group by 1 order by count(*) desc, 1 limit 1`;
  const [quarter] = await admin`select to_char(now() - interval '4 months', 'YYYY-"Q"Q') as name`;
  const period = `period=${quarter?.name}`;
  const desks = [
    ["supervision", `/agency/insights?${period}`, SESSION.sol],
    ["from need to help, by language", `/agency/insights/service?${period}&by=language`, SESSION.sol],
    ["network", "/network/insights", SESSION.nadia],
    ["unmet need", `/network/insights/unmet?${period}`, SESSION.nadia],
    ["coverage", `/network/insights/coverage?${period}&specialty=${specialty?.id}`, SESSION.nadia],
    ["score cards", "/network/insights/cards", SESSION.nadia],
    ["money", `/finance/insights?${period}`, SESSION.finn],
    ["a provider", "/portal/insights", SESSION.mara],
    ["a provider's cards", "/portal/card", SESSION.mara],
  ] as const;
  const figures: Figure[] = [];
  for (const [name, address, token] of desks) {
    const page = { name: `desk of ${name}`, addresses: [address], cookie: `session=${token}` };
    figures.push(await measurePage(product, page, MOST_MILLISECONDS));
  }
  return figures;
}

/** What is kept of a quarter, against following each of its referrals. */
async function measureKept(admin: postgres.Sql): Promise<Figure> {
  const [agency] = await admin`select id from agency where slug = 'harbor'`;
  const [quarter] = await admin`select date_trunc('quarter', now() - interval '4 months')::date::text as day`;
  const of = [agency?.id, quarter?.day] as const;
  const kept = await timed(
    () =>
      admin`select grouping, value, step, days, count from course_count where agency_id = ${of[0]}::uuid and quarter = ${of[1]}::text::date`,
  );
  const plain = await timed(
    () => admin`select count(*), count(r.answered_at), count(f.at), percentile_disc(0.5) within group (order by f.at - r.sent_at)
      from referral r left join lateral (select min(s.starts_at) as at from session s join attendance d on d.session_id = s.id and d.current and d.state in ('present', 'late')
        where s.referral_id = r.id) f on true
      where r.agency_id = ${of[0]}::uuid and r.sent_at >= ${of[1]}::text::date and r.sent_at < ${of[1]}::text::date + interval '3 months'`,
  );
  return {
    name: "a quarter's way to help as it is kept, ms, against following each referral",
    value: kept,
    against: plain,
    ratio: kept / plain,
    target: "at most 1",
    ok: kept <= plain,
  };
}
