// Staff time of one case: written down, corrected, summed by month; and what was agreed on the case in supervision, for the two who talked.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { CaseTimeForm } from "#app/models/case/forms";
import { readCase } from "#app/models/case/read.server";
import { readAgreedOnCase } from "#app/models/case/read-supervision.server";
import { readTimeOfCase, readTimeTotals } from "#app/models/case/read-time.server";
import { correctTime, logTime } from "#app/models/case/time.server";
import { type CaseId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, PageHeader, Pager, Stack } from "#app/ui/parts";
import { TimeForm, TimeList, TimeMonths } from "#app/ui/time-parts";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["case.time.title", { number }]),
};

export const loader = loaderFor(
  "case:read",
  { params, query: z.object({ after: markParam }), records: true },
  async ({ actor, db, params: { caseId }, query: { after } }) => {
    const { number, client, mayWrite } = await readCase(db, actor, caseId);
    return {
      caseId,
      number,
      name: `${client.givenName} ${client.familyName}`,
      mayWrite,
      page: await readTimeOfCase(db, actor, caseId, after),
      totals: await readTimeTotals(db, actor, caseId),
      agreed: await readAgreedOnCase(db, caseId),
    };
  },
);

export const action = actionFor(
  "case:write",
  { params, form: CaseTimeForm },
  async ({ actor, db, params: { caseId }, form }) => {
    const page = `/agency/cases/${caseId}/time`;
    if (form.intent === "log") {
      await logTime(db, actor, caseId, form);
      return redirectTo(page, "case.time.saved");
    }
    await correctTime(db, actor, caseId, form.timeId, form);
    return redirectTo(page, "case.time.corrected");
  },
);

export default function CaseTimePage() {
  const { caseId, number, name, mayWrite, page, totals } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={say("case.time.title", { number })}
        lead={say("case.time.lead", { name })}
        back={{ to: `/agency/cases/${caseId}`, label: say("plan.versions.back", { number }) }}
      />
      <Columns
        main={
          <Stack>
            {mayWrite ? (
              <Card title={say("case.time.new")}>
                <TimeForm />
              </Card>
            ) : null}
            <Card title={say("case.time.list")}>
              <TimeList lines={page.rows} caseId={caseId} mayWrite={mayWrite} />
              <Pager newer={null} older={page.next} />
            </Card>
          </Stack>
        }
        aside={
          <Stack>
            <Card title={say("case.time.months")}>
              <p>
                <strong>{say("case.time.total", { time: formats.minutes(totals.minutes) })}</strong>
              </p>
              {totals.months.length > 0 ? <TimeMonths months={totals.months} /> : null}
            </Card>
            <Agreed />
          </Stack>
        }
      />
    </>
  );
}

function Agreed() {
  const { agreed } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  if (agreed.length === 0) return null;
  return (
    <Card title={say("case.time.agreed")}>
      <ul className="notes">
        {agreed.map(({ id, heldOn, nextOn, agreed: words }) => (
          <li key={id}>
            <Link to={`/agency/supervision/${id}`}>{say("case.time.agreed-line", { day: formats.day(heldOn) })}</Link>
            <p className="note-words">{words}</p>
            {nextOn ? <p className="soft">{say("case.time.agreed-next", { day: formats.day(nextOn) })}</p> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
