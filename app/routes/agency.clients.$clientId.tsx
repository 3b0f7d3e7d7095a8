// One client's card: who they are, how it is safe to reach them, where they live, and their cases.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readContactWays } from "#app/models/client/contact.server";
import { readOpenGroups } from "#app/models/client/fact.server";
import { readOwnLinks } from "#app/models/client/pair.server";
import { type ClientCard, readClient } from "#app/models/client/read.server";
import { readRelations } from "#app/models/client/relation.server";
import { readTimeline } from "#app/models/event/timeline.server";
import { told } from "#app/models/event/told";
import { asCalendarDay, localDay, yearsBetween } from "#app/models/values/calendar-day";
import { type ClientId, idParam } from "#app/models/values/ids";
import { geocode } from "#app/search/geocode.server";
import { ContactWays } from "#app/ui/client-contact";
import { LinkNotices } from "#app/ui/client-pairs";
import { Relations } from "#app/ui/client-relations";
import { useEventSentence } from "#app/ui/event-sentence";
import { useLanguageName } from "#app/ui/language-name";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ButtonLink,
  Card,
  Columns,
  DataTable,
  Empty,
  Facts,
  Notice,
  PageHeader,
  Pager,
  Stack,
  StateTag,
  Timeline,
} from "#app/ui/parts";

const params = z.object({ clientId: idParam<ClientId>() });

export const handle: PageHandle = {
  title: (data) => ["client.card.title", { name: nameOf((data as { client?: ClientCard } | undefined)?.client) }],
};

export const loader = loaderFor(
  "client:read",
  { params, query: z.object({ after: markParam }), records: true },
  async ({ actor, db, params: { clientId }, query: { after } }) => {
    const client = await readClient(db, actor, clientId);
    const now = await clock(db);
    const today = localDay(now, actor.timeZone);
    const [relations, { rows, next }, ways, groups, links] = await Promise.all([
      readRelations(db, clientId),
      readTimeline(db, { clientId }, after),
      readContactWays(db, clientId, now),
      readOpenGroups(db, clientId),
      readOwnLinks(db, clientId),
    ]);
    const { addressLine: line, city, region: state, postalCode } = client;
    const placing = geocode({ line, city, state, postalCode });
    return {
      client,
      years: client.birthDay ? yearsBetween(asCalendarDay(client.birthDay), today) : null,
      unplaced: placing.precision === "unplaced" ? placing.reason : null,
      ways,
      relations,
      owners: Object.fromEntries(relations.map(({ id, otherName }) => [id, otherName])),
      groups,
      links,
      timeline: rows.map(told),
      earlier: next,
    };
  },
);

const nameOf = (client: ClientCard | undefined) => (client ? `${client.givenName} ${client.familyName}` : "");

