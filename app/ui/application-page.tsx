// The frame of each step of an application: what it is called, its one step, and the list of all steps with how far they are. Takes plain values.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { APPLICATION_STEPS, type ApplicationStep } from "#app/models/application/codes";
import type { StepStanding } from "#app/models/application/missing";
import { applicationPath, stepPath } from "./application-paths";
import { ButtonLink } from "./button";
import { Icon, type IconName } from "./icon";
import { Columns, PageHeader, Stack } from "./layout-parts";
import { Notice } from "./notice";

export type ApplicationHead = {
  readonly organizationName: string;
  readonly number: string;
  readonly agencyName: string;
  readonly standings: Readonly<Record<ApplicationStep, StepStanding>>;
  readonly open: boolean;
  readonly claim: string | null;
};

type ApplicationPageProps = {
  token: string;
  application: ApplicationHead;
  step: ApplicationStep;
  title?: string;
  lead?: ReactNode;
  /** Back to the step's list, from one of its items. */
  back?: { to: string; label: string };
  children: ReactNode;
};

export function ApplicationPage({ token, application, step, title, lead, back, children }: ApplicationPageProps) {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={title ?? say(`application.step.${step}.title`)}
        lead={lead ?? say(`application.step.${step}.lead`)}
        back={
          back ?? {
            to: applicationPath(token),
            label: say("application.page.back", { organizationName: application.organizationName }),
          }
        }
      />
      <Columns
        main={application.open ? <Stack>{children}</Stack> : <SentAlready token={token} />}
        aside={<ApplicationProgress token={token} application={application} current={step} />}
      />
    </>
  );
}

/** A step of an application that was sent: another window may have sent it. */
function SentAlready({ token }: { token: string }) {
  const say = useSay();
  return (
    <Notice title={say("application.page.sent-title")}>
      <p>{say("application.page.sent-lead")}</p>
      <p>
        <ButtonLink to={applicationPath(token)}>{say("application.page.to-status")}</ButtonLink>
      </p>
    </Notice>
  );
}

const MARKS: Readonly<Record<StepStanding, IconName>> = {
  done: "check-circle",
  begun: "half",
  empty: "dashed",
};

type ProgressProps = { token: string; application: ApplicationHead; current: ApplicationStep | null };

/** Every step may be gone to at any time; the order is advice. */
export function ApplicationProgress({ token, application, current }: ProgressProps) {
  const say = useSay();
  const steps = stepsOf(application);
  const done = steps.filter((step) => application.standings[step] === "done").length;
  return (
    <nav className="application-progress card" aria-labelledby="application-progress">
      <h2 id="application-progress">{say("application.page.steps")}</h2>
      <p className="soft">{say("application.page.done", { done, count: steps.length })}</p>
      <ol>
        {steps.map((step) => {
          const standing = application.standings[step];
          return (
            <li key={step} className={`progress-${standing}`}>
              <Link to={stepPath(token, step)} aria-current={step === current ? "step" : undefined}>
                <Icon name={MARKS[standing]} />
                <span>{say(`application.step.${step}.name`)}</span>
                <span className="usa-sr-only"> ({say(`application.page.standing.${standing}`)})</span>
              </Link>
            </li>
          );
        })}
      </ol>
      <p className="soft">{say("application.page.kept")}</p>
    </nav>
  );
}

/** Whoever asks to join an organization says nothing about it. */
export function stepsOf({ claim }: Pick<ApplicationHead, "claim">): readonly ApplicationStep[] {
  return claim === "join" ? ["organization", "review"] : APPLICATION_STEPS;
}

/** On from a list of items: the next step. */
export function GoOn({ token, to }: { token: string; to: ApplicationStep }) {
  const say = useSay();
  return (
    <p>
      <ButtonLink to={stepPath(token, to)}>
        {say("application.page.go-on", { step: say(`application.step.${to}.name`) })}
      </ButtonLink>
    </p>
  );
}
