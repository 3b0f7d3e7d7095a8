// What a provider does next for somebody it has taken on: what is owed first, then what can be done, then what it waits for.
import { expect, test } from "vitest";
import { type CareStanding, nextStepOf } from "#app/models/delivery/next-step";

const begun: CareStanding = {
  state: "in_progress",
  unrecorded: 0,
  nextAt: null,
  schedule: "approved",
  authorization: "active",
};
const tomorrow = new Date("2026-11-23T14:00:00Z");

test.each<[string, Partial<CareStanding>, string]>([
  [
    "Pavel forgot to say who came, although the next session is tomorrow",
    { unrecorded: 2, nextAt: tomorrow },
    "record",
  ],
  ["Mara's schedule came back", { schedule: "returned" }, "mend"],
  ["it is on hold", { state: "on_hold" }, "resume"],
  ["the next session is planned", { nextAt: tomorrow }, "session"],
  ["the agency has the schedule", { state: "accepted", schedule: "submitted" }, "waits-for-schedule"],
  ["it is authorized and nothing is planned", { state: "accepted", schedule: null }, "plan"],
  ["it was accepted a moment ago", { state: "accepted", schedule: null, authorization: null }, "start"],
  ["it was begun before the authorization", { schedule: null, authorization: "proposed" }, "waits-for-authorization"],
  ["all sessions were held", {}, "close"],
])("%s", (_case, change, step) => {
  expect(nextStepOf({ ...begun, ...change })).toBe(step);
});
