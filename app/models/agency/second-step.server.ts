// Which colleagues sign in by a second step, and taking it off for who lost it. Nobody takes off their own here; the database refuses it too.
import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { people } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { agencyEvents } from "./events";
import type { House } from "./house";

interface Colleague {
  readonly personId: string;
  readonly name: string;
}

/** @param everybody of the house */
export async function readSecondSteps(db: Db, everybody: readonly Colleague[], me: string) {
  const ids = await secondSteps(db);
  const having = everybody.filter(({ personId }) => ids.has(personId));
  return { on: having.length, of: everybody.length, people: having.filter(({ personId }) => personId !== me) };
}

/**
 * Takes a colleague's second step off: they are signed out everywhere, and told by mail.
 * @throws Refusal 403 for one's own, 404 for somebody who is no colleague or has none
 */
export async function endSecondStepOf(db: Db, actor: Actor, house: House, personId: string): Promise<void> {
  if (personId === actor.personId) throw new Refusal("agency.own-membership", 403);
  if (!(await secondSteps(db)).has(personId)) throw new Refusal("not-found", 404);
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!person) throw new Refusal("not-found", 404);
  const [ended] = await db.execute<{ id: string | null }>(sql`select app.end_second_step(${personId}::uuid) as id`);
  if (!ended?.id) throw new Refusal("not-found", 404);
  await recordEvent(db, actor, agencyEvents["second-step-ended"]({ personId }), {
    subjectType: "person",
    subjectId: personId,
    agencyId: house.agencyId,
    organizationId: house.organizationId,
  });
  const say = sayIn(person.language);
  const blanks = { name: person.name, link: `${publicOrigin()}/forgot-password` };
  await db.execute(sql`select app.post_letter_to(${person.email}, ${`second-step-ended:${ended.id}`}, 'second-step-ended',
    ${say("mail.second-step-ended.subject", blanks)}, ${say("mail.second-step-ended.body", blanks)})`);
}

async function secondSteps(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ id: string }>(sql`select person_id::text as id from app.second_steps()`);
  return new Set(rows.map(({ id }) => id));
}
