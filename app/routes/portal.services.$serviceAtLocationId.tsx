// One of our services at one of our places: capacity, the week, days that differ, languages, accessibility, phones. Never another provider's.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { sayPublicPrice } from "#app/models/organization/add-service.server";
import { readChangesOf } from "#app/models/organization/change-queue.server";
import { PlacePageForm, PublicPriceForm } from "#app/models/organization/forms";
import { changeOwnService } from "#app/models/organization/own-deeds.server";
import { type OwnService, readOwnService } from "#app/models/organization/read-own.server";
import { idParam, type ServiceAtLocationId } from "#app/models/values/ids";
import { ActDetails } from "#app/ui/act-details";
import { CapacityRow, CapacityState } from "#app/ui/capacity-parts";
import { GivenCard } from "#app/ui/given-parts";
import { HoursCard } from "#app/ui/hours-card";
import { OwnChanges } from "#app/ui/keeping-lines";
import { useLanguageName } from "#app/ui/language-name";
import { accessName, ExceptionsCard, PhonesCard, ReachForm } from "#app/ui/own-service-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Columns, Facts, PageHeader, Stack } from "#app/ui/parts";
import { PublicPriceCard } from "#app/ui/public-price-card";
import { RuledHoursCard } from "#app/ui/ruled-hours";

const params = z.object({ serviceAtLocationId: idParam<ServiceAtLocationId>() });

const PageForm = z.discriminatedUnion("intent", [...PlacePageForm.options, PublicPriceForm], "ui.error.invalid");

export const handle: PageHandle = { title: "organization.services.title" };

export const loader = loaderFor("portal:desk", { params }, async ({ actor, db, params: { serviceAtLocationId } }) => ({
  service: await readOwnService(db, actor, serviceAtLocationId, await clock(db)),
  mayEdit: mayDo(actor, "organization:edit"),
  changes: await readChangesOf(db, actor, serviceAtLocationId),
}));

export const action = actionFor(
  "organization:edit",
  { params, form: PageForm },
  async ({ actor, db, params: { serviceAtLocationId }, form }) => {
    if (form.intent === "price") {
      await sayPublicPrice(db, actor, serviceAtLocationId, form);
      return redirectTo(`/portal/services/${serviceAtLocationId}`, "organization.given.price-saved");
    }
    const said = await changeOwnService(db, actor, serviceAtLocationId, form);
    return redirectTo(`/portal/services/${serviceAtLocationId}`, said);
  },
);

export default function ServicePage() {
  const { service, mayEdit, changes } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={service.serviceName}
        lead={[service.placeName, service.addressLine, service.city].filter(Boolean).join(" · ")}
        back={{ to: "/portal/services", label: say("organization.one.back") }}
      />
      <Columns
        main={
          <Stack>
            <OwnChanges changes={changes} />
            <HoursCard service={service} mayEdit={mayEdit} />
            <RuledHoursCard {...service} mayEdit={mayEdit} />
            <ExceptionsCard {...service} mayEdit={mayEdit} />
          </Stack>
        }
        aside={
          <Stack>
            <Card title={say("organization.one.capacity")}>
              <p>
                <CapacityState {...service} />
              </p>
              {mayEdit ? (
                <CapacityRow key={`${service.takesReferrals} ${service.openPlaces}`} {...service} named />
              ) : null}
            </Card>
            <PhonesCard phones={service.phones} mayEdit={mayEdit} />
            <ReachCard service={service} mayEdit={mayEdit} />
            <GivenCard service={service} mayEdit={mayEdit} areasTo={`/portal/services/${service.id}/areas`} />
            <PublicPriceCard service={service} mayEdit={mayEdit} />
          </Stack>
        }
      />
    </>
  );
}

type CardProps = { service: OwnService; mayEdit: boolean };

function ReachCard({ service, mayEdit }: CardProps) {
  const say = useSay();
  const languageName = useLanguageName();
  const formats = useFormats();
  return (
    <Card title={say("organization.one.reach")}>
      <Facts
        facts={[
          {
            name: say("organization.one.languages"),
            value: formats.list(service.languages.map((code) => languageName(code))),
          },
          {
            name: say("organization.one.accessibility"),
            value: formats.list(service.accessibility.map((code) => accessName(say, code))),
          },
          { name: say("organization.one.transportation"), value: service.transportation },
        ]}
      />
      {mayEdit ? (
        <ActDetails formId="reach" summary={say("organization.one.edit-reach")}>
          <ReachForm {...service} />
        </ActDetails>
      ) : null}
    </Card>
  );
}
