// Lists the referrals a provider was asked for: what must be answered next, first, and why. Opens none of them.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { countOffers, OFFER_VIEWS, type OfferRow, readOffers } from "#app/models/referral/read-offers.server";
import { localDay } from "#app/models/values/calendar-day";
import { useCounted } from "#app/ui/counted";
import { NextAnswer } from "#app/ui/next-answer";
import { type Column, DataTable, Empty, PageHeader, Pager, StateTag, Tabs } from "#app/ui/parts";

const query = z.object({ view: z.enum(OFFER_VIEWS).catch("waiting"), after: markParam });

export const loader = loaderFor("offer:read", { query, records: true }, async ({ actor, db, query }) => ({
  ...(await readOffers(db, actor, query)),
  counts: await countOffers(db, actor),
  view: query.view,
  views: OFFER_VIEWS,
  today: localDay(await clock(db), actor.timeZone),
}));

export default function OffersPage() {
  const say = useSay();
  const { rows, next, view, views, today, counts } = useLoaderData<typeof loader>();
  const counted = useCounted();
  const columns = useColumns(view, today);
  return (
    <>
      <PageHeader
        title={say("portal.list.title")}
        lead={say(view === "waiting" ? "portal.list.lead" : "portal.list.lead-newest")}
      />
      <Tabs
        label={say("portal.list.view")}
        tabs={views.map((value) => ({
          to: value === "waiting" ? "/portal/offers" : `/portal/offers?view=${value}`,
          label: say(`portal.list.views.${value}`),
          current: value === view,
          count: counted(counts[value]),
          act: value === "waiting",
        }))}
      />
      <DataTable
        caption={say("portal.list.title")}
        holds="page"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowLook={(row) =>
          isWaiting(row) && row.answerBy !== null && row.answerBy < today && row.state !== "waitlisted"
            ? "act"
            : undefined
        }
        empty={<Empty title={say(`portal.list.empty.${view}`)}>{say("portal.list.empty-lead")}</Empty>}
      />
      <Pager newer={null} older={next} />
    </>
  );
}

function useColumns(view: string, today: string): readonly Column<OfferRow>[] {
  const say = useSay();
  const formats = useFormats();
  const why: Column<OfferRow> = {
    id: "why",
    header: say("portal.list.why"),
    cell: (row) => (isWaiting(row) ? <NextAnswer offer={row} today={today} /> : ""),
  };
  return [
    {
      id: "request",
      header: say("portal.list.request"),
      main: true,
      cell: (row) => (
        <>
          <Link to={`/portal/offers/${row.id}`}>
            {[row.summary.number, row.summary.specialty].filter((part) => part).join(" · ")}
          </Link>
          <br />
          <span className="soft">{row.agencyName}</span>
        </>
      ),
    },
    { id: "client", header: say("portal.list.client"), cell: (row) => row.clientName ?? <Hidden row={row} /> },
    { id: "place", header: say("portal.list.place"), cell: (row) => row.locationName, wideOnly: true },
    { id: "state", header: say("portal.list.state"), cell: (row) => <OfferTag row={row} /> },
    // What is answered already has nothing to be answered next.
    ...(view === "waiting" || view === "all" ? [why] : []),
    {
      id: "received",
      header: say("portal.list.received"),
      whole: true,
      wideOnly: view === "waiting",
      cell: (row) => formats.instantDay(row.createdAt),
    },
  ];
}

function Hidden({ row }: { row: OfferRow }) {
  const say = useSay();
  return <span className="soft">{say(isWaiting(row) ? "portal.list.unknown" : "portal.list.closed")}</span>;
}

function OfferTag({ row }: { row: OfferRow }) {
  return row.state === "accepted" && row.referralState ? (
    <StateTag lifecycle="referral" state={row.referralState} />
  ) : (
    <StateTag lifecycle="offer" state={row.state} />
  );
}

const isWaiting = ({ state }: OfferRow) => ["offered", "viewed", "info_requested", "waitlisted"].includes(state);
