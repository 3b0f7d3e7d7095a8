// What a directory file says beside what stands here, to be ticked and decided; and where imported facts came from. Takes plain values.

import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { DifferenceRow, Origin } from "#app/models/organization/read-differences.server";
import { type SpanFacts, spanOfRow } from "#app/models/values/span-row";
import { Card } from "./layout-parts";
import { ActForm, Notice, Stack, SubmitButton } from "./parts";
import { PickBox } from "./pick-box";
import { WeekWords } from "./week-words";

type DifferencesProps = {
  rows: readonly DifferenceRow[];
  mayDecide: boolean;
  /** Where an organization's own page is; null at the organization's own desk. */
  at: string | null;
};

export function DifferenceList({ rows, mayDecide, at }: DifferencesProps) {
  const say = useSay();
  const lines = rows.map((row) => <DifferenceLine key={row.id} row={row} mayDecide={mayDecide} at={at} />);
  if (!mayDecide) return <Stack>{lines}</Stack>;
  return (
    <ActForm formId="differences">
      <Stack>
        {lines}
        <div className="change-moves">
          <SubmitButton name="intent" value="keep" look="secondary">
            {say("difference.keep")}
          </SubmitButton>
          <SubmitButton name="intent" value="take" look="secondary">
            {say("difference.take")}
          </SubmitButton>
        </div>
      </Stack>
    </ActForm>
  );
}

/** Words of the file that were taken lately, each with what stood there before, to be put back. */
export function TakenList({ rows, mayDecide, at }: DifferencesProps) {
  const say = useSay();
  if (rows.length === 0 || !mayDecide) return null;
  return (
    <section aria-labelledby="taken">
      <h2 id="taken">{say("difference.taken-title")}</h2>
      <p>{say("difference.taken-lead")}</p>
      <ActForm formId="taken">
        <Stack>
          {rows.map((row) => (
            <DifferenceLine key={row.id} row={row} mayDecide at={at} isTaken />
          ))}
          <div className="change-moves">
            <SubmitButton name="intent" value="restore" look="secondary">
              {say("difference.restore")}
            </SubmitButton>
          </div>
        </Stack>
      </ActForm>
    </section>
  );
}

type LineProps = { row: DifferenceRow; mayDecide: boolean; at: string | null; isTaken?: boolean };

function DifferenceLine({ row, mayDecide, at, isTaken = false }: LineProps) {
  const say = useSay();
  const value = useValue();
  const { id, organizationId, organizationName, about, field, ours, theirs } = row;
  const what = field === "" ? say("difference.gone") : say.any(`difference.field.${field}`);
  const name = [at === null ? null : organizationName, about, what].filter(Boolean).join(" · ");
  return (
    <Card
      title={[about, what].filter(Boolean).join(" · ")}
      aside={at === null ? undefined : <Link to={`${at}/${organizationId}`}>{organizationName}</Link>}
    >
      <div className="difference-line">
        {mayDecide ? (
          <PickBox name="differences" value={id} label={say("difference.tick", { name })} picked={false} />
        ) : null}
        {field === "" ? (
          <p>{say(isTaken ? "difference.gone-taken" : "difference.gone-take")}</p>
        ) : (
          <dl className="difference-words">
            <div>
              <dt>{say(isTaken ? "difference.before" : "difference.ours")}</dt>
              <dd>{value(field, ours)}</dd>
            </div>
            <div>
              <dt>{say("difference.theirs")}</dt>
              <dd>{value(field, theirs)}</dd>
            </div>
          </dl>
        )}
      </div>
      <p className="soft">
        <ReadFrom row={row} />
      </p>
    </Card>
  );
}

function ReadFrom({ row: { file, rowNumber, source, seenAt } }: { row: DifferenceRow }) {
  const say = useSay();
  const day = useFormats().instantDay(seenAt);
  if (file === null) return <>{say("difference.from-source", { source, day })}</>;
  return <>{say("difference.from", { file, row: rowNumber ?? 0, source, day })}</>;
}

/** A value as the directory shows it; nothing is said to be nothing. */
function useValue(): (field: string, value: unknown) => ReactNode {
  const say = useSay();
  return (field, value) => {
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0))
      return <span className="soft">{say("word.not-given")}</span>;
    if (field === "hours") return <WeekWords hours={(value as SpanFacts[]).map(spanOfRow)} />;
    if (field === "exceptions") return <OtherDays days={value as OtherDay[]} />;
    if (field === "status") return say.any(`directory.service-status.${value}`);
    if (field === "point") {
      const { latitude, longitude } = value as { latitude: number | null; longitude: number | null };
      return latitude === null ? say("word.not-given") : `${latitude}, ${longitude}`;
    }
    return Array.isArray(value) ? value.join(", ") : String(value);
  };
}

type OtherDay = { fromDay: string; untilDay: string; closed: boolean; opensMinute: number; closesMinute: number };

/** Days on which other hours hold than the week's. */
function OtherDays({ days }: { days: readonly OtherDay[] }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <ul className="plain-list">
      {days.map(({ fromDay, untilDay, closed, opensMinute, closesMinute }) => {
        const said = { days: formats.days(fromDay, untilDay) };
        return (
          <li key={`${fromDay} ${opensMinute}`}>
            {closed
              ? say("difference.exception-closed", said)
              : say("difference.exception-open", { ...said, hours: formats.span(opensMinute, closesMinute) })}
          </li>
        );
      })}
    </ul>
  );
}

/** Files, rows and days that a provider's facts were read from. */
export function OriginsCard({ origins }: { origins: readonly Origin[] }) {
  const say = useSay();
  const formats = useFormats();
  if (origins.length === 0) return null;
  return (
    <Card title={say("difference.origins")}>
      <ul className="plain-list">
        {origins.map(({ tableName, name, source, file, rowNumber, appliedAt }) => {
          const day = formats.instantDay(appliedAt);
          return (
            <li key={`${tableName} ${source} ${file} ${rowNumber} ${name}`}>
              {file === null
                ? say("difference.origin-source", { name, source, day })
                : say("difference.origin", { name, file, row: rowNumber ?? 0, source, day })}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** That something waits, with the way there. */
export function DifferencesNotice({ count, to }: { count: number; to: string }) {
  const say = useSay();
  if (count === 0) return null;
  return (
    <Notice title={say("difference.waiting", { count })}>
      <p>
        <Link to={to}>{say("difference.see")}</Link>
      </p>
    </Notice>
  );
}
