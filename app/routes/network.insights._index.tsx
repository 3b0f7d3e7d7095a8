// The network at a glance: needs nobody met, what runs out, which agreements end; each leads to where something is done about it.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { chosenQuarter } from "#app/models/insight/need-query";
import { readCredentialsAhead, readEndingAgreements } from "#app/models/insight/network-desk.server";
import { readUnmetNeed } from "#app/models/insight/unmet-need.server";
import { localDay } from "#app/models/values/calendar-day";
import { AskDeskMail } from "#app/ui/desk-mail";
import { UnmetBySpecialty } from "#app/ui/need-ledger";
import { BelowFigures } from "#app/ui/need-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card, Columns, Facts, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "desks.network.title" };

/** The most pressing; the ledger has the rest. */
const NEEDS_SHOWN = 6;

export const loader = loaderFor("insight:network", {}, async ({ actor, db }) => {
  const at = await clock(db);
  const today = localDay(at, actor.timeZone);
  const { quarter } = chosenQuarter(null, today);
  const ledger = await readUnmetNeed(db, quarter);
  return {
    at,
    quarter,
    needs: ledger.specialties.slice(0, NEEDS_SHOWN).map(({ cells: _, ...line }) => line),
    credentials: await readCredentialsAhead(db, today),
    ending: await readEndingAgreements(db, actor, today),
  };
});

export default function NetworkInsights() {
  const { needs, quarter, at } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("desks.network.title")}
        lead={say("desks.network.lead")}
        actions={
          <>
            <ButtonLink to="/network/insights/coverage" icon="location-on">
              {say("need.coverage.title")}
            </ButtonLink>
            <ButtonLink to="/network/insights/unmet" look="secondary">
              {say("need.unmet.title")}
            </ButtonLink>
            <ButtonLink to="/network/insights/cards" look="secondary">
              {say("insight.card.title")}
            </ButtonLink>
          </>
        }
      />
      <Columns
        main={
          needs.length > 0 ? (
            <UnmetBySpecialty specialties={needs} quarter={quarter} brief />
          ) : (
            <Card title={say("need.unmet.title")}>
              <p>{say("need.unmet.empty-lead")}</p>
            </Card>
          )
        }
        aside={
          <Stack>
            <Credentials />
            <Ending />
          </Stack>
        }
      />
      <BelowFigures at={at} />
      <AskDeskMail desk="network" />
    </>
  );
}

function Credentials() {
  const { credentials } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card
      title={say("desks.network.credentials")}
      aside={<Link to="/network/credentials">{say("desks.network.credentials-all")}</Link>}
    >
      <Facts
        facts={(["past", "within30", "within60", "within90"] as const).map((span) => ({
          name: say(`desks.network.ahead.${span}`),
          value: formats.count(credentials[span]),
        }))}
      />
    </Card>
  );
}

function Ending() {
  const { ending } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card
      title={say("desks.network.ending")}
      aside={<Link to="/network/agreements">{say("desks.network.agreements-all")}</Link>}
    >
      {ending.rows.length === 0 ? <p className="soft">{say("desks.network.ending-none")}</p> : null}
      <ul className="waiting">
        {ending.rows.map(({ id, number, organizationName, lastDay, services }) => (
          <li key={id}>
            <div>
              <Link to={`/network/agreements/${id}`}>
                <span className="figures">{number}</span> · {organizationName}
              </Link>
              <p className="soft">
                {say("desks.network.until", { day: formats.day(lastDay) })} ·{" "}
                {say("desks.network.services", { count: services })}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {ending.count > ending.rows.length ? (
        <p className="soft">{say("desks.network.more", { count: ending.count - ending.rows.length })}</p>
      ) : null}
    </Card>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
