// The notes and the contact log of one case, all of them, newest first: written, read and corrected.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { CaseNotesForm } from "#app/models/case/forms";
import { correctNote, readNotes, writeNote } from "#app/models/case/note.server";
import { readCase } from "#app/models/case/read.server";
import { type CaseId, idParam } from "#app/models/values/ids";
import { NoteForm, NoteList } from "#app/ui/note-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, PageHeader, Pager, Stack } from "#app/ui/parts";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["case.note.title", { number }]),
};

export const loader = loaderFor(
  "case:read",
  { params, query: z.object({ after: markParam }), records: true },
  async ({ actor, db, params: { caseId }, query: { after } }) => {
    const { number, client, mayWrite } = await readCase(db, actor, caseId);
    const name = `${client.givenName} ${client.familyName}`;
    return { caseId, number, name, mayWrite, page: await readNotes(db, caseId, after) };
  },
);

export const action = actionFor(
  "case:write",
  { params, form: CaseNotesForm },
  async ({ actor, db, params: { caseId }, form }) => {
    const page = `/agency/cases/${caseId}/notes`;
    if (form.intent === "note") {
      return redirectTo(
        page,
        (await writeNote(db, actor, caseId, form)) ? "case.note.against-logged" : "case.note-added",
      );
    }
    await correctNote(db, actor, caseId, form.noteId, form.words);
    return redirectTo(page, "case.note.corrected");
  },
);

export default function CaseNotesPage() {
  const { caseId, number, name, mayWrite, page } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("case.note.title", { number })}
        lead={name}
        back={{ to: `/agency/cases/${caseId}`, label: say("plan.versions.back", { number }) }}
      />
      <Stack>
        {mayWrite ? (
          <Card title={say("case.note.new")}>
            <NoteForm />
          </Card>
        ) : null}
        <Card title={say("case.note.all")}>
          <NoteList notes={page.rows} mayWrite={mayWrite} />
          <Pager newer={null} older={page.next} />
        </Card>
      </Stack>
    </>
  );
}
