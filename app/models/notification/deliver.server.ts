// Carries letters from the outbox to the mail server, each at least once, later and later after a failure. Never reads or writes a letter's words in a log.
import { and, asc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { createTransport, type Transporter } from "nodemailer";
import { asJob, type Db } from "#app/database/as-actor.server";
import { env } from "#app/env.server";
import { log } from "#app/log.server";
import { letters } from "#drizzle/schema";
import { defineJob, EVERY_MINUTE } from "../job/define";

export const MOST_ATTEMPTS = 5;
const FIRST_WAIT_SECONDS = 60;
const LETTERS_AT_ONCE = 20;
// While one worker holds a letter another leaves it; a worker that died gives it up after this long.
const HELD_MINUTES = 5;

export interface OutgoingLetter {
  readonly id: string;
  readonly effectKey: string;
  readonly toEmail: string;
  readonly subject: string;
  readonly body: string;
  /** Which try this is, from 1. */
  readonly attempt: number;
}

export type Carrier = (letter: OutgoingLetter) => Promise<void>;

/**
 * Sends what is due. Without a mail server the letters stay in the outbox.
 * A letter is taken in one transaction, sent outside of any, and its end is written in another: a crash between sending and
 * writing sends it again, with the same Message-ID, by which a mail server knows the twin.
 * @returns how many left
 */
export async function deliverLetters(
  carry: Carrier | null = smtpCarrier(),
  perform: typeof asJob = asJob,
): Promise<number> {
  if (!carry) return 0;
  let sent = 0;
  for (;;) {
    const taken = await perform("write", takeLetters);
    for (const letter of taken) {
      const code = await tryCarry(carry, letter);
      await perform("write", (db) => (code === null ? writeSent(db, letter) : writeFailed(db, letter, code)));
      if (code === null) sent += 1;
      else log.warn("letter not sent", { job: "deliver-letters", attempt: letter.attempt, failure: code });
    }
    if (taken.length < LETTERS_AT_ONCE) return sent;
  }
}

async function takeLetters(db: Db): Promise<OutgoingLetter[]> {
  // What was safe for a client when it was written may not be now: it waits for the hour, or for a person.
  await db.execute(sql`select app.hold_unsafe_letters()`);
  const due = await db
    .select({ id: letters.id })
    .from(letters)
    .where(and(isNull(letters.sentAt), lte(letters.nextTryAt, sql`app.clock()`)))
    .orderBy(asc(letters.nextTryAt))
    .limit(LETTERS_AT_ONCE)
    .for("update", { skipLocked: true });
  if (due.length === 0) return [];
  const ids = due.map((row) => row.id);
  return db
    .update(letters)
    .set({
      attempts: sql`${letters.attempts} + 1`,
      nextTryAt: sql`app.clock() + make_interval(mins => ${HELD_MINUTES})`,
    })
    .where(inArray(letters.id, ids))
    .returning({
      id: letters.id,
      effectKey: letters.effectKey,
      toEmail: letters.toEmail,
      subject: letters.subject,
      body: letters.body,
      attempt: letters.attempts,
    });
}

async function tryCarry(carry: Carrier, letter: OutgoingLetter): Promise<string | null> {
  try {
    await carry(letter);
    return null;
  } catch (failure) {
    return codeOf(failure);
  }
}

/** What has left is not kept: a letter may hold a link that opens an account. The attempt fences a worker that came too late. */
async function writeSent(db: Db, { id, attempt }: OutgoingLetter): Promise<void> {
  await db
    .update(letters)
    .set({ sentAt: sql`app.clock()`, lastError: null, nextTryAt: null, body: "" })
    .where(and(eq(letters.id, id), eq(letters.attempts, attempt)));
}

async function writeFailed(db: Db, { id, attempt }: OutgoingLetter, code: string): Promise<void> {
  const wait = FIRST_WAIT_SECONDS * 4 ** (attempt - 1);
  await db
    .update(letters)
    .set({
      lastError: code,
      nextTryAt: attempt >= MOST_ATTEMPTS ? null : sql`app.clock() + make_interval(secs => ${wait})`,
    })
    .where(and(eq(letters.id, id), eq(letters.attempts, attempt)));
}

/** A code such as ECONNREFUSED or 550; a mail server's own words may repeat the address. */
function codeOf(failure: unknown): string {
  if (!(failure instanceof Error)) return "unknown";
  const response: unknown = Reflect.get(failure, "responseCode");
  const code: unknown = Reflect.get(failure, "code");
  if (typeof response === "number") return String(response);
  return typeof code === "string" && /^[A-Z_0-9]{2,40}$/.test(code) ? code : "unknown";
}

let transport: { url: string; transporter: Transporter } | null = null;

function smtpCarrier(): Carrier | null {
  const { SMTP_URL: url, MAIL_FROM: from } = env();
  if (!url) return null;
  if (transport?.url !== url) {
    transport?.transporter.close();
    const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
    transport = { url, transporter: createTransport({ url, pool: true, ...patience }) };
  }
  const { transporter } = transport;
  return async ({ id, toEmail, subject, body }) => {
    const host = from.match(/@([\w.-]+)/)?.[1] ?? "localhost";
    await transporter.sendMail({
      from,
      to: { name: "", address: toEmail },
      subject,
      text: body,
      messageId: `<${id}@${host}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  };
}

defineJob("deliver-letters", { retries: 3, cron: EVERY_MINUTE }, async () => {
  await deliverLetters();
});
