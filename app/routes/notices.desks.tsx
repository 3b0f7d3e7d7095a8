// Of which desks a person is told by mail that they are fresh: shown, asked for anew, stopped in one press. Sends nothing.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { askDeskMail, readDeskMails, stopDeskMail } from "#app/models/insight/desk-mail.server";
import { DeskMailForm } from "#app/models/insight/desk-mail-form";
import { DeskMailTable } from "#app/ui/desk-mail";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, PageHeader } from "#app/ui/parts";

export const handle: PageHandle = { title: "desk-mail.title" };

export const loader = loaderFor("desk:any", {}, async ({ actor, db }) => ({ mails: await readDeskMails(db, actor) }));

export const action = actionFor("desk:any", { form: DeskMailForm }, async ({ actor, db, form }) => {
  if (form.intent === "ask") {
    await askDeskMail(db, actor, form);
    return redirectTo("/notices/desks", "desk-mail.asked");
  }
  await stopDeskMail(db, actor, form.deskMailId);
  return redirectTo(form.back, "desk-mail.stopped");
});

export default function DeskMailPage() {
  const { mails } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("desk-mail.title")}
        lead={say("desk-mail.lead")}
        back={{ to: "/notices/choices", label: say("notification.choices.title") }}
      />
      <Card>
        <DeskMailTable mails={mails} back="/notices/desks" />
      </Card>
    </>
  );
}
