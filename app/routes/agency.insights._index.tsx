// What a supervisor looks after at a glance: who carries how much, what is late and can be handed over, how referrals came out. Moves nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { chosenQuarter, supervisionQuery } from "#app/models/insight/need-query";
import { readCaseloads, readLate, readOutcomes } from "#app/models/insight/supervision-desk.server";
import { readProgrammes } from "#app/models/programme/read.server";
import { localDay } from "#app/models/values/calendar-day";
import { AskDeskMail } from "#app/ui/desk-mail";
import { BelowFigures, ChoiceField, CsvLink, FileLink, QuarterField } from "#app/ui/need-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card, FilterBar, PageHeader, Stack } from "#app/ui/parts";
import { CaseloadTable, LateTable, OutcomeChart } from "#app/ui/supervision-desk";

export const handle: PageHandle = { title: "desks.supervision.title" };

export const loader = loaderFor("insight:supervision", { query: supervisionQuery }, async ({ actor, db, query }) => {
  const at = await clock(db);
  const today = localDay(at, actor.timeZone);
  const chosen = chosenQuarter(query.period, today);
  const programmes = await readProgrammes(db, actor);
  const programme = programmes.find(({ id }) => id === query.programme) ? (query.programme ?? null) : null;
  return {
    ...chosen,
    at,
    programme,
    programmes: programmes.map(({ id, name }) => ({ value: id, label: name })),
    caseloads: await readCaseloads(db, actor, today, programme),
    late: await readLate(db, actor, today, programme),
    outcomes: await readOutcomes(db, actor, chosen.quarter, programme),
  };
});

export default function SupervisionInsights() {
  const { quarter, quarters, programme, programmes, caseloads, late, at } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const lateOnes = caseloads.reduce((sum, line) => sum + line.late + line.reviews + line.tasks, 0);
  return (
    <>
      <PageHeader
        title={say("desks.supervision.title")}
        lead={say("desks.supervision.lead")}
        actions={
          <>
            <ButtonLink to="/agency/insights/service" icon="insights">
              {say("desks.service.title")}
            </ButtonLink>
            <CsvLink to="/agency/insights.csv" />
          </>
        }
      />
      <FilterBar active={programme !== null || quarter.name !== quarters[0]?.name}>
        <QuarterField quarters={quarters} chosen={quarter} />
        <ChoiceField
          name="programme"
          label={say("desks.supervision.programme")}
          options={programmes}
          chosen={programme}
        />
      </FilterBar>
      <Stack>
        <Card
          title={say("desks.supervision.late", { count: formats.count(lateOnes) })}
          look={late.length > 0 ? "act" : "plain"}
        >
          <LateTable late={late} />
        </Card>
        <Card
          title={say("desks.supervision.caseloads")}
          aside={<Link to="/agency/caseload">{say("desks.supervision.hand-over-all")}</Link>}
        >
          <CaseloadTable caseloads={caseloads} />
        </Card>
        <OutcomesCard />
      </Stack>
      <BelowFigures
        counted={{
          question: say("desks.supervision.how.question"),
          whole: say("desks.supervision.how.whole"),
          leftOut: [say("desks.supervision.how.left")],
        }}
        at={at}
        all
      />
      <AskDeskMail desk="supervision" />
    </>
  );
}

function OutcomesCard() {
  const { outcomes } = useLoaderData<typeof loader>();
  const say = useSay();
  const title = say("desks.supervision.outcomes");
  return (
    <Card title={title} aside={outcomes.length > 0 ? <FileLink to="/agency/insights/outcomes.csv" of={title} /> : null}>
      <OutcomeChart outcomes={outcomes} />
    </Card>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
