// One provider at the network desk: facts, places, services, people, credentials, agreements. Outside the network it is only read.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readInvitations } from "#app/models/agency/read.server";
import { readAdministrators } from "#app/models/organization/administrators.server";
import { OrganizationPageForm } from "#app/models/organization/forms";
import { changeOrganization } from "#app/models/organization/network-deeds.server";
import { type OrganizationOfPage, readOrganization } from "#app/models/organization/read.server";
import { readOrigins } from "#app/models/organization/read-differences.server";
import { readOwnTwins } from "#app/models/organization/twins.server";
import { readPractitioners } from "#app/models/practitioner/read.server";
import { readCredentials } from "#app/models/practitioner/read-credentials.server";
import { readAdverseActions, readMatchesOf } from "#app/models/practitioner/read-exclusions.server";
import { idParam, type OrganizationId } from "#app/models/values/ids";
import { readSpecialtyTree } from "#app/search/specialties.server";
import { ActDetails } from "#app/ui/act-details";
import { CredentialTable } from "#app/ui/credential-parts";
import { OriginsCard } from "#app/ui/difference-parts";
import { ExclusionCard } from "#app/ui/exclusion-parts";
import { FactsFields } from "#app/ui/facts-fields";
import { AgreementsCard, FactsList, OfferedTable, PlacesList, ServicesTable } from "#app/ui/network-cards";
import { OfferForm, PlaceForm, ServiceForm, StatusForm } from "#app/ui/network-forms";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  ButtonLink,
  Card,
  Columns,
  HiddenField,
  Notice,
  type Option,
  PageHeader,
  SubmitButton,
} from "#app/ui/parts";
import { PortalCard } from "#app/ui/portal-card";
import { PractitionerTable } from "#app/ui/practitioner-parts";
import { TwinNotices } from "#app/ui/twin-parts";

const params = z.object({ organizationId: idParam<OrganizationId>() });

export const handle: PageHandle = {
  title: titleFrom(({ provider: { name } }: { provider: { name: string } }) => ["network.one.page", { name }]),
};

export const loader = loaderFor(
  "organization:manage",
  { params },
  async ({ actor, db, params: { organizationId } }) => {
    const provider = await readOrganization(db, actor, organizationId);
    return {
      provider,
      twins: await readOwnTwins(db, actor, organizationId),
      practitioners: await readPractitioners(db, organizationId),
      credentials: await readCredentials(db, actor, organizationId),
      origins: await readOrigins(db, organizationId),
      matches: await readMatchesOf(db, actor, organizationId),
      adverseActions: (await readAdverseActions(db, actor, organizationId)).length,
      invitations: await readInvitations(db, { agencyId: null, organizationId }),
      administrators: await readAdministrators(db, organizationId),
      specialties: provider.managed ? (await readSpecialtyTree(db)).map(specialtyOption) : [],
    };
  },
);

export const action = actionFor(
  "organization:manage",
  { params, form: OrganizationPageForm },
  async ({ actor, db, params: { organizationId }, form }) => {
    const page = `/network/organizations/${organizationId}`;
    return redirectTo(page, await changeOrganization(db, actor, organizationId, form));
  },
);

// A list of choices has no levels of its own: spaces that do not fall together show them.
function specialtyOption({ id, name, depth }: { id: string; name: string; depth: number }): Option {
  return { value: id, label: `${"\u2003".repeat(Math.max(0, depth - 1))}${name}` };
}

