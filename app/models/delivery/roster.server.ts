// A roster as it was filled in: many sessions at once, each recorded or cancelled or left as it is. What cannot be recorded is told by the line.
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { isRefusal } from "../values/refusal";
import { type AttendanceInput, asPlanned, inputOf } from "./attendance";
import { cancelSession } from "./cancel.server";
import { type AttendanceState, cancelledBy, type RosterLine } from "./forms";
import { type RosterAnswer, type RosterEntry, recordRoster } from "./record.server";

type Answered = RosterLine & { readonly state: NonNullable<RosterLine["state"]> };

export interface TakenRoster extends RosterAnswer {
  readonly cancelled: number;
}

/** @param everybody those without an answer came as planned */
export async function takeRoster(
  db: Db,
  actor: Actor,
  lines: readonly RosterLine[],
  everybody: boolean,
): Promise<TakenRoster> {
  const answered = lines.filter((line): line is Answered => line.state !== undefined);
  const rest = everybody ? lines.filter(({ state }) => state === undefined) : [];
  const entries = [
    ...answered.filter(({ state }) => !cancelledBy(state)).map((line) => entryOf(line, null)),
    ...rest.map(({ sessionId }): RosterEntry => ({ sessionId, inputFor: asPlanned })),
  ];
  const taken = await recordRoster(db, actor, entries);
  const refused = [...taken.refused];
  let cancelled = 0;
  for (const line of answered) {
    const refusal = await cancelIfSaid(db, actor, line);
    if (refusal) refused.push({ sessionId: line.sessionId, refusal });
    else if (cancelledBy(line.state)) cancelled++;
  }
  return { recorded: taken.recorded, refused, cancelled };
}

/**
 * One line that was taken without a connection and comes later.
 * @throws Refusal as recording and cancelling do
 */
export async function takeKeptLine(db: Db, actor: Actor, line: Answered, takenAt: Date): Promise<void> {
  if (cancelledBy(line.state)) {
    const refusal = await cancelIfSaid(db, actor, line);
    if (refusal) throw refusal;
    return;
  }
  // A telephone's clock may be ahead.
  const now = await clock(db);
  const { refused } = await recordRoster(db, actor, [entryOf(line, takenAt > now ? now : takenAt)]);
  if (refused[0]) throw refused[0].refusal;
}

const entryOf = ({ sessionId, state, ...line }: Answered, takenAt: Date | null): RosterEntry => ({
  sessionId,
  inputFor: (session): AttendanceInput => ({
    ...inputOf({ ...line, state: state as AttendanceState }, session),
    takenAt,
  }),
});

async function cancelIfSaid(db: Db, actor: Actor, { sessionId, state, note }: Answered) {
  const by = cancelledBy(state);
  if (!by) return null;
  try {
    await cancelSession(db, actor, sessionId, { by, words: note });
    return null;
  } catch (failure) {
    if (isRefusal(failure)) return failure;
    throw failure;
  }
}
