// The cast of every story: the people who work for two agencies and two providers, and the scene they find. All made up.
import type { Actor, Role } from "#app/access/actor";
import { findActor } from "#app/access/session.server";
import type { Db } from "#app/database/transaction.server";
import { accounts, memberships, people } from "#drizzle/schema";
import { type House, type HouseIds, layHouses } from "./houses";
import { layScene, type Scene } from "./scene";

const TROUPE = {
  ines: ["Ines Moreau", "harbor", "caseworker"],
  carl: ["Carl Whitfield", "harbor", "caseworker"],
  sol: ["Sol Abara", "harbor", "supervisor"],
  nadia: ["Nadia Petrov", "harbor", "network_manager"],
  finn: ["Finn Delgado", "harbor", "finance_reviewer"],
  freya: ["Freya Lind", "harbor", "finance_approver"],
  felix: ["Felix Adeyemi", "harbor", "finance_approver"],
  ada: ["Ada Okafor", "harbor", "administrator"],
  audrey: ["Audrey Chen", "harbor", "auditor"],
  otto: ["Otto Brandt", "otherton", "caseworker"],
  olga: ["Olga Reyes", "otherton", "finance_approver"],
  mara: ["Mara Quinn", "northside", "coordinator"],
  pavel: ["Pavel Novak", "northside", "practitioner"],
  bea: ["Bea Lopez", "northside", "biller"],
  ora: ["Ora Haddad", "northside", "organization_administrator"],
  sid: ["Sid Martin", "southside", "coordinator"],
  bess: ["Bess Turner", "southside", "biller"],
} as const satisfies Record<string, readonly [string, House, Role]>;

export type PersonName = keyof typeof TROUPE;
export type Cast = Record<PersonName, Actor> & Scene;

/** Puts everybody and everything on stage; runs as the guards' role, before any story begins. */
export async function layCast(db: Db): Promise<Cast> {
  const houses = await layHouses(db);
  const actors: Partial<Record<PersonName, Actor>> = {};
  for (const [key, [name, house, role]] of Object.entries(TROUPE)) {
    actors[key as PersonName] = await addPerson(db, `${key}@example.org`, name, houses[house], role);
  }
  const troupe = actors as Record<PersonName, Actor>;
  return { ...troupe, ...(await layScene(db, houses, troupe)) };
}

/** One more person with a seat in a house; their account has no password until a story gives one. */
export async function addPerson(
  db: Db,
  email: string,
  name: string,
  house: HouseIds[House],
  role: Role,
): Promise<Actor> {
  const [person] = await db.insert(people).values({ name, email }).returning({ id: people.id });
  if (!person) throw new Error("no person");
  await db.insert(accounts).values({ personId: person.id });
  const [membership] = await db
    .insert(memberships)
    .values({ personId: person.id, role, ...house })
    .returning({ id: memberships.id });
  const actor = membership && (await findActor(db, membership.id, "story"));
  if (!actor) throw new Error("no actor");
  return actor;
}
