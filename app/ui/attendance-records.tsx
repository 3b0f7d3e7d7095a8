// Every record of who came to a session, the newest first; what was corrected stays beneath. Shows; changes nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import type { UnitsHundredths } from "../models/values/money";
import { Card } from "./layout-parts";
import { StateTag, ToneTag } from "./state-tag";

export interface AttendanceRecord {
  readonly id: string;
  readonly state: string;
  readonly units: UnitsHundredths;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly note: string;
  readonly goods: readonly { readonly name: string; readonly count: number }[];
  /** If otherwise than planned. */
  readonly practitionerName: string | null;
  readonly locationName: string | null;
  readonly documentId: string | null;
  readonly documentName: string | null;
  readonly takenAt: Date | null;
  readonly current: boolean;
  readonly recordedAt: Date;
  /** The agency sees the provider, not who of it. */
  readonly recordedBy: string | null;
}

type RecordsProps = {
  /** When the client said by the code of the place that they were there. */
  confirmedAt: Date | null;
  records: readonly AttendanceRecord[];
  session: { readonly unitType: string; readonly timeZone: string };
};

export function AttendanceRecords({ confirmedAt, records, session }: RecordsProps) {
  const say = useSay();
  const formats = useFormats();
  if (records.length === 0 && !confirmedAt) return null;
  return (
    <Card title={say("delivery.session.records")}>
      {confirmedAt ? (
        <p>
          <strong>{say("site-code.confirmed-at", { when: formats.instant(confirmedAt, session.timeZone) })}</strong>
        </p>
      ) : null}
      <ul className="notes">
        {records.map((record) => (
          <Line key={record.id} record={record} session={session} />
        ))}
      </ul>
    </Card>
  );
}

function Line({ record, session }: Pick<RecordsProps, "session"> & { record: AttendanceRecord }) {
  const say = useSay();
  const formats = useFormats();
  const { goods, practitionerName, locationName, takenAt, startedAt, endedAt } = record;
  const handed = goods.map(({ name, count }) => `${formats.count(count)} × ${name}`).join(", ");
  const said = [
    startedAt && endedAt ? formats.times(startedAt, endedAt, session.timeZone) : "",
    practitionerName ? say("delivery.session.given-by", { name: practitionerName }) : "",
    locationName ? say("delivery.session.given-at", { place: locationName }) : "",
    handed ? say("delivery.session.goods", { goods: handed }) : "",
    record.note,
    takenAt ? say("delivery.session.taken-at", { when: formats.instant(takenAt, session.timeZone) }) : "",
  ].filter((words) => words !== "");
  return (
    <li>
      <StateTag lifecycle="attendance" state={record.state} />{" "}
      <strong>{formats.units(record.units, session.unitType)}</strong>{" "}
      {record.current ? null : <ToneTag tone="ended">{say("delivery.session.set-aside")}</ToneTag>}
      {said.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {record.documentId ? (
        <p>
          <a href={`/documents/${record.documentId}`} download>
            {record.documentName}
          </a>
        </p>
      ) : null}
      <p className="soft">
        {record.recordedBy
          ? say("delivery.session.by", { name: record.recordedBy, when: formats.instant(record.recordedAt) })
          : formats.instant(record.recordedAt)}
      </p>
    </li>
  );
}
