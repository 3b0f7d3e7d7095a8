// Adds and takes back where a practitioner learnt and worked. Knows the provider's own people alone.
import { and, eq } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { practitionerHistories } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { addDays } from "../values/calendar-day";
import type { HistoryId, PractitionerId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { practitionerEvents } from "./events";
import type { NewHistory } from "./forms";
import { readPractitioner } from "./read.server";

const MOST_OF_ONE = 40;

/** @throws Refusal 404 for another provider's practitioner, 409 when there are too many */
export async function addHistory(db: Db, actor: Actor, id: PractitionerId, form: NewHistory): Promise<void> {
  const organizationId = organizationOf(actor);
  const { history } = await readPractitioner(db, organizationId, id);
  if (history.length >= MOST_OF_ONE) throw new Refusal("practitioner.history-full", 409, { most: MOST_OF_ONE });
  const { kind, place, title, startsOn, lastDay } = form;
  await db.insert(practitionerHistories).values({
    organizationId,
    practitionerId: id,
    kind,
    place,
    title,
    startsOn,
    endsOn: lastDay ? addDays(lastDay, 1) : null,
  });
  const event = practitionerEvents["history-added"]({ practitionerId: id, kind });
  await recordEvent(db, actor, event, { subjectType: "practitioner", subjectId: id, organizationId });
}

export async function removeHistory(db: Db, actor: Actor, id: PractitionerId, historyId: HistoryId): Promise<void> {
  const organizationId = organizationOf(actor);
  const [gone] = await db
    .delete(practitionerHistories)
    .where(
      and(
        eq(practitionerHistories.id, historyId),
        eq(practitionerHistories.practitionerId, id),
        eq(practitionerHistories.organizationId, organizationId),
      ),
    )
    .returning({ kind: practitionerHistories.kind });
  if (!gone) throw new Refusal("not-found", 404);
  const event = practitionerEvents["history-removed"]({ practitionerId: id, kind: gone.kind });
  await recordEvent(db, actor, event, { subjectType: "practitioner", subjectId: id, organizationId });
}
