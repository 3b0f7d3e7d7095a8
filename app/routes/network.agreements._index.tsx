// The agency's agreements with providers, newest first. Never another agency's.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { AGREEMENT_STATES } from "#app/models/organization/codes";
import { type AgreementLine, readAgreements } from "#app/models/organization/read-agreement.server";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  PageHeader,
  Pager,
  SelectField,
  StateTag,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "network.agreements.title" };

const query = z.object({ state: z.enum(AGREEMENT_STATES).optional().catch(undefined), after: markParam });

export const loader = loaderFor("agreement:manage", { query }, async ({ actor, db, query: { state, after } }) => ({
  state: state ?? "",
  page: await readAgreements(db, actor, state ?? "", after),
}));

export default function AgreementsPage() {
  const { state, page } = useLoaderData<typeof loader>();
  const say = useSay();
  const find = (
    <ButtonLink to="/network/agreements/new" icon="add">
      {say("network.agreements.add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={say("network.agreements.title")} lead={say("network.agreements.lead")} actions={find} />
      <FilterBar active={state !== ""}>
        <SelectField
          name="state"
          label={say("network.agreements.state")}
          options={AGREEMENT_STATES.map((value) => ({ value, label: say(`lifecycle.agreement.state.${value}`) }))}
          defaultValue={state}
          emptyLabel={say("ui.filter.all")}
          optional
        />
      </FilterBar>
      <DataTable
        caption={say("network.agreements.caption")}
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={
          <Empty icon="work" title={say("network.agreements.empty")} action={find}>
            {say("network.agreements.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

function useColumns(): Column<AgreementLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "number",
      header: say("network.agreements.number"),
      main: true,
      cell: ({ id, number, version, organizationName }) => (
        <Link to={`/network/agreements/${id}`}>
          <span className="figures numbered">{number}</span> · {organizationName}
          {version > 1 ? `, ${say("agreement.versions.one", { version })}` : ""}
        </Link>
      ),
    },
    {
      id: "days",
      header: say("network.agreements.days"),
      whole: true,
      cell: ({ startsOn, endsOn }) => formats.days(startsOn, endsOn),
    },
    {
      id: "prices",
      header: say("network.agreements.prices"),
      figures: true,
      wideOnly: true,
      cell: ({ prices }) => formats.count(prices),
    },
    {
      id: "state",
      header: say("network.agreements.state"),
      cell: ({ state }) => <StateTag lifecycle="agreement" state={state} />,
    },
  ];
}
