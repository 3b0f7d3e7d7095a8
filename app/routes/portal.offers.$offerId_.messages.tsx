// What a provider and the agency say to each other about a referral. Shows nothing once the provider may no longer know who it is about.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { keepDocument } from "#app/models/consent/document-store.server";
import { recordRead } from "#app/models/event/record.server";
import { isOpen, openThread, threadOfOffer } from "#app/models/referral/thread.server";
import { ThreadForm } from "#app/models/referral/thread-forms";
import { takeBackMessage, writeMessage } from "#app/models/referral/write-message.server";
import { idParam, type OfferId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Empty, PageHeader, Stack } from "#app/ui/parts";
import { ThreadMessages, ThreadWrite } from "#app/ui/thread-parts";

const params = z.object({ offerId: idParam<OfferId>() });
const query = z.object({ after: markParam });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["thread.page", { number }]),
};

export const loader = loaderFor(
  "offer:talk",
  { params, query, records: true },
  async ({ actor, db, params: { offerId }, query: { after } }) => {
    const { thread, number, agencyName } = await threadOfOffer(db, organizationOf(actor), offerId);
    const about = { offerId, number, agencyName, organizationId: thread.organizationId, house: actor.houseName };
    if (!(await isOpen(db, actor, thread))) return { ...about, opened: null };
    const { referralId } = thread;
    await recordRead(db, actor, "thread", { subjectType: "referral", subjectId: referralId, referralId });
    return { ...about, opened: await openThread(db, actor, thread, after) };
  },
);

export const action = actionFor(
  "offer:talk",
  { params, form: ThreadForm, files: true },
  async ({ actor, db, params: { offerId }, form, files: [file] }) => {
    const { thread } = await threadOfOffer(db, organizationOf(actor), offerId);
    const here = `/portal/offers/${offerId}/messages`;
    if (form.intent === "take-back") {
      await takeBackMessage(db, actor, thread, form.messageId);
      return redirectTo(here, "thread.took-back");
    }
    const document = file ? await keepDocument(file) : null;
    await writeMessage(db, actor, thread, { words: form.words, document });
    return redirectTo(here, "thread.sent");
  },
);

export default function MessagesPage() {
  const say = useSay();
  const { offerId, number, agencyName, organizationId, house, opened } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("thread.page", { number })}
        lead={opened ? say("thread.lead-provider", { name: agencyName }) : undefined}
        back={{ to: `/portal/offers/${offerId}`, label: say("thread.back", { number }) }}
      />
      {opened ? (
        <Stack>
          <ThreadMessages {...opened} organizationId={organizationId} sides={{ agency: agencyName, provider: house }} />
          <ThreadWrite organizationId={organizationId} to={agencyName} open={opened.open} noPaper={null} />
        </Stack>
      ) : (
        <Empty title={say("thread.closed-provider")} icon="lock">
          {say("thread.closed-provider-lead")}
        </Empty>
      )}
    </>
  );
}
