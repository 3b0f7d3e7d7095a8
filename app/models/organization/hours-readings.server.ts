// Reads what is known of opening hours in words only: grouped by like wording, with what was read beside it. Decides nothing.
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { shapeOf } from "#app/interop/import/hours-shape";
import { type HoursReading, readHours } from "#app/interop/import/hours-text";
import { MOST_OF_A_GROUP } from "./hours-reading-forms";

/** More than a person goes through in a day; the oldest come first, and the next when these are decided. */
const MOST_READ = 2000;
const MOST_GROUPS = 12;
const BATCHES_SHOWN = 8;
const BATCH_DAYS = 30;

type Waiting = {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly placeName: string;
  readonly serviceName: string;
  readonly words: string;
};

export type WordsRow = Waiting & {
  /** As the form names it. */
  readonly code: string;
  readonly reading: HoursReading;
};

export type WordsGroup = {
  readonly key: string;
  readonly count: number;
  /** The first of them, with a reading of their own each. */
  readonly rows: readonly WordsRow[];
};

export type HoursBatch = {
  readonly id: string;
  readonly decidedAt: Date;
  readonly decidedBy: string | null;
  readonly confirmed: boolean;
  readonly count: number;
  /** Of them, taken back already. */
  readonly undone: number;
};

/** `likely`: what can be confirmed; `left`: what nothing was read from. Both largest group first. */
export async function readHoursInWords(db: Db) {
  const rows = (await readWaiting(db)).map(
    (row): WordsRow => ({ ...row, code: codeOf(row.id, row.words), reading: readHours(row.words) }),
  );
  const isRead = ({ reading }: WordsRow) => reading.confidence !== "none";
  return {
    waiting: rows.length,
    isCut: rows.length === MOST_READ,
    likely: groupsOf(rows.filter(isRead)),
    left: groupsOf(rows.filter((row) => !isRead(row))),
    batches: await readBatches(db),
  };
}

/** What the form sends for a row: other words have another code. */
export function codeOf(id: string, words: string): string {
  return `${id}:${createHash("sha256").update(words).digest("hex").slice(0, 16)}`;
}

function groupsOf(rows: readonly WordsRow[]): { groups: WordsGroup[]; more: number } {
  const groups = [...Map.groupBy(rows, ({ reading, words }) => `${saidOf(reading)} ${shapeOf(words)}`)]
    .map(([key, all]) => ({
      key: createHash("sha256").update(key).digest("hex").slice(0, 12),
      count: all.length,
      rows: all.slice(0, MOST_OF_A_GROUP),
    }))
    .toSorted((one, other) => other.count - one.count);
  return { groups: groups.slice(0, MOST_GROUPS), more: Math.max(0, groups.length - MOST_GROUPS) };
}

const saidOf = (reading: HoursReading) => (reading.confidence === "none" ? reading.why : reading.doubts.join());

async function readWaiting(db: Db): Promise<Waiting[]> {
  const rows = await db.execute<Waiting>(sql`
    select sal.id, sal.organization_id as "organizationId", o.name as "organizationName", l.name as "placeName",
      s.name as "serviceName", sal.hours_text as words
    from service_at_location sal
    join organization o on o.id = sal.organization_id
    join location l on l.id = sal.location_id
    join service s on s.id = sal.service_id
    where sal.hours_text is not null and sal.active and app.may_tend(sal.organization_id)
      and not exists (select 1 from opening_span h where h.location_id = sal.location_id
        and (h.service_at_location_id is null or h.service_at_location_id = sal.id))
      and not exists (select 1 from hours_reading r where r.service_at_location_id = sal.id
        and r.words = sal.hours_text and r.undone_at is null)
    order by sal.id limit ${MOST_READ}`);
  return [...rows];
}

async function readBatches(db: Db): Promise<HoursBatch[]> {
  const rows = await db.execute<Omit<HoursBatch, "decidedAt"> & { decidedAt: string }>(sql`
    select r.batch_id as id, min(r.decided_at) as "decidedAt", min(p.name) as "decidedBy", bool_or(r.confirmed) as confirmed,
      count(*)::int as count, count(r.undone_at)::int as undone
    from hours_reading r left join membership m on m.id = r.decided_by left join person p on p.id = m.person_id
    where r.decided_at > app.clock() - make_interval(days => ${BATCH_DAYS})
    group by r.batch_id order by min(r.decided_at) desc, r.batch_id limit ${BATCHES_SHOWN}`);
  return rows.map((row) => ({ ...row, decidedAt: new Date(row.decidedAt) }));
}
