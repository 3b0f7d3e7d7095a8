// The rules of an application without a database: what counts as a tax number, what is missing, what a claim begins with, which rows it becomes.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answers, readAnswers, tidied } from "#app/models/application/answers";
import { withoutRecord, withRecord } from "#app/models/application/claimed-answers";
import { APPLICATION_STEPS } from "#app/models/application/codes";
import { type Judged, missingIn, nextStep, standings } from "#app/models/application/missing";
import { PractitionerPageForm, RatesPageForm } from "#app/models/application/row-forms";
import { rowsOf } from "#app/models/application/rows";
import { parseTaxIdentifier } from "#app/models/application/tax-identifier";

const PLACE_ID = "018f0000-0000-7000-8000-000000000001";
const SERVICE_ID = "018f0000-0000-7000-8000-000000000002";

const place = {
  key: "kitchen",
  name: "Main kitchen",
  postalCode: "21201",
  latitude: 39.29,
  longitude: -76.61,
  pointPrecision: "postal_code",
  spans: [{ weekday: 1, opensMinute: 540, closesMinute: 1020 }],
};
const service = { key: "meals", name: "Meals", specialtyIds: ["s"], modes: ["on_site"], locationKeys: ["kitchen"] };
const complete: Answers = readAnswers({
  organization: { description: "Warm meals.", telephone: "410-555-0199" },
  locations: [place],
  services: [service],
  none: ["practitioners", "credentials", "documents", "rates"],
});
const judged = (answers: Answers, more: Partial<Judged> = {}): Judged => ({
  answers,
  kind: "nonprofit",
  hasTaxIdentifier: true,
  documents: 0,
  joins: false,
  ...more,
});
const codes = (answers: Answers, more: Partial<Judged> = {}) =>
  missingIn(judged(answers, more)).map(({ code }) => code);

describe("a tax number", () => {
  test.each([
    ["52-3456789", "523456789"],
    [" 523456789 ", "523456789"],
    ["52 3456789", "523456789"],
  ])("%j is nine digits", (typed, digits) => expect(parseTaxIdentifier(typed)).toBe(digits));

  test.each(["", "52-345678", "523-45-6789", "00-1234567", "99-9999999", "52-34567890", "ab-cdefghi"])(
    "%j is none",
    (typed) => expect(parseTaxIdentifier(typed)).toBeNull(),
  );
});

describe("what is missing", () => {
  test("is nothing of a complete application", () => {
    expect(codes(complete)).toEqual([]);
    expect(Object.values(standings(judged(complete)))).toEqual(APPLICATION_STEPS.map(() => "done"));
  });

  test("is said at its step, of its item", () => {
    const bare = { ...complete, locations: [{ ...place, latitude: null, longitude: null, spans: [] }] };
    const answers = readAnswers({ ...bare, services: [{ ...service, specialtyIds: [] }] });
    expect(missingIn(judged(answers))).toEqual([
      { step: "locations", key: "kitchen", code: "not-on-map", name: "Main kitchen" },
      { step: "hours", key: "kitchen", code: "no-hours", name: "Main kitchen" },
      { step: "services", key: "meals", code: "no-specialty", name: "Meals" },
    ]);
    expect(nextStep(standings(judged(answers)))).toBe("locations");
  });

  test("hours in words are an answer, an empty list is one only where somebody said so", () => {
    const words = readAnswers({ ...complete, locations: [{ ...place, spans: [], hoursText: "By appointment" }] });
    expect(codes(words)).toEqual([]);
    expect(codes({ ...complete, none: [] })).toEqual([
      "no-practitioners",
      "no-credentials",
      "no-documents",
      "no-rates",
    ]);
  });

  test("a company needs a tax number, somebody who practises alone and a public body need none", () => {
    const without = { hasTaxIdentifier: false };
    expect(codes(complete, { ...without, kind: "company" })).toEqual(["no-tax-identifier"]);
    expect(codes(complete, { ...without, kind: "sole_practitioner" })).toEqual([]);
    expect(codes(complete, { ...without, kind: "public_body" })).toEqual([]);
  });

  test("whoever asks to join says no more than who they are", () => {
    expect(codes(readAnswers({}), { joins: true })).toEqual(["no-organization"]);
    expect(codes(readAnswers({ organization: {} }), { joins: true })).toEqual([]);
  });
});

