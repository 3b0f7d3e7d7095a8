// Reads who saw a client's data: the rows of the record, every one and no other, for the desk and for whoever bears the client's link. Changes nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";

/** One row of the record as a client may read it. */
export interface SeenLine {
  readonly id: string;
  readonly at: Date;
  /** The event's name, such as "client.read". */
  readonly name: string;
  /** Who, and of which house; empty: the system. */
  readonly who: string;
  /** What a provider was shown. */
  readonly fields: readonly string[];
  /** Why it was opened against the rule. */
  readonly reason: string | null;
}

/** On paper stands all of it; beyond this the paper would be a book, and the page by link goes on. */
const MOST_ON_PAPER = 1000;

/**
 * Newest first, a page at a time.
 * @param clientId null: the client whose link is borne
 */
export async function readWhoSaw(
  db: Db,
  clientId: ClientId | null,
  after: Mark | null,
  size: number = PAGE_SIZE,
): Promise<Page<SeenLine>> {
  const rows = await db.execute<{
    id: string;
    at: string;
    name: string;
    who: string;
    facts: { fields?: string[]; reason?: string };
  }>(
    sql`select id, at::text as at, name, who, facts
      from app.who_saw(${clientId}::uuid, ${after?.value ?? null}::timestamptz, ${after?.id ?? null}::uuid, ${size + 1})`,
  );
  const page = toPage([...rows], (row) => ({ value: row.at, id: row.id }), size);
  return {
    next: page.next,
    rows: page.rows.map(({ facts, at, ...row }) => ({
      ...row,
      at: new Date(at),
      fields: facts.fields ?? [],
      reason: facts.reason ?? null,
    })),
  };
}

export async function readWhoSawOnPaper(db: Db, clientId: ClientId): Promise<SeenLine[]> {
  return (await readWhoSaw(db, clientId, null, MOST_ON_PAPER)).rows;
}

/** What the page behind a client's link says besides the list. @throws Refusal 404 when the link is no client's */
export async function readSharing(db: Db) {
  const [found] = await db.execute<{ agencyName: string; timeZone: string; language: string; expiresAt: string }>(
    sql`select agency_name as "agencyName", time_zone as "timeZone", language, expires_at as "expiresAt" from app.look_at_sharing()`,
  );
  if (!found) throw new Refusal("sharing.link-unknown", 404);
  return { ...found, expiresAt: new Date(found.expiresAt) };
}
