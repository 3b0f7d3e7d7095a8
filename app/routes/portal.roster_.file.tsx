// Attendance by a file: take the open sessions, fill them in, send them back. What cannot be recorded is told by its line; the rest stands.
import { useActionData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor } from "#app/access/gate.server";
import { sentenceOf } from "#app/access/refusals.server";
import { useSay } from "#app/i18n/speech";
import { MOST_ATTENDANCE_ROWS, type RowFault } from "#app/models/delivery/attendance-csv";
import { takeAttendanceFile } from "#app/models/delivery/attendance-file.server";
import { readUploadedText } from "#app/models/practitioner/uploaded-text.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, Card, FileField, PageHeader, Stack, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "delivery.file.title" };

export const loader = loaderFor("attendance:record", { query: z.object({}) }, async () => ({}));

export const action = actionFor(
  "attendance:record",
  { form: z.object({}), files: true },
  async ({ actor, db, files: [file] }) => {
    const { taken, already, refused } = await takeAttendanceFile(db, actor, (await readUploadedText(file)).text);
    const told = refused.map(({ line, fault, refusal }) => ({
      line,
      fault: fault ?? null,
      sentence: refusal ? sentenceOf(refusal, actor) : null,
    }));
    return { taken, already, refused: told };
  },
);

type Result = {
  readonly taken: number;
  readonly already: number;
  readonly refused: readonly { line: number; fault: RowFault | null; sentence: string | null }[];
};

export default function AttendanceFilePage() {
  const say = useSay();
  const result = useActionData<{ answer?: Result } | undefined>()?.answer;
  return (
    <>
      <PageHeader
        title={say("delivery.file.title")}
        lead={say("delivery.file.lead")}
        back={{ to: "/portal/roster", label: say("delivery.day.title") }}
      />
      <Stack>
        {result ? <Outcome result={result} /> : null}
        <Card title={say("delivery.file.take")}>
          <p>{say("delivery.file.take-lead")}</p>
          <ButtonLink to="/portal/roster/open.csv" look="secondary" download>
            {say("delivery.file.download")}
          </ButtonLink>
        </Card>
        <Card title={say("delivery.file.fill")}>
          <p>{say("delivery.file.fill-lead")}</p>
          <p>
            <strong>{say("delivery.file.words")}</strong>
          </p>
          <p className="soft">{say("delivery.file.fill-more")}</p>
        </Card>
        <Card title={say("delivery.file.send")}>
          <ActForm formId="attendance-file" files>
            <FileField
              name="file"
              label={say("delivery.file.field")}
              hint={say("delivery.file.hint", { most: MOST_ATTENDANCE_ROWS })}
              accept=".csv,text/csv"
            />
            <Actions>
              <SubmitButton>{say("delivery.file.button")}</SubmitButton>
            </Actions>
          </ActForm>
        </Card>
      </Stack>
    </>
  );
}

function Outcome({ result: { taken, already, refused } }: { result: Result }) {
  const say = useSay();
  return (
    <Card title={say("delivery.file.result")} look={refused.length > 0 ? "act" : "plain"}>
      <div role="status">
        <p>{say("delivery.file.taken", { count: taken })}</p>
        {already > 0 ? <p>{say("delivery.file.already", { count: already })}</p> : null}
      </div>
      {refused.length > 0 ? (
        <>
          <h3>{say("delivery.file.refused")}</h3>
          <ul>
            {refused.map(({ line, fault, sentence }) => (
              <li key={line}>
                <strong>{say("delivery.file.line", { line })}:</strong>{" "}
                {fault ? say(`delivery.file.fault.${fault}`) : sentence}
              </li>
            ))}
          </ul>
          <p>{say("delivery.file.mend-lead")}</p>
        </>
      ) : null}
    </Card>
  );
}
