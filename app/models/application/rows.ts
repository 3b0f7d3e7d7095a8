// Turns an application's answers into the rows a provider begins with. Pure: it knows no id that the database gives, and decides nothing.
import type { Answers, CredentialAnswer, PractitionerAnswer } from "./answers";

/** What is said beside the answers. */
export interface Applicant {
  readonly organizationName: string;
  readonly kind: string;
}

export function rowsOf({ organizationName, kind }: Applicant, answers: Answers) {
  const said = answers.organization;
  return {
    organization: {
      name: organizationName,
      alternateName: said?.alternateName ?? null,
      description: said?.description ?? "",
      email: said?.email ?? null,
      website: said?.website ?? null,
      // What nobody wrote out is known at least as the kind that was chosen.
      legalStatus: said?.legalStatus ?? kind,
    },
    telephone: said?.telephone ?? null,
    locations: answers.locations.map(locationRow),
    services: answers.services.map(serviceRow),
    practitioners: answers.practitioners.map(practitionerRow),
    credentials: answers.credentials.map(credentialRow),
    rates: answers.rates.map(({ serviceKey, unitType, rateCents }) => ({
      serviceKey,
      unitType,
      rateCents: BigInt(rateCents),
    })),
  };
}
export type ProviderRows = ReturnType<typeof rowsOf>;

function locationRow(location: Answers["locations"][number]) {
  const { key, recordId, telephone, spans, hoursText, exceptions, timeZone, ...values } = location;
  return {
    key,
    recordId,
    telephone,
    values: { ...values, timeZone: timeZone ?? "America/New_York" },
    spans,
    hoursText: spans.length > 0 ? null : hoursText,
    exceptions: exceptions.map(({ fromDay, untilDay, span, reason }) => ({
      fromDay,
      untilDay,
      reason,
      closed: span === null,
      opensMinute: span?.opensMinute ?? null,
      closesMinute: span?.closesMinute ?? null,
    })),
  };
}

function serviceRow(service: Answers["services"][number]) {
  const { key, recordId, specialtyIds, locationKeys, takesReferrals, openPlaces, ...values } = service;
  return { key, recordId, values, specialtyIds, locationKeys, capacity: { takesReferrals, openPlaces } };
}

const credentialRow = ({ kind, typeCode, number, issuer, issuedOn, expiresOn }: CredentialAnswer) => ({
  kind,
  typeCode,
  number,
  issuer,
  issuedOn,
  expiresOn,
});

function practitionerRow({ name, title, languages, education, employment, credentials }: PractitionerAnswer) {
  return {
    values: { name, title, languages },
    credentials: credentials.map(credentialRow),
    history: [
      ...education.flatMap(({ school, degree, year }) =>
        year === null ? [] : [{ kind: "education", place: school, title: degree ?? "", ...yearsFrom(year, year) }],
      ),
      ...employment.flatMap(({ employer, title: job, fromYear, untilYear }) =>
        fromYear === null
          ? []
          : [{ kind: "employment", place: employer, title: job ?? "", ...yearsFrom(fromYear, untilYear) }],
      ),
    ],
  };
}

/** Only years are asked for: from the first day of the one to the first day after the other. */
const yearsFrom = (from: number, until: number | null) => ({
  startsOn: `${from}-01-01`,
  endsOn: until === null ? null : `${until + 1}-01-01`,
});
