// Tells partners' systems what changed: each change at least once, later and later after a failure. Says ids and kinds; what they are is read by FHIR.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { log } from "#app/log.server";
import { recordEvent } from "../event/record.server";
import { everyMinute } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import { partnerEvents } from "./events";
import { postTelling, type Telling, type TellingEnd } from "./post-webhook.server";
import { waitAfter } from "./webhook-kinds";

const AT_ONCE = 20;
// While one worker holds a telling another leaves it; longer than all of a batch can take.
const HELD_MINUTES = 5;

type Taken = {
  readonly id: string;
  readonly kind: string;
  readonly subject_id: string;
  readonly version: number;
  readonly attempt: number;
  readonly created_at: string;
  readonly url: string;
  readonly secret: string;
  readonly previous_secret: string | null;
};

type Post = (telling: Telling) => Promise<TellingEnd>;

/**
 * A telling is taken in one transaction, sent outside of any, and its end is written in another: a crash between sending and
 * writing sends it again under the same webhook-id, by which the receiver knows the twin.
 * @returns how many were taken in
 */
export async function tellSystems(post: Post = postTelling, perform: typeof asJob = asJob): Promise<number> {
  let went = 0;
  for (;;) {
    const taken = await perform("write", takeDue);
    const ends = await Promise.all(taken.map(async (one) => ({ one, end: await post(tellingOf(one)) })));
    for (const { one, end } of ends) {
      await perform("write", (db) => noteEnd(db, one, end));
      if (isTaken(end)) went += 1;
      // It is tried again for days, and its owner is told when that has ended: no line for whoever runs the house to worry about.
      else
        log.info("system not told", {
          job: "tell-systems",
          attempt: one.attempt,
          failure: end.failure ?? `status-${end.status}`,
        });
    }
    if (taken.length < AT_ONCE) return went;
  }
}

async function takeDue(db: Db): Promise<Taken[]> {
  const rows = await db.execute<Taken>(
    sql`select * from app.take_webhook_deliveries(${AT_ONCE}, make_interval(mins => ${HELD_MINUTES}))`,
  );
  return [...rows];
}

const isTaken = ({ status }: TellingEnd) => status !== null && status >= 200 && status < 300;

/** Which Task, in which version, and where it is read: nothing that is not read there by whoever may. */
function tellingOf({ id, kind, subject_id: task, version, created_at, url, ...keys }: Taken): Telling {
  const about = {
    resourceType: "Task",
    id: task,
    versionId: String(version),
    url: `${publicOrigin()}/fhir/Task/${task}`,
  };
  const body = { type: kind, timestamp: new Date(created_at).toISOString(), data: kind === "trial" ? {} : about };
  const secrets = [keys.secret, ...(keys.previous_secret ? [keys.previous_secret] : [])];
  return { id, url, secrets, now: new Date(), body: JSON.stringify(body) };
}

type Told = {
  readonly told: "off" | "given-up";
  readonly webhook_id: string;
  readonly partner_id: string;
  readonly agency_id: string | null;
  readonly organization_id: string | null;
};

async function noteEnd(db: Db, { id, attempt }: Taken, { status, failure }: TellingEnd): Promise<void> {
  const wait = waitAfter(attempt, Math.random());
  const rows = await db.execute<Told>(sql`select * from app.note_webhook_try(
    ${id}::uuid, ${attempt}, ${status}, ${failure}, ${wait === null ? null : `${wait} seconds`}::interval)`);
  for (const row of rows) await tellOwner(db, row, id);
}

/** Nobody looks at a list of tellings every day: who let the system in is told once that it hears nothing any more. */
async function tellOwner(db: Db, told: Told, deliveryId: string): Promise<void> {
  const { partner_id: partnerId, agency_id: agencyId, organization_id: organizationId } = told;
  const subject = { subjectType: "partner", subjectId: partnerId };
  const event = partnerEvents[told.told === "off" ? "webhook-gone" : "webhook-given-up"]({ partnerId });
  await recordEvent(db, null, event, { ...subject, agencyId, organizationId });
  await tellMembers(
    db,
    { agencyId, organizationId, roles: agencyId ? ["administrator"] : ["organization_administrator"] },
    {
      kind: `partner.webhook-${told.told}`,
      ...subject,
      path: agencyId ? `/admin/partners/${partnerId}/webhook` : `/portal/systems/${partnerId}/webhook`,
      effect: deliveryId,
    },
  );
}

everyMinute("tell-systems", 5, async () => {
  log.debug("systems told", { count: await tellSystems() });
});
