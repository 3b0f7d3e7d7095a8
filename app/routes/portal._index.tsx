// The provider's day: referrals that wait, what must be answered next first, and how much else there is. Shows no client; the offer's own page does.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { readPortalToday } from "#app/models/feedback/portal-today.server";
import { countUnansweredCards } from "#app/models/insight/card.server";
import type { OfferedLine } from "#app/models/organization/read.server";
import { readOwnServices } from "#app/models/organization/read-own.server";
import { readOwnStanding } from "#app/models/organization/read-standing.server";
import { type OfferRow, readOffers } from "#app/models/referral/read-offers.server";
import { CapacityState } from "#app/ui/capacity-parts";
import { MOST_COUNTED } from "#app/ui/counted";
import { FullOrOpen } from "#app/ui/link-parts";
import { NextAnswer } from "#app/ui/next-answer";
import {
  ButtonLink,
  Card,
  type Column,
  Columns,
  DataTable,
  Empty,
  Notice,
  PageHeader,
  Stack,
  StateTag,
} from "#app/ui/parts";

export const loader = loaderFor("portal:desk", {}, async ({ actor, db }) => {
  const waiting = await readOffers(db, actor, { view: "waiting", after: null, named: false });
  return {
    offers: waiting.rows.slice(0, 10),
    counts: await readPortalToday(db, actor),
    houseName: actor.houseName,
    suspendedBy: (await readOwnStanding(db, actor)).filter(({ untilDay }) => untilDay === null),
    mayAnswer: mayDo(actor, "offer:answer"),
    cards: mayDo(actor, "card:answer") ? await countUnansweredCards(db, actor) : 0,
    services: mayDo(actor, "organization:edit") ? oldestFirst(await readOwnServices(db, actor)) : [],
    seesInvoices: mayDo(actor, "portal:invoices"),
  };
});

const MOST_BY_PRESS = 5;

const oldestFirst = (services: readonly OfferedLine[]) =>
  services.toSorted((one, other) => (other.capacityAge ?? Infinity) - (one.capacityAge ?? Infinity));

/** Who answers referrals finds them first; for the others their own work comes first. */
export default function PortalTodayPage() {
  const say = useSay();
  const { houseName, mayAnswer, suspendedBy, cards } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={say("portal.today.title")} lead={say("portal.today.lead", { organization: houseName })} />
      <Stack>
        {suspendedBy.map(({ id, agencyName }) => (
          <Notice key={id} tone="warning" title={say("standing.own.notice", { agency: agencyName })}>
            <p>
              {say("standing.own.notice-lead")} <Link to="/portal/standing">{say("standing.see")}</Link>
            </p>
          </Notice>
        ))}
        {cards > 0 ? (
          <Notice tone="info" title={say("insight.card.today", { count: cards })}>
            <p>
              <Link to="/portal/card">{say("insight.card.own-list")}</Link>
            </p>
          </Notice>
        ) : null}
        {mayAnswer ? (
          <Columns
            main={<Waiting />}
            aside={
              <Stack>
                <Work />
                <Capacity />
              </Stack>
            }
          />
        ) : (
          <Stack>
            <Work />
            <Waiting />
          </Stack>
        )}
      </Stack>
    </>
  );
}

function Waiting() {
  const say = useSay();
  const { offers, mayAnswer } = useLoaderData<typeof loader>();
  const title = say(mayAnswer ? "portal.today.offers" : "portal.today.offers-read");
  return (
    <Card title={title} aside={<Link to="/portal/offers">{say("portal.today.all-offers")}</Link>}>
      <DataTable
        caption={title}
        rows={offers}
        rowKey={(row) => row.id}
        empty={<Empty title={say("portal.today.offers-none")}>{say("portal.today.offers-none-lead")}</Empty>}
        columns={useColumns()}
      />
    </Card>
  );
}

/** What is oldest stands first; the others are a press away. */
function Capacity() {
  const say = useSay();
  const { services } = useLoaderData<typeof loader>();
  if (services.length === 0) return null;
  return (
    <Card title={say("keeping.press.title")} aside={<Link to="/portal/services">{say("keeping.press.all")}</Link>}>
      <p className="soft">{say("keeping.press.lead")}</p>
      <ul className="plain-list fact-lines">
        {services.slice(0, MOST_BY_PRESS).map((line) => {
          const name = `${line.serviceName} · ${line.placeName}`;
          return (
            <li key={line.id}>
              <h3>
                <Link to={`/portal/services/${line.id}`}>{name}</Link>
              </h3>
              <div className="fact-value">
                <CapacityState {...line} />
              </div>
              <FullOrOpen id={line.id} name={name} action="/portal/full-or-open" />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

const requestOf = (row: OfferRow) => [row.summary.number, row.summary.specialty].filter((part) => part).join(" · ");

function useColumns(): Column<OfferRow>[] {
  const say = useSay();
  const { counts, mayAnswer } = useLoaderData<typeof loader>();
  const columns: Column<OfferRow>[] = [
    {
      id: "request",
      header: say("portal.list.request"),
      main: true,
      cell: (row) => (
        <>
          <Link to={`/portal/offers/${row.id}`}>{requestOf(row)}</Link>
          <br />
          <span className="soft">{row.agencyName}</span>
        </>
      ),
    },
    {
      id: "why",
      header: say("portal.list.why"),
      // A column of its own for the state pushed the button off the card.
      cell: (row) => (
        <>
          <NextAnswer offer={row} today={counts.today} />
          <br />
          <StateTag lifecycle="offer" state={row.state} />
        </>
      ),
    },
  ];
  if (!mayAnswer) return columns;
  const answer: Column<OfferRow> = {
    id: "answer",
    header: say("portal.today.answer"),
    headerHidden: true,
    // Where the agency was asked something, the next word is the agency's.
    cell: (row) =>
      row.state === "info_requested" ? null : (
        <ButtonLink to={`/portal/offers/${row.id}`} look="secondary">
          <span aria-hidden="true">{say("portal.today.answer")}</span>
          <span className="usa-sr-only">{say("portal.today.answer-of", { request: requestOf(row) })}</span>
        </ButtonLink>
      ),
  };
  return [...columns, answer];
}

function Work() {
  const say = useSay();
  const { counts, seesInvoices } = useLoaderData<typeof loader>();
  const lines = [
    { to: "/portal/sessions?view=open", key: "unrecorded", count: counts.unrecorded },
    { to: "/portal/sessions?view=today", key: "sessions", count: counts.sessions },
    { to: "/portal/sessions?view=week", key: "week", count: counts.week },
    { to: "/portal/schedules?state=returned", key: "schedules-returned", count: counts.schedulesReturned },
    ...(seesInvoices ? [{ to: "/portal/invoices", key: "invoices-returned", count: counts.invoicesReturned }] : []),
    { to: "/portal/offers?view=held", key: "held", count: counts.held },
  ];
  const waiting = lines.filter(({ count }) => count > 0);
  return (
    <Card title={say("portal.today.work")} look={counts.unrecorded > 0 ? "act" : "plain"}>
      <ul className="waiting">
        {waiting.map(({ to, key, count }) => (
          <li key={key}>
            <Link to={to}>
              {key === "held" && count >= MOST_COUNTED
                ? say("portal.today.held-many", { most: count })
                : say.any(`portal.today.${key}`, { count })}
            </Link>
          </li>
        ))}
      </ul>
      {counts.sessions === 0 ? <p className="soft">{say("portal.today.no-session")}</p> : null}
    </Card>
  );
}
