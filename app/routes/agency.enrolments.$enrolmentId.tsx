// One enrolment: where it stands, its stage and cohort, and what may happen to it next.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { LEAVING_REASONS } from "#app/models/programme/codes";
import { moveEnrolment } from "#app/models/programme/enrol.server";
import { EnrolmentPageForm } from "#app/models/programme/forms";
import { enrolmentLifecycle } from "#app/models/programme/lifecycle";
import { readEnrolment } from "#app/models/programme/read.server";
import { type EnrolmentId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Card,
  Columns,
  Facts,
  HiddenField,
  PageHeader,
  SelectField,
  Stack,
  StateTag,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";
import { BenefitList } from "#app/ui/programme-parts";
import { OutcomeTag } from "#app/ui/programme-rules";

const params = z.object({ enrolmentId: idParam<EnrolmentId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name, programme }: { name: string; programme: string }) => [
    "programme.enrolment.title",
    { name, programme },
  ]),
};

export const loader = loaderFor("case:read", { params, records: true }, ({ actor, db, params: { enrolmentId } }) =>
  readEnrolment(db, actor, enrolmentId),
);

export const action = actionFor(
  "case:write",
  { params, form: EnrolmentPageForm },
  async ({ actor, db, params: { enrolmentId }, form }) => {
    await moveEnrolment(db, actor, enrolmentId, form);
    return redirectTo(`/agency/enrolments/${enrolmentId}`, "programme.enrolment.saved");
  },
);

export default function EnrolmentPage() {
  const found = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { name, programme, state, stages, cohorts, stageId, cohortId, endedAt, reasonCode } = found;
  const moves = found.mayWrite ? enrolmentLifecycle.moves(state) : [];
  return (
    <>
      <PageHeader
        title={say("programme.enrolment.title", { name, programme })}
        beside={<StateTag lifecycle="enrolment" state={state} />}
        back={{
          to: `/agency/cases/${found.caseId}/programmes`,
          label: say("programme.case.back", { number: found.caseNumber }),
        }}
      />
      <Columns
        main={
          <Stack>
            <Card title={say("programme.enrolment.facts")}>
              <Facts
                facts={[
                  { name: say("programme.member.stage"), value: stages.find(({ id }) => id === stageId)?.name },
                  { name: say("programme.member.cohort"), value: cohorts.find(({ id }) => id === cohortId)?.name },
                  { name: say("programme.member.since"), value: formats.instantDay(found.createdAt) },
                  { name: say("programme.enrolment.rules"), value: <OutcomeTag outcome={found.eligibility} /> },
                  { name: say("programme.case.exception"), value: found.exceptionWords },
                  { name: say("programme.enrolment.ended"), value: endedAt ? formats.instantDay(endedAt) : null },
                  {
                    name: say("programme.enrolment.why"),
                    value: reasonCode
                      ? [say.any(`programme.leaving.${reasonCode}`), found.reasonWords].filter(Boolean).join(": ")
                      : null,
                  },
                ]}
              />
            </Card>
            <Card title={say("programme.field.benefits")}>
              <BenefitList benefits={found.benefits} />
            </Card>
          </Stack>
        }
        aside={moves.length > 0 ? <Moves moves={moves} /> : <p className="soft">{say("programme.enrolment.read")}</p>}
      />
    </>
  );
}

function Moves({ moves }: { moves: readonly string[] }) {
  const { state, stages, cohorts, stageId, cohortId } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Stack>
      <Card title={say("programme.enrolment.next")}>
        <ActForm formId="state">
          <div className="actions">
            {moves
              .filter((move) => move !== "leave")
              .map((move, place) => (
                <SubmitButton key={move} name="intent" value={move} look={place === 0 ? "primary" : "secondary"}>
                  {say.any(`lifecycle.enrolment.move.${move}`)}
                </SubmitButton>
              ))}
          </div>
        </ActForm>
        <Leave />
      </Card>
      {state === "enrolled" ? (
        <Card title={say("programme.member.stage")}>
          <ActForm formId="stage">
            <HiddenField name="intent" value="stage" />
            <SelectField
              name="stageId"
              label={say("programme.enrolment.to-stage")}
              options={stages.map(({ id, name }) => ({ value: id, label: name }))}
              defaultValue={stageId ?? undefined}
              emptyLabel={null}
            />
            <SubmitButton look="secondary">{say("programme.enrolment.set-stage")}</SubmitButton>
          </ActForm>
        </Card>
      ) : null}
      <Card title={say("programme.member.cohort")}>
        {cohorts.length === 0 ? (
          <p className="soft">{say("programme.cohort.none")}</p>
        ) : (
          <ActForm formId="cohort">
            <HiddenField name="intent" value="cohort" />
            <SelectField
              name="cohort"
              label={say("programme.enrolment.to-cohort")}
              options={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
              defaultValue={cohortId ?? ""}
              emptyLabel={say("programme.enrolment.no-cohort")}
              optional
            />
            <SubmitButton look="secondary">{say("programme.enrolment.set-cohort")}</SubmitButton>
          </ActForm>
        )}
      </Card>
    </Stack>
  );
}

function Leave() {
  const say = useSay();
  return (
    <ActDetails summary={say("programme.enrolment.leave")} formId="leave">
      <ActForm formId="leave">
        <HiddenField name="intent" value="leave" />
        <SelectField
          name="code"
          label={say("programme.enrolment.why")}
          options={LEAVING_REASONS.map((value) => ({ value, label: say(`programme.leaving.${value}`) }))}
        />
        <TextArea name="words" label={say("programme.enrolment.words")} maxLength={500} rows={3} optional />
        <SubmitButton look="danger">{say("programme.enrolment.leave")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
