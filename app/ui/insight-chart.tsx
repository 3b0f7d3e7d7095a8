// Charts as the server draws them: bars and a course over periods, each with its span of certainty, as SVG that needs no script. Takes numbers and their words; counts nothing.
import { Link } from "@remix-run/react";
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";

/** A number, what is said of it, and how far it may lie from what it stands for. */
export type Drawn = {
  readonly value: number;
  readonly low?: number | null;
  readonly high?: number | null;
};

export type Bar = {
  readonly key: string;
  readonly label: string;
  /** The number in words and with its unit; or why there is none. */
  readonly said: string;
  /** What the picture shows beyond that, for whoever hears the page: the span, the mark. */
  readonly heard?: string;
  /** Null: kept back, or nothing to count. */
  readonly drawn: Drawn | null;
  /** A mark to compare with, such as similar providers. */
  readonly mark?: number | null;
  /** The list behind it. */
  readonly to?: string | null;
};

const THICK = 14;
const percent = (number: number) => `${number}%`;

type BarChartProps = {
  /** What it is of, for whoever hears the page; the list below says the rest. */
  label: string;
  bars: readonly Bar[];
  /** Where the bars end; of shares 1. Left out: at the longest. */
  most?: number;
};

/** One bar under another, its words above it: nothing is cut off on a telephone. Each word with a list behind it is a link. */
export function BarChart({ label, bars, most }: BarChartProps) {
  const x = scaleLinear([0, most ?? longest(bars)], [0, 100]).clamp(true);
  return (
    <figure className="insight-bars" aria-label={label}>
      <ul>
        {bars.map(({ key, label: name, said, heard, to, drawn, mark }) => (
          <li key={key}>
            <div>
              {to ? <Link to={to}>{name}</Link> : <span>{name}</span>}
              <strong>{said}</strong>
              {heard ? <span className="usa-sr-only">{heard}</span> : null}
            </div>
            <BarPicture drawn={drawn} mark={mark ?? null} at={(value) => percent(x(value))} />
          </li>
        ))}
      </ul>
    </figure>
  );
}

type BarPictureProps = { drawn: Drawn | null; mark: number | null; at: (value: number) => string };

/** Hidden from whoever hears the page: the words above say the same. */
function BarPicture({ drawn, mark, at }: BarPictureProps) {
  const span = typeof drawn?.low === "number" && typeof drawn.high === "number" ? [drawn.low, drawn.high] : null;
  return (
    <svg aria-hidden="true" width="100%" height={THICK + 8}>
      <rect className="insight-ground" y={4} width="100%" height={THICK} />
      {drawn ? <rect className="insight-bar" y={4} width={at(drawn.value)} height={THICK} /> : null}
      {span ? (
        <line
          className="insight-span"
          x1={at(span[0] ?? 0)}
          x2={at(span[1] ?? 0)}
          y1={THICK / 2 + 4}
          y2={THICK / 2 + 4}
        />
      ) : null}
      {mark !== null ? <line className="insight-mark" x1={at(mark)} x2={at(mark)} y1={0} y2={THICK + 8} /> : null}
    </svg>
  );
}

export type Point = {
  readonly key: string;
  readonly label: string;
  readonly said: string;
  readonly drawn: Drawn | null;
};

const HIGH = 120;

type TrendChartProps = {
  label: string;
  /** Earliest first. */
  points: readonly Point[];
  most?: number;
};

/** The course over periods; a period whose figure is kept back leaves a gap. */
export function TrendChart({ label, points, most }: TrendChartProps) {
  const placed = points.map((point, at) => ({
    ...point,
    x: points.length < 2 ? 50 : (100 * at) / (points.length - 1),
  }));
  const y = scaleLinear([0, most ?? longest(points)], [HIGH, 0]).clamp(true);
  type Placed = (typeof placed)[number];
  const path = line<Placed>()
    .defined(({ drawn }) => drawn !== null)
    .x(({ x }) => x)
    .y(({ drawn }) => y(drawn?.value ?? 0));
  const band = area<Placed>()
    .defined(({ drawn }) => typeof drawn?.low === "number" && typeof drawn.high === "number")
    .x(({ x }) => x)
    .y0(({ drawn }) => y(drawn?.low ?? 0))
    .y1(({ drawn }) => y(drawn?.high ?? 0));
  return (
    <div className="insight-trend">
      {points.some(({ drawn }) => drawn !== null) ? (
        <svg role="img" aria-label={label} width="100%" height={HIGH}>
          <svg aria-hidden="true" viewBox={`0 0 100 ${HIGH}`} preserveAspectRatio="none" width="100%" height={HIGH}>
            <line className="insight-base" x1="0" x2="100" y1={HIGH} y2={HIGH} />
            <path className="insight-band" d={band(placed) ?? ""} />
            <path className="insight-course" d={path(placed) ?? ""} />
          </svg>
          {placed.map(({ key, drawn, x }) =>
            drawn ? <circle key={key} className="insight-point" cx={percent(x)} cy={y(drawn.value)} r="4" /> : null,
          )}
        </svg>
      ) : null}
      <ol>
        {points.map(({ key, label: name, said }) => (
          <li key={key}>
            <span>{name}</span>
            <strong>{said}</strong>
          </li>
        ))}
      </ol>
    </div>
  );
}

function longest(drawn: readonly { drawn: Drawn | null; mark?: number | null }[]): number {
  return Math.max(1e-9, ...drawn.map(({ drawn: one, mark }) => Math.max(one?.value ?? 0, one?.high ?? 0, mark ?? 0)));
}
