// The ledger of unmet need by quarter: what, where, in which language and when, as a table and on the map. Shows no person and no small number.
import { useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { chosenQuarter, unmetFilterOf, unmetQuery } from "#app/models/insight/need-query";
import { SMALLEST } from "#app/models/insight/suppression";
import { areasOf, cellsOf } from "#app/models/insight/unmet-need";
import { readUnmetNeed } from "#app/models/insight/unmet-need.server";
import { localDay } from "#app/models/values/calendar-day";
import { pointOfArea } from "#app/search/geocode.server";
import { AskDeskMail } from "#app/ui/desk-mail";
import { UnmetByCell, UnmetBySpecialty, UnmetFilters, UnmetMap } from "#app/ui/need-ledger";
import { BelowFigures, CsvLink } from "#app/ui/need-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Empty, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "need.unmet.title" };

/** More lines than this nobody reads; the table to take along has them all. */
const MOST_LINES = 100;
/** Of the areas so many are drawn. */
const MOST_AREAS = 30;

export const loader = loaderFor("insight:network", { query: unmetQuery }, async ({ actor, db, query }) => {
  const at = await clock(db);
  const chosen = chosenQuarter(query.period, localDay(at, actor.timeZone));
  const ledger = await readUnmetNeed(db, chosen.quarter);
  const filter = unmetFilterOf(query);
  const cells = cellsOf(ledger, filter);
  return {
    ...chosen,
    at,
    filter,
    total: ledger.total,
    specialties: ledger.specialties.map(({ cells: _, ...line }) => line),
    cells: cells.slice(0, MOST_LINES),
    more: Math.max(0, cells.length - MOST_LINES),
    areas: areasOf(cells)
      .slice(0, MOST_AREAS)
      .map((area) => ({ ...area, point: pointOfArea(area.area) })),
    choices: choicesOf(ledger.specialties.flatMap((line) => line.cells)),
  };
});

/** What can be chosen is what there is. */
function choicesOf(cells: readonly { area: string; language: string; time: string }[]) {
  const of = (name: "area" | "language" | "time") =>
    [...new Set(cells.map((cell) => cell[name]))].filter((value) => value !== "").sort();
  return { areas: of("area"), languages: of("language"), times: of("time") };
}

export default function UnmetPage() {
  const { specialties, cells, areas, filter, total, quarter, quarters, choices, more, at } =
    useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={say("need.unmet.title")}
        lead={say("need.unmet.lead")}
        back={{ to: "/network/insights", label: say("desks.network.title") }}
        actions={<CsvLink to="/network/insights/unmet.csv" />}
      />
      <UnmetFilters {...{ specialties, filter, quarter, quarters, choices }} />
      {specialties.length === 0 ? (
        <Empty title={say("need.unmet.empty")}>{say("need.unmet.empty-lead")}</Empty>
      ) : (
        <Stack>
          <p>
            <strong>
              {total === null
                ? say("need.unmet.total-held-back", { least: SMALLEST })
                : say("need.unmet.total", { times: formats.count(total) })}
            </strong>
          </p>
          <UnmetBySpecialty specialties={specialties} quarter={quarter} />
          <UnmetMap areas={areas} />
          <UnmetByCell cells={cells} more={more} />
        </Stack>
      )}
      <BelowFigures
        counted={{
          question: say("need.unmet.how.question"),
          whole: say("need.unmet.how.counted"),
          leftOut: [say("need.unmet.how.left")],
        }}
        at={at}
      />
      <AskDeskMail desk="unmet" />
    </>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
