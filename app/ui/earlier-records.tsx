// What a record of attendance said before it was corrected, folded away beneath it: when, by which provider, and with what note. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import type { UnitsHundredths } from "../models/values/money";
import { ActDetails } from "./act-details";
import { StateTag } from "./state-tag";

type EarlierRecordsProps = {
  before: readonly {
    readonly id: string;
    readonly state: string;
    readonly units: UnitsHundredths;
    readonly startedAt: Date | null;
    readonly endedAt: Date | null;
    readonly timeZone: string;
    readonly note: string;
    readonly recordedAt: Date;
    readonly correctedAt: Date;
    readonly correctionNote: string;
  }[];
  unitType: string;
  organizationName: string;
};

export function EarlierRecords({ before, unitType, organizationName }: EarlierRecordsProps) {
  const say = useSay();
  const formats = useFormats();
  if (before.length === 0) return null;
  return (
    <ActDetails summary={say("delivery.list.before")}>
      <ul className="plain-list">
        {before.map(({ id, state, units, startedAt, endedAt, timeZone, ...record }) => (
          <li key={id}>
            <StateTag lifecycle="attendance" state={state} /> <strong>{formats.units(units, unitType)}</strong>
            {startedAt && endedAt ? <p>{formats.times(startedAt, endedAt, timeZone)}</p> : null}
            {record.note ? <p className="note-words">{record.note}</p> : null}
            <p className="soft">{say("delivery.list.recorded-at", { when: formats.instant(record.recordedAt) })}</p>
            <p className="soft">
              {say("delivery.list.corrected-at", {
                name: organizationName,
                when: formats.instant(record.correctedAt),
              })}
            </p>
            {record.correctionNote ? (
              <p>{say("delivery.list.correction-note", { note: record.correctionNote })}</p>
            ) : null}
          </li>
        ))}
      </ul>
    </ActDetails>
  );
}
