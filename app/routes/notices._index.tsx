// What waits for a person at this desk, and what happened there, newest first. Opening one marks it read; nobody sees another's.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { markRead, readNotices, readWaiting } from "#app/models/notification/read.server";
import { localDay } from "#app/models/values/calendar-day";
import { HappenedNotices, WaitingNotices } from "#app/ui/notice-list";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, ButtonLink, Card, Empty, HiddenField, PageHeader, Pager, Stack, SubmitButton } from "#app/ui/parts";

const query = z.object({ after: markParam });

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("open"), noticeId: z.uuid() }),
  z.object({ intent: z.literal("mark"), noticeId: z.uuid() }),
  z.object({ intent: z.literal("mark-all") }),
]);

export const loader = loaderFor("desk:any", { query }, async ({ actor, db, query: { after } }) => ({
  ...(await readNotices(db, actor, after)),
  waiting: after ? [] : await readWaiting(db, actor),
  first: after === null,
  today: localDay(await clock(db), actor.timeZone),
}));

export const action = actionFor("desk:any", { form }, async ({ actor, db, form: asked }) => {
  if (asked.intent === "mark-all") {
    await markRead(db, actor, null);
    return redirectTo("/notices", "notification.list.all-read");
  }
  const opened = await markRead(db, actor, asked.noticeId);
  if (asked.intent === "mark") return redirectTo("/notices", "notification.list.marked-one");
  return redirectTo(opened?.path ?? "/notices");
});

export const handle: PageHandle = { title: "notification.list.title" };

export default function NoticesPage() {
  const say = useSay();
  const { rows, next, waiting, first, today } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("notification.list.title")}
        lead={say("notification.list.lead")}
        actions={
          <>
            {rows.some((notice) => !notice.read) ? (
              <ActForm formId="mark-all" lastResult={null}>
                <HiddenField name="intent" value="mark-all" />
                <SubmitButton look="secondary">{say("notification.list.mark-all")}</SubmitButton>
              </ActForm>
            ) : null}
            <ButtonLink to="/notices/choices" look="quiet">
              {say("notification.list.choose")}
            </ButtonLink>
          </>
        }
      />
      <Stack>
        {first ? (
          <Card title={say("notification.list.waits")}>
            {waiting.length === 0 ? (
              <p className="soft">{say("notification.list.waits-none")}</p>
            ) : (
              <>
                <p className="soft">{say("notification.list.waits-lead")}</p>
                <WaitingNotices rows={waiting} today={today} />
              </>
            )}
          </Card>
        ) : null}
        <Card title={say("notification.list.happened")}>
          {rows.length === 0 ? (
            <Empty title={say("notification.list.empty")} icon="notifications-none">
              {say("notification.list.empty-lead")}
            </Empty>
          ) : (
            <HappenedNotices rows={rows} />
          )}
        </Card>
      </Stack>
      <Pager newer={null} older={next} />
    </>
  );
}
