// How clients of this agency found a service, of 100. Told only where several clients answered; names none of them.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";

export type Quality = {
  readonly answers: number;
  readonly score: number;
};

/** Null while too few have answered. */
export async function readQuality(db: Db, serviceAtLocationId: string): Promise<Quality | null> {
  const [row] = await db.execute<Quality>(
    sql`select answers, score from app.quality_of(array[${serviceAtLocationId}]::uuid[])`,
  );
  return row ?? null;
}
