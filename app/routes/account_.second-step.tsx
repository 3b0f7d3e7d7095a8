// A person's own second step: set up with an authenticator, looked after, turned off. Shows the key until it is confirmed, and never again.
import { redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { redirectTo } from "#app/access/answers.server";
import { SecondStepForm } from "#app/access/forms";
import { publicAction, publicLoader } from "#app/access/gate.server";
import {
  beginSecondStep,
  confirmSecondStep,
  endSecondStep,
  makeRecoveryCodes,
  readOwnSecondStep,
} from "#app/access/own-second-step.server";
import { useSay } from "#app/i18n/speech";
import { qrCode } from "#app/interop/qr-code";
import { Refusal } from "#app/models/values/refusal";
import type { PageHandle } from "#app/ui/page-handle";
import { Notice, PageHeader, Stack } from "#app/ui/parts";
import { RecoveryCodes, SecondStepBegun, SecondStepNone, SecondStepOn } from "#app/ui/second-step";

const HERE = "/account/second-step";

export const loader = publicLoader({}, async ({ signIn }) => {
  if (!signIn) throw redirect(`/sign-in?returnTo=${HERE}`);
  const { address, ...shown } = await readOwnSecondStep(signIn);
  return { ...shown, picture: address ? qrCode(address) : null, owed: signIn.owesSecondStep };
});

export const action = publicAction({ form: SecondStepForm }, async ({ signIn, form, requestId }) => {
  if (!signIn) throw new Refusal("not-signed-in", 401);
  switch (form.intent) {
    case "begin":
      await beginSecondStep(signIn, requestId);
      return redirectTo(HERE);
    case "confirm":
      return { codes: await confirmSecondStep(signIn, form, requestId) };
    case "codes":
      return { codes: await makeRecoveryCodes(signIn, form.code, requestId) };
    case "end":
      await endSecondStep(signIn, form.code, requestId);
      return redirectTo("/account", "access.own-step.ended");
  }
});

export const handle: PageHandle = { title: "access.own-step.title" };

export default function OwnSecondStepPage() {
  const say = useSay();
  const { state, picture, spelled, codesLeft, askedBy, owed } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const codes = answered && "answer" in answered ? answered.answer.codes : null;
  const place = askedBy[0] ?? null;
  return (
    <>
      <PageHeader
        title={say("access.own-step.title")}
        lead={say("access.own-step.lead")}
        back={{ to: "/account", label: say("access.own-step.back") }}
      />
      <Stack>
        {owed && place && !codes ? <Notice tone="warning">{say("access.own-step.asked", { place })}</Notice> : null}
        {codes ? <RecoveryCodes codes={codes} /> : null}
        {state === "none" ? <SecondStepNone /> : null}
        {picture && spelled ? <SecondStepBegun picture={picture} spelled={spelled} /> : null}
        {state === "on" && !codes ? <SecondStepOn codesLeft={codesLeft} askedBy={place} /> : null}
        {owed && !codes ? <Link to="/sign-out">{say("access.sign-out.title")}</Link> : null}
      </Stack>
    </>
  );
}
