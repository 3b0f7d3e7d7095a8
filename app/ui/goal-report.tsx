// How goals of a care plan come on: the question a provider answers for each, and the reports that both sides read. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import { GOAL_STANDINGS, MOST_GOAL_WORDS } from "../models/delivery/forms";
import { RadioGroup } from "./choice-fields";
import { Card } from "./layout-parts";
import { ToneTag } from "./state-tag";
import type { Tone } from "./state-tones";
import { HiddenField, TextField } from "./text-fields";

type Goal = {
  readonly id: string;
  readonly words: string;
  readonly measure: string;
  readonly targetOn: string | null;
};

export function GoalQuestion({ goal, position }: { goal: Goal; position: number }) {
  const say = useSay();
  const formats = useFormats();
  const name = `goals[${position}]`;
  const hints = [
    goal.measure ? say("report.measure", { measure: goal.measure }) : "",
    goal.targetOn ? say("report.target", { day: formats.day(goal.targetOn) }) : "",
  ].filter((hint) => hint !== "");
  return (
    <section className="card-part">
      <HiddenField name={`${name}.goalId`} value={goal.id} />
      <RadioGroup
        name={`${name}.standing`}
        label={goal.words}
        hint={hints.join(" ")}
        optional
        options={GOAL_STANDINGS.map((value) => ({ value, label: say(`report.standing.${value}`) }))}
      />
      <TextField name={`${name}.words`} label={say("report.goal-words")} maxLength={MOST_GOAL_WORDS} optional />
    </section>
  );
}

type GoalReportsProps = {
  reports: readonly {
    readonly id: string;
    readonly at: Date | string;
    readonly organizationName: string;
    readonly goals: readonly {
      readonly goalId: string;
      readonly goal: string | null;
      readonly standing: string;
      readonly words: string;
    }[];
  }[];
  /** When the next report is due; null where it stands elsewhere on the page. */
  dueOn: string | null;
};

const TONES: Readonly<Record<string, Tone>> = { reached: "done", closer: "going", same: "paused", further: "act" };

export function GoalReports({ reports, dueOn }: GoalReportsProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("report.reports")}>
      {dueOn ? <p>{say("report.due", { day: formats.day(dueOn) })}</p> : null}
      {reports.length === 0 ? <p className="soft">{say("report.none")}</p> : null}
      {reports.map(({ id, at, organizationName, goals }) => (
        <section key={id} className="card-part">
          <h3>
            {formats.instantDay(at)} · {organizationName}
          </h3>
          <ul className="plain-list">
            {goals.map(({ goalId, goal, standing, words }) => (
              <li key={goalId}>
                {goal ?? say("report.goal-closed")}{" "}
                <ToneTag tone={TONES[standing] ?? "going"}>{say.any(`report.standing.${standing}`)}</ToneTag>
                {words ? <p className="note-words">{words}</p> : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}
