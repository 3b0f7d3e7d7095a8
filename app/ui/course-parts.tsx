// The way from a referral to help: a funnel of its steps, and the same by group. Takes counts that may be told; counts nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { COURSE_STEPS, type CourseGrouping, type GroupCourse, type StepFigure } from "#app/models/insight/course";
import { courseWords } from "#app/models/insight/need-words";
import { ActDetails } from "./act-details";
import { type Column, DataTable } from "./data-table";
import { BarChart } from "./insight-chart";
import { useNeedWords } from "./need-parts";

type Group = GroupCourse & { readonly name: string | null };

function useStepWords() {
  const say = useSay();
  const formats = useFormats();
  const { heldBack } = useNeedWords();
  return {
    count: ({ count }: StepFigure) => (count === null ? heldBack : formats.count(count)),
    days: ({ medianDays: days }: StepFigure) => (days === null ? "" : say("desks.service.half", { count: days })),
  };
}

/** All of a quarter: each step's length is how many reached it. */
export function CourseFunnel({ steps, caption }: { steps: readonly StepFigure[]; caption: string }) {
  const say = useSay();
  const words = useStepWords();
  const bars = steps.map((step) => ({
    key: step.step,
    label: say(`desks.service.steps.${step.step}`),
    said: [words.count(step), words.days(step)].filter((part) => part !== "").join(", "),
    drawn: step.count === null ? null : { value: step.count },
  }));
  return (
    <>
      <BarChart label={say("desks.service.chart", { of: caption })} bars={bars} />
      <ActDetails summary={say("insight.as-table")}>
        <StepTable steps={steps} caption={caption} />
      </ActDetails>
    </>
  );
}

function StepTable({ steps, caption }: { steps: readonly StepFigure[]; caption: string }) {
  const say = useSay();
  const formats = useFormats();
  const words = useStepWords();
  return (
    <DataTable
      caption={caption}
      columns={[
        {
          id: "step",
          header: say("desks.service.step"),
          main: true,
          cell: ({ step }) => say(`desks.service.steps.${step}`),
        },
        { id: "reached", header: say("desks.service.reached"), figures: true, cell: words.count },
        {
          id: "days",
          header: say("desks.service.half-days"),
          figures: true,
          cell: ({ medianDays }) => (medianDays === null ? "–" : formats.count(medianDays)),
        },
      ]}
      rows={steps}
      rowKey={({ step }) => step}
    />
  );
}

export function CourseTable({ groups, by }: { groups: readonly Group[]; by: CourseGrouping }) {
  const say = useSay();
  const words = useStepWords();
  const nameOf = courseWords(say, by);
  const columns: Column<Group>[] = [
    {
      id: "group",
      header: say(`desks.service.groupings.${by}`),
      main: true,
      cell: nameOf,
      sortBy: nameOf,
    },
    ...COURSE_STEPS.map(
      (step, place): Column<Group> => ({
        id: step,
        header: say(`desks.service.steps.${step}`),
        figures: true,
        cell: ({ steps }) => {
          const figure = steps[place];
          if (!figure) return null;
          const days = words.days(figure);
          return (
            <>
              {words.count(figure)}
              {days === "" ? null : (
                <>
                  <br />
                  <span className="soft">{days}</span>
                </>
              )}
            </>
          );
        },
        sortBy: ({ steps }) => steps[place]?.count ?? null,
      }),
    ),
  ];
  return (
    <DataTable
      caption={say("desks.service.groups", { by: say(`desks.service.groupings.${by}`) })}
      columns={columns}
      rows={groups}
      rowKey={({ value }) => value}
    />
  );
}
