// Takes a client in. Shows who may be the same person before anything is kept; never merges two records.
import { useActionData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { ClientForm } from "#app/models/client/forms";
import { likenessAnswer } from "#app/models/client/likeness-answer";
import { addClient, findLikenesses } from "#app/models/client/save.server";
import { ClientFields, useClientLabels } from "#app/ui/client-fields";
import { LikenessLine, type LikenessOfList } from "#app/ui/client-likeness";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, Checkbox, Notice, PageHeader, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "client.new.title" };

export const loader = loaderFor("client:write", {}, async () => null);

export const action = actionFor("client:write", { form: ClientForm }, async ({ actor, db, form }) => {
  const likenesses = form.somebodyElse ? [] : await findLikenesses(db, actor, form);
  if (likenesses.length === 0) {
    const id = await addClient(db, actor, form);
    return redirectTo(`/agency/clients/${id}`, "client.new.added");
  }
  return likenessAnswer(form, likenesses);
});

export default function NewClientPage() {
  const answered = useActionData<typeof action>();
  const looked = answered && "answer" in answered ? answered.answer : null;
  const sent = answered && "lastResult" in answered ? answered.lastResult : undefined;
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("client.new.title")}
        lead={say("client.new.lead")}
        back={{ to: "/agency/clients", label: say("client.card.back") }}
      />
      <ActForm formId="client" labels={useClientLabels()} lastResult={looked ? looked.lastResult : sent}>
        {looked ? <Likenesses likenesses={looked.likenesses} /> : null}
        <ClientFields />
        <Actions>
          <SubmitButton>{say("client.new.save")}</SubmitButton>
          <ButtonLink to="/agency/clients" look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}

function Likenesses({ likenesses }: { likenesses: readonly LikenessOfList[] }) {
  const say = useSay();
  return (
    <Notice tone="warning" title={say("client.new.like-title", { count: likenesses.length })}>
      <p>{say("client.new.like-lead")}</p>
      <ul>
        {likenesses.map((likeness) => (
          <li key={likeness.id}>
            <LikenessLine likeness={likeness} />
          </li>
        ))}
      </ul>
      <Checkbox name="somebodyElse" label={say("client.new.somebody-else")} />
    </Notice>
  );
}
