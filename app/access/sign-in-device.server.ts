// Knows a device that has signed in as this person before, so that a stranger's tries never lock it out. Identifies nobody by itself.
import { createHash } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { isHttps } from "#app/env.server";
import { sessions } from "#drizzle/schema";
import type { PersonId } from "../models/values/ids";
import { hashToken } from "./session-adapter.server";

const KEPT_DAYS = 90;
const SESSIONS_LOOKED_AT = 50;

const cookieName = () => (isHttps() ? "__Host-device" : "device");

/** The cookie that lets this device be known again; it follows from the session's token and opens nothing. */
export function deviceCookie(token: string): string {
  const parts = [`${cookieName()}=${markOf(hashToken(token))}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  return [...parts, `Max-Age=${KEPT_DAYS * 86_400}`, ...(isHttps() ? ["Secure"] : [])].join("; ");
}

/** The token in a session's cookie, as it is about to be set. */
export function tokenIn(cookie: string): string {
  return /^[\w-]+=([0-9a-f]{40})/.exec(cookie)?.[1] ?? "";
}

/**
 * How this device is known to the person's account: by the mark of an earlier session, by its address, or not.
 * The mark is a name for the device that only it has; an address may be shared, so it is only told that it is known.
 */
export async function knownDevice(
  db: Db,
  personId: PersonId,
  from: { request: Request; address: string },
): Promise<{ by: "mark"; mark: string } | { by: "address" } | null> {
  const earlier = await db
    .select({ tokenHash: sessions.tokenHash, address: sessions.address })
    .from(sessions)
    .where(eq(sessions.personId, personId))
    .orderBy(desc(sessions.createdAt))
    .limit(SESSIONS_LOOKED_AT);
  const mark = readMark(from.request);
  if (mark && earlier.some((session) => markOf(session.tokenHash) === mark)) return { by: "mark", mark };
  return from.address !== "" && earlier.some((session) => session.address === from.address) ? { by: "address" } : null;
}

const markOf = (tokenHash: string) => createHash("sha256").update(`device:${tokenHash}`).digest("hex");

function readMark(request: Request): string | null {
  const cookies = (request.headers.get("Cookie") ?? "").split(";").map((cookie) => cookie.trim());
  const own = cookies.find((cookie) => cookie.startsWith(`${cookieName()}=`));
  const value = own?.slice(cookieName().length + 1) ?? "";
  return /^[0-9a-f]{64}$/.test(value) ? value : null;
}
