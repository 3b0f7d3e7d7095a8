// What a search asks once everything is filled in, and the conditions it is made of. Plain values; reads no address, knows no table.
import { ACCESSIBILITY } from "#app/models/organization/codes";
import type { CalendarDay } from "#app/models/values/calendar-day";
import type { SpecialtyId } from "#app/models/values/ids";
import type { Point } from "#app/models/values/place";
import type { FreePart } from "./free-times";

export const ORDERS = ["best", "distance", "opens", "capacity", "response", "name"] as const;
export type SearchOrder = (typeof ORDERS)[number];
export const GROUPINGS = ["organization", "town", "specialty"] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const MODES = ["on_site", "remote", "at_home"] as const;
export type Mode = (typeof MODES)[number];
export const COSTS = ["free", "sliding_scale", "fee", "insurance"] as const;
export type Cost = (typeof COSTS)[number];
/** The directory's own codes: what a provider says of its place is what is asked of it. */
export const ACCESS_NEEDS = ACCESSIBILITY;
export const GROUPS_SERVED = [
  "women",
  "men",
  "families",
  "young_people",
  "older_people",
  "veterans",
  "newcomers",
  "unhoused",
  "disabled",
  "lgbtq",
] as const;

/** On offer as a radius, in the agency's unit. */
export const DISTANCES = [1, 2, 5, 10, 25, 50, 100] as const;
export const USUAL_DISTANCE = 10;

/** When it must be open: at any time, now, on the place's own clock at a minute of a day, or in hours in which somebody can come. */
export type OpenWish =
  | { readonly kind: "any" }
  | { readonly kind: "now" }
  | { readonly kind: "at"; readonly day: CalendarDay; readonly minute: number }
  | { readonly kind: "free" | "evenings" | "weekends"; readonly parts: readonly FreePart[] };

export interface Wish {
  readonly centre: Point | null;
  /** Null: anywhere. */
  readonly radiusMetres: number | null;
  /** The centre's postal code, where it is known: for services that come to the client. */
  readonly postalCode: string | null;
  readonly specialtyId: SpecialtyId | null;
  readonly text: string;
  readonly open: OpenWish;
  readonly language: string | null;
  readonly mode: Mode | null;
  readonly accessibility: readonly string[];
  /** In whole years. */
  readonly age: number | null;
  readonly serves: string | null;
  readonly cost: Cost | null;
  readonly accepting: boolean;
  readonly networkOnly: boolean;
  readonly credentials: boolean;
  readonly order: SearchOrder;
  readonly group: Grouping | null;
  /** How many results the page holds. */
  readonly shown: number;
}

/** A search that asks nothing: what others are written as changes of. */
export const NOTHING_ASKED: Wish = {
  centre: null,
  radiusMetres: null,
  postalCode: null,
  specialtyId: null,
  text: "",
  open: { kind: "any" },
  language: null,
  mode: null,
  accessibility: [],
  age: null,
  serves: null,
  cost: null,
  accepting: false,
  networkOnly: false,
  credentials: false,
  order: "best",
  group: null,
  shown: 20,
};

/**
 * What may rule a place out, each on its own; where from, how far, what for and which words are not among them:
 * those say what is looked through at all.
 */
export const CONDITIONS = [
  "open",
  "language",
  "mode",
  "accessibility",
  "age",
  "serves",
  "cost",
  "accepting",
  "network",
  "credentials",
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What is known of a place in respect of a condition. */
export type Verdict = "yes" | "unknown" | "no";

/** The conditions a search sets. */
export function conditionsOf(wish: Wish): Condition[] {
  const set: Record<Condition, boolean> = {
    open: wish.open.kind !== "any",
    language: wish.language !== null,
    mode: wish.mode !== null,
    accessibility: wish.accessibility.length > 0,
    age: wish.age !== null,
    serves: wish.serves !== null,
    cost: wish.cost !== null,
    accepting: wish.accepting,
    network: wish.networkOnly,
    credentials: wish.credentials,
  };
  return CONDITIONS.filter((condition) => set[condition]);
}

/** The same search without one of its conditions. */
export function without(wish: Wish, condition: Condition): Wish {
  const loosened: Record<Condition, Partial<Wish>> = {
    open: { open: { kind: "any" } },
    language: { language: null },
    mode: { mode: null },
    accessibility: { accessibility: [] },
    age: { age: null },
    serves: { serves: null },
    cost: { cost: null },
    accepting: { accepting: false },
    network: { networkOnly: false },
    credentials: { credentials: false },
  };
  return { ...wish, ...loosened[condition] };
}

/** For one search the nearest so many places that may fit are weighed; those of the agency's network are always among them. */
export const MOST_WEIGHED = 1000;
