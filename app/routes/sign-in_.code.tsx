// The code after the password. Shows nothing of whose account it is.
import { redirect } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { deskOf } from "#app/access/actor";
import { safeReturn } from "#app/access/answers.server";
import { CodeForm } from "#app/access/forms";
import { publicAction, publicLoader } from "#app/access/gate.server";
import { awaitsCode, takeCode } from "#app/access/second-step.server";
import { useSay } from "#app/i18n/speech";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, HiddenField, PageHeader, Stack, SubmitButton, TextField } from "#app/ui/parts";

const query = z.object({ returnTo: z.string().max(2000).optional().catch(undefined) });

export const loader = publicLoader({ query }, async ({ signIn: who, request, query: { returnTo } }) => {
  if (who) throw redirect(safeReturn(returnTo, who.actor ? `/${deskOf(who.actor.role)}` : "/desks"));
  if (!(await awaitsCode(request))) throw redirect("/sign-in");
  return { returnTo: returnTo ? safeReturn(returnTo, "") : "" };
});

export const action = publicAction({ form: CodeForm }, ({ form, request, address, requestId }) =>
  takeCode(form, { request, address, requestId }),
);

export const handle: PageHandle = { title: "access.second-step.title", frame: "public" };

export default function SecondStepPage() {
  const say = useSay();
  const { returnTo } = useLoaderData<typeof loader>();
  return (
    <Stack>
      <PageHeader title={say("access.second-step.title")} lead={say("access.second-step.lead")} />
      <ActForm formId="code">
        {returnTo ? <HiddenField name="returnTo" value={returnTo} /> : null}
        <TextField
          name="code"
          label={say("access.second-step.code")}
          hint={say("access.second-step.code-hint")}
          autoComplete="one-time-code"
          maxLength={40}
        />
        <div className="actions">
          <SubmitButton>{say("access.second-step.button")}</SubmitButton>
          <Link to="/sign-in">{say("access.second-step.other")}</Link>
        </div>
      </ActForm>
      <p className="soft">{say("access.second-step.lost")}</p>
    </Stack>
  );
}