export default function ClientPage() {
  const { client, links, timeline, earlier } = useLoaderData<typeof loader>();
  const say = useSay();
  const sentence = useEventSentence();
  return (
    <>
      <PageHeader
        title={nameOf(client)}
        lead={<span className="figures">{client.number}</span>}
        back={{ to: "/agency/clients", label: say("client.card.back") }}
        actions={
          <>
            <ButtonLink to={`/agency/cases/new?client=${client.id}`} icon="add">
              {say("client.card.open-case")}
            </ButtonLink>
            {client.mayWrite ? (
              <ButtonLink to={`/agency/clients/${client.id}/edit`} look="secondary" icon="edit">
                {say("client.card.edit")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <LinkNotices clientId={client.id} links={links} />
      {client.restricted ? <Notice>{say("client.card.restricted")}</Notice> : null}
      {client.mayWrite ? null : <Notice>{say("client.card.read-only")}</Notice>}
      <Columns
        main={
          <Stack>
            <ClientFacts />
            <Reaching />
            <Belonging />
            <ClosedGroups />
            <Cases cases={client.cases} name={nameOf(client)} />
            <Papers />
          </Stack>
        }
        aside={
          <Card title={say("client.card.seen")}>
            <Timeline
              entries={timeline.map(({ name, facts, ...event }) => ({
                ...event,
                text: sentence(name, facts),
              }))}
            />
            <Pager newer={null} older={earlier} />
          </Card>
        }
      />
    </>
  );
}

function ClientFacts() {
  const { client, years, unplaced } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const lines = [client.addressLine, client.city, [client.region, client.postalCode].filter(Boolean).join(" ")].filter(
    Boolean,
  );
  const place =
    client.latitude !== null
      ? say.any(`client.card.on-map-by-${client.pointPrecision}`)
      : lines.length === 0
        ? say("client.card.no-address")
        : say("client.card.not-on-map", { reason: unplaced ? say(`search.unplaced.${unplaced}`) : "" });
  const born =
    client.birthDay && years !== null
      ? say("client.card.born", { day: formats.day(client.birthDay), years })
      : client.birthDay;
  return (
    <Card title={say("client.card.facts")}>
      <Facts
        columns={2}
        facts={[
          { name: say("client.field.preferred-name"), value: client.preferredName },
          { name: say("client.field.pronouns"), value: client.pronouns },
          { name: say("client.field.born"), value: born },
          { name: say("client.field.language"), value: languageName(client.language) },
          { name: say("client.field.telephone"), value: client.telephone },
          { name: say("client.field.e-mail"), value: client.email },
          { name: say("client.field.safe-contact"), value: say.any(`client.safe-contact.${client.safeContact}`) },
          { name: say("client.field.safe-contact-note"), value: client.safeContactNote },
          {
            name: say("word.address"),
            value: (
              <>
                {lines.join(", ")}
                <span className="soft"> {place}</span>
              </>
            ),
          },
          { name: say("client.field.access-needs"), value: client.accessNeeds },
        ]}
      />
    </Card>
  );
}

function Papers() {
  const { client } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <Card title={say("consent.papers.card")}>
        <p>{say("consent.papers.card-lead", { name: nameOf(client) })}</p>
        <ButtonLink to={`/agency/clients/${client.id}/documents`} look="secondary">
          {say("consent.papers.card-open")}
        </ButtonLink>
      </Card>
      <Card title={say("client.card.consents")}>
        <p>{say("client.card.consents-lead", { name: nameOf(client) })}</p>
        <ButtonLink to={`/agency/clients/${client.id}/consents`} look="secondary">
          {say("client.card.consents-open")}
        </ButtonLink>
      </Card>
    </>
  );
}

function Reaching() {
  const { client, ways, owners } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("client.contact.card")}>
      <ContactWays ways={ways} owners={owners} writes={false} />
      <ButtonLink to={`/agency/clients/${client.id}/contact`} look="secondary">
        {say("client.contact.open")}
      </ButtonLink>
    </Card>
  );
}

function Belonging() {
  const { client, relations } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("client.relation.card")}>
      <Relations relations={relations} writes={false} />
      <ButtonLink to={`/agency/clients/${client.id}/household`} look="secondary">
        {say("client.relation.open")}
      </ButtonLink>
    </Card>
  );
}

/** Only how many facts stand in each: what they say is on pages of their own, where each look is recorded. */
function ClosedGroups() {
  const { client, groups } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("client.group.card")}>
      <p className="soft">{say(groups.length > 0 ? "client.group.lead" : "client.group.none-open")}</p>
      <ul className="plain-list">
        {groups.map(({ group, count }) => (
          <li key={group}>
            <Link to={`/agency/clients/${client.id}/facts/${group}`}>{say(`client.group.${group}`)}</Link>{" "}
            <span className="soft">{say("client.group.count", { count })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Cases({ cases, name }: { cases: ClientCard["cases"]; name: string }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("client.card.cases")}>
      <DataTable
        caption={say("client.card.cases")}
        rows={cases}
        rowKey={({ id }) => id}
        empty={<Empty title={say("client.card.cases-empty")}>{say("client.card.cases-empty-lead", { name })}</Empty>}
        columns={[
          {
            id: "number",
            header: say("case.list.number"),
            main: true,
            cell: (row) => (
              <Link to={`/agency/cases/${row.id}`} className="figures">
                {row.number}
              </Link>
            ),
          },
          { id: "about", header: say("case.page.summary"), cell: (row) => row.summary },
          {
            id: "state",
            header: say("case.list.state"),
            cell: (row) => <StateTag lifecycle="case" state={row.state} />,
          },
          { id: "opened", header: say("case.list.opened"), cell: (row) => formats.instantDay(row.openedAt) },
        ]}
      />
    </Card>
  );
}
