// The changes that wait for a look: an agency's queue, oldest first, and what a provider itself waits for. Decides nothing.
import { and, desc, eq, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, type Page, toMarkedPage } from "#app/database/page.server";
import { organizations, proposedChanges } from "#drizzle/schema";
import type { ServiceAtLocationId } from "../values/ids";
import { isStale } from "./decide-change.server";
import type { FactGroup } from "./fact-groups";
import { factKey, type PublicFacts } from "./public-facts";
import { readPublicFacts } from "./public-facts.server";

const SHOWN = 20;
const MOST_WAITING = 60;
const DECIDED_DAYS = 30;

export interface ChangeRow {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly factGroup: string;
  readonly intent: string;
  /** The place, service, or service at a place; null: the whole organization. */
  readonly about: string | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly state: string;
  readonly byLink: boolean;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  readonly words: string | null;
  /** The thing it was sent for. */
  readonly subject: string;
  /** The lines of facts it touches, as factKey makes them. */
  readonly keys: readonly string[];
  /** The facts changed since it was asked for. */
  readonly stale: boolean;
}

type Change = typeof proposedChanges.$inferSelect;

const OLDEST_FIRST = byInstant(proposedChanges.createdAt, proposedChanges.id, "oldest");

/** What waits in the actor's network; other networks' is not there. */
export async function readChangeQueue(db: Db, after: Mark | null): Promise<Page<ChangeRow>> {
  const rows = await db
    .select({
      id: proposedChanges.id,
      change: proposedChanges,
      organizationName: organizations.name,
      mark: OLDEST_FIRST.mark,
    })
    .from(proposedChanges)
    .innerJoin(organizations, eq(organizations.id, proposedChanges.organizationId))
    .where(and(eq(proposedChanges.state, "waiting"), OLDEST_FIRST.beyond(after)))
    .orderBy(...OLDEST_FIRST.order)
    .limit(SHOWN + 1);
  const page = toMarkedPage(rows, SHOWN);
  const facts = new Map<string, PublicFacts>();
  const shown: ChangeRow[] = [];
  for (const { change, organizationName } of page.rows) {
    const known = facts.get(change.organizationId) ?? (await readPublicFacts(db, change.organizationId));
    facts.set(change.organizationId, known);
    shown.push(rowOf(change, organizationName, known, await isStale(db, change)));
  }
  return { rows: shown, next: page.next };
}

export async function countWaiting(db: Db): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(proposedChanges)
    .where(eq(proposedChanges.state, "waiting"));
  return row?.count ?? 0;
}

/** What a provider asked for: all that waits, and what was decided lately. */
export async function readOwnChanges(db: Db, facts: PublicFacts): Promise<ChangeRow[]> {
  const rows = await db
    .select()
    .from(proposedChanges)
    .where(
      and(
        eq(proposedChanges.organizationId, facts.id),
        sql`(${proposedChanges.state} = 'waiting' or ${proposedChanges.decidedAt} > app.clock() - make_interval(days => ${DECIDED_DAYS}))`,
      ),
    )
    .orderBy(desc(sql`${proposedChanges.state} = 'waiting'`), desc(proposedChanges.createdAt), desc(proposedChanges.id))
    .limit(MOST_WAITING);
  return rows.map((change) => rowOf(change, facts.name, facts, false));
}

/** Those that touch one service at its place, or the whole organization. */
export async function readChangesOf(db: Db, actor: Actor, id: ServiceAtLocationId): Promise<ChangeRow[]> {
  const facts = await readPublicFacts(db, organizationOf(actor));
  const offer = facts.offered.find((one) => one.id === id);
  const subjects = [facts.id, offer?.id, offer?.serviceId, offer?.locationId];
  const changes = await readOwnChanges(db, facts);
  return changes.filter(({ subject }) => subjects.includes(subject));
}

function rowOf(change: Change, organizationName: string, facts: PublicFacts, stale: boolean): ChangeRow {
  const { intent, ...after } = change.after as { readonly intent: string } & Record<string, unknown>;
  return {
    id: change.id,
    organizationId: change.organizationId,
    organizationName,
    factGroup: change.factGroup,
    intent,
    about: aboutWhat(change, facts),
    subject: change.serviceAtLocationId ?? change.locationId ?? change.organizationId,
    keys: keysOf(change, facts),
    before: change.before as Record<string, unknown>,
    after,
    state: change.state,
    byLink: change.requestId !== null,
    createdAt: change.createdAt,
    decidedAt: change.decidedAt,
    words: change.words,
    stale,
  };
}

/** What is sent from a service's page may touch its place or the service itself. */
function keysOf({ factGroup, locationId, serviceAtLocationId }: Change, facts: PublicFacts): string[] {
  const offer = facts.offered.find(({ id }) => id === serviceAtLocationId);
  const subjects = [serviceAtLocationId, offer?.serviceId, offer?.locationId ?? locationId, facts.id];
  return subjects.filter((one) => one !== null && one !== undefined).map((one) => factKey(factGroup as FactGroup, one));
}

function aboutWhat({ locationId, serviceAtLocationId }: Change, facts: PublicFacts): string | null {
  const offer = facts.offered.find(({ id }) => id === serviceAtLocationId);
  const place = facts.places.find(({ id }) => id === (offer?.locationId ?? locationId));
  const service = facts.services.find(({ id }) => id === offer?.serviceId);
  return [service?.name, place?.name].filter(Boolean).join(" · ") || null;
}
