// One application at the screening desk: what it says, its checklist, what was said about it, and the decision. Never a draft.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { keepDocument } from "#app/models/consent/document-store.server";
import { type ApplicationId, ScreeningPageForm } from "#app/models/screening/forms";
import { readApplication } from "#app/models/screening/read-application.server";
import { screenApplication } from "#app/models/screening/screen.server";
import { idParam } from "#app/models/values/ids";
import { ApplicationRead } from "#app/ui/application-read";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, PageHeader, StateTag } from "#app/ui/parts";
import { AboutCard, DecisionCard, DecisionsCard, HolderCard } from "#app/ui/screening-decision";
import { DifferencesCard } from "#app/ui/screening-differences";
import { ChecklistCard, WholeNotes } from "#app/ui/screening-items";

const params = z.object({ applicationId: idParam<ApplicationId>() });

export const handle: PageHandle = {
  title: titleFrom(({ application: { number } }: { application: { number: string } }) => [
    "screening.one.page",
    { number },
  ]),
};

export const loader = loaderFor(
  "application:screen",
  { params, records: true },
  async ({ actor, db, params: { applicationId } }) => ({
    application: await readApplication(db, actor, applicationId),
  }),
);

export const action = actionFor(
  "application:screen",
  { params, form: ScreeningPageForm, files: true },
  async ({ actor, db, params: { applicationId }, form, files: [file] }) => {
    const kept = form.intent === "note" && file ? await keepDocument(file) : null;
    const done = await screenApplication(db, actor, applicationId, form, kept);
    return redirectTo(`/network/applications/${applicationId}`, done);
  },
);

export default function ApplicationPage() {
  const { application } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { id, number, organizationName, state, submittedAt, differences } = application;
  return (
    <>
      <PageHeader
        title={organizationName}
        beside={<StateTag lifecycle="application" state={state} />}
        lead={say("screening.one.lead", { number, day: submittedAt ? formats.instantDay(submittedAt) : "" })}
        back={{ to: "/network/applications", label: say("screening.one.back") }}
      />
      <Columns
        main={
          <>
            <ChecklistCard application={application} />
            {differences ? <DifferencesCard differences={differences} answers={application.answers} /> : null}
            <section aria-labelledby="answers">
              <h2 id="answers">{say("screening.one.answers-title")}</h2>
              <ApplicationRead
                application={application}
                terms={application.specialtyNames}
                documentPath={(documentId) => `/network/applications/${id}/documents/${documentId}`}
              />
            </section>
          </>
        }
        aside={
          <>
            <HolderCard application={application} />
            <DecisionCard application={application} />
            <AboutCard application={application} />
            <DecisionsCard application={application} />
            <Card title={say("screening.item.whole-notes")}>
              <WholeNotes application={application} />
            </Card>
          </>
        }
      />
    </>
  );
}
