// What the seven rows of the week editor mean, and which row is named when one cannot be.
import { parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import { ExceptionForm, PlacePageForm } from "#app/models/organization/forms";
import { boxesOf } from "#app/models/organization/week-form";

function send(
  answers: Readonly<Record<string, string>>,
  schema: typeof PlacePageForm | typeof ExceptionForm = PlacePageForm,
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(answers)) form.set(name, value);
  const submission = parseWithZod(form, { schema });
  return submission.status === "success" ? { value: submission.value } : { error: submission.error ?? {} };
}

const WEEK = { intent: "week", hoursOf: "place" };

test("Mara's third Tuesday from May to October is a span with its rule", () => {
  const sent = send({
    intent: "ruled-hours",
    hoursOf: "place",
    weekday: "2",
    opens: "10:00",
    closes: "12:00",
    nth: "3",
    firstMonth: "5",
    lastMonth: "10",
  });
  expect(sent.value).toEqual({
    intent: "ruled-hours",
    hoursOf: "place",
    span: {
      weekday: 2,
      opensMinute: 600,
      closesMinute: 720,
      nth: [3],
      seasonFrom: 501,
      seasonUntil: 1101,
      everyWeeks: 1,
      anchorDay: null,
    },
  });
});

test.each<[string, Record<string, string>, object]>([
  [
    "November 15 to March 15, each year",
    { firstMonth: "11", firstDate: "15", lastMonth: "3", lastDate: "15" },
    { seasonFrom: 1115, seasonUntil: 316 },
  ],
  ["October to February, the 29th too", { firstMonth: "10", lastMonth: "2" }, { seasonFrom: 1001, seasonUntil: 301 }],
  [
    "one day of every year",
    { firstMonth: "12", firstDate: "31", lastMonth: "12" },
    { seasonFrom: 1231, seasonUntil: 101 },
  ],
  [
    "next summer only, its last day counted",
    { fromDay: "2027-06-01", lastDay: "2027-08-31" },
    { fromDay: "2027-06-01", untilDay: "2027-09-01" },
  ],
  ["from a day on", { fromDay: "2027-06-01" }, { fromDay: "2027-06-01" }],
  ["until a day", { lastDay: "2027-06-01" }, { untilDay: "2027-06-02" }],
])("Mara's hours hold %s", (_, answers, rule) => {
  const sent = send({
    intent: "ruled-hours",
    hoursOf: "place",
    weekday: "2",
    opens: "10:00",
    closes: "12:00",
    ...answers,
  });
  const times = { weekday: 2, opensMinute: 600, closesMinute: 720, nth: null, everyWeeks: 1, anchorDay: null };
  expect(sent.value).toEqual({ intent: "ruled-hours", hoursOf: "place", span: { ...times, ...rule } });
});

test.each<[string, Record<string, string>, string]>([
  ["a rule that says nothing", {}, "nth"],
  ["January to December, which is no season", { firstMonth: "1", lastMonth: "12" }, "nth"],
  ["half a season", { firstMonth: "5" }, "lastMonth"],
  ["a season that begins nowhere", { lastMonth: "5", lastDate: "3" }, "firstMonth"],
  ["a day of no month", { firstMonth: "5", lastMonth: "6", lastDate: "31" }, "lastDate"],
  ["a day past every month's end", { firstMonth: "5", firstDate: "32", lastMonth: "6" }, "firstDate"],
  ["dates turned round", { fromDay: "2027-06-02", lastDay: "2027-06-01" }, "lastDay"],
  ["every other week from nobody knows when", { everyWeeks: "2" }, "anchorDay"],
  ["a day that is none", { everyWeeks: "2", anchorDay: "2026-02-30" }, "anchorDay"],
  ["more weeks than a year has", { everyWeeks: "60", anchorDay: "2026-02-02" }, "everyWeeks"],
  ["a sixth Tuesday", { nth: "6" }, "nth"],
  ["a time that is none", { nth: "1", closes: "25:00" }, "closes"],
])("Hours with %s are refused beside the box", (_, answers, field) => {
  const ruled = { intent: "ruled-hours", hoursOf: "place", weekday: "2", opens: "10:00", closes: "12:00" };
  expect(Object.keys(send({ ...ruled, ...answers }).error ?? {}).map((name) => name.replace(/\[\d+\]$/, ""))).toEqual([
    field,
  ]);
});

test("Mara's Monday with a break is two spans, her Friday night passes midnight, and empty rows are closed", () => {
  const sent = send({
    ...WEEK,
    "opens-1-1": "09:00",
    "closes-1-1": "12:00",
    "opens-1-2": "13:00",
    "closes-1-2": "17:00",
    "opens-5-1": "22:00",
    "closes-5-1": "06:00",
    "opens-3-1": "",
    "closes-3-1": "",
  });
  expect(sent.value).toEqual({
    intent: "week",
    hoursOf: "place",
    spans: [
      { weekday: 1, opensMinute: 540, closesMinute: 720 },
      { weekday: 1, opensMinute: 780, closesMinute: 1020 },
      { weekday: 5, opensMinute: 1320, closesMinute: 1800 },
    ],
  });
});

test("From midnight to midnight is the whole day", () => {
  expect(send({ ...WEEK, "opens-7-1": "00:00", "closes-7-1": "00:00" }).value).toMatchObject({
    spans: [{ weekday: 7, opensMinute: 0, closesMinute: 1440 }],
  });
});

test("Half a row is refused at its own box, and so is a time that no clock shows", () => {
  const { error } = send({
    ...WEEK,
    "opens-2-1": "09:00",
    "closes-4-2": "17:00",
    "opens-6-1": "25:00",
    "closes-6-1": "26:00",
  });
  expect(error).toEqual({
    "closes-2-1": ["organization.error.closes-missing"],
    "opens-4-2": ["organization.error.opens-missing"],
    "opens-6-1": ["organization.error.not-a-time"],
  });
});

test("What is known stands in the boxes again as it was sent, with a line to spare", () => {
  const boxes = boxesOf([
    { weekday: 5, opensMinute: 1320, closesMinute: 1800 },
    { weekday: 7, opensMinute: 0, closesMinute: 1440 },
  ]);
  expect(boxes).toHaveLength(7);
  expect(boxes[4]?.spans).toEqual([
    { opens: "22:00", closes: "06:00" },
    { opens: "", closes: "" },
  ]);
  expect(boxes[6]?.spans[0]).toEqual({ opens: "00:00", closes: "00:00" });
});

test("A holiday without times is closed, with both times open then; with one time it is refused", () => {
  const days = { intent: "exception", hoursOf: "place", fromDay: "2026-12-24", lastDay: "2026-12-26" };
  expect(send(days, ExceptionForm).value).toMatchObject({ untilDay: "2026-12-27", span: null });
  expect(send({ ...days, opens: "10:00", closes: "14:00" }, ExceptionForm).value).toMatchObject({
    span: { opensMinute: 600, closesMinute: 840 },
  });
  expect(send({ ...days, opens: "10:00" }, ExceptionForm).error).toEqual({
    closes: ["organization.error.closes-missing"],
  });
  expect(send({ ...days, lastDay: "2026-12-01" }, ExceptionForm).error).toEqual({
    lastDay: ["organization.error.ends-before-start"],
  });
});
