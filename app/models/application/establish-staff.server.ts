// Writes an approved applicant's practitioners, where they learnt and worked, and all credentials. None of them is verified by this.
import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { credentials, practitionerHistories, practitioners } from "#drizzle/schema";
import type { Founding } from "./establish.server";
import type { ProviderRows } from "./rows";

/** Somebody of the same name who works there already is not added again. */
export async function establishPractitioners(
  db: Db,
  founding: Founding,
  rows: ProviderRows["practitioners"],
): Promise<void> {
  const { organizationId } = founding;
  const known = await db
    .select({ id: practitioners.id, name: practitioners.name })
    .from(practitioners)
    .where(and(eq(practitioners.organizationId, organizationId), isNull(practitioners.leftAt)))
    .limit(500);
  for (const { values, history, credentials: held } of rows) {
    if (known.some(({ name }) => name.toLowerCase() === values.name.toLowerCase())) continue;
    const [made] = await db
      .insert(practitioners)
      .values({ organizationId, ...values })
      .returning({ id: practitioners.id });
    if (!made) throw new Error("the practitioner was not kept");
    const practitionerId = made.id;
    if (history.length > 0) {
      await db.insert(practitionerHistories).values(history.map((one) => ({ organizationId, practitionerId, ...one })));
    }
    await establishCredentials(db, founding, practitionerId, held);
  }
}

/** @param practitionerId null: the organization's own */
export async function establishCredentials(
  db: Db,
  { organizationId }: Founding,
  practitionerId: string | null,
  rows: ProviderRows["credentials"],
): Promise<void> {
  if (rows.length === 0) return;
  await db.insert(credentials).values(rows.map((row) => ({ organizationId, practitionerId, ...row })));
}
