// The provider's day: referrals that wait, oldest first, and how much else there is. Shows no client; the offer's own page does.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { readPortalToday } from "#app/models/feedback/portal-today.server";
import { readOffers } from "#app/models/referral/read-offers.server";
import { Card, Columns, DataTable, Empty, PageHeader, StateTag, ToneTag } from "#app/ui/parts";

export const loader = loaderFor("portal:desk", {}, async ({ actor, db }) => {
  const waiting = await readOffers(db, actor, { view: "waiting", after: null });
  return {
    offers: waiting.rows.slice(0, 10),
    counts: await readPortalToday(db, actor),
    houseName: actor.houseName,
    seesInvoices: mayDo(actor, "portal:invoices"),
  };
});

export default function PortalTodayPage() {
  const say = useSay();
  const { houseName } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={say("portal.today.title")} lead={say("portal.today.lead", { organization: houseName })} />
      <Columns main={<Waiting />} aside={<Work />} />
    </>
  );
}

function Waiting() {
  const say = useSay();
  const formats = useFormats();
  const { offers, counts } = useLoaderData<typeof loader>();
  return (
    <Card title={say("portal.today.offers")} aside={<Link to="/portal/offers">{say("portal.today.all-offers")}</Link>}>
      <DataTable
        caption={say("portal.today.offers")}
        rows={offers}
        rowKey={(row) => row.id}
        empty={<Empty title={say("portal.today.offers-none")}>{say("portal.today.offers-none-lead")}</Empty>}
        columns={[
          {
            id: "request",
            header: say("portal.list.request"),
            main: true,
            cell: (row) => (
              <Link to={`/portal/offers/${row.id}`}>
                {[row.summary.number, row.summary.specialty].filter((part) => part).join(" · ")}
              </Link>
            ),
          },
          { id: "agency", header: say("portal.list.agency"), cell: (row) => row.agencyName },
          {
            id: "answer-by",
            header: say("portal.list.answer-by"),
            cell: (row) =>
              row.answerBy !== null && row.answerBy < counts.today ? (
                <ToneTag tone="act">{say("portal.list.overdue")}</ToneTag>
              ) : row.answerBy ? (
                formats.day(row.answerBy)
              ) : (
                ""
              ),
          },
          {
            id: "state",
            header: say("portal.list.state"),
            cell: (row) => <StateTag lifecycle="offer" state={row.state} />,
          },
        ]}
      />
    </Card>
  );
}

function Work() {
  const say = useSay();
  const { counts, seesInvoices } = useLoaderData<typeof loader>();
  return (
    <Card title={say("portal.today.work")}>
      <ul className="waiting">
        <li>
          <Link to="/portal/sessions">{say("portal.today.sessions", { count: counts.sessions })}</Link>
        </li>
        <li>
          <Link to="/portal/offers?view=held">{say("portal.today.held", { count: counts.held })}</Link>
        </li>
        <li>
          <Link to="/portal/schedules">
            {say("portal.today.schedules-returned", { count: counts.schedulesReturned })}
          </Link>
        </li>
        {seesInvoices ? (
          <li>
            <Link to="/portal/invoices">
              {say("portal.today.invoices-returned", { count: counts.invoicesReturned })}
            </Link>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}

export { ErrorPage as ErrorBoundary } from "#app/ui/error-page";
