// Gives a client a link to who saw their data, and takes it back. Keeps the hash alone: the address is shown once, to who made it.
import { randomBytes } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import type { ClientLanguage } from "#app/i18n/languages";
import { clientLinks } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { addDays, localDay, startOfDay } from "../values/calendar-day";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { consentEvents } from "./events";
import { requireOwnClient } from "./own-client.server";

const LINK_BYTES = 20;
/** Long enough to read in peace, short enough to be forgotten safely. */
const LINK_DAYS = 30;
const MOST_SHOWN = 20;

/**
 * Makes a link in the client's language. Several may hold at once; each is taken back by itself.
 * @returns the key of its address, which cannot be read again
 * @throws Refusal 404 when the client is not there, 403 when a colleague carries them
 */
export async function giveLink(db: Db, actor: Actor, clientId: ClientId, language: ClientLanguage): Promise<string> {
  const agencyId = agencyOf(actor);
  await requireOwnClient(db, clientId);
  const token = randomBytes(LINK_BYTES).toString("hex");
  const lastDay = addDays(localDay(await clock(db), actor.timeZone), LINK_DAYS);
  const [made] = await db
    .insert(clientLinks)
    .values({
      agencyId,
      clientId,
      tokenHash: hashToken(token),
      language,
      createdBy: actor.membershipId,
      expiresAt: startOfDay(addDays(lastDay, 1), actor.timeZone),
    })
    .returning({ id: clientLinks.id });
  if (!made) throw new Error("the link was not kept");
  const event = consentEvents["link-given"]({ linkId: made.id, language, days: LINK_DAYS });
  await recordEvent(db, actor, event, { subjectType: "client", subjectId: clientId, agencyId, clientId });
  return token;
}

/** It opens nothing from the next request on. @throws Refusal 404 when it is not this client's, or was taken back already */
export async function revokeLink(db: Db, actor: Actor, clientId: ClientId, linkId: string): Promise<void> {
  await requireOwnClient(db, clientId);
  const [revoked] = await db
    .update(clientLinks)
    .set({ revokedAt: sql`app.clock()` })
    .where(and(eq(clientLinks.id, linkId), eq(clientLinks.clientId, clientId), isNull(clientLinks.revokedAt)))
    .returning({ id: clientLinks.id });
  if (!revoked) throw new Refusal("not-found", 404);
  const subject = { subjectType: "client", subjectId: clientId, agencyId: agencyOf(actor), clientId };
  await recordEvent(db, actor, consentEvents["link-revoked"]({ linkId }), subject);
}

/** Links that still hold, newest first. */
export function readLinks(db: Db, clientId: ClientId) {
  return db
    .select({
      id: clientLinks.id,
      language: clientLinks.language,
      createdAt: clientLinks.createdAt,
      expiresAt: clientLinks.expiresAt,
    })
    .from(clientLinks)
    .where(
      and(
        eq(clientLinks.clientId, clientId),
        isNull(clientLinks.revokedAt),
        sql`${clientLinks.expiresAt} > app.clock()`,
      ),
    )
    .orderBy(desc(clientLinks.createdAt), desc(clientLinks.id))
    .limit(MOST_SHOWN);
}
