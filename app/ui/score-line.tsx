// A score over time as a small line. The same figures stand in its name, for whoever does not see it; it judges nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { figureText } from "./form-words";

type Point = { readonly day: string; readonly hundredths: number };

const WIDE = 480;
const HIGH = 120;
const EDGE = 24;

/** @param points oldest first; their distance on the line is that of their days */
export function ScoreLine({ name, points }: { name: string; points: readonly Point[] }) {
  const say = useSay();
  const formats = useFormats();
  if (points.length < 2) return null;
  const told = points.map(({ day, hundredths }) =>
    say("assessment.compare.chart-point", { day: formats.day(day), sum: figureText(hundredths) }),
  );
  const placed = placedOn(points);
  return (
    <figure className="score-line">
      <figcaption>{name}</figcaption>
      <svg
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        role="img"
        aria-label={say("assessment.compare.chart", { score: name, points: told.join("; ") })}
      >
        <line x1={EDGE} y1={HIGH - EDGE} x2={WIDE - EDGE} y2={HIGH - EDGE} />
        <polyline points={placed.map(({ x, y }) => `${x},${y}`).join(" ")} />
        {placed.map(({ x, y, day, hundredths }, place) => (
          <g key={`${day} ${placed.slice(0, place).length}`}>
            <circle cx={x} cy={y} r={5} />
            <text x={x} y={y - 10}>
              {figureText(hundredths)}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

function placedOn(points: readonly Point[]) {
  const days = points.map(({ day }) => Date.parse(day));
  const sums = points.map(({ hundredths }) => hundredths);
  const [from, to] = [Math.min(...days), Math.max(...days)];
  const [low, high] = [Math.min(0, ...sums), Math.max(...sums)];
  return points.map((point, place) => {
    // On one day they stand side by side, in their order.
    const along = to > from ? ((days[place] ?? from) - from) / (to - from) : place / (points.length - 1);
    const up = high > low ? (point.hundredths - low) / (high - low) : 0.5;
    return { ...point, x: EDGE + along * (WIDE - 2 * EDGE), y: HIGH - EDGE - up * (HIGH - 3 * EDGE) };
  });
}
