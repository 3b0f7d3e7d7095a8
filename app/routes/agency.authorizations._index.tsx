// The agency's authorizations, newest first. Decides on none.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { authorizationLifecycle } from "#app/models/authorization/lifecycle";
import { readAuthorizations } from "#app/models/authorization/read.server";
import { recordRead } from "#app/models/event/record.server";
import type { PageHandle } from "#app/ui/page-handle";
import {
  type Column,
  DataTable,
  Empty,
  FilterBar,
  Money,
  PageHeader,
  Pager,
  SelectField,
  StateTag,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "authorization.list.title" };

/** Those somebody was asked to renew; what is left are states. */
const TO_RENEW = "to-renew";

const query = z.object({
  state: z
    .enum([TO_RENEW, ...authorizationLifecycle.states])
    .optional()
    .catch(undefined),
  referral: z.guid().optional().catch(undefined),
  after: markParam,
});

export const loader = loaderFor("authorization:propose", { query, records: true }, async ({ actor, db, query }) => {
  const { state, referral, after } = query;
  await recordRead(db, actor, "authorization-list", { subjectType: "agency", subjectId: agencyOf(actor) });
  return {
    state: state ?? "",
    states: authorizationLifecycle.states,
    page: await readAuthorizations(
      db,
      { state: state === TO_RENEW ? undefined : state, toRenew: state === TO_RENEW, referralId: referral },
      after,
    ),
  };
});

type Row = Awaited<ReturnType<typeof loader>>["page"]["rows"][number];

export default function AuthorizationsPage() {
  const { page, state, states } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("authorization.list.title")} lead={say("authorization.list.lead")} />
      <FilterBar active={state !== ""}>
        <SelectField
          name="state"
          label={say("authorization.list.show")}
          emptyLabel={say("ui.filter.all")}
          defaultValue={state}
          optional
          options={[
            { value: TO_RENEW, label: say("authorization.list.to-renew") },
            ...states.map((value) => ({ value, label: say.any(`lifecycle.authorization.state.${value}`) })),
          ]}
        />
      </FilterBar>
      <DataTable
        caption={say("authorization.list.title")}
        holds="page"
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        rowLook={(row) => (row.state === "proposed" ? "act" : undefined)}
        empty={<Empty title={say("authorization.list.empty")}>{say("authorization.list.empty-lead")}</Empty>}
      />
      <Pager newer={null} older={page.next} />
      <p className="screen-only">
        <a href="/agency/authorizations.csv" download>
          {say("authorization.table.take")}
        </a>
      </p>
    </>
  );
}

function useColumns(): Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "number",
      header: say("authorization.list.number"),
      main: true,
      cell: ({ id, number, clientName }) => (
        <Link to={`/agency/authorizations/${id}`}>
          <span className="figures">{number}</span> <span className="whole">{clientName}</span>
        </Link>
      ),
    },
    {
      id: "provider",
      header: say("authorization.list.provider"),
      cell: ({ organizationName, serviceName }) => (
        <>
          {organizationName}
          <br />
          <span className="soft">{serviceName}</span>
        </>
      ),
    },
    {
      id: "state",
      header: say("word.status"),
      cell: ({ state }) => <StateTag lifecycle="authorization" state={state} />,
    },
    {
      id: "used",
      header: say("authorization.list.used"),
      figures: true,
      cell: ({ unitsUsed, units, unitType }) =>
        say("authorization.list.used-of", { used: formats.units(unitsUsed), units: formats.units(units, unitType) }),
    },
    {
      id: "runs-out",
      header: say("authorization.list.runs-out"),
      whole: true,
      cell: ({ runsOut }) => (runsOut ? formats.day(runsOut.on) : "–"),
    },
    {
      id: "amount",
      header: say("authorization.list.amount"),
      figures: true,
      wideOnly: true,
      cell: ({ amountCents }) => <Money cents={amountCents} />,
    },
  ];
}
