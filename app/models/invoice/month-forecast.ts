// What a month's work will bring its provider: earned, at risk, at most. Weighs and adds; reads no database.
import { type Cents, sumCents } from "../values/money";
import { type Edit, verdictOf } from "./edits";

/** A delivery that its provider can still change: not billed, or on an invoice that was not sent or came back. */
export interface OpenDelivery {
  readonly agencyId: string;
  readonly amountCents: Cents;
  readonly edits: readonly Edit[];
  /** It was denied with its whole invoice before. */
  readonly deniedBefore: boolean;
}

/** A line that was sent. */
export interface SentLine {
  readonly agencyId: string;
  readonly state: string;
  readonly amountCents: Cents;
  readonly approvedCents: Cents;
  readonly edits: readonly Edit[];
  readonly contested: boolean;
  /** What was allowed before the dispute. */
  readonly firstApprovedCents: Cents | null;
}

/** Sessions that nobody has recorded yet. */
export interface Planned {
  readonly agencyId: string;
  readonly count: number;
  readonly cents: Cents;
}

export interface Pile {
  readonly count: number;
  readonly cents: Cents;
}

export interface MonthForecast {
  readonly earned: Pile;
  readonly atRisk: Pile;
  readonly planned: Pile;
  /** All three: more than this the month cannot bring. */
  readonly mostCents: Cents;
}

export interface AgencyMonth extends MonthForecast {
  readonly agencyId: string;
}

interface MonthsWork {
  readonly open: readonly OpenDelivery[];
  readonly sent: readonly SentLine[];
  readonly planned: readonly Planned[];
}

/** One forecast an agency, in the order of their ids; each cent of the month stands in one pile, or was decided away. */
export function forecastMonth({ open, sent, planned }: MonthsWork): AgencyMonth[] {
  const agencies = new Set([...open, ...sent, ...planned].map(({ agencyId }) => agencyId));
  return [...agencies].sort().map((agencyId) => {
    const own = <Row extends { readonly agencyId: string }>(rows: readonly Row[]) =>
      rows.filter((row) => row.agencyId === agencyId);
    const parts = [...own(open).map(weighOpen), ...own(sent).map(weighSent)];
    return {
      agencyId,
      ...summed(
        pileOf(parts.map(({ earned }) => earned)),
        pileOf(parts.map(({ atRisk }) => atRisk)),
        together(own(planned)),
      ),
    };
  });
}

/** All agencies together. */
export function wholeMonth(months: readonly MonthForecast[]): MonthForecast {
  const sum = (name: "earned" | "atRisk" | "planned") => together(months.map((month) => month[name]));
  return summed(sum("earned"), sum("atRisk"), sum("planned"));
}

interface Parts {
  readonly earned: Cents;
  readonly atRisk: Cents;
}

function weighOpen({ amountCents, edits, deniedBefore }: OpenDelivery): Parts {
  return !deniedBefore && verdictOf(edits) === "passes"
    ? { earned: amountCents, atRisk: 0n }
    : { earned: 0n, atRisk: amountCents };
}

/** What is decided counts as it was decided; in a dispute what was allowed first is safe, and the rest may still come. */
function weighSent(line: SentLine): Parts {
  if (line.state !== "pending") return { earned: line.approvedCents, atRisk: 0n };
  if (line.contested) {
    const safe = line.firstApprovedCents ?? 0n;
    return { earned: safe, atRisk: line.amountCents - safe };
  }
  return weighOpen({ ...line, deniedBefore: false });
}

/** What is nothing is not counted either. */
const pileOf = (amounts: readonly Cents[]): Pile => ({
  count: amounts.filter((cents) => cents > 0n).length,
  cents: sumCents(amounts),
});

const together = (piles: readonly Pile[]): Pile => ({
  count: piles.reduce((sum, { count }) => sum + count, 0),
  cents: sumCents(piles.map(({ cents }) => cents)),
});

const summed = (earned: Pile, atRisk: Pile, planned: Pile): MonthForecast => ({
  ...{ earned, atRisk, planned },
  mostCents: earned.cents + atRisk.cents + planned.cents,
});
