// What came from the agency's bank, newest first, and where another file is taken in.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { BankFileForm } from "#app/models/payment/forms";
import { readBankFiles } from "#app/models/payment/read-bank-files.server";
import { BANK_FILE_BYTES, judgeBankFile } from "#app/models/payment/sent-bank-file.server";
import { takeBankFile } from "#app/models/payment/take-bank-file.server";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  type Column,
  Columns,
  DataTable,
  Empty,
  FileField,
  PageHeader,
  Pager,
  Stack,
  SubmitButton,
  ToneTag,
} from "#app/ui/parts";

const query = z.object({ after: markParam });

export const handle: PageHandle = { title: "bank-file.list.title" };

export const loader = loaderFor("payment:settle", { query }, async ({ actor, db, query }) => ({
  page: await readBankFiles(db, agencyOf(actor), query.after),
  mostBytes: BANK_FILE_BYTES,
}));

export const action = actionFor(
  "payment:settle",
  { form: BankFileForm, files: 1 },
  async ({ actor, db, files: [file] }) => {
    const { id, before } = await takeBankFile(db, actor, await judgeBankFile(file));
    return redirectTo(`/finance/bank-files/${id}`, before ? "bank-file.take.before" : "bank-file.take.done");
  },
);

export default function BankFilesPage() {
  const { page } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("bank-file.list.title")}
        lead={say("bank-file.list.lead")}
        back={{ to: "/finance/payments", label: say("bank-file.list.back") }}
      />
      <Columns
        main={
          <Stack>
            <DataTable
              caption={say("bank-file.list.title")}
              columns={useColumns()}
              rows={page.rows}
              rowKey={({ id }) => id}
              holds="page"
              empty={<Empty title={say("bank-file.list.empty")}>{say("bank-file.list.empty-lead")}</Empty>}
            />
            <Pager newer={null} older={page.next} />
          </Stack>
        }
        aside={<TakeIn />}
      />
    </>
  );
}

function TakeIn() {
  const { mostBytes } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("bank-file.take.title")}>
      <p>{say("bank-file.take.lead")}</p>
      <ActForm formId="take" files>
        <FileField
          name="file"
          label={say("bank-file.take.file")}
          hint={say("bank-file.take.file-hint", { size: formats.bytes(mostBytes) })}
        />
        <SubmitButton>{say("bank-file.take.button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

type Row = Awaited<ReturnType<typeof readBankFiles>>["rows"][number];

function useColumns(): Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "name",
      header: say("bank-file.list.name"),
      main: true,
      cell: ({ id, name }) => <Link to={`/finance/bank-files/${id}`}>{name}</Link>,
    },
    {
      id: "kind",
      header: say("bank-file.list.kind"),
      cell: ({ kind }) => say(`bank-file.kind.${kind as "ach"}`),
    },
    {
      id: "taken",
      header: say("bank-file.list.taken"),
      cell: ({ createdAt, takenBy }) => (
        <>
          {formats.instant(createdAt)}
          <br />
          <span className="soft">{takenBy}</span>
        </>
      ),
    },
    {
      id: "lines",
      header: say("bank-file.list.lines"),
      figures: true,
      cell: ({ lines, open }) => (
        <>
          {formats.count(lines)}
          {open > 0 ? <br /> : null}
          {open > 0 ? <ToneTag tone="act">{`${say("bank-file.list.open")}: ${formats.count(open)}`}</ToneTag> : null}
        </>
      ),
    },
  ];
}
