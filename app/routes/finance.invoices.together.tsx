// Many invoices at once: approving those that were allowed in full, and starting the review of those on which nothing was found.
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { sentenceOf } from "#app/access/refusals.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { MOST_TOGETHER, TogetherForm } from "#app/models/invoice/forms";
import { readReviewRule } from "#app/models/invoice/rules.server";
import {
  approveTogether,
  beginTogether,
  readNumbers,
  readToApprove,
  readToBegin,
  type ToApprove,
  type ToBegin,
} from "#app/models/invoice/together.server";
import { sumCents } from "#app/models/values/money";
import { SumRow, useInvoiceColumns } from "#app/ui/invoice-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  Card,
  type Column,
  DataTable,
  Empty,
  HiddenField,
  Notice,
  PageHeader,
  Stack,
  SubmitButton,
} from "#app/ui/parts";
import { PickBox } from "#app/ui/pick-box";

export const handle: PageHandle = { title: "review.together.title" };

export const loader = loaderFor("invoice:review", {}, async ({ actor, db }) => {
  const agencyId = agencyOf(actor);
  const { passes } = await readReviewRule(db, agencyId);
  return {
    passes,
    toApprove: await readToApprove(db, agencyId),
    toBegin: passes ? await readToBegin(db, agencyId) : [],
  };
});

export const action = actionFor("invoice:decide", { form: TogetherForm }, async ({ actor, db, form }) => {
  const all = form.move === "begin" ? form.invoiceIds.length : form.chosen.length;
  const left =
    form.move === "begin"
      ? await beginTogether(db, actor, form.invoiceIds)
      : await approveTogether(db, actor, form.chosen);
  if (left.length === 0) {
    return redirectTo(
      "/finance/invoices/together",
      form.move === "begin" ? "review.done.began" : "review.done.approved",
    );
  }
  const numbers = await readNumbers(db, left);
  return {
    done: all - left.length,
    left: left.map(({ id, refusal }) => ({
      id,
      number: numbers.get(id) ?? null,
      sentence: sentenceOf(refusal, actor),
    })),
  };
});

/** What the deed answered where some invoices were left as they are. */
type Answered = { readonly done: number; readonly left: readonly LeftLine[] };

type LeftLine = { readonly id: string; readonly number: string | null; readonly sentence: string };

export default function TogetherPage() {
  const { passes, toApprove, toBegin } = useLoaderData<typeof loader>();
  const answered = useActionData<{ answer?: Answered } | undefined>()?.answer;
  const say = useSay();
  const approveColumns = useApproveColumns();
  const beginColumns = useBeginColumns();
  return (
    <>
      <PageHeader
        title={say("review.together.title")}
        lead={say("review.together.lead")}
        back={{ to: "/finance/invoices", label: say("finance.invoices.title") }}
      />
      <Stack>
        {answered ? <LeftOver {...answered} /> : null}
        <Part move="approve" rows={toApprove} columns={approveColumns} />
        {passes ? (
          <Part move="begin" rows={toBegin} columns={beginColumns} />
        ) : (
          <Card title={say("review.together.begin")}>
            <p>
              {say("review.together.rule-off")} <Link to="/finance/checks">{say("review.together.rule-link")}</Link>
            </p>
          </Card>
        )}
      </Stack>
    </>
  );
}

/** Why each was left, beside its number; alone where it is not there for the reader. */
function LeftOver({ left, done }: Answered) {
  const say = useSay();
  return (
    <Notice tone="warning">
      <p>{say("review.together.done", { count: done })}</p>
      <p>{say("review.together.left", { count: left.length })}</p>
      <ul>
        {left.map(({ id, number, sentence }) => (
          <li key={id}>
            {number ? <Link to={`/finance/invoices/${id}`}>{number}</Link> : say("finance.invoices.number")}: {sentence}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

type PartProps<Row extends ToBegin> = {
  move: "approve" | "begin";
  rows: readonly Row[];
  columns: readonly Column<Row>[];
};

function Part<Row extends ToBegin>({ move, rows, columns }: PartProps<Row>): ReactNode {
  const say = useSay();
  const title = say(`review.together.${move}`);
  return (
    <Card title={title} look={move === "approve" && rows.length > 0 ? "act" : "plain"}>
      {rows.length === 0 ? (
        <Empty title={say(`review.together.${move}-none`)}>{say(`review.together.${move}-none-lead`)}</Empty>
      ) : (
        <ActForm formId={move} className="wide-form">
          <p>{say(`review.together.${move}-lead`)}</p>
          {rows.length === MOST_TOGETHER ? <p>{say("review.together.most", { most: MOST_TOGETHER })}</p> : null}
          <HiddenField name="move" value={move} />
          <DataTable
            caption={title}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            sortParameter={move}
            footer={
              <SumRow
                label={say("word.total")}
                cents={sumCents(rows.map(({ totalCents }) => totalCents))}
                before={columns.length - 1}
                after={0}
              />
            }
          />
          <Actions>
            <SubmitButton look={move === "approve" ? "act" : "secondary"}>
              {say(`review.together.${move}-button`)}
            </SubmitButton>
          </Actions>
        </ActForm>
      )}
    </Card>
  );
}

function useApproveColumns(): Column<ToApprove>[] {
  const say = useSay();
  const [number, due, lines, total] = useColumns<ToApprove>();
  return [
    {
      id: "pick",
      header: say("review.together.pick"),
      cell: ({ id, seen, number, organizationName }) => (
        <PickBox
          name="chosen"
          value={`${id}:${seen}`}
          label={say("review.together.approve-line", { number, provider: organizationName })}
          picked
        />
      ),
    },
    number,
    due,
    {
      ...lines,
      cell: (row) => (
        <>
          {lines.cell(row)}
          {row.byRule > 0 ? (
            <>
              <br />
              <span className="soft">{say("review.together.by-rule", { rule: row.byRule, lines: row.lines })}</span>
            </>
          ) : null}
        </>
      ),
    },
    total,
  ];
}

function useBeginColumns(): Column<ToBegin>[] {
  const say = useSay();
  const pick: Column<ToBegin> = {
    id: "pick",
    header: say("review.together.pick"),
    cell: ({ id, number, organizationName }) => (
      <PickBox
        name="invoiceIds"
        value={id}
        label={say("review.together.begin-line", { number, provider: organizationName })}
        picked
      />
    ),
  };
  return [pick, ...useColumns<ToBegin>()];
}

type Shown<Row> = [Column<Row>, Column<Row>, Column<Row>, Column<Row>];

function useColumns<Row extends ToBegin>(): Shown<Row> {
  const say = useSay();
  const formats = useFormats();
  const { number, total } = useInvoiceColumns();
  return [
    number,
    {
      id: "due",
      header: say("finance.invoices.due"),
      whole: true,
      cell: ({ dueOn }) => (dueOn ? formats.day(dueOn) : "–"),
    },
    {
      id: "lines",
      header: say("finance.invoices.findings"),
      cell: ({ lines }) => say("review.together.passed", { count: lines }),
    },
    total,
  ];
}
