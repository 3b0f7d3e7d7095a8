// Staff time of the demo and two talks of Sol with Ines: one confirmed, one that waits. Told by the house's own deeds.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { writeNote } from "#app/models/case/note.server";
import { readTalkCases } from "#app/models/case/read-supervision.server";
import { readTimeOfCase } from "#app/models/case/read-time.server";
import { confirmSupervision, writeSupervision } from "#app/models/case/supervision.server";
import { correctTime, logTime } from "#app/models/case/time.server";
import { addDays } from "#app/models/values/calendar-day";
import { asId, type CaseId, type CaseTimeId, type MembershipId } from "#app/models/values/ids";
import type { DemoStage } from "./stage";

export async function keepTime(stage: DemoStage, { ines, sol }: { ines: Actor; sol: Actor }): Promise<void> {
  stage.at(0, 9);
  const today = await stage.today();
  const caseworker = asId<MembershipId>(ines.membershipId);
  await stage.as(ines, async (db) => {
    const found = await db.execute<{ id: string }>(sql`select id from "case"
      where state = 'active' and owner_membership_id = ${ines.membershipId}::uuid order by created_at, id limit 2`);
    const [first, second] = found.map(({ id }) => asId<CaseId>(id));
    if (!first || !second) throw new Error("Ines carries nobody");
    const day = (at: number) => addDays(today, at);
    await logTime(db, ines, first, {
      kind: "coordination",
      minutes: 40,
      day: day(-38),
      words: "Called three providers",
    });
    await logTime(db, ines, first, { kind: "travel", minutes: 50, day: day(-6) });
    await logTime(db, ines, first, { kind: "writing", minutes: 25, day: day(-3), words: "Wrote the care plan down" });
    await logTime(db, ines, second, { kind: "direct", minutes: 60, day: day(-2) });
    const [newest] = (await readTimeOfCase(db, ines, first, null)).rows.filter(({ contact }) => !contact);
    await correctTime(db, ines, first, asId<CaseTimeId>(newest?.id ?? ""), { kind: "writing", minutes: 35 });
    // Logged after it had happened, against the hours on the client's card.
    await writeNote(db, ines, first, {
      kind: "telephone",
      words: "Rang in the evening because the shelter asked; nobody answered, no message was left.",
      day: day(-1),
      time: "20:30",
      minutes: 5,
      reachedOut: "on",
      despite: "on",
    });
  });
  const talk = (at: number, nextAt: number, words: string, agreed: readonly string[]) =>
    stage.as(sol, async (db) => {
      const open = await readTalkCases(db, sol, caseworker);
      return writeSupervision(db, sol, {
        caseworker,
        heldOn: addDays(today, at),
        nextOn: addDays(today, nextAt),
        words,
        cases: agreed.flatMap((words, place) =>
          open[place] ? [{ id: asId<CaseId>(open[place].id), agreed: words }] : [],
        ),
      });
    });
  const first = await talk(-30, -2, "Two afternoons a week without appointments, for the files.", [
    "Ask for the school's report before the review.",
  ]);
  await stage.as(ines, (db) => confirmSupervision(db, ines, first));
  await talk(-2, 26, "", ["Agree on a safer hour for calls.", "Close it if nobody answers by the end of the month."]);
}
