// Where each desk leads: addresses, names and pictures in the order of a working day. Data only; rights are checked at the gate.
import type { Role } from "#app/access/actor";
import { mayDo, type Right } from "#app/access/rights";
import type { Key } from "#app/i18n/en";
import type { IconName } from "./icon";

export type Desk = "agency" | "network" | "finance" | "admin" | "portal";

/** `right`: not everybody at the desk may open it. */
export type NavigationItem = {
  readonly to: string;
  readonly name: Key;
  readonly icon: IconName;
  readonly right?: Right;
};

export const navigation: Readonly<Record<Desk, readonly NavigationItem[]>> = {
  agency: [
    { to: "/agency", name: "ui.navigation.today", icon: "home" },
    { to: "/agency/search", name: "ui.navigation.search", icon: "search" },
    { to: "/agency/clients", name: "ui.navigation.clients", icon: "people" },
    { to: "/agency/referrals", name: "ui.navigation.referrals", icon: "send" },
    { to: "/agency/cases", name: "ui.navigation.cases", icon: "folder-open" },
    { to: "/agency/programmes", name: "ui.navigation.programmes", icon: "topic" },
    { to: "/agency/requests", name: "ui.navigation.requests", icon: "mail-outline" },
    { to: "/agency/schedules", name: "ui.navigation.schedules", icon: "calendar-today" },
    { to: "/agency/insights", name: "ui.navigation.insights", icon: "insights", right: "insight:supervision" },
    { to: "/network/insights/cards", name: "ui.navigation.cards", icon: "assessment", right: "card:read" },
    { to: "/agency/incidents", name: "ui.navigation.incidents", icon: "priority-high", right: "incident:handle" },
    { to: "/agency/deliveries", name: "ui.navigation.deliveries", icon: "check-circle-outline" },
    { to: "/agency/authorizations", name: "ui.navigation.authorizations", icon: "verified-user" },
  ],
  network: [
    { to: "/network", name: "ui.navigation.today", icon: "home" },
    { to: "/network/applications", name: "ui.navigation.applications", icon: "verified-user" },
    { to: "/network/organizations", name: "ui.navigation.organizations", icon: "store" },
    { to: "/network/credentials", name: "ui.navigation.credentials", icon: "verified-user" },
    { to: "/network/agreements", name: "ui.navigation.agreements", icon: "work" },
    { to: "/network/changes", name: "ui.navigation.changes", icon: "edit" },
    { to: "/network/hours", name: "ui.navigation.hours", icon: "schedule" },
    { to: "/network/imports", name: "ui.navigation.imports", icon: "upload-file", right: "import:manage" },
    { to: "/network/twins", name: "ui.navigation.twins", icon: "link", right: "twin:decide" },
    { to: "/network/insights", name: "ui.navigation.insights", icon: "insights", right: "insight:network" },
    { to: "/network/searches", name: "ui.navigation.searches", icon: "search" },
  ],
  finance: [
    { to: "/finance", name: "ui.navigation.today", icon: "home" },
    { to: "/finance/invoices", name: "ui.navigation.invoices", icon: "topic" },
    { to: "/finance/batches", name: "ui.navigation.batches", icon: "grid-view" },
    { to: "/finance/payments", name: "ui.navigation.payments", icon: "attach-money" },
    { to: "/finance/funds", name: "ui.navigation.funds", icon: "account-balance" },
    { to: "/finance/insights", name: "ui.navigation.insights", icon: "insights" },
    { to: "/finance/books", name: "ui.navigation.books", icon: "assessment" },
  ],
  admin: [
    { to: "/admin", name: "ui.navigation.today", icon: "home" },
    { to: "/admin/people", name: "ui.navigation.people", icon: "people" },
    { to: "/admin/forms", name: "ui.navigation.forms", icon: "assessment", right: "form:edit" },
    { to: "/agency/programmes", name: "ui.navigation.programmes", icon: "topic", right: "programme:edit" },
    { to: "/agency/supervision", name: "ui.navigation.supervision", icon: "people", right: "supervision:read" },
    { to: "/admin/events", name: "ui.navigation.events", icon: "history" },
    { to: "/admin/partners", name: "ui.navigation.partners", icon: "autorenew", right: "partner:keep" },
    { to: "/admin/keys", name: "ui.navigation.keys", icon: "lock-open", right: "directory:keys" },
    { to: "/admin/settings", name: "ui.navigation.settings", icon: "settings", right: "agency:settings" },
  ],
  portal: [
    { to: "/portal", name: "ui.navigation.today", icon: "home" },
    { to: "/portal/offers", name: "ui.navigation.offers", icon: "mail-outline" },
    { to: "/portal/caseload", name: "ui.navigation.caseload", icon: "people" },
    { to: "/portal/calendar", name: "ui.navigation.calendar", icon: "calendar-today" },
    { to: "/portal/schedules", name: "ui.navigation.schedules", icon: "schedule" },
    { to: "/portal/groups", name: "ui.navigation.groups", icon: "people" },
    { to: "/portal/sessions", name: "ui.navigation.sessions", icon: "check-circle-outline" },
    { to: "/portal/invoices", name: "ui.navigation.invoices", icon: "topic", right: "portal:invoices" },
    { to: "/portal/payments", name: "ui.navigation.payments", icon: "attach-money", right: "portal:payments" },
    { to: "/portal/services", name: "ui.navigation.services", icon: "store" },
    { to: "/portal/current", name: "ui.navigation.current", icon: "verified-user" },
    { to: "/portal/insights", name: "ui.navigation.insights", icon: "insights", right: "card:answer" },
    { to: "/portal/card", name: "ui.navigation.cards", icon: "assessment", right: "card:answer" },
    { to: "/portal/agreements", name: "ui.navigation.agreements", icon: "work" },
    { to: "/portal/people", name: "ui.navigation.people", icon: "people", right: "organization:people" },
    { to: "/portal/systems", name: "ui.navigation.systems", icon: "autorenew", right: "partner:keep" },
  ],
};

/** What somebody in this role may open. */
export function navigationOf(desk: Desk, role: Role): NavigationItem[] {
  return navigation[desk].filter(({ right }) => right === undefined || mayDo({ role }, right));
}

/** On a telephone four fit beside "More"; a desk with five or fewer shows them all. */
export function splitForTelephone(items: readonly NavigationItem[]): {
  near: NavigationItem[];
  more: NavigationItem[];
} {
  if (items.length <= 5) return { near: [...items], more: [] };
  return { near: items.slice(0, 4), more: items.slice(4) };
}

/** The desk's own page is current only when exactly there; every other also for the pages beneath it. */
export function isCurrent(item: NavigationItem, pathname: string): boolean {
  const isStart = item.to.split("/").length === 2;
  return pathname === item.to || (!isStart && pathname.startsWith(`${item.to}/`));
}

/** The desk an address belongs to, by its first segment. */
export function deskOf(pathname: string): Desk | null {
  const segment = pathname.split("/")[1] ?? "";
  return Object.hasOwn(navigation, segment) ? (segment as Desk) : null;
}
