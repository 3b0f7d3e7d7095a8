// Units left of an authorization, week by week, as a line with its pace drawn on, and as a table. Takes counts; forecasts nothing itself.
import { useFormats, useSay } from "#app/i18n/speech";
import { ActDetails } from "./act-details";

type Week = { readonly week: string; readonly used: bigint; readonly planned: bigint };

type BurnCurveProps = {
  weeks: readonly Week[];
  authorized: bigint;
  unitType: string;
  startsOn: string;
  lastDay: string;
  /** The day on which it is used up at its pace; null: before its last day it is not. */
  runsOutOn: string | null;
};

const WIDE = 480;
const HIGH = 140;
const EDGE = 10;
const DAY = 86_400_000;

export function BurnCurve({ weeks, authorized, unitType, startsOn, lastDay, runsOutOn }: BurnCurveProps) {
  const say = useSay();
  const formats = useFormats();
  const points = pointsOf(weeks, authorized, startsOn);
  const last = points.at(-1);
  if (!last || points.length < 2) return null;
  const from = Date.parse(startsOn);
  const span = Math.max(DAY, Date.parse(lastDay) + DAY - from);
  const x = (at: number) => EDGE + Math.min(1, Math.max(0, (at - from) / span)) * (WIDE - 2 * EDGE);
  const y = (left: bigint) =>
    HIGH - EDGE - (authorized === 0n ? 0 : Number((left * 1000n) / authorized) / 1000) * (HIGH - 2 * EDGE);
  const said = {
    authorized: formats.units(authorized, unitType),
    left: formats.units(last.left, unitType),
    week: formats.day(last.week),
  };
  return (
    <>
      <figure className="score-line">
        <figcaption>{say("authorization.page.curve-title")}</figcaption>
        <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={say("authorization.page.curve", said)}>
          <line x1={EDGE} y1={HIGH - EDGE} x2={WIDE - EDGE} y2={HIGH - EDGE} />
          <line x1={EDGE} y1={EDGE} x2={WIDE - EDGE} y2={HIGH - EDGE} strokeDasharray="2 4" />
          <polyline points={points.map(({ at, left }) => `${x(at)},${y(left)}`).join(" ")} />
          {runsOutOn ? (
            <polyline
              points={`${x(last.at)},${y(last.left)} ${x(Date.parse(runsOutOn) + DAY)},${HIGH - EDGE}`}
              strokeDasharray="6 4"
            />
          ) : null}
        </svg>
        <p className="soft">
          {say("authorization.page.curve", said)}
          {runsOutOn ? ` ${say("authorization.page.curve-out", { day: formats.day(runsOutOn) })}` : ""}
        </p>
      </figure>
      <ActDetails summary={say("authorization.page.curve-table")}>
        <table className="usa-table usa-table--borderless">
          <thead>
            <tr>
              <th scope="col">{say("authorization.page.curve-week")}</th>
              <th scope="col">{say("authorization.page.used")}</th>
              <th scope="col">{say("authorization.page.curve-left")}</th>
            </tr>
          </thead>
          <tbody>
            {points.slice(1).map(({ week, used, left }) => (
              <tr key={week}>
                <td>{formats.day(week)}</td>
                <td>{formats.units(used)}</td>
                <td>{formats.units(left)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ActDetails>
    </>
  );
}

/** At the end of each week in which something was delivered, what was left; the first is the beginning. */
function pointsOf(weeks: readonly Week[], authorized: bigint, startsOn: string) {
  let left = authorized;
  const points = [{ week: startsOn, at: Date.parse(startsOn), used: 0n, left }];
  for (const { week, used } of weeks) {
    if (used === 0n) continue;
    left -= used;
    points.push({ week, at: Date.parse(week) + 7 * DAY, used, left });
  }
  return points;
}
