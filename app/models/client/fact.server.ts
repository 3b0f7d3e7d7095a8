// Facts of a client by group: row-level security shows each reader the groups open to their role, and each look is recorded.
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clientFacts, factReaches } from "#drizzle/schema";
import { recordEvent, recordRead } from "../event/record.server";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { FactWords } from "./detail-forms";
import { clientEvents } from "./events";
import {
  FACT_GROUPS,
  FACT_KINDS,
  FACT_ROLES,
  type FactGroup,
  type FactRole,
  type Reach,
  usualReach,
} from "./fact-groups";
import { requireMine } from "./read.server";

/** The groups this person may open for this client, with how many facts stand in each; says nothing of the others. */
export async function readOpenGroups(
  db: Db,
  clientId: ClientId,
): Promise<{ readonly group: FactGroup; readonly count: number }[]> {
  const rows = await db.execute<{ fact_group: FactGroup; count: number }>(sql`
    select g.fact_group, (select count(*)::int from client_fact f where f.client_id = ${clientId}::uuid and f.fact_group = g.fact_group and f.ended_at is null) as count
    from unnest(app.fact_groups('own')) g(fact_group)
    where g.fact_group = any(app.fact_groups('agency')) or ${clientId}::uuid = any(app.my_clients())`);
  return FACT_GROUPS.flatMap((group) => {
    const found = rows.find((row) => row.fact_group === group);
    return found ? [{ group, count: found.count }] : [];
  });
}

/** The facts of one group that stand, newest first. @throws Refusal 404 for a group that is not open to this person */
export async function readFacts(db: Db, actor: Actor, clientId: ClientId, group: FactGroup) {
  await requireOpenGroup(db, clientId, group);
  await recordRead(db, actor, `fact-${group}`, { subjectType: "client", subjectId: clientId, clientId });
  return db
    .select({
      id: clientFacts.id,
      kind: clientFacts.kind,
      words: clientFacts.words,
      fromDay: clientFacts.fromDay,
      untilDay: clientFacts.untilDay,
      createdAt: clientFacts.createdAt,
    })
    .from(clientFacts)
    .where(and(eq(clientFacts.clientId, clientId), eq(clientFacts.factGroup, group), isNull(clientFacts.endedAt)))
    .orderBy(desc(clientFacts.createdAt), desc(clientFacts.id))
    .limit(200);
}

/** @throws Refusal 404 for a closed group, 403 "client.not-yours", 400 for a kind of another group */
export async function addFact(
  db: Db,
  actor: Actor,
  { clientId, group }: { clientId: ClientId; group: FactGroup },
  words: FactWords,
): Promise<void> {
  await requireOpenGroup(db, clientId, group);
  await requireMine(db, clientId);
  if (!(FACT_KINDS[group] as readonly string[]).includes(words.kind)) throw new Refusal("query.unreadable", 400);
  await db.insert(clientFacts).values({
    agencyId: agencyOf(actor),
    clientId,
    factGroup: group,
    kind: words.kind,
    words: words.words,
    fromDay: words.fromDay ?? null,
    untilDay: words.untilDay ?? null,
    createdBy: actor.membershipId,
  });
  await recordEvent(db, actor, clientEvents["fact-added"]({ group }), about(actor, clientId));
}

/** Ended already is as good as ended. @throws Refusal 404, 403 */
export async function endFact(
  db: Db,
  actor: Actor,
  { clientId, group }: { clientId: ClientId; group: FactGroup },
  factId: string,
): Promise<void> {
  await requireOpenGroup(db, clientId, group);
  await requireMine(db, clientId);
  const [ended] = await db
    .update(clientFacts)
    .set({ endedAt: sql`app.clock()` })
    .where(and(eq(clientFacts.id, factId), eq(clientFacts.clientId, clientId), isNull(clientFacts.endedAt)))
    .returning({ id: clientFacts.id });
  if (!ended) return;
  await recordEvent(db, actor, clientEvents["fact-ended"]({ group }), about(actor, clientId));
}

async function requireOpenGroup(db: Db, clientId: ClientId, group: FactGroup): Promise<void> {
  const open = await readOpenGroups(db, clientId);
  if (!open.some((one) => one.group === group)) throw new Refusal("not-found", 404);
}

/** Who reads which group in this agency: its own answers, and the usual ones where it has none. */
export async function readReaches(db: Db, actor: Actor) {
  const own = await db
    .select()
    .from(factReaches)
    .where(eq(factReaches.agencyId, agencyOf(actor)))
    .limit(100);
  return FACT_GROUPS.map((group) => ({
    group,
    roles: FACT_ROLES.map((role) => ({
      role,
      reach:
        (own.find((row) => row.factGroup === group && row.role === role)?.reach as Reach) ?? usualReach(group, role),
    })),
  }));
}

/** Keeps what differs from what holds now; each change is an event of its own. */
export async function saveReaches(
  db: Db,
  actor: Actor,
  chosen: (group: FactGroup, role: FactRole) => Reach,
): Promise<void> {
  const agencyId = agencyOf(actor);
  for (const { group, roles } of await readReaches(db, actor)) {
    for (const { role, reach: before } of roles) {
      const reach = chosen(group, role);
      if (reach === before) continue;
      await db
        .insert(factReaches)
        .values({ agencyId, factGroup: group, role, reach })
        .onConflictDoUpdate({
          target: [factReaches.agencyId, factReaches.factGroup, factReaches.role],
          set: { reach },
        });
      const event = clientEvents["reach-changed"]({ group, role, reach });
      await recordEvent(db, actor, event, { subjectType: "agency", subjectId: agencyId, agencyId });
    }
  }
}

const about = (actor: Actor, clientId: ClientId) => ({
  subjectType: "client",
  subjectId: clientId,
  clientId,
  agencyId: agencyOf(actor),
});
