// How delivery stands, for a case or a referral: sessions in numbers, units used, what providers reported last. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { BurnDown } from "./burn-down";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { StateTag } from "./state-tag";

type Standing = {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly organizationName: string;
  readonly serviceName: string;
  readonly unitType: string;
  readonly lastDay: string;
  readonly burnDown: Parameters<typeof BurnDown>[0]["standing"];
};

type DeliveryCardProps = {
  summary: {
    readonly sessions: {
      readonly planned: number;
      readonly held: number;
      readonly missed: number;
      readonly cancelled: number;
      readonly nextAt: Date | null;
    };
    readonly authorizations: readonly Standing[];
    readonly notHeld: readonly {
      readonly id: string;
      readonly day: string;
      readonly organizationName: string;
      readonly state: string;
      readonly by: string | null;
      readonly words: string;
    }[];
    readonly notes: readonly {
      readonly id: string;
      readonly at: Date;
      readonly words: string;
      readonly organizationName: string;
    }[];
  };
};

export function DeliveryCard({ summary }: DeliveryCardProps) {
  const say = useSay();
  const formats = useFormats();
  const { sessions, authorizations, notes, notHeld } = summary;
  const any = sessions.planned + sessions.held + sessions.missed + sessions.cancelled > 0;
  return (
    <Card title={say("delivery.summary.title")}>
      {any ? (
        <Facts
          short
          facts={[
            { name: say("delivery.summary.held"), value: formats.count(sessions.held) },
            { name: say("delivery.summary.planned"), value: formats.count(sessions.planned) },
            { name: say("delivery.summary.missed"), value: formats.count(sessions.missed) },
            { name: say("delivery.summary.cancelled"), value: formats.count(sessions.cancelled) },
            ...(sessions.nextAt
              ? [{ name: say("delivery.summary.next"), value: formats.instant(sessions.nextAt) }]
              : []),
          ]}
        />
      ) : (
        <p className="soft">{say("delivery.summary.none")}</p>
      )}
      {authorizations.map((standing) => (
        <Authorized key={standing.id} standing={standing} />
      ))}
      {notHeld.length > 0 ? <NotHeld lines={notHeld} /> : null}
      {notes.length > 0 ? (
        <section className="card-part">
          <h3>{say("delivery.summary.notes")}</h3>
          <ul className="notes">
            {notes.map(({ id, at, words, organizationName }) => (
              <li key={id}>
                <p className="note-words">{words}</p>
                <p className="soft">
                  {organizationName} · {formats.instantDay(at)}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Card>
  );
}

function Authorized({ standing }: { standing: Standing }) {
  const { id, number, state, serviceName, organizationName, unitType, lastDay, burnDown } = standing;
  return (
    <section className="card-part">
      <h3>
        <Link to={`/agency/authorizations/${id}`}>{number}</Link> {serviceName}, {organizationName}{" "}
        <StateTag lifecycle="authorization" state={state} />
      </h3>
      <BurnDown standing={burnDown} unitType={unitType} lastDay={lastDay} />
    </section>
  );
}

/** What was missed or called off, and why: a number alone asks for a telephone call. */
function NotHeld({ lines }: { lines: DeliveryCardProps["summary"]["notHeld"] }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <section className="card-part">
      <h3>{say("delivery.summary.not-held")}</h3>
      <ul className="notes">
        {lines.map(({ id, day, organizationName, state, by, words }) => (
          <li key={id}>
            <StateTag lifecycle={by ? "session" : "attendance"} state={state} /> {formats.day(day)}
            {words ? <p className="note-words">{words}</p> : null}
            <p className="soft">
              {by ? say("delivery.summary.cancelled-by", { by: say.any(`delivery.by.${by}`) }) : organizationName}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
