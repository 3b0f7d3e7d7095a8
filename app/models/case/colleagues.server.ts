// Who of an agency may carry a case. Reads memberships; gives nobody anything.
import { and, asc, eq, inArray, isNull, ne } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { memberships, people } from "#drizzle/schema";
import type { MembershipId } from "../values/ids";
import { Refusal } from "../values/refusal";

const CASE_STAFF = ["caseworker", "supervisor"];

export type Colleague = { readonly id: string; readonly name: string; readonly role: string };

/** Those of the agency who may carry a case, by name. */
export async function readColleagues(db: Db, actor: Actor, except?: MembershipId): Promise<Colleague[]> {
  return db
    .select({ id: memberships.id, name: people.name, role: memberships.role })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        eq(memberships.agencyId, agencyOf(actor)),
        inArray(memberships.role, CASE_STAFF),
        isNull(memberships.disabledAt),
        isNull(people.disabledAt),
        except ? ne(memberships.id, except) : undefined,
      ),
    )
    .orderBy(asc(people.name), asc(memberships.id))
    .limit(500);
}

/** @throws Refusal "case.not-a-colleague" (409) when the membership is of nobody who works cases at this agency now */
export async function assertCaseStaff(db: Db, agencyId: string, membershipId: MembershipId): Promise<void> {
  const [found] = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.id, membershipId),
        eq(memberships.agencyId, agencyId),
        inArray(memberships.role, CASE_STAFF),
        isNull(memberships.disabledAt),
      ),
    );
  if (!found) throw new Refusal("case.not-a-colleague", 409);
}
