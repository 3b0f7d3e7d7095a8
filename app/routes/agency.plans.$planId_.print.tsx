// The care plan on paper, in plain words, with a place to sign while it is a draft. Bare, for paper.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readPlan } from "#app/models/plan/read.server";
import { type CarePlanId, idParam } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { ScreenOnly } from "#app/ui/parts";
import { PlanSheet } from "#app/ui/plan-sheet";

const params = z.object({ planId: idParam<CarePlanId>() });

export const handle: PageHandle = { title: "plan.sheet.title", frame: "bare" };

export const loader = loaderFor("case:read", { params, records: true }, async ({ actor, db, params: { planId } }) => ({
  plan: await readPlan(db, actor, planId),
  houseName: actor.houseName,
}));

export default function PrintPlanPage() {
  const { plan, houseName } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <main id="main-content" className="slip">
      <ScreenOnly>
        <p>
          <Link to={`/agency/plans/${plan.id}`}>{say("plan.sheet.back")}</Link>
        </p>
      </ScreenOnly>
      <h1>{say("plan.sheet.title")}</h1>
      {plan.state === "draft" ? <p>{say("plan.sheet.draft")}</p> : null}
      <PlanSheet plan={plan} houseName={houseName} />
      <section className="slip-coupon">
        <h2>{say("plan.sheet.signature")}</h2>
        {plan.signedAt ? (
          <p>
            {say("plan.page.signed-value", {
              day: formats.instantDay(plan.signedAt),
              name: plan.signedName ?? plan.clientName,
            })}
            . {say.any(`consent.given.${plan.signedHow}`)}
            {plan.witness ? ` (${plan.witness})` : ""}
          </p>
        ) : (
          <p>{say("plan.sheet.signed-line")}</p>
        )}
      </section>
    </main>
  );
}
