// Who administers a provider, for the network desk that must reach somebody there. Outside the manager's network nobody is named.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { OrganizationId } from "../values/ids";
import { LONG_AWAY_DAYS } from "./codes";

export interface Administrator {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly lastHere: Date | null;
  readonly longAway: boolean;
}

export async function readAdministrators(db: Db, id: OrganizationId): Promise<Administrator[]> {
  const rows = await db.execute<{ id: string; name: string; email: string; last: string | null; away: boolean }>(sql`
    select membership_id::text as id, name, email, last_seen_at as last,
      coalesce(last_seen_at, since) < app.clock() - make_interval(days => ${LONG_AWAY_DAYS}) as away
    from app.administrators_named(${id}::uuid)`);
  return rows.map(({ last, away, ...row }) => ({ ...row, lastHere: last ? new Date(last) : null, longAway: away }));
}
