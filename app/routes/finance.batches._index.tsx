// The agency's payment batches, newest first.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readBatches } from "#app/models/payment/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, type Column, DataTable, Empty, Money, PageHeader, Pager, StateTag } from "#app/ui/parts";

const query = z.object({ after: markParam });

export const handle: PageHandle = { title: "finance.batches.title" };

export const loader = loaderFor("batch:read", { query }, ({ actor, db, query }) =>
  readBatches(db, agencyOf(actor), query.after),
);

export default function BatchesPage() {
  const page = useLoaderData<typeof loader>();
  const say = useSay();
  const make = <ButtonLink to="/finance/batches/new">{say("finance.batches.make")}</ButtonLink>;
  return (
    <>
      <PageHeader
        title={say("finance.batches.title")}
        lead={say("finance.batches.lead")}
        actions={
          <>
            <ButtonLink to="/finance/files" look="secondary">
              {say("bank.origin.link")}
            </ButtonLink>
            {make}
          </>
        }
      />
      <DataTable
        caption={say("finance.batches.title")}
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={
          <Empty title={say("finance.batches.empty")} action={make}>
            {say("finance.batches.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

type Row = Awaited<ReturnType<typeof readBatches>>["rows"][number];

function useColumns(): Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "number",
      header: say("finance.batches.number"),
      main: true,
      cell: ({ id, number }) => <Link to={`/finance/batches/${id}`}>{number}</Link>,
    },
    {
      id: "state",
      header: say("finance.batches.state"),
      cell: ({ state }) => <StateTag lifecycle="batch" state={state} />,
    },
    {
      id: "made",
      header: say("finance.batches.made"),
      whole: true,
      cell: ({ createdAt }) => formats.instantDay(createdAt),
    },
    { id: "by", header: say("finance.batches.by"), wideOnly: true, cell: ({ createdBy }) => createdBy },
    {
      id: "payments",
      header: say("finance.batches.payments"),
      figures: true,
      cell: ({ payments }) => formats.count(payments),
    },
    {
      id: "total",
      header: say("finance.batches.total"),
      figures: true,
      cell: ({ totalCents }) => <Money cents={totalCents} />,
    },
  ];
}
