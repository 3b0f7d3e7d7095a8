// What Harbor wants to know of its referrals in the demo, and what Northside has said of those it carries. By the house's own deeds.
import { and, asc, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { sayMark } from "#app/models/delivery/marks.server";
import { addPoint } from "#app/models/delivery/points.server";
import type { PointKind } from "#app/models/delivery/progress-forms";
import { readProgressPage } from "#app/models/delivery/read-progress.server";
import { addDays } from "#app/models/values/calendar-day";
import { asId, type ProgressPointId, type ReferralId, type SpecialtyId } from "#app/models/values/ids";
import { offers, referrals, specialties } from "#drizzle/schema";
import type { DemoStage } from "./stage";

type People = { readonly ada: Actor; readonly mara: Actor };

type Asked = {
  readonly words: string;
  readonly kind: PointKind;
  readonly unit?: string;
  readonly choices?: readonly string[];
  /** Name of a specialty; left out: every one. */
  readonly of?: string;
};

const ASKED: readonly Asked[] = [
  { words: "First visit kept", kind: "milestone" },
  { words: "First month kept", kind: "milestone" },
  { words: "Visits kept in the first month", kind: "number", unit: "visits" },
  { words: "How they get on at home now", kind: "choice", choices: ["On their own", "With some help", "Not yet"] },
  { words: "Moved in", kind: "milestone", of: "Housing" },
  { words: "Housed 90 days later", kind: "yes_no", of: "Housing" },
];

export async function markProgress(stage: DemoStage, { ada, mara }: People): Promise<void> {
  stage.at(-120, 11);
  const ids = await stage.as(ada, async (db) => {
    const named = await db.select({ id: specialties.id, name: specialties.name }).from(specialties);
    const made: ProgressPointId[] = [];
    for (const { of, words, kind, unit = "", choices = [] } of ASKED) {
      const specialty = named.find(({ name }) => name === of)?.id;
      const specialtyId = specialty ? asId<SpecialtyId>(specialty) : undefined;
      made.push(await addPoint(db, ada, { words, kind, unit, choices: [...choices], specialtyId }));
    }
    return made;
  });
  await sayFirst(stage, mara, ada.agencyId ?? "", ids);
}

/** The two longest under way have come furthest, and a count was corrected once. */
async function sayFirst(
  stage: DemoStage,
  mara: Actor,
  agencyId: string,
  [visit, month, count]: readonly ProgressPointId[],
) {
  if (!visit || !month || !count) return;
  stage.at(-2, 9);
  await stage.as(mara, async (db) => {
    const held = await db
      .select({ id: referrals.id })
      .from(referrals)
      .innerJoin(offers, and(eq(offers.referralId, referrals.id), eq(offers.organizationId, mara.organizationId ?? "")))
      .where(and(eq(offers.state, "accepted"), eq(offers.agencyId, agencyId), eq(referrals.state, "in_progress")))
      .orderBy(asc(referrals.sentAt), asc(referrals.id))
      .limit(4);
    for (const [place, { id }] of held.entries()) {
      const referralId = asId<ReferralId>(id);
      const { sentOn, today } = await readProgressPage(db, referralId);
      const onDay = (days: number) => [addDays(sentOn, days), today].sort()[0] ?? today;
      const plain = { intent: "milestone", value: "" } as const;
      await sayMark(db, mara, referralId, { ...plain, pointId: visit, onDay: onDay(9), note: "" });
      if (place > 1) continue;
      await sayMark(db, mara, referralId, { ...plain, pointId: month, onDay: onDay(34), note: "Came every week." });
      const counted = { intent: "number", pointId: count, onDay: onDay(34) } as const;
      await sayMark(db, mara, referralId, { ...counted, value: "3", note: "" });
      if (place === 0) await sayMark(db, mara, referralId, { ...counted, value: "4", note: "One was left out." });
    }
  });
}
