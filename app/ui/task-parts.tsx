// Tasks of a case: listed with who and until when, ended with a result, and set. Takes plain values; the page's own action does it.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { TASK_KINDS } from "../models/case/codes";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup, SelectField } from "./choice-fields";
import { Card } from "./layout-parts";
import { type Goal, GoalSelect } from "./plan-parts";
import { StateTag, ToneTag } from "./state-tag";
import { DateField, HiddenField, NumberField, TextArea, TextField } from "./text-fields";

export type TaskOfList = {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly words: string;
  readonly who: string;
  readonly mine: boolean;
  readonly goal: string | null;
  readonly reviewId: string | null;
  readonly path?: string | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly everyWeeks: number | null;
  readonly result: string;
};

type Colleague = { readonly id: string; readonly name: string };

type TasksCardProps = {
  tasks: readonly TaskOfList[];
  colleagues: readonly Colleague[];
  /** Of the plan's own page, where a task can belong to one. */
  goals?: readonly Goal[];
  me: string;
  mayWrite: boolean;
  /** All of the case's tasks, where this is a part of them. */
  all?: string;
};

export function TasksCard({ tasks, colleagues, goals = [], me, mayWrite, all }: TasksCardProps) {
  const say = useSay();
  return (
    <Card title={say("plan.task.title")} aside={all ? <Link to={all}>{say("case.page.all-tasks")}</Link> : null}>
      {tasks.length === 0 ? <p className="soft">{say("plan.task.empty")}</p> : null}
      <ul className="waiting">
        {tasks.map((task) => (
          <li key={task.id}>
            <TaskLine task={task} />
            <TaskMoves task={task} mayWrite={mayWrite} />
          </li>
        ))}
      </ul>
      {mayWrite ? <TaskForm colleagues={colleagues} goals={goals} me={me} /> : null}
    </Card>
  );
}

function TaskLine({ task }: { task: TaskOfList }) {
  const say = useSay();
  const formats = useFormats();
  const due = task.dueOn ? say("plan.task.until", { day: formats.day(task.dueOn) }) : say("plan.task.no-day");
  return (
    <div>
      <strong>{task.kind === "review" ? say("plan.task.review-of") : <TaskWords task={task} />}</strong>{" "}
      {task.state === "open" ? null : <StateTag lifecycle="task" state={task.state} />}
      {task.overdue ? <ToneTag tone="act">{say("plan.task.overdue")}</ToneTag> : null}
      <p className="soft">
        {[task.who, due, task.everyWeeks ? say("plan.task.every", { count: task.everyWeeks }) : "", task.goal ?? ""]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
      {task.result ? <p>{task.result}</p> : null}
    </div>
  );
}

/** Where it is done on a page of its own, its words lead there. */
function TaskWords({ task: { words, path, state } }: { task: TaskOfList }) {
  return path && state === "open" ? <Link to={path}>{words}</Link> : words;
}

function TaskMoves({ task, mayWrite }: { task: TaskOfList; mayWrite: boolean }) {
  const say = useSay();
  if (task.reviewId)
    return task.state === "open" ? (
      <Link to={`/agency/reviews/${task.reviewId}`}>{say("plan.page.review-open")}</Link>
    ) : null;
  if (!mayWrite && !task.mine) return null;
  if (task.state !== "open")
    return (
      <ActForm formId={`reopen-${task.id}`}>
        <HiddenField name="intent" value="move-task" />
        <HiddenField name="taskId" value={task.id} />
        <SubmitButton look="quiet" name="move" value="reopen">
          {say("plan.task.reopen")}
        </SubmitButton>
      </ActForm>
    );
  return (
    <ActDetails summary={say("plan.task.end")} formId={`end-${task.id}`}>
      <ActForm formId={`end-${task.id}`}>
        <HiddenField name="intent" value="move-task" />
        <HiddenField name="taskId" value={task.id} />
        <TextArea name="result" label={say("plan.task.result")} maxLength={1000} rows={2} optional />
        <div className="actions">
          <SubmitButton look="secondary" name="move" value="finish">
            {say("plan.task.done")}
          </SubmitButton>
          <SubmitButton look="quiet" name="move" value="drop">
            {say("plan.task.drop")}
          </SubmitButton>
        </div>
      </ActForm>
    </ActDetails>
  );
}

type TaskFormProps = { colleagues: readonly Colleague[]; goals: readonly Goal[]; me: string };

function TaskForm({ colleagues, goals, me }: TaskFormProps) {
  const say = useSay();
  return (
    <ActDetails summary={say("plan.task.add")} formId="task">
      <ActForm formId="task">
        <HiddenField name="intent" value="task" />
        <TextArea name="words" label={say("plan.task.words")} maxLength={500} rows={2} />
        <SelectField
          name="assignedTo"
          label={say("plan.task.who")}
          emptyLabel={say("plan.task.me")}
          options={colleagues.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
        <TextField
          name="doer"
          label={say("plan.task.doer")}
          hint={say("plan.task.doer-hint")}
          maxLength={100}
          optional
        />
        <DateField name="dueOn" label={say("plan.task.due")} optional />
        <GoalSelect goals={goals} label={say("plan.task.goal")} />
        <RadioGroup
          name="kind"
          label={say("plan.task.kind")}
          defaultValue="task"
          options={TASK_KINDS.map((value) => ({ value, label: say(`plan.task.kind-${value}`) }))}
        />
        <NumberField
          name="everyWeeks"
          label={say("plan.task.weeks")}
          hint={say("plan.task.weeks-hint")}
          maxLength={2}
          optional
        />
        <SubmitButton look="secondary">{say("plan.task.save")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
