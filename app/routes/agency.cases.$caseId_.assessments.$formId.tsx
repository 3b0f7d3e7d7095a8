// One form's assessments of a case over time: each score as a line and as a table, each answer beside the earlier ones.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type AnswerCell, compareFilled } from "#app/models/assessment/compare";
import { readSeries } from "#app/models/assessment/read.server";
import { type CaseId, type FormId, idParam } from "#app/models/values/ids";
import { useAnswerWords, useScoreWords } from "#app/ui/form-words";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Notice, PageHeader, Stack } from "#app/ui/parts";
import { ScoreLine } from "#app/ui/score-line";

const params = z.object({ caseId: idParam<CaseId>(), formId: idParam<FormId>() });

export const handle: PageHandle = {
  title: titleFrom(({ form }: { form: string }) => ["assessment.compare.title", { form }]),
};

export const loader = loaderFor(
  "assessment:read",
  { params, records: true },
  async ({ actor, db, params: { caseId, formId } }) => {
    const { filled, ...found } = await readSeries(db, actor, caseId, formId);
    const columns = filled.map(({ id, assessedOn, number }) => ({ id, assessedOn, number }));
    return { ...found, columns, ...compareFilled(filled) };
  },
);

export default function ComparePage() {
  const { id, form, name, columns } = useLoaderData<typeof loader>();
  const say = useSay();
  const versions = new Set(columns.map(({ number }) => number));
  return (
    <>
      <PageHeader
        title={say("assessment.compare.title", { form })}
        lead={say("assessment.compare.lead", { name })}
        back={{ to: `/agency/cases/${id}/assessments`, label: say("assessment.list.page-title", { name }) }}
      />
      <Stack>
        {columns.length === 1 ? <Notice>{say("assessment.compare.only-one")}</Notice> : null}
        {versions.size > 1 ? <Notice>{say("assessment.compare.versions-differ")}</Notice> : null}
        <Scores />
        <Answers />
      </Stack>
    </>
  );
}

function Heads({ first }: { first: string }) {
  const { columns } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {columns.map(({ id, assessedOn, number }) => (
          <th key={id} scope="col">
            <Link to={`/agency/assessments/${id}`}>{formats.day(assessedOn)}</Link>
            <br />
            <span className="soft">{say("assessment.compare.version", { number })}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Scores() {
  const { scores, columns } = useLoaderData<typeof loader>();
  const say = useSay();
  const words = useScoreWords();
  if (scores.length === 0) return null;
  return (
    <Card title={say("assessment.compare.scores")}>
      {columns.length > 1
        ? scores.map((row) => (
            <ScoreLine
              key={row.key}
              name={row.name}
              points={columns.flatMap(({ assessedOn }, place) => {
                const value = row.values[place];
                return value ? [{ day: assessedOn, hundredths: value.hundredths }] : [];
              })}
            />
          ))
        : null}
      <div className="wide-table">
        <table>
          <caption className="usa-sr-only">{say("assessment.compare.scores-caption")}</caption>
          <Heads first={say("assessment.compare.score")} />
          <tbody>
            {scores.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                {columns.map(({ id }, place) => (
                  <td key={id} className="figures">
                    {row.values[place] ? words(row.values[place]) : say("assessment.compare.not-in-version")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Answers() {
  const { answers, columns } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("assessment.compare.answers")}>
      <div className="wide-table">
        <table>
          <caption className="usa-sr-only">{say("assessment.compare.answers-caption")}</caption>
          <Heads first={say("assessment.compare.question")} />
          <tbody>
            {answers.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                {columns.map(({ id }, place) => (
                  <td key={id}>
                    <Cell cell={row.cells[place]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Cell({ cell }: { cell: AnswerCell | undefined }) {
  const say = useSay();
  const words = useAnswerWords();
  const question = cell?.question;
  if (!question) return <span className="soft">{say("assessment.compare.not-in-version")}</span>;
  if (!cell.asked) return <span className="soft">{say("assessment.compare.not-asked")}</span>;
  if (cell.texts.length === 0) return <span className="soft">{say("assessment.one.no-answer")}</span>;
  return (
    <>
      {cell.texts.map((text) => words(question, text)).join("; ")}
      {cell.changed ? <strong className="form-changed"> · {say("assessment.compare.changed")}</strong> : null}
    </>
  );
}
