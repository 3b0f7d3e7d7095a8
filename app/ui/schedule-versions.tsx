// The versions of a plan: which it takes the place of and what changes, and each answer the agency gave line by line. Takes what was compared.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { Card } from "./layout-parts";
import { StateTag } from "./state-tag";

type Compared = { readonly day: string; readonly startsAt: Date; readonly endsAt: Date };

export type Versions = {
  readonly next: { readonly id: string; readonly number: string; readonly state: string } | null;
  readonly before: {
    readonly id: string;
    readonly number: string;
    readonly practitionerBefore: string | null;
    readonly otherPlace: boolean;
    readonly stay: number;
    readonly added: readonly Compared[];
    readonly dropped: readonly Compared[];
  } | null;
};

type VersionsCardProps = {
  versions: Versions;
  /** Where schedules lead to, such as "/agency/schedules". */
  list: string;
  practitionerName: string;
  timeZone: string;
};

/** Nothing at all where there is one version. */
export function VersionsCard({ versions: { next, before }, list, practitionerName, timeZone }: VersionsCardProps) {
  const say = useSay();
  if (!next && !before) return null;
  return (
    <Card title={say("schedule.version.title")}>
      {next ? (
        <p>
          {say("schedule.version.next")} <Link to={`${list}/${next.id}`}>{next.number}</Link>{" "}
          <StateTag lifecycle="schedule" state={next.state} />
        </p>
      ) : null}
      {before ? (
        <>
          <p>
            {say("schedule.version.before")} <Link to={`${list}/${before.id}`}>{before.number}</Link>
          </p>
          <ul>
            {before.practitionerBefore ? (
              <li>
                {say("schedule.version.practitioner", { before: before.practitionerBefore, after: practitionerName })}
              </li>
            ) : null}
            {before.otherPlace ? <li>{say("schedule.version.place")}</li> : null}
            <li>{say("schedule.version.stay", { count: before.stay })}</li>
            <ChangedDays kind="added" sessions={before.added} timeZone={timeZone} />
            <ChangedDays kind="dropped" sessions={before.dropped} timeZone={timeZone} />
          </ul>
        </>
      ) : null}
    </Card>
  );
}

type ChangedDaysProps = { kind: "added" | "dropped"; sessions: readonly Compared[]; timeZone: string };

function ChangedDays({ kind, sessions, timeZone }: ChangedDaysProps) {
  const say = useSay();
  const formats = useFormats();
  if (sessions.length === 0) return null;
  return (
    <li>
      {say(`schedule.version.${kind}`, { count: sessions.length })}
      <ul>
        {sessions.map(({ day, startsAt, endsAt }) => (
          <li key={startsAt.toISOString()}>
            {formats.day(day)}, {formats.times(startsAt, endsAt, timeZone)}
          </li>
        ))}
      </ul>
    </li>
  );
}

export type Remark = {
  readonly id: string;
  readonly sentAt: Date;
  readonly startsAt: Date;
  readonly code: string;
  readonly words: string;
};

type RemarksCardProps = {
  remarks: readonly Remark[];
  /** What is planned now, to tell what was mended since. */
  sessions: readonly { readonly startsAt: Date }[];
  timeZone: string;
};

/** Every answer line by line, the newest first: what was wanted, and whether that time is planned still. */
export function RemarksCard({ remarks, sessions, timeZone }: RemarksCardProps) {
  const say = useSay();
  const formats = useFormats();
  if (remarks.length === 0) return null;
  const planned = new Set(sessions.map(({ startsAt }) => startsAt.getTime()));
  const rounds = [...new Set(remarks.map(({ sentAt }) => sentAt.getTime()))];
  return (
    <Card title={say("schedule.remark.title")}>
      {rounds.map((sent) => (
        <section key={sent}>
          <p className="soft">{say("schedule.remark.round", { when: formats.instant(new Date(sent)) })}</p>
          <ul>
            {remarks
              .filter(({ sentAt }) => sentAt.getTime() === sent)
              .map(({ id, startsAt, code, words }) => (
                <li key={id}>
                  <strong>{formats.instant(startsAt, timeZone)}</strong>: {say.any(`schedule.code.${code}`)}
                  {words ? `. ${words}` : ""}{" "}
                  <span className="soft">
                    {say(planned.has(startsAt.getTime()) ? "schedule.remark.still" : "schedule.remark.gone")}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}
