// From a request to a client and a case: somebody known already is shown first, otherwise what the request says is filled in.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { openFromRequest } from "#app/models/case/intake.server";
import { readRequest } from "#app/models/case/read-requests.server";
import { OpenRequestForm } from "#app/models/case/request-forms";
import { ClientForm } from "#app/models/client/forms";
import { likenessAnswer } from "#app/models/client/likeness-answer";
import { addClient, findLikenesses } from "#app/models/client/save.server";
import { idParam, type RequestId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { ClientFields, useClientLabels } from "#app/ui/client-fields";
import { LikenessLine, type LikenessOfList } from "#app/ui/client-likeness";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  Checkbox,
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
    return { request, likenesses: known.success ? await findLikenesses(db, actor, known.data) : [] };
  },
);

export const action = actionFor(
  "case:write",
  { params, form: OpenRequestForm },
  async ({ actor, db, params: { requestId }, form }) => {
    const { intent: _, summary = "", ...facts } = form;
    if ("givenName" in facts && !facts.somebodyElse) {
      // A name may have been heard only now: what is kept is looked up, not what the request said.
      const likenesses = await findLikenesses(db, actor, facts);
      if (likenesses.length > 0) return likenessAnswer(form, likenesses);
    }
    const clientId = "client" in facts ? facts.client : await addClient(db, actor, facts);
    const caseId = await openFromRequest(db, actor, requestId, clientId, summary);
    return redirectTo(`/agency/cases/${caseId}`, "request.intake.opened");
  },
);

export default function IntakePage() {
  const { request } = useLoaderData<typeof loader>();
  const { known, lastResult } = useKnown();
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
        {known.length > 0 ? <Known known={known} /> : null}
        <ActForm formId="new" labels={labels} lastResult={lastResult}>
          <HiddenField name="intent" value="new" />
          {known.length > 0 ? <Checkbox name="somebodyElse" label={say("client.new.somebody-else")} /> : null}
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

/** Who is alike by what the request says; once somebody was typed, by what was typed. */
function useKnown() {
  const { likenesses } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const looked = answered && "answer" in answered ? answered.answer : null;
  const sent = answered && "lastResult" in answered ? answered.lastResult : undefined;
  return { known: looked?.likenesses ?? likenesses, lastResult: looked ? looked.lastResult : sent };
}

function Known({ known }: { known: readonly LikenessOfList[] }) {
  const { request } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("request.intake.known")} look="act">
      <p>{say("request.intake.known-lead")}</p>
      <ul className="waiting">
        {known.map((likeness) => (
          <li key={likeness.id}>
            <LikenessLine likeness={likeness} />
            <ActForm formId={`known-${likeness.id}`}>
              <HiddenField name="intent" value="known" />
              <HiddenField name="client" value={likeness.id} />
              <HiddenField name="summary" value={request.words} />
              <SubmitButton look="secondary">{say("request.intake.known-open", { name: likeness.name })}</SubmitButton>
            </ActForm>
          </li>
        ))}
      </ul>
    </Card>
  );
}
