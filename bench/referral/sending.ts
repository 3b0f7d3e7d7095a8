// Times a referral from the need to the provider as a caseworker's browser sends it: begun, filled in, sent. Counts each press, not the pages between.
import { randomUUID } from "node:crypto";
import type { Figure } from "#app/commands/bench";
import { connect } from "#app/commands/postgres/connect";
import { ask, PLAIN } from "../network/page";
import type { Product } from "../search/pages";
import { share, timed } from "../search/times";
import { SESSION } from "./grow";

const WARMING = 3;
/** The longest that beginning or sending may take at the 95th percentile. */
const MOST_MILLISECONDS = 150;
const ADDRESS = "/agency/referrals/new";
const PRESSES = ["places", "shared", "details", "send"] as const;

interface Ground {
  readonly kase: string;
  readonly need: string;
}

/** Of Ines's own open cases, each once. @param url of the administrator of a grown database */
export async function measureSending(product: Product, url: string): Promise<Figure[]> {
  const { grounds, place } = await groundsOf(url);
  const took = Object.fromEntries(PRESSES.map((press) => [press, [] as number[]])) as Record<string, number[]>;
  const plain: number[] = [];
  for (const [n, ground] of grounds.entries()) {
    const times = await sendOne(product, ground, place);
    const beside = await timed(() => ask(`${product.origin}${PLAIN}`, ""));
    if (n < WARMING) continue;
    for (const press of PRESSES) took[press]?.push(times[press] ?? 0);
    plain.push(beside);
  }
  const against = share(plain, 0.95);
  return [
    { press: "places", name: "beginning a referral" },
    { press: "send", name: "sending a referral" },
  ].map(({ press, name }) => {
    const value = share(took[press] ?? [], 0.95);
    const target = `under ${MOST_MILLISECONDS} ms`;
    return {
      name: `${name}, p95 ms, against ${PLAIN}`,
      value,
      against,
      ratio: value / against,
      target,
      ok: value < MOST_MILLISECONDS,
    };
  });
}

async function sendOne(product: Product, { kase, need }: Ground, place: string): Promise<Record<string, number>> {
  let draft = "";
  const filled: Record<(typeof PRESSES)[number], () => [string, string][]> = {
    places: () => [
      ["caseId", kase],
      ["needId", need],
      ["places", place],
    ],
    shared: () => [
      ["draftId", draft],
      ["fields", "name"],
      ["fields", "telephone"],
    ],
    details: () => [
      ["draftId", draft],
      ["urgency", "soon"],
      ["mode", "direct"],
      ["answerBy", inDays(7)],
      ["message", "She can come on any afternoon."],
    ],
    send: () => [
      ["draftId", draft],
      ["outsideReason", ""],
    ],
  };
  const times: Record<string, number> = {};
  for (const press of PRESSES) {
    let to = "";
    times[press] = await timed(async () => {
      to = await send(product, [["intent", press], ...filled[press]()]);
    });
    draft ||= new URLSearchParams(to.split("?")[1]).get("draft") ?? "";
  }
  return times;
}

/** @returns where the answer leads. @throws Error when the press was refused */
async function send({ origin }: Product, fields: readonly [string, string][]): Promise<string> {
  const response = await fetch(`${origin}${ADDRESS}`, {
    method: "POST",
    headers: { Cookie: `session=${SESSION.ines}`, Origin: origin },
    body: new URLSearchParams([["_key", randomUUID()], ...fields]),
    redirect: "manual",
  });
  const text = await response.text();
  const to = response.headers.get("Location");
  if (!to)
    throw new Error(`${fields[0]?.[1]} answered ${response.status}: ${text.replaceAll(/<[^>]*>/g, " ").slice(-600)}`);
  return to;
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function groundsOf(url: string): Promise<{ grounds: Ground[]; place: string }> {
  const admin = await connect(url, "bench");
  try {
    const grounds = await admin<Ground[]>`
      select distinct on (c.id) c.id as kase, n.id as need from "case" c join need n on n.case_id = c.id and n.met_at is null
      join membership m on m.id = c.owner_membership_id join person p on p.id = m.person_id and p.name = 'Ines Moreau'
      where c.number like 'K-1_____' and c.state <> 'closed' and not c.restricted order by c.id`;
    const [found] = await admin`select p.id from service_at_location p join organization o on o.id = p.organization_id
      where o.name = 'Northside Care' and p.takes_referrals = 'yes' order by p.id limit 1`;
    return { grounds, place: String(found?.id) };
  } finally {
    await admin.end({ timeout: 1 });
  }
}
