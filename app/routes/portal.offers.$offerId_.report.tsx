// A provider's report on one referral: how each shared goal comes on, and in words. Shows goals only as the client's consent does.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { MOST_REPORT_WORDS, ReportForm } from "#app/models/delivery/forms";
import { readReportPage } from "#app/models/delivery/goals.server";
import { reportProgress } from "#app/models/delivery/report.server";
import { readOfferHead } from "#app/models/referral/read-offers.server";
import { idParam, type OfferId } from "#app/models/values/ids";
import { GoalQuestion, GoalReports } from "#app/ui/goal-report";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, Actions, Card, Columns, PageHeader, SubmitButton, TextArea } from "#app/ui/parts";

const params = z.object({ offerId: idParam<OfferId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["report.title", { number }]),
};

export const loader = loaderFor("progress:report", { params, records: true }, async ({ actor, db, params }) => {
  const { number, referralId } = await readOfferHead(db, actor, params.offerId);
  return { offerId: params.offerId, number, ...(await readReportPage(db, actor, referralId)) };
});

export const action = actionFor(
  "progress:report",
  { params, form: ReportForm },
  async ({ actor, db, params, form }) => {
    const { referralId } = await readOfferHead(db, actor, params.offerId);
    await reportProgress(db, actor, { referralId, ...form });
    return redirectTo(`/portal/offers/${params.offerId}`, "report.done");
  },
);

export default function ReportPage() {
  const say = useSay();
  const formats = useFormats();
  const { offerId, number, clientName, goals, reports, dueOn } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("report.title", { number })}
        lead={say("report.lead", { name: clientName, day: formats.day(dueOn) })}
        back={{ to: `/portal/offers/${offerId}`, label: say("portal.offer.title", { number }) }}
      />
      <Columns
        main={
          <Card title={say("report.new")}>
            <ActForm formId="report">
              {goals.length === 0 ? <p className="soft">{say("report.no-goals")}</p> : null}
              {goals.map((goal, position) => (
                <GoalQuestion key={goal.id} goal={goal} position={position} />
              ))}
              <TextArea
                name="words"
                label={say("report.words")}
                hint={say("report.words-hint")}
                maxLength={MOST_REPORT_WORDS}
                rows={5}
              />
              <Actions>
                <SubmitButton>{say("report.button")}</SubmitButton>
              </Actions>
            </ActForm>
          </Card>
        }
        aside={<GoalReports reports={reports} dueOn={null} />}
      />
    </>
  );
}
