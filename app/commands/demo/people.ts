// The people of the demo who can sign in. All made up; their password opens nothing but a demo.
import type { Role } from "#app/access/actor";

export const DEMO_PASSWORD = "lantern-harbor-demo";

export type HouseName = "harbor" | "bayview" | "northside" | "meals" | "ride";

export const houseNames: Record<HouseName, string> = {
  harbor: "Harbor County Human Services",
  bayview: "Bayview City Services",
  northside: "Northside Care",
  meals: "Good Table Meals",
  ride: "Harbor Ride",
};

interface Seat {
  readonly key: string;
  readonly name: string;
  readonly house: HouseName;
  readonly role: Role;
}

/** One row for each seat; Dana has two, so that choosing a desk can be seen. */
export const seats = [
  { key: "ines", name: "Ines Moreau", house: "harbor", role: "caseworker" },
  { key: "carl", name: "Carl Whitfield", house: "harbor", role: "caseworker" },
  { key: "sol", name: "Sol Abara", house: "harbor", role: "supervisor" },
  { key: "nadia", name: "Nadia Petrov", house: "harbor", role: "network_manager" },
  { key: "nils", name: "Nils Berg", house: "harbor", role: "network_manager" },
  { key: "finn", name: "Finn Delgado", house: "harbor", role: "finance_reviewer" },
  { key: "freya", name: "Freya Lind", house: "harbor", role: "finance_approver" },
  { key: "felix", name: "Felix Adeyemi", house: "harbor", role: "finance_approver" },
  { key: "audrey", name: "Audrey Chen", house: "harbor", role: "auditor" },
  { key: "ada", name: "Ada Okafor", house: "harbor", role: "administrator" },
  { key: "mara", name: "Mara Quinn", house: "northside", role: "coordinator" },
  { key: "pavel", name: "Pavel Novak", house: "northside", role: "practitioner" },
  { key: "bea", name: "Bea Lopez", house: "northside", role: "biller" },
  { key: "ora", name: "Ora Haddad", house: "northside", role: "organization_administrator" },
  { key: "sid", name: "Sid Martin", house: "meals", role: "coordinator" },
  { key: "dana", name: "Dana Flores", house: "meals", role: "practitioner" },
  { key: "dana-ride", name: "Dana Flores", house: "ride", role: "coordinator" },
  { key: "bess", name: "Bess Turner", house: "meals", role: "biller" },
  { key: "otto", name: "Otto Brandt", house: "bayview", role: "caseworker" },
  { key: "odette", name: "Odette Blake", house: "bayview", role: "network_manager" },
  { key: "olga", name: "Olga Reyes", house: "bayview", role: "supervisor" },
  { key: "omar", name: "Omar Said", house: "bayview", role: "finance_reviewer" },
  { key: "opal", name: "Opal Grant", house: "bayview", role: "finance_approver" },
  { key: "orla", name: "Orla Finch", house: "bayview", role: "finance_approver" },
  { key: "owen", name: "Owen Price", house: "bayview", role: "administrator" },
] as const satisfies readonly Seat[];

export type SeatKey = (typeof seats)[number]["key"];

export const emailOf = (name: string, house: HouseName): string =>
  `${name.toLowerCase().replace(/[^a-z]+/g, ".")}@${house}.example.org`;

const roleWords: Partial<Record<Role, string>> = {
  network_manager: "network manager",
  finance_reviewer: "finance reviewer",
  finance_approver: "finance approver",
  organization_administrator: "provider administrator",
  coordinator: "provider coordinator",
  practitioner: "provider practitioner",
  biller: "provider biller",
};

const placeOf = ({ role, house }: Seat, at?: HouseName): string =>
  [roleWords[role] ?? role, ...(house === at ? [] : [houseNames[house]])].join(", ");

/** What `npm start` prints and sign-in offers: one line for each person, under the house of their first seat. */
export const demoPeople = [...new Map(seats.map((seat) => [seat.name, seat])).values()].map((first) => ({
  name: first.name,
  house: houseNames[first.house],
  work: seats
    .filter((seat) => seat.name === first.name)
    .map((seat) => placeOf(seat, first.house))
    .join("; "),
  role: seats
    .filter((seat) => seat.name === first.name)
    .map((seat) => placeOf(seat))
    .join("; "),
  email: demoEmail(first.name),
  password: DEMO_PASSWORD,
}));

/** A person's address is that of their first seat. */
export function demoEmail(name: string): string {
  const first = seats.find((seat) => seat.name === name);
  if (!first) throw new RangeError("nobody of that name is in the demo");
  return emailOf(name, first.house);
}
