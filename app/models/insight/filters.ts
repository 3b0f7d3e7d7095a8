// What narrows a desk in its address: one programme or one area. Never both: few would be left, and what is held back of one would follow from the other.
import { z } from "zod";

/** The first digits of a postal code, or a town; as the ledger of unmet need and coverage have it. */
const area = z
  .string()
  .trim()
  .max(80)
  .optional()
  .transform((text) => text || null)
  .catch(null);

export const narrowing = {
  programme: z.uuid().nullable().catch(null).default(null),
  area,
};

export interface Narrowed {
  readonly grouping: "programme" | "area";
  readonly value: string;
}

/** Of both the programme counts. */
export function narrowedBy({ programme, area }: { programme: string | null; area: string | null }): Narrowed | null {
  if (programme !== null) return { grouping: "programme", value: programme };
  return area === null ? null : { grouping: "area", value: area };
}
