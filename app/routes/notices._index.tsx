// A person's notices at this desk, newest first. Opening one marks it read; nobody sees another's.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { markRead, readNotices } from "#app/models/notification/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  type Column,
  DataTable,
  Empty,
  HiddenField,
  PageHeader,
  Pager,
  SubmitButton,
  ToneTag,
} from "#app/ui/parts";

const query = z.object({ after: markParam });

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("open"), noticeId: z.uuid() }),
  z.object({ intent: z.literal("mark-all") }),
]);

export const loader = loaderFor("desk:any", { query }, async ({ actor, db, query: { after } }) =>
  readNotices(db, actor, after),
);

export const action = actionFor("desk:any", { form }, async ({ actor, db, form: asked }) => {
  if (asked.intent === "mark-all") {
    await markRead(db, actor, null);
    return redirectTo("/notices", "notification.list.all-read");
  }
  const opened = await markRead(db, actor, asked.noticeId);
  return redirectTo(opened?.path ?? "/notices");
});

export const handle: PageHandle = { title: "notification.list.title" };

export default function NoticesPage() {
  const say = useSay();
  const formats = useFormats();
  const { rows, next } = useLoaderData<typeof loader>();
  const markAll = rows.some((notice) => !notice.read) ? (
    <ActForm formId="mark-all" lastResult={null}>
      <HiddenField name="intent" value="mark-all" />
      <SubmitButton look="secondary">{say("notification.list.mark-all")}</SubmitButton>
    </ActForm>
  ) : undefined;
  const columns: Column<(typeof rows)[number]>[] = [
    {
      id: "what",
      header: say("notification.list.what"),
      main: true,
      cell: ({ id, kind }) => (
        <ActForm formId={`open-${id}`} lastResult={null}>
          <HiddenField name="intent" value="open" />
          <HiddenField name="noticeId" value={id} />
          <SubmitButton look="quiet">{wordsOf(say, kind)}</SubmitButton>
        </ActForm>
      ),
    },
    {
      id: "when",
      header: say("notification.list.when"),
      cell: ({ createdAt }) => <time dateTime={createdAt.toISOString()}>{formats.instant(createdAt)}</time>,
    },
    {
      id: "new",
      header: say("notification.list.new"),
      headerHidden: true,
      cell: ({ read }) => (read ? null : <ToneTag tone="act">{say("notification.list.new")}</ToneTag>),
    },
  ];
  return (
    <>
      <PageHeader title={say("notification.list.title")} lead={say("notification.list.lead")} actions={markAll} />
      {rows.length === 0 ? (
        <Empty title={say("notification.list.empty")} icon="notifications-none">
          {say("notification.list.empty-lead")}
        </Empty>
      ) : (
        <DataTable
          caption={say("notification.list.title")}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          holds="page"
          rowLook={({ read }) => (read ? undefined : "act")}
        />
      )}
      <Pager newer={null} older={next} />
    </>
  );
}

/** A kind's own words, else those of its event, else plain ones. */
function wordsOf(say: ReturnType<typeof useSay>, kind: string): string {
  const key = [`notification.kind.${kind}`, `mail.${kind}.subject`, `event.${kind}`].find((one) => say.has(one));
  return key ? say.any(key) : say("notification.list.plain");
}
