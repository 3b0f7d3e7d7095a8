// An application read back, part by part, for the applicant before sending and for the desk. Takes plain values; shows the number's end alone.
import { Link } from "@remix-run/react";
import { type ReactNode, useId } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { Answers, PractitionerAnswer, ServiceAnswer } from "#app/models/application/answers";
import type { ApplicationStep } from "#app/models/application/codes";
import { HoursWords, useExceptionWords } from "./application-hours";
import { addressOf, FoundAt } from "./application-location";
import { useCredentialWords } from "./application-rows";
import { Facts } from "./facts";
import { useLanguageName } from "./language-name";
import { Money } from "./money";
import { accessName } from "./own-service-parts";

export type ReadApplication = {
  readonly organizationName: string;
  readonly kind: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly taxLastFour: string | null;
  readonly answers: Answers;
  readonly documents: readonly { readonly id: string; readonly name: string; readonly part: string }[];
};

type ReadProps = {
  application: ReadApplication;
  /** Names of specialties by id. */
  terms: Readonly<Record<string, string>>;
  /** Where a step is changed; left out where nothing can be. */
  pathOf?: (step: ApplicationStep, key?: string) => string;
  /** Where a document is given out. */
  documentPath?: (id: string) => string;
};

export function ApplicationRead({ application, terms, pathOf, documentPath }: ReadProps) {
  const say = useSay();
  const { answers } = application;
  const part = (step: ApplicationStep, children: ReactNode) => (
    <ReadPart title={say(`application.step.${step}.name`)} change={pathOf?.(step)}>
      {children}
    </ReadPart>
  );
  const none = (step: "practitioners" | "credentials" | "documents" | "rates") =>
    say(answers.none.includes(step) ? "word.none" : "word.not-given");
  return (
    <div className="application-read">
      {part("organization", <OrganizationRead application={application} />)}
      {part("locations", <PlacesRead answers={answers} />)}
      {part(
        "services",
        answers.services.map((service) => (
          <ServiceRead key={service.key} service={service} answers={answers} terms={terms} />
        )),
      )}
      {part("hours", <HoursRead answers={answers} />)}
      {part(
        "practitioners",
        answers.practitioners.length > 0
          ? answers.practitioners.map((person) => <PersonRead key={person.key} person={person} />)
          : none("practitioners"),
      )}
      {part(
        "credentials",
        answers.credentials.length > 0 ? <CredentialsRead credentials={answers.credentials} /> : none("credentials"),
      )}
      {part(
        "documents",
        application.documents.length > 0 ? (
          <ul>
            {application.documents.map(({ id, name, part: purpose }) => (
              <li key={id}>
                {documentPath ? (
                  <Link to={documentPath(id)} reloadDocument>
                    {name}
                  </Link>
                ) : (
                  name
                )}{" "}
                · {say.any(`application.document.part.${purpose}`)}
              </li>
            ))}
          </ul>
        ) : (
          none("documents")
        ),
      )}
      {part("rates", answers.rates.length > 0 ? <RatesRead answers={answers} /> : none("rates"))}
    </div>
  );
}

function ReadPart({ title, change, children }: { title: string; change: string | undefined; children: ReactNode }) {
  const say = useSay();
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{title}</h2>
        {change ? (
          <Link to={change}>
            {say("application.page.change")}
            <span className="usa-sr-only"> {title}</span>
          </Link>
        ) : null}
      </div>
      {children}
    </section>
  );
}

function OrganizationRead({ application }: { application: ReadApplication }) {
  const say = useSay();
  const { organizationName, kind, contactName, contactEmail, taxLastFour } = application;
  const said = application.answers.organization;
  return (
    <Facts
      columns={2}
      facts={[
        { name: say("application.organization.name"), value: organizationName },
        { name: say("application.organization.alternate-name"), value: said?.alternateName },
        { name: say("application.organization.kind"), value: say.any(`application.kind.${kind}`) },
        { name: say("application.organization.legal-form"), value: said?.legalStatus },
        {
          name: say("application.organization.tax-identifier"),
          value: taxLastFour ? say("application.organization.tax-ends", { digits: taxLastFour }) : null,
        },
        { name: say("word.phone"), value: said?.telephone },
        { name: say("application.organization.public-mail"), value: said?.email },
        { name: say("application.organization.website"), value: said?.website },
        { name: say("application.organization.contact-name"), value: `${contactName}, ${contactEmail}` },
        { name: say("application.organization.description"), value: said?.description },
      ]}
    />
  );
}

