// What tells who a client is, and where it must never stand: addresses, pages that say no, lines of a log. Looks; judges nothing.
import type postgres from "postgres";

const SHORTEST = 6;

/** Full names, telephones, mails, streets and days of birth of every client there is. */
export async function readCanaries(look: postgres.Sql): Promise<string[]> {
  const rows = await look`select given_name || ' ' || family_name as name, family_name || ', ' || given_name as listed,
    telephone, email, address_line, birth_day::text as birth_day from client`;
  return [...new Set(rows.flatMap((row) => Object.values(row)).map(String))].filter((one) => one.length >= SHORTEST);
}

/** Which of them stand in it; a name also where it is written as an address writes it. */
export function leaksIn(text: string, canaries: readonly string[]): string[] {
  return canaries.filter((canary) => text.includes(canary));
}

const unescaped = (text: string) =>
  text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<");

/** Every address a page leads to or would send to, in plain words: with what a form that asks by address is filled with, and marks opened. */
export function addressesIn(html: string): string[] {
  const linked = [...html.matchAll(/\s(?:href|action|src|formaction)="([^"]*)"/g)].map(([, found = ""]) => found);
  const asked = [...html.matchAll(/<form\b[^>]*method="get"[^>]*>[\s\S]*?<\/form>/gi)].flatMap(([form]) =>
    [...form.matchAll(/\svalue="([^"]*)"/g)].map(([, found = ""]) => found),
  );
  return [...linked, ...asked].map((found) => openMarks(plain(unescaped(found))));
}

/** Mail and telephone links call somebody: they are no address of ours. */
function plain(address: string): string {
  if (/^(mailto|tel|sms):/.test(address)) return "";
  try {
    return decodeURIComponent(address.replaceAll("+", " "));
  } catch {
    return address;
  }
}

/** A list's mark is opaque to people, not to whoever reads an address twice. */
function openMarks(address: string): string {
  const mark = /[?&](?:after|before)=([\w-]+)/.exec(address)?.[1];
  return mark ? `${address} ${Buffer.from(mark, "base64url").toString("utf8")}` : address;
}
