// What changed between two versions of an agreement: days, terms, ceiling and prices. Compares what it is given; says it in no words.

export type ComparedRate = {
  readonly serviceName: string;
  readonly unitType: string;
  readonly rateCents: string;
  readonly startsOn: string;
  readonly endsOn: string;
};

export type ComparedVersion = {
  readonly lastDay: string;
  readonly paymentDays: number;
  readonly noticeDays: number;
  /** Whole cents as text; null: no ceiling. */
  readonly ceilingCents: string | null;
  readonly terms: string;
  readonly termsDocumentId: string | null;
  readonly rates: readonly ComparedRate[];
};

export const COMPARED = ["lastDay", "paymentDays", "noticeDays", "ceilingCents", "terms", "termsDocumentId"] as const;
type Field = (typeof COMPARED)[number];

export type Difference =
  | { readonly kind: "field"; readonly field: Field; readonly before: string | null; readonly after: string | null }
  | {
      readonly kind: "price";
      readonly serviceName: string;
      readonly unitType: string;
      /** Whole cents as text; null: none in that version. */
      readonly before: string | null;
      readonly after: string | null;
    };

/**
 * Prices are compared as they are at the seam: the last of the version before, the first of the one after.
 * @param before the version before; its own end moved when the next one began, so the end it was made with is not compared
 */
export function versionDifferences(before: ComparedVersion, after: ComparedVersion): Difference[] {
  const fields = COMPARED.filter((field) => field !== "lastDay").flatMap((field): Difference[] => {
    const [was, is] = [textOf(before[field]), textOf(after[field])];
    return was === is ? [] : [{ kind: "field", field, before: was, after: is }];
  });
  const [old, young] = [lastPrices(before.rates), firstPrices(after.rates)];
  const prices = [...new Set([...old.keys(), ...young.keys()])].flatMap((key): Difference[] => {
    const [was, is] = [old.get(key) ?? null, young.get(key) ?? null];
    if (was?.rateCents === is?.rateCents) return [];
    const { serviceName, unitType } = (is ?? was) as ComparedRate;
    return [{ kind: "price", serviceName, unitType, before: was?.rateCents ?? null, after: is?.rateCents ?? null }];
  });
  return [...fields, ...prices];
}

const textOf = (value: string | number | null) => (value === null || value === "" ? null : String(value));
const keyOf = ({ serviceName, unitType }: ComparedRate) => `${serviceName} ${unitType}`;
const ordered = (rates: readonly ComparedRate[]) =>
  rates.toSorted((one, other) => (one.startsOn < other.startsOn ? -1 : 1));
const lastPrices = (rates: readonly ComparedRate[]) => new Map(ordered(rates).map((rate) => [keyOf(rate), rate]));
const firstPrices = (rates: readonly ComparedRate[]) =>
  new Map(
    ordered(rates)
      .toReversed()
      .map((rate) => [keyOf(rate), rate]),
  );
