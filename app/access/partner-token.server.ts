// Gives a partner's system a token for its secret, and says who shows one. Keeps hashes alone; knows no cookie and no person who signs in.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { asAuth } from "#app/database/as-actor.server";
import { partners, partnerTokens } from "#drizzle/schema";
import { scopesFor } from "../models/partner/scopes";
import type { Actor } from "./actor";
import { findActor } from "./session.server";
import { hashToken } from "./session-adapter.server";

export const TOKEN_SECONDS = 900;
const TOKEN_BYTES = 32;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface Granted {
  readonly token: string;
  readonly scopes: readonly string[];
}

export type TokenRefusal = "invalid_client" | "invalid_scope";

/** A token for who knows the secret; what has run out is cleared away with it. An unknown system, a revoked one and a wrong secret are the same no. */
export function grantToken(
  clientId: string,
  secret: string,
  scope: string | null,
  requestId: string,
): Promise<Granted | TokenRefusal> {
  // Compared before anything is known of the system, so that every no takes the same work.
  const shown = Buffer.from(hashToken(secret));
  return asAuth<Granted | TokenRefusal>(
    "write",
    async (db) => {
      const [partner] = UUID.test(clientId)
        ? await db
            .select({ id: partners.id, scopes: partners.scopes, secretHash: partners.secretHash })
            .from(partners)
            .where(and(eq(partners.id, clientId), isNull(partners.revokedAt)))
        : [];
      const kept = Buffer.from(partner?.secretHash ?? hashToken(""));
      if (!timingSafeEqual(shown, kept) || !partner) return "invalid_client";
      const scopes = scopesFor(partner.scopes, scope);
      if (!scopes) return "invalid_scope";
      await db
        .delete(partnerTokens)
        .where(and(eq(partnerTokens.partnerId, partner.id), lt(partnerTokens.expiresAt, sql`app.clock()`)));
      const token = `tlp_${randomBytes(TOKEN_BYTES).toString("hex")}`;
      await db.insert(partnerTokens).values({
        partnerId: partner.id,
        tokenHash: hashToken(token),
        scopes,
        expiresAt: sql`app.clock() + make_interval(secs => ${TOKEN_SECONDS})`,
      });
      await db.update(partners).set({ lastUsedAt: sql`app.clock()` }).where(eq(partners.id, partner.id));
      return { token, scopes };
    },
    { requestId },
  );
}

export interface PartnerSeat {
  readonly actor: Actor;
  readonly partnerId: string;
  readonly scopes: readonly string[];
}

/** Who shows this token, at this moment: null when it has run out, or its system or its seat no longer stands. */
export function findPartner(tokenHash: string, requestId: string): Promise<PartnerSeat | null> {
  return asAuth("read", async (db) => {
    const [held] = await db
      .select({ partnerId: partners.id, membershipId: partners.membershipId, scopes: partnerTokens.scopes })
      .from(partnerTokens)
      .innerJoin(partners, eq(partners.id, partnerTokens.partnerId))
      .where(
        and(
          eq(partnerTokens.tokenHash, tokenHash),
          gt(partnerTokens.expiresAt, sql`app.clock()`),
          isNull(partners.revokedAt),
        ),
      );
    const actor = held && (await findActor(db, held.membershipId, requestId));
    return actor ? { actor, partnerId: held.partnerId, scopes: held.scopes } : null;
  });
}
