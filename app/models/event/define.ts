// Names what can happen to a concept and which facts go with it. Facts are ids, codes, amounts and days; never words about a person.
import type { z } from "zod";

export interface HouseEvent<Name extends string = string, Facts = Record<string, unknown>> {
  readonly name: Name;
  readonly facts: Facts;
}

type Makers<Concept extends string, Shapes extends Record<string, z.ZodType<Record<string, unknown>>>> = {
  readonly [Key in keyof Shapes & string]: (
    facts: z.infer<Shapes[Key]>,
  ) => HouseEvent<`${Concept}.${Key}`, z.infer<Shapes[Key]>>;
};

/**
 * Makes one typed maker for each event of a concept: `offerEvents.accepted({ offerId })` is named "offer.accepted".
 * @param shapes event name → Zod object of its facts
 */
export function defineEvents<
  const Concept extends string,
  const Shapes extends Record<string, z.ZodType<Record<string, unknown>>>,
>(concept: Concept, shapes: Shapes): Makers<Concept, Shapes> {
  const makers = Object.fromEntries(
    Object.entries(shapes).map(([key, shape]) => [
      key,
      (facts: Record<string, unknown>) => ({ name: `${concept}.${key}`, facts: shape.parse(facts) }),
    ]),
  );
  return makers as unknown as Makers<Concept, Shapes>;
}
