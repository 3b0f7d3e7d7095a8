// What the address of the list of cases asks for, the same for the page and the table. Reads no data.
import { z } from "zod";
import type { Actor } from "#app/access/actor";
import type { CaseFilter } from "./read.server";

export const caseListQuery = z.object({
  whose: z.enum(["mine", "all"]).optional().catch(undefined),
  state: z.string().max(20).catch("open").default("open"),
  q: z.string().trim().max(100).catch("").default(""),
});

/** A supervisor looks after everybody's cases, a caseworker after their own, until they say otherwise. */
export function filterOf(actor: Actor, { whose, state, q }: z.infer<typeof caseListQuery>): CaseFilter {
  return { whose: whose ?? (actor.role === "supervisor" ? "all" : "mine"), state, text: q };
}
