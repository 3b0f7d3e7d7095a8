// The agency's answer to a plan: approve it, or return it with what is wrong with the whole and with single sessions. Forms only; the deed decides.
import { useFormats, useSay } from "#app/i18n/speech";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { type Option, SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { Actions, Card, Stack } from "./layout-parts";
import { HiddenField, TextArea, TextField } from "./text-fields";

type Line = { readonly startsAt: Date; readonly endsAt: Date; readonly day: string };

type ScheduleAnswerProps = {
  /** When what this page shows was sent. */
  seen: string;
  codes: readonly string[];
  sessions: readonly Line[];
  timeZone: string;
};

export function ScheduleAnswer({ seen, codes, sessions, timeZone }: ScheduleAnswerProps) {
  const say = useSay();
  const labels = useLineLabels(sessions);
  const options = codes.map((value) => ({ value, label: say.any(`schedule.code.${value}`) }));
  return (
    <Card title={say("schedule.decide.title")} look="act">
      <Stack>
        <ActForm formId="approve">
          <HiddenField name="move" value="approve" />
          <HiddenField name="seen" value={seen} />
          <Actions>
            <SubmitButton look="act">{say("schedule.decide.approve")}</SubmitButton>
          </Actions>
        </ActForm>
        <ActDetails summary={say("schedule.decide.return")} formId="return">
          <p>{say("schedule.decide.return-lead")}</p>
          <ActForm formId="return" labels={labels}>
            <HiddenField name="move" value="return" />
            <HiddenField name="seen" value={seen} />
            <SelectField
              name="code"
              label={say("schedule.decide.code")}
              hint={say("schedule.decide.code-hint")}
              emptyLabel={say("schedule.decide.only-lines")}
              options={options}
              optional
            />
            <TextArea
              name="words"
              label={say("schedule.decide.words")}
              hint={say("schedule.decide.words-hint")}
              maxLength={2000}
              rows={3}
              optional
            />
            <Lines sessions={sessions} timeZone={timeZone} options={options} />
            <Actions>
              <SubmitButton look="secondary">{say("schedule.decide.return-button")}</SubmitButton>
            </Actions>
          </ActForm>
        </ActDetails>
      </Stack>
    </Card>
  );
}

/** For the summary of errors: the boxes of the lines stand in a table. */
function useLineLabels(sessions: readonly Line[]): Record<string, string> {
  const say = useSay();
  const formats = useFormats();
  return Object.fromEntries(
    sessions.map(({ day }, place) => [
      `lines[${place}].code`,
      say("schedule.decide.line-code-of", { day: formats.day(day) }),
    ]),
  );
}

type LinesProps = Pick<ScheduleAnswerProps, "sessions" | "timeZone"> & { options: readonly Option[] };

function Lines({ sessions, timeZone, options }: LinesProps) {
  const say = useSay();
  const formats = useFormats();
  const rows = sessions.map((session, place) => ({ ...session, place }));
  const columns: Column<(typeof rows)[number]>[] = [
    {
      id: "day",
      header: say("schedule.table.day"),
      main: true,
      whole: true,
      cell: ({ day, startsAt, endsAt }) => (
        <>
          {formats.day(day)}
          <br />
          <span className="soft">{formats.times(startsAt, endsAt, timeZone)}</span>
        </>
      ),
    },
    {
      id: "code",
      header: say("schedule.decide.line-code"),
      cell: ({ day, place }) => (
        <SelectField
          name={`lines[${place}].code`}
          label={say("schedule.decide.line-code-of", { day: formats.day(day) })}
          labelHidden
          emptyLabel={say("schedule.decide.line-fine")}
          options={options}
          optional
        />
      ),
    },
    {
      id: "words",
      header: say("schedule.decide.line-words"),
      cell: ({ day, place }) => (
        <TextField
          name={`lines[${place}].words`}
          label={say("schedule.decide.line-words-of", { day: formats.day(day) })}
          labelHidden
          maxLength={300}
          optional
        />
      ),
    },
  ];
  return (
    <DataTable
      caption={say("schedule.decide.lines")}
      captionShown
      columns={columns}
      rows={rows}
      rowKey={({ startsAt }) => startsAt.toISOString()}
    />
  );
}
