// The beginning most credential stories share: Harbor asks for a licence, and somebody at Northside holds one. Tells nothing of what happens next.
import { sql } from "drizzle-orm";
import type { Holder } from "#app/models/practitioner/credential-forms";
import { addRequirement, addType } from "#app/models/practitioner/types.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type CredentialTypeId, type SpecialtyId } from "#app/models/values/ids";
import { credentials } from "#drizzle/schema";
import type { Stage } from "./on-stage";

export const LICENCE = "counselor-licence";

/** Nadia asks for it for counseling and all below it, as she would on the page. */
export async function harborAsks({ as, cast }: Stage, heldBy: Holder = "organization"): Promise<CredentialTypeId> {
  return as(cast.nadia, async (db) => {
    const id = await addType(db, cast.nadia, {
      code: LICENCE,
      name: "Counselor licence",
      kind: "licence",
      heldBy,
      needsProof: false,
      verification: "",
    });
    await addRequirement(db, cast.nadia, id, {
      intent: "require",
      scope: "specialty",
      specialtyId: asId<SpecialtyId>(cast.counselingId),
      providerKind: "",
      fromDay: asCalendarDay("2020-01-01"),
    });
    return id;
  });
}

export interface Held {
  readonly issuedOn?: string;
  /** First day on which it no longer holds. */
  readonly expiresOn?: string | null;
  readonly revokedOn?: string;
  readonly of?: Holder;
  readonly verified?: boolean;
}

/** A licence of Northside, verified unless said otherwise; put there as it is, so that any days can be told of. */
export async function northsideHolds({ asRole, cast }: Stage, held: Held = {}): Promise<string> {
  const { issuedOn = "2020-01-01", expiresOn = null, revokedOn, of = "organization", verified = true } = held;
  return asRole("app_definer", async (db) => {
    const [made] = await db
      .insert(credentials)
      .values({
        organizationId: cast.northside.organizationId,
        practitionerId: of === "practitioner" ? cast.practitionerId : null,
        locationId: of === "location" ? cast.northside.locationId : null,
        kind: "licence",
        typeCode: LICENCE,
        issuedOn,
        expiresOn,
      })
      .returning({ id: credentials.id });
    const id = made?.id ?? "";
    if (verified) await db.execute(sql`update credential set state = 'verified' where id = ${id}::uuid`);
    if (revokedOn)
      await db.execute(
        sql`update credential set state = 'revoked', revoked_on = ${revokedOn}::date, state_words = 'x' where id = ${id}::uuid`,
      );
    return id;
  });
}
