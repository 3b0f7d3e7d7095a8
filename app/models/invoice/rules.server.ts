// Changes what a check does at an agency, and which clean lines pass without a person. Decides no line; holds for what comes.
import { eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { editRules, reviewRules } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { Cents } from "../values/money";
import { type EditCode, type Effect, HELD_CODES, usualEffect } from "./edit-codes";
import { reviewEvents } from "./events";

export interface CheckChange {
  readonly code: EditCode;
  readonly effect: Effect | "off";
  readonly payerCode: string;
  readonly limitDays: number | null;
}

/** What the database holds keeps holding, whatever is asked; only the payer's code of it changes. */
export async function changeCheck(db: Db, actor: Actor, asked: CheckChange): Promise<void> {
  const agencyId = agencyOf(actor);
  const held = (HELD_CODES as readonly string[]).includes(asked.code);
  const limitDays = asked.code === "late_filing" ? asked.limitDays : null;
  const said = {
    effect: held ? usualEffect(asked.code) : asked.effect,
    payerCode: asked.payerCode,
    limitDays,
    changedBy: actor.membershipId,
  };
  await db
    .insert(editRules)
    .values({ agencyId, code: asked.code, ...said })
    .onConflictDoUpdate({
      target: [editRules.agencyId, editRules.code],
      set: { ...said, changedAt: sql`app.clock()` },
    });
  await recordEvent(
    db,
    actor,
    reviewEvents.check_changed({ code: asked.code, effect: said.effect }),
    ofAgency(agencyId),
  );
}

export interface ReviewRule {
  readonly passes: boolean;
  readonly samplePercent: number;
  readonly mostCents: Cents | null;
}

export async function changeReviewRule(db: Db, actor: Actor, rule: ReviewRule): Promise<void> {
  const agencyId = agencyOf(actor);
  const said = { ...rule, changedBy: actor.membershipId };
  await db
    .insert(reviewRules)
    .values({ agencyId, ...said })
    .onConflictDoUpdate({ target: reviewRules.agencyId, set: { ...said, changedAt: sql`app.clock()` } });
  await recordEvent(
    db,
    actor,
    reviewEvents.rule_changed({ passes: rule.passes, samplePercent: rule.samplePercent }),
    ofAgency(agencyId),
  );
}

/** Where nobody has said otherwise every line is decided by a person. */
export async function readReviewRule(db: Db, agencyId: string): Promise<ReviewRule> {
  const [rule] = await db.select().from(reviewRules).where(eq(reviewRules.agencyId, agencyId));
  return rule ?? { passes: false, samplePercent: 10, mostCents: null };
}

const ofAgency = (agencyId: string) => ({ subjectType: "agency", subjectId: agencyId, agencyId });
