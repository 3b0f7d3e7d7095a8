// Makes a score card of what was counted: each figure with its span, beside similar providers, and the reasons why a person should look. Counts nothing and keeps nothing.
import { type Breakdown, CARD_FIGURES, type CardFigureKey, figureOf } from "./card-figures";
import { type FigureDefinition, NONE, type Told, tell, tellMedian } from "./figure";
import { bootstrapMedian, ratioInterval, wilson } from "./interval";
import { hideSmall, isTooFew } from "./suppression";

/** Sums over what was counted of one figure, or of one part of a breakdown. */
export interface Count {
  readonly figure: string;
  readonly label: string;
  readonly people: number;
  readonly part: number;
  readonly whole: number;
  readonly partSquares: number;
  readonly wholeSquares: number;
  readonly products: number;
  /** What was measured, ascending; empty where nothing is. */
  readonly sample: readonly number[];
}

/** What stands on the day the card is made. */
export interface Standing {
  readonly underWay: number;
  readonly openPlaces: number | null;
  readonly credentials: number;
  readonly credentialsValid: number;
  readonly credentialsEnding: number;
  readonly suspended: boolean;
  readonly agreed: boolean;
}

export type Figures = Readonly<Record<CardFigureKey, Told>>;

/** Similar providers together; null: fewer than three others of whom the figure may be told. */
export type Peers = Readonly<Record<CardFigureKey, { readonly value: number; readonly providers: number } | null>>;

/** How many of each part; null: kept back. Parts nobody was counted in are left out. */
export type Mix = Readonly<Record<Breakdown, readonly { readonly label: string; readonly count: number | null }[]>>;

/** With fewer others, one of them could be known by what is told of all. */
export const FEWEST_PEERS = 3;

export function figuresOf(counts: readonly Count[], standing: Standing, seed: string): Figures {
  const told = CARD_FIGURES.map((figure) => {
    if (figure.key === "capacity") return [figure.key, capacityOf(standing)] as const;
    if (figure.key === "credentials") return [figure.key, credentialsOf(standing)] as const;
    const count = counts.find((one) => one.figure === figure.key);
    return [figure.key, count ? toldOf(figure, count, `${seed}:${figure.key}`) : NONE] as const;
  });
  return Object.fromEntries(told) as Figures;
}

function toldOf(figure: FigureDefinition, count: Count, seed: string): Told {
  if (figure.kind === "median")
    return tellMedian(count.people, count.sample, count.sample.length > 0 ? bootstrapMedian(count.sample, seed) : null);
  if (count.whole === 0) return NONE;
  return tell(figure, count, figure.kind === "share" ? wilson(count.part, count.whole) : ratioInterval(count));
}

function capacityOf({ underWay, openPlaces }: Standing): Told {
  if (openPlaces === null || underWay + openPlaces === 0) return NONE;
  return tell({ ofPeople: false }, { people: underWay, part: underWay, whole: underWay + openPlaces }, null);
}

function credentialsOf({ credentials, credentialsValid }: Standing): Told {
  return tell({ ofPeople: false }, { people: 0, part: credentialsValid, whole: credentials }, null);
}

/**
 * The same figures of the others together, each of the others counted as it may itself be told: what is kept back of one
 * provider enters no sum, so that taking sums from one another never gives it away.
 * @param others the counts of each similar provider but this one
 */
export function peersOf(others: readonly (readonly Count[])[]): Peers {
  const told = CARD_FIGURES.map(({ key, kind }) => {
    const counts = others
      .flatMap((counts) => counts.filter(({ figure }) => figure === key))
      .filter(({ people, whole }) => whole > 0 && !isTooFew(people));
    if (counts.length < FEWEST_PEERS) return [key, null] as const;
    const whole = counts.reduce((sum, count) => sum + count.whole, 0);
    const part = counts.reduce((sum, count) => sum + count.part, 0);
    const sample = counts.flatMap((count) => count.sample).sort((one, other) => one - other);
    const all = tellMedian(Number.POSITIVE_INFINITY, sample, null);
    const value = kind !== "median" ? part / whole : all.state === "told" ? all.value : 0;
    return [key, { value, providers: counts.length }] as const;
  });
  return Object.fromEntries(told) as Peers;
}

/** Small parts, and as many others as it takes that none of them follows from the figure's own sum, are kept back. */
export function mixOf(counts: readonly Count[]): Mix {
  const partsOf = (breakdown: Breakdown) => {
    const parts = counts.filter(({ figure, label }) => figure === breakdown && label !== "");
    const people = parts.reduce((sum, part) => sum + part.people, 0);
    const cells = parts.map((part) => ({ key: part.label, people: part.people }));
    const hidden = hideSmall([...cells, { key: "", people }], [{ whole: "", parts: cells.map(({ key }) => key) }]);
    return parts
      .map(({ label, whole }) => ({ label, count: hidden.has(label) ? null : whole }))
      .sort((one, other) => (other.count ?? -1) - (one.count ?? -1) || one.label.localeCompare(other.label));
  };
  return {
    declined: partsOf("declined"),
    mix_urgency: partsOf("mix_urgency"),
    mix_age: partsOf("mix_age"),
    mix_language: partsOf("mix_language"),
  };
}

/** Why a person should look: each is also the key of its words. */
export const REASONS = [
  "slow_to_answer",
  "leaves_unanswered",
  "declines_more",
  "slow_to_begin",
  "low_attendance",
  "few_completed",
  "few_goals",
  "invoices_wrong",
  "clients_not_content",
  "urgent_more",
  "credentials_lapsed",
  "suspended",
  "no_agreement",
  "idle",
] as const;
export type Reason = (typeof REASONS)[number];

const REASON_OF: Partial<Record<CardFigureKey, Reason>> = {
  answer_time: "slow_to_answer",
  answered: "leaves_unanswered",
  accepted: "declines_more",
  first_service: "slow_to_begin",
  attended: "low_attendance",
  completed: "few_completed",
  goals: "few_goals",
  first_pass: "invoices_wrong",
  content: "clients_not_content",
  urgent: "urgent_more",
};

/**
 * A figure is a reason only where its whole span lies on the worse side of similar providers: a bad quarter of a small
 * provider is not. What makes a provider unsuitable is one whatever was counted.
 */
export function reasonsOf(figures: Figures, peers: Peers, standing: Standing): Reason[] {
  const worse = (Object.keys(REASON_OF) as CardFigureKey[]).flatMap((key) => {
    const [told, peer, reason] = [figures[key], peers[key], REASON_OF[key]];
    if (told.state !== "told" || !told.interval || !peer || !reason) return [];
    const isWorse = figureOf(key).better === "more" ? told.interval.high < peer.value : told.interval.low > peer.value;
    return isWorse ? [reason] : [];
  });
  const unsuitable: [boolean, Reason][] = [
    [standing.credentials > standing.credentialsValid, "credentials_lapsed"],
    [standing.suspended, "suspended"],
    [!standing.agreed, "no_agreement"],
    [figures.accepted.state === "none" && standing.underWay === 0, "idle"],
  ];
  return [...worse, ...unsuitable.flatMap(([holds, reason]) => (holds ? [reason] : []))];
}

/** Those a person should look at; all of them. */
export const CARD_VIEWS = ["waiting", "all"] as const;
export type CardView = (typeof CARD_VIEWS)[number];

/** Of cards that come latest first, each agency's newest. */
export function newestOfEach<One extends { readonly agencyId: string }>(cards: readonly One[]): One[] {
  return cards.filter(({ agencyId }, place) => cards.findIndex((one) => one.agencyId === agencyId) === place);
}
