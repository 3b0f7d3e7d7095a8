// One session: attendance as soon as it has begun, its correction, its cancellation, and how it goes.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { type Redirection, redirectTo } from "#app/access/answers.server";
import { actionFor, loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { isTimed } from "#app/models/authorization/units";
import { keepDocument } from "#app/models/consent/document-store.server";
import { inputOf } from "#app/models/delivery/attendance";
import { cancelSession } from "#app/models/delivery/cancel.server";
import { ATTENDANCE_STATES, SessionForm } from "#app/models/delivery/forms";
import { fileSheet } from "#app/models/delivery/given.server";
import { sessionLifecycle } from "#app/models/delivery/lifecycle";
import { readSession } from "#app/models/delivery/read.server";
import { correctAttendance, recordAttendance } from "#app/models/delivery/record.server";
import { reportProgress } from "#app/models/delivery/report.server";
import { readSessionRow } from "#app/models/delivery/session.server";
import { recordRead } from "#app/models/event/record.server";
import { readChoices } from "#app/models/schedule/ground.server";
import { localMinute, plainTime } from "#app/models/values/calendar-day";
import { type AttendanceId, asId, idParam, type SessionId } from "#app/models/values/ids";
import { plainUnits } from "#app/models/values/money";
import { AttendanceRecords } from "#app/ui/attendance-records";
import type { PageHandle } from "#app/ui/page-handle";
import { ActDetails, Card, Columns, Facts, Notice, PageHeader, Stack, StateTag } from "#app/ui/parts";
import { AttendanceForm, CancelSessionForm, ReportForm } from "#app/ui/session-forms";

export const handle: PageHandle = { title: "word.session" };

const params = z.object({ sessionId: idParam<SessionId>() });

export const loader = loaderFor("session:read", { params, records: true }, async ({ actor, db, params }) => {
  const found = await readSession(db, actor, params.sessionId);
  const { session } = found;
  const { id, agencyId, clientId, referralId, state, startsAt } = session;
  await recordRead(db, actor, "session", { subjectType: "session", subjectId: id, agencyId, clientId, referralId });
  const begun = startsAt <= (await clock(db));
  const writes = mayDo(actor, "attendance:record");
  return {
    ...found,
    boxes: { ...boxesOf(session, found.current), ...(await readChoices(db, organizationOf(actor))) },
    left: session.authorizedUnits - session.unitsUsed,
    mayRecord: writes && begun && sessionLifecycle.may(state, "hold"),
    mayCorrect: writes && found.current !== null && !found.billed,
    mayCancel: writes && sessionLifecycle.may(state, "cancel"),
    mayReport:
      mayDo(actor, "progress:report") && ["accepted", "in_progress", "on_hold"].includes(session.referralState ?? ""),
    waits: !begun && state === "planned",
  };
});

const SAID = {
  record: "delivery.session.recorded",
  correct: "delivery.session.corrected",
  cancel: "delivery.session.cancelled",
  report: "delivery.session.reported",
} as const;

export const action = actionFor(
  "attendance:record",
  { params, form: SessionForm, files: true },
  async ({ actor, db, params, form, files: [sheet] }): Promise<Redirection> => {
    const { sessionId } = params;
    const session = await readSessionRow(db, actor, sessionId);
    if (form.deed === "record" || form.deed === "correct") {
      const documentId = sheet ? await fileSheet(db, actor, await keepDocument(sheet)) : null;
      const input = { ...inputOf(form, session), documentId };
      if (form.deed === "record") await recordAttendance(db, actor, sessionId, input);
      else await correctAttendance(db, actor, asId<AttendanceId>(form.attendanceId), input);
    }
    if (form.deed === "cancel") await cancelSession(db, actor, sessionId, form);
    if (form.deed === "report") {
      await reportProgress(db, actor, { referralId: session.referralId, sessionId, words: form.words });
    }
    return redirectTo(`/portal/sessions/${sessionId}`, SAID[form.deed]);
  },
);

type Readable = Awaited<ReturnType<typeof readSession>>;

const clockOf = (instant: Date, timeZone: string) => plainTime(localMinute(instant, timeZone));

/** What the form holds before anybody types: the planned times, or what was recorded. */
function boxesOf(session: Readable["session"], current: Readable["current"]) {
  const { timeZone, unitType } = session;
  return {
    timed: isTimed(unitType),
    start: clockOf(current?.startedAt ?? session.startsAt, timeZone),
    end: clockOf(current?.endedAt ?? session.endsAt, timeZone),
    state: current?.state,
    units: current && current.units > 0n ? plainUnits(current.units) : undefined,
    note: current?.note,
    goods: current?.goods ?? [],
    practitionerId: current?.practitionerId ?? session.practitionerId,
    locationId: current?.locationId ?? session.locationId,
    states: ATTENDANCE_STATES,
  };
}

type Shown = Awaited<ReturnType<typeof loader>>;

export default function SessionPage() {
  const shown = useLoaderData<typeof loader>();
  const { session, boxes, clientName, mayRecord, mayCorrect, mayCancel, mayReport, current, billed } = shown;
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={say("delivery.session.title", { day: formats.dayLong(session.serviceDay) })}
        beside={
          current ? (
            <StateTag lifecycle="attendance" state={current.state} />
          ) : (
            <StateTag lifecycle="session" state={session.state} />
          )
        }
        lead={[clientName, shown.serviceName, formats.times(session.startsAt, session.endsAt, session.timeZone)].join(
          " · ",
        )}
        back={{ to: "/portal/sessions", label: say("delivery.roster.title") }}
      />
      <Columns
        main={
          <Stack>
            <Standing shown={shown} />
            {mayRecord ? (
              <Card title={say("delivery.session.record")} look="act">
                <AttendanceForm deed="record" {...boxes} />
              </Card>
            ) : null}
            <AttendanceRecords confirmedAt={shown.confirmedAt} records={shown.records} session={session} />
            {mayCorrect && current ? (
              <ActDetails summary={say("delivery.session.correct")} formId="correct">
                <p>{say("delivery.session.correct-lead")}</p>
                <AttendanceForm deed="correct" attendanceId={current.id} {...boxes} />
              </ActDetails>
            ) : null}
            {billed ? <p className="soft">{say("delivery.session.billed")}</p> : null}
            <Notes notes={shown.notes}>{mayReport ? <ReportForm /> : null}</Notes>
          </Stack>
        }
        aside={
          <Stack>
            <SessionFacts shown={shown} />
            {mayCancel ? <CodeLink shown={shown} /> : null}
            {mayCancel ? (
              <ActDetails summary={say("delivery.session.cancel")} formId="cancel">
                <p>{say("delivery.session.cancel-lead")}</p>
                <CancelSessionForm sides={["client", "provider"]} />
              </ActDetails>
            ) : null}
          </Stack>
        }
      />
    </>
  );
}

