// Tries another rate on what was billed in the last three months. Changes no rate: that is the network desk's.
import { useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { rateQuery } from "#app/models/invoice/rule-forms";
import { readBilledServices } from "#app/models/invoice/trial.server";
import { plainMoney } from "#app/models/values/money";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Empty, FilterBar, MoneyField, PageHeader, SelectField, Stack } from "#app/ui/parts";
import { Sums } from "#app/ui/sums";

export const handle: PageHandle = { title: "review.rate.title" };

export const loader = loaderFor("invoice:review", { query: rateQuery }, async ({ actor, db, query }) => ({
  service: query.service ?? "",
  rateCents: query.rate,
  services: await readBilledServices(db, agencyOf(actor), query.rate),
}));

export default function TryRatePage() {
  const { service, rateCents, services } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("review.rate.title")}
        lead={say("review.rate.lead")}
        back={{ to: "/finance/checks", label: say("review.check.back") }}
      />
      {services.length === 0 ? (
        <Empty title={say("review.rate.none")}>{say("review.rate.none-lead")}</Empty>
      ) : (
        <Stack>
          <FilterBar applyLabel={say("review.rate.try")}>
            <SelectField
              name="service"
              label={say("review.rate.service")}
              emptyLabel={say("review.rate.any")}
              defaultValue={service}
              options={services.map(({ id, serviceName, organizationName, unitType }) => ({
                value: id,
                label: `${organizationName}: ${serviceName}, ${say.any(`word.per-unit.${unitType}`)}`,
              }))}
            />
            <MoneyField
              name="rate"
              label={say("review.rate.amount")}
              defaultValue={rateCents === null ? "" : plainMoney(rateCents)}
            />
          </FilterBar>
          <Outcome />
        </Stack>
      )}
    </>
  );
}

function Outcome() {
  const { service, rateCents, services } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const tried = services.find(({ id }) => id === service);
  if (!tried || rateCents === null) return null;
  return (
    <Card title={`${tried.organizationName}: ${tried.serviceName}`}>
      <p>{say("review.rate.lines", { count: tried.count, units: formats.units(tried.units, tried.unitType) })}</p>
      <Sums
        sums={[
          { name: say("review.rate.billed"), cents: tried.billedCents },
          { name: say("review.rate.would"), cents: tried.wouldCents },
          { name: say("review.rate.difference"), cents: tried.wouldCents - tried.billedCents },
        ]}
      />
    </Card>
  );
}
