// What a sender's system may ask and do: send a referral into the register of requests, follow it, take it back. Opens no case; a person does.
import { and, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { FhirAsked } from "#app/access/partner-gate.server";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { markParam, writeMark } from "#app/database/page.server";
import { enterRequest } from "#app/models/case/request.server";
import { tellMembers } from "#app/models/notification/tell.server";
import { Refusal } from "#app/models/values/refusal";
import { inboundReferrals } from "#drizzle/schema";
import { changeOf, wantedTask } from "./change";
import { requireMove, type TaskStatus, WORDS_NEEDED } from "./moves";
import { type Asked, bundleOf, isId, readSearch } from "./search";
import {
  type AskedFor,
  identifierOf,
  readAskedFor,
  readNewTask,
  registerWords,
  type SentFacts,
  sentRequestOf,
  sentTaskOf,
} from "./sent";
import { type FhirAnswer, type Resource, tagOf } from "./types";

const absent = () => new Refusal("fhir.not-found", 404);

const found = (resource: Resource, status = 200, origin = ""): FhirAnswer => ({
  status,
  resource,
  headers: {
    ETag: tagOf(resource),
    ...(status === 201 ? { Location: `${origin}/fhir/${resource.resourceType}/${resource.id}` } : {}),
  },
});

type Row = {
  id: string;
  task_id: string;
  asked: AskedFor;
  task_at: string | null;
  status: TaskStatus;
  reason: string | null;
  reason_words: string;
  created_at: string;
  version: number;
  changed_at: string;
  agency_id: string;
  agency_name: string;
};

const factsOf = (actor: Actor, row: Row): SentFacts => ({
  id: row.id,
  taskId: row.task_id,
  asked: row.asked,
  taskAt: row.task_at === null ? null : new Date(row.task_at),
  status: row.status,
  reason: row.reason,
  reasonWords: row.reason_words,
  createdAt: new Date(row.created_at),
  version: row.version,
  changedAt: new Date(row.changed_at),
  agencyId: row.agency_id,
  agencyName: row.agency_name,
  senderName: actor.name,
});

const CHANGED = sql`date_trunc('milliseconds', i.changed_at)`;

/** What this system sent, as far as it has come. */
async function read(db: Db, actor: Actor, condition: ReturnType<typeof sql>): Promise<SentFacts[]> {
  const rows = await db.execute<Row>(sql`
    select i.id, i.task_id, i.asked, i.task_at, p.status, p.reason, i.reason_words, i.created_at, i.version, ${CHANGED} as changed_at, i.agency_id, a.name as agency_name
    from inbound_referral i join app.inbound_progress() p on p.inbound_id = i.id join agency a on a.id = i.agency_id
    where i.sent_by = ${actor.membershipId}::uuid and ${condition}`);
  return [...rows].map((row) => factsOf(actor, row));
}

async function requireSent(db: Db, actor: Actor, id: string | undefined, column: "id" | "task_id"): Promise<SentFacts> {
  const which = column === "id" ? sql`i.id = ${id}::uuid` : sql`i.task_id = ${id}::uuid and i.task_at is not null`;
  const [sent] = isId(id) ? await read(db, actor, which) : [];
  if (!sent) throw absent();
  return sent;
}

/** Keeps what is asked; nobody sees it before its Task is requested. The same number again is the same referral. */
export async function createServiceRequest({ db, actor, body, ifNoneExist, origin }: FhirAsked): Promise<FhirAnswer> {
  const asked = readAskedFor(body);
  const identifier = ifNoneExist === null ? null : new URLSearchParams(ifNoneExist).get("identifier");
  if (identifier !== null) {
    const [same] = await read(db, actor, sql`i.identifier = ${identifier}`);
    if (same) return found(sentRequestOf(same));
  }
  const [made] = await db
    .insert(inboundReferrals)
    .values({
      agencyId: agencyOf(actor),
      sentBy: actor.membershipId,
      identifier: identifierOf(asked),
      asked: { ...asked },
    })
    .returning({ id: inboundReferrals.id });
  return found(sentRequestOf(await requireSent(db, actor, made?.id, "id")), 201, origin);
}

/** The Task of a request: with `requested`, a person at the agency is asked to look. One for each request. */
export async function createTask({ db, actor, body, origin }: FhirAsked): Promise<FhirAnswer> {
  const { status, focusId } = readNewTask(body);
  const sent = isId(focusId) ? (await read(db, actor, sql`i.id = ${focusId}::uuid`))[0] : undefined;
  if (!sent) throw new Refusal("fhir.focus-absent", 422, { element: "Task.focus" });
  if (sent.taskAt) throw new Refusal("fhir.task-there", 409, { element: "Task.focus" });
  const taskAt = await clock(db);
  await db.update(inboundReferrals).set({ taskAt }).where(eq(inboundReferrals.id, sent.id));
  if (status === "requested") await enter(db, actor, sent);
  return found(sentTaskOf(await requireSent(db, actor, sent.taskId, "task_id")), 201, origin);
}

async function enter(db: Db, actor: Actor, { id, asked }: SentFacts): Promise<void> {
  const { sender, ...words } = registerWords(asked);
  const by = sender ? `${sender} (${actor.name})` : actor.name;
  const requestId = await enterRequest(db, actor, { ...words, cameBy: "referral_in", sender: by.slice(0, 200) });
  await db.update(inboundReferrals).set({ requestId }).where(eq(inboundReferrals.id, id));
  await tellMembers(
    db,
    { agencyId: agencyOf(actor), roles: ["supervisor"] },
    { kind: "request.sent-in", subjectType: "request", subjectId: requestId, path: `/agency/requests/${requestId}` },
  );
}

export async function readSentRequest({ db, actor, params }: FhirAsked): Promise<FhirAnswer> {
  return found(sentRequestOf(await requireSent(db, actor, params.id, "id")));
}

export async function readSentTask({ db, actor, params }: FhirAsked): Promise<FhirAnswer> {
  return found(sentTaskOf(await requireSent(db, actor, params.id, "task_id")));
}

export const searchSentTasks = (asked: FhirAsked) => search(asked, "Task");
export const searchSentRequests = (asked: FhirAsked) => search(asked, "ServiceRequest");

async function search({ db, actor, address, origin }: FhirAsked, kind: "Task" | "ServiceRequest"): Promise<FhirAnswer> {
  const asked = readSearch(address.searchParams, kind);
  const rows = await read(
    db,
    actor,
    sql`${conditionOf(asked, kind)} order by 10 ${sql.raw(asked.newestFirst ? "desc" : "asc")}, i.id ${sql.raw(asked.newestFirst ? "desc" : "asc")} limit ${asked.count + 1}`,
  );
  const shown = rows.slice(0, asked.count);
  const last = shown.at(-1);
  const next =
    rows.length > asked.count && last ? writeMark({ value: last.changedAt.toISOString(), id: last.id }) : null;
  const resources = shown.map(kind === "Task" ? sentTaskOf : sentRequestOf);
  return { status: 200, resource: bundleOf(resources, { origin, address, next }) };
}

function conditionOf(
  { ids, statuses, number, patientId, from, until, after, newestFirst }: Asked,
  kind: "Task" | "ServiceRequest",
) {
  const list = (values: readonly string[]) => `{${values.join(",")}}`;
  const mark = markParam.parse(after ?? undefined);
  const beyond = mark && sql`(${mark.value}::timestamptz, ${mark.id}::uuid)`;
  const parts = [
    kind === "Task" ? sql`i.task_at is not null` : sql`true`,
    // The person is known to the sender alone, by no id of ours.
    patientId === null ? null : sql`false`,
    ids && sql`${kind === "Task" ? sql`i.task_id` : sql`i.id`} = any(${list(ids)}::uuid[])`,
    statuses && sql`p.status = any(${list(statuses)}::text[])`,
    number === null ? null : sql`split_part(i.identifier, '|', 2) = ${number}`,
    from && (from.inclusive ? sql`${CHANGED} >= ${from.at}::timestamptz` : sql`${CHANGED} > ${from.at}::timestamptz`),
    until &&
      (until.inclusive ? sql`${CHANGED} <= ${until.at}::timestamptz` : sql`${CHANGED} < ${until.at}::timestamptz`),
    beyond && (newestFirst ? sql`(${CHANGED}, i.id) < ${beyond}` : sql`(${CHANGED}, i.id) > ${beyond}`),
  ];
  return sql.join(
    parts.filter((part) => part !== null),
    sql` and `,
  );
}

/** The requester's moves: to send what was a draft, to take back, to call it a mistake. @throws Refusal 404, 412, 403, 422 */
export async function changeSentTask(asked: FhirAsked): Promise<FhirAnswer> {
  const { db, actor, params, mediaType, body, ifMatch } = asked;
  if (!isId(params.id)) throw absent();
  const own = and(eq(inboundReferrals.taskId, params.id), eq(inboundReferrals.sentBy, actor.membershipId));
  await db.select({ id: inboundReferrals.id }).from(inboundReferrals).where(own).for("update");
  const sent = await requireSent(db, actor, params.id, "task_id");
  if (ifMatch !== null && ifMatch !== `W/"${sent.version}"` && ifMatch !== `"${sent.version}"`) {
    throw new Refusal("fhir.version-changed", 412, { version: sent.version, element: "Task.meta.versionId" });
  }
  const current = sentTaskOf(sent);
  const { status, reasonWords } = changeOf(current, wantedTask(current, mediaType, body));
  if (status === sent.status) return found(current);
  requireMove(sent.status, status, "requester");
  if (WORDS_NEEDED.includes(status) && reasonWords === "") {
    throw new Refusal("fhir.reason-needed", 422, { to: status, element: "Task.statusReason.text" });
  }
  if (status === "requested") await enter(db, actor, sent);
  else
    await db.execute(sql`select app.end_inbound(${sent.id}::uuid, ${status === "entered-in-error"}, ${reasonWords})`);
  return found(sentTaskOf(await requireSent(db, actor, params.id, "task_id")));
}
