// The money at a glance: funds with their forecast, how promptly providers are paid, how long invoices wait, what ended services cost. Books nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { narrowedBy } from "#app/models/insight/filters";
import { readCosts, readFundForecasts, readPromptness } from "#app/models/insight/money-desk.server";
import { chosenQuarter, costQuery } from "#app/models/insight/need-query";
import { byStage, type Stage } from "#app/models/invoice/ageing";
import { readWaiting } from "#app/models/invoice/ageing.server";
import { localDay } from "#app/models/values/calendar-day";
import { AskDeskMail } from "#app/ui/desk-mail";
import { CostTable, FundChart, FundTable } from "#app/ui/money-desk";
import { BelowFigures, ChoiceField, CsvLink, FileLink, QuarterField, useNeedWords } from "#app/ui/need-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Columns, Facts, FilterBar, Money, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "desks.money.title" };

export const loader = loaderFor("insight:finance", { query: costQuery }, async ({ actor, db, query }) => {
  const at = await clock(db);
  const today = localDay(at, actor.timeZone);
  const chosen = chosenQuarter(query.period, today);
  return {
    ...chosen,
    at,
    funds: await readFundForecasts(db, actor, today),
    prompt: await readPromptness(db, actor, chosen.quarter),
    narrowed: narrowedBy(query),
    costs: await readCosts(db, chosen.quarter, narrowedBy(query)),
    stages: byStage(await readWaiting(db, agencyOf(actor), today)),
  };
});

export default function MoneyInsights() {
  const { funds, costs, narrowed, at } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("desks.money.title")}
        lead={say("desks.money.lead")}
        actions={<CsvLink to="/finance/insights.csv" />}
      />
      <Filters />
      <Stack>
        <Card title={say("desks.money.funds")} aside={<Link to="/finance/funds">{say("desks.money.funds-all")}</Link>}>
          <FundChart funds={funds} />
          <FundTable funds={funds} />
        </Card>
        <Columns
          main={
            <Card
              title={say("desks.money.costs")}
              aside={
                costs.lines.length > 0 ? (
                  <FileLink to="/finance/insights/costs.csv" of={say("desks.money.costs")} />
                ) : null
              }
            >
              <CostTable grouping={costs.grouping} lines={costs.lines} />
              {narrowed ? <p className="soft">{say("desks.money.narrowed")}</p> : null}
            </Card>
          }
          aside={
            <Stack>
              <Prompt />
              <Waiting />
            </Stack>
          }
        />
      </Stack>
      <BelowFigures
        counted={{
          question: say("desks.money.how.question"),
          part: say("desks.money.how.part"),
          whole: say("desks.money.how.whole"),
          leftOut: [say("desks.money.how.left")],
        }}
        at={at}
      />
      <AskDeskMail desk="finance" />
    </>
  );
}

function Filters() {
  const { quarter, quarters, narrowed, costs } = useLoaderData<typeof loader>();
  const say = useSay();
  const words = useNeedWords();
  const chosen = (grouping: string) => (narrowed?.grouping === grouping ? narrowed.value : null);
  return (
    <FilterBar active={narrowed !== null || quarter.name !== quarters[0]?.name}>
      <QuarterField quarters={quarters} chosen={quarter} />
      <ChoiceField
        name="programme"
        label={say("desks.money.programme")}
        options={costs.programmes.map(({ value, name }) => ({ value, label: name }))}
        chosen={chosen("programme")}
      />
      <ChoiceField
        name="area"
        label={say("desks.money.area")}
        options={costs.areas.map((value) => ({ value, label: words.area(value) }))}
        chosen={chosen("area")}
      />
    </FilterBar>
  );
}

function Prompt() {
  const { prompt } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  if (prompt.paid === 0) {
    return (
      <Card title={say("desks.money.prompt")}>
        <p className="soft">{say("desks.money.prompt-none")}</p>
      </Card>
    );
  }
  const { interval } = prompt;
  return (
    <Card title={say("desks.money.prompt")}>
      <Facts
        facts={[
          { name: say("desks.money.paid"), value: formats.count(prompt.paid) },
          {
            name: say("desks.money.on-time"),
            value: [
              formats.share(prompt.onTime / prompt.paid),
              interval
                ? `(${say("insight.span", { low: formats.share(interval.low), high: formats.share(interval.high) })})`
                : "",
            ].join(" "),
          },
          {
            name: say("desks.money.half-paid"),
            value: prompt.medianDays === null ? null : say("insight.days", { count: prompt.medianDays }),
          },
        ]}
      />
    </Card>
  );
}

function Waiting() {
  const { stages } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("review.ageing.title")} aside={<Link to="/finance/ageing">{say("desks.money.ageing-all")}</Link>}>
      <Facts
        facts={stages.map(({ name, all, late }) => ({
          name: say(`review.ageing.stages.${name as Stage}`),
          value: (
            <>
              {formats.count(all.count)} · <Money cents={all.cents} />
              {late > 0 ? ` · ${say("desks.money.late", { count: late })}` : null}
            </>
          ),
        }))}
      />
    </Card>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
