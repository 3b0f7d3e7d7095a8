// Makes a cohort of a programme: when, where, under which name. Members join it from their enrolments.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { makeCohort } from "#app/models/programme/cohort.server";
import { CohortForm } from "#app/models/programme/forms";
import { readProgrammeName } from "#app/models/programme/read.server";
import { idParam, type ProgrammeId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, PageHeader, SubmitButton } from "#app/ui/parts";
import { CohortFields } from "#app/ui/programme-parts";

const params = z.object({ programmeId: idParam<ProgrammeId>() });

export const handle: PageHandle = { title: "programme.cohort.new-title" };

export const loader = loaderFor("programme:edit", { params }, async ({ db, params: { programmeId } }) => ({
  programmeId,
  name: await readProgrammeName(db, programmeId),
}));

export const action = actionFor(
  "programme:edit",
  { params, form: CohortForm },
  async ({ actor, db, params: { programmeId }, form }) =>
    redirectTo(`/agency/cohorts/${await makeCohort(db, actor, programmeId, form)}`, "programme.cohort.made"),
);

export default function NewCohortPage() {
  const { programmeId, name } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("programme.cohort.new-title")}
        back={{ to: `/agency/programmes/${programmeId}`, label: name }}
      />
      <Card>
        <ActForm formId="cohort">
          <CohortFields />
          <SubmitButton>{say("programme.cohort.save")}</SubmitButton>
        </ActForm>
      </Card>
    </>
  );
}
