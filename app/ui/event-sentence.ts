// Says an event in the person's language: its sentence of the catalogue, with its days as days are written. Chooses no event.
import { useFormats, useSay } from "#app/i18n/speech";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function useEventSentence(): (name: string, facts: Readonly<Record<string, string | number>>) => string {
  const say = useSay();
  const formats = useFormats();
  return (name, facts) => {
    const blanks = Object.entries(facts).map(
      ([key, value]) => [key, typeof value === "string" && DAY.test(value) ? formats.day(value) : value] as const,
    );
    return say.any(`event.${name}`, Object.fromEntries(blanks));
  };
}
