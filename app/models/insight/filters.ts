// What an insight page is asked for in its address: a period, and one programme or one area. Never both: few would be left in it.
import { z } from "zod";
import { periodParam } from "./period";

export const InsightFilters = z
  .object({
    period: periodParam,
    programme: z.uuid().nullable().catch(null).default(null),
    /** The first three digits of a postal code. */
    area: z
      .string()
      .regex(/^\d{3}$/)
      .nullable()
      .catch(null)
      .default(null),
  })
  .transform(({ period, programme, area }) => ({ period, programme, area: programme === null ? area : null }));
export type InsightFilters = z.infer<typeof InsightFilters>;