function CodeLink({ shown: { session, locationName } }: { shown: Shown }) {
  const say = useSay();
  return (
    <p>
      <Link to={`/portal/codes/${session.locationId}`}>{say("site-code.show", { place: locationName ?? "" })}</Link>
    </p>
  );
}

function Standing({ shown: { waits, session } }: { shown: Shown }) {
  const say = useSay();
  const formats = useFormats();
  if (session.state === "cancelled") {
    const words = session.reasonWords ?? "";
    const who = say.any(`delivery.by.${session.cancelledBy ?? "provider"}`);
    return (
      <Notice>
        <p>
          {session.cancelledBy === "schedule"
            ? say("delivery.session.fell-away", { number: words })
            : say("delivery.session.cancelled-by", { who, words })}
        </p>
      </Notice>
    );
  }
  if (!waits) return null;
  return (
    <Notice>
      <p>{say("delivery.session.not-begun", { when: formats.instant(session.startsAt, session.timeZone) })}</p>
    </Notice>
  );
}

function SessionFacts({ shown }: { shown: Shown }) {
  const say = useSay();
  const formats = useFormats();
  const { session, left } = shown;
  const { startsAt, endsAt, timeZone, unitType } = session;
  return (
    <Card title={say("delivery.session.facts")}>
      <Facts
        facts={[
          {
            name: say("delivery.session.when"),
            value: `${formats.day(session.serviceDay)}, ${formats.times(startsAt, endsAt, timeZone)}`,
          },
          { name: say("delivery.session.service"), value: shown.serviceName },
          { name: say("delivery.session.practitioner"), value: shown.practitionerName },
          { name: say("delivery.session.place"), value: shown.locationName },
          { name: say("delivery.session.planned"), value: formats.units(session.plannedUnits, unitType) },
          { name: say("delivery.session.authorization"), value: shown.authorizationNumber },
          { name: say("delivery.session.left"), value: formats.units(left, unitType) },
          { name: say("delivery.session.schedule"), value: shown.scheduleNumber },
        ]}
      />
    </Card>
  );
}

function Notes({ notes, children }: { notes: Shown["notes"]; children: React.ReactNode }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("delivery.session.notes")}>
      <Stack>
        {notes.length === 0 ? <p className="soft">{say("delivery.session.no-notes")}</p> : null}
        <ul className="notes">
          {notes.map(({ id, words, author, at }) => (
            <li key={id}>
              <p className="prose">{words}</p>
              <p className="soft">{say("delivery.session.by", { name: author ?? "", when: formats.instant(at) })}</p>
            </li>
          ))}
        </ul>
        {children}
      </Stack>
    </Card>
  );
}
