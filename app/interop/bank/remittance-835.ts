// Reads an X12 835 remittance: what was paid, claim by claim, held against the totals it says of itself. Takes part of no file that does not add up.
import { type Cents, parseMoney, plainMoney, sumCents } from "../../models/values/money";
import type { FileFault } from "./fault";

export interface PaidClaim {
  /** Where it stands: its segment, counted from 1. */
  readonly line: number;
  /** What whoever is paid calls it (CLP01). */
  readonly reference: string;
  readonly status: string;
  readonly billedCents: Cents;
  readonly paidCents: Cents;
  /** Group and reason of each adjustment, such as CO-29. */
  readonly reasons: readonly string[];
}

export interface Remittance835 {
  readonly payer: string;
  /** The payment's number at the bank (TRN02). */
  readonly trace: string;
  /** YYYY-MM-DD. */
  readonly paidOn: string;
  readonly totalCents: Cents;
  readonly claims: readonly PaidClaim[];
}

export interface File835 {
  readonly remittances: readonly Remittance835[];
  readonly faults: readonly FileFault[];
}

interface Segment {
  readonly line: number;
  readonly id: string;
  /** The element with this number, "" where there is none. */
  at(place: number): string;
  readonly count: number;
}

const HEADER = 106;

export const is835 = (text: string): boolean => text.trimStart().startsWith("ISA");

/**
 * Every transaction of the file, and everything that is wrong with it; a caller takes nothing while there are faults.
 * Source: ASC X12N 835 (005010X221A1): BPR02 is the sum of CLP04 less the provider's adjustments (PLB), and a claim's charge less
 * its adjustments is what is paid of it.
 */
export function read835(text: string): File835 {
  const faults: FileFault[] = [];
  const fault = (line: number, code: string, blanks: FileFault["blanks"] = {}) => faults.push({ line, code, blanks });
  const segments = segmentsOf(text.trim());
  if (segments[0]?.id !== "ISA" || segments[0].count < 16) {
    fault(1, "no-interchange");
    return { remittances: [], faults };
  }
  checkEnvelopes(segments, fault);
  const remittances: Remittance835[] = [];
  let begun = -1;
  segments.forEach((segment, index) => {
    if (segment.id === "ST") begun = index;
    if (segment.id !== "SE" || begun < 0) return;
    remittances.push(transaction(segments.slice(begun, index + 1), fault));
    begun = -1;
  });
  if (begun >= 0) fault(segments.length, "no-transaction-end");
  if (remittances.length === 0) fault(segments.length, "no-remittance");
  return { remittances, faults };
}

type Fault = (line: number, code: string, blanks?: FileFault["blanks"]) => void;

/** The signs that part elements and segments are wherever the first segment has them. */
function segmentsOf(text: string): Segment[] {
  const [element, end] = [text[3] ?? "*", text[HEADER - 1] ?? "~"];
  return text
    .split(end)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part, index) => {
      const parts = part.split(element);
      return { line: index + 1, id: parts[0] ?? "", at: (place) => parts[place] ?? "", count: parts.length - 1 };
    });
}

/** Each envelope says how much is in it and repeats its number: a file that was cut says so here. */
function checkEnvelopes(segments: readonly Segment[], fault: Fault): void {
  const opened = new Map<string, { segment: Segment; index: number; inside: number }>();
  const pairs: Record<string, { begin: string; number: number; counts: "segments" | string }> = {
    SE: { begin: "ST", number: 2, counts: "segments" },
    GE: { begin: "GS", number: 6, counts: "ST" },
    IEA: { begin: "ISA", number: 13, counts: "GS" },
  };
  for (const [index, segment] of segments.entries()) {
    for (const open of opened.values()) open.inside += pairs[endOf(open.segment.id)]?.counts === segment.id ? 1 : 0;
    if (endOf(segment.id)) opened.set(segment.id, { segment, index, inside: 0 });
    const pair = pairs[segment.id];
    if (!pair) continue;
    const open = opened.get(pair.begin);
    if (!open) {
      fault(segment.line, "outside-envelope", { segment: segment.id });
      continue;
    }
    opened.delete(pair.begin);
    const counted = pair.counts === "segments" ? index - open.index + 1 : open.inside;
    if (Number(segment.at(1)) !== counted) fault(segment.line, "count", { said: segment.at(1), counted });
    const [begun, ended] = [open.segment.at(pair.number), segment.at(2)];
    if (begun.trim() !== ended.trim()) fault(segment.line, "number", { said: ended, counted: begun });
  }
  if (opened.size > 0) fault(segments.length, "cut");
}

