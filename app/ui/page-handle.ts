// What a route may tell the root about its page: its title and the frame around it. Data only; `export const handle: PageHandle = { title: "referral.list.title" }`.
import { type UIMatch, useMatches } from "@remix-run/react";
import type { Key } from "#app/i18n/en";
import type { ClientLanguage } from "#app/i18n/languages";
import type { Blanks } from "#app/i18n/say";

/** "desk": head and navigation of the desk. "public": a short page of its own. "wide": the same with room. "bare": nothing, for slips. */
export type PageFrame = "desk" | "public" | "wide" | "bare";

/** A title with blanks is made from what the loader gave: `(data) => ["client.title", { name: … }]`. */
export type PageTitle = Key | ((data: unknown) => readonly [Key, Blanks?]);

/** What stands around a page that a client reads, in their language. */
export interface ClientWords {
  readonly language: ClientLanguage;
  readonly title: string;
  readonly tagline: string;
  readonly skip: string;
}

export type PageHandle = {
  readonly title?: PageTitle;
  readonly frame?: PageFrame;
  /** Of a page that a client reads; null while nothing is known of its language. */
  readonly client?: (data: unknown) => ClientWords | null;
};

/** A title made from what the page's own loader gave; a page without data is a fault's, which has a title of its own. */
export function titleFrom<Data>(name: (data: Data) => readonly [Key, Blanks?]): PageTitle {
  return (data) => (data === undefined || data === null ? ["word.product"] : name(data as Data));
}

/** The innermost route that says something wins. */
export function innermost<Name extends keyof PageHandle>(matches: readonly UIMatch[], name: Name) {
  for (const { handle, data } of [...matches].reverse()) {
    const value = (handle as PageHandle | undefined)?.[name];
    if (value !== undefined) return { value: value as NonNullable<PageHandle[Name]>, data };
  }
  return null;
}

/** Null where the page is not one that clients read. */
export function useClientWords(): ClientWords | null {
  const page = innermost(useMatches(), "client");
  return page ? page.value(page.data) : null;
}
