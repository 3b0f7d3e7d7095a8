// The table of moves of a referral's Task, each status with each other and each party, and beside the standard's own where that is at hand.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Party, requireMove, TASK_MOVES, TASK_STATUSES, type TaskStatus } from "#app/interop/fhir/moves";
import { REQUEST_STATUS, STATUS_OF_OFFER, STATUS_OF_REFERRAL } from "#app/interop/fhir/status";
import { offerLifecycle, referralLifecycle } from "#app/models/referral/lifecycle";
import { hasSharedData, sharedData } from "#tests/stage/shared-data";

const PARTIES: readonly Party[] = ["requester", "target"];

function statusOf(from: TaskStatus, to: TaskStatus, party: Party): number {
  try {
    requireMove(from, to, party);
    return 200;
  } catch (failure) {
    return (failure as { status: number }).status;
  }
}

describe("a Task", () => {
  test.each(TASK_STATUSES)("that is %s goes where the table says for who may move it, and nowhere else", (from) => {
    for (const to of TASK_STATUSES) {
      for (const party of PARTIES) {
        const parties = TASK_MOVES[from][to];
        const expected = parties === undefined ? 422 : parties.includes(party) ? 200 : 403;
        expect([from, to, party, statusOf(from, to, party)]).toEqual([from, to, party, expected]);
      }
    }
  });

  test("is taken on, turned down and carried by the target alone, and called a mistake by the requester alone", () => {
    expect(PARTIES.map((party) => statusOf("requested", "accepted", party))).toEqual([403, 200]);
    expect(PARTIES.map((party) => statusOf("in-progress", "completed", party))).toEqual([403, 200]);
    expect(PARTIES.map((party) => statusOf("completed", "entered-in-error", party))).toEqual([200, 403]);
    expect(PARTIES.map((party) => statusOf("on-hold", "cancelled", party))).toEqual([200, 200]);
  });

  test("stands for each state of an offer and of a referral that a provider can meet", () => {
    for (const state of offerLifecycle.states.filter((one) => one !== "accepted")) {
      expect([state, typeof STATUS_OF_OFFER[state]]).toEqual([state, "string"]);
    }
    const never = ["draft", "sent", "declined", "expired", "withdrawn", "entered_in_error"];
    for (const state of referralLifecycle.states.filter((one) => !never.includes(one))) {
      expect([state, typeof STATUS_OF_REFERRAL[state]]).toEqual([state, "string"]);
    }
    expect(Object.keys(REQUEST_STATUS).sort()).toEqual([...TASK_STATUSES].sort());
  });

  test.runIf(hasSharedData)("moves as the guide's own state diagram and status table say", () => {
    const guide: {
      transitions: Record<string, string[]>;
      from_any: string[];
      statuses: { code: string; set_by: string }[];
    } = JSON.parse(readFileSync(sharedData("referral-fhir", "task-transitions.json"), "utf8"));
    for (const from of TASK_STATUSES) {
      const told = [...new Set([...(guide.transitions[from] ?? []), ...guide.from_any])].filter((to) => to !== from);
      expect([from, Object.keys(TASK_MOVES[from]).sort()]).toEqual([from, told.sort()]);
    }
    for (const { code, set_by } of guide.statuses) {
      const parties = Object.values(TASK_MOVES).flatMap((moves) => moves[code as TaskStatus] ?? []);
      for (const party of new Set(parties)) expect([code, set_by.includes(party)]).toEqual([code, true]);
    }
  });
});
