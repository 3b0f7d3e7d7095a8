// The rules of a referral that need no database: days, age bands, areas, consents, codes.
import { expect, test } from "vitest";
import { sayIn } from "#app/i18n/say-in";
import { coveringConsent, uncoveredFields } from "#app/models/consent/cover";
import { agreedFor } from "#app/models/referral/agreed";
import { mayBeAnswerBy, workingDaysAfter } from "#app/models/referral/answer-by";
import {
  COMPLETED_OUTCOMES,
  DECLINE_CODES,
  FAILED_REASONS,
  OUTCOMES,
  WITHDRAW_CODES,
} from "#app/models/referral/codes";
import { DeclineForm } from "#app/models/referral/forms";
import { ageBandOf, areaOf, summaryOf } from "#app/models/referral/summary";
import { asCalendarDay } from "#app/models/values/calendar-day";

const day = asCalendarDay;

test.each([
  ["2026-11-23", 1, "2026-11-24"],
  ["2026-11-27", 1, "2026-11-30"],
  ["2026-11-27", 3, "2026-12-02"],
  ["2026-11-28", 1, "2026-11-30"],
  ["2026-11-25", 0, "2026-11-25"],
])("%s and %i working days is %s", (from, days, to) => {
  expect(workingDaysAfter(day(from), days)).toBe(to);
});

test("an answer may be asked for today and in ninety days, not yesterday and not later", () => {
  const today = day("2026-11-23");
  expect(mayBeAnswerBy(today, today)).toBe(true);
  expect(mayBeAnswerBy(today, day("2027-02-21"))).toBe(true);
  expect(mayBeAnswerBy(today, day("2026-11-22"))).toBe(false);
  expect(mayBeAnswerBy(today, day("2027-02-22"))).toBe(false);
});

test.each([
  ["2026-11-23", "0–5"],
  ["2013-11-24", "6–12"],
  ["2008-11-24", "13–17"],
  ["2008-11-23", "18–25"],
  ["1986-11-23", "40–59"],
  ["1966-11-23", "60+"],
])("born %s is %s", (born, band) => {
  expect(ageBandOf(day(born), day("2026-11-23"))).toBe(band);
});

test("a district is said by three digits, a town only where no code is known", () => {
  expect(areaOf("21202", "Baltimore")).toBe("212xx");
  expect(areaOf("21202-1234", "Baltimore")).toBe("212xx");
  expect(areaOf(null, "Baltimore")).toBe("Baltimore");
  expect(areaOf("", " ")).toBeNull();
});

test("what Rosa agreed to is said for each provider, by the consent that would be leant on", () => {
  const now = new Date("2026-11-23T15:00:00Z");
  const until = new Date("2027-01-01T00:00:00Z");
  const given = (id: string, organizationId: string | null, fields: string[]) => ({
    ...{ id, organizationId, specialtyId: null, fields, state: "active" },
    ...{ startsAt: new Date("2026-01-01T00:00:00Z"), endsAt: until },
  });
  const place = (organizationId: string) => ({
    ...{ serviceAtLocationId: `at ${organizationId}`, organizationId, organizationName: organizationId },
    ...{ active: true, takesReferrals: "yes", signsIn: true, agreements: [], suspended: false },
    ...{ missingCredentials: [], excluded: false, credentials: [] },
  });
  const facts = {
    ...{ places: [place("north"), place("south")], fields: ["name" as const], documentCount: 0 },
    consents: [given("narrow", "north", ["name"]), given("wide", "north", ["telephone", "name", "address"])],
    ...{ specialtyIds: [], answerByFits: true, outOfNetwork: "allow" as const, today: day("2026-11-23"), now },
  };
  const nobody = { organizationName: "south", consentId: null, fields: [], endsAt: null };
  const agreed = (consentId: string, fields: string[]) => ({
    organizationName: "north",
    consentId,
    fields,
    endsAt: until,
  });
  expect(agreedFor(facts)).toEqual([agreed("narrow", ["name"]), nobody]);
  // Where nothing covers what is chosen, the widest says what could be.
  const more = { ...facts, fields: ["name" as const, "email" as const] };
  expect(agreedFor(more)).toEqual([agreed("wide", ["name", "telephone", "address"]), nobody]);
});

