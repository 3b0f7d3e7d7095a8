// Why an offer stands where it does in Mara's inbox.
import { expect, test } from "vitest";
import { answerReason } from "#app/models/referral/next-answer";

const TODAY = "2026-05-12";
const offered = { state: "offered", urgency: "routine", answerBy: "2026-05-14", waitlistUntil: null };

test.each([
  ["a day ahead", offered, "by"],
  ["urgent, a day ahead", { ...offered, urgency: "urgent" }, "urgent"],
  ["its last day", { ...offered, answerBy: TODAY }, "today"],
  ["past its day, urgent or not", { ...offered, urgency: "urgent", answerBy: "2026-05-11" }, "overdue"],
  ["no day at all", { ...offered, answerBy: null }, "whenever"],
  ["on the waiting list", { ...offered, state: "waitlisted", waitlistUntil: "2026-05-20" }, "waits-for-place"],
  ["when the place was to be free", { ...offered, state: "waitlisted", waitlistUntil: TODAY }, "place-free"],
  [
    "asked about: the agency's turn",
    { ...offered, state: "info_requested", answerBy: "2026-05-01" },
    "waits-for-agency",
  ],
])("%s", (_what, offer, reason) => {
  expect(answerReason(offer, TODAY)).toBe(reason);
});
