// What the address of the list of cases asks for, the same for the page and the table. Reads no data.
import { z } from "zod";
import type { Actor } from "#app/access/actor";
import { foundParam } from "./find-form";
import type { CaseFilter } from "./read.server";

export const caseListQuery = z.object({
  whose: z.enum(["mine", "all"]).optional().catch(undefined),
  state: z.string().max(20).catch("open").default("open"),
  found: foundParam,
});

/** A supervisor looks after everybody's cases, a caseworker after their own, until they say otherwise. */
export function filterOf(
  actor: Actor,
  { whose, state }: Pick<z.infer<typeof caseListQuery>, "whose" | "state">,
  text: string,
): CaseFilter {
  return { whose: whose ?? (actor.role === "supervisor" ? "all" : "mine"), state, text };
}
