// An authorization's second limit in words: "3 hours a week". Says nothing of the whole.
import { useFormats, useSay } from "#app/i18n/speech";

export type Limit = { readonly period: "day" | "week" | "month"; readonly units: bigint } | null;

export function useLimitWords() {
  const say = useSay();
  const formats = useFormats();
  return (limit: Limit, unitType: string): string =>
    limit
      ? say(`authorization.limit.${limit.period}`, { units: formats.units(limit.units, unitType) })
      : say("authorization.limit.none");
}
