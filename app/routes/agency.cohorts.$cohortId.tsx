// One cohort: who goes through the programme together, led to the next stage at once, and that move undone.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { changeCohort, moveCohort, undoCohortMove } from "#app/models/programme/cohort.server";
import { CohortPageForm } from "#app/models/programme/forms";
import { readCohort } from "#app/models/programme/read.server";
import { type CohortId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Card,
  Columns,
  Facts,
  HiddenField,
  PageHeader,
  SelectField,
  Stack,
  SubmitButton,
} from "#app/ui/parts";
import { CohortFields, MemberTable } from "#app/ui/programme-parts";

const params = z.object({ cohortId: idParam<CohortId>() });

export const handle: PageHandle = {
  title: titleFrom(({ cohort }: { cohort: { name: string } }) => ["programme.page.title", { name: cohort.name }]),
};

export const loader = loaderFor(
  "programme:read",
  { params, records: true },
  async ({ actor, db, params: { cohortId } }) => ({
    cohort: await readCohort(db, actor, cohortId),
    mayEdit: mayDo(actor, "programme:edit"),
    mayMove: mayDo(actor, "programme:move-cohort"),
    readsCases: mayDo(actor, "case:read"),
  }),
);

export const action = actionFor(
  "programme:edit",
  { params, form: CohortPageForm },
  async ({ actor, db, params: { cohortId }, form }) => {
    const page = `/agency/cohorts/${cohortId}`;
    if (form.intent === "facts") {
      const { intent: _, ...facts } = form;
      await changeCohort(db, actor, cohortId, facts);
      return redirectTo(page, "programme.cohort.changed");
    }
    if (!mayDo(actor, "programme:move-cohort")) throw new Refusal("programme.supervisors-move", 403);
    if (form.intent === "move") {
      await moveCohort(db, actor, cohortId, form.stageId);
      return redirectTo(page, "programme.cohort.moved");
    }
    await undoCohortMove(db, actor, cohortId);
    return redirectTo(page, "programme.cohort.undone");
  },
);

export default function CohortPage() {
  const { cohort, mayEdit, mayMove, readsCases } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={cohort.name}
        back={{ to: `/agency/programmes/${cohort.programmeId}`, label: cohort.programme }}
      />
      <Columns
        main={
          readsCases ? (
            <Card title={say("programme.page.members")}>
              <MemberTable
                members={cohort.members}
                caption={say("programme.page.members")}
                empty={say("programme.cohort.nobody")}
              />
            </Card>
          ) : null
        }
        aside={
          <Stack>
            <Card title={say("programme.cohort.facts")}>
              <Facts
                facts={[
                  { name: say("programme.cohort.place"), value: cohort.place },
                  { name: say("programme.cohort.starts"), value: formats.day(cohort.startsOn) },
                  { name: say("programme.cohort.ends"), value: cohort.endsOn ? formats.day(cohort.endsOn) : null },
                ]}
              />
              {mayEdit ? (
                <ActDetails summary={say("programme.cohort.change")} formId="facts">
                  <ActForm formId="facts">
                    <HiddenField name="intent" value="facts" />
                    <CohortFields known={cohort} />
                    <SubmitButton>{say("programme.page.save")}</SubmitButton>
                  </ActForm>
                </ActDetails>
              ) : null}
            </Card>
            {mayMove ? <MoveCard /> : null}
          </Stack>
        }
      />
    </>
  );
}

function MoveCard() {
  const { cohort } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { stages, members, lastMove } = cohort;
  const places = members.flatMap(({ state, position }) => (state === "enrolled" && position ? [position] : []));
  const ahead = stages.filter(({ position }) => places.some((place) => place < position));
  return (
    <Card title={say("programme.cohort.move-title")}>
      {ahead.length > 0 ? (
        <ActForm formId="move">
          <HiddenField name="intent" value="move" />
          <SelectField
            name="stageId"
            label={say("programme.cohort.to-stage")}
            hint={say("programme.cohort.move-hint")}
            options={ahead.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={ahead[0]?.id}
            emptyLabel={null}
          />
          <SubmitButton>{say("programme.cohort.move")}</SubmitButton>
        </ActForm>
      ) : (
        <p className="soft">{say("programme.cohort.nobody-to-move")}</p>
      )}
      {lastMove ? (
        <ActForm formId="undo">
          <HiddenField name="intent" value="undo" />
          <p className="soft">
            {say("programme.cohort.last-move", {
              stage: lastMove.stage,
              name: lastMove.by,
              day: formats.instantDay(lastMove.at),
            })}
          </p>
          <SubmitButton look="secondary">{say("programme.cohort.undo")}</SubmitButton>
        </ActForm>
      ) : null}
    </Card>
  );
}
