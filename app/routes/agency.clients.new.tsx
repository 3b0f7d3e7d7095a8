// Takes a client in. Shows who may be the same person before anything is kept; never merges two records.
import type { SubmissionResult } from "@conform-to/react";
import { Link, useActionData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { ClientForm } from "#app/models/client/forms";
import { addClient, findLikenesses, type Likeness } from "#app/models/client/save.server";
import { recordRead } from "#app/models/event/record.server";
import { ClientFields, useClientLabels } from "#app/ui/client-fields";
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
  for (const { id } of likenesses) {
    await recordRead(db, actor, "client-likeness", { subjectType: "client", subjectId: id, clientId: id });
  }
  const lastResult: SubmissionResult<string[]> = { status: "error", initialValue: typed(form) };
  return { likenesses, lastResult };
});

/** What was typed, as a form gives it back: texts alone. */
function typed(form: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

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

function Likenesses({ likenesses }: { likenesses: readonly Likeness[] }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Notice tone="warning" title={say("client.new.like-title", { count: likenesses.length })}>
      <p>{say("client.new.like-lead")}</p>
      <ul>
        {likenesses.map(({ id, number, name, birthDay, telephone, reasons }) => (
          <li key={id}>
            <Link to={`/agency/clients/${id}`}>{say("client.new.like-line", { number, name })}</Link>
            {birthDay ? ` · ${say("client.new.like-born", { day: formats.day(birthDay) })}` : ""}
            {telephone ? ` · ${telephone}` : ""}{" "}
            {say("client.new.like-why", {
              reasons: formats.list(reasons.map((reason) => say.any(`client.link.why-${reason}`))),
            })}
          </li>
        ))}
      </ul>
      <Checkbox name="somebodyElse" label={say("client.new.somebody-else")} />
    </Notice>
  );
}
