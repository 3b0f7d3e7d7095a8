// How each state of a lifecycle looks: one of eight tones, each a shape and a colour. Says nothing; words are the catalogue's.
import type { IconName } from "./icon";

/**
 * draft: only its maker sees it · waiting: someone must answer · act: it waits for action now · going: under way ·
 * done: ended well · paused: stopped for a time · ended: over without blame · refused: ended badly or turned down
 */
export type Tone = "draft" | "waiting" | "act" | "going" | "done" | "paused" | "ended" | "refused";

export const TONE_SHAPES: Readonly<Record<Tone, IconName>> = {
  draft: "dashed",
  waiting: "hourglass-empty",
  act: "priority-high",
  going: "half",
  done: "check-circle",
  paused: "pause",
  ended: "remove-circle",
  refused: "cancel",
};

const TONES: Readonly<Record<string, Readonly<Record<string, Tone>>>> = {
  form: { draft: "draft", published: "done", retired: "ended", discarded: "ended" },
  agreement: {
    draft: "draft",
    active: "done",
    suspended: "paused",
    superseded: "ended",
    ended: "ended",
    discarded: "ended",
  },
  application: {
    draft: "draft",
    submitted: "waiting",
    in_review: "going",
    approved: "done",
    returned: "act",
    rejected: "refused",
    withdrawn: "ended",
  },
  screening_item: { open: "waiting", asked: "act", passed: "done", failed: "refused", waived: "ended" },
  emergency: { open: "going", ended: "act", reviewed: "done" },
  request: { received: "act", opened: "done", answered: "done", passed_on: "ended", declined: "refused" },
  task: { open: "waiting", done: "done", dropped: "ended" },
  approval: { asked: "waiting", granted: "done", refused: "act", withdrawn: "ended", used: "done" },
  supervision: { written: "waiting", confirmed: "done" },
  plan: { draft: "draft", agreed: "done", superseded: "ended", ended: "ended", discarded: "ended" },
  review: { open: "act", decided: "done", dropped: "ended" },
  contract: { draft: "draft", signed: "done", ended: "ended", discarded: "ended" },
  change: { waiting: "waiting", accepted: "done", declined: "refused", superseded: "ended" },
  organization_pair: { proposed: "act", joined: "done", parted: "ended", different: "ended" },
  client_pair: { suggested: "act", linked: "done", different: "ended" },
  import: {
    uploaded: "act",
    previewing: "going",
    previewed: "act",
    importing: "going",
    imported: "done",
    undoing: "going",
    failed: "refused",
    cancelled: "ended",
    undone: "ended",
  },
  removal: { proposed: "act", kept: "done", ended: "ended", lapsed: "ended" },
  credential: {
    unverified: "waiting",
    verified: "done",
    expiring: "act",
    expired: "refused",
    refused: "refused",
    revoked: "refused",
  },
  exclusion: { open: "act", confirmed: "refused", dismissed: "done", lapsed: "ended" },
  case: {
    intake: "draft",
    assessment: "going",
    planning: "going",
    active: "going",
    monitoring: "going",
    closed: "ended",
    reopened: "act",
  },
  enrolment: { applied: "waiting", waitlisted: "waiting", enrolled: "going", completed: "done", left: "ended" },
  assessment: { draft: "draft", completed: "done", corrected: "ended", discarded: "ended" },
  consent: { active: "done", expired: "ended", revoked: "refused" },
  referral: {
    draft: "draft",
    sent: "waiting",
    accepted: "going",
    in_progress: "going",
    on_hold: "paused",
    completed: "done",
    not_completed: "ended",
    declined: "refused",
    expired: "act",
    withdrawn: "ended",
    cancelled: "ended",
    entered_in_error: "ended",
  },
  offer: {
    offered: "act",
    viewed: "waiting",
    accepted: "done",
    declined: "refused",
    info_requested: "waiting",
    waitlisted: "paused",
    lapsed: "ended",
    withdrawn: "ended",
    superseded: "ended",
  },
  authorization: { proposed: "waiting", active: "done", exhausted: "ended", expired: "ended", revoked: "refused" },
  schedule: { draft: "draft", submitted: "waiting", approved: "done", returned: "act", superseded: "ended" },
  session: { planned: "waiting", held: "done", cancelled: "ended" },
  attendance: { expected: "waiting", present: "done", late: "done", excused: "ended", absent: "refused" },
  invoice: {
    draft: "draft",
    submitted: "waiting",
    in_review: "going",
    approved: "done",
    partially_approved: "done",
    returned: "act",
    denied: "refused",
    batched: "going",
    paid: "done",
    disputed: "act",
    upheld: "refused",
    adjusted: "done",
    discarded: "ended",
  },
  line: { pending: "waiting", approved: "done", reduced: "done", returned: "act", denied: "refused" },
  batch: {
    open: "draft",
    approved: "going",
    exported: "going",
    settled: "done",
    partly_returned: "act",
    discarded: "ended",
  },
  payment: { queued: "waiting", sent: "going", settled: "done", returned: "refused", dropped: "ended" },
};

/** A state no one has given a look yet reads as waiting: calm, and never mistaken for done. */
export function toneOf(lifecycle: string, state: string): Tone {
  return TONES[lifecycle]?.[state] ?? "waiting";
}
