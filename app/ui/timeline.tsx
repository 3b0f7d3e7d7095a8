// What happened, newest first as given, with who and when; the older part of a long one is folded. Takes finished sentences; reads no event.
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { Icon, type IconName } from "./icon";

export type TimelineEntry = {
  readonly id: string;
  /** A sentence of the catalogue, such as "Referral sent". */
  readonly text: string;
  readonly at: Date | string;
  /** Null when Throughline did it by itself. */
  readonly by: string | null;
  readonly icon?: IconName;
  readonly details?: ReactNode;
};

type TimelineProps = { entries: readonly TimelineEntry[]; timeZone?: string | undefined };

/** How many are in sight; with fewer than three to fold, folding would hide more than it saves. */
const SHOWN = 6;

export function Timeline({ entries, timeZone }: TimelineProps) {
  const say = useSay();
  if (entries.length === 0) return <p className="soft">{say("ui.timeline.empty")}</p>;
  const folded = entries.length < SHOWN + 3 ? [] : entries.slice(SHOWN);
  return (
    <>
      <Entries
        label={say("ui.timeline.label")}
        entries={entries.slice(0, entries.length - folded.length)}
        timeZone={timeZone}
      />
      {folded.length > 0 ? (
        <details className="timeline-earlier">
          <summary>
            <Icon name="expand-more" />
            {say("ui.timeline.earlier", { count: folded.length })}
          </summary>
          <Entries label={say("ui.timeline.earlier-label")} entries={folded} timeZone={timeZone} />
        </details>
      ) : null}
    </>
  );
}

function Entries({ label, entries, timeZone }: TimelineProps & { label: string }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <ol className="timeline" aria-label={label}>
      {entries.map(({ id, text, at, by, icon, details }) => (
        <li key={id}>
          <span className="timeline-point">{icon ? <Icon name={icon} /> : null}</span>
          <div>
            <p className="timeline-text">{text}</p>
            <p className="timeline-when">
              <time dateTime={new Date(at).toISOString()}>{formats.instant(at, timeZone)}</time>
              {" · "}
              {by === null ? say("ui.timeline.system") : by}
            </p>
            {details}
          </div>
        </li>
      ))}
    </ol>
  );
}
