// What an application lacks before it can be sent, and how far each step is. Pure; the database and people judge the rest.
import type { Answers, LocationAnswer, ServiceAnswer } from "./answers";
import { APPLICATION_STEPS, type ApplicationStep } from "./codes";

/** One thing that is missing: at which step, of which item, and which words say it (`application.missing.<code>`). */
export interface Missing {
  readonly step: Exclude<ApplicationStep, "review">;
  readonly key: string | null;
  readonly code: string;
  readonly name: string;
}

export interface Judged {
  readonly answers: Answers;
  readonly kind: string;
  readonly hasTaxIdentifier: boolean;
  readonly documents: number;
  /** Whether it asks to join an organization for which somebody signs in: that one says its own facts. */
  readonly joins: boolean;
}

export function missingIn(application: Judged): Missing[] {
  const { answers } = application;
  if (application.joins) return answers.organization ? [] : [nothing("organization", "no-organization")];
  return [
    ...missingOfOrganization(application),
    ...(answers.locations.length === 0 ? [nothing("locations", "no-location")] : []),
    ...answers.locations.flatMap(missingOfLocation),
    ...(answers.services.length === 0 ? [nothing("services", "no-service")] : []),
    ...answers.services.flatMap(missingOfService),
    ...missingLists(application),
  ];
}

const nothing = (step: Missing["step"], code: string, key: string | null = null, name = ""): Missing => ({
  step,
  key,
  code,
  name,
});

/** A public body and somebody who works alone may have no such number. */
const WITHOUT_NUMBER = ["public_body", "sole_practitioner"];

function missingOfOrganization({ answers, kind, hasTaxIdentifier }: Judged): Missing[] {
  const { organization } = answers;
  if (!organization) return [nothing("organization", "no-organization")];
  return [
    ...(organization.description === "" ? [nothing("organization", "no-description")] : []),
    ...(organization.telephone === null ? [nothing("organization", "no-telephone")] : []),
    ...(hasTaxIdentifier || WITHOUT_NUMBER.includes(kind) ? [] : [nothing("organization", "no-tax-identifier")]),
  ];
}

function missingOfLocation(location: LocationAnswer): Missing[] {
  const { key, name } = location;
  const found = location.latitude === null ? [nothing("locations", "not-on-map", key, name)] : [];
  const said = location.spans.length > 0 || location.hoursText !== null;
  return said ? found : [...found, nothing("hours", "no-hours", key, name)];
}

function missingOfService({ key, name, specialtyIds, locationKeys, modes }: ServiceAnswer): Missing[] {
  return [
    ...(specialtyIds.length === 0 ? [nothing("services", "no-specialty", key, name)] : []),
    ...(locationKeys.length === 0 ? [nothing("services", "no-place", key, name)] : []),
    ...(modes.length === 0 ? [nothing("services", "no-mode", key, name)] : []),
  ];
}

/** Empty is an answer only where somebody said so. */
function missingLists({ answers, documents }: Judged): Missing[] {
  const counts = {
    practitioners: answers.practitioners.length,
    credentials: answers.credentials.length,
    documents,
    rates: answers.rates.length,
  };
  return (Object.keys(counts) as (keyof typeof counts)[]).flatMap((step) =>
    counts[step] > 0 || answers.none.includes(step) ? [] : [nothing(step, `no-${step}`)],
  );
}

export type StepStanding = "done" | "begun" | "empty";

/** How far each step is; the last is done when nothing is missing. */
export function standings(
  application: Judged,
  missing = missingIn(application),
): Record<ApplicationStep, StepStanding> {
  const begun = begunSteps(application);
  const standing = (step: ApplicationStep): StepStanding => {
    if (step === "review") return missing.length === 0 ? "done" : "empty";
    if (!missing.some((one) => one.step === step)) return "done";
    return begun.has(step) ? "begun" : "empty";
  };
  const standings = {} as Record<ApplicationStep, StepStanding>;
  for (const step of APPLICATION_STEPS) standings[step] = standing(step);
  // Hours belong to places: without a place there is nothing to say them of.
  if (application.answers.locations.length === 0) standings.hours = "empty";
  return standings;
}

function begunSteps({ answers, documents }: Judged): Set<ApplicationStep> {
  const begun: [ApplicationStep, boolean][] = [
    ["organization", answers.organization !== null],
    ["locations", answers.locations.length > 0],
    ["services", answers.services.length > 0],
    ["hours", answers.locations.some(({ spans, hoursText }) => spans.length > 0 || hoursText !== null)],
    ["practitioners", answers.practitioners.length > 0],
    ["credentials", answers.credentials.length > 0],
    ["documents", documents > 0],
    ["rates", answers.rates.length > 0],
  ];
  return new Set(begun.filter(([, is]) => is).map(([step]) => step));
}

/** Where to go on: the first step that is not done. */
export function nextStep(standing: Readonly<Record<ApplicationStep, StepStanding>>): ApplicationStep {
  return APPLICATION_STEPS.find((step) => standing[step] !== "done") ?? "review";
}
