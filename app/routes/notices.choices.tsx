// Lets a person choose how mail tells them of each kind of notice at this desk. In the house every notice is shown whatever they choose.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { MAIL_CHOICES, NOTICE_AREAS } from "#app/models/notification/areas";
import { chooseMail, readChoices } from "#app/models/notification/choices.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, ButtonLink, Card, PageHeader, RadioGroup, SubmitButton } from "#app/ui/parts";

const choice = z.enum(MAIL_CHOICES, "ui.error.not-a-choice").optional();
/** One answer for each kind; what this desk does not have is not kept. */
const form = z.object(Object.fromEntries(NOTICE_AREAS.map((area) => [area, choice])));

export const loader = loaderFor("desk:any", {}, async ({ actor, db }) => ({
  choices: await readChoices(db, actor),
}));

export const action = actionFor("desk:any", { form }, async ({ actor, db, form: chosen }) => {
  await chooseMail(db, actor, chosen);
  return redirectTo("/notices/choices", "notification.choices.kept");
});

export const handle: PageHandle = { title: "notification.choices.title" };

export default function ChoicesPage() {
  const say = useSay();
  const { choices } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("notification.choices.title")}
        lead={say("notification.choices.lead")}
        back={{ to: "/notices", label: say("notification.list.title") }}
        actions={
          <ButtonLink to="/notices/desks" look="quiet">
            {say("desk-mail.title")}
          </ButtonLink>
        }
      />
      <Card>
        <ActForm formId="choices">
          {choices.map(({ area, mail, maySilence }) => (
            <RadioGroup
              key={area}
              name={area}
              label={say(`notification.area.${area}`)}
              hint={maySilence ? undefined : say("notification.choices.urgent")}
              defaultValue={mail}
              options={MAIL_CHOICES.filter((choice) => maySilence || choice !== "none").map((value) => ({
                value,
                label: say(`notification.by-mail.${value}`),
              }))}
              inline
            />
          ))}
          <SubmitButton>{say("notification.choices.save")}</SubmitButton>
        </ActForm>
      </Card>
    </>
  );
}
