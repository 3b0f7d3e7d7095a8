// How and for whom the demo's services are given: ways, groups, cost, access, holidays, areas. True to each branch of the taxonomy; uses no chance.
import type { DemoSpecialty } from "./directory";
import { towns } from "./places";
import type { Rhythm } from "./texture";

export interface Reach {
  readonly modes: string[];
  readonly serves: string[];
  readonly cost: string | null;
}

/** What is brought to the door or done there. */
const AT_HOME = [
  "Meal delivery",
  "Home visiting",
  "Personal care",
  "Home nursing",
  "Rides to appointments",
  "Wheelchair transport",
  "Home repair",
];
const TALKED = ["Individual counseling", "Crisis support", "Recovery coaching", "Nutrition coaching", "Job coaching"];

const SERVES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Health: [[], ["women"], ["veterans"], []],
  Food: [[], ["families"], ["unhoused", "families"], []],
  Housing: [["unhoused"], ["families", "unhoused"], ["veterans"], []],
  Work: [[], ["young_people"], ["newcomers"], ["disabled"]],
  Learning: [["newcomers"], ["young_people"], []],
  Family: [["families"], ["families", "young_people"], ["women", "families"]],
  Legal: [[], ["newcomers"], ["lgbtq"]],
  Transport: [["disabled", "older_people"], ["older_people"], []],
  "Older adults": [["older_people"], ["older_people", "disabled"]],
};

const COSTS: Readonly<Record<string, readonly (string | null)[]>> = {
  Health: ["sliding_scale", "insurance", "free", null],
  Food: ["free"],
  Housing: ["free", null],
  Work: ["free"],
  Learning: ["free", "fee"],
  Family: ["free", "sliding_scale"],
  Legal: ["free", "sliding_scale"],
  Transport: ["fee", "free"],
  "Older adults": ["sliding_scale", "free", null],
};

/** @param number of the service in the directory */
export function reachOf({ name, top }: DemoSpecialty, number: number): Reach {
  return {
    modes: modesOf(name, number),
    serves: [...at(SERVES[top] ?? [[]], number, [])],
    cost: at(COSTS[top] ?? [null], number, null),
  };
}

function modesOf(name: string, number: number): string[] {
  if (AT_HOME.includes(name)) return ["at_home"];
  // Of one in six nobody has said how.
  if (number % 6 === 5) return [];
  return TALKED.includes(name) && number % 2 === 0 ? ["on_site", "remote"] : ["on_site"];
}

/** @param level whether a wheelchair gets in */
export function accessibilityOf(level: boolean, number: number): string[] {
  return [
    ...(level ? ["wheelchair"] : []),
    ...(level && number % 3 === 0 ? ["disabled_parking"] : []),
    ...(number % 5 === 0 ? ["deaf_interpreter"] : []),
    ...(number % 7 === 0 ? ["hearing_loop"] : []),
    ...(number % 11 === 0 ? ["large_print"] : []),
  ];
}

/** Kitchens and drivers work on holidays too. */
export const holidaysOf = (rhythm: Rhythm): string | null =>
  rhythm === "midday" || rhythm === "always" ? null : "us_federal";

/** The postal codes a service comes to, where it comes to people at all. */
export function areaOf({ name }: DemoSpecialty, number: number): string[] {
  if (!AT_HOME.includes(name)) return [];
  return towns.filter((_, place) => (place + number) % 3 !== 0).map(({ postalCode }) => postalCode);
}

function at<T>(values: readonly T[], number: number, otherwise: T): T {
  return values[number % values.length] ?? otherwise;
}
