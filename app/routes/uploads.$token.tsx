// A client's own page behind a link that works once: sends photos or files, in their language. Names nobody; looking changes nothing.
import { useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader } from "#app/access/gate.server";
import { clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { SendDocumentsForm } from "#app/models/consent/document-forms";
import { keepDocument } from "#app/models/consent/document-store.server";
import { readUpload, sendDocuments } from "#app/models/consent/upload-link.server";
import { Refusal } from "#app/models/values/refusal";
import { clientPage } from "#app/ui/client-page";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, FileField, HiddenField, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "consent.papers.sending", client: clientPage("sharing.upload.title") };

// Used up, it says thank you: also to whoever turns back to it.
export const loader = bearerLoader("upload", { admits: ["used"] }, async ({ db }) => {
  const upload = await readUpload(db);
  return { ...upload, language: clientLanguage(upload.language) };
});

export const action = bearerAction("upload", { form: SendDocumentsForm, files: true }, async ({ db, files }) => {
  if (files.length === 0) throw new Refusal("document.missing", 400);
  const kept = [];
  for (const file of files) kept.push(await keepDocument(file));
  await sendDocuments(db, kept);
  return { sent: kept.length };
});

export default function UploadPage() {
  const { agencyName, timeZone, asked, language, expiresAt, used } = useLoaderData<typeof loader>();
  const say = sayToClient(language);
  if (used)
    return (
      <div lang={language} className="large-print" role="status">
        <h1>{say("sharing.upload.taken")}</h1>
        <p>{say("sharing.upload.done")}</p>
      </div>
    );
  return (
    <div lang={language} className="large-print">
      <h1>{say("sharing.upload.title")}</h1>
      <p>{say("sharing.upload.lead", { agency: agencyName, asked })}</p>
      <ActForm formId="upload" files>
        <HiddenField name="intent" value="send" />
        <FileField
          name="file"
          label={say("sharing.upload.file")}
          hint={say("sharing.upload.limits")}
          accept="image/jpeg,image/png,application/pdf,.docx"
          multiple
        />
        <SubmitButton>{say("sharing.upload.button")}</SubmitButton>
      </ActForm>
      <p className="soft">{say("sharing.upload.once", { day: say.instantDay(expiresAt, timeZone) })}</p>
    </div>
  );
}
