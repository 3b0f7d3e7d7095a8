// Asks whether the actor may write for a client, before anything is written. Changes nothing.
import { eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clients } from "#drizzle/schema";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";

/** @throws Refusal 404 when the client is not there for the actor, 403 when a colleague carries them */
export async function requireOwnClient(db: Db, clientId: ClientId): Promise<void> {
  const [client] = await db.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId));
  if (!client) throw new Refusal("not-found", 404);
  // A colleague's client can be read but not written; the lock is granted to whoever may write.
  const [mine] = await db.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId)).for("key share");
  if (!mine) throw new Refusal("consent.not-your-client", 403);
}
