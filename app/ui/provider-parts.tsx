// What a provider's page says of the service and how to reach it. Takes plain values; what nobody told is said so.
import { useFormats, useSay } from "#app/i18n/speech";
import type { ProviderOfPage } from "#app/search/provider.server";
import { Facts } from "./facts";
import { useLanguageName } from "./language-name";
import { Card } from "./layout-parts";
import { accessName } from "./own-service-parts";

export function ProviderService({ provider }: { provider: ProviderOfPage }) {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  return (
    <Card title={say("search.provider.about")}>
      {provider.description ? <p className="long-words">{provider.description}</p> : null}
      <Facts
        columns={2}
        facts={[
          { name: say("search.provider.specialties"), value: provider.specialties.join(", ") },
          { name: say("search.provider.eligibility"), value: provider.eligibility },
          { name: say("search.provider.ages"), value: useAges(provider.minimumAge, provider.maximumAge) },
          {
            name: say("search.provider.serves"),
            value: formats.list(provider.serves.map((code) => say.any(`search.serves.${code}`))),
          },
          {
            name: say("search.provider.modes"),
            value: formats.list(provider.modes.map((code) => say.any(`search.mode.${code}`))),
          },
          { name: say("search.provider.cost"), value: provider.cost ? say.any(`search.cost.${provider.cost}`) : null },
          { name: say("search.provider.fees"), value: provider.fees },
          { name: say("search.provider.apply"), value: provider.applicationProcess },
          {
            name: say("search.provider.languages"),
            value: formats.list(provider.languages.map((code) => languageName(code))),
          },
          { name: say("search.provider.interpretation"), value: provider.interpretation },
          {
            name: say("search.provider.accessibility"),
            value: formats.list(provider.accessibility.map((code) => accessName(say, code))),
          },
          { name: say("search.provider.transportation"), value: provider.transportation },
        ]}
      />
    </Card>
  );
}

/** "18 and older"; null where nobody said. */
export function useAges(from: number | null, until: number | null): string | null {
  const say = useSay();
  if (from !== null && until !== null) return say("search.provider.ages-between", { from, until });
  if (from !== null) return say("search.provider.ages-from", { from });
  return until === null ? null : say("search.provider.ages-until", { until });
}

export function ProviderContact({ provider }: { provider: ProviderOfPage }) {
  const say = useSay();
  const email = provider.email ?? provider.organizationEmail;
  const website = provider.website ?? provider.organizationWebsite;
  return (
    <Card title={say("search.provider.contact")}>
      <Facts
        facts={[
          { name: say("search.provider.address"), value: <PlacedAddress provider={provider} /> },
          { name: say("search.provider.telephone"), value: <Phones phones={provider.phones} /> },
          { name: say("search.provider.e-mail"), value: email ? <a href={`mailto:${email}`}>{email}</a> : null },
          {
            name: say("search.provider.website"),
            value: website && isWebAddress(website) ? <WebLink to={website} /> : website,
          },
        ]}
      />
    </Card>
  );
}

/** How near the door its mark on the map is: a caseworker who drives there must know. */
function PlacedAddress({ provider }: { provider: ProviderOfPage }) {
  const say = useSay();
  const { address, pointPrecision } = provider;
  if (pointPrecision === "given") return address;
  return (
    <>
      {address}
      {address ? <br /> : null}
      <span className="soft">{say.any(`geocoding.placed-by.${pointPrecision}`)}</span>
    </>
  );
}

function Phones({ phones }: { phones: ProviderOfPage["phones"] }) {
  const say = useSay();
  if (phones.length === 0) return <span className="soft">{say("search.provider.telephone-none")}</span>;
  return (
    <ul className="plain-list">
      {phones.map(({ id, number, extension, note }) => (
        <li key={id}>
          <a href={`tel:${number.replace(/[^\d+]/g, "")}`} className="figures">
            {number}
          </a>
          {extension ? ` ${say("search.provider.extension", { number: extension })}` : ""}
          {note ? <span className="soft"> {note}</span> : null}
        </li>
      ))}
    </ul>
  );
}

// A directory is other people's writing: only addresses a browser opens as pages become links.
const isWebAddress = (text: string) => /^https?:\/\//i.test(text);

function WebLink({ to }: { to: string }) {
  return (
    <a href={to} rel="noreferrer noopener" target="_blank">
      {to.replace(/^https?:\/\//i, "").replace(/\/$/, "")}
    </a>
  );
}