const record = {
  organization: { name: "Pantry", description: "Imported.", telephone: "410-555-0123" },
  locations: [{ ...place, id: PLACE_ID, name: "Pantry" }],
  services: [
    { id: SERVICE_ID, name: "Pantry", places: [{ locationId: PLACE_ID, takesReferrals: "yes", openPlaces: 3 }] },
  ],
};

describe("a claimed record", () => {
  test("begins what is empty and writes over nothing", () => {
    const begun = withRecord(readAnswers({ organization: { description: "Ours." } }), record);
    expect(begun.organization).toMatchObject({ description: "Ours.", telephone: "410-555-0123" });
    expect(begun.services[0]).toMatchObject({ recordId: SERVICE_ID, locationKeys: [PLACE_ID], openPlaces: 3 });
    expect(withRecord(complete, record).locations).toEqual(complete.locations);
  });

  test("goes again with its places; what is no record leaves all as it was", () => {
    const begun = withRecord(readAnswers({}), record);
    expect(withoutRecord(begun)).toMatchObject({ locations: [], services: [] });
    expect(withRecord(complete, { locations: "none" })).toBe(complete);
  });
});

test("without its place a service is offered nowhere, and without its service a rate is gone", () => {
  const answers = readAnswers({ ...complete, rates: [{ serviceKey: "meals", unitType: "hour", rateCents: "100" }] });
  expect(tidied({ ...answers, locations: [] }).services[0]?.locationKeys).toEqual([]);
  expect(tidied({ ...answers, services: [] }).rates).toEqual([]);
});

test("the rows say what the answers say, with whole cents and half-open years", () => {
  const rows = rowsOf(
    { organizationName: "Tidewater", kind: "nonprofit" },
    readAnswers({
      ...complete,
      rates: [{ serviceKey: "meals", unitType: "hour", rateCents: "1250" }],
      practitioners: [
        {
          key: "p",
          name: "Petra",
          education: [{ school: "College", degree: null, year: 2011 }],
          employment: [{ employer: "Pier", title: "Cook", fromYear: 2012, untilYear: 2014 }],
        },
      ],
    }),
  );
  expect(rows.organization).toMatchObject({ name: "Tidewater", legalStatus: "nonprofit" });
  expect(rows.rates).toEqual([{ serviceKey: "meals", unitType: "hour", rateCents: 1250n }]);
  expect(rows.practitioners[0]?.history.map(({ kind, startsOn, endsOn }) => [kind, startsOn, endsOn])).toEqual([
    ["education", "2011-01-01", "2012-01-01"],
    ["employment", "2012-01-01", "2015-01-01"],
  ]);
});

describe("rows of boxes", () => {
  const person = { intent: "practitioner", version: "1", key: "p", name: "Petra" };
  const faults = (form: unknown) => {
    const read = PractitionerPageForm.safeParse(form);
    return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
  };

  test("left empty say nothing; one that is begun names the box that is missing", () => {
    expect(faults({ ...person, credentials: [{ what: "kind:licence" }], education: [{}] })).toEqual([]);
    expect(faults({ ...person, credentials: [{}, { what: "kind:licence", issuer: "Board" }] })).toEqual([
      "credentials.1.lastDay",
    ]);
    expect(
      faults({ ...person, education: [{ school: "College" }], employment: [{ title: "Cook", fromYear: "2012" }] }),
    ).toEqual(["education.0.year", "employment.0.employer"]);
  });

  test("two rates for one service and unit are told at the second", () => {
    const row = { serviceKey: "meals", unitType: "hour", rate: "10" };
    const read = RatesPageForm.safeParse({ intent: "rates", version: "1", rates: [row, { ...row, rate: "11" }] });
    expect(read.error?.issues.map(({ path }) => path.join("."))).toEqual(["rates.1.rate"]);
  });
});

test("whatever was kept, reading it throws nothing and reads back the same", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (kept) => {
      const answers = readAnswers(kept);
      expect(readAnswers(JSON.parse(JSON.stringify(answers)))).toEqual(answers);
      expect(missingIn(judged(answers)).length).toBeGreaterThan(0);
    }),
  );
});
