// The provider's own bank accounts: the one in use, the one on its way, and those before.
import { useLoaderData } from "@remix-run/react";
import { organizationOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readCorrections, readOwnAccounts } from "#app/models/payment/read-accounts.server";
import { AccountFacts, Corrections, useAccountColumns, Waits } from "#app/ui/bank-account-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card, DataTable, Empty, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "bank.own.title" };

export const loader = loaderFor("portal:account", {}, async ({ actor, db }) => ({
  accounts: await readOwnAccounts(db, organizationOf(actor)),
  corrections: await readCorrections(db, organizationOf(actor)),
}));

export default function OwnAccountsPage() {
  const { accounts, corrections } = useLoaderData<typeof loader>();
  const say = useSay();
  const columns = useAccountColumns("/portal/account");
  const current = accounts.find(({ inUse }) => inUse);
  const next = accounts.filter(({ state, waits }) => state === "proposed" || waits);
  const earlier = accounts.filter((account) => account !== current && !next.includes(account));
  const change = (
    <ButtonLink to="/portal/account/new">{say(current ? "bank.own.change" : "bank.own.enter")}</ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={say("bank.own.title")}
        lead={say("bank.own.lead")}
        back={{ to: "/portal/payments", label: say("bank.own.back") }}
        actions={next.length === 0 ? change : undefined}
      />
      <Stack>
        <Corrections corrections={corrections} />
        {next.length > 0 ? (
          <Card title={say("bank.own.next")} look="act">
            {next.map((account) => (
              <Waits key={account.id} account={account} />
            ))}
            <DataTable caption={say("bank.own.next")} columns={columns} rows={next} rowKey={({ id }) => id} />
          </Card>
        ) : null}
        {current ? (
          <Card title={say("bank.own.current")}>
            <AccountFacts account={current} />
          </Card>
        ) : null}
        {accounts.length === 0 ? (
          <Empty title={say("bank.own.empty")} action={change}>
            {say("bank.own.empty-lead")}
          </Empty>
        ) : null}
        {earlier.length > 0 ? (
          <Card title={say("bank.own.earlier")}>
            <DataTable caption={say("bank.own.earlier")} columns={columns} rows={earlier} rowKey={({ id }) => id} />
          </Card>
        ) : null}
      </Stack>
    </>
  );
}
