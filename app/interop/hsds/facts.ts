// What every HSDS object is made of: facts that are known, links and mailboxes in the standard's form. Leaves out what is not known; invents nothing.
import type { Say } from "#app/i18n/say";

/** What writers are given besides the rows. */
export interface Pen {
  /** The same parts give the same id for ever: for objects HSDS wants one of and the directory has no row for. */
  readonly idOf: (...parts: readonly string[]) => string;
  readonly now: Date;
  readonly say: Say;
}

export type HsdsObject = Readonly<Record<string, unknown>>;

/** The facts without those that are null, empty text or empty lists: HSDS leaves out what is not known. */
export function present(facts: HsdsObject): HsdsObject {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => isKnown(value)));
}

function isKnown(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return false;
  return !Array.isArray(value) || value.length > 0;
}

/** A web address as RFC 3986 writes it; undefined where the text is none. "www.example.org" is one without its scheme. */
export function uriOf(text: string | null): string | undefined {
  const given = (text ?? "").trim();
  if (given === "") return undefined;
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  if (!URL.canParse(whole)) return undefined;
  const { protocol, hostname, href } = new URL(whole);
  if (!/^https?:$/.test(protocol) || !hostname.includes(".")) return undefined;
  const [before = "", ...after] = href
    .replace(/%(?![\da-f]{2})/gi, "%25")
    .replace(/[\\^`{|}<>"\s[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .split("#");
  return after.length > 0 ? `${before}#${after.join("%23")}` : before;
}

const MAILBOX =
  /^[a-z\d!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z\d!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d](?:[a-z\d-]*[a-z\d])?$/i;

export function mailboxOf(text: string | null): string | undefined {
  const given = (text ?? "").trim();
  return given.length <= 320 && MAILBOX.test(given) ? given : undefined;
}

/** The latest of what is known, as HSDS writes instants: UTC with milliseconds. */
export function latest(instants: readonly (Date | null)[]): string | undefined {
  const known = instants.flatMap((instant) => (instant ? [instant.getTime()] : []));
  return known.length > 0 ? new Date(Math.max(...known)).toISOString() : undefined;
}
