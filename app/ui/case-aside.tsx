// What stands beside a case: the client's facts, and who carries it. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { Facts } from "./facts";
import { useLanguageName } from "./language-name";
import { Card } from "./layout-parts";

type CaseAsideProps = {
  name: string;
  found: {
    readonly id: string;
    readonly ownerName: string;
    readonly team: readonly { readonly membershipId: string; readonly name: string }[];
    readonly openedAt: Date;
    readonly closedAt: Date | null;
    readonly closingReason: string | null;
    readonly cameBy: string;
    readonly summary: string;
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
  const { team } = found;
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
        <p className="case-links">
          <Link to={`/agency/cases/${found.id}/assessments`}>{say("assessment.list.title")}</Link>
          <Link to={`/agency/cases/${found.id}/time`}>{say("case.time.link")}</Link>
          <Link to={`/agency/cases/${found.id}/card`}>{say("case.card.link")}</Link>
        </p>
      </Card>
    </>
  );
}

/** Whose case it is, and whether to call: what is asked for while somebody waits on the line. */
export function CaseLead({ client, name }: { client: ClientFacts; name: string }) {
  const say = useSay();
  const { telephone, safeContact } = client;
  return (
    <>
      {name}
      {telephone ? (
        <>
          {" · "}
          {safeContact === "any" || safeContact === "telephone" ? (
            <a href={`tel:${telephone.replace(/[^+\d]/g, "")}`}>{telephone}</a>
          ) : (
            telephone
          )}
          {" · "}
          {say.any(`client.safe-contact.${safeContact}`)}
        </>
      ) : null}
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
      <p className="case-links">
        <Link to={`/agency/clients/${client.id}/consents`}>{say("client.card.consents")}</Link>
      </p>
    </Card>
  );
}
