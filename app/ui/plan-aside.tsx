// What stands beside a care plan: its next step, its reviews and versions, and the form of its words and days. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { Card } from "./layout-parts";
import { StateTag } from "./state-tag";
import { DateField, HiddenField, NumberField, TextArea } from "./text-fields";

type Review = {
  readonly id: string;
  readonly state: string;
  readonly dueOn: string;
  readonly decision: string | null;
  readonly decidedAt: Date | null;
};
type Version = { readonly id: string; readonly version: number; readonly state: string };

type PlanOfAside = {
  readonly id: string;
  readonly state: string;
  readonly clientName: string;
  readonly summary: string;
  readonly startsOn: string;
  readonly reviewMonths: number;
  readonly goals: readonly unknown[];
  readonly reviews: readonly Review[];
  readonly versions: readonly Version[];
  readonly approval: {
    readonly needed: boolean;
    readonly id: string | null;
    readonly waits: boolean;
    readonly granted: boolean;
    readonly sentBack: string;
  };
};

/** There is a goal, and where the agency asks for it a supervisor has agreed. */
export const maySign = ({ goals, approval }: Pick<PlanOfAside, "goals" | "approval">): boolean =>
  goals.length > 0 && (!approval.needed || approval.granted);

export function PlanNext({ plan }: { plan: PlanOfAside }) {
  const say = useSay();
  const { state, clientName: name, goals, reviews, versions } = plan;
  if (state === "draft")
    return (
      <Card title={say("plan.page.next")}>
        {goals.length === 0 ? <p>{say("plan.page.next-goal")}</p> : <Approval plan={plan} />}
        {maySign(plan) ? (
          <div className="actions">
            <ButtonLink to={`/agency/plans/${plan.id}/sign`}>{say("plan.page.sign", { name })}</ButtonLink>
          </div>
        ) : null}
        <Confirmed intent="discard" ask={say("plan.page.discard")} hint={say("plan.page.discard-hint")} />
      </Card>
    );
  if (state !== "agreed") return null;
  const open = reviews.find((review) => review.state === "open");
  return (
    <Card title={say("plan.page.next")}>
      <div className="actions">
        {open ? (
          <ButtonLink to={`/agency/reviews/${open.id}`}>{say("plan.page.review-open")}</ButtonLink>
        ) : (
          <Click intent="review-now" label={say("plan.page.review-now")} />
        )}
        {versions.some((version) => version.state === "draft") ? null : (
          <Click intent="new-version" label={say("plan.page.new-version")} />
        )}
      </div>
      <Confirmed intent="end" ask={say("plan.page.end")} hint={say("plan.page.end-hint")} />
    </Card>
  );
}

/** Where the agency asks for a second person: ask, wait, or read what came back. */
function Approval({ plan: { approval, clientName: name } }: { plan: PlanOfAside }) {
  const say = useSay();
  if (!approval.needed || approval.granted) return null;
  const question = approval.id ? (
    <p>
      <Link to={`/agency/approvals/${approval.id}`}>{say("case.approval.open")}</Link>
    </p>
  ) : null;
  if (approval.waits)
    return (
      <>
        <p>{say("lifecycle.approval.state.asked")}</p>
        {question}
      </>
    );
  return (
    <ActForm formId="ask">
      <HiddenField name="intent" value="ask" />
      <p>{say("case.approval.needed", { name })}</p>
      {approval.sentBack ? <p>{say("case.approval.sent-back", { words: approval.sentBack })}</p> : null}
      <TextArea name="words" label={say("case.approval.ask-words")} maxLength={2000} rows={2} optional />
      <SubmitButton>{say("case.approval.ask")}</SubmitButton>
    </ActForm>
  );
}

function Click({ intent, label }: { intent: string; label: string }) {
  return (
    <ActForm formId={intent}>
      <HiddenField name="intent" value={intent} />
      <SubmitButton look="secondary">{label}</SubmitButton>
    </ActForm>
  );
}

/** Asked twice, for it is easy to regret. */
function Confirmed({ intent, ask, hint }: { intent: string; ask: string; hint: string }) {
  return (
    <ActDetails summary={ask} formId={intent}>
      <ActForm formId={intent}>
        <HiddenField name="intent" value={intent} />
        <p>{hint}</p>
        <SubmitButton look="danger">{ask}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

export function PlanHistory({ plan }: { plan: PlanOfAside }) {
  const say = useSay();
  return (
    <Card title={say("plan.page.history")}>
      <ul className="plain-list">
        {plan.reviews.map((review) => (
          <li key={review.id}>
            <ReviewLink review={review} />
          </li>
        ))}
        {plan.versions.map(({ id, version, state }) => (
          <li key={id}>
            {id === plan.id ? (
              say("plan.versions.version", { version })
            ) : (
              <Link to={`/agency/plans/${id}`}>{say("plan.versions.version", { version })}</Link>
            )}{" "}
            <StateTag lifecycle="plan" state={state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ReviewLink({ review: { id, state, dueOn, decision, decidedAt } }: { review: Review }) {
  const say = useSay();
  const formats = useFormats();
  const text =
    state === "dropped"
      ? say("plan.page.review-dropped", { day: formats.day(dueOn) })
      : decidedAt
        ? say("plan.page.reviewed", {
            day: formats.instantDay(decidedAt),
            decision: say.any(`plan.decision.${decision}`),
          })
        : say("plan.page.review-due", { day: formats.day(dueOn) });
  return <Link to={`/agency/reviews/${id}`}>{text}</Link>;
}

export function PlanWordsForm({ plan }: { plan: PlanOfAside }) {
  const say = useSay();
  return (
    <ActDetails summary={say("plan.page.change-words")} formId="words">
      <ActForm formId="words">
        <HiddenField name="intent" value="words" />
        <TextArea
          name="summary"
          label={say("plan.page.summary", { name: plan.clientName })}
          hint={say("plan.page.summary-hint")}
          defaultValue={plan.summary}
          maxLength={2000}
          rows={3}
          optional
        />
        <DateField name="startsOn" label={say("plan.page.starts")} defaultValue={plan.startsOn} />
        <NumberField
          name="reviewMonths"
          label={say("plan.page.months")}
          defaultValue={String(plan.reviewMonths)}
          maxLength={2}
        />
        <SubmitButton look="secondary">{say("plan.page.save-words")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
