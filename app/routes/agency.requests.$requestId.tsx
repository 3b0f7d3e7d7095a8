// One request: what is asked, and what becomes of it: a case, an answer, somebody else's, or declined with a reason.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readColleagues } from "#app/models/case/colleagues.server";
import { readRequest } from "#app/models/case/read-requests.server";
import { assignRequest, decideRequest, takeBackRequest } from "#app/models/case/request.server";
import { DecideRequestForm } from "#app/models/case/request-forms";
import { readTimeline } from "#app/models/event/timeline.server";
import { told } from "#app/models/event/told";
import { idParam, type RequestId } from "#app/models/values/ids";
import { useEventSentence } from "#app/ui/event-sentence";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Columns,
  Facts,
  HiddenField,
  PageHeader,
  SelectField,
  Stack,
  StateTag,
  SubmitButton,
  Timeline,
  ToneTag,
} from "#app/ui/parts";
import { RequestResult, Triage } from "#app/ui/request-parts";

const params = z.object({ requestId: idParam<RequestId>() });

export const handle: PageHandle = {
  title: titleFrom(({ request: { number } }: { request: { number: string } }) => ["request.page.title", { number }]),
};

export const loader = loaderFor(
  "case:read",
  { params, records: true },
  async ({ actor, db, params: { requestId } }) => {
    const request = await readRequest(db, actor, requestId);
    const { rows } = await readTimeline(db, { subjectType: "request", subjectId: requestId });
    return { request, colleagues: await readColleagues(db, actor), timeline: rows.map(told) };
  },
);

export const action = actionFor(
  "case:write",
  { params, form: DecideRequestForm },
  async ({ actor, db, params: { requestId }, form }) => {
    const page = `/agency/requests/${requestId}`;
    if (form.intent === "take-back") {
      await takeBackRequest(db, actor, requestId);
      return redirectTo(page, "request.page.taken-back");
    }
    if (form.intent === "assign") {
      await assignRequest(db, requestId, form.assignedTo ?? null);
      return redirectTo(page, "request.page.assigned-saved");
    }
    await decideRequest(db, actor, requestId, form);
    return redirectTo(page, "request.page.decided");
  },
);

export default function RequestPage() {
  const { request, timeline } = useLoaderData<typeof loader>();
  const say = useSay();
  const sentence = useEventSentence();
  const waits = request.state === "received";
  return (
    <>
      <PageHeader
        title={say("request.page.title", { number: request.number })}
        beside={
          <>
            <StateTag lifecycle="request" state={request.state} />
            {request.late ? <ToneTag tone="refused">{say("request.list.late")}</ToneTag> : null}
          </>
        }
        back={{ to: "/agency/requests", label: say("request.page.back") }}
      />
      <Columns
        main={
          <Stack>
            <Asked />
            {waits ? <Triage requestId={request.id} /> : <RequestResult request={request} />}
            <Card title={say("request.page.timeline")}>
              <Timeline
                entries={timeline.map(({ name, facts, ...entry }) => ({ ...entry, text: sentence(name, facts) }))}
              />
            </Card>
          </Stack>
        }
        aside={waits ? <Assign /> : null}
      />
    </>
  );
}

function Asked() {
  const { request } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { givenName, familyName, telephone, email, cameBy, cameAt } = request;
  return (
    <Card title={say("request.page.about")}>
      <p className="note-words">{request.words}</p>
      <Facts
        columns={2}
        facts={[
          { name: say("request.page.name"), value: `${givenName} ${familyName}`.trim() },
          {
            name: say("request.page.contact"),
            value: telephone ? (
              <>
                <a href={`tel:${telephone.replace(/[^+\d]/g, "")}`}>{telephone}</a> {email}
              </>
            ) : (
              email
            ),
          },
          {
            name: say("request.page.came"),
            value: `${say.any(`case.came-by.${cameBy}`)}, ${formats.instant(cameAt)}`,
          },
          { name: say("request.page.answer-by"), value: formats.day(request.answerBy) },
          { name: say("request.page.sender"), value: request.sender },
          { name: say("request.page.entered"), value: request.enteredBy },
        ]}
      />
      {request.caseId ? (
        <p>
          <Link to={`/agency/cases/${request.caseId}`}>
            {say("request.page.case", { number: request.caseNumber ?? "" })}
          </Link>
        </p>
      ) : null}
    </Card>
  );
}

function Assign() {
  const { request, colleagues } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("request.page.assigned")}>
      <ActForm formId="assign">
        <HiddenField name="intent" value="assign" />
        <SelectField
          name="assignedTo"
          label={say("request.page.assign")}
          emptyLabel={say("request.new.anybody")}
          defaultValue={request.assignedTo ?? undefined}
          options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
        <SubmitButton look="secondary">{say("request.page.assign-save")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
