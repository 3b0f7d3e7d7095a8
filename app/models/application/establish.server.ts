// Makes a provider of an approved application, or takes over the directory's record that it claims; all of it in the caller's transaction. Never decides.
import { and, eq, ne, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { agreements, applications, organizations, phones } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { addRate, draftAgreement } from "../organization/agreement.server";
import { USUAL_PAYMENT_DAYS } from "../organization/codes";
import { organizationEvents } from "../organization/events";
import { UNIT_TYPES } from "../organization/unit-types";
import { addMonths, asCalendarDay, localDay } from "../values/calendar-day";
import { type AgreementId, asId, type OrganizationId, type ServiceId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { readAnswers } from "./answers";
import { establishLocations, establishServices } from "./establish-places.server";
import { establishCredentials, establishPractitioners } from "./establish-staff.server";
import { applicationEvents } from "./events";
import { type ApplicationState, applicationLifecycle } from "./lifecycle";
import { READABLE } from "./read.server";
import { type ProviderRows, rowsOf } from "./rows";

const AGREEMENT_MONTHS = 12;

/** Everything a part of the provider is written with. */
export interface Founding {
  readonly organizationId: OrganizationId;
  /** Marks each row as written by hand, so that an import does not write over it in silence. */
  readonly editedAt: Date;
}

/**
 * Writes the organization with its places, services, hours, staff, credentials (not yet verified) and the draft of its agreement
 * with the rates it proposed. A claimed record is taken over: what it says becomes what the application says, and places and
 * services that the application leaves out are closed. A request to join changes nothing of the organization it asks for.
 * @throws Refusal 404 when the application is not there for this person, 409 when somebody signs in for the claimed record by now
 */
export async function establishProvider(
  db: Db,
  actor: Actor,
  application: { readonly id: string },
): Promise<OrganizationId> {
  const [row] = await db
    .select(READABLE)
    .from(applications)
    .where(and(eq(applications.id, application.id), eq(applications.agencyId, agencyOf(actor))));
  if (!row) throw new Refusal("not-found", 404);
  const rows = rowsOf(row, readAnswers(row.answers));
  const organizationId = await organizationFor(db, actor, row, rows);
  const agreementId = await ensureAgreement(db, actor, organizationId);
  if (row.claim !== "join") await writeProvider(db, actor, row, rows, { organizationId, agreementId });
  await recordEvent(
    db,
    actor,
    applicationEvents.established({ applicationId: row.id, organizationId, number: row.number }),
    { subjectType: "application", subjectId: row.id, agencyId: row.agencyId, organizationId },
  );
  return organizationId;
}

type Row = {
  readonly id: string;
  readonly state: string;
  readonly claimsOrganizationId: string | null;
  readonly claim: string | null;
};

/** The claimed record, or a new one. */
async function organizationFor(db: Db, actor: Actor, row: Row, rows: ProviderRows): Promise<OrganizationId> {
  const claimed = row.claimsOrganizationId;
  if (claimed) {
    const [found] = await db.execute<{ taken: boolean }>(sql`select app.somebody_signs_in(${claimed}::uuid) as taken`);
    if (row.claim === "take_over" && found?.taken) throw new Refusal("application.organization-taken", 409);
    return asId<OrganizationId>(claimed);
  }
  const [made] = await db
    .insert(organizations)
    .values({ ...rows.organization, editedAt: await clock(db) })
    .returning({ id: organizations.id });
  if (!made) throw new Error("the organization was not kept");
  await recordEvent(db, actor, organizationEvents.added({}), subjectOf(made.id));
  return asId<OrganizationId>(made.id);
}

const subjectOf = (organizationId: string) => ({
  subjectType: "organization",
  subjectId: organizationId,
  organizationId,
});

/** With an agreement in the making it stands in the network: its managers may write its facts. One that is there already stays. */
async function ensureAgreement(db: Db, actor: Actor, organizationId: OrganizationId): Promise<AgreementId | null> {
  const [there] = await db
    .select({ id: agreements.id })
    .from(agreements)
    .where(
      and(
        eq(agreements.agencyId, agencyOf(actor)),
        eq(agreements.organizationId, organizationId),
        ne(agreements.state, "ended"),
      ),
    )
    .limit(1);
  if (there) return null;
  const startsOn = localDay(await clock(db), actor.timeZone);
  const endsOn = addMonths(startsOn, AGREEMENT_MONTHS);
  return draftAgreement(db, actor, { organizationId, startsOn, endsOn, paymentDays: USUAL_PAYMENT_DAYS });
}

async function writeProvider(
  db: Db,
  actor: Actor,
  row: Row,
  rows: ProviderRows,
  { organizationId, agreementId }: { organizationId: OrganizationId; agreementId: AgreementId | null },
): Promise<void> {
  const editedAt = await clock(db);
  const founding = { organizationId, editedAt };
  if (row.claimsOrganizationId) {
    // Managers may write a record of the directory only once the application has become it; the database asks for the approvals here.
    await db
      .update(applications)
      .set({
        state: applicationLifecycle.after(row.state as ApplicationState, "approve"),
        becameOrganizationId: organizationId,
        updatedAt: editedAt,
      })
      .where(eq(applications.id, row.id));
    await db
      .update(organizations)
      .set({ ...rows.organization, active: true, updatedAt: editedAt, editedAt })
      .where(eq(organizations.id, organizationId));
    await recordEvent(db, actor, organizationEvents.changed({ fields: "application" }), subjectOf(organizationId));
  }
  await addTelephone(db, founding, rows.telephone, {});
  const places = await establishLocations(db, founding, rows.locations);
  const offered = await establishServices(db, founding, rows, places);
  await establishPractitioners(db, founding, rows.practitioners);
  await establishCredentials(db, founding, null, rows.credentials);
  if (agreementId) await addRates(db, actor, agreementId, rows.rates, offered);
}

/** A number that is known already, however it is written, is not added again. */
export async function addTelephone(
  db: Db,
  { organizationId }: Founding,
  number: string | null,
  of: { locationId?: string },
): Promise<void> {
  if (!number) return;
  const digits = number.replace(/\D/g, "").slice(-10);
  const known = await db
    .select({ number: phones.number })
    .from(phones)
    .where(
      and(
        eq(phones.organizationId, organizationId),
        of.locationId ? eq(phones.locationId, of.locationId) : sql`${phones.locationId} is null`,
      ),
    )
    .limit(200);
  if (known.some((one) => one.number.replace(/\D/g, "").slice(-10) === digits)) return;
  await db.insert(phones).values({ organizationId, ...of, number });
}

/** As proposed, for the first days of the agreement's draft; a person settles them before it is in force. */
async function addRates(
  db: Db,
  actor: Actor,
  agreementId: AgreementId,
  proposed: ProviderRows["rates"],
  services: ReadonlyMap<string, string>,
): Promise<void> {
  const [agreement] = await db
    .select({ startsOn: agreements.startsOn, endsOn: agreements.endsOn })
    .from(agreements)
    .where(eq(agreements.id, agreementId));
  if (!agreement) throw new Error("the agreement was not kept");
  const startsOn = asCalendarDay(agreement.startsOn);
  const endsOn = asCalendarDay(agreement.endsOn);
  for (const { serviceKey, unitType, rateCents } of proposed) {
    const serviceId = services.get(serviceKey);
    const unit = UNIT_TYPES.find((known) => known === unitType);
    if (!serviceId || !unit) continue;
    const rate = { serviceId: asId<ServiceId>(serviceId), unitType: unit, rateCents, startsOn, endsOn };
    await addRate(db, actor, agreementId, rate);
  }
}
