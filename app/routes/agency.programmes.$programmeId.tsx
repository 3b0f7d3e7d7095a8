// One programme: what it gives, who may come in, its stages and cohorts, and who is in it.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import {
  addStage,
  changeProgramme,
  closeProgramme,
  placeStage,
  removeRule,
  removeStage,
  renameStage,
  reopenProgramme,
} from "#app/models/programme/edit.server";
import { ProgrammePageForm } from "#app/models/programme/forms";
import { countInStages, readProgramme } from "#app/models/programme/read.server";
import { idParam, type ProgrammeId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, Notice, PageHeader, Stack } from "#app/ui/parts";
import { EditProgramme, ProgrammeRules, ProgrammeStages } from "#app/ui/programme-edit";
import { BenefitList, MemberTable } from "#app/ui/programme-parts";

const params = z.object({ programmeId: idParam<ProgrammeId>() });

export const handle: PageHandle = {
  title: titleFrom(({ programme }: { programme: { name: string } }) => [
    "programme.page.title",
    { name: programme.name },
  ]),
};

export const loader = loaderFor(
  "programme:read",
  { params, records: true },
  async ({ actor, db, params: { programmeId } }) => ({
    programme: await readProgramme(db, actor, programmeId),
    mayEdit: mayDo(actor, "programme:edit"),
    inStages: mayDo(actor, "programme:edit") ? await countInStages(db, programmeId) : {},
    readsCases: mayDo(actor, "case:read"),
  }),
);

export const action = actionFor(
  "programme:edit",
  { params, form: ProgrammePageForm },
  async ({ actor, db, params: { programmeId }, form }) => {
    const page = `/agency/programmes/${programmeId}`;
    switch (form.intent) {
      case "facts": {
        const { intent: _, ...facts } = form;
        await changeProgramme(db, actor, programmeId, facts);
        return redirectTo(page, "programme.page.saved");
      }
      case "add-stage":
        await addStage(db, actor, programmeId, form.name);
        return redirectTo(page, "programme.page.saved");
      case "rename-stage":
        await renameStage(db, actor, programmeId, form);
        return redirectTo(page, "programme.page.saved");
      case "place-stage":
        await placeStage(db, actor, programmeId, form);
        return redirectTo(page, "programme.stage.placed");
      case "remove-stage":
        await removeStage(db, actor, programmeId, form);
        return redirectTo(page, "programme.stage.removed");
      case "remove-rule":
        await removeRule(db, actor, programmeId, form.place);
        return redirectTo(page, "programme.rule.removed");
      case "close":
        await closeProgramme(db, actor, programmeId);
        return redirectTo(page, "programme.page.closed");
      case "reopen":
        await reopenProgramme(db, actor, programmeId);
        return redirectTo(page, "programme.page.reopened");
    }
  },
);

export default function ProgrammePage() {
  const { programme, mayEdit, inStages, readsCases } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={programme.name}
        lead={programme.purpose}
        back={{ to: "/agency/programmes", label: say("programme.list.title") }}
      />
      {programme.closedAt ? <Notice>{say("programme.page.is-closed")}</Notice> : null}
      <Columns
        main={
          <Stack>
            {readsCases ? (
              <Card title={say("programme.page.members")}>
                <MemberTable
                  members={programme.members}
                  caption={say("programme.page.members")}
                  empty={say("programme.page.nobody")}
                />
              </Card>
            ) : null}
            <Cohorts />
            <ProgrammeRules programme={programme} mayEdit={mayEdit} />
          </Stack>
        }
        aside={
          <Stack>
            <Card title={say("programme.field.benefits")}>
              <BenefitList benefits={programme.benefits} />
            </Card>
            <ProgrammeStages programme={programme} mayEdit={mayEdit} inStages={inStages} />
            {mayEdit ? <EditProgramme programme={programme} /> : null}
          </Stack>
        }
      />
    </>
  );
}

function Cohorts() {
  const { programme, mayEdit } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card
      title={say("programme.cohort.list")}
      aside={
        mayEdit ? (
          <Link to={`/agency/programmes/${programme.id}/cohort`}>{say("programme.cohort.add")}</Link>
        ) : undefined
      }
    >
      {programme.cohorts.length === 0 ? <p className="soft">{say("programme.cohort.none")}</p> : null}
      <ul className="plain-list">
        {programme.cohorts.map(({ id, name, place, startsOn, endsOn, members }) => (
          <li key={id}>
            <Link to={`/agency/cohorts/${id}`}>{name}</Link>
            <span className="soft">
              {` · ${endsOn ? say("programme.cohort.from-until", { from: formats.day(startsOn), until: formats.day(endsOn) }) : say("programme.cohort.from", { from: formats.day(startsOn) })}`}
              {place ? ` · ${place}` : ""}
              {members > 0 ? ` · ${say("programme.cohort.count", { count: members })}` : ""}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
