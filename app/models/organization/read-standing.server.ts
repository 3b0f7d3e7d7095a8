// Whether a provider stands in an agency's network, what a suspension would touch, and what was before. Shows numbers, never a client.
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { agencies, organizations, suspensions } from "#drizzle/schema";
import type { CalendarDay } from "../values/calendar-day";
import type { OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { EFFECT_DAYS } from "./standing-forms";
import { readAgencyDay } from "./suspend.server";

const MOST_SHOWN = 50;
const MOST_LINES = 300;

export const EFFECT_KINDS = ["offer", "referral", "session", "invoice"] as const;
export type EffectKind = (typeof EFFECT_KINDS)[number];

export interface SuspensionLine {
  readonly id: string;
  readonly agencyName: string;
  readonly fromDay: string;
  readonly untilDay: string | null;
  readonly code: string;
  readonly words: string;
  readonly services: string;
  readonly endWords: string | null;
  /** Said ahead: its first day is still to come. */
  readonly ahead: boolean;
}

/** What a suspension touches: how many of each kind and state. */
export interface Effect {
  readonly kind: EffectKind;
  readonly state: string;
  readonly count: number;
  readonly cents: string;
}

export interface Standing {
  readonly id: OrganizationId;
  readonly name: string;
  readonly today: CalendarDay;
  /** Not ended: suspended now or from a day to come. */
  readonly open: SuspensionLine | null;
  readonly past: readonly SuspensionLine[];
  readonly effects: readonly Effect[];
  /** Agreements that are paused although nobody is suspended: they can be taken up again. */
  readonly paused: number;
}

/** @throws Refusal 404 absent or not of the actor's network */
export async function readStanding(db: Db, actor: Actor, id: OrganizationId): Promise<Standing> {
  const [organization] = await db
    .select({
      name: organizations.name,
      managed: sql<boolean>`${organizations.id} = any((select app.organizations_in_network())::uuid[])`,
      paused: sql<number>`(select count(*)::int from agreement a where a.organization_id = organization.id
        and a.agency_id = ${agencyOf(actor)}::uuid and a.state = 'suspended')`,
    })
    .from(organizations)
    .where(eq(organizations.id, id));
  if (!organization?.managed) throw new Refusal("not-found", 404);
  const today = await readAgencyDay(db, actor);
  const lines = await readSuspensions(
    db,
    and(eq(suspensions.organizationId, id), eq(suspensions.agencyId, agencyOf(actor))),
  );
  return {
    id,
    name: organization.name,
    paused: organization.paused,
    today,
    open: lines.find(({ untilDay }) => untilDay === null) ?? null,
    past: lines.filter(({ untilDay }) => untilDay !== null),
    effects: await readEffects(db, id),
  };
}

/** What stopping the cooperation with a provider touches: the same for a suspension and for an agreement that ends. */
export async function readEffects(db: Db, id: string): Promise<Effect[]> {
  return [
    ...(await db.execute<{ kind: EffectKind; state: string; count: number; cents: string }>(sql`
      select kind, state, count(*)::int as count, coalesce(sum(cents), 0)::text as cents
      from app.effect_of_suspension(${id}::uuid, ${EFFECT_DAYS}) group by kind, state order by kind, state`)),
  ];
}

export interface EffectLine {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly day: string | null;
  readonly cents: string | null;
}

/** The single referrals, sessions or invoices behind a count, soonest first. @throws Refusal 404 not of the actor's network */
export async function readEffectLines(db: Db, actor: Actor, id: OrganizationId, kind: EffectKind) {
  const { name } = await readStanding(db, actor, id);
  const rows = await db.execute<{
    id: string;
    number: string;
    state: string;
    day: string | null;
    cents: string | null;
  }>(sql`
    select id::text, number, state, day::text, cents::text from app.effect_of_suspension(${id}::uuid, ${EFFECT_DAYS})
    where kind = ${kind} order by day nulls last, number, id limit ${MOST_LINES + 1}`);
  return { name, lines: [...rows].slice(0, MOST_LINES) satisfies EffectLine[], more: rows.length > MOST_LINES };
}

/** What is not ended: now, or from a day to come; null: the provider stands in the actor's network. */
export async function readOpenSuspension(db: Db, actor: Actor, id: OrganizationId): Promise<SuspensionLine | null> {
  const [open] = await readSuspensions(
    db,
    and(eq(suspensions.organizationId, id), eq(suspensions.agencyId, agencyOf(actor)), isNull(suspensions.untilDay)),
  );
  return open ?? null;
}

/** What agencies decided about the actor's own organization, newest first. */
export async function readOwnStanding(db: Db, actor: Actor): Promise<SuspensionLine[]> {
  return readSuspensions(db, eq(suspensions.organizationId, organizationOf(actor)));
}

async function readSuspensions(db: Db, where: ReturnType<typeof and>): Promise<SuspensionLine[]> {
  return db
    .select({
      id: suspensions.id,
      agencyName: agencies.name,
      fromDay: suspensions.fromDay,
      untilDay: suspensions.untilDay,
      code: suspensions.reasonCode,
      words: suspensions.words,
      services: suspensions.services,
      endWords: suspensions.endWords,
      ahead: sql<boolean>`${suspensions.fromDay} > (app.clock() at time zone ${agencies.timeZone})::date`,
    })
    .from(suspensions)
    .innerJoin(agencies, eq(agencies.id, suspensions.agencyId))
    .where(where)
    .orderBy(desc(suspensions.fromDay), desc(suspensions.id))
    .limit(MOST_SHOWN);
}
