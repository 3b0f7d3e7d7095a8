// What a provider network is, what applying takes, and the beginning of an application. Open to anybody; keeps no more than who applies.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { publicAction, publicLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { StartForm } from "#app/models/application/forms";
import { openApplication, readNetwork } from "#app/models/application/start.server";
import { KindField } from "#app/ui/application-organization";
import { applicationPath } from "#app/ui/application-paths";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, Card, Columns, PageHeader, Stack, SubmitButton, TextField } from "#app/ui/parts";

const params = z.object({ agencySlug: z.string().max(60) });

export const handle: PageHandle = {
  title: titleFrom((data: Awaited<ReturnType<typeof loader>>) => [
    "application.start.title",
    { agency: data.network.name },
  ]),
  frame: "wide",
};

export const loader = publicLoader({ params }, async ({ params: { agencySlug } }) => ({
  network: await readNetwork(agencySlug),
}));

export const action = publicAction(
  { params, form: StartForm },
  async ({ params: { agencySlug }, form, requestId, address }) => {
    const token = await openApplication(agencySlug, form, { requestId, address });
    return redirectTo(applicationPath(token), "application.start.done");
  },
);

export default function ApplyPage() {
  const { network } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("application.start.title", { agency: network.name })}
        lead={say("application.start.lead", { agency: network.name })}
      />
      <Columns main={<BeginCard />} aside={<AboutCards network={network} />} />
    </>
  );
}

function BeginCard() {
  const say = useSay();
  return (
    <Card title={say("application.start.begin")}>
      <ActForm formId="start" labels={{ kind: say("application.organization.kind") }}>
        <TextField
          name="organizationName"
          label={say("application.organization.name")}
          autoComplete="organization"
          maxLength={200}
        />
        <KindField />
        <TextField
          name="contactName"
          label={say("application.organization.contact-name")}
          autoComplete="name"
          maxLength={120}
        />
        <TextField
          name="email"
          type="email"
          label={say("application.start.e-mail")}
          hint={say("application.start.e-mail-hint")}
          autoComplete="email"
          maxLength={320}
        />
        <SubmitButton>{say("application.start.button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

const HAPPENS = ["answer", "screen", "decide", "begin"] as const;
const AT_HAND = ["legal", "places", "hours", "people", "papers"] as const;

function AboutCards({ network }: Pick<Awaited<ReturnType<typeof loader>>, "network">) {
  const say = useSay();
  return (
    <Stack>
      <Card title={say("application.start.again-title")}>
        <p>
          <Link to={`/apply/${network.slug}/link`}>{say("application.start.again")}</Link>
        </p>
      </Card>
      <Card title={say("application.start.how")}>
        <ol>
          {HAPPENS.map((step) => (
            <li key={step}>{say(`application.start.steps.${step}`)}</li>
          ))}
        </ol>
      </Card>
      <Card title={say("application.start.at-hand")}>
        <p className="soft">{say("application.start.how-long")}</p>
        <ul>
          {AT_HAND.map((one) => (
            <li key={one}>{say(`application.start.need.${one}`)}</li>
          ))}
          {network.checklist.map(({ name, kind }) => (
            <li key={`${kind} ${name}`}>
              {kind ? say("application.start.need-of", { name, kind: say.any(`application.kind.${kind}`) }) : name}
            </li>
          ))}
        </ul>
      </Card>
    </Stack>
  );
}
