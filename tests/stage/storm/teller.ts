// The server of a storm: does acts for people under their keys, as the gate does, until it is killed. Started by the storm alone.
import { claimKey, completeKey } from "#app/access/idempotency.server";
import { refusalIn } from "#app/access/refusals.server";
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";
import "#app/models/reactions.server";
import type { Choice, StormCast } from "./act";
import { type ActName, actNamed } from "./acts";

export interface Asked {
  readonly id: number;
  readonly key: string;
  readonly name: ActName;
  readonly person: keyof StormCast;
  readonly choice: Choice;
}

/** done: kept. refused: nothing of it is kept. unknown: the connection broke; ask again under the same key. */
export type Told = { readonly id: number } & (
  | { readonly said: "done" | "unknown" }
  | { readonly said: "refused"; readonly code: string }
  | { readonly said: "failed"; readonly why: string }
);

interface Start {
  readonly url: string;
  readonly lanes: number;
  readonly cast: StormCast;
}

let pool: Pool | undefined;
let cast: StormCast | undefined;

process.on("message", (message: Start | Asked) => {
  if ("url" in message) {
    pool = new Pool(message.url, message.lanes);
    cast = message.cast;
    process.send?.({ id: 0, said: "done" } satisfies Told);
    return;
  }
  void answer(message).then((told) => process.send?.(told));
});

// Whoever asked is gone.
process.on("disconnect", () => process.exit());

async function answer(asked: Asked): Promise<Told> {
  const actor = cast?.[asked.person];
  if (!pool || !cast || typeof actor !== "object" || !("membershipId" in actor)) throw new Error("nobody asked");
  const { personId, membershipId } = actor;
  const house = cast;
  const keyed = { route: `/storm/${asked.name}`, key: asked.key, fingerprint: JSON.stringify(asked.choice) };
  try {
    await inTransaction(
      pool,
      { role: "app_user", actorId: personId, membershipId, requestId: "storm" },
      "write",
      async (db) => {
        if (await claimKey(db, actor, keyed)) return;
        await actNamed(asked.name).run(db, actor, asked.choice, house);
        await completeKey(db, actor, keyed, keyed.route);
      },
    );
    return { id: asked.id, said: "done" };
  } catch (failure) {
    const refusal = refusalIn(failure);
    if (refusal) return { id: asked.id, said: "refused", code: refusal.code };
    return connectionBroke(failure)
      ? { id: asked.id, said: "unknown" }
      : { id: asked.id, said: "failed", why: `${asked.name}: ${wordsOf(failure)}` };
  }
}

// What PostgreSQL and the lanes say when a server or a connection goes away in the middle, or is not back yet.
const BROKEN = /ConnectionLost|LeaseEnded|PoolBusy|CONNECTION|ECONN|EPIPE|57P0|08006|08001|08003/;

const connectionBroke = (failure: unknown): boolean => BROKEN.test(wordsOf(failure));

function wordsOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const { code, constraint_name: constraint } = failure as { code?: string; constraint_name?: string };
  const own = [failure.name, code, constraint, failure.message.slice(0, 200)].filter(Boolean).join(" ");
  return failure.cause === undefined ? own : `${own} ← ${wordsOf(failure.cause)}`;
}
