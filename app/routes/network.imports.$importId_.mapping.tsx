// Which column of the uploaded file is which field of ours, guessed or filled in from kept choices. Looks the file over afterwards.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { type Chosen, guessColumns } from "#app/models/import/columns";
import { MappingForm } from "#app/models/import/forms";
import { mapImport } from "#app/models/import/move.server";
import { readForMapping, readImport } from "#app/models/import/read.server";
import { type ImportId, idParam } from "#app/models/values/ids";
import { ImportSteps } from "#app/ui/import-list";
import { MappingPage } from "#app/ui/import-mapping";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";

const params = z.object({ importId: idParam<ImportId>() });
const query = z.object({ from: z.string().max(40).optional() });

export const handle: PageHandle = {
  title: titleFrom(() => ["imports.mapping.title"]),
};

export const loader = loaderFor(
  "import:manage",
  { params, query },
  async ({ actor, db, params: { importId }, query }) => {
    const view = await readImport(db, actor, importId);
    const { columns, current, kept, specialties } = await readForMapping(db, actor, importId);
    // What was said for this file stands before what was kept for another of the same source, and both before a guess.
    const same = current ? undefined : kept.find(({ name }) => name === view.sourceName);
    const from = kept.find(({ id }) => id === query.from) ?? same;
    const guess: Chosen = { columns: guessColumns(columns), serviceName: null, specialty: null, oneProvider: false };
    return {
      id: view.id,
      sourceName: view.sourceName,
      columns,
      specialties,
      kept: kept.map(({ id, name }) => ({ id, name })),
      filledFrom: from?.name ?? null,
      chosen: from?.chosen ?? current ?? guess,
    };
  },
);

export const action = actionFor(
  "import:manage",
  { params, form: MappingForm },
  async ({ actor, db, params: { importId }, form }) => {
    await mapImport(db, actor, importId, form);
    return redirectTo(`/network/imports/${importId}`, "imports.one.said.preview");
  },
);

export default function ImportMappingPage() {
  const { id, ...page } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("imports.mapping.title")}
        lead={say("imports.mapping.lead")}
        back={{ to: `/network/imports/${id}`, label: say("imports.one.title", { name: page.sourceName }) }}
      />
      <ImportSteps current={1} flat />
      <MappingPage {...page} />
    </>
  );
}
