// One bank account as finance sees it: beside the one it replaces, with what the reader may do.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { AccountMoveForm } from "#app/models/payment/account-forms";
import { moveAccount } from "#app/models/payment/bank-account.server";
import { readAccount } from "#app/models/payment/read-accounts.server";
import { type BankAccountId, idParam } from "#app/models/values/ids";
import { AccountPage } from "#app/ui/bank-account-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";

const params = z.object({ accountId: idParam<BankAccountId>() });

export const handle: PageHandle = {
  title: titleFrom(({ account }: { account: { account: string } }) => ["bank.one.title", { account: account.account }]),
};

export const loader = loaderFor("bank-account:decide", { params }, ({ db, params }) =>
  readAccount(db, params.accountId),
);

export const action = actionFor(
  "bank-account:decide",
  { params, form: AccountMoveForm },
  async ({ actor, db, params: { accountId }, form: { move } }) => {
    await moveAccount(db, actor, accountId, move);
    return redirectTo(`/finance/accounts/${accountId}`, `bank.one.done.${move}`);
  },
);

export default function BankAccountPage() {
  return <AccountPage {...useLoaderData<typeof loader>()} desk="finance" />;
}
