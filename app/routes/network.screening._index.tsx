// The agency's checklists: what is looked at before a provider joins the network, in order. What was sent keeps what it was given.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readAgency } from "#app/models/agency/read.server";
import { PROVIDER_KINDS } from "#app/models/application/codes";
import { moveRequirement, type Requirement, readChecklist } from "#app/models/screening/checklist.server";
import { MoveLineForm } from "#app/models/screening/forms";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  HiddenField,
  Notice,
  PageHeader,
  SelectField,
  Stack,
  SubmitButton,
  ToneTag,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "screening.checklist.title" };

const query = z.object({ kind: z.enum(PROVIDER_KINDS).optional().catch(undefined) });

export const loader = loaderFor("application:screen", { query }, async ({ actor, db, query: { kind } }) => {
  const lines = await readChecklist(db, actor);
  return {
    kind: kind ?? "",
    lines: lines.filter((line) => !kind || line.kind === null || line.kind === kind),
    approvals: (await readAgency(db, agencyOf(actor))).screeningApprovals,
  };
});

export const action = actionFor("application:screen", { form: MoveLineForm }, async ({ actor, db, form }) => {
  await moveRequirement(db, actor, form.requirementId, form.intent);
  return redirectTo("/network/screening", "screening.checklist.moved");
});

export default function ChecklistPage() {
  const { kind, lines, approvals } = useLoaderData<typeof loader>();
  const say = useSay();
  const columns = useColumns(kind === "");
  const add = (
    <ButtonLink to="/network/screening/new" icon="add">
      {say("screening.checklist.add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={say("screening.checklist.title")}
        lead={say("screening.checklist.lead")}
        back={{ to: "/network/applications", label: say("screening.queue.title") }}
        actions={lines.length > 0 ? add : undefined}
      />
      <Stack>
        <Notice title={say("screening.checklist.approvals", { count: approvals })}>
          <p>{say("screening.checklist.approvals-lead")}</p>
        </Notice>
        <FilterBar active={kind !== ""}>
          <SelectField
            name="kind"
            label={say("screening.checklist.filter-kind")}
            options={PROVIDER_KINDS.map((value) => ({ value, label: say(`application.kind.${value}`) }))}
            defaultValue={kind}
            emptyLabel={say("ui.filter.all")}
            optional
          />
        </FilterBar>
        <DataTable
          caption={say("screening.checklist.caption")}
          columns={columns}
          rows={lines}
          rowKey={({ id }) => id}
          holds="page"
          empty={
            <Empty title={say("screening.checklist.empty")} action={add}>
              {say("screening.checklist.empty-lead")}
            </Empty>
          }
        />
      </Stack>
    </>
  );
}

/** @param ordered the whole list is shown, so that up and down mean what they say */
function useColumns(ordered: boolean): Column<Requirement>[] {
  const say = useSay();
  return [
    {
      id: "name",
      header: say("screening.checklist.name"),
      main: true,
      cell: ({ id, name, required }) => (
        <>
          <Link to={`/network/screening/${id}`}>{name}</Link>
          <br />
          <span className="soft">{say(required ? "screening.item.required" : "screening.item.optional")}</span>
        </>
      ),
    },
    {
      id: "kind",
      header: say("screening.checklist.kind"),
      cell: ({ kind }) => (kind ? say.any(`application.kind.${kind}`) : say("screening.checklist.every-kind")),
    },
    {
      id: "item-kind",
      header: say("screening.checklist.item-kind"),
      cell: ({ itemKind }) => say.any(`screening.item.kind.${itemKind}`),
    },
    {
      id: "state",
      header: say("screening.checklist.state"),
      cell: ({ active }) => (
        <ToneTag tone={active ? "done" : "ended"}>
          {say(active ? "screening.checklist.active" : "screening.checklist.retired")}
        </ToneTag>
      ),
    },
    {
      id: "deed",
      header: say("screening.checklist.deed"),
      headerHidden: true,
      cell: (line) => <LineForms line={line} ordered={ordered} />,
    },
  ];
}

function LineForms({ line: { id, name, active }, ordered }: { line: Requirement; ordered: boolean }) {
  const say = useSay();
  if (!active || !ordered) return null;
  return (
    <div className="actions">
      {(["up", "down"] as const).map((deed) => (
        <ActForm key={deed} formId={`${deed}-${id}`} lastResult={null}>
          <HiddenField name="intent" value={deed} />
          <HiddenField name="requirementId" value={id} />
          <SubmitButton look="quiet">
            <span aria-hidden="true">{say(`screening.checklist.${deed}-short`)}</span>
            <span className="usa-sr-only">{say(`screening.checklist.${deed}`, { name })}</span>
          </SubmitButton>
        </ActForm>
      ))}
    </div>
  );
}
