// What the pages of unmet need and coverage have in common: the quarter, how it is counted, what is held back, the table to take along. Counts nothing.
import { useLocation } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { needWords } from "#app/models/insight/need-words";
import type { Period } from "#app/models/insight/period";
import { SMALLEST } from "#app/models/insight/suppression";
import { ButtonLink } from "./button";
import { type Option, SelectField } from "./choice-fields";
import { type CountedSo, HowCounted } from "./insight-parts";
import { ScreenOnly } from "./layout-parts";
import { circleRing } from "./map-circle";
import type { MapShape } from "./map-view";

export const useNeedWords = () => needWords(useSay());

/** "Quarter 4 of 2026" */
export function useQuarterName(): (quarter: Period) => string {
  const say = useSay();
  return ({ name }) => say("insight.quarter", { quarter: name.slice(-1), year: name.slice(0, 4) });
}

export function QuarterField({ quarters, chosen }: { quarters: readonly Period[]; chosen: Period }) {
  const say = useSay();
  const name = useQuarterName();
  return (
    <SelectField
      name="period"
      label={say("need.quarter.name")}
      emptyLabel={null}
      defaultValue={chosen.name}
      options={quarters.map((quarter, place) => ({
        value: quarter.name,
        label: place === 0 ? say("need.quarter.running", { quarter: name(quarter) }) : name(quarter),
      }))}
    />
  );
}

type ChoiceProps = { name: string; label: string; options: readonly Option[]; chosen: string | null };

/** One of several, or all. */
export function ChoiceField({ name, label, options, chosen }: ChoiceProps) {
  const say = useSay();
  return (
    <SelectField
      name={name}
      label={label}
      options={options}
      defaultValue={chosen ?? ""}
      emptyLabel={say("ui.filter.all")}
      optional
    />
  );
}

type BelowProps = {
  /** Left out where each figure says it on its own page. */
  counted?: CountedSo;
  at: Date | string;
  /** None is kept back. */
  all?: boolean;
};

/** What stands below all figures of a page: how fresh they are, why some are not shown, and how they are made. */
export function BelowFigures({ counted, at, all }: BelowProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <div className="how-counted">
      <p className="soft">{say("insight.fresh", { instant: formats.instant(at) })}</p>
      {all ? null : <p className="soft">{say("need.held-back.why", { least: SMALLEST })}</p>}
      {counted ? <HowCounted {...counted} /> : null}
    </div>
  );
}

/** The same question as a table; what was narrowed stays narrowed. */
export function CsvLink({ to }: { to: string }) {
  const say = useSay();
  const { search } = useLocation();
  return (
    <ScreenOnly>
      <ButtonLink to={`${to}${search}`} look="secondary" icon="file-download" download>
        {say("insight.csv")}
      </ButtonLink>
    </ScreenOnly>
  );
}

/** One card's numbers as a table, where a page has several; what was narrowed stays narrowed. */
export function FileLink({ to, of }: { to: string; of: string }) {
  const say = useSay();
  const { search } = useLocation();
  return (
    <ScreenOnly>
      <a href={`${to}${search}`} aria-label={say("insight.csv-of", { of })} download>
        {say("insight.csv")}
      </a>
    </ScreenOnly>
  );
}

/** A circle on the map. */
export const circleAround = (point: { latitude: number; longitude: number }, metres: number): MapShape => ({
  type: "Polygon",
  coordinates: [circleRing({ lat: point.latitude, lon: point.longitude }, metres)],
});
