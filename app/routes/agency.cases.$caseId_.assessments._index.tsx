// The assessments of a case, newest first, and the beginning of another. Sensitive ones stand here only for those who may read them.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { beginAssessment } from "#app/models/assessment/begin.server";
import { BeginForm } from "#app/models/assessment/forms";
import { readAssessments, readFormsInUse } from "#app/models/assessment/read.server";
import { localDay } from "#app/models/values/calendar-day";
import { type CaseId, idParam } from "#app/models/values/ids";
import { useScoreWords } from "#app/ui/form-words";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  type Column,
  DataTable,
  DateField,
  Empty,
  Notice,
  PageHeader,
  SelectField,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: titleFrom(({ found }: { found: { name: string } }) => ["assessment.list.page-title", { name: found.name }]),
};

export const loader = loaderFor(
  "assessment:read",
  { params, records: true },
  async ({ actor, db, params: { caseId } }) => {
    const found = await readAssessments(db, actor, caseId);
    return {
      found,
      forms: found.mayWrite ? await readFormsInUse(db, agencyOf(actor)) : [],
      today: localDay(await clock(db), actor.timeZone),
    };
  },
);

export const action = actionFor(
  "assessment:write",
  { params, form: BeginForm },
  async ({ actor, db, params: { caseId }, form }) => {
    const id = await beginAssessment(db, actor, caseId, form);
    return redirectTo(`/agency/assessments/${id}/fill`, "assessment.begin.begun");
  },
);

type Line = ReturnType<typeof useLoaderData<typeof loader>>["found"]["rows"][number];

export default function AssessmentsPage() {
  const { found } = useLoaderData<typeof loader>();
  const say = useSay();
  const names = new Map(
    found.rows.filter(({ state }) => state === "completed").map(({ formId, name }) => [formId, name]),
  );
  return (
    <>
      <PageHeader
        title={say("assessment.list.page-title", { name: found.name })}
        back={{ to: `/agency/cases/${found.id}`, label: say("assessment.list.back", { number: found.number }) }}
      />
      <Stack>
        <DataTable
          caption={say("assessment.list.caption")}
          rows={found.rows}
          rowKey={({ id }) => id}
          columns={useColumns()}
          empty={
            <Empty title={say("assessment.list.empty")} icon="assessment">
              {say(found.mayWrite ? "assessment.list.empty-lead" : "assessment.list.empty-read")}
            </Empty>
          }
        />
        {names.size > 0 ? (
          <Card title={say("assessment.list.compare")}>
            <ul className="plain-list">
              {[...names].map(([formId, form]) => (
                <li key={formId}>
                  <Link to={`/agency/cases/${found.id}/assessments/${formId}`}>
                    {say("assessment.list.compare-with", { form })}
                  </Link>
                </li>
              ))}
            </ul>
          </Card>
        ) : null}
        {found.mayWrite ? <Begin /> : null}
      </Stack>
    </>
  );
}

function Begin() {
  const { forms, today } = useLoaderData<typeof loader>();
  const say = useSay();
  if (forms.length === 0) {
    return <Notice title={say("assessment.begin.none-title")}>{say("assessment.begin.none")}</Notice>;
  }
  return (
    <Card title={say("assessment.begin.title")}>
      <ActForm formId="begin">
        <SelectField
          name="form"
          label={say("assessment.begin.form")}
          options={forms.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={forms.length === 1 ? forms[0]?.id : undefined}
        />
        <DateField name="assessedOn" label={say("assessment.begin.day")} defaultValue={today} max={today} />
        <SubmitButton>{say("assessment.begin.save")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

function useColumns(): Column<Line>[] {
  const say = useSay();
  const formats = useFormats();
  const scoreWords = useScoreWords();
  return [
    {
      id: "form",
      header: say("assessment.list.form"),
      main: true,
      cell: ({ id, name, number, sensitive }) => (
        <>
          <Link to={`/agency/assessments/${id}`}>{name}</Link>
          <span className="soft">
            {` · ${say("assessment.list.version", { number })}`}
            {sensitive ? ` · ${say("assessment.list.sensitive")}` : ""}
          </span>
        </>
      ),
    },
    { id: "day", header: say("assessment.list.day"), cell: ({ assessedOn }) => formats.day(assessedOn) },
    {
      id: "state",
      header: say("assessment.list.state"),
      cell: ({ state }) => <StateTag lifecycle="assessment" state={state} />,
    },
    {
      id: "scores",
      header: say("assessment.list.scores"),
      cell: ({ scores }) => scores.map((score) => `${score.name}: ${scoreWords(score)}`).join("; "),
    },
    { id: "by", header: say("assessment.list.by"), cell: ({ by }) => by },
  ];
}
