// Pages of a list by key: newest or oldest first, no page twice and none left out. Never counts the whole list.
import { asc, desc, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { z } from "zod";

export const PAGE_SIZE = 25;

/** Lists are counted no further than this: "100" then means "100 or more". */
export const COUNTED = 100;

/** A page of a list and the marks of its neighbours; a mark is the last row's sort value and id. */
export interface Page<Row> {
  readonly rows: Row[];
  readonly next: string | null;
}

export interface Mark {
  readonly value: string;
  readonly id: string;
}

/** The address's `after`: opaque to people, checked before use; nonsense reads as the first page. */
export const markParam = z
  .string()
  .max(400)
  .optional()
  .transform((text): Mark | null => (text ? readMark(text) : null));

/** From one row more than a page: the page, and the mark of what follows. */
export function toPage<Row>(rows: Row[], markOf: (row: Row) => Mark, size = PAGE_SIZE): Page<Row> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > size && last ? writeMark(markOf(last)) : null };
}

/** A list in the order of an instant: what to select as `mark`, what lies beyond a mark, and the order itself. */
export function byInstant(at: SQLWrapper, id: SQLWrapper, first: "newest" | "oldest") {
  const [turned, beyond] = first === "newest" ? ([desc, sql`<`] as const) : ([asc, sql`>`] as const);
  return {
    // As text it is as exact as the database keeps it: cut to the millisecond, rows of the same one would be passed over or come twice.
    mark: sql<string>`${at}::text`,
    beyond: (after: Mark | null): SQL | undefined =>
      after ? sql`(${at}, ${id}) ${beyond} (${after.value}::timestamptz, ${after.id}::uuid)` : undefined,
    order: [turned(at), turned(id)],
  };
}

/** The page of rows that were selected with their `mark`, which is not shown. */
export function toMarkedPage<Row extends { id: string; mark: string }>(
  rows: Row[],
  size = PAGE_SIZE,
): Page<Omit<Row, "mark">> {
  const page = toPage(rows, ({ mark, id }) => ({ value: mark, id }), size);
  return { next: page.next, rows: page.rows.map(({ mark: _, ...row }) => row) };
}

export function writeMark(mark: Mark): string {
  return Buffer.from(JSON.stringify([mark.value, mark.id])).toString("base64url");
}

function readMark(text: string): Mark | null {
  try {
    const parsed = z
      .tuple([z.string().max(300), z.uuid()])
      .safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return parsed.success ? { value: parsed.data[0], id: parsed.data[1] } : null;
  } catch {
    return null;
  }
}
