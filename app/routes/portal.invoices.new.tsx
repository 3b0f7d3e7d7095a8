// Makes an invoice: what was delivered to one agency's clients is chosen already, and can be left out.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { withShownNames } from "#app/models/authorization/shown-name.server";
import { readToBill, readUnbilled, type ToBill, type UnbilledDelivery } from "#app/models/delivery/unbilled.server";
import { recordRead } from "#app/models/event/record.server";
import { checkUnbilled } from "#app/models/invoice/check.server";
import { draftInvoice } from "#app/models/invoice/draft.server";
import { type Edit, forecast, verdictOf } from "#app/models/invoice/edits";
import { DraftForm, NOTE_LENGTH } from "#app/models/invoice/forms";
import { sumCents } from "#app/models/values/money";
import { Findings, ForecastLines } from "#app/ui/edit-parts";
import { SumRow, usePriceColumns } from "#app/ui/invoice-parts";
import { Notice } from "#app/ui/notice";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  Card,
  type Column,
  DataTable,
  Empty,
  HiddenField,
  PageHeader,
  Stack,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";
import { PickBox } from "#app/ui/pick-box";

const query = z.object({ agency: z.guid().toLowerCase().optional().catch(undefined) });

export const handle: PageHandle = { title: "invoice.new.page" };

export const loader = loaderFor("invoice:prepare", { query, records: true }, async ({ actor, db, query }) => {
  const organizationId = organizationOf(actor);
  const agencies = await readToBill(db, organizationId);
  const agency = agencies.find(({ agencyId }) => agencyId === query.agency) ?? agencies[0] ?? null;
  await recordRead(db, actor, "delivery-list", { subjectType: "organization", subjectId: organizationId });
  const unbilled = agency ? await readUnbilled(db, organizationId, { agencyId: agency.agencyId }) : [];
  const named = await withShownNames(
    db,
    unbilled.map((delivery) => ({ ...delivery, named: delivery })),
  );
  const deliveries = agency ? await checkUnbilled(db, actor, agency.agencyId, named) : [];
  return {
    agency,
    deliveries,
    forecast: forecast(deliveries),
    others: agencies.filter(({ agencyId }) => agencyId !== agency?.agencyId),
  };
});

export const action = actionFor("invoice:prepare", { form: DraftForm }, async ({ actor, db, form }) => {
  const id = await draftInvoice(db, actor, form);
  return redirectTo(`/portal/invoices/${id}`, "invoice.done.drafted");
});

export default function NewInvoicePage() {
  const { agency, others, deliveries, forecast } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const columns = useColumns();
  const back = { to: "/portal/invoices", label: say("invoice.new.back") };
  if (!agency) {
    return (
      <>
        <PageHeader title={say("invoice.new.page")} back={back} />
        <Empty title={say("invoice.new.empty")}>{say("invoice.new.empty-lead")}</Empty>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={say("invoice.new.title", { agency: agency.agencyName })}
        lead={say("invoice.new.lead")}
        back={back}
      />
      <ActForm formId="draft" className="wide-form">
        <HiddenField name="agencyId" value={agency.agencyId} />
        <Stack>
          <Card title={say("edits.forecast.title")}>
            <ForecastLines forecast={forecast} />
          </Card>
          {agency.count > deliveries.length ? (
            <Notice>
              {say("invoice.new.cut", { shown: formats.count(deliveries.length), count: formats.count(agency.count) })}
            </Notice>
          ) : null}
          <DataTable
            caption={say("invoice.new.caption")}
            columns={columns}
            rows={deliveries}
            rowKey={({ attendanceId }) => attendanceId}
            footer={
              <SumRow
                label={say("word.total")}
                cents={sumCents(deliveries.map(({ amountCents }) => amountCents))}
                before={columns.length - 2}
                after={1}
              />
            }
          />
        </Stack>
        <TextArea name="note" label={say("invoice.new.note")} rows={3} maxLength={NOTE_LENGTH} optional />
        <Actions>
          <SubmitButton>{say("invoice.new.make")}</SubmitButton>
        </Actions>
      </ActForm>
      {others.length > 0 ? <Others others={others} /> : null}
    </>
  );
}

function Others({ others }: { others: readonly ToBill[] }) {
  const say = useSay();
  return (
    <nav aria-label={say("invoice.new.other")} className="after-form">
      <Card title={say("invoice.new.other")}>
        <ul className="waiting">
          {others.map(({ agencyId, agencyName }) => (
            <li key={agencyId}>
              <Link to={`?agency=${agencyId}`}>{agencyName}</Link>
            </li>
          ))}
        </ul>
      </Card>
    </nav>
  );
}

function useColumns(): Column<UnbilledDelivery & { readonly clientName: string; readonly edits: readonly Edit[] }>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "pick",
      header: say("invoice.new.pick"),
      cell: ({ attendanceId, clientName, serviceName, serviceDay, edits }) => (
        <PickBox
          name="attendanceIds"
          value={attendanceId}
          label={say("invoice.new.pick-line", { service: serviceName, name: clientName, day: formats.day(serviceDay) })}
          // What is held is not paid as it stands: it waits until it is mended, unless somebody wants it sent all the same.
          picked={verdictOf(edits) !== "held"}
        />
      ),
    },
    {
      id: "day",
      header: say("invoice.line.day"),
      main: true,
      whole: true,
      cell: ({ serviceDay }) => formats.day(serviceDay),
    },
    { id: "name", header: say("invoice.line.name"), cell: ({ clientName }) => clientName },
    {
      id: "service",
      header: say("invoice.line.service"),
      cell: ({ serviceName, authorizationNumber }) => (
        <>
          {serviceName}
          <br />
          <span className="soft figures">{authorizationNumber}</span>
        </>
      ),
    },
    ...usePriceColumns(),
    {
      id: "checks",
      header: say("invoice.line.checks"),
      cell: ({ edits }) => <Findings findings={edits} reader="provider" />,
    },
  ];
}
