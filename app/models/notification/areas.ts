// The kinds of notices as people choose between them: by what they are about. Which desk gets which; what may never be silenced. Data alone.
import type { Role } from "#app/access/actor";

export const MAIL_CHOICES = ["at_once", "digest", "none"] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

const CASEWORK = [
  "offer",
  "referral",
  "message",
  "case",
  "plan",
  "request",
  "consent",
  "document",
  "delivery",
  "schedule",
  "authorization",
  "emergency",
  "incident",
] as const;
const FINANCE = ["invoice", "authorization", "batch", "payment", "books"] as const;
const PORTAL = [
  "offer",
  "referral",
  "message",
  "schedule",
  "authorization",
  "delivery",
  "credential",
  "agency",
] as const;
const PORTAL_LEADS = [...PORTAL, "invoice", "payment", "agreement", "organization", "application"] as const;
const NETWORK = ["application", "credential", "agreement", "organization", "exclusion", "imports", "geocoder"] as const;

export type NoticeArea =
  | (typeof CASEWORK)[number]
  | (typeof FINANCE)[number]
  | (typeof PORTAL_LEADS)[number]
  | (typeof NETWORK)[number]
  | "partner";

const AREAS: Readonly<Record<Role, readonly NoticeArea[]>> = {
  caseworker: CASEWORK,
  supervisor: CASEWORK,
  network_manager: NETWORK,
  finance_reviewer: FINANCE,
  finance_approver: FINANCE,
  auditor: ["emergency"],
  administrator: ["agency", "emergency", "partner", "books"],
  coordinator: PORTAL_LEADS,
  practitioner: ["message", "delivery", "schedule", "agency"],
  biller: ["invoice", "payment", "schedule", "authorization", "agency"],
  organization_administrator: [...PORTAL_LEADS, "partner"],
  // Nobody sits there who could be told.
  partner: [],
};

/** Every area of every desk, once. */
export const NOTICE_AREAS: readonly NoticeArea[] = [...new Set(Object.values(AREAS).flat())];

export const areasOf = (role: Role): readonly NoticeArea[] => AREAS[role];

/** What waits for an answer in time: a provider's administrators hear of it, whatever they choose. The database holds to the same. */
export const URGENT_AREAS: readonly string[] = ["offer", "organization"];

/** A client who is not safe is nobody's to pass over. */
export const mayBeSilent = (role: Role, area: string): boolean =>
  area !== "incident" && (role !== "organization_administrator" || !URGENT_AREAS.includes(area));

/** The area of a notice's kind: its first word. The database reads it the same way. */
export function areaOf(kind: string): string {
  const word = kind.split(/[.-]/)[0] ?? "";
  return word === "documents" ? "document" : word;
}

/** Somebody must do something; every other kind tells what has happened. */
const WAITS = new Set([
  "offer.made",
  "offer.asked",
  "offer.reminded",
  "offer.escalated",
  "offer.place-due",
  "offer.given-back",
  "message.sent",
  "referral.declined",
  "referral.expired",
  "referral.unanswered",
  "referral.next-proposed",
  "referral.consent-ended",
  "referral.completed",
  "referral.failed",
  "authorization.waiting",
  "delivery.missed-in-a-row",
  "authorization.renewal",
  "authorization.change-waiting",
  "schedule.submitted",
  "schedule.returned",
  "schedule.to-plan",
  "invoice.submitted",
  "invoice.returned",
  "invoice.disputed",
  "invoice.line-message",
  "batch.opened",
  "books.broken",
  "payment.account-waits",
  "payment.correction",
  "payment.account-asked",
  "payment.adjustment-waits",
  "plan.review",
  "plan.approval",
  "request.assigned",
  "application.submitted",
  "application.answered",
  "application.second-look",
  "application.joins",
  "organization.change-asked",
  "organization.card-published",
  "organization.card-due",
  "organization.card-waits",
  "credential.added",
  "credential.expiring",
  "emergency.opened",
  "emergency.ended",
  "incident.opened",
  "exclusion.found",
  "document-expires",
  "agreement.ends",
  "imports.waits",
  "partner.webhook-off",
]);

export const asksForSomething = (kind: string): boolean => WAITS.has(kind);
export const KINDS_THAT_WAIT: readonly string[] = [...WAITS];
