// Adds a provider's credentials with their proof, also as renewals that keep what was. Never says that one holds: nobody verifies their own.
import { and, eq, isNull, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { credentials, credentialTypes, documents, locations, practitioners } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { asId, type CredentialId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { CredentialKind, Holder, NewCredential } from "./credential-forms";
import { credentialEvents } from "./events";

/** A file already kept under its hash; the row that names it is made here. */
export interface Proof {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteCount: number;
}

/**
 * @throws Refusal 404 for another provider's practitioner, place or credential, 422 "practitioner.wrong-holder" or
 * "practitioner.proof-needed", 409 when that one was renewed already
 */
export async function addCredential(
  db: Db,
  actor: Actor,
  form: NewCredential,
  proof: Proof | null,
): Promise<CredentialId> {
  const organizationId = organizationOf(actor);
  const { of, number, issuer, issuedOn, expiresOn, renewsId } = form;
  await refuseStranger(db, organizationId, of);
  const { kind, typeCode } = await kindOf(db, form, proof);
  if (renewsId) await refuseSecondRenewal(db, organizationId, renewsId);
  const documentId = proof ? await fileProof(db, actor, organizationId, proof) : null;
  const holder = {
    practitionerId: of.holder === "practitioner" ? of.id : null,
    locationId: of.holder === "location" ? of.id : null,
  };
  const [made] = await db
    .insert(credentials)
    .values({ organizationId, ...holder, kind, typeCode, number, issuer, issuedOn, expiresOn, documentId, renewsId })
    .returning({ id: credentials.id });
  if (!made) throw new Error("the credential was not kept");
  const event = renewsId
    ? credentialEvents.renewed({ credentialId: made.id, renewsId, expiresOn })
    : credentialEvents.added({ credentialId: made.id, kind, expiresOn });
  await recordEvent(db, actor, event, { subjectType: "credential", subjectId: made.id, organizationId });
  await tellNetwork(db, made.id);
  return asId<CredentialId>(made.id);
}

async function refuseStranger(db: Db, organizationId: OrganizationId, { holder, id }: NewCredential["of"]) {
  if (id === null) return;
  const found =
    holder === "practitioner"
      ? await db
          .select({ id: practitioners.id })
          .from(practitioners)
          .where(
            and(
              eq(practitioners.id, id),
              eq(practitioners.organizationId, organizationId),
              isNull(practitioners.leftAt),
            ),
          )
      : await db
          .select({ id: locations.id })
          .from(locations)
          .where(and(eq(locations.id, id), eq(locations.organizationId, organizationId)));
  if (found.length === 0) throw new Refusal("not-found", 404);
}

/** The kind of a type is the agencies' word for it; a type that needs proof is not taken without. */
async function kindOf(
  db: Db,
  { typeCode, kind, of }: NewCredential,
  proof: Proof | null,
): Promise<{ kind: CredentialKind; typeCode: string | null }> {
  if (typeCode === null) return { kind: kind ?? "certificate", typeCode };
  const types = await db
    .select({ kind: credentialTypes.kind, heldBy: credentialTypes.heldBy, needsProof: credentialTypes.needsProof })
    .from(credentialTypes)
    .where(and(eq(credentialTypes.code, typeCode), eq(credentialTypes.active, true)));
  const [type] = types;
  if (!type) throw new Refusal("not-found", 404);
  if (!types.some(({ heldBy }) => (heldBy as Holder) === of.holder)) {
    throw new Refusal("practitioner.wrong-holder", 422);
  }
  if (proof === null && types.some(({ needsProof }) => needsProof)) throw new Refusal("practitioner.proof-needed", 422);
  return { kind: type.kind as CredentialKind, typeCode };
}

async function refuseSecondRenewal(db: Db, organizationId: OrganizationId, renewsId: CredentialId): Promise<void> {
  const [row] = await db
    .select({
      renewed: sql<boolean>`exists (select 1 from credential r where r.renews_id = credential.id and r.state <> 'refused')`,
    })
    .from(credentials)
    .where(and(eq(credentials.id, renewsId), eq(credentials.organizationId, organizationId)));
  if (!row) throw new Refusal("not-found", 404);
  if (row.renewed) throw new Refusal("practitioner.renewed-already", 409);
}

async function fileProof(db: Db, actor: Actor, organizationId: OrganizationId, proof: Proof): Promise<string> {
  const [row] = await db
    .insert(documents)
    .values({ organizationId, ...proof, uploadedBy: actor.membershipId })
    .returning({ id: documents.id });
  if (!row) throw new Error("the proof was not filed");
  return row.id;
}

async function tellNetwork(db: Db, credentialId: string): Promise<void> {
  const agencies = await db.execute<{ id: string }>(sql`select unnest(app.agencies_that_ask())::text as id`);
  for (const { id: agencyId } of agencies) {
    await tellMembers(
      db,
      { agencyId, roles: ["network_manager"] },
      {
        kind: "credential.added",
        subjectType: "credential",
        subjectId: credentialId,
        path: `/network/credentials/${credentialId}`,
        effect: agencyId,
      },
    );
  }
}
