// An agency's books for one month: the trial balance, whether all was proved, the months; an approver closes the oldest open one here.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { readBookCodes } from "#app/models/payment/book-codes.server";
import {
  closeMonth,
  countUndecided,
  readBookMonths,
  readLastCheck,
  readTrialBalance,
  trialDigest,
} from "#app/models/payment/books.server";
import { CloseMonthForm, MonthQuery } from "#app/models/payment/forms";
import { CloseMonth, Journal, Months, Proved, TrialBalance } from "#app/ui/book-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ButtonLink, Columns, Empty, PageHeader, Stack } from "#app/ui/parts";

const query = z.object({ month: MonthQuery });

export const handle: PageHandle = {
  title: titleFrom((page: { shown: { month: string } | null }) =>
    page.shown ? ["books.page", { month: page.shown.month.slice(0, 7) }] : ["books.title", {}],
  ),
};

export const loader = loaderFor("books:read", { query }, async ({ actor, db, query }) => {
  const agencyId = agencyOf(actor);
  const months = await readBookMonths(db, agencyId);
  // Without a month: the one to be closed next, else the one that runs.
  const shown =
    months.find(({ month }) => month === query.month) ?? months.find(({ state }) => state === "next") ?? months[0];
  const lines = shown ? await readTrialBalance(db, agencyId, shown) : [];
  const codes = await readBookCodes(db, agencyId);
  return {
    months,
    shown: shown ?? null,
    lines,
    seen: trialDigest(lines),
    undecided: shown ? await countUndecided(db, agencyId, shown.endsAt) : 0,
    uncoded: Object.values(codes).filter((code) => code === "").length,
    check: await readLastCheck(db),
    mayClose: mayDo(actor, "books:close"),
  };
});

export const action = actionFor("books:close", { form: CloseMonthForm }, async ({ actor, db, form }) => {
  await closeMonth(db, actor, form.month, form.seen);
  return redirectTo(`/finance/books?month=${form.month.slice(0, 7)}`, "books.done.closed");
});

export default function BooksPage() {
  const { months, shown, lines, seen, undecided, uncoded, check, mayClose } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader title={say("books.title")} lead={say("books.lead")} />
      {shown === null ? (
        <Empty title={say("books.empty")} action={<ButtonLink to="/finance/funds">{say("books.to-funds")}</ButtonLink>}>
          {say("books.empty-lead")}
        </Empty>
      ) : (
        <Columns
          main={<TrialBalance month={formats.monthOf(shown.month)} lines={lines} />}
          aside={
            <Stack>
              <CloseMonth shown={shown} months={months} seen={seen} undecided={undecided} mayClose={mayClose} />
              <Proved check={check} />
              <Journal month={shown.month} uncoded={uncoded} />
              <Months months={months} shown={shown.month} />
            </Stack>
          }
        />
      )}
    </>
  );
}
