// Turns what was thrown into an answer a person can use. Lets every other failure travel on, to be logged with a reference.
import { data } from "@remix-run/node";
import { ConnectionLost } from "#app/database/lane.server";
import { PoolBusy } from "#app/database/pool.server";
import { constraintOf, sqlStateOf } from "#app/database/transaction.server";
import { DEFAULT_WORDS } from "#app/i18n/agency-words";
import { sayIn } from "#app/i18n/say-in";
import { isRefusal, Refusal } from "../models/values/refusal";
import type { Actor } from "./actor";

/**
 * Constraints that two people can meet at the same moment although each deed checked first: the second lock speaks,
 * and the person learns what happened. Any other constraint is a bug of ours.
 */
const RACES: Readonly<Record<string, string>> = {
  agreement_amended_once: "directory.amended-already",
  agreement_amends_ahead: "directory.amendment-outside",
  agreement_ends_ahead: "directory.end-outside",
  agreement_frozen: "directory.amend-instead",
  agreement_one_a_day: "directory.two-agreements",
  emergency_access_one_open: "emergency.open-already",
  application_decision_once: "application.decided-already",
  application_decision_version: "application.changed-while-deciding",
  application_decisions: "application.not-enough-approvals",
  application_items_open: "application.items-open",
  application_own_decision: "application.own-decision",
  application_sent: "application.sent-already",
  application_taken: "application.organization-taken",
  application_version: "application.changed-meanwhile",
  assessment_corrected_once: "assessment.corrected-already",
  assessment_of_published: "assessment.form-changed",
  assessment_one_draft: "assessment.draft-there",
  authorization_change_fits: "authorization.change-moved",
  authorization_change_final: "authorization.change-moved",
  authorization_change_own: "authorization.own-change",
  authorization_change_limit: "authorization.supervisor-decides",
  authorization_change_of_standing: "authorization.change-not-active",
  authorization_renewed_once: "authorization.renewed-meanwhile",
  authorization_four_eyes: "authorization.four-eyes",
  authorization_units: "delivery.units-used-up",
  case_approval_own: "case.own-approval",
  case_approval_stale: "case.approval-stale",
  case_needs_approval: "case.needs-approval",
  case_note_corrected_once: "case.note-corrected",
  case_time_corrected_once: "case.time-corrected",
  supervision_corrected: "supervision.corrected",
  supervision_corrected_once: "supervision.corrected",
  care_plan_document_of_client: "plan.paper-of-another",
  care_plan_frozen: "plan.not-a-draft",
  care_plan_needs_approval: "plan.needs-approval",
  care_plan_one_draft: "plan.draft-already",
  care_plan_without_goal: "plan.no-goal",
  attendance_billed: "delivery.billed-already",
  attendance_units_per_period: "delivery.period-used-up",
  attendance_of_live_authorization: "delivery.authorization-ended",
  attendance_one_current: "delivery.recorded-already",
  progress_mark_one_current: "progress.said-meanwhile",
  progress_mark_in_use: "progress.point-retired",
  progress_mark_value: "progress.not-a-value",
  progress_point_place: "progress.points-changed",
  adjustment_own: "payment.own-adjustment",
  adjustment_within_paid: "payment.more-than-paid",
  payment_adjustment_within: "payment.adjustment-meanwhile",
  bank_account_one_proposed: "payment.account-asked-already",
  bank_account_own: "payment.own-account",
  batch_account_stopped: "payment.account-stopped",
  batch_approver: "payment.approver-only",
  batch_four_eyes: "payment.own-approval",
  batch_third_person: "invoice.third-person",
  batch_sums: "payment.batch-changed",
  group_place_capacity: "lifecycle.moved-meanwhile",
  group_place_of_open_group: "group.ended",
  group_place_once: "group.in-it-already",
  group_place_sessions_ahead: "lifecycle.moved-meanwhile",
  group_place_out_of_turn: "lifecycle.moved-meanwhile",
  schedule_without_place: "group.no-place",
  session_group_begins_together: "group.meets-otherwise",
  session_group_ends_together: "group.meets-otherwise",
  session_group_open_places: "group.somebody-in-it",
  session_group_places: "group.more-are-in-meanwhile",
  session_without_place: "group.no-place",
  form_name: "form.name-there",
  book_month_in_order: "books.in-order",
  book_month_over: "books.not-over",
  ledger_month_closed: "books.month-closed",
  fund_continued_once: "fund.continued-already",
  fund_follows: "fund.before-runs-still",
  fund_never_overdrawn: "authorization.fund-overdrawn",
  cohort_move_final: "programme.no-move",
  cohort_name: "programme.cohort-name-there",
  enrolment_final: "programme.enrolment-ended",
  enrolment_stage_removed: "programme.changed-meanwhile",
  enrolment_once: "programme.enrolled-already",
  enrolment_open_programme: "programme.closed",
  programme_name: "programme.name-there",
  programme_stage_place: "programme.changed-meanwhile",
  invoice_four_eyes: "invoice.own-approval",
  invoice_line_contested: "invoice.no-dispute",
  invoice_line_fresh_eyes: "invoice.fresh-eyes",
  invoice_line_held: "invoice.line-held-by-edit",
  invoice_line_never_less: "invoice.never-less",
  invoice_line_not_disputed: "invoice.not-disputed",
  invoice_second_person: "invoice.second-person",
  invoice_line_credentials: "invoice.line-held-meanwhile",
  invoice_line_no_agreement: "invoice.line-without-agreement",
  invoice_over_ceiling: "invoice.over-ceiling",
  invoice_line_delivery_once: "invoice.billed-already",
  invoice_line_frozen: "invoice.sent-already",
  invoice_line_is_delivery: "invoice.delivery-corrected",
  directory_import_undo_newest: "imports.undo-newest",
  import_removal_edited: "imports.removal-edited",
  disclosure_within_consent: "consent.does-not-cover",
  decline_reason_common_once: "referral.reasons-changed",
  decline_reason_place: "referral.reasons-changed",
  offer_credentials: "referral.credential-meanwhile",
  offer_decline_reason_in_use: "referral.reason-retired",
  referral_needs_second_person: "referral.no-retraction",
  retraction_final: "referral.no-retraction",
  retraction_own: "referral.own-retraction",
  offer_not_excluded: "referral.excluded-meanwhile",
  client_pair_behind_one: "client.linked-already",
  client_pair_chain: "client.linked-already",
  "contact_no-contact": "client.contact-no-contact",
  contact_channel: "client.contact-channel",
  "contact_unknown-way": "client.contact-unknown-way",
  "contact_not-told": "client.contact-not-told",
  contact_never: "client.contact-never",
  contact_hours: "client.contact-hours",
  contact_words: "client.contact-words",
  contact_sender: "client.contact-sender",
  request_told: "request.told-the-sender",
  credential_proof: "practitioner.proof-missing",
  offer_at_most_three: "referral.at-most-three-offers",
  membership_last_administrator: "agency.last-administrator",
  offer_one_winner: "referral.taken",
  offer_out_of_network: "referral.out-of-network",
  offer_outside_reason: "referral.outside-reason",
  offer_while_suspended: "standing.offer",
  agreement_set_aside: "twin.set-aside",
  organization_pair_agreement: "twin.agreement",
  organization_pair_behind_one: "twin.joined",
  organization_pair_joined: "twin.joined",
  "organization_pair_not-yours": "twin.not-yours",
  organization_pair_people: "twin.people",
  organization_pair_referrals: "twin.referrals",
  payment_account_in_use: "payment.account-changed",
  payment_invoice_once: "payment.invoice-in-batch-already",
  proposed_change_by_one_link: "organization.too-many-changes",
  proposed_change_four_eyes: "organization.own-change",
  rate_one_price: "directory.two-prices",
  billing_schedule_amended_once: "schedule.amended-already",
  schedule_amends_standing: "schedule.amends-nothing",
  schedule_four_eyes: "schedule.own-approval",
  saved_search_name: "search.name-meanwhile",
  screening_item_closed: "screening.closed",
  screening_requirement_name: "screening.name-there",
  search_setup_name: "search.name-meanwhile",
  search_setup_usual: "search.usual-meanwhile",
  session_client_in_one_place: "schedule.client-in-two-places",
  session_of_active_authorization: "schedule.authorization-not-active",
  session_inside_authorization: "schedule.outside-authorization",
  session_units: "schedule.units-meanwhile",
  session_units_per_period: "schedule.period-meanwhile",
  session_while_stopped: "standing.stopped",
  document_replaced_once: "document.replaced-already",
  upload_too_many: "upload.too-many",
  suspension_ended: "standing.stands-already",
  suspension_once: "standing.suspended-already",
  session_practitioner_in_one_place: "schedule.practitioner-in-two-places",
  notice_choice_urgent: "notification.urgent",
  thread_message_late: "message.too-late",
  thread_message_read: "message.read-already",
  thread_message_stays: "message.taken-back-already",
};

