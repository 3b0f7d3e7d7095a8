// Which role may do what, as one table of data; the gate and the screens ask it, nothing else decides.
import type { Actor, Role } from "./actor";

const CASE_STAFF = ["caseworker", "supervisor"] as const;
const FINANCE = ["finance_reviewer", "finance_approver"] as const;
const PORTAL = ["coordinator", "practitioner", "biller", "organization_administrator"] as const;
const PORTAL_LEADS = ["coordinator", "organization_administrator"] as const;
const EVERYONE = [...CASE_STAFF, "network_manager", ...FINANCE, "auditor", "administrator", ...PORTAL] as const;

export const rights = {
  "admin:desk": ["auditor", "administrator"],
  "agency:desk": CASE_STAFF,
  "agency:settings": ["administrator"],
  "agreement:manage": ["network_manager"],
  "application:screen": ["network_manager"],
  "assessment:read": CASE_STAFF,
  "assessment:write": CASE_STAFF,
  "attendance:record": ["coordinator", "practitioner", "organization_administrator"],
  "authorization:propose": CASE_STAFF,
  "authorization:decide": CASE_STAFF,
  "authorization:read": [...CASE_STAFF, ...FINANCE],
  "batch:prepare": FINANCE,
  "batch:read": FINANCE,
  "batch:release": ["finance_approver"],
  "case:hand-over": ["supervisor"],
  "case:read": CASE_STAFF,
  "case:write": CASE_STAFF,
  "change:decide": ["network_manager"],
  "client-fact:reach": ["administrator"],
  "client-fact:read": CASE_STAFF,
  "client:read": CASE_STAFF,
  "client:write": CASE_STAFF,
  "consent:override": CASE_STAFF,
  "consent:record": CASE_STAFF,
  "credential:manage": ["network_manager"],
  "delivery:read": CASE_STAFF,
  "desk:any": EVERYONE,
  "directory:keys": ["administrator"],
  "directory:read": EVERYONE,
  "document:read": [...CASE_STAFF, "network_manager", ...PORTAL],
  "emergency:open": CASE_STAFF,
  "emergency:read": CASE_STAFF,
  "emergency:review": ["supervisor"],
  "event:read": ["auditor", "administrator"],
  "facts:rules": ["network_manager"],
  "exclusion:manage": ["network_manager"],
  "finance:desk": FINANCE,
  "form:edit": ["administrator"],
  "fund:manage": ["finance_approver"],
  "fund:read": FINANCE,
  "hours:confirm": ["network_manager"],
  "import:manage": ["network_manager"],
  "invoice:decide": FINANCE,
  "invoice:prepare": ["biller", "organization_administrator"],
  "invoice:review": FINANCE,
  "membership:manage": ["administrator"],
  "network:desk": ["network_manager"],
  "offer:answer": PORTAL_LEADS,
  "offer:read": PORTAL,
  "offer:talk": ["coordinator", "practitioner", "organization_administrator"],
  "organization:edit": PORTAL_LEADS,
  "organization:manage": ["network_manager"],
  "organization:people": ["organization_administrator"],
  "payment:read": FINANCE,
  "payment:settle": FINANCE,
  "portal:desk": PORTAL,
  "portal:invoices": ["biller", "organization_administrator", "coordinator"],
  "portal:payments": ["biller", "organization_administrator", "coordinator"],
  "programme:edit": ["supervisor", "administrator"],
  "programme:move-cohort": ["supervisor"],
  "programme:read": [...CASE_STAFF, "administrator"],
  "progress:report": ["coordinator", "practitioner", "organization_administrator"],
  "referral:close": CASE_STAFF,
  "referral:move": PORTAL_LEADS,
  "referral:read": CASE_STAFF,
  "referral:retract": ["supervisor"],
  "referral:send": CASE_STAFF,
  "schedule:decide": CASE_STAFF,
  "schedule:prepare": ["coordinator", "biller", "organization_administrator"],
  "schedule:read": [...CASE_STAFF, ...PORTAL],
  "search:providers": CASE_STAFF,
  "search:setup": ["network_manager"],
  "session:read": PORTAL,
  "supervision:read": [...CASE_STAFF, "auditor"],
  "supervision:write": ["supervisor"],
  "twin:decide": ["network_manager"],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof rights;

/** Whether the actor's role carries the right. No right is ever empty: an unknown role may nothing. */
export function mayDo(actor: Pick<Actor, "role">, right: Right): boolean {
  return (rights[right] as readonly Role[]).includes(actor.role);
}
