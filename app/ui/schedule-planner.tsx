// The page around a plan's form: what is authorized stands beside it, and above it what the plan would make. Takes plain values.
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { PlanDescription } from "#app/models/schedule/describe";
import { BurnDown } from "./burn-down";
import { type Closure, useClosureWords } from "./closure-words";
import { Card, Columns, PageHeader, Stack } from "./layout-parts";
import { useRuleWords } from "./rule-words";
import { LeftAfter } from "./schedule-facts";
import { SessionTable } from "./session-table";

type PlannerProps = {
  clientName: string;
  authorization: {
    number: string;
    serviceName: string;
    unitType: string;
    lastDay: string;
    burnDown: { authorized: bigint; used: bigint; planned: bigint; left: bigint };
  };
  /** Of a schedule that is being changed. */
  schedule?: { id: string; number: string } | undefined;
  preview?: PlannedPreview | null;
  children: ReactNode;
};

export type PlannedPreview = Parameters<typeof SessionTable>[0]["weighed"] & {
  readonly leftAfter: bigint;
  readonly closedDays: readonly { readonly day: string; readonly closure: Closure }[];
  readonly described: PlanDescription | null;
  readonly timeZone: string;
};

export function SchedulePlanner({ clientName, authorization, schedule, preview, children }: PlannerProps) {
  const say = useSay();
  const { number, serviceName } = authorization;
  return (
    <>
      <PageHeader
        title={
          schedule
            ? say("schedule.form.edit", { number: schedule.number })
            : say("schedule.form.title", { name: clientName })
        }
        lead={say("schedule.form.lead", { service: serviceName, number })}
        back={
          schedule
            ? { to: `/portal/schedules/${schedule.id}`, label: say("schedule.page.title", { number: schedule.number }) }
            : { to: "/portal/schedules", label: say("schedule.own-list.title") }
        }
      />
      <Columns
        main={
          <Stack>
            {preview ? <Preview preview={preview} unitType={authorization.unitType} /> : null}
            {children}
          </Stack>
        }
        aside={
          <Card title={say("schedule.page.authorization")}>
            <BurnDown
              standing={authorization.burnDown}
              unitType={authorization.unitType}
              lastDay={authorization.lastDay}
            />
          </Card>
        }
      />
    </>
  );
}

function Preview({ preview, unitType }: { preview: PlannedPreview; unitType: string }) {
  const say = useSay();
  const ruleWords = useRuleWords();
  const { closedDays, described } = preview;
  return (
    <Card title={say("schedule.preview.title")} look="act">
      <div className="line-with-button">
        <span>{say("schedule.preview.not-saved")}</span>
        {/* Of the form below, whose own button is a page further down. */}
        <button type="submit" form="schedule" className="usa-button usa-button--accent-warm">
          {say("schedule.form.save")}
        </button>
      </div>
      {described ? (
        <p>
          <strong>{ruleWords(described)}</strong>
        </p>
      ) : null}
      {closedDays.length > 0 ? <ClosedDays days={closedDays} /> : null}
      <p>
        {say("schedule.page.left-after")}: <LeftAfter left={preview.leftAfter} unitType={unitType} />
      </p>
      <p className="soft">{say("schedule.preview.leave-out-lead")}</p>
      <SessionTable weighed={preview} timeZone={preview.timeZone} leaveOutOf="schedule" />
    </Card>
  );
}

function ClosedDays({ days }: { days: PlannedPreview["closedDays"] }) {
  const say = useSay();
  const formats = useFormats();
  const closureWords = useClosureWords();
  return (
    <>
      <p>{say("schedule.preview.closed", { count: days.length })}</p>
      <ul>
        {days.map(({ day, closure }) => (
          <li key={day}>
            {say(closureWords(closure) ? "schedule.preview.closed-day-because" : "schedule.preview.closed-day", {
              day: formats.day(day),
              what: say(`schedule.mark.${closure.kind}`),
              why: closureWords(closure),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
