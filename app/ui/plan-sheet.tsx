// The care plan in plain words, for the client to read, sign and keep. Takes plain values; the same on screen and on paper.
import { useFormats, useSay } from "#app/i18n/speech";
import { Facts } from "./facts";
import { plannedName } from "./plan-parts";

type PlanSheetProps = {
  houseName: string;
  plan: {
    readonly clientName: string;
    readonly ownerName: string;
    readonly summary: string;
    readonly startsOn: string;
    readonly nextReviewOn: string | null;
    readonly reviewMonths: number;
    readonly goals: readonly {
      readonly id: string;
      readonly words: string;
      readonly measure: string;
      readonly targetOn: string | null;
    }[];
    readonly services: readonly {
      readonly id: string;
      readonly name: string | null;
      readonly words: string;
      readonly howMuch: string;
    }[];
    readonly tasks: readonly {
      readonly id: string;
      readonly kind: string;
      readonly state: string;
      readonly words: string;
      readonly who: string;
      readonly dueOn: string | null;
    }[];
  };
};

export function PlanSheet({ plan, houseName }: PlanSheetProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <article className="plan-sheet">
      <Facts
        columns={2}
        facts={[
          { name: say("plan.sheet.for"), value: plan.clientName },
          {
            name: say("plan.sheet.with"),
            value: say("plan.sheet.with-value", { name: plan.ownerName, house: houseName }),
          },
          { name: say("plan.sheet.begins"), value: formats.dayLong(plan.startsOn) },
          {
            name: say("plan.sheet.review"),
            value: plan.nextReviewOn
              ? formats.dayLong(plan.nextReviewOn)
              : say("plan.sheet.review-every", { count: plan.reviewMonths }),
          },
        ]}
      />
      {plan.summary ? (
        <>
          <h2>{say("plan.sheet.matters")}</h2>
          <p className="note-words">{plan.summary}</p>
        </>
      ) : null}
      <Goals plan={plan} />
      <Help plan={plan} />
      <p>{say("plan.sheet.your-right")}</p>
    </article>
  );
}

function Goals({ plan }: Pick<PlanSheetProps, "plan">) {
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <h2>{say("plan.sheet.goals")}</h2>
      <ol className="plan-list">
        {plan.goals.map(({ id, words, measure, targetOn }) => (
          <li key={id}>
            <strong>{words}</strong>
            {measure ? <p>{say("plan.goal.know", { measure })}</p> : null}
            {targetOn ? <p>{say("plan.goal.by", { day: formats.dayLong(targetOn) })}</p> : null}
          </li>
        ))}
      </ol>
    </>
  );
}

/** What will help, and who does what; a review is the house's own task. */
function Help({ plan }: Pick<PlanSheetProps, "plan">) {
  const say = useSay();
  const formats = useFormats();
  const tasks = plan.tasks.filter(({ kind, state }) => kind !== "review" && state === "open");
  return (
    <>
      {plan.services.length > 0 ? (
        <>
          <h2>{say("plan.sheet.services")}</h2>
          <ul>
            {plan.services.map((service) => (
              <li key={service.id}>
                {[plannedName(service), service.howMuch].filter((part) => part !== "").join(", ")}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {tasks.length > 0 ? (
        <>
          <h2>{say("plan.sheet.tasks")}</h2>
          <ul>
            {tasks.map(({ id, words, who, dueOn }) => (
              <li key={id}>
                <strong>{who}</strong>: {words}
                {dueOn ? ` (${say("plan.task.until", { day: formats.dayLong(dueOn) })})` : ""}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
