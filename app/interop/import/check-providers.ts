// Reads rows of organizations, programs, specialties, locations, services and services at locations. Never looks at a second row.
import { readYesNo } from "./cells";
import type { Parent, Records } from "./records";
import type { RowReader } from "./row-reader";

export type CheckResult<Record> = { record: Record; parents: Parent[] };

export function checkOrganization(row: RowReader): CheckResult<Records["organization"]> {
  const incorporated = row.day("date_incorporated");
  const year = row.number("year_incorporated");
  const parent = row.raw("parent_organization_id");
  return {
    record: {
      name: row.needed("name-blank", "name"),
      alternateName: row.line("alternate_name"),
      description: row.text("description"),
      email: row.mailbox("email"),
      website: row.website("website", "url"),
      taxId: row.line("tax_id"),
      taxStatus: row.line("tax_status"),
      legalStatus: row.line("legal_status"),
      yearIncorporated: incorporated === null ? year : Number(incorporated.slice(0, 4)),
      licenses: row.list("licenses"),
      accreditations: row.list("accreditations"),
      fundingSources: row.list("funding_sources"),
    },
    parents: parents(["organization", parent, "parent_organization_id", true]),
  };
}

export function checkProgram(row: RowReader): CheckResult<Records["program"]> {
  const organization = row.raw("organization_id");
  if (organization === "") row.fault("owner-blank", "organization_id");
  return {
    record: {
      organization,
      name: row.needed("name-blank", "name"),
      alternateName: row.line("alternate_name"),
      description: row.text("description"),
    },
    parents: parents(["organization", organization, "organization_id", false]),
  };
}

export function checkSpecialty(row: RowReader): CheckResult<Records["specialty"]> {
  // The parent's name is only there for people to read; the parent is its code.
  const ohana = row.raw("parent_name") !== "" || row.has("parent_name") || !row.has("id");
  const parent = row.raw("parent_id");
  const id = row.raw("id");
  const code = (ohana ? row.line("taxonomy_id") : (row.line("code") ?? id)) ?? "";
  return {
    record: {
      code,
      name: row.needed("name-blank", "name", "term"),
      description: row.text("description"),
      parent: parent === "" ? null : parent,
      branch: row.raw("type").toLowerCase() === "situation" ? "situation" : "service",
      alias: ohana && id !== "" ? id : null,
    },
    parents: parents(["specialty", parent, "parent_id", true]),
  };
}

export function checkLocation(row: RowReader, ohana: boolean): CheckResult<Records["location"]> {
  const organization = row.raw("organization_id");
  if (ohana && organization === "") row.fault("owner-blank", "organization_id");
  return {
    record: {
      organization: organization === "" ? null : organization,
      name: row.needed("name-blank", "name"),
      alternateName: row.line("alternate_name"),
      description: row.text("description"),
      transportation: row.text("transportation"),
      email: row.mailbox("email"),
      website: row.website("website", "url"),
      virtual: readYesNo(row.raw("virtual")) ?? row.raw("location_type").toLowerCase() === "virtual",
      point: row.point(),
      accessibility: row.list("accessibility"),
      languages: row.text("languages"),
    },
    parents: parents(["organization", organization, "organization_id", !ohana]),
  };
}

const statuses: Record<string, Records["service"]["status"]> = {
  "": "active",
  active: "active",
  inactive: "inactive",
  defunct: "defunct",
  "temporarily closed": "temporarily closed",
};

export function checkService(row: RowReader): CheckResult<Records["service"]> {
  const [organization, location, program] = [row.raw("organization_id"), row.raw("location_id"), row.raw("program_id")];
  const status = row.raw("status").toLowerCase();
  const known = statuses[status];
  // Unknown counts as not active: nobody is sent to a door that may be shut.
  if (known === undefined) row.fault("status-unknown", "status");
  return {
    record: {
      organization: organization === "" ? null : organization,
      location: location === "" ? null : location,
      program: program === "" ? null : program,
      name: row.needed("name-blank", "name"),
      alternateName: row.line("alternate_name"),
      description: row.text("description"),
      email: row.mailbox("email"),
      website: row.website("website", "url"),
      status: known ?? "inactive",
      eligibility: row.text("eligibility", "eligibility_description"),
      minimumAge: row.number("minimum_age"),
      maximumAge: row.number("maximum_age"),
      applicationProcess: row.text("application_process"),
      interpretation: row.text("interpretation_services"),
      fees: row.text("fees_description", "fees"),
      waitTime: row.line("wait_time"),
      alert: row.text("alert"),
      licenses: row.list("licenses"),
      accreditations: row.list("accreditations"),
      languages: row.text("languages"),
      keywords: row.list("keywords"),
      requiredDocuments: row.list("required_documents"),
      serviceAreas: row.list("service_areas"),
      acceptedPayments: row.list("accepted_payments"),
      fundingSources: row.list("funding_sources"),
      specialties: row.list("taxonomy_ids"),
    },
    parents: [
      ...parents(
        ["organization", organization, "organization_id", false],
        ["location", location, "location_id", false],
      ),
      ...parents(["program", program, "program_id", true]),
      ...row.list("taxonomy_ids").flatMap((code) => parents(["specialty", code, "taxonomy_ids", true])),
    ],
  };
}

export function checkServiceAtLocation(row: RowReader): CheckResult<Records["service-at-location"]> {
  const [service, location] = [row.needed("owner-blank", "service_id"), row.needed("owner-blank", "location_id")];
  return {
    record: { service, location, description: row.text("description") },
    parents: parents(["service", service, "service_id", false], ["location", location, "location_id", false]),
  };
}

/** References that were written; a blank cell refers to nothing. */
export function parents(...links: [Parent["kind"], string, string, boolean][]): Parent[] {
  return links.filter(([, id]) => id !== "").map(([kind, id, field, optional]) => ({ kind, id, field, optional }));
}
