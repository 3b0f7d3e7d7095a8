// Random papers of providers: goals reported on, authorizations that ran out, invoice lines, answers of clients. Made and counted plainly; lays nothing.
import fc from "fast-check";
import { addDays, type CalendarDay, startOfDay } from "#app/models/values/calendar-day";
import type { PaperFigure } from "./compared-figures";
import { type Counted, oneOf, type PlainCount, type PlainPeriod, tally } from "./plain-tally";

/** A referral and what providers said of its goals; null: it goes on. */
export interface Reported {
  readonly id: string;
  readonly client: number;
  readonly ended: { readonly at: Date; readonly completed: boolean } | null;
  readonly said: readonly Said[];
}

export interface Said {
  readonly id: string;
  readonly provider: number;
  readonly goal: number;
  readonly standing: "reached" | "closer" | "same" | "further";
  /** Minutes; several may be said in one of them. */
  readonly minute: number;
}

export interface Granted {
  readonly provider: number;
  readonly client: number;
  readonly state: "proposed" | "active" | "exhausted" | "expired" | "revoked";
  readonly endsOn: CalendarDay;
  readonly zone: string;
  readonly rateCents: number;
  /** Hundredths of a unit. */
  readonly units: number;
  readonly used: number;
}

export interface Billed {
  readonly id: string;
  readonly provider: number;
  readonly state: string;
  readonly decidedAt: Date | null;
  readonly sentBackAt: Date | null;
  readonly lines: readonly { readonly client: number; readonly state: string; readonly contested: boolean }[];
}

export interface Answered {
  /** Null: nobody had accepted, so it speaks of no provider. */
  readonly provider: number | null;
  readonly client: number;
  readonly at: Date;
  readonly helped: number | null;
  readonly treated: number | null;
  readonly again: number | null;
  readonly urgent: "not_safe" | "need_now" | null;
}

export interface Papers {
  readonly reports: readonly Reported[];
  readonly grants: readonly Granted[];
  readonly invoices: readonly Billed[];
  readonly answers: readonly Answered[];
}

const MINUTE = 60_000;
const WIDE = 2 * 24 * 60;
const INVOICE_STATES = ["submitted", "in_review", "returned", "approved", "partially_approved", "denied", "disputed"];
const ENDED_INVOICE_STATES = ["batched", "paid", "upheld", "adjusted", "discarded"];
const LINE_STATES = ["pending", "approved", "approved", "reduced", "returned", "denied"];

/** Around both edges of a period of a zone, so that each minute and each day matters. */
export function papers({ from, until, zone }: PlainPeriod, clients: number, providers: number): fc.Arbitrary<Papers> {
  const edges = [startOfDay(from, zone), startOfDay(until, zone)] as const;
  const instant = fc
    .tuple(fc.constantFrom(...edges), fc.integer({ min: -WIDE, max: WIDE }))
    .map(([edge, minutes]) => new Date(edge.getTime() + minutes * MINUTE));
  const client = fc.nat({ max: clients - 1 });
  const provider = fc.nat({ max: providers - 1 });
  const many = { minLength: 10, maxLength: 40 };
  return fc.record({
    reports: fc.array(reportOf(instant, client, provider), many),
    grants: fc.array(grantOf({ from, until, zone }, client, provider), many),
    invoices: fc.array(invoiceOf(instant, client, provider), many),
    answers: fc.array(answerOf(instant, client, provider), many),
  });
}

type Numbers = fc.Arbitrary<number>;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

function reportOf(instant: fc.Arbitrary<Date>, client: Numbers, provider: Numbers): fc.Arbitrary<Reported> {
  const said = fc.record({
    id: fc.uuid({ version: 4 }),
    provider,
    goal: fc.nat({ max: 2 }),
    standing: fc.constantFrom("reached", "reached", "closer", "same", "further"),
    minute: fc.nat({ max: 3 }),
  }) as fc.Arbitrary<Said>;
  return fc.record({
    id: fc.uuid({ version: 4 }),
    client,
    ended: maybe(fc.record({ at: instant, completed: fc.boolean() })),
    said: fc.uniqueArray(said, { maxLength: 6, selector: ({ id }) => id }),
  });
}

