// Who may move a referral's Task from where to where: the table of HL7 SDOH Clinical Care 3.0.0 for referral management. Knows no referral of ours.
import { Refusal } from "#app/models/values/refusal";

/** Who asked for the service, and who is asked to give it. */
export type Party = "requester" | "target";

export const TASK_STATUSES = [
  "draft",
  "requested",
  "accepted",
  "rejected",
  "in-progress",
  "on-hold",
  "completed",
  "failed",
  "cancelled",
  "entered-in-error",
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

type Moves = Readonly<Partial<Record<TaskStatus, readonly Party[]>>>;

const requester = ["requester"] as const;
const target = ["target"] as const;
const either = ["requester", "target"] as const;

/** A mistake may be said to be one at any time, by whoever made it. */
const mistake = { "entered-in-error": requester } as const;

export const TASK_MOVES: Readonly<Record<TaskStatus, Moves>> = {
  draft: { requested: requester, ...mistake },
  requested: { accepted: target, rejected: target, cancelled: either, ...mistake },
  accepted: {
    "in-progress": target,
    "on-hold": target,
    completed: target,
    failed: target,
    cancelled: either,
    ...mistake,
  },
  "in-progress": { "on-hold": target, completed: target, failed: target, cancelled: either, ...mistake },
  "on-hold": { "in-progress": target, completed: target, failed: target, cancelled: either, ...mistake },
  rejected: mistake,
  cancelled: mistake,
  completed: mistake,
  failed: mistake,
  "entered-in-error": {},
};

/** Where the reason must be said in words. */
export const WORDS_NEEDED: readonly TaskStatus[] = ["rejected", "cancelled", "on-hold", "failed"];

export const isTaskStatus = (value: unknown): value is TaskStatus =>
  typeof value === "string" && (TASK_STATUSES as readonly string[]).includes(value);

/**
 * @throws Refusal 422 when the table knows no such move, 403 when it is the other party's to make; both name Task.status
 */
export function requireMove(from: TaskStatus, to: TaskStatus, party: Party): void {
  const parties = TASK_MOVES[from][to];
  if (!parties) throw new Refusal("fhir.no-move", 422, { from, to, element: "Task.status" });
  if (!parties.includes(party)) throw new Refusal("fhir.other-partys-move", 403, { from, to, element: "Task.status" });
}
