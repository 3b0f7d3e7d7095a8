// From a request to a client and a case: somebody known already is shown first, otherwise what the request says is filled in.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { openFromRequest } from "#app/models/case/intake.server";
import { readRequest } from "#app/models/case/read-requests.server";
import { OpenRequestForm } from "#app/models/case/request-forms";
import { ClientForm } from "#app/models/client/forms";
import { addClient, findLikenesses } from "#app/models/client/save.server";
import { recordRead } from "#app/models/event/record.server";
import { idParam, type RequestId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { ClientFields, useClientLabels } from "#app/ui/client-fields";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  HiddenField,
  PageHeader,
  Stack,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";

const params = z.object({ requestId: idParam<RequestId>() });

export const handle: PageHandle = {
  title: titleFrom(({ request: { number } }: { request: { number: string } }) => ["request.intake.title", { number }]),
};

export const loader = loaderFor(
  "case:write",
  { params, records: true },
  async ({ actor, db, params: { requestId } }) => {
    const request = await readRequest(db, actor, requestId);
    if (request.state !== "received") throw new Refusal("lifecycle.moved-meanwhile", 409);
    const { givenName, familyName, telephone, birthDay } = request;
    const known = ClientForm.safeParse({
      givenName: givenName || "-",
      familyName: familyName || "-",
      telephone: telephone ?? undefined,
      birthDay: birthDay ?? undefined,
    });
    const likenesses = known.success ? await findLikenesses(db, actor, known.data) : [];
    for (const { id } of likenesses) {
      await recordRead(db, actor, "client-likeness", { subjectType: "client", subjectId: id, clientId: id });
    }
    return { request, likenesses };
  },
);

export const action = actionFor(
  "case:write",
  { params, form: OpenRequestForm },
  async ({ actor, db, params: { requestId }, form }) => {
    const { intent: _, summary = "", ...facts } = form;
    const clientId = "client" in facts ? facts.client : await addClient(db, actor, facts);
    const caseId = await openFromRequest(db, actor, requestId, clientId, summary);
    return redirectTo(`/agency/cases/${caseId}`, "request.intake.opened");
  },
);

export default function IntakePage() {
  const { request, likenesses } = useLoaderData<typeof loader>();
  const say = useSay();
  const labels = useClientLabels();
  const back = `/agency/requests/${request.id}`;
  return (
    <>
      <PageHeader
        title={say("request.intake.title", { number: request.number })}
        lead={say("request.intake.lead")}
        back={{ to: back, label: say("request.page.title", { number: request.number }) }}
      />
      <Stack>
        {likenesses.length > 0 ? <Known /> : null}
        <ActForm formId="new" labels={labels}>
          <HiddenField name="intent" value="new" />
          <ClientFields values={request} />
          <Card>
            <TextArea
              name="summary"
              label={say("request.intake.summary")}
              defaultValue={request.words}
              maxLength={2000}
              rows={3}
              optional
            />
          </Card>
          <Actions>
            <SubmitButton>{say("request.intake.save")}</SubmitButton>
            <ButtonLink to={back} look="quiet">
              {say("ui.form.cancel")}
            </ButtonLink>
          </Actions>
        </ActForm>
      </Stack>
    </>
  );
}

function Known() {
  const { request, likenesses } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("request.intake.known")} look="act">
      <p>{say("request.intake.known-lead")}</p>
      <ul className="waiting">
        {likenesses.map(({ id, number, name, birthDay, telephone }) => (
          <li key={id}>
            <div>
              <Link to={`/agency/clients/${id}`}>{say("client.new.like-line", { number, name })}</Link>
              <p className="soft">
                {[birthDay ? say("client.new.like-born", { day: formats.day(birthDay) }) : "", telephone ?? ""]
                  .filter((part) => part !== "")
                  .join(" · ")}
              </p>
            </div>
            <ActForm formId={`known-${id}`}>
              <HiddenField name="intent" value="known" />
              <HiddenField name="client" value={id} />
              <HiddenField name="summary" value={request.words} />
              <SubmitButton look="secondary">{say("request.intake.known-open", { name })}</SubmitButton>
            </ActForm>
          </li>
        ))}
      </ul>
    </Card>
  );
}
