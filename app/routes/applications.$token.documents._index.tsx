// Papers beside an application: what each is for, and the file. Only these pages give them out, and only as files to keep.
import { Link, useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { DOCUMENT_PARTS } from "#app/models/application/codes";
import { addDocument, removeDocument } from "#app/models/application/documents.server";
import { DocumentsPageForm } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { sayNone } from "#app/models/application/save.server";
import { keepDocument } from "#app/models/consent/document-store.server";
import { Refusal } from "#app/models/values/refusal";
import { SayNone } from "#app/ui/application-none";
import { ApplicationPage, GoOn } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, FileField, HiddenField, SelectField, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "application.step.documents.title", frame: "wide" };

export const loader = bearerLoader("application", {}, async ({ db, token }) => ({
  token,
  application: await readOwn(db),
}));

export const action = bearerAction(
  "application",
  { form: DocumentsPageForm, files: true },
  async ({ db, token, form, files }) => {
    const here = stepPath(token, "documents");
    switch (form.intent) {
      case "document": {
        const [file] = files;
        if (!file) throw new Refusal("document.missing", 400);
        await addDocument(db, form.part, await keepDocument(file));
        return redirectTo(here, "application.document.done");
      }
      case "remove-document":
        await removeDocument(db, form.documentId);
        return redirectTo(here, "application.page.removed");
      case "none":
        await sayNone(db, form.version, "documents", form.none);
        return redirectTo(form.none ? stepPath(token, "rates") : here, "application.page.saved");
    }
  },
);

export default function DocumentsStep() {
  const { token, application } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { documents } = application;
  return (
    <ApplicationPage token={token} application={application} step="documents">
      <Card title={say("application.step.documents.name")}>
        <ul className="application-items">
          {documents.map(({ id, name, part, byteCount }) => (
            <li key={id}>
              <div>
                <Link to={`${stepPath(token, "documents")}/${id}`} reloadDocument>
                  {name}
                </Link>
                <p className="soft">
                  {say.any(`application.document.part.${part}`)} · {formats.bytes(byteCount)}
                </p>
              </div>
              <ActForm formId={`remove-${id}`} lastResult={null}>
                <HiddenField name="intent" value="remove-document" />
                <HiddenField name="documentId" value={id} />
                <SubmitButton look="quiet">{say("application.page.remove", { name })}</SubmitButton>
              </ActForm>
            </li>
          ))}
        </ul>
        <ActForm formId="document" files>
          <HiddenField name="intent" value="document" />
          <SelectField
            name="part"
            label={say("application.document.for")}
            options={DOCUMENT_PARTS.map((value) => ({ value, label: say(`application.document.part.${value}`) }))}
          />
          <FileField
            name="file"
            label={say("application.document.file")}
            hint={say("application.document.hint")}
            accept=".pdf,.jpg,.jpeg,.png,.docx"
          />
          <SubmitButton look={documents.length === 0 ? "primary" : "secondary"}>
            {say("application.document.add")}
          </SubmitButton>
        </ActForm>
      </Card>
      {documents.length > 0 ? (
        <GoOn token={token} to="rates" />
      ) : (
        <SayNone application={application} step="documents" />
      )}
    </ApplicationPage>
  );
}
