// What our organization agreed on with agencies: days, state, and what comes. Never another provider's, never a draft.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type OwnAgreementLine, readOwnAgreements } from "#app/models/organization/read-agreement.server";
import type { PageHandle } from "#app/ui/page-handle";
import { type Column, DataTable, Empty, PageHeader, StateTag } from "#app/ui/parts";

export const handle: PageHandle = { title: "agreement.own.title" };

export const loader = loaderFor("portal:desk", {}, async ({ actor, db }) => ({
  rows: await readOwnAgreements(db, actor),
}));

export default function OwnAgreementsPage() {
  const { rows } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const columns: Column<OwnAgreementLine>[] = [
    {
      id: "number",
      header: say("network.agreements.number"),
      main: true,
      cell: ({ id, number, version, agencyName }) => (
        <Link to={`/portal/agreements/${id}`}>
          <span className="figures numbered">{number}</span> · {agencyName},{" "}
          {say("agreement.versions.one", { version })}
        </Link>
      ),
    },
    {
      id: "days",
      header: say("network.agreements.days"),
      whole: true,
      cell: ({ startsOn, endsOn }) =>
        endsOn > startsOn ? formats.days(startsOn, endsOn) : say("agreement.versions.never"),
    },
    {
      id: "state",
      header: say("network.agreements.state"),
      cell: ({ state }) => <StateTag lifecycle="agreement" state={state} />,
    },
  ];
  return (
    <>
      <PageHeader title={say("agreement.own.title")} lead={say("agreement.own.lead")} />
      <DataTable
        caption={say("agreement.own.caption")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        empty={
          <Empty icon="work" title={say("agreement.own.empty")}>
            {say("agreement.own.empty-lead")}
          </Empty>
        }
      />
    </>
  );
}
