// The desks of which a person can be told by mail that they are fresh: where they are, who may see them, which filters go along. Asks nobody.
import type { Right } from "#app/access/rights";
import { COURSE_GROUPINGS } from "./course";

interface MailedDesk {
  readonly path: string;
  readonly right: Right;
  /** Its name, as its page says it. */
  readonly title:
    | "desks.supervision.title"
    | "desks.service.title"
    | "desks.network.title"
    | "need.unmet.title"
    | "need.coverage.title"
    | "desks.money.title"
    | "desks.provider.title";
}

export const MAILED_DESKS = ["supervision", "service", "network", "unmet", "coverage", "finance", "provider"] as const;
export type MailedDeskName = (typeof MAILED_DESKS)[number];

const DESKS: Readonly<Record<MailedDeskName, MailedDesk>> = {
  supervision: { path: "/agency/insights", right: "insight:supervision", title: "desks.supervision.title" },
  service: { path: "/agency/insights/service", right: "insight:supervision", title: "desks.service.title" },
  network: { path: "/network/insights", right: "insight:network", title: "desks.network.title" },
  unmet: { path: "/network/insights/unmet", right: "insight:network", title: "need.unmet.title" },
  coverage: { path: "/network/insights/coverage", right: "insight:network", title: "need.coverage.title" },
  finance: { path: "/finance/insights", right: "insight:finance", title: "desks.money.title" },
  provider: { path: "/portal/insights", right: "card:answer", title: "desks.provider.title" },
};

export const mailedDesk = (name: MailedDeskName): MailedDesk => DESKS[name];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WORD = /^[a-z-]{2,20}$/;

/** What may go along in a mail: ids, codes, and places that are on the map. What somebody typed otherwise may be a name. */
const FILTERS: Readonly<Record<string, (value: string, knowsArea: (area: string) => boolean) => boolean>> = {
  programme: (value) => UUID.test(value),
  specialty: (value) => UUID.test(value),
  by: (value) => (COURSE_GROUPINGS as readonly string[]).includes(value),
  area: (value, knowsArea) => value.length <= 80 && knowsArea(value),
  language: (value) => WORD.test(value),
  time: (value) => WORD.test(value),
  within: (value) => /^\d{1,3}$/.test(value),
};

/**
 * The desk's address with what it is narrowed by. Not the quarter: whoever opens it later wants the one that runs then.
 * @param search of the page on which it was asked for
 */
export function addressOf(desk: MailedDeskName, search: string, knowsArea: (area: string) => boolean): string {
  const asked = new URLSearchParams(search);
  const kept = Object.entries(FILTERS).flatMap(([name, fits]) => {
    const value = asked.get(name);
    return value && fits(value, knowsArea) ? [[name, value]] : [];
  });
  const { path } = DESKS[desk];
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`;
}

/** Days of the week from Monday, and the first of each month. */
export const MAIL_DAYS = ["1", "2", "3", "4", "5", "6", "7", "month"] as const;
export type MailDay = (typeof MAIL_DAYS)[number];

/** Where a press on "Stop" leads back to. */
export const STOPPED_FROM = ["/notices/desks", "/account"] as const;
