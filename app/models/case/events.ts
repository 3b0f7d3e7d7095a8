// What can happen to a case. Facts are ids and codes, never words about a person.
import { z } from "zod";
import { defineEvents } from "../event/define";

const ofNeed = z.object({ needId: z.string(), specialtyId: z.string() });

const ofTask = z.object({ taskId: z.string(), kind: z.string() });

export const caseEvents = defineEvents("case", {
  opened: z.object({ number: z.string(), cameBy: z.string() }),
  moved: z.object({ move: z.string(), from: z.string(), to: z.string() }),
  closed: z.object({ reason: z.string() }),
  reopened: z.object({}),
  transferred: z.object({ toMembershipId: z.string() }),
  "member-added": z.object({ membershipId: z.string() }),
  "member-removed": z.object({ membershipId: z.string() }),
  restricted: z.object({}),
  unrestricted: z.object({}),
  "need-added": ofNeed,
  "need-met": ofNeed,
  "need-unmet": ofNeed,
  "note-written": z.object({ noteId: z.string() }),
  "note-corrected": z.object({ noteId: z.string(), corrects: z.string() }),
  "contact-logged": z.object({ noteId: z.string(), kind: z.string(), againstRule: z.string().optional() }),
  "time-logged": z.object({ timeId: z.string(), kind: z.string(), minutes: z.number() }),
  "time-corrected": z.object({ timeId: z.string(), corrects: z.string(), minutes: z.number() }),
  "handed-over-unseen": z.object({ toMembershipId: z.string() }),
  "approval-asked": z.object({ approvalId: z.string(), kind: z.string() }),
  "approval-decided": z.object({ approvalId: z.string(), kind: z.string(), move: z.string() }),
  "task-set": ofTask,
  "task-done": ofTask,
  "task-dropped": ofTask,
  "task-reopened": ofTask,
});

export const requestEvents = defineEvents("request", {
  received: z.object({ number: z.string(), cameBy: z.string() }),
  opened: z.object({ caseId: z.string() }),
  decided: z.object({ move: z.string(), to: z.string(), reason: z.string() }),
  "taken-back": z.object({ from: z.string() }),
});

export const emergencyEvents = defineEvents("emergency", {
  ended: z.object({ emergencyId: z.string() }),
  reviewed: z.object({ emergencyId: z.string(), verdict: z.string() }),
  "not-found": z.object({ reason: z.string() }),
});

export const supervisionEvents = defineEvents("supervision", {
  written: z.object({ supervisionId: z.string(), corrects: z.string().optional() }),
  confirmed: z.object({ supervisionId: z.string() }),
});
