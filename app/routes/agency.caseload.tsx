// Hands the cases of somebody who leaves to a colleague, with what is open shown first, and takes it back. For supervisors.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readColleagues } from "#app/models/case/colleagues.server";
import { CaseloadForm } from "#app/models/case/forms";
import {
  handOverCases,
  handOverUnseen,
  readCarriers,
  readCaseload,
  readHandOvers,
  takeBackCases,
} from "#app/models/case/hand-over.server";
import { type CaseId, idParam, type MembershipId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  CheckboxGroup,
  Empty,
  FilterBar,
  HiddenField,
  Notice,
  PageHeader,
  SelectField,
  Stack,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "case.caseload.title" };

const query = z.object({
  from: idParam<MembershipId>().optional().catch(undefined),
  // The one case it is about, where a list of what is late leads here.
  case: idParam<CaseId>().optional().catch(undefined),
});

export const loader = loaderFor(
  "case:hand-over",
  { query, records: true },
  async ({ actor, db, query: { from: asked, case: only } }) => {
    const carriers = await readCarriers(db, actor);
    const from = carriers.find(({ id }) => id === asked)?.id as MembershipId | undefined;
    return {
      carriers,
      from: from ?? null,
      me: actor.membershipId,
      only: only ?? null,
      load: from ? await readCaseload(db, actor, from) : null,
      colleagues: await readColleagues(db, actor, from),
      recent: await readHandOvers(db, actor),
    };
  },
);

export const action = actionFor("case:hand-over", { form: CaseloadForm }, async ({ actor, db, form }) => {
  if (form.intent === "take-back") {
    await takeBackCases(db, actor, form.batch);
    return redirectTo("/agency/caseload", "case.caseload.taken-back");
  }
  if (form.intent === "hand-over-unseen") {
    await handOverUnseen(db, actor, form);
    return redirectTo("/agency/caseload", "case.caseload.unseen-done");
  }
  await handOverCases(db, actor, form);
  return redirectTo("/agency/caseload", "case.caseload.done");
});

export default function CaseloadPage() {
  const { carriers, from } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("case.caseload.title")}
        lead={say("case.caseload.lead")}
        back={{ to: "/agency/cases", label: say("case.page.back") }}
      />
      {carriers.length === 0 ? (
        <Empty title={say("case.caseload.nobody-title")} />
      ) : (
        <FilterBar applyLabel={say("case.caseload.choose")}>
          <SelectField
            name="from"
            label={say("case.caseload.who")}
            defaultValue={from ?? undefined}
            options={carriers.map(({ id, name, count, gone }) => ({
              value: id,
              label: gone ? say("case.caseload.gone", { name, count }) : say("case.caseload.count", { name, count }),
            }))}
          />
        </FilterBar>
      )}
      <Stack>
        <HandOver />
        <Recent />
      </Stack>
    </>
  );
}

/** Restricted cases of somebody who has left: nobody else could hand them over, and nobody reads them by it. */
function Unseen({ from, count }: { from: string; count: number }) {
  const { colleagues, me } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("case.caseload.unseen-title", { count })}>
      <p>{say("case.caseload.unseen-lead")}</p>
      <ActForm formId="hand-over-unseen">
        <HiddenField name="intent" value="hand-over-unseen" />
        <HiddenField name="from" value={from} />
        <SelectField
          name="to"
          label={say("case.caseload.unseen-to")}
          options={colleagues.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextArea name="words" label={say("case.caseload.unseen-words")} maxLength={1000} rows={2} />
        <SubmitButton look="secondary">{say("case.caseload.unseen-save")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

function HandOver() {
  const { from, load, colleagues, carriers, only } = useLoaderData<typeof loader>();
  const say = useSay();
  if (!from || !load) return null;
  const gone = carriers.some(({ id, gone }) => id === from && gone);
  return (
    <>
      {load.hidden > 0 && gone ? <Unseen from={from} count={load.hidden} /> : null}
      {load.hidden > 0 && !gone ? <Notice>{say("case.caseload.hidden", { count: load.hidden })}</Notice> : null}
      {load.cases.length > 0 ? <Seen from={from} load={load} colleagues={colleagues} only={only} /> : null}
    </>
  );
}

type SeenProps = Pick<ReturnType<typeof useLoaderData<typeof loader>>, "colleagues" | "only"> & {
  from: string;
  load: NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["load"]>;
};

function Seen({ from, load, colleagues, only }: SeenProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <ActForm formId="hand-over">
      <HiddenField name="intent" value="hand-over" />
      <HiddenField name="from" value={from} />
      <CheckboxGroup
        name="cases"
        label={say("case.caseload.cases")}
        defaultValue={load.cases.flatMap(({ id }) => (only === null || id === only ? [id] : []))}
        options={load.cases.map(({ id, number, clientName, liveReferrals, openTasks, nextDueOn }) => ({
          value: id,
          label: say("case.caseload.line", { number, name: clientName }),
          hint: [
            say("case.caseload.open", { referrals: liveReferrals, tasks: openTasks }),
            nextDueOn ? say("case.caseload.due", { day: formats.day(nextDueOn) }) : "",
          ]
            .filter((part) => part !== "")
            .join(", "),
        }))}
      />
      <SelectField
        name="to"
        label={say("case.caseload.to")}
        options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextArea name="words" label={say("case.caseload.words")} maxLength={1000} rows={2} optional />
      <SubmitButton>{say("case.caseload.save")}</SubmitButton>
    </ActForm>
  );
}

function Recent() {
  const { recent } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  if (recent.length === 0) return null;
  return (
    <Card title={say("case.caseload.recent")} aside={<Link to="/agency/cases?whose=all">{say("case.page.back")}</Link>}>
      <ul className="waiting">
        {recent.map(({ batchId, from, to, count, open, at }) => (
          <li key={batchId}>
            <span>{say("case.caseload.recent-line", { from, to, count, day: formats.instantDay(at) })}</span>
            {open > 0 ? (
              <ActForm formId={`take-back-${batchId}`}>
                <HiddenField name="intent" value="take-back" />
                <HiddenField name="batch" value={batchId} />
                <SubmitButton look="secondary">{say("case.caseload.take-back")}</SubmitButton>
              </ActForm>
            ) : (
              <span className="soft">{say("case.caseload.undone")}</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
