// The outbox, where no mail server is set: for trying things out. Not there in production.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { publicLoader } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readOutbox } from "#app/models/notification/outbox.server";
import type { PageHandle } from "#app/ui/page-handle";
import { type Column, DataTable, Empty, PageHeader, Pager } from "#app/ui/parts";

export const loader = publicLoader({ query: z.object({ after: markParam }) }, async ({ query: { after } }) => {
  const page = await readOutbox(after);
  return {
    next: page.next,
    rows: page.rows.map(({ id, toEmail, subject, createdAt }) => ({ id, toEmail, subject, createdAt })),
  };
});

export const handle: PageHandle = { title: "notification.outbox.title", frame: "wide" };

export default function OutboxPage() {
  const say = useSay();
  const formats = useFormats();
  const { rows, next } = useLoaderData<typeof loader>();
  const columns: Column<(typeof rows)[number]>[] = [
    {
      id: "subject",
      header: say("notification.outbox.subject"),
      main: true,
      cell: ({ id, subject }) => <Link to={`/dev/mail/${id}`}>{subject}</Link>,
    },
    { id: "to", header: say("notification.outbox.to"), cell: ({ toEmail }) => toEmail },
    { id: "written", header: say("notification.outbox.written"), cell: ({ createdAt }) => formats.instant(createdAt) },
  ];
  return (
    <>
      <PageHeader title={say("notification.outbox.title")} lead={say("notification.outbox.lead")} />
      <DataTable
        caption={say("notification.outbox.title")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={<Empty title={say("notification.outbox.empty")} icon="mail-outline" />}
      />
      <Pager newer={null} older={next} />
    </>
  );
}
