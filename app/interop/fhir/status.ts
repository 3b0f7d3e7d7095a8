// How an offer and its referral are told as one Task: each state of ours has one status of the standard's. Tables; decides no move.
import type { TaskStatus } from "./moves";

/** An offer that is not accepted; `accepted` is told by its referral. */
export const STATUS_OF_OFFER: Readonly<Record<string, TaskStatus>> = {
  offered: "requested",
  viewed: "requested",
  info_requested: "requested",
  waitlisted: "requested",
  declined: "rejected",
  lapsed: "cancelled",
  withdrawn: "cancelled",
  superseded: "cancelled",
};

export const STATUS_OF_REFERRAL: Readonly<Record<string, TaskStatus>> = {
  accepted: "accepted",
  in_progress: "in-progress",
  on_hold: "on-hold",
  completed: "completed",
  not_completed: "failed",
  cancelled: "cancelled",
};

/** A decline for a reason that lies with the client, not with the provider, is told as the target's cancelling. */
export const CLIENTS_OWN_REASONS = ["client_declined", "client_not_contactable", "duplicate"] as const;

type RequestStatus = "draft" | "active" | "on-hold" | "revoked" | "completed" | "entered-in-error";

export const REQUEST_STATUS: Readonly<Record<TaskStatus, RequestStatus>> = {
  draft: "draft",
  requested: "active",
  accepted: "active",
  "in-progress": "active",
  "on-hold": "on-hold",
  completed: "completed",
  rejected: "revoked",
  failed: "revoked",
  cancelled: "revoked",
  "entered-in-error": "entered-in-error",
};

/** The statuses of Tasks whose ServiceRequest has one of these. */
export const taskStatusesOf = (asked: readonly string[]): TaskStatus[] =>
  (Object.keys(REQUEST_STATUS) as TaskStatus[]).filter((status) => asked.includes(REQUEST_STATUS[status]));

export const PRIORITIES: Readonly<Record<string, "routine" | "urgent" | "asap">> = {
  routine: "routine",
  soon: "asap",
  urgent: "urgent",
};
