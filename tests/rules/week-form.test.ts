// What the seven rows of the week editor mean, and which row is named when one cannot be.
import { parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import { ExceptionForm } from "#app/models/organization/exception-form";
import { PlacePageForm } from "#app/models/organization/forms";

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

const REST = { ...WEEK, "rest-closed": "on" };

test("Mara's Monday with a break is two spans, her Friday night passes midnight, and the rest is closed", () => {
  const sent = send({
    ...REST,
    "opens-1-1": "9",
    "closes-1-1": "noon",
    "opens-1-2": "1 pm",
    "closes-1-2": "17:00",
    "opens-5-1": "22:00",
    "closes-5-1": "06:00",
    "opens-3-1": "",
    "closes-3-1": "",
  });
  expect(sent.value).toEqual({
    intent: "week",
    hoursOf: "place",
    hoursText: null,
    spans: [
      { weekday: 1, opensMinute: 540, closesMinute: 720 },
      { weekday: 1, opensMinute: 780, closesMinute: 1020 },
      { weekday: 5, opensMinute: 1320, closesMinute: 1800 },
    ],
  });
});

test("Days left empty beside others must be answered: nothing is closed because nobody said anything", () => {
  const monday = { ...WEEK, "opens-1-1": "9", "closes-1-1": "17", "day-2": "closed", "day-3": "as-before" };
  expect(send({ ...monday, "day-7": "all-day" }).error).toEqual({
    "day-4": ["organization.error.unsaid"],
    "day-5": ["organization.error.unsaid"],
    "day-6": ["organization.error.unsaid"],
  });
  expect(send({ ...REST, ...monday, "rest-closed": "on" }).value).toMatchObject({ spans: [{ weekday: 1 }] });
});

test("A week of which nothing is said is unknown, and what is known instead is kept in words", () => {
  expect(send({ ...WEEK, "hours-text": " By appointment " }).value).toMatchObject({
    spans: [],
    hoursText: "By appointment",
  });
  expect(send(REST).value).toMatchObject({ spans: [], hoursText: null });
});

test("A week that is closed on every day is refused, for it would read as unknown", () => {
  const closed = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [`day-${weekday}`, "closed"]));
  expect(send({ ...WEEK, ...closed }).error).toEqual({ "day-1": ["organization.error.never-open"] });
});

test("From midnight to midnight is the whole day, and so is a day open 24 hours", () => {
  const spans = [
    { weekday: 6, opensMinute: 0, closesMinute: 1440 },
    { weekday: 7, opensMinute: 0, closesMinute: 1440 },
  ];
  const sent = send({ ...REST, "day-6": "all-day", "opens-7-1": "midnight", "closes-7-1": "00:00" });
  expect(sent.value).toMatchObject({ spans });
});

test("Half a row is refused at its own box, and so are a time that no clock shows and times beside closed", () => {
  const { error } = send({
    ...REST,
    "opens-2-1": "09:00",
    "closes-4-2": "17:00",
    "day-5": "closed",
    "opens-5-1": "9",
    "closes-5-1": "17",
    "opens-6-1": "25:00",
    "closes-6-1": "26:00",
  });
  expect(error).toEqual({
    "closes-2-1": ["organization.error.closes-missing"],
    "opens-4-2": ["organization.error.opens-missing"],
    "day-5": ["organization.error.times-and-closed"],
    "opens-6-1": ["organization.error.not-a-time"],
  });
});

test("Days that differ are closed, open at other times, or open all day; what contradicts itself is refused", () => {
  const days = { intent: "exception", hoursOf: "place", fromDay: "2026-12-24", lastDay: "2026-12-26", kind: "closed" };
  const times = { ...days, kind: "times", opens: "10", closes: "2" };
  expect(send(days, ExceptionForm).value).toMatchObject({ untilDay: "2026-12-27", span: null });
  expect(send({ ...days, lastDay: "" }, ExceptionForm).value).toMatchObject({ untilDay: "2026-12-25" });
  expect(send(times, ExceptionForm).value).toMatchObject({ span: { opensMinute: 600, closesMinute: 840 } });
  expect(send({ ...days, kind: "all-day" }, ExceptionForm).value).toMatchObject({
    span: { opensMinute: 0, closesMinute: 1440 },
  });
  const faults: [Record<string, string>, string, string][] = [
    [{ ...times, closes: "" }, "closes", "closes-missing"],
    [{ ...times, opens: "", closes: "" }, "opens", "times-missing"],
    [{ ...times, kind: "closed" }, "opens", "times-and-closed"],
    [{ ...days, lastDay: "2026-12-01" }, "lastDay", "ends-before-start"],
    [{ ...days, lastDay: "2027-12-30" }, "lastDay", "too-long-closed"],
  ];
  for (const [answers, field, fault] of faults) {
    expect(send(answers, ExceptionForm).error).toEqual({ [field]: [`organization.error.${fault}`] });
  }
});
