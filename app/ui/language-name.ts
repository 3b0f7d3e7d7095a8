// Names of spoken languages from the catalogue: what a browser and a server know by themselves differs. Reads nothing else.
import { useSay } from "#app/i18n/speech";

/** "es" → "Spanish"; a code nobody has a name for stays the code. */
export function useLanguageName(): (code: string) => string {
  const say = useSay();
  return (code) => (say.has(`client.spoken.${code}`) ? say.any(`client.spoken.${code}`) : code);
}
