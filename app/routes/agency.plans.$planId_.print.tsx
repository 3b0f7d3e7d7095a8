// The care plan on paper, in plain words and in the client's language, with a place to sign while it is a draft. Bare, for paper.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { CLIENT_LANGUAGES, clientLanguage } from "#app/i18n/languages";
import { type SayToClient, sayToClient } from "#app/i18n/say-to-client";
import { useSay } from "#app/i18n/speech";
import { readPlan } from "#app/models/plan/read.server";
import { type CarePlanId, idParam } from "#app/models/values/ids";
import { ClientPaper } from "#app/ui/client-words";
import { useLanguageName } from "#app/ui/language-name";
import type { PageHandle } from "#app/ui/page-handle";
import { ScreenOnly } from "#app/ui/parts";
import { PlanSheet } from "#app/ui/plan-sheet";

const params = z.object({ planId: idParam<CarePlanId>() });
const query = z.object({ language: z.enum(CLIENT_LANGUAGES).optional().catch(undefined) });

export const handle: PageHandle = { title: "plan.sheet.title", frame: "bare" };

export const loader = loaderFor(
  "case:read",
  { params, query, records: true },
  async ({ actor, db, params: { planId }, query: { language } }) => {
    const plan = await readPlan(db, actor, planId);
    return {
      plan,
      houseName: actor.houseName,
      timeZone: actor.timeZone,
      language: language ?? clientLanguage(plan.clientLanguage),
    };
  },
);

export default function PrintPlanPage() {
  const { plan, houseName, language } = useLoaderData<typeof loader>();
  const toClient = sayToClient(language);
  return (
    <ClientPaper language={language}>
      <Ways />
      <h1>{toClient("sharing.plan.title")}</h1>
      {plan.state === "draft" ? <p>{toClient("sharing.plan.draft")}</p> : null}
      <PlanSheet plan={plan} houseName={houseName} language={language} />
      <section className="slip-coupon">
        <h2>{toClient("sharing.plan.signature")}</h2>
        <Signature toClient={toClient} />
      </section>
    </ClientPaper>
  );
}

function Signature({ toClient }: { toClient: SayToClient }) {
  const { plan, timeZone } = useLoaderData<typeof loader>();
  if (!plan.signedAt) return <p>{toClient("sharing.plan.signed-line")}</p>;
  return (
    <p>
      {toClient("sharing.plan.signed", {
        day: toClient.instantDay(plan.signedAt, timeZone),
        name: plan.signedName ?? plan.clientName,
      })}{" "}
      {toClient.any(`sharing.plan.how.${plan.signedHow}`, { witness: plan.witness ?? "" })}
    </p>
  );
}

/** On the screen alone, in the desk's language: back, and the same sheet in another language. */
function Ways() {
  const { plan, language } = useLoaderData<typeof loader>();
  const say = useSay();
  const languageName = useLanguageName();
  const here = `/agency/plans/${plan.id}`;
  return (
    <ScreenOnly>
      <p lang="en">
        <Link to={here}>{say("plan.sheet.back")}</Link>
        {CLIENT_LANGUAGES.filter((other) => other !== language).map((other) => (
          <span key={other}>
            {" · "}
            <Link to={`${here}/print?language=${other}`}>{languageName(other)}</Link>
          </span>
        ))}
      </p>
    </ScreenOnly>
  );
}
