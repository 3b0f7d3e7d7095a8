// Makes the score cards of a quarter once it is over and settled, tells each provider, and later the network desk of those a person should look at. Runs as the worker; never makes one twice.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { recordEvents } from "../event/record.server";
import { defineJob } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import { asCalendarDay } from "../values/calendar-day";
import { type AgencyId, asId, type OrganizationId } from "../values/ids";
import { type Count, figuresOf, mixOf, peersOf, reasonsOf, type Standing } from "./card";
import { cardEvents } from "./events";
import { type Period, periodOf } from "./period";

/** After a quarter's end attendance, invoices and answers still come in for so long. */
const SETTLE_DAYS = 10;
/** So long the provider reads its card alone, unless it answers before. */
export const ANSWER_DAYS = 14;

type Due = { readonly agency_id: string; readonly from_day: string };

type CountRow = {
  readonly organization_id: string;
  readonly figure: string;
  readonly label: string;
  readonly people: number;
  readonly part: number;
  readonly whole: number;
  readonly part_squares: number;
  readonly whole_squares: number;
  readonly products: number;
  readonly sample: readonly number[];
};

type StandingRow = {
  readonly organization_id: string;
  readonly specialty_id: string | null;
  readonly under_way: number;
  readonly open_places: number | null;
  readonly credentials: number;
  readonly credentials_valid: number;
  readonly credentials_ending: number;
  readonly suspended: boolean;
  readonly agreed: boolean;
};

/** @returns how many cards were made */
export async function makeCards(db: Db): Promise<number> {
  const due = await db.execute<Due>(sql`select agency_id, from_day::text from app.cards_due(${SETTLE_DAYS})`);
  let made = 0;
  for (const { agency_id, from_day } of due) {
    made += await makeCardsOf(db, asId<AgencyId>(agency_id), periodOf("quarter", asCalendarDay(from_day)));
  }
  return made;
}

async function makeCardsOf(db: Db, agencyId: AgencyId, quarter: Period): Promise<number> {
  const counts = await readCounts(db, agencyId, quarter);
  if (counts.size === 0) return 0;
  const standings = await db.execute<StandingRow>(
    sql`select * from app.card_standing(${agencyId}::uuid, ${`{${[...counts.keys()].join(",")}}`}::uuid[])`,
  );
  let made = 0;
  for (const row of standings) {
    const alike = standings.filter(
      (other) => other.organization_id !== row.organization_id && other.specialty_id === row.specialty_id,
    );
    const others = alike.map((other) => counts.get(other.organization_id) ?? []);
    made += await keepCard(db, agencyId, quarter, row, { own: counts.get(row.organization_id) ?? [], others });
  }
  return made;
}

/** By provider. */
async function readCounts(db: Db, agencyId: AgencyId, { from, until }: Period): Promise<Map<string, Count[]>> {
  const rows = await db.execute<CountRow>(
    sql`select * from app.card_counts(${agencyId}::uuid, ${from}::date, ${until}::date)`,
  );
  const counts = new Map<string, Count[]>();
  for (const { organization_id, part_squares, whole_squares, ...row } of rows) {
    const own = counts.get(organization_id) ?? [];
    own.push({ ...row, partSquares: part_squares, wholeSquares: whole_squares });
    counts.set(organization_id, own);
  }
  return counts;
}

async function keepCard(
  db: Db,
  agencyId: AgencyId,
  quarter: Period,
  row: StandingRow,
  { own, others }: { readonly own: readonly Count[]; readonly others: readonly (readonly Count[])[] },
): Promise<number> {
  const organizationId = asId<OrganizationId>(row.organization_id);
  const standing: Standing = {
    underWay: row.under_way,
    openPlaces: row.open_places,
    credentials: row.credentials,
    credentialsValid: row.credentials_valid,
    credentialsEnding: row.credentials_ending,
    suspended: row.suspended,
    agreed: row.agreed,
  };
  const figures = figuresOf(own, standing, `${organizationId}:${quarter.name}`);
  const peers = peersOf(others);
  const reasons = reasonsOf(figures, peers, standing);
  const [kept] = await db.execute<{
    id: string | null;
  }>(sql`select app.keep_card(${agencyId}::uuid, ${organizationId}::uuid,
    ${quarter.name}, ${quarter.from}::date, ${quarter.until}::date, ${row.specialty_id}::uuid, ${JSON.stringify(figures)}::jsonb,
    ${JSON.stringify(peers)}::jsonb, ${JSON.stringify(mixOf(own))}::jsonb, ${`{${reasons.join(",")}}`}::text[], ${ANSWER_DAYS}) as id`);
  if (!kept?.id) return 0;
  const subject = { subjectType: "score_card", subjectId: kept.id, organizationId };
  await recordEvents(db, null, [{ event: cardEvents.published({ cardId: kept.id, quarter: quarter.name }), subject }]);
  await tellMembers(
    db,
    { organizationId, roles: ["coordinator", "organization_administrator"] },
    {
      kind: "organization.card-published",
      subjectType: "score_card",
      subjectId: kept.id,
      path: `/portal/card/${kept.id}`,
    },
  );
  return 1;
}

// Every night: quarters end at another hour in every zone, and what was made is not made again.
defineJob("make-score-cards", { retries: 5, cron: "40 2 * * *", seconds: 1_800 }, async () => {
  await asJob("write", makeCards);
});
