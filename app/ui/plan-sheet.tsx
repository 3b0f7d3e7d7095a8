// The care plan in plain words, for the client to read, sign and keep, in their language. Takes plain values; the same on screen and on paper.
import type { ClientLanguage } from "#app/i18n/languages";
import { type SayToClient, sayToClient } from "#app/i18n/say-to-client";
import { Facts } from "./facts";
import { plannedName } from "./plan-parts";

type PlanSheetProps = {
  /** What the house says in it; names and what people wrote stay as they are. */
  language: ClientLanguage;
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

export function PlanSheet({ plan, houseName, language }: PlanSheetProps) {
  const say = sayToClient(language);
  return (
    <article className="plan-sheet" lang={language}>
      <Facts
        columns={2}
        facts={[
          { name: say("sharing.plan.for"), value: plan.clientName },
          {
            name: say("sharing.plan.with"),
            value: say("sharing.plan.with-value", { name: plan.ownerName, house: houseName }),
          },
          { name: say("sharing.plan.begins"), value: say.day(plan.startsOn) },
          {
            name: say("sharing.plan.review"),
            value: plan.nextReviewOn
              ? say.day(plan.nextReviewOn)
              : say("sharing.plan.review-every", { count: plan.reviewMonths }),
          },
        ]}
      />
      {plan.summary ? (
        <>
          <h2>{say("sharing.plan.matters")}</h2>
          <p className="note-words">{plan.summary}</p>
        </>
      ) : null}
      <Goals plan={plan} say={say} />
      <Help plan={plan} say={say} />
      <p>{say("sharing.plan.your-right")}</p>
    </article>
  );
}

type PartProps = Pick<PlanSheetProps, "plan"> & { readonly say: SayToClient };

function Goals({ plan, say }: PartProps) {
  return (
    <>
      <h2>{say("sharing.plan.goals")}</h2>
      <ol className="plan-list">
        {plan.goals.map(({ id, words, measure, targetOn }) => (
          <li key={id}>
            <strong>{words}</strong>
            {measure ? <p>{say("sharing.plan.know", { measure })}</p> : null}
            {targetOn ? <p>{say("sharing.plan.by", { day: say.day(targetOn) })}</p> : null}
          </li>
        ))}
      </ol>
    </>
  );
}

/** What will help, and who does what; a review is the house's own task. */
function Help({ plan, say }: PartProps) {
  const tasks = plan.tasks.filter(({ kind, state }) => kind !== "review" && state === "open");
  return (
    <>
      {plan.services.length > 0 ? (
        <>
          <h2>{say("sharing.plan.services")}</h2>
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
          <h2>{say("sharing.plan.tasks")}</h2>
          <ul>
            {tasks.map(({ id, words, who, dueOn }) => (
              <li key={id}>
                <strong>{who}</strong>: {words}
                {dueOn ? ` (${say("sharing.plan.until", { day: say.day(dueOn) })})` : ""}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
