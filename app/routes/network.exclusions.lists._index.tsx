// The exclusion lists of our agency, and the first version of a new one. Compares nothing itself: that is a job's.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { UploadForm as Form } from "#app/models/practitioner/exclusion-forms";
import { uploadExclusions } from "#app/models/practitioner/exclusions.server";
import { readLists } from "#app/models/practitioner/read-exclusions.server";
import { readUploadedText } from "#app/models/practitioner/uploaded-text.server";
import { ActDetails } from "#app/ui/act-details";
import { ListTable, UploadForm } from "#app/ui/exclusion-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "exclusion.upload.title" };

export const loader = loaderFor("exclusion:manage", {}, async ({ actor, db }) => ({
  lists: await readLists(db, actor),
}));

export const action = actionFor(
  "exclusion:manage",
  { form: Form, files: true },
  async ({ actor, db, form, files: [file] }) => {
    const listId = await uploadExclusions(db, actor, form, await readUploadedText(file));
    return redirectTo(`/network/exclusions/lists/${listId}`, "exclusion.upload.done");
  },
);

export default function ListsPage() {
  const { lists } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("exclusion.upload.title")}
        lead={say("exclusion.upload.lead")}
        back={{ to: "/network/exclusions", label: say("exclusion.back") }}
      />
      <Stack>
        <ListTable lists={lists} />
        <ActDetails formId="upload" summary={say("exclusion.upload.new")} open={lists.length === 0}>
          <UploadForm key={lists.length} listId={null} />
        </ActDetails>
      </Stack>
    </>
  );
}
