// What undoing an import would take out, put back and leave, before anybody asks for it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { MoveForm } from "#app/models/import/forms";
import { moveImport } from "#app/models/import/move.server";
import { readUndo } from "#app/models/import/read.server";
import { type ImportId, idParam } from "#app/models/values/ids";
import { MoveButton } from "#app/ui/import-going";
import { StayingTable, UndoCounts } from "#app/ui/import-undo";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Actions, ButtonLink, PageHeader, Stack } from "#app/ui/parts";

const params = z.object({ importId: idParam<ImportId>() });

export const handle: PageHandle = {
  title: titleFrom(({ view }: { view: { sourceName: string } }) => ["imports.undo.title", { name: view.sourceName }]),
};

export const loader = loaderFor("import:manage", { params }, ({ actor, db, params: { importId } }) =>
  readUndo(db, actor, importId),
);

export const action = actionFor(
  "import:manage",
  { params, form: MoveForm },
  async ({ actor, db, params: { importId }, form: { move } }) => {
    await moveImport(db, actor, importId, move);
    return redirectTo(`/network/imports/${importId}`, `imports.one.said.${move}`);
  },
);

export default function UndoImportPage() {
  const { view, counts, staying } = useLoaderData<typeof loader>();
  const say = useSay();
  const path = `/network/imports/${view.id}`;
  const mayUndo = view.state === "imported" && view.hasRun && counts.length > 0;
  return (
    <>
      <PageHeader
        title={say("imports.undo.title", { name: view.sourceName })}
        lead={say("imports.undo.lead")}
        back={{ to: path, label: say("imports.one.title", { name: view.sourceName }) }}
      />
      <Stack>
        <UndoCounts counts={counts} />
        {staying.length > 0 ? <StayingTable rows={staying} /> : null}
        <Actions>
          {mayUndo ? <MoveButton move="undo" /> : null}
          <ButtonLink to={path} look="secondary">
            {say("imports.undo.keep")}
          </ButtonLink>
        </Actions>
      </Stack>
    </>
  );
}