test("Rosa's summary names neither her nor her day of birth nor her whole code", () => {
  const facts = { number: "R-0001", specialty: "Counseling", urgency: "soon", mode: "slip", language: "es" };
  const summary = summaryOf(
    { ...facts, birthDay: day("1988-04-12"), postalCode: "21202", city: "Baltimore" },
    day("2026-11-23"),
  );
  expect(summary).toEqual({ ...facts, area: "212xx", ageBand: "26–39" });
});

const now = new Date("2026-11-23T12:00:00Z");
const consent = {
  id: "any",
  organizationId: null as string | null,
  specialtyId: null as string | null,
  fields: ["name", "telephone"],
  state: "active",
  startsAt: new Date("2026-11-01T00:00:00Z"),
  endsAt: new Date("2026-12-01T00:00:00Z"),
};

const to = (organizationId: string, ...specialtyIds: string[]) => ({ organizationId, specialtyIds, inNetwork: true });

test("a consent for a specialty covers whoever is asked for it or what lies below it, and nobody asked for something else", () => {
  const counseling = { ...consent, id: "counseling", specialtyId: "health" };
  expect(coveringConsent([consent, counseling], ["name"], to("north", "health", "counseling"), now)?.id).toBe(
    "counseling",
  );
  expect(coveringConsent([counseling], ["name"], to("north", "food"), now)).toBeNull();
  expect(coveringConsent([counseling], ["name"], to("north"), now)).toBeNull();
});

test("the narrower consent is leaned on first; an ended one, or one for another provider, never", () => {
  const own = { ...consent, id: "own", organizationId: "north" };
  expect(coveringConsent([consent, own], ["name"], to("north"), now)?.id).toBe("own");
  const counseling = { ...consent, id: "counseling", specialtyId: "health" };
  const outside = { ...to("north", "health", "counseling"), inNetwork: false };
  expect(coveringConsent([consent, counseling], ["name"], outside, now)?.id).toBe("counseling");
  expect(coveringConsent([consent], ["name"], outside, now)).toBeNull();
  expect(coveringConsent([consent, counseling, own], ["name"], outside, now)?.id).toBe("own");
  expect(coveringConsent([own], ["name"], to("south"), now)).toBeNull();
  expect(coveringConsent([{ ...consent, state: "revoked" }], ["name"], to("north"), now)).toBeNull();
  expect(coveringConsent([consent], ["name"], to("north"), consent.endsAt)).toBeNull();
  expect(coveringConsent([consent], ["name"], to("north"), consent.startsAt)?.id).toBe("any");
  expect(coveringConsent([consent], ["name", "address"], to("north"), now)).toBeNull();
  expect(uncoveredFields([consent], ["name", "address"], to("north"), now)).toEqual(["address"]);
  expect(uncoveredFields([], ["name"], to("north"), now)).toEqual(["name"]);
});

test("every code is said in words, and every outcome is either completed or not", () => {
  const say = sayIn("en");
  const keys = [
    ...DECLINE_CODES.map((code) => `referral.decline.${code}`),
    ...OUTCOMES.map((code) => `referral.outcome.${code}`),
    ...WITHDRAW_CODES.map((code) => `referral.withdraw.${code}`),
  ];
  expect(keys.filter((key) => !say.has(key))).toEqual([]);
  expect([...COMPLETED_OUTCOMES, ...FAILED_REASONS].filter((code) => code !== "other").sort()).toEqual(
    OUTCOMES.filter((code) => code !== "other").sort(),
  );
});

test("something else is no reason without words", () => {
  expect(DeclineForm.safeParse({ code: "other" }).success).toBe(false);
  expect(DeclineForm.safeParse({ code: "other", words: "Renovation" }).success).toBe(true);
  expect(DeclineForm.safeParse({ code: "no_capacity" }).success).toBe(true);
  expect(DeclineForm.safeParse({ code: "because" }).success).toBe(false);
});
