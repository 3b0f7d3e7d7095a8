// What a publisher no longer says, for a person to end or keep. Ends nothing by itself.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { RemovalForm } from "#app/models/import/forms";
import { decideRemoval } from "#app/models/import/move.server";
import { readImport, readRemovals } from "#app/models/import/read.server";
import { type ImportId, idParam } from "#app/models/values/ids";
import { RemovalTable } from "#app/ui/import-undo";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";

const params = z.object({ importId: idParam<ImportId>() });

export const handle: PageHandle = {
  title: titleFrom(({ name }: { name: string }) => ["imports.removals.title", { name }]),
};

export const loader = loaderFor("import:manage", { params }, async ({ actor, db, params: { importId } }) => {
  const { id, sourceName } = await readImport(db, actor, importId);
  return { id, name: sourceName, removals: await readRemovals(db, actor, importId) };
});

export const action = actionFor(
  "import:manage",
  { params, form: RemovalForm },
  async ({ actor, db, params: { importId }, form }) => {
    await decideRemoval(db, actor, form);
    return redirectTo(`/network/imports/${importId}/removals`, "imports.removals.done");
  },
);

export default function RemovalsPage() {
  const { id, name, removals } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("imports.removals.title", { name })}
        lead={say("imports.removals.lead")}
        back={{ to: `/network/imports/${id}`, label: say("imports.one.title", { name }) }}
      />
      <RemovalTable removals={removals} />
    </>
  );
}
