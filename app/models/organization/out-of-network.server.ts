// What the network desk says to referring to providers without an agreement in force. One word for the whole agency; changes no referral that was sent.
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { agencies } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { choiceAnswer } from "../values/answers";
import { OUT_OF_NETWORK, type OutOfNetwork } from "./codes";
import { agreementEvents } from "./events";

export const OutOfNetworkForm = z.object({ rule: choiceAnswer(OUT_OF_NETWORK) });

export async function readOutOfNetwork(db: Db, actor: Actor): Promise<OutOfNetwork> {
  const [row] = await db
    .select({ rule: agencies.outOfNetwork })
    .from(agencies)
    .where(eq(agencies.id, agencyOf(actor)));
  return OUT_OF_NETWORK.find((rule) => rule === row?.rule) ?? "refuse";
}

/** The agency's other settings are its administrator's: the database lets a network manager change this one alone. */
export async function sayOutOfNetwork(db: Db, actor: Actor, rule: OutOfNetwork): Promise<void> {
  const agencyId = agencyOf(actor);
  await db.execute(sql`select app.say_out_of_network(${rule})`);
  const event = agreementEvents["out-of-network-said"]({ rule });
  await recordEvent(db, actor, event, { subjectType: "agency", subjectId: agencyId, agencyId });
}
