// The shape of a search's address. Kept apart from what reads it, so that a browser never loads the checker.
import { z } from "zod";

const text = (most: number) => z.string().trim().max(most).optional().catch(undefined);
const guid = z.guid().toLowerCase().optional().catch(undefined);

/** Anything an address may say; what cannot be read is left out, because a search should answer rather than complain. */
export const searchParams = z.object({
  case: guid,
  need: guid,
  specialty: text(60),
  within: text(8),
  unit: text(12),
  place: text(200),
  open: text(4),
  day: text(10),
  time: text(8),
  language: text(12),
  q: text(100),
  network: text(4),
  sort: text(20),
  show: text(6),
  selected: guid,
});

export type SearchParams = z.infer<typeof searchParams>;
