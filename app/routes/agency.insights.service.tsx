// The clients' service as a whole: how many referrals came how far towards help, in how many days, and whether it differs by group. Shows no client.
import { useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { COURSE_GROUPINGS } from "#app/models/insight/course";
import { readCourses } from "#app/models/insight/course.server";
import { narrowedBy } from "#app/models/insight/filters";
import { chosenQuarter, courseQuery } from "#app/models/insight/need-query";
import { localDay } from "#app/models/values/calendar-day";
import { CourseFunnel, CourseTable } from "#app/ui/course-parts";
import { AskDeskMail } from "#app/ui/desk-mail";
import { BelowFigures, ChoiceField, CsvLink, QuarterField, useNeedWords } from "#app/ui/need-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Empty, FilterBar, PageHeader, SelectField, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "desks.service.title" };

export const loader = loaderFor("insight:supervision", { query: courseQuery }, async ({ actor, db, query }) => {
  const at = await clock(db);
  const chosen = chosenQuarter(query.period, localDay(at, actor.timeZone));
  const narrowed = narrowedBy(query);
  return {
    ...chosen,
    at,
    by: query.by,
    narrowed,
    ...(await readCourses(db, actor, chosen.quarter, query.by, narrowed)),
  };
});

export default function ServicePage() {
  const { narrowed, by, countedAt, whole, groups, at } = useLoaderData<typeof loader>();
  const say = useSay();
  const empty = whole.length === 0;
  return (
    <>
      <PageHeader
        title={say("desks.service.title")}
        lead={say("desks.service.lead")}
        back={{ to: "/agency/insights", label: say("desks.supervision.title") }}
        actions={empty ? undefined : <CsvLink to="/agency/insights/service.csv" />}
      />
      <Filters />
      {empty ? (
        <Empty title={say("desks.service.empty")}>
          {say(narrowed ? "desks.service.narrowed-empty" : "desks.service.empty-lead")}
        </Empty>
      ) : (
        <Stack>
          <Funnel />
          {narrowed ? (
            <p className="soft">{say("desks.service.narrowed")}</p>
          ) : (
            <Card title={say("desks.service.groups", { by: say(`desks.service.groupings.${by}`) })}>
              <CourseTable groups={groups} by={by} />
            </Card>
          )}
        </Stack>
      )}
      <BelowFigures
        counted={{
          question: say("desks.service.how.question"),
          part: say("desks.service.how.part"),
          whole: say("desks.service.how.whole"),
          leftOut: [say("desks.service.how.left")],
        }}
        at={countedAt ?? at}
      />
      <AskDeskMail desk="service" />
    </>
  );
}

function Filters() {
  const { quarter, quarters, by, narrowed, programmes, areas } = useLoaderData<typeof loader>();
  const say = useSay();
  const words = useNeedWords();
  const chosen = (grouping: string) => (narrowed?.grouping === grouping ? narrowed.value : null);
  return (
    <FilterBar active={narrowed !== null || quarter.name !== quarters[0]?.name}>
      <QuarterField quarters={quarters} chosen={quarter} />
      <ChoiceField
        name="programme"
        label={say("desks.service.programme")}
        options={programmes.map(({ value, name }) => ({ value, label: name }))}
        chosen={chosen("programme")}
      />
      <ChoiceField
        name="area"
        label={say("desks.service.area")}
        options={areas.map((value) => ({ value, label: words.area(value) }))}
        chosen={chosen("area")}
      />
      <SelectField
        name="by"
        label={say("desks.service.by")}
        emptyLabel={null}
        defaultValue={by}
        options={COURSE_GROUPINGS.map((value) => ({ value, label: say(`desks.service.groupings.${value}`) }))}
      />
    </FilterBar>
  );
}

function Funnel() {
  const { narrowed, programmes, whole } = useLoaderData<typeof loader>();
  const say = useSay();
  const words = useNeedWords();
  const programme = programmes.find(({ value }) => value === narrowed?.value);
  const title = narrowed ? (programme?.name ?? words.area(narrowed.value)) : say("desks.service.whole");
  return (
    <Card title={title}>
      <CourseFunnel steps={whole} caption={title} />
    </Card>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
