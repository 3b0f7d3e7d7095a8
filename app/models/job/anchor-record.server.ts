// Sends the end of the record out of the house every hour, so that who rewrites the record must rewrite what others hold. Changes nothing in it.
import { createHmac, timingSafeEqual } from "node:crypto";
import { appendFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { secretsFor } from "#app/database/seal.server";
import { env } from "#app/env.server";
import { DEFAULT_LANGUAGE } from "#app/i18n/languages";
import { sayIn } from "#app/i18n/say-in";
import { type Anchor, anchorLine, anchorText } from "../event/anchor";
import { defineJob } from "./define";

const EVERY_HOUR = "23 * * * *";

/** @returns the line that leaves the house; null while nothing was ever written down */
export async function anchorRecord(db: Db, addresses: readonly string[]): Promise<string | null> {
  const [head] = await db.execute<Anchor & Record<string, unknown>>(sql`select seq, hash, at from app.record_head()`);
  if (!head) return null;
  const [newest] = secretsFor("anchor");
  const line = anchorLine(head, markOf(head, newest).toString("hex"));
  const say = sayIn(DEFAULT_LANGUAGE);
  for (const address of addresses) {
    await db.execute(sql`select app.post_letter_to(${address}, ${`anchor:${head.seq}:${address}`}, 'anchor',
      ${say("mail.anchor.subject", { at: head.at })}, ${say("mail.anchor.body", { line })})`);
  }
  if (addresses.length > 0) await db.execute(sql`select app.enqueue_job('deliver-letters', '{}'::jsonb, null, null)`);
  return line;
}

/** Whether this house made the mark, under whichever of its keys. @param mark hexadecimal, of 32 bytes */
export const isOurMark = (anchor: Anchor, mark: string): boolean =>
  secretsFor("anchor").some((secret) => timingSafeEqual(markOf(anchor, secret), Buffer.from(mark, "hex")));

const markOf = (anchor: Anchor, secret: Buffer) => createHmac("sha256", secret).update(anchorText(anchor)).digest();

defineJob("anchor-record", { retries: 3, cron: EVERY_HOUR }, async () => {
  const { ANCHOR_MAIL, ANCHOR_FILE } = env();
  if (!ANCHOR_MAIL && !ANCHOR_FILE) return;
  const addresses = ANCHOR_MAIL?.split(",").map((address) => address.trim()) ?? [];
  const line = await asJob("write", (db) => anchorRecord(db, addresses));
  // The same line twice tells the same twice: a run that comes again does no harm.
  if (line && ANCHOR_FILE) await appendFile(ANCHOR_FILE, `${line}\n`, { mode: 0o600 });
});
