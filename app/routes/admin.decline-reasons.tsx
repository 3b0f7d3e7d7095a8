// Why providers may decline the agency's referrals: worded, ordered and retired by an administrator. What was answered keeps its words.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import {
  addReason,
  beginReasons,
  moveReason,
  readReasons,
  restoreReason,
  retireReason,
  rewordReason,
} from "#app/models/referral/decline-reasons.server";
import { DeclineReasonForm } from "#app/models/referral/forms";
import { AddReason, CommonReasons, ReasonsInUse, RetiredReasons } from "#app/ui/decline-reason-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Columns, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "decline-reason.title" };

const query = z.object({ change: z.guid().optional().catch(undefined) });

export const loader = loaderFor("agency:settings", { query }, async ({ actor, db, query: { change } }) => {
  const reasons = await readReasons(db, actor);
  return {
    reasons: reasons.map(({ id, code, words, retiredAt }) => ({ id, code, words, retired: retiredAt !== null })),
    changing: change ?? null,
  };
});

export const action = actionFor("agency:settings", { form: DeclineReasonForm }, async ({ actor, db, form }) => {
  const page = "/admin/decline-reasons";
  switch (form.intent) {
    case "begin":
      await beginReasons(db, actor);
      return redirectTo(page, "decline-reason.begun");
    case "add":
      await addReason(db, actor, form);
      return redirectTo(page, "decline-reason.added");
    case "reword":
      await rewordReason(db, actor, form.reasonId, form.words);
      return redirectTo(page, "decline-reason.reworded");
    case "retire":
      await retireReason(db, actor, form.reasonId);
      return redirectTo(page, "decline-reason.retire-done");
    case "restore":
      await restoreReason(db, actor, form.reasonId);
      return redirectTo(page, "decline-reason.restore-done");
    default:
      await moveReason(db, actor, form.reasonId, form.intent);
      return redirectTo(page);
  }
});

export default function DeclineReasonsPage() {
  const say = useSay();
  const { reasons, changing } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("decline-reason.title")}
        lead={say("decline-reason.lead")}
        back={{ to: "/admin/settings", label: say("ui.navigation.settings") }}
      />
      {reasons.length === 0 ? (
        <CommonReasons />
      ) : (
        <Columns
          main={
            <Stack>
              <ReasonsInUse reasons={reasons.filter(({ retired }) => !retired)} changing={changing} />
              <RetiredReasons reasons={reasons.filter(({ retired }) => retired)} />
            </Stack>
          }
          aside={<AddReason />}
        />
      )}
    </>
  );
}
