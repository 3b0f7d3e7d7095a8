// What the agency and one provider say to each other about a referral. Marks it read as far as it is shown; sends nothing by mail but that something waits.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { keepDocument } from "#app/models/consent/document-store.server";
import { recordRead } from "#app/models/event/record.server";
import { openThread, readThreadReferral, readThreads, sharesDocuments } from "#app/models/referral/thread.server";
import { ThreadForm } from "#app/models/referral/thread-forms";
import { takeBackMessage, writeMessage } from "#app/models/referral/write-message.server";
import { asId, idParam, type OrganizationId, type ReferralId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Empty, PageHeader, Stack, Tabs } from "#app/ui/parts";
import { ThreadMessages, ThreadWrite } from "#app/ui/thread-parts";

const params = z.object({ referralId: idParam<ReferralId>() });
const query = z.object({ with: z.uuid().optional().catch(undefined), after: markParam });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["thread.page", { number }]),
};

export const loader = loaderFor(
  "referral:read",
  { params, query, records: true },
  async ({ actor, db, params: { referralId }, query: { with: asked, after } }) => {
    const { number, agencyId, clientId, caseId } = await readThreadReferral(db, referralId);
    const threads = await readThreads(db, actor, referralId);
    const shown = threads.find(({ organizationId }) => organizationId === asked) ?? threads[0] ?? null;
    if (!shown) return { referralId, number, threads, shown: null };
    const thread = { referralId, organizationId: asId<OrganizationId>(shown.organizationId) };
    const subject = { subjectType: "referral", subjectId: referralId, agencyId, clientId, caseId, referralId };
    await recordRead(db, actor, "thread", subject);
    return {
      referralId,
      number,
      threads,
      shown: {
        ...shown,
        ...(await openThread(db, actor, thread, after)),
        papers: await sharesDocuments(db, thread),
        agency: actor.houseName,
      },
    };
  },
);

export const action = actionFor(
  "referral:send",
  { params, form: ThreadForm, files: true },
  async ({ actor, db, params: { referralId }, form, files: [file] }) => {
    const { organizationId } = form;
    const here = `/agency/referrals/${referralId}/messages?with=${organizationId}`;
    if (form.intent === "take-back") {
      await takeBackMessage(db, actor, { referralId, organizationId }, form.messageId);
      return redirectTo(here, "thread.took-back");
    }
    const document = file ? await keepDocument(file) : null;
    await writeMessage(db, actor, { referralId, organizationId }, { words: form.words, document });
    return redirectTo(here, "thread.sent");
  },
);

export default function MessagesPage() {
  const say = useSay();
  const { referralId, number, threads, shown } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("thread.page", { number })}
        lead={shown ? say("thread.lead", { name: shown.name }) : undefined}
        back={{ to: `/agency/referrals/${referralId}`, label: say("thread.back", { number }) }}
      />
      {threads.length > 1 ? (
        <Tabs
          label={say("thread.which")}
          tabs={threads.map(({ organizationId, name, unread }) => ({
            to: `?with=${organizationId}`,
            label: name,
            count: unread,
            act: unread > 0,
            current: organizationId === shown?.organizationId,
          }))}
        />
      ) : null}
      {shown ? (
        <Stack>
          <ThreadMessages {...shown} sides={{ agency: shown.agency, provider: shown.name }} />
          <ThreadWrite
            organizationId={shown.organizationId}
            to={shown.name}
            open={shown.open}
            noPaper={shown.papers ? null : say("thread.no-paper")}
          />
        </Stack>
      ) : (
        <Empty title={say("thread.nobody")} icon="mail-outline">
          {say("thread.nobody-lead")}
        </Empty>
      )}
    </>
  );
}
