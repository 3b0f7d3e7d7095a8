// The lines of a review: what was planned, what came of it, why not, and what people say of it. Takes plain values; counts nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { VERDICTS } from "../models/plan/codes";
import type { ServiceFacts, Why } from "../models/plan/why";
import { SelectField } from "./choice-fields";
import { Card } from "./layout-parts";
import { StateTag, ToneTag } from "./state-tag";
import type { Tone } from "./state-tones";
import { HiddenField, TextField } from "./text-fields";

export type LineOfReview = {
  readonly id: string;
  readonly kind: "goal" | "service" | "task";
  readonly planned: string;
  readonly detail: string;
  readonly service: ServiceFacts | null;
  readonly task: {
    readonly state: string;
    readonly dueOn: string | null;
    readonly result: string;
    readonly late: boolean;
  } | null;
  readonly why: readonly Why[];
  readonly proposed: string | null;
  readonly verdict: string | null;
  readonly words: string;
};

const TITLES = { goal: "plan.review.goals", service: "plan.review.services", task: "plan.review.tasks" } as const;
const VERDICT_TONES: Readonly<Record<string, Tone>> = {
  reached: "done",
  partly: "going",
  not_reached: "refused",
  dropped: "ended",
};

/** @param answering inside the form that decides; otherwise what was said is shown */
export function ReviewLines({ lines, answering }: { lines: readonly LineOfReview[]; answering: boolean }) {
  const say = useSay();
  return (
    <>
      {(["goal", "service", "task"] as const).map((kind) => {
        const ofKind = lines.flatMap((line, place) => (line.kind === kind ? [{ line, place }] : []));
        if (ofKind.length === 0) return null;
        return (
          <Card key={kind} title={say(TITLES[kind])}>
            <ul className="review-lines">
              {ofKind.map(({ line, place }) => (
                <li key={line.id}>
                  <WhatCame line={line} />
                  {answering ? <Answer line={line} place={place} /> : <Said line={line} />}
                </li>
              ))}
            </ul>
          </Card>
        );
      })}
    </>
  );
}

function WhatCame({ line }: { line: LineOfReview }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <div>
      <h3>{line.planned}</h3>
      {line.detail ? <p className="soft">{say("plan.review.planned", { detail: line.detail })}</p> : null}
      {line.service ? <Delivered facts={line.service} /> : null}
      {line.task ? (
        <p>
          <StateTag lifecycle="task" state={line.task.state} />{" "}
          {line.task.late ? <ToneTag tone="act">{say("plan.task.overdue")}</ToneTag> : null}{" "}
          {line.task.dueOn ? say("plan.task.until", { day: formats.day(line.task.dueOn) }) : ""}
          {line.task.result ? `. ${line.task.result}` : ""}
        </p>
      ) : null}
      {line.why.length > 0 ? (
        <p>
          <strong>{say("plan.review.why")}:</strong> {line.why.map((code) => say(`plan.why.${code}`)).join(" ")}
        </p>
      ) : null}
    </div>
  );
}

function Delivered({ facts }: { facts: ServiceFacts }) {
  const say = useSay();
  const { planned, held, missed, cancelled, units } = facts;
  const counted =
    planned === 0
      ? say("plan.review.no-sessions")
      : [
          say("plan.review.sessions", { held, planned, units }),
          missed > 0 ? say("plan.review.missed", { count: missed }) : "",
          cancelled > 0 ? say("plan.review.cancelled", { count: cancelled }) : "",
        ]
          .filter((part) => part !== "")
          .join(" · ");
  return (
    <>
      {facts.referrals.map(({ id, number, state }) => (
        <p key={id}>
          <Link to={`/agency/referrals/${id}`}>{say("plan.review.referral", { number })}</Link>{" "}
          <StateTag lifecycle="referral" state={state} />
        </p>
      ))}
      <p>{counted}</p>
    </>
  );
}

function Answer({ line, place }: { line: LineOfReview; place: number }) {
  const say = useSay();
  const name = (part: string) => `lines[${place}].${part}`;
  return (
    <div className="review-answer">
      <HiddenField name={name("id")} value={line.id} />
      <SelectField
        name={name("verdict")}
        label={say("plan.review.verdict")}
        defaultValue={line.verdict ?? line.proposed ?? undefined}
        options={VERDICTS.map((value) => ({ value, label: say(`plan.verdict.${value}`) }))}
      />
      <TextField
        name={name("words")}
        label={say("plan.review.words")}
        defaultValue={line.words}
        maxLength={1000}
        optional
      />
    </div>
  );
}

function Said({ line }: { line: LineOfReview }) {
  const say = useSay();
  if (!line.verdict) return null;
  return (
    <p>
      <ToneTag tone={VERDICT_TONES[line.verdict] ?? "ended"}>{say.any(`plan.verdict.${line.verdict}`)}</ToneTag>{" "}
      {line.words}
    </p>
  );
}
