// Uploads a directory. Looks into it, and imports nothing yet.
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { UploadForm as Form } from "#app/models/import/forms";
import { uploadDirectory } from "#app/models/import/upload.server";
import { UPLOAD_LIMITS } from "#app/models/import/upload-content";
import { ImportSteps, UploadForm, WhatCanBeRead } from "#app/ui/import-list";
import type { PageHandle } from "#app/ui/page-handle";
import { Columns, PageHeader } from "#app/ui/parts";

export const handle: PageHandle = { title: "imports.upload.title" };

export const loader = loaderFor("import:manage", {}, async () => null);

export const action = actionFor(
  "import:manage",
  { form: Form, files: UPLOAD_LIMITS.files },
  async ({ actor, db, form, files }) => {
    const { id, flat } = await uploadDirectory(db, actor, form, files);
    return redirectTo(`/network/imports/${id}${flat ? "/mapping" : ""}`, "imports.upload.done");
  },
);

export default function NewImportPage() {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("imports.upload.title")}
        lead={say("imports.upload.lead")}
        back={{ to: "/network/imports", label: say("imports.title") }}
      />
      <ImportSteps current={0} flat={false} />
      <Columns main={<UploadForm maxBytes={UPLOAD_LIMITS.bytesEach} />} aside={<WhatCanBeRead />} />
    </>
  );
}
