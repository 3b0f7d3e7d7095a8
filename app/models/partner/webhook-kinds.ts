// Of which changes a partner's system may be told, and how long a telling that failed waits. Lists; tells nobody.
import type { Actor } from "#app/access/actor";

/** A change of a Task, as a provider's system can see it. */
export const PROVIDER_KINDS = ["task.offered", "task.answered", "task.changed", "task.ended"] as const;

/** A sender's system made the Task itself: it is told that something became of it. */
export const SENDER_KINDS = ["task.changed"] as const;

export const WEBHOOK_KINDS = PROVIDER_KINDS;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** What may be chosen in the actor's house. */
export const webhookKindsOf = (actor: Pick<Actor, "agencyId">): readonly WebhookKind[] =>
  actor.agencyId ? SENDER_KINDS : PROVIDER_KINDS;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds after each failed try; about three days in all. Source: the schedule that Standard Webhooks recommends. */
const WAITS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/**
 * @param attempt which try failed, from 1
 * @param chance from 0 up to 1: receivers that were away come back to tellings spread over a quarter of the wait
 * @returns seconds; null when it is given up
 */
export function waitAfter(attempt: number, chance: number): number | null {
  const wait = WAITS[attempt - 1];
  return wait === undefined ? null : Math.round(wait * (1 + chance / 4));
}
