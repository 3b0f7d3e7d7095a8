// The application's own page: how far it is while it is written, then what waits on whom, what was asked back, and how it was decided.
import { Link, useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { AnswerForm } from "#app/models/application/forms";
import { nextStep } from "#app/models/application/missing";
import { readOwn, readOwnScreening } from "#app/models/application/read.server";
import { answerItem } from "#app/models/application/submit.server";
import { keepDocument } from "#app/models/consent/document-store.server";
import { ApplicationProgress } from "#app/ui/application-page";
import { applicationPath, stepPath } from "#app/ui/application-paths";
import { AskedItems, OtherItems, WholeNotes } from "#app/ui/application-status";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ButtonLink, Card, Columns, Notice, PageHeader, Stack, StateTag } from "#app/ui/parts";

export const handle: PageHandle = {
  title: titleFrom((data: Awaited<ReturnType<typeof loader>>) => [
    "application.status.title",
    { name: data.application.organizationName },
  ]),
  frame: "wide",
};

export const loader = bearerLoader("application", {}, async ({ db, token }) => {
  const application = await readOwn(db);
  return { token, application, ...(await readOwnScreening(db, application.id)) };
});

export const action = bearerAction(
  "application",
  { form: AnswerForm, files: true },
  async ({ db, token, form, files }) => {
    const [file] = files;
    await answerItem(db, form.itemId, form.words, file ? await keepDocument(file) : null);
    return redirectTo(applicationPath(token), "application.status.answered");
  },
);

type Loaded = Awaited<ReturnType<typeof loader>>;

export default function ApplicationPage() {
  const { token, application, items, notes } = useLoaderData<typeof loader>();
  const say = useSay();
  const { state, agencyName } = application;
  const asked = { token, items, agencyName };
  const screened = state === "submitted" || state === "in_review" || state === "returned";
  return (
    <>
      <PageHeader
        title={application.organizationName}
        beside={<StateTag lifecycle="application" state={state} />}
        lead={say("application.status.lead", { number: application.number, agency: agencyName })}
      />
      <Columns
        main={
          <Stack>
            <Standing token={token} application={application} />
            {screened ? <AskedItems {...asked} mayAnswer /> : null}
            <WholeNotes token={token} notes={notes} agencyName={agencyName} />
            {application.submittedAt ? <OtherItems {...asked} /> : null}
            {application.mayWithdraw ? (
              <p>
                <Link to={stepPath(token, "withdraw")}>{say("application.withdraw.link")}</Link>
              </p>
            ) : null}
          </Stack>
        }
        aside={
          application.open ? (
            <ApplicationProgress token={token} application={application} current={null} />
          ) : (
            <NextCard state={state} agencyName={agencyName} />
          )
        }
      />
    </>
  );
}

function Standing({ token, application }: Pick<Loaded, "token" | "application">) {
  const say = useSay();
  const formats = useFormats();
  const { state, agencyName, submittedAt, decisionCode, decisionWords } = application;
  const step = nextStep(application.standings);
  return (
    <Card title={say(`application.status.${state}.title`)} look={application.open ? "act" : "plain"}>
      <p>
        {say(`application.status.${state}.lead`, {
          agency: agencyName,
          when: submittedAt ? formats.instant(submittedAt, application.timeZone) : "",
        })}
      </p>
      {decisionWords ? (
        <Notice title={say("application.status.words", { agency: agencyName })}>
          {decisionCode ? <p>{say.any(`screening.reject.${decisionCode}`)}</p> : null}
          <p>{decisionWords}</p>
        </Notice>
      ) : null}
      {application.open ? (
        <p>
          <ButtonLink to={stepPath(token, step)}>
            {say("application.page.go-on", { step: say(`application.step.${step}.name`) })}
          </ButtonLink>
        </p>
      ) : null}
    </Card>
  );
}

function NextCard({ state, agencyName }: { state: string; agencyName: string }) {
  const say = useSay();
  return (
    <Card title={say("application.status.next")}>
      <p>{say.any(`application.status.${state}.next`, { agency: agencyName })}</p>
      <p className="soft">{say("application.page.kept")}</p>
    </Card>
  );
}
