// What happened, newest first as given, with who and when. Takes finished sentences; reads no event.
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

export function Timeline({ entries, timeZone }: { entries: readonly TimelineEntry[]; timeZone?: string }) {
  const say = useSay();
  const formats = useFormats();
  if (entries.length === 0) return <p className="soft">{say("ui.timeline.empty")}</p>;
  return (
    <ol className="timeline" aria-label={say("ui.timeline.label")}>
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
