// The shape of a search's address. Kept apart from what reads it, so that a browser never loads the checker.
import { z } from "zod";

// Of a name said twice the first one counts; what is too long or no text is left out.
const text = (most: number) =>
  z
    .preprocess((given) => (Array.isArray(given) ? given[0] : given), z.string().trim().max(most).optional())
    .catch(undefined);
const texts = z
  .preprocess((given) => (typeof given === "string" ? [given] : given), z.array(z.string().max(60)).max(40).optional())
  .catch(undefined);
const guid = z
  .preprocess((given) => (Array.isArray(given) ? given[0] : given), z.guid().toLowerCase().optional())
  .catch(undefined);

/** Anything an address may say; what cannot be read is left out, because a search should answer rather than complain. */
export const searchParams = z.object({
  case: guid,
  need: guid,
  setup: guid,
  specialty: text(60),
  within: text(8),
  unit: text(12),
  place: text(200),
  open: text(10),
  day: text(10),
  time: text(8),
  free: texts,
  language: text(12),
  mode: text(12),
  access: texts,
  age: text(4),
  "age-else": text(4),
  serves: text(40),
  cost: text(20),
  accepting: text(4),
  network: text(4),
  credentials: text(4),
  q: text(100),
  sort: text(20),
  group: text(20),
  show: text(6),
  selected: guid,
  compare: texts,
});

export type SearchParams = z.infer<typeof searchParams>;
