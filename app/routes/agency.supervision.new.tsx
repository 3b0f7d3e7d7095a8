// Writes down a supervision after the talk, or corrects one: with whom, what was agreed on each of their cases, when they talk again.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { readColleagues } from "#app/models/case/colleagues.server";
import { readSupervision, readTalkCases } from "#app/models/case/read-supervision.server";
import { writeSupervision } from "#app/models/case/supervision.server";
import { SupervisionForm } from "#app/models/case/supervision-forms";
import { localDay } from "#app/models/values/calendar-day";
import { asId, idParam, type MembershipId, type SupervisionId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  DateField,
  FilterBar,
  HiddenField,
  PageHeader,
  SelectField,
  Stack,
  SubmitButton,
  TextArea,
  TextField,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "supervision.new.title" };

const query = z.object({
  with: idParam<MembershipId>().optional().catch(undefined),
  corrects: idParam<SupervisionId>().optional().catch(undefined),
});

export const loader = loaderFor(
  "supervision:write",
  { query, records: true },
  async ({ actor, db, query: { with: asked, corrects } }) => {
    const old = corrects ? await readSupervision(db, actor, corrects) : null;
    if (old && !old.mayCorrect) throw new Refusal("supervision.corrected", 409);
    const colleagues = await readColleagues(db, actor, asId<MembershipId>(actor.membershipId));
    const chosen = old?.caseworkerMembershipId ?? colleagues.find(({ id }) => id === asked)?.id ?? null;
    const open = chosen ? await readTalkCases(db, actor, asId<MembershipId>(chosen)) : [];
    return {
      old,
      colleagues,
      chosen,
      // What was agreed on a case that was closed or handed on since is kept.
      cases: [...open, ...(old?.cases ?? []).filter(({ id }) => !open.some((one) => one.id === id))],
      today: localDay(await clock(db), actor.timeZone),
    };
  },
);

export const action = actionFor("supervision:write", { form: SupervisionForm }, async ({ actor, db, form }) => {
  const id = await writeSupervision(db, actor, form);
  return redirectTo(`/agency/supervision/${id}`, "supervision.new.saved");
});

export default function NewSupervisionPage() {
  const { old, colleagues, chosen } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say(old ? "supervision.new.correct-title" : "supervision.new.title")}
        lead={old ? say("supervision.new.correct-lead", { name: old.caseworker }) : say("supervision.new.lead")}
        back={{
          to: old ? `/agency/supervision/${old.id}` : "/agency/supervision",
          label: say("supervision.page.back"),
        }}
      />
      {old ? null : (
        <FilterBar applyLabel={say("supervision.new.choose")}>
          <SelectField
            name="with"
            label={say("supervision.new.who")}
            defaultValue={chosen ?? undefined}
            options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </FilterBar>
      )}
      {chosen ? <Talk key={chosen} caseworker={chosen} /> : null}
    </>
  );
}

function Talk({ caseworker }: { caseworker: string }) {
  const { old, today } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <ActForm formId="supervision">
      <HiddenField name="caseworker" value={caseworker} />
      {old ? <HiddenField name="corrects" value={old.id} /> : null}
      <Stack>
        <DateField name="heldOn" label={say("supervision.new.held")} defaultValue={old?.heldOn ?? today} max={today} />
        <Cases />
        <TextArea
          name="words"
          label={say("supervision.new.words")}
          defaultValue={old?.words}
          maxLength={4000}
          rows={3}
          optional
        />
        <DateField name="nextOn" label={say("supervision.new.next")} defaultValue={old?.nextOn ?? undefined} optional />
      </Stack>
      <SubmitButton>{say("supervision.new.save")}</SubmitButton>
    </ActForm>
  );
}

function Cases() {
  const { old, cases } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("supervision.new.cases")}>
      <p className="soft">{say(cases.length > 0 ? "supervision.new.cases-hint" : "supervision.new.cases-none")}</p>
      {cases.map(({ id, number, clientName }, place) => (
        <div key={id}>
          <HiddenField name={`cases[${place}].id`} value={id} />
          <TextField
            name={`cases[${place}].agreed`}
            label={say("supervision.new.line", { number, name: clientName })}
            defaultValue={old?.cases.find((one) => one.id === id)?.agreed}
            maxLength={1000}
            optional
          />
        </div>
      ))}
    </Card>
  );
}
