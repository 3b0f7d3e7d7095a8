// What the agency's accounting calls the accounts of the books; an approver changes the codes here.
import { useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { ACCOUNTS } from "#app/models/payment/accounts";
import { readBookCodes, writeBookCodes } from "#app/models/payment/book-codes.server";
import { BookCodesForm } from "#app/models/payment/forms";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, Facts, Notice, PageHeader, Stack, SubmitButton, TextField } from "#app/ui/parts";

export const handle: PageHandle = { title: "books.codes.title" };

export const loader = loaderFor("books:read", {}, async ({ actor, db }) => ({
  codes: await readBookCodes(db, agencyOf(actor)),
  mayChange: mayDo(actor, "books:close"),
}));

export const action = actionFor("books:close", { form: BookCodesForm }, async ({ actor, db, form }) => {
  await writeBookCodes(db, actor, form);
  return redirectTo("/finance/books/codes", "books.done.coded");
});

export default function BookCodesPage() {
  const { codes, mayChange } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("books.codes.title")}
        lead={say("books.codes.lead")}
        back={{ to: "/finance/books", label: say("books.codes.back") }}
      />
      <Card title={say("books.codes.own")}>
        {mayChange ? (
          <ActForm formId="codes">
            {ACCOUNTS.map((account) => (
              <TextField
                key={account}
                name={account}
                label={say(`books.accounts.${account}`)}
                hint={say(`books.codes.hint.${account}`)}
                defaultValue={codes[account]}
                maxLength={40}
                size="short"
                optional
              />
            ))}
            <SubmitButton look="act">{say("books.codes.save")}</SubmitButton>
          </ActForm>
        ) : (
          <Stack>
            <Notice tone="info">{say("books.codes.approver-only")}</Notice>
            <Facts
              facts={ACCOUNTS.map((account) => ({
                name: say(`books.accounts.${account}`),
                value: codes[account] || say("books.codes.none"),
              }))}
            />
          </Stack>
        )}
      </Card>
    </>
  );
}
