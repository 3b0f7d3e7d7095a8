// The programmes of one case: what its client is enrolled in, and what each programme's rules say of them, with the reasons.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readCaseHead } from "#app/models/assessment/read.server";
import { recordRead } from "#app/models/event/record.server";
import { applyFor } from "#app/models/programme/enrol.server";
import { ApplyForm } from "#app/models/programme/forms";
import { readEligibility, readEnrolmentsOfCase } from "#app/models/programme/read.server";
import { type CaseId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Card,
  Empty,
  HiddenField,
  PageHeader,
  Stack,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";
import { BenefitList, EnrolmentList } from "#app/ui/programme-parts";
import { OutcomeTag, VerdictList } from "#app/ui/programme-rules";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: titleFrom(({ head }: { head: { name: string } }) => ["programme.case.page-title", { name: head.name }]),
};

export const loader = loaderFor("case:read", { params, records: true }, async ({ actor, db, params: { caseId } }) => {
  const head = await readCaseHead(db, caseId);
  await recordRead(db, actor, "eligibility", { subjectType: "case", subjectId: caseId, clientId: head.clientId });
  return {
    head,
    enrolments: await readEnrolmentsOfCase(db, caseId),
    ...(await readEligibility(db, actor, caseId)),
  };
});

export const action = actionFor(
  "case:write",
  { params, form: ApplyForm },
  async ({ actor, db, params: { caseId }, form }) =>
    redirectTo(`/agency/enrolments/${await applyFor(db, actor, caseId, form)}`, "programme.case.applied"),
);

const LIVE: readonly string[] = ["applied", "waitlisted", "enrolled"];

export default function CaseProgrammesPage() {
  const { head, enrolments, programmes, forms } = useLoaderData<typeof loader>();
  const say = useSay();
  const inside = new Set(enrolments.flatMap(({ programmeId, state }) => (LIVE.includes(state) ? [programmeId] : [])));
  return (
    <>
      <PageHeader
        title={say("programme.case.page-title", { name: head.name })}
        back={{ to: `/agency/cases/${head.id}`, label: say("programme.case.back", { number: head.number }) }}
      />
      <Stack>
        <Card title={say("programme.case.enrolled")}>
          <EnrolmentList enrolments={enrolments} />
        </Card>
        {programmes.length === 0 ? (
          <Empty title={say("programme.case.no-programme")} icon="topic">
            {say("programme.case.no-programme-lead")}
          </Empty>
        ) : null}
        {programmes.map(({ id, name, purpose, benefits, outcome, verdicts }) => (
          <Card key={id} title={name} aside={<OutcomeTag outcome={outcome} />}>
            {purpose ? <p>{purpose}</p> : null}
            <VerdictList verdicts={verdicts} forms={forms} />
            <ActDetails summary={say("programme.field.benefits")}>
              <BenefitList benefits={benefits} />
            </ActDetails>
            {head.mayWrite && !inside.has(id) ? <Apply id={id} sure={outcome === "yes"} /> : null}
          </Card>
        ))}
      </Stack>
    </>
  );
}

/** What the rules do not clearly allow asks for a reason, and is folded away until it is wanted. */
function Apply({ id, sure }: { id: string; sure: boolean }) {
  const say = useSay();
  const form = (
    <ActForm formId={`apply-${id}`}>
      <HiddenField name="programme" value={id} />
      {sure ? null : (
        <TextArea
          name="exceptionWords"
          label={say("programme.case.exception")}
          hint={say("programme.case.exception-hint")}
          maxLength={500}
          rows={3}
        />
      )}
      <SubmitButton look={sure ? "primary" : "secondary"}>{say("programme.case.apply")}</SubmitButton>
    </ActForm>
  );
  if (sure) return form;
  return (
    <ActDetails summary={say("programme.case.apply-anyway")} formId={`apply-${id}`}>
      {form}
    </ActDetails>
  );
}
