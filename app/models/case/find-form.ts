// What is typed to find a client, a case or a paper of a client's. Shapes and limits only.
import { z } from "zod";
import { type ClientId, idParam } from "../values/ids";

const typed = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text ?? "").slice(0, 200));

/** What a list's address says was sought: sealed, so opaque to people; nonsense seeks nothing. */
export const foundParam = z.string().max(1200).catch("").default("");

/** The list it is typed for, with what else narrows that list. */
export const FindForm = z.discriminatedUnion("list", [
  z.object({ list: z.literal("clients"), q: typed }),
  z.object({
    list: z.literal("cases"),
    q: typed,
    whose: z.enum(["mine", "all"]).optional().catch(undefined),
    state: z.string().max(20).optional().catch(undefined),
  }),
  z.object({ list: z.literal("papers"), q: typed, clientId: idParam<ClientId>() }),
]);
export type FindForm = z.infer<typeof FindForm>;

/** @param found the words, sealed; empty: everything */
export function addressOf(form: FindForm, found: string): string {
  const query = new URLSearchParams();
  if (form.list === "cases") {
    if (form.whose) query.set("whose", form.whose);
    if (form.state) query.set("state", form.state);
  }
  if (found) query.set("found", found);
  const list = form.list === "papers" ? `clients/${form.clientId}/documents` : form.list;
  return `/agency/${list}${query.size > 0 ? `?${query}` : ""}`;
}