function grantOf({ from, until, zone }: PlainPeriod, client: Numbers, provider: Numbers): fc.Arbitrary<Granted> {
  return fc
    .record({
      provider,
      client,
      state: fc.constantFrom("proposed", "active", "exhausted", "expired", "revoked"),
      edge: fc.constantFrom(from, until),
      days: fc.integer({ min: -2, max: 2 }),
      zone: fc.constantFrom(zone, "America/New_York", "Pacific/Honolulu", "Pacific/Kiritimati"),
      rateCents: fc.integer({ min: 1, max: 9_999 }),
      units: fc.integer({ min: 1, max: 5_000 }),
      used: fc.nat({ max: 5_000 }),
    })
    .map(({ edge, days, ...rest }) => ({
      ...rest,
      state: rest.state as Granted["state"],
      used: Math.min(rest.used, rest.units),
      endsOn: addDays(edge, days),
    }));
}

function invoiceOf(instant: fc.Arbitrary<Date>, client: Numbers, provider: Numbers): fc.Arbitrary<Billed> {
  const line = fc.record({ client, state: fc.constantFrom(...LINE_STATES), contested: fc.boolean() });
  return fc.record({
    id: fc.uuid({ version: 4 }),
    provider,
    state: fc.constantFrom(...INVOICE_STATES, ...ENDED_INVOICE_STATES),
    decidedAt: maybe(instant),
    sentBackAt: fc.option(instant, { nil: null, freq: 2 }),
    lines: fc.array(line, { maxLength: 5 }),
  });
}

function answerOf(instant: fc.Arbitrary<Date>, client: Numbers, provider: Numbers): fc.Arbitrary<Answered> {
  const mark = maybe(fc.nat({ max: 2 }));
  const urgent = fc.constantFrom(null, null, "not_safe", "need_now");
  const said = fc.record({
    provider: maybe(provider),
    client,
    at: instant,
    helped: mark,
    treated: mark,
    again: mark,
    urgent,
  });
  return said as fc.Arbitrary<Answered>;
}

/** Each figure of one provider that is made of its papers, counted one by one over all there is. */
export function countPapers(all: Papers, provider: number, period: PlainPeriod): Record<string, PlainCount> {
  const answers = all.answers.filter((answer) => answer.provider === provider);
  const figures: Record<PaperFigure, Counted[]> = {
    goals: all.reports.flatMap((report) => goalsOf(report, provider)),
    units_used: all.grants.filter((grant) => grant.provider === provider).flatMap(usedOf),
    first_pass: all.invoices.filter((invoice) => invoice.provider === provider).flatMap(passedOf),
    content: answers.flatMap(contentOf),
    urgent: answers.map(({ client, at, urgent }) => oneOf(client, at, urgent !== null)),
  };
  return tally(figures, period);
}

/** Of each goal what was said last; of two things said in one minute that which was written down later. */
function goalsOf({ client, ended, said }: Reported, provider: number): Counted[] {
  if (!ended) return [];
  const own = said.filter((one) => one.provider === provider);
  return [...new Set(own.map(({ goal }) => goal))].map((goal) => {
    const [last] = own
      .filter((one) => one.goal === goal)
      .sort((one, other) => other.minute - one.minute || (one.id < other.id ? 1 : -1));
    return oneOf(client, ended.at, last?.standing === "reached");
  });
}

/** What was used, in whole cents, of what was granted; counted on the day after its last. */
function usedOf({ client, state, endsOn, zone, rateCents, units, used }: Granted): Counted[] {
  if (state === "proposed" || state === "revoked") return [];
  const cents = (hundredths: number) => Number((BigInt(hundredths) * BigInt(rateCents) + 50n) / 100n);
  return [{ client, at: startOfDay(endsOn, zone), part: cents(used), whole: cents(units) }];
}

function passedOf({ state, decidedAt, sentBackAt, lines }: Billed): Counted[] {
  if (!decidedAt || state === "discarded") return [];
  return lines
    .filter((line) => line.state !== "pending")
    .map((line) => oneOf(line.client, decidedAt, line.state === "approved" && !line.contested && !sentBackAt));
}

function contentOf({ client, at, helped, treated, again }: Answered): Counted[] {
  const marks = [helped, treated, again].filter((mark) => mark !== null);
  if (marks.length === 0) return [];
  return [{ client, at, part: marks.reduce((sum, mark) => sum + mark, 0), whole: 2 * marks.length }];
}
