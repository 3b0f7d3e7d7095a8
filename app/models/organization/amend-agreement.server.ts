// Writes the next version of an agreement as a draft, with the prices of the version before it, and changes what a draft says. Never rewrites a version in force.
import { and, eq, gt, max, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { agreements, rates } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { CalendarDay } from "../values/calendar-day";
import { type AgreementId, asId, type DocumentId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { lockAgreement, subjectOf } from "./agreement.server";
import type { VersionFacts } from "./agreement-forms";
import { agreementEvents } from "./events";
import { fieldsChanged } from "./lock.server";
import { readAgencyDay } from "./suspend.server";

/**
 * @returns the draft of the next version, from its first day to the end of this one
 * @throws Refusal 404 absent, 409 not in force, being ended, amended already, or from a day outside this version's or past
 */
export async function amendAgreement(
  db: Db,
  actor: Actor,
  id: AgreementId,
  startsOn: CalendarDay,
): Promise<AgreementId> {
  const row = await lockAgreement(db, actor, id);
  if (!["active", "suspended"].includes(row.state)) throw new Refusal("directory.not-in-force", 409);
  if (row.terminatedAt) throw new Refusal("directory.ends-already", 409);
  const today = await readAgencyDay(db, actor);
  if (startsOn < today || startsOn <= row.startsOn || startsOn >= row.endsOn) {
    throw new Refusal("directory.amendment-outside", 409);
  }
  const { agencyId, organizationId, number, endsOn, paymentDays, noticeDays, ceilingCents, terms, termsDocumentId } =
    row;
  const carried = { endsOn, paymentDays, noticeDays, ceilingCents, terms, termsDocumentId };
  const version = await nextVersion(db, agencyId, number);
  const [made] = await db
    .insert(agreements)
    .values({ agencyId, organizationId, number, version, amendsId: id, startsOn, ...carried })
    .returning({ id: agreements.id });
  if (!made) throw new Error("the amendment was not kept");
  await carryPrices(db, id, made.id, startsOn);
  const event = agreementEvents.amended({ agreementId: made.id, number, version, startsOn });
  await recordEvent(db, actor, event, subjectOf({ ...row, id: made.id }));
  return asId<AgreementId>(made.id);
}

/** A draft that was given up keeps its own. */
async function nextVersion(db: Db, agencyId: string, number: string): Promise<number> {
  const [row] = await db
    .select({ last: max(agreements.version) })
    .from(agreements)
    .where(and(eq(agreements.agencyId, agencyId), eq(agreements.number, number)));
  return (row?.last ?? 0) + 1;
}

/** Prices that hold on or after its first day hold in the next version too, until somebody changes them there. */
async function carryPrices(db: Db, from: string, to: string, startsOn: CalendarDay): Promise<void> {
  const known = await db
    .select()
    .from(rates)
    .where(and(eq(rates.agreementId, from), gt(rates.endsOn, startsOn)))
    .limit(300);
  if (known.length === 0) return;
  await db.insert(rates).values(
    known.map(({ agencyId, organizationId, serviceId, unitType, rateCents, ...days }) => ({
      agencyId,
      organizationId,
      agreementId: to,
      serviceId,
      unitType,
      rateCents,
      startsOn: days.startsOn > startsOn ? days.startsOn : startsOn,
      endsOn: days.endsOn,
    })),
  );
}

/** @throws Refusal 404 absent, 409 once it is no longer a draft, or a price lies outside its new days */
export async function changeDraft(
  db: Db,
  actor: Actor,
  id: AgreementId,
  facts: VersionFacts,
  termsDocumentId: DocumentId | null,
): Promise<void> {
  const row = await lockAgreement(db, actor, id);
  if (row.state !== "draft") throw new Refusal("directory.amend-instead", 409);
  const said = { ...facts, ...(termsDocumentId ? { termsDocumentId } : {}) };
  const fields = fieldsChanged(asWords(row), asWords(said));
  if (fields === "") return;
  const [outside] = await db
    .select({ id: rates.id })
    .from(rates)
    .where(
      and(
        eq(rates.agreementId, id),
        sql`not (${rates.startsOn} >= ${facts.startsOn} and ${rates.endsOn} <= ${facts.endsOn})`,
      ),
    )
    .limit(1);
  if (outside) throw new Refusal("directory.price-would-lie-outside", 409);
  await db
    .update(agreements)
    .set({ ...said, updatedAt: await clock(db) })
    .where(eq(agreements.id, id));
  const event = agreementEvents.changed({ agreementId: id, number: row.number, fields });
  await recordEvent(db, actor, event, subjectOf(row));
}

/** Whole cents cannot be written as JSON, by which fields are compared. */
const asWords = (facts: object) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "bigint" ? String(value) : value]),
  );
