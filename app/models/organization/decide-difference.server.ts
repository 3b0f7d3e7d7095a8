// Takes a directory file's word, keeps ours, or puts ours back. What is taken counts as written by a person, so that no import writes over it in silence.
import { eq, inArray } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { sourceDifferences } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { confirmWritten } from "./confirm.server";
import { offer, readWord, writeWord } from "./directory-word.server";
import { organizationEvents } from "./events";
import type { FactGroup } from "./fact-groups";
import { subjectOf } from "./facts.server";
import type { DecideDifferences } from "./keeping-forms";

type Difference = typeof sourceDifferences.$inferSelect;

const DECISIONS = {
  take: { from: null, to: "taken", said: "taken" },
  keep: { from: null, to: "kept", said: "kept" },
  restore: { from: "taken", to: "kept", said: "restored" },
} as const;

/**
 * @returns the catalogue key of what was done
 * @throws Refusal 404 for one of another network or provider, 409 where somebody decided or wrote something else meanwhile
 */
export async function decideDifferences(
  db: Db,
  actor: Actor,
  { intent, differences }: DecideDifferences,
): Promise<string> {
  const ids = [...new Set(differences)];
  const { from, to, said } = DECISIONS[intent];
  const asked = await db
    .select()
    .from(sourceDifferences)
    .where(inArray(sourceDifferences.id, ids))
    .orderBy(sourceDifferences.id)
    .for("update");
  if (asked.length < ids.length) throw new Refusal("not-found", 404);
  if (asked.some(({ decision }) => decision !== from)) throw new Refusal("organization.difference-decided", 409);
  for (const one of asked) {
    const replaced = intent === "take" ? await take(db, one) : null;
    if (intent === "restore") await restore(db, one);
    const facts = { differenceId: one.id, table: one.tableName, field: one.field };
    await recordEvent(db, actor, organizationEvents[`difference-${said}`](facts), subjectOf(one.organizationId));
    await db
      .update(sourceDifferences)
      .set({ decision: to, decidedAt: await clock(db), decidedBy: actor.membershipId, replaced })
      .where(eq(sourceDifferences.id, one.id));
  }
  return `difference.${said}`;
}

/** Facts of which group a table's rows are; a phone's are the organization's. */
const groups: Readonly<Record<string, FactGroup>> = {
  organization: "contact",
  location: "address",
  service: "services",
  service_at_location: "hours",
};

/** @returns what stood there, to be put back */
async function take(db: Db, one: Difference): Promise<unknown> {
  const replaced = await readWord(db, one);
  await write(db, one, one.theirs);
  return replaced;
}

/** @throws Refusal 409 where what was taken no longer stands: putting ours back would undo what somebody wrote since */
async function restore(db: Db, one: Difference): Promise<void> {
  if (one.field === "") return offer(db, one, true);
  const stands = await readWord(db, one);
  if (JSON.stringify(inOrder(stands)) !== JSON.stringify(inOrder(one.theirs)))
    throw new Refusal("organization.difference-changed-since", 409);
  await write(db, one, one.replaced);
}

async function write(db: Db, one: Difference, word: unknown): Promise<void> {
  await writeWord(db, one, word);
  const group = groups[one.tableName];
  const isWord = one.field !== "" && one.field !== "hours" && one.field !== "exceptions";
  if (group !== undefined && isWord) await confirmWritten(db, one.organizationId, group, [one.rowId]);
}

/** The database gives an object's names in an order of its own. */
function inOrder(word: unknown): unknown {
  if (Array.isArray(word)) return word.map(inOrder);
  if (typeof word !== "object" || word === null) return word;
  return Object.fromEntries(Object.entries(word).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
