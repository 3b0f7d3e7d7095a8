// Puts the demo's agencies, their people and their funds into an empty database, as the guards' role. Tells no stories.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { hashPassword } from "#app/access/password-hash.server";
import { findActor } from "#app/access/session.server";
import type { Db } from "#app/database/transaction.server";
import { accounts, agencies, funds, memberships, organizations, people, practitioners } from "#drizzle/schema";
import { DEMO_PASSWORD, demoEmail, type HouseName, houseNames, type SeatKey, seats } from "./people";

export interface House {
  readonly agencyId: string | null;
  readonly organizationId: string | null;
}

export type Houses = Record<HouseName, House>;
export type Cast = Record<SeatKey, Actor>;

export async function layHouses(db: Db): Promise<Houses> {
  const harbor = await addAgency(db, "harbor", {});
  const bayview = await addAgency(db, "bayview", {
    client: "participant",
    clients: "participants",
    caseworker: "case manager",
    caseworkers: "case managers",
  });
  const organization = async (name: HouseName, description: string) => {
    const [row] = await db
      .insert(organizations)
      .values({
        name: houseNames[name],
        description,
        email: `desk@${name}.example.org`,
        website: `https://${name}.example.org`,
        legalStatus: "nonprofit",
      })
      .returning({ id: organizations.id });
    return { agencyId: null, organizationId: idOf(row) };
  };
  return {
    harbor,
    bayview,
    northside: await organization(
      "northside",
      "Counseling, recovery and family support on the north side of the city, since 1974.",
    ),
    meals: await organization("meals", "Hot meals and groceries, cooked in the neighborhood and brought to the door."),
    ride: await organization("ride", "Rides to appointments with patient drivers and vehicles that take wheelchairs."),
  };
}

async function addAgency(db: Db, name: "harbor" | "bayview", words: Record<string, string>): Promise<House> {
  const [row] = await db
    .insert(agencies)
    .values({ name: houseNames[name], slug: name, words })
    .returning({ id: agencies.id });
  return { agencyId: idOf(row), organizationId: null };
}

/** Everybody of the list with their seats; the same password for all, hashed once. */
export async function layPeople(db: Db, houses: Houses, passwordHash: string): Promise<Cast> {
  const known = new Map<string, string>();
  const cast: Partial<Record<SeatKey, Actor>> = {};
  for (const seat of seats) {
    const personId = known.get(seat.name) ?? (await addPerson(db, seat.name, demoEmail(seat.name), passwordHash));
    known.set(seat.name, personId);
    cast[seat.key] = await addSeat(db, personId, houses[seat.house], seat.role);
  }
  return cast as Cast;
}

export async function addPerson(db: Db, name: string, email: string, passwordHash: string | null): Promise<string> {
  const [person] = await db.insert(people).values({ name, email }).returning({ id: people.id });
  const personId = idOf(person);
  await db.insert(accounts).values({ personId, passwordHash, passwordSetAt: passwordHash ? sql`app.clock()` : null });
  return personId;
}

export async function addSeat(db: Db, personId: string, house: House, role: string): Promise<Actor> {
  const [membership] = await db
    .insert(memberships)
    .values({ personId, role, ...house })
    .returning({ id: memberships.id });
  const actor = await findActor(db, idOf(membership), "demo");
  if (!actor) throw new Error("a seat without an actor");
  return actor;
}

/** Hashing takes a moment, so it is done before the transaction begins. */
export const demoPasswordHash = (): Promise<string> => hashPassword(DEMO_PASSWORD);

export interface DemoFund {
  readonly id: string;
  readonly agencyId: string;
}

/** Funds with this fiscal year's budget, July to June. */
export async function layFunds(
  db: Db,
  houses: Houses,
  fiscalYear: { startsOn: string; endsOn: string },
): Promise<Record<string, DemoFund>> {
  const made: Record<string, DemoFund> = {};
  for (const [key, house, name, code, cents] of [
    ["community", "harbor", "Community support", "CS", 48_000_000n],
    ["aging", "harbor", "Older adults at home", "OA", 26_000_000n],
    ["families", "harbor", "Family stability", "FS", 9_500_000n],
    ["bayview", "bayview", "General assistance", "GA", 15_000_000n],
  ] as const) {
    const agencyId = houses[house].agencyId ?? "";
    const [row] = await db
      .insert(funds)
      .values({ agencyId, name, code, ...fiscalYear })
      .returning({ id: funds.id });
    const id = idOf(row);
    await grant(db, agencyId, id, cents);
    made[key] = { id, agencyId };
  }
  return made;
}

async function grant(db: Db, agencyId: string, fundId: string, cents: bigint): Promise<void> {
  const legs = JSON.stringify([
    { fund: fundId, account: "budget", cents: String(-cents) },
    { fund: fundId, account: "available", cents: String(cents) },
  ]);
  await db.execute(
    sql`select app.post_ledger(${agencyId}::uuid, 'grant', ${`grant:${fundId}`}, ${legs}::jsonb, null, null, null, null)`,
  );
}

export async function layPractitioner(
  db: Db,
  organizationId: string,
  name: string,
  title: string,
  membershipId: string | null,
): Promise<string> {
  const [row] = await db
    .insert(practitioners)
    .values({ organizationId, name, title, membershipId })
    .returning({ id: practitioners.id });
  return idOf(row);
}

export function idOf(row: { id: string } | undefined): string {
  if (!row) throw new Error("nothing was laid");
  return row.id;
}
