// The changes of providers' bank accounts that wait for a second person or for their waiting time.
import { useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readAccountChanges } from "#app/models/payment/read-accounts.server";
import { useAccountColumns } from "#app/ui/bank-account-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { DataTable, Empty, PageHeader } from "#app/ui/parts";

export const handle: PageHandle = { title: "bank.list.title" };

export const loader = loaderFor("bank-account:decide", {}, ({ db }) => readAccountChanges(db));

export default function AccountChangesPage() {
  const say = useSay();
  const columns = useAccountColumns("/finance/accounts", [
    { id: "provider", header: say("bank.list.provider"), cell: ({ organizationName }) => organizationName },
  ]);
  return (
    <>
      <PageHeader
        title={say("bank.list.title")}
        lead={say("bank.list.lead")}
        back={{ to: "/finance/payments", label: say("bank.list.back") }}
      />
      <DataTable
        caption={say("bank.list.title")}
        columns={columns}
        rows={useLoaderData<typeof loader>()}
        rowKey={({ id }) => id}
        empty={<Empty title={say("bank.list.empty")}>{say("bank.list.empty-lead")}</Empty>}
      />
    </>
  );
}
