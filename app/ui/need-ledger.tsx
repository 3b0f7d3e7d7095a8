// The ledger of unmet need on its page: what to narrow it by, each specialty, each cell, and the map of places. Takes counts that may be told.
import { Link } from "@remix-run/react";
import { useMemo } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { Period } from "#app/models/insight/period";
import {
  UNMET_KINDS,
  type UnmetArea,
  type UnmetCell,
  type UnmetFilter,
  type UnmetSpecialty,
} from "#app/models/insight/unmet-need";
import type { Point } from "#app/models/values/place";
import { type Column, DataTable } from "./data-table";
import { FilterBar } from "./filter-bar";
import { BarChart } from "./insight-chart";
import { Card, Columns, ScreenOnly } from "./layout-parts";
import { MapView } from "./map-view";
import { ChoiceField, circleAround, QuarterField, useNeedWords } from "./need-parts";

type SpecialtyLine = Omit<UnmetSpecialty, "cells">;

type FiltersProps = {
  specialties: readonly SpecialtyLine[];
  filter: UnmetFilter;
  quarter: Period;
  quarters: readonly Period[];
  choices: { areas: readonly string[]; languages: readonly string[]; times: readonly string[] };
};

export function UnmetFilters({ specialties, filter, quarter, quarters, choices }: FiltersProps) {
  const say = useSay();
  const words = useNeedWords();
  const named = specialties.flatMap(({ specialtyId, specialty }) =>
    specialtyId ? [{ value: specialtyId, label: words.specialty(specialty) }] : [],
  );
  const options = (values: readonly string[], label: (value: string) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return (
    <FilterBar active={Object.values(filter).some((value) => value !== null) || quarter.name !== quarters[0]?.name}>
      <QuarterField quarters={quarters} chosen={quarter} />
      <ChoiceField name="specialty" label={say("need.filter.specialty")} options={named} chosen={filter.specialtyId} />
      <ChoiceField
        name="area"
        label={say("need.filter.area")}
        options={options(choices.areas, words.area)}
        chosen={filter.area}
      />
      <ChoiceField
        name="language"
        label={say("need.filter.language")}
        options={options(choices.languages, words.language)}
        chosen={filter.language}
      />
      <ChoiceField
        name="time"
        label={say("need.filter.time")}
        options={options(choices.times, words.time)}
        chosen={filter.time}
      />
    </FilterBar>
  );
}

/** A count, or that it is held back. */
function useTold(): (count: number | null) => string {
  const formats = useFormats();
  const { heldBack } = useNeedWords();
  return (count) => (count === null ? heldBack : formats.count(count));
}

const CHART_ROWS = 8;

/** The most pressing as bars; the table below has all of them. */
function UnmetChart({ specialties, quarter }: { specialties: readonly SpecialtyLine[]; quarter: Period }) {
  const say = useSay();
  const words = useNeedWords();
  const shown = useTold();
  const bars = specialties
    .filter(({ times }) => times !== null)
    .slice(0, CHART_ROWS)
    .map(({ specialtyId, specialty, times }) => ({
      key: specialtyId ?? "none",
      label: words.specialty(specialty),
      said: shown(times),
      drawn: { value: times ?? 0 },
      to: specialtyId ? `/network/insights/unmet?period=${quarter.name}&specialty=${specialtyId}` : null,
    }));
  if (bars.length === 0) return null;
  return <BarChart label={say("need.unmet.chart")} bars={bars} />;
}

const coverageOf = ({ name }: Period, specialtyId: string) =>
  `/network/insights/coverage?period=${name}&specialty=${specialtyId}`;

type BySpecialtyProps = {
  specialties: readonly SpecialtyLine[];
  quarter: Period;
  /** Without how each went unmet: beside other things there is no room for it. */
  brief?: boolean;
};

export function UnmetBySpecialty({ specialties, quarter, brief = false }: BySpecialtyProps) {
  const say = useSay();
  const words = useNeedWords();
  const shown = useTold();
  const columns: Column<SpecialtyLine>[] = [
    {
      id: "specialty",
      header: say("need.unmet.specialty"),
      main: true,
      cell: ({ specialtyId, specialty }) =>
        specialtyId ? (
          <Link
            to={`/network/insights/unmet?period=${quarter.name}&specialty=${specialtyId}`}
            title={say("need.unmet.open", { name: words.specialty(specialty) })}
          >
            {words.specialty(specialty)}
          </Link>
        ) : (
          words.specialty(specialty)
        ),
    },
    {
      id: "times",
      header: say("need.unmet.times"),
      figures: true,
      cell: ({ times }) => shown(times),
      sortBy: ({ times }) => times,
    },
    ...(brief ? [] : UNMET_KINDS).map(
      (kind): Column<SpecialtyLine> => ({
        id: kind,
        header: say(`need.unmet.kinds.${kind}`),
        figures: true,
        cell: ({ kinds }) => (kinds[kind] === null ? "–" : shown(kinds[kind])),
      }),
    ),
    {
      id: "cover",
      header: say("need.unmet.cover"),
      headerHidden: true,
      cell: ({ specialtyId }) =>
        specialtyId ? <Link to={coverageOf(quarter, specialtyId)}>{say("need.unmet.cover")}</Link> : null,
    },
  ];
  return (
    <Card title={say(brief ? "need.unmet.title" : "need.unmet.by-specialty")}>
      {brief ? null : <UnmetChart specialties={specialties} quarter={quarter} />}
      <DataTable
        caption={say("need.unmet.by-specialty")}
        columns={columns}
        rows={specialties}
        rowKey={({ specialtyId }) => specialtyId ?? "none"}
        sortParameter="specialties"
      />
    </Card>
  );
}

export function UnmetByCell({ cells, more }: { cells: readonly UnmetCell[]; more: number }) {
  const say = useSay();
  const formats = useFormats();
  const words = useNeedWords();
  const shown = useTold();
  const columns: Column<UnmetCell>[] = [
    {
      id: "specialty",
      header: say("need.unmet.specialty"),
      main: true,
      cell: ({ specialty }) => words.specialty(specialty),
      sortBy: ({ specialty }) => specialty,
    },
    { id: "area", header: say("need.unmet.area"), cell: ({ area }) => words.area(area), sortBy: ({ area }) => area },
    { id: "language", header: say("need.unmet.language"), cell: ({ language }) => words.language(language) },
    { id: "time", header: say("need.unmet.time"), cell: ({ time }) => words.time(time) },
    {
      id: "times",
      header: say("need.unmet.times"),
      figures: true,
      cell: ({ times }) => shown(times),
      sortBy: ({ times }) => times,
    },
  ];
  return (
    <Card title={say("need.unmet.by-cell")}>
      <DataTable
        caption={say("need.unmet.by-cell")}
        columns={columns}
        rows={cells}
        rowKey={({ specialtyId, area, language, time }) => [specialtyId, area, language, time].join()}
        sortParameter="cells"
        empty={<p className="soft">{say("need.unmet.empty-filter")}</p>}
      />
      {more > 0 ? <p className="soft">{say("need.unmet.more", { count: formats.count(more) })}</p> : null}
    </Card>
  );
}

/** A circle's surface, not its width, is what an eye compares. */
const METRES_A_ROOT = 4000;

export function UnmetMap({ areas }: { areas: readonly (UnmetArea & { point: Point | null })[] }) {
  const say = useSay();
  const formats = useFormats();
  const words = useNeedWords();
  const placed = useMemo(
    () => areas.flatMap(({ point, ...area }, place) => (point ? [{ ...area, point, number: place + 1 }] : [])),
    [areas],
  );
  const markers = useMemo(
    () =>
      placed.map(({ area, point, number }) => ({
        id: area,
        number,
        label: area,
        lat: point.latitude,
        lon: point.longitude,
      })),
    [placed],
  );
  const shapes = useMemo(
    () => placed.map(({ point, atLeast }) => circleAround(point, METRES_A_ROOT * (1 + Math.sqrt(atLeast)))),
    [placed],
  );
  return (
    <Card title={say("need.unmet.by-area")}>
      <Columns
        even
        main={
          <ol className="need-areas">
            {areas.map(({ area, atLeast, heldBack, point }) => (
              <li key={area}>
                {words.area(area)}:{" "}
                {atLeast > 0 ? (
                  <strong>{say("need.unmet.area-times", { times: formats.count(atLeast) })}</strong>
                ) : null}{" "}
                {heldBack > 0 ? (
                  <span className="soft">{say("need.unmet.area-held-back", { count: heldBack })}</span>
                ) : null}
                {point ? null : <span className="soft"> ({say("need.unmet.not-on-map")})</span>}
              </li>
            ))}
          </ol>
        }
        aside={
          placed.length > 0 ? (
            <ScreenOnly>
              <MapView markers={markers} centre={null} shapes={shapes} label={say("need.unmet.map")} />
              <p className="soft">{say("need.unmet.map-note")}</p>
            </ScreenOnly>
          ) : null
        }
      />
    </Card>
  );
}
