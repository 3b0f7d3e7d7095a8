// The desks' figures as tables to take along, in the reader's words. Reads nothing; counts nothing.
import { sayIn } from "#app/i18n/say-in";
import { writeSpreadsheetCsv } from "#app/interop/csv";
import type { AgencyMonth } from "../invoice/month-forecast";
import type { OfferedLine } from "../organization/read.server";
import { plainMoney } from "../values/money";
import type { Costs } from "./cost";
import { COURSE_STEPS, type CourseGrouping, type GroupCourse } from "./course";
import type { Courses } from "./course.server";
import type { Narrowed } from "./filters";
import type { FundForecast } from "./money-desk.server";
import { courseWords, needWords, outcomeWords } from "./need-words";
import type { Caseload, OutcomeCount } from "./supervision-desk.server";

export function writeCaseloadTable(caseloads: readonly Caseload[], language: string): string {
  const say = sayIn(language);
  const names = ["cases", "waiting", "late", "reviews", "tasks"] as const;
  return writeSpreadsheetCsv(
    [say("desks.supervision.carrier"), ...names.map((name) => say(`desks.supervision.${name}-of`))],
    caseloads.map((line) => [line.name, ...names.map((name) => line[name])]),
  );
}

export function writeOutcomeTable(outcomes: readonly OutcomeCount[], language: string): string {
  const say = sayIn(language);
  return writeSpreadsheetCsv(
    [say("desks.supervision.outcome"), say("desks.supervision.ended")],
    outcomes.map(({ outcome, count }) => [outcomeWords(say, outcome), count]),
  );
}

/** All together in the first row, then each group; of one programme or area alone that one row. */
export function writeCourseTable(
  { whole, groups, programmes }: Pick<Courses, "whole" | "groups" | "programmes">,
  by: CourseGrouping,
  narrowed: Narrowed | null,
  language: string,
): string {
  const say = sayIn(language);
  const { heldBack } = needWords(say);
  const nameOf = courseWords(say, by);
  const nameOfOne = ({ grouping, value }: Narrowed) =>
    courseWords(say, grouping)({ value, name: programmes.find((one) => one.value === value)?.name ?? null });
  const cellsOf = (steps: GroupCourse["steps"]) =>
    steps.flatMap(({ step, count, medianDays }) =>
      step === "sent" ? [count ?? heldBack] : [count ?? heldBack, medianDays],
    );
  return writeSpreadsheetCsv(
    [
      say(`desks.service.groupings.${narrowed?.grouping ?? by}`),
      ...COURSE_STEPS.flatMap((step) => {
        const name = say(`desks.service.steps.${step}`);
        return step === "sent" ? [name] : [name, say("desks.service.half-of", { step: name })];
      }),
    ],
    [
      [narrowed ? nameOfOne(narrowed) : say("desks.service.whole"), ...cellsOf(whole)],
      ...groups.map((group) => [nameOf(group), ...cellsOf(group.steps)]),
    ],
  );
}

/** Amounts as plain decimals: a spreadsheet adds them up. */
const plain = (cents: bigint | null) => (cents === null ? "" : plainMoney(cents));

export function writeFundTable(funds: readonly FundForecast[], language: string): string {
  const say = sayIn(language);
  const names = ["fund", "granted", "spent", "reserved", "available", "forecast"] as const;
  return writeSpreadsheetCsv(
    names.map((name) => say(`desks.money.${name}`)),
    funds.map((fund) => [
      fund.name,
      plain(fund.grantedCents),
      plain(fund.spentCents),
      plain(fund.reservedCents),
      plain(fund.availableCents),
      plain(fund.forecastCents),
    ]),
  );
}

export function writeCostTable({ grouping, lines }: Pick<Costs, "grouping" | "lines">, language: string): string {
  const say = sayIn(language);
  const words = needWords(say);
  const nameOf = courseWords(say, grouping);
  return writeSpreadsheetCsv(
    [
      say(`desks.service.groupings.${grouping}`),
      say("desks.money.completed"),
      say("desks.money.per-completed"),
      say("desks.money.helped"),
      say("desks.money.per-helped"),
    ],
    lines.map((line) => [
      nameOf(line),
      line.completed ?? words.heldBack,
      plain(line.perCompletedCents),
      line.helped ?? words.heldBack,
      plain(line.perHelpedCents),
    ]),
  );
}

type AgencyForecast = AgencyMonth & { readonly agencyName: string };

export function writeForecastTable(agencies: readonly AgencyForecast[], language: string): string {
  const say = sayIn(language);
  return writeSpreadsheetCsv(
    [
      say("payment.own.agency"),
      say("edits.forecast.earned"),
      say("edits.forecast.at-risk"),
      say("desks.provider.planned"),
      say("edits.forecast.most"),
    ],
    agencies.map(({ agencyName, earned, atRisk, planned, mostCents }) => [
      agencyName,
      plain(earned.cents),
      plain(atRisk.cents),
      plain(planned.cents),
      plain(mostCents),
    ]),
  );
}

/** Held: by referrals that wait for an answer. An age nobody can tell stays empty. */
export function writeCapacityTable(services: readonly OfferedLine[], language: string): string {
  const say = sayIn(language);
  const names = ["service", "place", "capacity", "places"] as const;
  return writeSpreadsheetCsv(
    [
      ...names.map((name) => say(`organization.services.${name}`)),
      say("desks.provider.held"),
      say("keeping.field.capacityUnit"),
      say("desks.provider.age"),
    ],
    services.map(({ serviceName, placeName, takesReferrals, openPlaces, heldPlaces, capacityUnit, capacityAge }) => [
      serviceName,
      placeName,
      say.any(`directory.takes.${takesReferrals}`),
      openPlaces,
      heldPlaces,
      say.any(`keeping.unit.${capacityUnit}`),
      capacityAge,
    ]),
  );
}
