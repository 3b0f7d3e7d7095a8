// What stands beside a case: the client's facts, who carries it, and its sessions in numbers. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { Facts } from "./facts";
import { useLanguageName } from "./language-name";
import { Card } from "./layout-parts";

type CaseAsideProps = {
  name: string;
  found: {
    readonly ownerName: string;
    readonly team: readonly { readonly membershipId: string; readonly name: string }[];
    readonly openedAt: Date;
    readonly closedAt: Date | null;
    readonly closingReason: string | null;
    readonly cameBy: string;
    readonly summary: string;
    readonly sessions: {
      readonly planned: number;
      readonly held: number;
      readonly cancelled: number;
      readonly nextAt: Date | null;
    };
    readonly client: ClientFacts;
  };
};

type ClientFacts = {
  readonly id: string;
  readonly number: string;
  readonly birthDay: string | null;
  readonly language: string;
  readonly telephone: string | null;
  readonly safeContact: string;
  readonly safeContactNote: string | null;
  readonly city: string | null;
  readonly postalCode: string | null;
  readonly accessNeeds: string | null;
};

export function CaseAside({ found, name }: CaseAsideProps) {
  const say = useSay();
  const formats = useFormats();
  const { team, sessions } = found;
  const closed =
    found.closedAt && found.closingReason
      ? say("case.page.closed-on", {
          day: formats.instantDay(found.closedAt),
          reason: say.any(`case.reason.${found.closingReason}`),
        })
      : null;
  return (
    <>
      <ClientCard client={found.client} name={name} />
      <Card title={say("word.case")}>
        {closed ? <p>{closed}</p> : null}
        <Facts
          facts={[
            { name: say("case.page.summary"), value: found.summary },
            { name: say("case.page.carried-by"), value: found.ownerName },
            {
              name: say("case.page.team"),
              value: team.length > 0 ? formats.list(team.map((member) => member.name)) : say("case.page.team-none"),
            },
            { name: say("case.page.came-by"), value: say.any(`case.came-by.${found.cameBy}`) },
            { name: say("case.page.opened"), value: formats.instantDay(found.openedAt) },
          ]}
        />
      </Card>
      <Card title={say("case.page.sessions")}>
        {sessions.planned + sessions.held + sessions.cancelled === 0 ? (
          <p className="soft">{say("case.page.sessions-none")}</p>
        ) : (
          <Facts
            facts={[
              { name: say("case.page.sessions-held"), value: formats.count(sessions.held) },
              { name: say("case.page.sessions-planned"), value: formats.count(sessions.planned) },
              { name: say("case.page.sessions-cancelled"), value: formats.count(sessions.cancelled) },
              ...(sessions.nextAt
                ? [{ name: say("case.page.sessions-next"), value: formats.instant(sessions.nextAt) }]
                : []),
            ]}
          />
        )}
      </Card>
    </>
  );
}

function ClientCard({ client, name }: { client: ClientFacts; name: string }) {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  return (
    <Card
      title={say("case.page.client")}
      aside={<Link to={`/agency/clients/${client.id}`}>{say("case.page.open-client")}</Link>}
    >
      <Facts
        facts={[
          { name: say("word.name"), value: `${name}, ${client.number}` },
          { name: say("client.field.born"), value: client.birthDay ? formats.day(client.birthDay) : null },
          { name: say("client.field.language"), value: languageName(client.language) },
          {
            name: say("client.field.telephone"),
            value: [client.telephone, say.any(`client.safe-contact.${client.safeContact}`), client.safeContactNote]
              .filter(Boolean)
              .join(" · "),
          },
          { name: say("client.field.town"), value: [client.city, client.postalCode].filter(Boolean).join(" ") },
          { name: say("client.field.access-needs"), value: client.accessNeeds },
        ]}
      />
    </Card>
  );
}
