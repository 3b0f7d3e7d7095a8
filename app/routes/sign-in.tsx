// Sign-in: e-mail and password; in a demo also the people one can be. Never tells whether an account exists.
import { redirect } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { deskOf } from "#app/access/actor";
import { safeReturn } from "#app/access/answers.server";
import { SignInForm } from "#app/access/forms";
import { publicAction, publicLoader } from "#app/access/gate.server";
import { signIn } from "#app/access/sign-in.server";
import { env, isProduction } from "#app/env.server";
import { useSay } from "#app/i18n/speech";
import type { PageHandle } from "#app/ui/page-handle";
import { ActDetails, ActForm, Card, HiddenField, PageHeader, Stack, SubmitButton, TextField } from "#app/ui/parts";

const query = z.object({ returnTo: z.string().max(2000).optional().catch(undefined) });

export const loader = publicLoader({ query }, async ({ signIn: who, query: { returnTo } }) => {
  if (who) throw redirect(safeReturn(returnTo, who.actor ? `/${deskOf(who.actor.role)}` : "/desks"));
  return { returnTo: returnTo ? safeReturn(returnTo, "") : "", demo: await readDemo() };
});

export const action = publicAction({ form: SignInForm }, async ({ form, request, address, requestId }) =>
  signIn(form, { request, address, requestId }),
);

export const handle: PageHandle = { title: "access.sign-in.title", frame: "public" };

export default function SignInPage() {
  const say = useSay();
  const { returnTo, demo } = useLoaderData<typeof loader>();
  return (
    <Stack>
      <PageHeader title={say("access.sign-in.title")} lead={say("access.sign-in.lead")} />
      <ActForm formId="sign-in">
        {returnTo ? <HiddenField name="returnTo" value={returnTo} /> : null}
        <TextField
          name="email"
          type="email"
          label={say("access.sign-in.e-mail")}
          autoComplete="username"
          maxLength={320}
        />
        <TextField
          name="password"
          type="password"
          label={say("access.sign-in.password")}
          autoComplete="current-password"
          maxLength={1000}
        />
        <div className="actions">
          <SubmitButton>{say("access.sign-in.button")}</SubmitButton>
          <Link to="/forgot-password">{say("access.sign-in.forgot")}</Link>
        </div>
      </ActForm>
      <p>
        <Link to="/apply">{say("application.networks.link")}</Link>
      </p>
      {demo.length > 0 ? <DemoPeople people={demo} returnTo={returnTo} /> : null}
    </Stack>
  );
}

interface DemoPerson {
  readonly name: string;
  readonly house: string;
  readonly work: string;
  readonly email: string;
  readonly password: string;
}

/** One press each, house by house: nobody should have to type, or scroll past everybody, to look around. */
function DemoPeople({ people, returnTo }: { people: readonly DemoPerson[]; returnTo: string }) {
  const say = useSay();
  const houses = [...new Set(people.map(({ house }) => house))];
  return (
    <Card title={say("access.sign-in.demo")}>
      <p className="soft">{say("access.sign-in.demo-lead")}</p>
      <p className="soft">{say("access.sign-in.demo-password", { password: people[0]?.password ?? "" })}</p>
      {houses.map((house, place) => (
        <DemoHouse
          key={house}
          house={house}
          people={people.filter((person) => person.house === house)}
          returnTo={returnTo}
          open={place === 0}
        />
      ))}
    </Card>
  );
}

type DemoHouseProps = { house: string; people: readonly DemoPerson[]; returnTo: string; open: boolean };

function DemoHouse({ house, people, returnTo, open }: DemoHouseProps) {
  const say = useSay();
  return (
    <ActDetails summary={say("access.sign-in.demo-house", { house, count: people.length })} open={open}>
      <ul className="waiting demo-people">
        {people.map(({ name, work, email, password }) => (
          <li key={email}>
            <ActForm formId={`demo-${email}`} lastResult={null}>
              {returnTo ? <HiddenField name="returnTo" value={returnTo} /> : null}
              <HiddenField name="email" value={email} />
              <HiddenField name="password" value={password} />
              <SubmitButton look="quiet">
                <span className="usa-sr-only">{say("access.sign-in.demo-use")} </span>
                {name}
              </SubmitButton>
            </ActForm>
            <span className="soft">{work}</span>
          </li>
        ))}
      </ul>
    </ActDetails>
  );
}

/** The demo's people are code, not data: where real people's data may be, they do not exist. */
async function readDemo(): Promise<DemoPerson[]> {
  if (env().DEMO !== "yes" || isProduction()) return [];
  const { demoPeople } = await import("#app/commands/demo/people");
  return demoPeople.map(({ name, house, work, email, password }) => ({ name, house, work, email, password }));
}
