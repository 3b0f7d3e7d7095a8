// Keeps the register of requests: enters one, decides it, takes a decision back. What was asked is never rewritten afterwards.
import { eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock, nextNumber } from "#app/database/clock.server";
import { agencies, caseRequests } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembership } from "../notification/tell.server";
import { addDays, localDay } from "../values/calendar-day";
import { asId, type MembershipId, type RequestId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { assertCaseStaff } from "./colleagues.server";
import { requestEvents } from "./events";
import { requestLifecycle } from "./lifecycle";
import type { RequestDecision, RequestWords } from "./request-forms";

export type RequestState = (typeof requestLifecycle.states)[number];

/** Enters what came in. It is to be answered within the agency's days; what is urgent, today. */
export async function enterRequest(db: Db, actor: Actor, asked: RequestWords): Promise<RequestId> {
  const agencyId = agencyOf(actor);
  const assignedTo = asked.assignedTo ?? null;
  if (assignedTo) await assertCaseStaff(db, agencyId, assignedTo);
  const [agency] = await db.select({ days: agencies.requestDays }).from(agencies).where(eq(agencies.id, agencyId));
  const now = await clock(db);
  const today = localDay(now, actor.timeZone);
  const number = await nextNumber(db, agencyId, "Q");
  const { urgent, telephone = null, email = null, birthDay = null, ...words } = asked;
  const [row] = await db
    .insert(caseRequests)
    .values({
      ...words,
      agencyId,
      number,
      telephone,
      email,
      birthDay,
      assignedTo,
      urgent: urgent === "on",
      cameAt: now,
      answerBy: urgent ? today : addDays(today, agency?.days ?? 3),
      createdBy: actor.membershipId,
    })
    .returning({ id: caseRequests.id });
  if (!row) throw new Error("no request was kept");
  const id = asId<RequestId>(row.id);
  await recordEvent(db, actor, requestEvents.received({ number, cameBy: asked.cameBy }), about(id, agencyId));
  if (assignedTo) await tellAssigned(db, id, assignedTo);
  return id;
}

const about = (id: RequestId, agencyId: string) => ({ subjectType: "request", subjectId: id, agencyId });

const tellAssigned = (db: Db, id: RequestId, to: MembershipId) =>
  tellMembership(db, to, {
    kind: "request.assigned",
    subjectType: "request",
    subjectId: id,
    path: `/agency/requests/${id}`,
    effect: to,
  });

/** The request, locked. @throws Refusal "not-found" (404) */
export async function lockRequest(db: Db, requestId: RequestId) {
  const [row] = await db.select().from(caseRequests).where(eq(caseRequests.id, requestId)).for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, state: row.state as RequestState };
}

/** Answered, passed on, or declined with a reason. */
export async function decideRequest(db: Db, actor: Actor, requestId: RequestId, said: RequestDecision): Promise<void> {
  const request = await lockRequest(db, requestId);
  const state = requestLifecycle.after(request.state, said.intent);
  const reasonCode = said.intent === "decline" ? said.reason : null;
  await db
    .update(caseRequests)
    .set({
      state,
      passedTo: said.intent === "pass-on" ? said.passedTo : "",
      reasonCode,
      reasonWords: said.words ?? "",
      decidedBy: actor.membershipId,
      decidedAt: await clock(db),
    })
    .where(eq(caseRequests.id, requestId));
  const event = requestEvents.decided({ move: said.intent, to: state, reason: reasonCode ?? "" });
  await recordEvent(db, actor, event, about(requestId, request.agencyId));
}

/** Not decided after all: it waits again, and the timeline keeps what was said. */
export async function takeBackRequest(db: Db, actor: Actor, requestId: RequestId): Promise<void> {
  const request = await lockRequest(db, requestId);
  const state = requestLifecycle.after(request.state, "take-back");
  const undone = { passedTo: "", reasonCode: null, reasonWords: "", decidedBy: null, decidedAt: null };
  await db
    .update(caseRequests)
    .set({ state, ...undone })
    .where(eq(caseRequests.id, requestId));
  const event = requestEvents["taken-back"]({ from: request.state });
  await recordEvent(db, actor, event, about(requestId, request.agencyId));
}

export async function assignRequest(db: Db, requestId: RequestId, to: MembershipId | null): Promise<void> {
  const request = await lockRequest(db, requestId);
  if (to) await assertCaseStaff(db, request.agencyId, to);
  await db.update(caseRequests).set({ assignedTo: to }).where(eq(caseRequests.id, requestId));
  if (to && to !== request.assignedTo) await tellAssigned(db, requestId, to);
}
