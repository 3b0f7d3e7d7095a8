// Plays one story on a database of its own: the cast is there, each act is a transaction as the person who does it. Nothing is shared.
import type { Actor } from "#app/access/actor";
import { Pool } from "#app/database/pool.server";
import { type Bearer, type DatabaseRole, type Db, inTransaction, type Mode } from "#app/database/transaction.server";
import { type Cast, layCast } from "./cast";
import { castDatabase, type StageDatabase } from "./database";

export interface Stage {
  readonly cast: Cast;
  /** One transaction as this person; commits, or rolls back when the work throws. */
  as<T>(actor: Actor, work: (db: Db) => Promise<T>, mode?: Mode): Promise<T>;
  /** One transaction as whoever holds this mailed link. */
  asBearer<T>(bearer: Bearer, work: (db: Db) => Promise<T>, mode?: Mode): Promise<T>;
  /** One transaction as a program: app_job, app_auth, or app_definer to arrange and to look. */
  asRole<T>(role: DatabaseRole, work: (db: Db) => Promise<T>): Promise<T>;
  /** From now on it is this instant in every transaction of the story; null: the real time again. */
  setClock(now: Date | null): void;
  readonly urls: { readonly web: string; readonly worker: string; readonly migrator: string; readonly admin: string };
}

/** `test("Mara accepts", () => onStage(async ({ as, cast }) => { … }))` */
export async function onStage(story: (stage: Stage) => Promise<void>): Promise<void> {
  const { database, told } = await castDatabase(layOnce);
  const pool = new Pool(database.urls.migrator, 6);
  try {
    await story(stageOn(pool, JSON.parse(told), { ...database.urls, worker: database.urls.worker ?? "" }));
  } finally {
    await pool.close();
    await database.drop();
  }
}

/** The same stage on any database with the cast in it, whose migrator the pool signs in as. */
export function stageOn(pool: Pool, cast: Cast, urls: Stage["urls"]): Stage {
  let now: Date | null = null;
  const bound = (binding: { role: DatabaseRole; actorId?: string; membershipId?: string; bearer?: Bearer }) => ({
    ...binding,
    requestId: "story",
    ...(now ? { clock: now } : {}),
  });
  return {
    cast,
    as: (actor, work, mode = "write") =>
      inTransaction(
        pool,
        bound({ role: "app_user", actorId: actor.personId, membershipId: actor.membershipId }),
        mode,
        work,
      ),
    asBearer: (bearer, work, mode = "write") => inTransaction(pool, bound({ role: "app_user", bearer }), mode, work),
    asRole: (role, work) => inTransaction(pool, bound({ role }), "write", work),
    setClock: (instant) => {
      now = instant;
    },
    urls,
  };
}

/** Everybody is put on stage once a run; each story has a copy of that stage. */
async function layOnce({ urls }: StageDatabase): Promise<string> {
  const pool = new Pool(urls.migrator, 1);
  try {
    const cast = await inTransaction(pool, { role: "app_definer", requestId: "story" }, "write", layCast);
    return JSON.stringify(cast);
  } finally {
    await pool.close();
  }
}
