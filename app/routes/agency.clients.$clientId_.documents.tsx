// A client's documents: kinds, last days, versions, their text searched, one more filed, and the client asked for one by a link.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { readFound } from "#app/access/sealed-words.server";
import { clock } from "#app/database/clock.server";
import { publicOrigin } from "#app/env.server";
import { useSay } from "#app/i18n/speech";
import { foundParam } from "#app/models/case/find-form";
import { readOpenGroups } from "#app/models/client/fact.server";
import { readClient } from "#app/models/client/read.server";
import { ClientDocumentForm } from "#app/models/consent/document-forms";
import { NOTICE_DAYS } from "#app/models/consent/document-kinds";
import { keepDocument } from "#app/models/consent/document-store.server";
import { fileDocument, readClientDocuments } from "#app/models/consent/documents.server";
import { askForDocuments, readUploadLinks, takeBackUpload } from "#app/models/consent/upload-link.server";
import { recordRead } from "#app/models/event/record.server";
import { addDays, localDay } from "#app/models/values/calendar-day";
import { type ClientId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { AskForm, DocumentTable, FileForm, OpenUploads } from "#app/ui/client-documents";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, FilterBar, Notice, PageHeader, Stack, TextField } from "#app/ui/parts";

const params = z.object({ clientId: idParam<ClientId>() });
const query = z.object({ found: foundParam });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["consent.papers.title", { name }]),
};

export const loader = loaderFor(
  "document:read",
  { params, query, records: true },
  async ({ actor, db, request, params: { clientId }, query: { found } }) => {
    const { givenName, familyName, mayWrite } = await readClient(db, actor, clientId);
    await recordRead(db, actor, "document-list", { subjectType: "client", subjectId: clientId, clientId });
    const { text, ended } = readFound(request, found);
    const today = localDay(await clock(db), actor.timeZone);
    return {
      clientId,
      name: `${givenName} ${familyName}`,
      mayWrite,
      sought: text,
      ended,
      documents: await readClientDocuments(db, clientId, text),
      groups: (await readOpenGroups(db, clientId)).map(({ group }) => group),
      links: await readUploadLinks(db, clientId),
      today,
      soon: addDays(today, NOTICE_DAYS),
    };
  },
);

export const action = actionFor(
  "client:write",
  { params, form: ClientDocumentForm, files: true },
  async ({ actor, db, params: { clientId }, form, files }) => {
    const here = `/agency/clients/${clientId}/documents`;
    switch (form.intent) {
      case "file": {
        const [file] = files;
        if (!file) throw new Refusal("document.missing", 400);
        await fileDocument(db, actor, clientId, await keepDocument(file), {
          kind: form.kind,
          expiresOn: form.expiresOn ?? null,
          factGroup: form.factGroup ?? null,
          replacesId: form.replaces ?? null,
        });
        return redirectTo(here, "consent.document.done");
      }
      case "ask": {
        const { kind, asked, language } = form;
        const token = await askForDocuments(db, actor, clientId, { kind, asked, language });
        return { link: `${publicOrigin()}/uploads/${token}` };
      }
      case "take-back":
        await takeBackUpload(db, clientId, form.link);
        return redirectTo(here, "consent.papers.taken-back");
    }
  },
);

export default function DocumentsPage() {
  const { clientId, name, mayWrite, sought, ended, ...data } = useLoaderData<typeof loader>();
  const { documents, groups, links, today, soon } = data;
  const answered = useActionData<typeof action>();
  const link = answered && "answer" in answered ? answered.answer.link : null;
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("consent.papers.title", { name })}
        lead={say("consent.papers.lead")}
        back={{ to: `/agency/clients/${clientId}`, label: name }}
      />
      {link ? (
        <Notice tone="done" title={say("consent.papers.link-title")}>
          <p>{say("consent.papers.link-lead")}</p>
          <p className="figures link-once">{link}</p>
        </Notice>
      ) : null}
      <FilterBar finds="papers" keep={{ clientId }} active={sought !== ""} ended={ended}>
        <TextField
          name="q"
          type="search"
          label={say("consent.papers.search")}
          hint={say("consent.papers.search-hint")}
          defaultValue={sought}
          maxLength={200}
          optional
        />
      </FilterBar>
      <Columns
        main={
          <Stack>
            <Card title={say("consent.document.title")}>
              <DocumentTable documents={documents} today={today} soon={soon} sought={sought} />
            </Card>
            <OpenUploads links={links} writes={mayWrite} />
          </Stack>
        }
        aside={
          mayWrite ? (
            <Stack>
              <Card title={say("consent.papers.file")}>
                <FileForm groups={groups} documents={sought === "" ? documents : []} />
              </Card>
              <Card title={say("consent.papers.ask")}>
                <AskForm />
              </Card>
            </Stack>
          ) : (
            <Notice>{say("client.card.read-only")}</Notice>
          )
        }
      />
    </>
  );
}
