// The choice of desk for people who work in more than one place. Sits nobody at a desk that is not theirs.
import { redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { safeReturn } from "#app/access/answers.server";
import { ChooseDeskForm } from "#app/access/forms";
import { publicAction, publicLoader } from "#app/access/gate.server";
import { readOwnSeats, switchDesk } from "#app/access/sign-in.server";
import { useSay } from "#app/i18n/speech";
import { Refusal } from "#app/models/values/refusal";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, Empty, HiddenField, PageHeader, Stack, SubmitButton } from "#app/ui/parts";

const query = z.object({ returnTo: z.string().max(2000).optional().catch(undefined) });

export const loader = publicLoader({ query }, async ({ signIn, query: { returnTo } }) => {
  if (!signIn) throw redirect("/sign-in");
  const current = signIn.actor?.membershipId ?? null;
  return { seats: await readOwnSeats(signIn), current, returnTo: returnTo ? safeReturn(returnTo, "") : "" };
});

export const action = publicAction({ form: ChooseDeskForm }, async ({ signIn, form, request, address, requestId }) => {
  if (!signIn) throw new Refusal("not-signed-in", 401);
  return switchDesk(signIn, form.membershipId, { request, address, requestId }, form.returnTo);
});

export const handle: PageHandle = { title: "access.desk.title", frame: "public" };

export default function DesksPage() {
  const say = useSay();
  const { seats, current, returnTo } = useLoaderData<typeof loader>();
  if (seats.length === 0)
    return (
      <Empty title={say("access.desk.none-title")} icon="info">
        {say("access.desk.none")}
      </Empty>
    );
  return (
    <>
      <PageHeader title={say("access.desk.title")} lead={seats.length > 1 ? say("access.desk.lead") : undefined} />
      <Stack>
        {seats.map(({ membershipId, houseName, role }) => (
          <Card key={membershipId} title={houseName}>
            <p>{say.any(`word.role.${role}`)}</p>
            {membershipId === current ? <p className="soft">{say("access.desk.current")}</p> : null}
            <ActForm formId={`desk-${membershipId}`}>
              {returnTo ? <HiddenField name="returnTo" value={returnTo} /> : null}
              <HiddenField name="membershipId" value={membershipId} />
              <SubmitButton look={membershipId === current ? "secondary" : "primary"}>
                {say("access.desk.open")}
                <span className="usa-sr-only">
                  {" "}
                  {houseName}, {say.any(`word.role.${role}`)}
                </span>
              </SubmitButton>
            </ActForm>
          </Card>
        ))}
        <Form method="post" action="/sign-out">
          <SubmitButton look="quiet">{say("access.sign-out.button")}</SubmitButton>
        </Form>
      </Stack>
    </>
  );
}
