// What to loosen when nothing fits: each wish that narrows the search, and the address of the search without it. Tries nothing out.
import { searchAddress } from "./address";
import { type SearchQuery, widerThan } from "./query";

export type Loosening = {
  readonly kind:
    | "wider"
    | "anywhere"
    | "any-time"
    | "any-language"
    | "any-mode"
    | "any-access"
    | "any-age"
    | "any-group"
    | "any-cost"
    | "any-answer"
    | "any-network"
    | "any-credentials"
    | "any-words"
    | "any-specialty";
  readonly address: string;
  /** For "wider": the radius it would be. */
  readonly within?: number;
};

/** @param filled what the case filled in although the address did not say it */
export function loosenings(
  query: SearchQuery,
  filled: {
    readonly measured: boolean;
    readonly specialty: boolean;
    readonly language: boolean;
    readonly age: boolean;
  },
): Loosening[] {
  const found: Loosening[] = [];
  const offer = (kind: Loosening["kind"], changes: Partial<SearchQuery>) =>
    found.push({ kind, address: searchAddress(query, changes) });
  const wider = widerThan(query.within);
  if (filled.measured && wider !== null) {
    found.push({ kind: "wider", address: searchAddress(query, { within: wider }), within: wider });
  }
  if (query.open.kind !== "any") offer("any-time", { open: { kind: "any" } });
  if (filled.language) offer("any-language", { language: "any" });
  if (query.mode) offer("any-mode", { mode: null });
  if (query.access.length > 0) offer("any-access", { access: [] });
  if (filled.age) offer("any-age", { age: "any" });
  if (query.serves) offer("any-group", { serves: null });
  if (query.cost) offer("any-cost", { cost: null });
  if (query.accepting) offer("any-answer", { accepting: false });
  if (query.credentials) offer("any-credentials", { credentials: false });
  if (query.text !== "") offer("any-words", { text: "" });
  if (query.networkOnly) offer("any-network", { networkOnly: false });
  if (filled.measured && query.within !== 0) offer("anywhere", { within: 0 });
  if (filled.specialty) offer("any-specialty", { specialty: "any" });
  return found;
}
