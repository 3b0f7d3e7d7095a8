// Makes the score cards of a quarter once it is over and settled, tells each provider, and later the network desk of those a person should look at. Runs as the worker; never makes one twice.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { formatDayLong } from "#app/i18n/formats";
import { recordEvents } from "../event/record.server";
import { defineJob } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import { asCalendarDay } from "../values/calendar-day";
import { type AgencyId, asId, type OrganizationId } from "../values/ids";
import { type Count, figuresOf, mixOf, peersOf, reasonsOf, type Standing } from "./card";
import { cardEvents } from "./events";
import { type Period, periodOf } from "./period";

/** After a quarter's end attendance, invoices and answers still come in for so long. */
export const SETTLE_DAYS = 10;
/** So long the provider reads its card alone, unless it answers before. */
export const ANSWER_DAYS = 14;
/** So long before these end the provider is reminded, if it has not answered. */
export const REMIND_DAYS = 3;

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
  const houses = await readStandings(db, agencyId, [...counts.keys()]);
  let made = 0;
  for (const house of houses) {
    const alike = houses.filter(
      (other) => other.organizationId !== house.organizationId && other.specialtyId === house.specialtyId,
    );
    const others = alike.map((other) => counts.get(other.organizationId) ?? []);
    made += await keepCard(db, agencyId, quarter, house, { own: counts.get(house.organizationId) ?? [], others });
  }
  return made;
}

interface House {
  readonly organizationId: string;
  /** What it was asked for most; null: nobody said for what. */
  readonly specialtyId: string | null;
  readonly standing: Standing;
}

/** How each provider stands with the agency on its own day. */
export async function readStandings(
  db: Db,
  agencyId: AgencyId,
  organizationIds: readonly string[],
): Promise<readonly House[]> {
  const rows = await db.execute<StandingRow>(
    sql`select * from app.card_standing(${agencyId}::uuid, ${`{${organizationIds.join(",")}}`}::uuid[])`,
  );
  return rows.map((row) => ({
    organizationId: row.organization_id,
    specialtyId: row.specialty_id,
    standing: {
      underWay: row.under_way,
      openPlaces: row.open_places,
      credentials: row.credentials,
      credentialsValid: row.credentials_valid,
      credentialsEnding: row.credentials_ending,
      suspended: row.suspended,
      agreed: row.agreed,
    },
  }));
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
  { standing, specialtyId, ...house }: House,
  { own, others }: { readonly own: readonly Count[]; readonly others: readonly (readonly Count[])[] },
): Promise<number> {
  const organizationId = asId<OrganizationId>(house.organizationId);
  const figures = figuresOf(own, standing, `${organizationId}:${quarter.name}`);
  const peers = peersOf(others);
  const reasons = reasonsOf(figures, peers, standing);
  const [kept] = await db.execute<{
    id: string | null;
    opens_on: string;
  }>(sql`select card_id as id, opens_on::text from app.keep_card(${agencyId}::uuid, ${organizationId}::uuid,
    ${quarter.name}, ${quarter.from}::date, ${quarter.until}::date, ${specialtyId}::uuid, ${JSON.stringify(figures)}::jsonb,
    ${JSON.stringify(peers)}::jsonb, ${JSON.stringify(mixOf(own))}::jsonb, ${`{${reasons.join(",")}}`}::text[], ${ANSWER_DAYS})`);
  if (!kept?.id) return 0;
  const subject = { subjectType: "score_card", subjectId: kept.id, organizationId };
  await recordEvents(db, null, [{ event: cardEvents.published({ cardId: kept.id, quarter: quarter.name }), subject }]);
  await tellProvider(db, "organization.card-published", {
    id: kept.id,
    organizationId,
    quarter: quarter.name,
    opensOn: kept.opens_on,
  });
  return 1;
}

interface Asked {
  readonly id: string;
  readonly organizationId: string;
  readonly quarter: string;
  /** The day on which the agency's staff see it, on the agency's calendar. */
  readonly opensOn: string;
}

const tellProvider = (db: Db, kind: string, { id, organizationId, quarter, opensOn }: Asked): Promise<void> =>
  tellMembers(
    db,
    { organizationId: asId<OrganizationId>(organizationId), roles: ["coordinator", "organization_administrator"] },
    {
      kind,
      subjectType: "score_card",
      subjectId: id,
      path: `/portal/card/${id}`,
      blanks: (say, language) => ({
        quarter: say("insight.quarter", { quarter: quarter.slice(-1), year: quarter.slice(0, 4) }),
        day: formatDayLong(opensOn, language),
      }),
    },
  );

/** Tells each provider once more whose days to answer are nearly over. @returns how many cards were told of */
export async function remindOfCards(db: Db): Promise<number> {
  const due = await db.execute<{ card_id: string; organization_id: string; quarter: string; opens_on: string }>(
    sql`select card_id, organization_id, quarter, opens_on::text from app.remind_of_cards(${REMIND_DAYS})`,
  );
  for (const { card_id: id, organization_id: organizationId, quarter, opens_on: opensOn } of due)
    await tellProvider(db, "organization.card-due", { id, organizationId, quarter, opensOn });
  return due.length;
}

// Every hour: the mark and what is told are kept together, so that a run that is cut off has told nobody.
defineJob("remind-of-score-cards", { retries: 5, cron: "50 * * * *" }, async () => {
  await asJob("write", remindOfCards);
});

// Every night: quarters end at another hour in every zone, and what was made is not made again.
defineJob("make-score-cards", { retries: 5, cron: "40 2 * * *", seconds: 1_800 }, async () => {
  await asJob("write", makeCards);
});
