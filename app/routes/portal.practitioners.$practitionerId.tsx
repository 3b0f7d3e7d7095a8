// Where one of our practitioners learnt and worked before. Adds and takes back rows; changes nothing else of them.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { HistoryPageForm } from "#app/models/practitioner/forms";
import { addHistory, removeHistory } from "#app/models/practitioner/history.server";
import { readPractitioner } from "#app/models/practitioner/read.server";
import { idParam, type PractitionerId } from "#app/models/values/ids";
import { ActDetails } from "#app/ui/act-details";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { PageHeader, Stack } from "#app/ui/parts";
import { HistoryForm, HistoryTable } from "#app/ui/practitioner-parts";

const params = z.object({ practitionerId: idParam<PractitionerId>() });

export const handle: PageHandle = {
  title: titleFrom(({ practitioner: { name } }: { practitioner: { name: string } }) => [
    "practitioner.history.page",
    { name },
  ]),
};

export const loader = loaderFor("portal:desk", { params }, async ({ actor, db, params: { practitionerId } }) => ({
  practitioner: await readPractitioner(db, organizationOf(actor), practitionerId),
  mayEdit: mayDo(actor, "organization:edit"),
}));

export const action = actionFor(
  "organization:edit",
  { params, form: HistoryPageForm },
  async ({ actor, db, params: { practitionerId }, form }) => {
    const page = `/portal/practitioners/${practitionerId}`;
    if (form.intent === "add") {
      await addHistory(db, actor, practitionerId, form);
      return redirectTo(page, "practitioner.history.added");
    }
    await removeHistory(db, actor, practitionerId, form.historyId);
    return redirectTo(page, "practitioner.history.removed");
  },
);

export default function PractitionerPage() {
  const { practitioner, mayEdit } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("practitioner.history.page", { name: practitioner.name })}
        lead={say("practitioner.history.lead")}
        back={{ to: "/portal/practitioners", label: say("practitioner.history.back") }}
      />
      <Stack>
        <HistoryTable history={practitioner.history} mayEdit={mayEdit} />
        {mayEdit ? (
          <ActDetails formId="history" summary={say("practitioner.history.add")}>
            <HistoryForm key={practitioner.history.length} />
          </ActDetails>
        ) : null}
      </Stack>
    </>
  );
}
