// Amounts and counts in figures that stand under one another. Formats only; never adds.
import { useFormats } from "#app/i18n/speech";

/** Whole cents. `currency` only where it is not the desk's. */
export function Money({ cents, currency }: { cents: bigint; currency?: string }) {
  const formats = useFormats();
  return <span className="figures">{formats.money(cents, currency)}</span>;
}

export function Count({ value }: { value: number }) {
  const formats = useFormats();
  return <span className="figures">{formats.count(value)}</span>;
}

/** Units in hundredths, with their type: "12.5 hours". */
export function Units({ hundredths, unitType }: { hundredths: bigint; unitType?: string }) {
  const formats = useFormats();
  return <span className="figures">{formats.units(hundredths, unitType)}</span>;
}

/** Whole cents as text, the way one would type them into a box: "45.50". */
export function plainCents(cents: string): string {
  const padded = cents.padStart(3, "0");
  return `${padded.slice(0, -2)}.${padded.slice(-2)}`;
}
