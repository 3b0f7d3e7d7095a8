// One file from the bank, line by line: what it said of our payments and what came of it.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readBankFile } from "#app/models/payment/read-bank-files.server";
import { type BankFileId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { type Column, DataTable, Facts, Money, Notice, PageHeader, Stack, type Tone, ToneTag } from "#app/ui/parts";

const params = z.object({ bankFileId: idParam<BankFileId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["bank-file.one.title", { name }]),
};

export const loader = loaderFor("payment:settle", { params }, ({ actor, db, params }) =>
  readBankFile(db, agencyOf(actor), params.bankFileId),
);

export default function BankFilePage() {
  const file = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const kind = say(`bank-file.kind.${file.kind as "ach"}`);
  return (
    <>
      <PageHeader
        title={say("bank-file.one.title", { name: file.name })}
        lead={say("bank-file.one.lead", { kind, at: formats.instant(file.createdAt) })}
        back={{ to: "/finance/bank-files", label: say("bank-file.list.title") }}
      />
      <Stack>
        {file.open > 0 ? (
          <Notice tone="warning">
            <p>{say("bank-file.one.look", { count: file.open })}</p>
          </Notice>
        ) : null}
        {file.kind === "table" ? null : (
          <Facts facts={[{ name: say("bank-file.one.reference"), value: file.reference }]} />
        )}
        <DataTable
          caption={say("bank-file.one.lines")}
          columns={useColumns()}
          rows={file.told}
          rowKey={({ id }) => id}
        />
      </Stack>
    </>
  );
}

type Line = Awaited<ReturnType<typeof readBankFile>>["told"][number];

const TONES: Readonly<Record<string, Tone>> = {
  settled: "done",
  returned: "refused",
  noted: "waiting",
  repeated: "ended",
  differs: "act",
  unknown: "act",
};

function useColumns(): Column<Line>[] {
  const say = useSay();
  return [
    {
      id: "payment",
      header: say("bank-file.one.payment"),
      main: true,
      cell: ({ paymentId, paymentNumber }) =>
        paymentId ? <Link to={`/finance/payments/${paymentId}`}>{paymentNumber}</Link> : "–",
    },
    {
      id: "named",
      header: say("bank-file.one.named"),
      cell: ({ reference, line }) => (
        <>
          <span className="figures">{reference}</span>
          <br />
          <span className="soft">
            {say("bank-file.one.line")} {line}
          </span>
        </>
      ),
    },
    { id: "provider", header: say("bank-file.one.provider"), cell: ({ organizationName }) => organizationName ?? "–" },
    { id: "code", header: say("bank-file.one.code"), cell: ({ code }) => code ?? "–" },
    {
      id: "outcome",
      header: say("bank-file.one.outcome"),
      cell: ({ outcome }) => (
        <ToneTag tone={TONES[outcome] ?? "waiting"}>{say(`bank-file.outcome.${outcome as "settled"}`)}</ToneTag>
      ),
    },
    {
      id: "amount",
      header: say("bank-file.one.amount"),
      figures: true,
      cell: ({ amountCents }) => <Money cents={amountCents} />,
    },
  ];
}
