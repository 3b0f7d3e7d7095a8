// The care plans of one case, version by version; begins the first draft or the next version.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readCase } from "#app/models/case/read.server";
import { draftPlan } from "#app/models/plan/draft.server";
import { type PlanVersion, readVersions } from "#app/models/plan/read.server";
import { type CaseId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, Card, Empty, PageHeader, StateTag, SubmitButton } from "#app/ui/parts";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["plan.versions.title", { number }]),
};

export const loader = loaderFor("case:read", { params, records: true }, async ({ actor, db, params: { caseId } }) => {
  const { number, client, mayWrite, state } = await readCase(db, actor, caseId);
  const versions = await readVersions(db, caseId);
  const mayDraft = mayWrite && state !== "closed" && versions.every((version) => version.state !== "draft");
  return { caseId, number, name: `${client.givenName} ${client.familyName}`, mayDraft, versions };
});

export const action = actionFor(
  "case:write",
  { params, form: z.object({}) },
  async ({ actor, db, params: { caseId } }) =>
    redirectTo(`/agency/plans/${await draftPlan(db, actor, caseId)}`, "plan.versions.started"),
);

export default function PlanVersionsPage() {
  const { caseId, number, name, mayDraft, versions } = useLoaderData<typeof loader>();
  const say = useSay();
  const start = mayDraft ? (
    <ActForm formId="draft">
      <SubmitButton>{say(versions.length > 0 ? "plan.versions.again" : "plan.versions.start")}</SubmitButton>
    </ActForm>
  ) : null;
  return (
    <>
      <PageHeader
        title={say("plan.versions.title", { number })}
        lead={say("plan.versions.lead", { name })}
        back={{ to: `/agency/cases/${caseId}`, label: say("plan.versions.back", { number }) }}
        actions={versions.length > 0 ? start : null}
      />
      {versions.length === 0 ? (
        <Empty title={say("plan.versions.empty")} action={start} icon="list">
          {say("plan.versions.empty-lead", { name })}
        </Empty>
      ) : (
        <Card>
          <ul className="waiting">
            {versions.map((version) => (
              <VersionLine key={version.id} version={version} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function VersionLine({ version: { id, version, state, startsOn, signedAt, nextReviewOn } }: { version: PlanVersion }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <li>
      <div>
        <Link to={`/agency/plans/${id}`}>{say("plan.versions.version", { version })}</Link>{" "}
        <StateTag lifecycle="plan" state={state} />
        <p className="soft">
          {[
            say("plan.versions.starts", { day: formats.day(startsOn) }),
            signedAt ? say("plan.versions.signed", { day: formats.instantDay(signedAt) }) : "",
            nextReviewOn ? say("plan.versions.next-review", { day: formats.day(nextReviewOn) }) : "",
          ]
            .filter((part) => part !== "")
            .join(" · ")}
        </p>
      </div>
    </li>
  );
}
