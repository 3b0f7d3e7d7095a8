// Reads staff time: one case's entries and totals, and a month over a caseload. Contacts that were logged with minutes count; nothing is typed twice.
import { type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { recordRead } from "../event/record.server";
import { addMonths, asCalendarDay } from "../values/calendar-day";
import type { CaseId, MembershipId } from "../values/ids";

/**
 * What stands now: entries that nothing corrected, and contacts that took minutes. A contact's minutes are its first
 * writer's, whoever put its words right later.
 */
const spentIn = (timeZone: string): SQL => sql`(
  select t.id, t.agency_id, t.case_id, t.membership_id, t.spent_on as day, t.minutes::int as minutes, t.kind, t.words, t.corrects_id, false as contact
  from case_time t where not exists (select 1 from case_time later where later.corrects_id = t.id)
  union all
  select n.id, n.agency_id, n.case_id, n.author_membership_id, (coalesce(n.happened_at, n.created_at) at time zone ${timeZone})::date,
    n.minutes::int, n.kind, '', null, true
  from case_note n where n.minutes is not null and n.corrects_id is null) spent`;

const WHO = sql`join membership m on m.id = spent.membership_id join person p on p.id = m.person_id`;

export interface TimeLine {
  readonly id: string;
  readonly day: string;
  readonly minutes: number;
  readonly kind: string;
  readonly words: string;
  readonly by: string;
  /** A contact of the log, which is corrected there. */
  readonly contact: boolean;
  readonly mine: boolean;
  /** What it said before, newest first. */
  readonly before: readonly {
    readonly id: string;
    readonly day: string;
    readonly minutes: number;
    readonly kind: string;
  }[];
}

type Row = Omit<TimeLine, "before" | "mine"> & { readonly membership_id: string; readonly corrects_id: string | null };

/** Newest day first, a page at a time. */
export async function readTimeOfCase(
  db: Db,
  actor: Actor,
  caseId: CaseId,
  after: Mark | null,
): Promise<Page<TimeLine>> {
  const rows = await db.execute<Row & Record<string, unknown>>(sql`
    select spent.id, spent.day::text as day, spent.minutes, spent.kind, spent.words, p.name as by, spent.contact, spent.membership_id, spent.corrects_id
    from ${spentIn(actor.timeZone)} ${WHO} where spent.case_id = ${caseId}::uuid
    ${after ? sql`and (spent.day, spent.id) < (${after.value}::date, ${after.id}::uuid)` : sql``}
    order by spent.day desc, spent.id desc limit ${PAGE_SIZE + 1}`);
  const page = toPage([...rows], ({ id, day }) => ({ value: day, id }));
  const before = await readBefore(
    db,
    page.rows.flatMap(({ corrects_id }) => corrects_id ?? []),
  );
  return {
    next: page.next,
    rows: page.rows.map(({ membership_id, corrects_id, ...row }) => ({
      ...row,
      mine: membership_id === actor.membershipId,
      before: corrects_id ? (before.get(corrects_id) ?? []) : [],
    })),
  };
}

/** By the id a correction names: what stood there, and what stood there before. */
async function readBefore(db: Db, corrected: readonly string[]): Promise<Map<string, TimeLine["before"]>> {
  const found = new Map<string, { id: string; day: string; minutes: number; kind: string }[]>();
  if (corrected.length === 0) return found;
  const rows = await db.execute<{ head: string; id: string; day: string; minutes: number; kind: string }>(sql`
    with recursive chain as (
      select t.id as head, t.*, 0 as depth from case_time t where t.id = any(${`{${corrected.join(",")}}`}::uuid[])
      union all select c.head, t.*, c.depth + 1 from chain c join case_time t on t.id = c.corrects_id where c.depth < 50)
    select head, id, spent_on::text as day, minutes::int as minutes, kind from chain order by head, depth`);
  for (const { head, ...line } of rows) found.set(head, [...(found.get(head) ?? []), line]);
  return found;
}

export interface MonthTotal {
  /** Its first day. */
  readonly month: string;
  readonly by: string;
  readonly minutes: number;
}

/** All of it, and by month and person, the newest month first; three years of a large team fit. */
export async function readTimeTotals(db: Db, actor: Actor, caseId: CaseId) {
  const of = sql`from ${spentIn(actor.timeZone)} ${WHO} where spent.case_id = ${caseId}::uuid`;
  const [all] = await db.execute<{ minutes: number }>(
    sql`select coalesce(sum(spent.minutes), 0)::int as minutes ${of}`,
  );
  const months = await db.execute<MonthTotal & Record<string, unknown>>(sql`
    select date_trunc('month', spent.day)::date::text as month, p.name as by, sum(spent.minutes)::int as minutes ${of}
    group by 1, p.id having sum(spent.minutes) > 0 order by 1 desc, 3 desc, 2 limit 400`);
  return { minutes: all?.minutes ?? 0, months: [...months] };
}

export interface CaseTimeTotal {
  readonly id: string;
  readonly number: string;
  readonly clientName: string;
  readonly minutes: number;
}

/** More cases than one team touches in a month. */
const MOST_CASES = 300;

/** A month over the cases open to the reader: by case, the most first, and by person. @param who one colleague's time; null: everybody's */
export async function readMonth(db: Db, actor: Actor, { month, who }: { month: string; who: MembershipId | null }) {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "case-list", { subjectType: "agency", subjectId: agencyId, agencyId });
  const of = sql`spent.agency_id = ${agencyId}::uuid and spent.day >= ${month}::date and spent.day < ${addMonths(asCalendarDay(month), 1)}::date
    ${who ? sql`and spent.membership_id = ${who}::uuid` : sql``}`;
  const byCase = await db.execute<CaseTimeTotal & Record<string, unknown>>(sql`
    select c.id, c.number, k.given_name || ' ' || k.family_name as "clientName", sum(spent.minutes)::int as minutes
    from ${spentIn(actor.timeZone)} join "case" c on c.id = spent.case_id join client k on k.id = c.client_id
    where ${of} group by c.id, k.id having sum(spent.minutes) > 0 order by 4 desc, c.number limit ${MOST_CASES}`);
  const byPerson = await db.execute<{ id: string; name: string; minutes: number }>(sql`
    select m.id, p.name, sum(spent.minutes)::int as minutes from ${spentIn(actor.timeZone)} ${WHO}
    where ${of} group by m.id, p.id having sum(spent.minutes) > 0 order by 3 desc, 2 limit 200`);
  return {
    cases: [...byCase],
    people: [...byPerson],
    minutes: byPerson.reduce((sum, { minutes }) => sum + minutes, 0),
  };
}
