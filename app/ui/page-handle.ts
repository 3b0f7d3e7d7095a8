// What a route may tell the root about its page: its title and the frame around it. Data only; `export const handle: PageHandle = { title: "referral.list.title" }`.
import type { UIMatch } from "@remix-run/react";
import type { Key } from "#app/i18n/en";
import type { Blanks } from "#app/i18n/say";

/** "desk": head and navigation of the desk. "public": a short page of its own. "wide": the same with room. "bare": nothing, for slips. */
export type PageFrame = "desk" | "public" | "wide" | "bare";

/** A title with blanks is made from what the loader gave: `(data) => ["client.title", { name: … }]`. */
export type PageTitle = Key | ((data: unknown) => readonly [Key, Blanks?]);

export type PageHandle = { readonly title?: PageTitle; readonly frame?: PageFrame };

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
