// The provider's own desk: its newest score cards, the money a month will bring, and the room it has. Shows no client; changes nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { newestOfEach } from "#app/models/insight/card";
import { readOwnCards } from "#app/models/insight/card.server";
import { readMonthForecast } from "#app/models/invoice/month-forecast.server";
import { readOwnServices } from "#app/models/organization/read-own.server";
import { MonthQuery } from "#app/models/payment/forms";
import { readExpected } from "#app/models/payment/read.server";
import { addMonths, firstOfMonth, localDay } from "#app/models/values/calendar-day";
import { sumCents } from "#app/models/values/money";
import { CapacityTable } from "#app/ui/capacity-table";
import { AskDeskMail } from "#app/ui/desk-mail";
import { MonthForecastCard } from "#app/ui/month-forecast";
import { BelowFigures, FileLink } from "#app/ui/need-parts";
import { OwnCards } from "#app/ui/own-cards";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Money, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "desks.provider.title" };

const query = z.object({ month: MonthQuery });

export const loader = loaderFor("card:answer", { query }, async ({ actor, db, query }) => {
  const at = await clock(db);
  const month = query.month ?? firstOfMonth(localDay(at, actor.timeZone));
  return {
    at,
    month,
    before: addMonths(month, -1),
    after: addMonths(month, 1),
    forecast: await readMonthForecast(db, actor, month),
    expected: sumCents((await readExpected(db, organizationOf(actor))).map(({ approvedCents }) => approvedCents)),
    cards: newestOfEach(await readOwnCards(db, actor)),
    services: await readOwnServices(db, actor),
  };
});

export default function ProviderInsights() {
  const { at, month, before, after, forecast, expected, cards, services } = useLoaderData<typeof loader>();
  const say = useSay();
  const money = say("payment.own.title");
  const capacity = say("desks.provider.capacity");
  return (
    <>
      <PageHeader title={say("desks.provider.title")} lead={say("desks.provider.lead")} />
      <Stack>
        <Card
          title={say("desks.provider.cards")}
          aside={<Link to="/portal/card">{say("desks.provider.cards-all")}</Link>}
        >
          <OwnCards cards={cards} />
        </Card>
        <MonthForecastCard
          {...{ month, before, after }}
          {...forecast}
          file={<FileLink to="/portal/insights.csv" of={say("desks.provider.money-file")} />}
        />
        <Card title={say("payment.own.expected")} aside={<Link to="/portal/payments">{money}</Link>}>
          <p>
            <Money cents={expected} />
          </p>
          <p className="soft">{say("desks.provider.expected-lead")}</p>
        </Card>
        <Card title={capacity} aside={<Link to="/portal/services">{say("desks.provider.capacity-all")}</Link>}>
          <CapacityTable services={services} />
          {services.length > 0 ? <FileLink to="/portal/insights/capacity.csv" of={capacity} /> : null}
        </Card>
      </Stack>
      <BelowFigures
        counted={{
          question: say("desks.provider.how.question"),
          whole: say("desks.provider.how.whole"),
          leftOut: [say("desks.provider.how.left")],
        }}
        at={at}
        all
      />
      <AskDeskMail desk="provider" />
    </>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