const endOf = (id: string): string => ({ ISA: "IEA", GS: "GE", ST: "SE" })[id] ?? "";

function transaction(segments: readonly Segment[], fault: Fault): Remittance835 {
  const start = segments[0]?.line ?? 1;
  const first = (id: string) => segments.find((segment) => segment.id === id);
  const [paid, trace, payer] = [first("BPR"), first("TRN"), first("N1")];
  if (first("ST")?.at(1) !== "835") fault(start, "not-835", { kind: first("ST")?.at(1) ?? "" });
  if (!paid) fault(start, "no-payment");
  if (!trace?.at(2)) fault(start, "no-trace");
  const totalCents = paid ? money(paid, 2, fault) : 0n;
  const claims = claimsOf(segments, fault);
  const provider = segments.filter(({ id }) => id === "PLB").flatMap((segment) => adjustments(segment, 4, 2, fault));
  const counted = sumCents(claims.map(({ paidCents }) => paidCents)) - sumCents(provider);
  if (paid && counted !== totalCents)
    fault(paid.line, "total", { said: plainMoney(totalCents), counted: plainMoney(counted) });
  const day = paid?.at(16) ?? "";
  const paidOn = /^\d{8}$/.test(day) ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : "";
  if (paid && paidOn === "") fault(paid.line, "day", { text: day });
  return { payer: payer?.at(2) ?? "", trace: trace?.at(2) ?? "", paidOn, totalCents, claims };
}

interface OpenClaim {
  readonly claim: Segment;
  readonly adjusted: Cents[];
  readonly reasons: string[];
  /** What its services say was paid; null while it has none. */
  services: Cents | null;
}

function claimsOf(segments: readonly Segment[], fault: Fault): PaidClaim[] {
  const open: OpenClaim[] = [];
  for (const segment of segments) {
    const current = open.at(-1);
    if (segment.id === "CLP") open.push({ claim: segment, adjusted: [], reasons: [], services: null });
    if (segment.id === "SVC" && current) current.services = (current.services ?? 0n) + money(segment, 3, fault);
    if (segment.id !== "CAS" || !current) continue;
    current.adjusted.push(...adjustments(segment, 3, 3, fault));
    for (let place = 2; segment.at(place) !== ""; place += 3)
      current.reasons.push(`${segment.at(1)}-${segment.at(place)}`);
  }
  return open.map((claim) => closed(claim, fault));
}

function closed({ claim, adjusted, reasons, services }: OpenClaim, fault: Fault): PaidClaim {
  const [billedCents, paidCents] = [money(claim, 3, fault), money(claim, 4, fault)];
  const counted = billedCents - sumCents(adjusted);
  if (counted !== paidCents) fault(claim.line, "claim", { said: plainMoney(paidCents), counted: plainMoney(counted) });
  if (services !== null && services !== paidCents)
    fault(claim.line, "services", { said: plainMoney(paidCents), counted: plainMoney(services) });
  const [reference, status] = [claim.at(1), claim.at(2)];
  return { line: claim.line, reference, status, billedCents, paidCents, reasons: [...new Set(reasons)] };
}

/** The amounts of a segment that repeats: from one place on, so many elements apart. */
function adjustments(segment: Segment, from: number, apart: number, fault: Fault): Cents[] {
  const found: Cents[] = [];
  for (let place = from; place <= segment.count; place += apart) {
    if (segment.at(place) !== "") found.push(money(segment, place, fault));
  }
  return found;
}

function money(segment: Segment, place: number, fault: Fault): Cents {
  const text = segment.at(place);
  const cents = parseMoney(text.replace(/^(-?)\./, "$10."));
  if (cents !== null) return cents;
  fault(segment.line, "amount", { text });
  return 0n;
}
