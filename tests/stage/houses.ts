// The houses of every story: two agencies that refer and pay, two organizations that provide. Empty until the cast moves in.
import type { Db } from "#app/database/transaction.server";
import { agencies, organizations } from "#drizzle/schema";

export type House = "harbor" | "otherton" | "northside" | "southside";
export type HouseIds = Record<House, { agencyId: string | null; organizationId: string | null }>;

export async function layHouses(db: Db): Promise<HouseIds> {
  const [harbor, otherton] = await db
    .insert(agencies)
    .values([
      { name: "Harbor County Human Services", slug: "harbor" },
      { name: "Otherton City Services", slug: "otherton" },
    ])
    .returning({ id: agencies.id });
  const [northside, southside] = await db
    .insert(organizations)
    .values([
      { name: "Northside Care", email: "desk@northside.example.org" },
      { name: "Southside Aid", email: "desk@southside.example.org" },
    ])
    .returning({ id: organizations.id });
  if (!harbor || !otherton || !northside || !southside) throw new Error("the houses were not built");
  const agency = (id: string) => ({ agencyId: id, organizationId: null });
  const organization = (id: string) => ({ agencyId: null, organizationId: id });
  return {
    harbor: agency(harbor.id),
    otherton: agency(otherton.id),
    northside: organization(northside.id),
    southside: organization(southside.id),
  };
}

/** The id of a house that is there. */
export function one(id: string | null): string {
  if (!id) throw new Error("a house without an id");
  return id;
}
