// The types of credentials an agency knows and which services need them. A requirement begins and ends on a day; none is rewritten.
import { and, asc, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { credentialRequirements, credentialTypes, specialties } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { CalendarDay } from "../values/calendar-day";
import { asId, type CredentialRequirementId, type CredentialTypeId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { NewRequirement, NewType, TypeDescription } from "./credential-forms";
import { credentialEvents } from "./events";

const MOST_TYPES = 200;
const MOST_REQUIREMENTS = 100;

const subjectOf = (id: string, agencyId: string) => ({ subjectType: "credential_type", subjectId: id, agencyId });

/** Each type with how many requirements stand today or later. */
export async function readTypes(db: Db, actor: Actor) {
  return db
    .select({
      id: credentialTypes.id,
      code: credentialTypes.code,
      name: credentialTypes.name,
      kind: credentialTypes.kind,
      heldBy: credentialTypes.heldBy,
      active: credentialTypes.active,
      asked: sql<number>`(select count(*)::int from credential_requirement r where r.credential_type_id = credential_type.id
        and (r.ends_on is null or r.ends_on > app.clock()::date))`,
    })
    .from(credentialTypes)
    .where(eq(credentialTypes.agencyId, agencyOf(actor)))
    .orderBy(sql`not ${credentialTypes.active}`, asc(credentialTypes.name), asc(credentialTypes.id))
    .limit(MOST_TYPES);
}
export type TypeLine = Awaited<ReturnType<typeof readTypes>>[number];

/** @throws Refusal 404 for another agency's */
export async function readType(db: Db, actor: Actor, id: CredentialTypeId) {
  const [type] = await db
    .select()
    .from(credentialTypes)
    .where(and(eq(credentialTypes.id, id), eq(credentialTypes.agencyId, agencyOf(actor))));
  if (!type) throw new Refusal("not-found", 404);
  const requirements = await db
    .select({
      id: credentialRequirements.id,
      specialty: specialties.name,
      providerKind: credentialRequirements.providerKind,
      fromDay: credentialRequirements.fromDay,
      endsOn: credentialRequirements.endsOn,
    })
    .from(credentialRequirements)
    .leftJoin(specialties, eq(specialties.id, credentialRequirements.specialtyId))
    .where(eq(credentialRequirements.credentialTypeId, id))
    .orderBy(asc(credentialRequirements.fromDay), asc(credentialRequirements.id))
    .limit(MOST_REQUIREMENTS);
  return { ...type, requirements };
}
export type TypeOfPage = Awaited<ReturnType<typeof readType>>;

/** The legal statuses the directory knows, to choose a kind of provider from. */
export async function readProviderKinds(db: Db): Promise<string[]> {
  const rows = await db.execute<{ kind: string }>(
    sql`select distinct legal_status as kind from organization where legal_status <> '' order by 1 limit 50`,
  );
  return [...rows].map(({ kind }) => kind);
}

/** @throws Refusal 409 when the agency has a type of this code */
export async function addType(db: Db, actor: Actor, form: NewType): Promise<CredentialTypeId> {
  const agencyId = agencyOf(actor);
  const [made] = await db
    .insert(credentialTypes)
    .values({ agencyId, ...form })
    .onConflictDoNothing()
    .returning({ id: credentialTypes.id });
  if (!made) throw new Refusal("practitioner.type-there", 409, { code: form.code });
  const event = credentialEvents["type-added"]({ credentialTypeId: made.id, code: form.code });
  await recordEvent(db, actor, event, subjectOf(made.id, agencyId));
  return asId<CredentialTypeId>(made.id);
}

/** Code, kind and holder stay: credentials lean on them. */
export async function describeType(db: Db, actor: Actor, id: CredentialTypeId, form: TypeDescription): Promise<void> {
  const { intent: _, ...changes } = form;
  const [row] = await db
    .update(credentialTypes)
    .set({ ...changes, updatedAt: sql`app.clock()` })
    .where(and(eq(credentialTypes.id, id), eq(credentialTypes.agencyId, agencyOf(actor))))
    .returning({ agencyId: credentialTypes.agencyId, code: credentialTypes.code });
  if (!row) throw new Refusal("not-found", 404);
  const event = credentialEvents["type-changed"]({ credentialTypeId: id, code: row.code, active: form.active });
  await recordEvent(db, actor, event, subjectOf(id, row.agencyId));
}

export async function addRequirement(db: Db, actor: Actor, id: CredentialTypeId, form: NewRequirement): Promise<void> {
  const { agencyId } = await readType(db, actor, id);
  await db.insert(credentialRequirements).values({
    agencyId,
    credentialTypeId: id,
    specialtyId: form.scope === "specialty" ? (form.specialtyId ?? null) : null,
    providerKind: form.scope === "provider-kind" ? form.providerKind : null,
    fromDay: form.fromDay,
    createdBy: actor.membershipId,
  });
  const event = credentialEvents.required({ credentialTypeId: id, fromDay: form.fromDay });
  await recordEvent(db, actor, event, subjectOf(id, agencyId));
}

/** @param endsOn the first day on which it is no longer asked for @throws Refusal 409 when it has ended, 422 before it began */
export async function endRequirement(
  db: Db,
  actor: Actor,
  id: CredentialTypeId,
  requirementId: CredentialRequirementId,
  endsOn: CalendarDay,
): Promise<void> {
  const { agencyId, requirements } = await readType(db, actor, id);
  const row = requirements.find((one) => one.id === requirementId);
  if (!row) throw new Refusal("not-found", 404);
  if (row.endsOn !== null) throw new Refusal("practitioner.requirement-ended", 409);
  if (endsOn < row.fromDay) throw new Refusal("practitioner.ends-before", 422);
  await db.update(credentialRequirements).set({ endsOn }).where(eq(credentialRequirements.id, requirementId));
  const event = credentialEvents["no-longer-required"]({ credentialTypeId: id, endsOn });
  await recordEvent(db, actor, event, subjectOf(id, agencyId));
}
