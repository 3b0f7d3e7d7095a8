// Gives a few of Ines's clients what a caseworker knows by heart: safe ways, a household, closed facts, and a twin record to look at.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/transaction.server";
import { addContactWay } from "#app/models/client/contact.server";
import { addFact } from "#app/models/client/fact.server";
import { addRelation, readRelations } from "#app/models/client/relation.server";
import { addClient } from "#app/models/client/save.server";
import { asId, type ClientId } from "#app/models/values/ids";
import type { Cast } from "./houses";
import type { DemoStage } from "./stage";

type Row = { id: string; number: string; given_name: string; family_name: string; birth_day: string };

export async function keepClients(stage: DemoStage, { ines }: Pick<Cast, "ines">): Promise<void> {
  await stage.as(ines, async (db) => {
    const rows = await db.execute<Row>(sql`select k.id, k.number, k.given_name, k.family_name, k.birth_day::text
      from client k join "case" c on c.client_id = k.id and c.state = 'active' and c.owner_membership_id = ${ines.membershipId}::uuid
      order by c.created_at, c.id limit 2`);
    const [first, second] = rows;
    if (!first || !second) throw new Error("Ines carries nobody");
    const clientId = asId<ClientId>(first.id);
    await addRelation(db, ines, clientId, {
      kind: "child",
      name: "Noor, 7 years",
      guardian: "client",
      livesTogether: "on",
    });
    await addRelation(db, ines, clientId, { kind: "sibling", number: second.number, guardian: "none" });
    await addRelation(db, ines, clientId, {
      kind: "former_partner",
      name: "Daniel",
      guardian: "none",
      otherNotTold: "on",
    });
    await keepWays(db, ines, clientId);
    const facts = [
      ["health", "medication", "Inhaler, twice a day"],
      ["violence", "protective_order", "Against Daniel, County Court"],
      ["benefits", "income", "Part-time wages, about 900 dollars a month"],
      ["benefits", "benefit", "Food assistance since spring"],
    ] as const;
    for (const [group, kind, words] of facts) await addFact(db, ines, { clientId, group }, { kind, words });
    await addClient(db, ines, {
      givenName: second.given_name,
      familyName: `${second.family_name}e`,
      birthDay: second.birth_day,
      language: "en",
      safeContact: "any",
      somebodyElse: "on",
    });
  });
}

/** By day and without two words; an e-mail that says nothing; and a number that belongs to somebody who must not be told. */
async function keepWays(db: Db, ines: Actor, clientId: ClientId): Promise<void> {
  const plain = { weekdays: [], avoidWords: [] };
  const daniel = (await readRelations(db, clientId)).find(({ otherNotTold }) => otherNotTold);
  await addContactWay(db, ines, clientId, {
    ...plain,
    channel: "telephone",
    value: "410-555-0177",
    weekdays: [1, 2, 3, 4, 5],
    from: 540,
    until: 900,
    avoidWords: ["shelter", "court"],
    note: "Use the first name only",
  });
  await addContactWay(db, ines, clientId, {
    ...plain,
    channel: "email",
    value: "m.reads@mail.example.org",
    neutralSender: "on",
  });
  await addContactWay(db, ines, clientId, {
    ...plain,
    channel: "telephone",
    value: "410-555-0178",
    relation: daniel?.id,
  });
}