/** The refusal behind a failure, if a person can do something about it; else null. */
export function refusalIn(failure: unknown): Refusal | null {
  if (isRefusal(failure)) return failure;
  if (sqlStateOf(failure) === "55P03") return new Refusal("form.still-running", 409);
  const code = RACES[constraintOf(failure) ?? ""] ?? lifecycleRace(constraintOf(failure));
  return code ? new Refusal(code, 409) : null;
}

const lifecycleRace = (constraint: string | undefined) =>
  constraint?.endsWith("_move") ? "lifecycle.moved-meanwhile" : undefined;

/** The sentence of a refusal in the actor's language and the agency's words. */
export function sentenceOf(refusal: Refusal, actor: Actor | null): string {
  return sayIn(actor?.language ?? "en", { ...DEFAULT_WORDS, ...actor?.words }).any(
    `refusal.${refusal.code}`,
    refusal.blanks,
  );
}

/** What a loader throws for a failure: the refusal's page, a busy page, or the failure itself. */
export function thrownFor(failure: unknown, actor: Actor | null, requestId: string): unknown {
  if (failure instanceof Response) return failure;
  const refusal = refusalIn(failure);
  if (refusal) return data({ message: sentenceOf(refusal, actor), requestId }, { status: refusal.status });
  if (isPassing(failure)) {
    return data(
      { message: sayIn(actor?.language ?? "en").any("refusal.try-again"), requestId },
      { status: 503, headers: { "Retry-After": "5" } },
    );
  }
  return failure;
}

/** The database was busy, away or full for a moment; nothing was kept, and the same request may be sent again. */
export function isPassing(failure: unknown): boolean {
  if (failure instanceof PoolBusy || failure instanceof ConnectionLost) return true;
  const state = sqlStateOf(failure) ?? "";
  return (
    /^(53|57P0|08)/.test(state) ||
    [
      "40001",
      "40P01",
      "57014",
      "CONNECTION_CLOSED",
      "CONNECT_TIMEOUT",
      "ECONNREFUSED",
      "CONNECTION_ENDED",
      "CONNECTION_DESTROYED",
    ].includes(state)
  );
}
