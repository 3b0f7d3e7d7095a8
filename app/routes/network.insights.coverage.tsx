// Need against supply for one need, place by place, as a table and on the map: where nobody is near enough. Shows no person and no small number.
import { useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { serves } from "#app/models/insight/coverage";
import { readCoverage } from "#app/models/insight/coverage.server";
import { chosenQuarter, coverageFilterOf, coverageQuery } from "#app/models/insight/need-query";
import { localDay } from "#app/models/values/calendar-day";
import { readSpecialtyTree } from "#app/search/specialties.server";
import { CoverageFilters, CoverageMap, CoverageTable } from "#app/ui/coverage-parts";
import { AskDeskMail } from "#app/ui/desk-mail";
import { BelowFigures, CsvLink } from "#app/ui/need-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Empty, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "need.coverage.title" };

export const loader = loaderFor("insight:network", { query: coverageQuery }, async ({ actor, db, query }) => {
  const at = await clock(db);
  const chosen = chosenQuarter(query.period, localDay(at, actor.timeZone));
  const tree = (await readSpecialtyTree(db)).map(({ id, name, depth }) => ({ id, name, depth }));
  const specialty = tree.find(({ id }) => id === query.specialty) ?? null;
  const filter = coverageFilterOf(query, actor.distanceUnit);
  const covered =
    query.specialty && specialty ? await readCoverage(db, actor, query.specialty, chosen.quarter, filter) : null;
  return {
    ...chosen,
    at,
    tree,
    specialty,
    filter,
    within: query.within,
    unit: actor.distanceUnit,
    areas: covered?.areas ?? [],
    supply: covered?.places.filter((place) => serves(place, filter)).length ?? 0,
    languages: [...new Set(covered?.places.flatMap(({ languages }) => languages) ?? [])].sort(),
  };
});

export default function CoveragePage() {
  const { areas, specialty, supply, filter, quarter, at, ...asked } = useLoaderData<typeof loader>();
  const say = useSay();
  const deserts = areas.filter(({ desert }) => desert).length;
  return (
    <>
      <PageHeader
        title={specialty ? say("need.coverage.of", { name: specialty.name }) : say("need.coverage.title")}
        lead={say("need.coverage.lead")}
        back={{ to: "/network/insights", label: say("desks.network.title") }}
        actions={specialty ? <CsvLink to="/network/insights/coverage.csv" /> : undefined}
      />
      <CoverageFilters {...asked} specialtyId={specialty?.id ?? null} filter={filter} quarter={quarter} />
      {specialty === null ? (
        <Empty icon="search" title={say("need.coverage.choose-title")}>
          {say("need.coverage.choose")}
        </Empty>
      ) : areas.length === 0 ? (
        <Empty title={say("need.coverage.empty")}>{say("need.coverage.empty-lead")}</Empty>
      ) : (
        <Stack>
          <p>
            <strong>
              {deserts > 0 ? say("need.coverage.deserts", { count: deserts }) : say("need.coverage.no-desert")}
            </strong>{" "}
            {say("need.coverage.supply-count", { count: supply })}
          </p>
          <CoverageMap areas={areas} withinMetres={filter.withinMetres} />
          <Card title={say("need.coverage.caption")}>
            <CoverageTable areas={areas} specialtyId={specialty.id} />
          </Card>
        </Stack>
      )}
      <BelowFigures
        counted={{
          question: say("need.coverage.how.question"),
          part: say("need.coverage.how.near"),
          whole: say("need.coverage.how.asked"),
          leftOut: [say("need.coverage.how.left")],
        }}
        at={at}
      />
      <AskDeskMail desk="coverage" />
    </>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