function PlacesRead({ answers }: { answers: Answers }) {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  return answers.locations.map((place) => (
    <div key={place.key} className="read-item">
      <h3>{place.name}</h3>
      <p>{addressOf(place)}</p>
      <FoundAt location={place} />
      <Facts
        columns={2}
        facts={[
          { name: say("word.phone"), value: place.telephone },
          {
            name: say("application.location.languages"),
            value: formats.list(place.languages.map((code) => languageName(code))),
          },
          {
            name: say("organization.one.accessibility"),
            value: formats.list(place.accessibility.map((code) => accessName(say, code))),
          },
          { name: say("organization.one.transportation"), value: place.transportation },
        ]}
      />
    </div>
  ));
}

type ServiceReadProps = { service: ServiceAnswer; answers: Answers; terms: Readonly<Record<string, string>> };

function ServiceRead({ service, answers, terms }: ServiceReadProps) {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const { minimumAge, maximumAge, openPlaces } = service;
  const ages =
    minimumAge === null && maximumAge === null
      ? null
      : say("application.service.ages", { from: minimumAge ?? 0, until: maximumAge ?? "∞" });
  const places = answers.locations.filter(({ key }) => service.locationKeys.includes(key));
  return (
    <div className="read-item">
      <h3>{service.name}</h3>
      {service.description ? <p>{service.description}</p> : null}
      <Facts
        columns={2}
        facts={[
          {
            name: say("application.service.specialties"),
            value: formats.list(service.specialtyIds.flatMap((id) => terms[id] ?? [])),
          },
          { name: say("network.one.offered-at"), value: formats.list(places.map(({ name }) => name)) },
          {
            name: say("organization.given.modes"),
            value: formats.list(service.modes.map((code) => say.any(`search.mode.${code}`))),
          },
          {
            name: say("organization.given.serves"),
            value: formats.list(service.serves.map((code) => say.any(`search.serves.${code}`))),
          },
          { name: say("application.service.age"), value: ages },
          { name: say("network.one.eligibility"), value: service.eligibility },
          {
            name: say("organization.given.cost"),
            value: [service.cost ? say.any(`search.cost.${service.cost}`) : null, service.fees]
              .filter(Boolean)
              .join(" · "),
          },
          {
            name: say("organization.one.languages"),
            value: formats.list(service.languages.map((code) => languageName(code))),
          },
          {
            name: say("application.service.capacity"),
            value: [
              say.any(`directory.takes.${service.takesReferrals}`),
              openPlaces === null ? null : say("directory.open-places", { count: openPlaces }),
            ]
              .filter(Boolean)
              .join(" · "),
          },
        ]}
      />
    </div>
  );
}

function HoursRead({ answers }: { answers: Answers }) {
  const wordsOf = useExceptionWords();
  return answers.locations.map((place) => (
    <div key={place.key} className="read-item">
      <h3>{place.name}</h3>
      <HoursWords place={place} />
      {place.exceptions.length > 0 ? (
        <ul>
          {place.exceptions.map((one) => (
            <li key={`${one.fromDay} ${one.untilDay}`}>{wordsOf(one)}</li>
          ))}
        </ul>
      ) : null}
    </div>
  ));
}

function CredentialsRead({ credentials }: { credentials: Answers["credentials"] }) {
  const wordsOf = useCredentialWords();
  return (
    <ul>
      {credentials.map((credential) => (
        <li key={wordsOf(credential)}>{wordsOf(credential)}</li>
      ))}
    </ul>
  );
}

function PersonRead({ person }: { person: PractitionerAnswer }) {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const years = (from: number | null, until: number | null) => [from, until].filter((one) => one !== null).join("–");
  return (
    <div className="read-item">
      <h3>{person.name}</h3>
      <p className="soft">
        {[person.title, formats.list(person.languages.map((code) => languageName(code)))].filter(Boolean).join(" · ")}
      </p>
      <CredentialsRead credentials={person.credentials} />
      <Facts
        facts={[
          {
            name: say("application.education.title"),
            value: person.education
              .map(({ school, degree, year }) => [degree, school, year].filter(Boolean).join(", "))
              .join("; "),
          },
          {
            name: say("application.employment.title"),
            value: person.employment
              .map(({ employer, title, fromYear, untilYear }) =>
                [title, employer, years(fromYear, untilYear)].filter(Boolean).join(", "),
              )
              .join("; "),
          },
        ]}
      />
    </div>
  );
}

function RatesRead({ answers }: { answers: Answers }) {
  const say = useSay();
  const nameOf = (key: string) => answers.services.find((service) => service.key === key)?.name ?? "";
  return (
    <ul>
      {answers.rates.map(({ serviceKey, unitType, rateCents }) => (
        <li key={`${serviceKey} ${unitType}`}>
          {nameOf(serviceKey)}: <Money cents={BigInt(rateCents)} /> {say.any(`word.per-unit.${unitType}`)}
        </li>
      ))}
    </ul>
  );
}
