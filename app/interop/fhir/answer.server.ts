// Which side a partner's system stands on: a provider's answers what is offered to it, a sender's follows what it sent. Decides by the seat alone.
import type { FhirAsked } from "#app/access/partner-gate.server";
import { Refusal } from "#app/models/values/refusal";
import * as offered from "./offered.server";
import * as sent from "./sent.server";
import type { FhirAnswer } from "./types";

type Work = (asked: FhirAsked) => Promise<FhirAnswer>;

const bySide =
  (forProvider: Work, forSender: Work): Work =>
  (asked) =>
    asked.actor.organizationId ? forProvider(asked) : forSender(asked);

export const searchTasks = bySide(offered.searchTasks, sent.searchSentTasks);
export const readTask = bySide(offered.readTask, sent.readSentTask);
export const changeTask = bySide(offered.changeTask, sent.changeSentTask);
export const searchServiceRequests = bySide(offered.searchServiceRequests, sent.searchSentRequests);
export const readServiceRequest = bySide(offered.readServiceRequest, sent.readSentRequest);

/** A provider's token has no scope for it, and its kind of seat no right. @throws Refusal 403 for a provider */
export const createServiceRequest = bySide(refuseProvider, sent.createServiceRequest);
export const createTask = bySide(refuseProvider, sent.createTask);

async function refuseProvider(): Promise<never> {
  throw new Refusal("fhir.senders-only", 403);
}
