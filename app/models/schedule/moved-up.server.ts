// Tells that a wait for a place in a group is over: whoever carries the referral, and the provider, who plans next. Gives no place.
// Mark and telling are one transaction: a worker that is ended between them has done neither. Runs as the worker.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { recordEvent } from "../event/record.server";
import { everyMinute } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import { tellCarers } from "../referral/tell-carers.server";
import { groupEvents } from "./events";

const AT_ONCE = 100;

type Moved = {
  readonly place_id: string;
  readonly group_id: string;
  readonly agency_id: string;
  readonly organization_id: string;
  readonly client_id: string;
  readonly case_id: string;
  readonly referral_id: string;
};

/** @returns how many were told of; when a whole batch was, there may be more */
export async function tellMovedUp(db: Db): Promise<number> {
  const moved = await db.execute<Moved>(sql`select * from app.moved_up(${AT_ONCE})`);
  for (const place of moved) {
    const { place_id: placeId, group_id: groupId, referral_id: referralId, organization_id: organizationId } = place;
    await recordEvent(db, null, groupEvents["moved-up"]({ groupId, placeId }), {
      subjectType: "group",
      subjectId: groupId,
      agencyId: place.agency_id,
      organizationId,
      clientId: place.client_id,
      caseId: place.case_id,
      referralId,
    });
    await tellCarers(db, referralId, "schedule.moved-up", placeId);
    await tellMembers(
      db,
      { organizationId, roles: ["coordinator"] },
      { kind: "schedule.to-plan", subjectType: "group", subjectId: groupId, path: `/portal/groups/${groupId}` },
    );
  }
  return moved.length;
}

everyMinute("tell-moved-up", 5, async () => {
  while ((await asJob("write", tellMovedUp)) === AT_ONCE);
});
