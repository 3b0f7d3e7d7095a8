// Which organizations the demo has: names, what they do, how many places, with whom they have agreements. Pure, but for the chance it is given.
import type { DemoSpecialty } from "./directory";
import { type HouseName, houseNames } from "./people";
import type { Chance } from "./random";
import type { Rhythm } from "./texture";

export interface OrganizationPlan {
  /** Set for the organizations whose people can sign in. */
  readonly house: HouseName | null;
  readonly name: string;
  readonly description: string;
  readonly email: string;
  readonly website: string;
  readonly specialties: readonly DemoSpecialty[];
  readonly placeCount: number;
  readonly agencies: readonly ("harbor" | "bayview")[];
  readonly rhythm: Rhythm;
}

const first = [
  "Lantern",
  "Bridgewell",
  "Open Door",
  "Riverbend",
  "Oakline",
  "Cornerstone",
  "Tidewater",
  "Kindred",
  "Hearth",
  "Wayfinder",
  "Stillwater",
  "Morning Star",
  "Gatehouse",
  "Copperfield",
  "Juniper",
  "Common Ground",
  "Harborlight",
  "Saltmarsh",
  "Greenway",
] as const;

/** The kind of house that fits what it does. */
const second: Readonly<Record<string, readonly string[]>> = {
  Health: ["Health Center", "Wellness House", "Clinic"],
  Food: ["Kitchen", "Food Alliance", "Pantry"],
  Housing: ["Housing Partners", "Homes", "Tenant Union"],
  Work: ["Works", "Career Center", "Workforce"],
  Learning: ["Learning Center", "Reading Room", "Schoolhouse"],
  Family: ["Family Center", "Families", "Children's House"],
  Legal: ["Legal Aid", "Law Project", "Advice Bureau"],
  Transport: ["Transit", "Rides", "Wheels"],
  "Older adults": ["Senior Services", "Elder Care", "Neighbors"],
};

const rhythms: Readonly<Record<string, Rhythm>> = {
  Health: "clinic",
  Food: "midday",
  Housing: "office",
  Work: "office",
  Learning: "evening",
  Family: "clinic",
  Legal: "office",
  Transport: "always",
  "Older adults": "office",
};

const COUNT = 60;

/** The three houses with people of their own, then fifty-seven more, each true to one branch of the taxonomy. */
export function organizationPlans(leaves: readonly DemoSpecialty[], chance: Chance): OrganizationPlan[] {
  const named = (names: readonly string[]) => leaves.filter((leaf) => names.includes(leaf.name));
  const own = (house: HouseName, specialties: readonly DemoSpecialty[], rhythm: Rhythm): OrganizationPlan => ({
    house,
    name: houseNames[house],
    description: "",
    email: "",
    website: "",
    specialties,
    placeCount: 3,
    agencies: ["harbor", "bayview"],
    rhythm,
  });
  const plans: OrganizationPlan[] = [
    own(
      "northside",
      named(["Individual counseling", "Group counseling", "Recovery coaching", "Parenting classes", "Home visiting"]),
      "clinic",
    ),
    own("meals", named(["Meal delivery", "Community meals", "Food pantry", "Nutrition coaching"]), "midday"),
    own("ride", named(["Rides to appointments", "Wheelchair transport", "Bus passes"]), "always"),
  ];
  const tops = [...new Set(leaves.map((leaf) => leaf.top))];
  for (let number = 0; plans.length < COUNT; number++)
    plans.push(plan(number, tops[number % tops.length] ?? "Health", leaves, chance));
  return plans;
}

function plan(number: number, top: string, leaves: readonly DemoSpecialty[], chance: Chance): OrganizationPlan {
  const kinds = second[top] ?? ["Services"];
  const name = `${first[(number * 7) % first.length]} ${kinds[Math.floor(number / first.length) % kinds.length]}`;
  const mail = name.toLowerCase().replace(/[^a-z]+/g, "-");
  const branch = leaves.filter((leaf) => leaf.top === top);
  return {
    house: null,
    name,
    description: `${name} has helped people of the county for ${chance.whole(4, 60)} years, with paid staff and neighbors who volunteer.`,
    email: `desk@${mail}.example.org`,
    website: `https://${mail}.example.org`,
    specialties: chance.some(branch, Math.min(branch.length, chance.whole(2, 3))),
    placeCount: chance.whole(1, 4),
    agencies: chance.pick([["harbor"], ["harbor"], ["harbor", "bayview"], ["bayview"], []] as const),
    rhythm: rhythms[top] ?? "office",
  };
}
