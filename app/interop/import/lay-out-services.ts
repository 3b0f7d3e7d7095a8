// Lays services out with the single texts that belong to them. Never looks at where a service is given.
import { readLanguages } from "./language";
import type { Records } from "./records";
import type { Ownership } from "./survey";
import { type Shelf, type Target, target, type Value } from "./target";

export function* serviceTargets(taken: Shelf, owners: Ownership): Iterable<Target> {
  const additions = (
    ["language", "required-document", "service-area", "cost", "payment-accepted", "eligibility"] as const
  ).map((kind) => [kind, taken.grouped(kind, (record) => record.service)] as const);
  const programs = new Map(taken.of("program").map((row) => [row.id, row.record.name]));
  const main = new Map(taken.of("service").map((row) => [row.id, row]));
  const ids = new Set([...main.keys(), ...additions.flatMap(([, groups]) => [...groups.keys()])]);
  for (const id of ids) {
    const row = main.get(id);
    const texts = new Map(
      additions.map(([kind, groups]) => [kind as string, (groups.get(id) ?? []).map((one) => one.record.text)]),
    );
    const values = row ? serviceValues(row.record, texts, programs) : additionValues(texts);
    const from = [row, ...additions.flatMap(([, groups]) => groups.get(id) ?? [])].filter((one) => one !== undefined);
    yield {
      ...target("service", row ?? { kind: "service", id }, owners.service.get(id) ?? null, {}, values),
      from,
      whole: row !== undefined,
    };
  }
}

function serviceValues(
  record: Records["service"],
  texts: ReadonlyMap<string, string[]>,
  programs: ReadonlyMap<string, string>,
): Record<string, Value> {
  const spoken = readLanguages([record.languages ?? "", ...(texts.get("language") ?? [])]);
  const join = (own: string[], kind: string) => [...new Set([...own, ...(texts.get(kind) ?? [])])].join("; ") || null;
  return {
    name: record.name,
    alternate_name: record.alternateName,
    program_name: record.program === null ? null : (programs.get(record.program) ?? null),
    description: record.description ?? "",
    application_process: record.applicationProcess,
    eligibility:
      [record.eligibility, ...(texts.get("eligibility") ?? [])].filter((part) => part !== null).join("\n") || null,
    minimum_age: wholeAge(record.minimumAge),
    maximum_age: wholeAge(record.maximumAge),
    fees: [record.fees, ...(texts.get("cost") ?? [])].filter((part) => part !== null).join("\n") || null,
    email: record.email,
    website: record.website,
    languages: spoken.codes,
    interpretation: [record.interpretation, ...spoken.words].filter((part) => part !== null).join(". ") || null,
    required_documents: join(record.requiredDocuments, "required-document"),
    service_area: join(record.serviceAreas, "service-area"),
    accepted_payments: join(record.acceptedPayments, "payment-accepted"),
    wait_time: record.waitTime,
    alert: record.alert,
    status: record.status,
  };
}

/** What single texts say of a service whose own row is not in the package. */
function additionValues(texts: ReadonlyMap<string, string[]>): Record<string, Value> {
  const columns: Record<string, string> = {
    "required-document": "required_documents",
    "service-area": "service_area",
    "payment-accepted": "accepted_payments",
    eligibility: "eligibility",
  };
  const values: Record<string, Value> = {};
  for (const [kind, column] of Object.entries(columns)) {
    const said = texts.get(kind) ?? [];
    if (said.length > 0) values[column] = said.join("; ");
  }
  const spoken = texts.get("language") ?? [];
  if (spoken.length > 0) values.languages = readLanguages(spoken).codes;
  return values;
}

function wholeAge(age: number | null): number | null {
  return age === null || age < 0 || age > 150 ? null : Math.round(age);
}