export default function OrganizationPage() {
  const { provider, twins, practitioners, credentials, specialties, ...beside } = useLoaderData<typeof loader>();
  const { origins, matches, adverseActions, invitations, administrators } = beside;
  const say = useSay();
  const { managed } = provider;
  return (
    <>
      <PageHeader
        title={provider.name}
        back={{ to: "/network/organizations", label: say("network.one.back") }}
        actions={<ProviderActions provider={provider} />}
      />
      <StandingNotice provider={provider} />
      <TwinNotices organizationId={provider.id} twins={twins} />
      {managed ? null : (
        <Notice title={say("network.one.outside")}>
          <p>{say("network.one.outside-lead")}</p>
        </Notice>
      )}
      <Columns
        main={
          <>
            <FactsCard provider={provider} />
            <div id="offered">
              <Card title={say("network.one.offered")}>
                <OfferedTable provider={provider} />
              </Card>
            </div>
            <ServicesCard provider={provider} specialties={specialties} />
            <div id="credentials">
              <Card title={say("network.one.credentials")}>
                <CredentialTable credentials={credentials} at="/network/credentials" />
              </Card>
            </div>
            <Card title={say("network.one.people")}>
              <PractitionerTable practitioners={practitioners} mayEdit={false} at="/network/practitioners" />
            </Card>
          </>
        }
        aside={
          <>
            <AgreementsCard provider={provider} />
            <PlacesCard provider={provider} />
            <OriginsCard origins={origins} />
            {managed ? <PortalCard administrators={administrators} invitations={invitations} /> : null}
            {managed ? <ExclusionCard organizationId={provider.id} matches={matches} actions={adverseActions} /> : null}
          </>
        }
      />
    </>
  );
}

type Provider = { provider: OrganizationOfPage };

function ProviderActions({ provider: { id, managed, suspension } }: Provider) {
  const say = useSay();
  return (
    <>
      <ButtonLink to={`/network/agreements/new?organization=${id}`} look={managed ? "secondary" : "primary"} icon="add">
        {say("network.one.draft-agreement")}
      </ButtonLink>
      {managed ? (
        <ButtonLink to={`/network/organizations/${id}/standing`} look="secondary">
          {say(suspension ? "standing.reinstate" : "standing.suspend")}
        </ButtonLink>
      ) : null}
    </>
  );
}

function StandingNotice({ provider: { id, suspension } }: Provider) {
  const say = useSay();
  const formats = useFormats();
  if (!suspension) return null;
  const day = formats.day(suspension.fromDay);
  return (
    <Notice tone="warning" title={say(suspension.ahead ? "standing.will-be" : "standing.since", { day })}>
      <p>
        {say.any(`standing.code.${suspension.code}`)}{" "}
        <Link to={`/network/organizations/${id}/standing`}>{say("standing.see")}</Link>
      </p>
    </Notice>
  );
}

function FactsCard({ provider }: Provider) {
  const say = useSay();
  return (
    <Card title={say("network.one.facts")}>
      <FactsList provider={provider} />
      {provider.managed ? (
        <ActDetails formId="facts" summary={say("network.one.edit-facts")}>
          <ActForm formId="facts">
            <HiddenField name="intent" value="facts" />
            <FactsFields known={provider} />
            <SubmitButton look="secondary">{say("network.one.save-facts")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
    </Card>
  );
}

function PlacesCard({ provider }: Provider) {
  const say = useSay();
  return (
    <Card title={say("network.one.places")}>
      <PlacesList provider={provider} />
      {provider.managed ? (
        <ActDetails formId="place" summary={say("network.one.add-place")}>
          <PlaceForm key={provider.places.length} />
        </ActDetails>
      ) : null}
    </Card>
  );
}

function ServicesCard({ provider, specialties }: Provider & { specialties: readonly Option[] }) {
  const say = useSay();
  const { managed, places, services } = provider;
  return (
    <Card title={say("network.one.services")}>
      <ServicesTable provider={provider} />
      {managed && places.length === 0 ? <p className="soft">{say("network.one.place-first")}</p> : null}
      {managed && places.length > 0 ? (
        <ActDetails formId="service" summary={say("network.one.add-service")}>
          <ServiceForm key={services.length} places={places} specialties={specialties} />
        </ActDetails>
      ) : null}
      {managed && services.length > 0 && places.length > 1 ? (
        <ActDetails formId="place-service" summary={say("network.one.offer-elsewhere")}>
          <OfferForm services={services} places={places} />
        </ActDetails>
      ) : null}
      {managed && services.length > 0 ? (
        <ActDetails formId="service-status" summary={say("network.one.change-status")}>
          <StatusForm services={services} />
        </ActDetails>
      ) : null}
    </Card>
  );
}
