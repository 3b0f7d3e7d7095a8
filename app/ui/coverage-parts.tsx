// Need against supply on its page: what to narrow it by, each place in the table, and the map. Takes counts that may be told; measures nothing.
import { Link } from "@remix-run/react";
import { useMemo } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { type AreaCoverage, COVERAGE_TIMES, type CoverageFilter } from "#app/models/insight/coverage";
import { WITHINS } from "#app/models/insight/need-query";
import type { Period } from "#app/models/insight/period";
import { SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { nameOfUnit } from "./distance-unit";
import { FilterBar } from "./filter-bar";
import { ScreenOnly } from "./layout-parts";
import { MapView } from "./map-view";
import { ChoiceField, circleAround, QuarterField, useNeedWords } from "./need-parts";
import { specialtyOptions } from "./specialty-options";
import { ToneTag } from "./state-tag";

type FiltersProps = {
  tree: readonly { id: string; name: string; depth: number }[];
  specialtyId: string | null;
  filter: CoverageFilter;
  within: number;
  unit: string;
  quarter: Period;
  quarters: readonly Period[];
  languages: readonly string[];
};

export function CoverageFilters({
  tree,
  specialtyId,
  filter,
  within,
  unit,
  quarter,
  quarters,
  languages,
}: FiltersProps) {
  const say = useSay();
  const words = useNeedWords();
  const unitWord = nameOfUnit(say, unit);
  return (
    <FilterBar active={specialtyId !== null}>
      <SelectField
        name="specialty"
        label={say("need.filter.specialty")}
        options={specialtyOptions(tree)}
        defaultValue={specialtyId ?? undefined}
      />
      <QuarterField quarters={quarters} chosen={quarter} />
      <SelectField
        name="within"
        label={say("need.filter.within")}
        emptyLabel={null}
        defaultValue={String(within)}
        options={WITHINS.map((value) => ({ value: String(value), label: `${value} ${unitWord}` }))}
      />
      <ChoiceField
        name="language"
        label={say("need.filter.language")}
        options={languages.map((value) => ({ value, label: words.language(value) }))}
        chosen={filter.language}
      />
      <ChoiceField
        name="time"
        label={say("need.filter.time")}
        options={COVERAGE_TIMES.map((value) => ({ value, label: say(`need.times.${value}`) }))}
        chosen={filter.time}
      />
    </FilterBar>
  );
}

type AreasProps = { areas: readonly AreaCoverage[] };
type Numbered = AreaCoverage & { number: number };

export function CoverageTable({ areas, specialtyId }: AreasProps & { specialtyId: string }) {
  const say = useSay();
  const columns = [...useNeedColumns(specialtyId), ...useSupplyColumns()];
  return (
    <DataTable
      caption={say("need.coverage.caption")}
      columns={columns}
      rows={areas.map((area, place): Numbered => ({ ...area, number: place + 1 }))}
      rowKey={({ area }) => area}
      rowLook={({ desert }) => (desert ? "act" : undefined)}
    />
  );
}

function useNeedColumns(specialtyId: string): Column<Numbered>[] {
  const say = useSay();
  const formats = useFormats();
  const words = useNeedWords();
  return [
    {
      id: "area",
      header: say("need.coverage.area"),
      main: true,
      cell: ({ number, area }) => `${number}. ${words.area(area)}`,
      sortBy: ({ number }) => number,
    },
    {
      id: "state",
      header: say("need.coverage.state"),
      cell: (area) => <AreaState {...area} specialtyId={specialtyId} />,
    },
    {
      id: "asked",
      header: say("need.coverage.asked"),
      figures: true,
      cell: ({ asked }) => (asked === null ? words.heldBack : formats.count(asked)),
      sortBy: ({ asked }) => asked,
    },
    {
      id: "taken",
      header: say("need.coverage.taken"),
      figures: true,
      cell: ({ taken }) => (taken === null ? "–" : formats.count(taken)),
    },
    {
      id: "unmet",
      header: say("need.coverage.unmet"),
      figures: true,
      cell: ({ unmet }) => (unmet === 0 ? "–" : formats.count(unmet)),
      sortBy: ({ unmet }) => unmet,
    },
  ];
}

/** A desert stands beside what can be done about it. */
function AreaState({ area, desert, point, specialtyId }: AreaCoverage & { specialtyId: string }) {
  const say = useSay();
  const words = useNeedWords();
  if (point === null) return <span className="soft">{say("need.coverage.unplaced")}</span>;
  if (!desert) return <ToneTag tone="done">{say("need.coverage.covered")}</ToneTag>;
  return (
    <>
      <ToneTag tone="act">{say("need.coverage.desert")}</ToneTag>
      <br />
      <Link
        to={`/network/insights/coverage/invite?specialty=${specialtyId}&area=${encodeURIComponent(area)}`}
        aria-label={say("need.coverage.invite-aria", { area: words.area(area) })}
      >
        {say("need.coverage.invite")}
      </Link>
    </>
  );
}

function useSupplyColumns(): Column<Numbered>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    { id: "near", header: say("need.coverage.near"), figures: true, cell: ({ near }) => formats.count(near) },
    {
      id: "open",
      header: say("need.coverage.open"),
      figures: true,
      cell: ({ openPlaces }) => formats.count(openPlaces),
    },
    {
      id: "nearest",
      header: say("need.coverage.nearest"),
      figures: true,
      cell: ({ nearestMetres }) =>
        nearestMetres === null ? say("need.coverage.none") : formats.distance(nearestMetres),
      sortBy: ({ nearestMetres }) => nearestMetres,
    },
  ];
}

export function CoverageMap({ areas, withinMetres }: AreasProps & { withinMetres: number }) {
  const say = useSay();
  const words = useNeedWords();
  const placed = useMemo(
    () => areas.flatMap(({ area, point }, place) => (point ? [{ area, point, number: place + 1 }] : [])),
    [areas],
  );
  const markers = placed.map(({ area, point, number }) => ({
    id: area,
    number,
    label: words.area(area),
    lat: point.latitude,
    lon: point.longitude,
  }));
  const shapes = useMemo(() => placed.map(({ point }) => circleAround(point, withinMetres)), [placed, withinMetres]);
  if (placed.length === 0) return null;
  return (
    <ScreenOnly>
      <MapView markers={markers} centre={null} shapes={shapes} label={say("need.coverage.map")} />
      <p className="soft">{say("need.coverage.map-note")}</p>
    </ScreenOnly>
  );
}
