// One import: what waits to be done about it, how far it is, what it would do or did. Its work is a job's.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { MoveForm } from "#app/models/import/forms";
import { moveImport } from "#app/models/import/move.server";
import { readImport, wordFaults } from "#app/models/import/read.server";
import { type ImportId, idParam } from "#app/models/values/ids";
import { GoingCard, isGoing, useLookAgain } from "#app/ui/import-going";
import { ImportSteps } from "#app/ui/import-list";
import { FilesCard, NextCard } from "#app/ui/import-next";
import { FaultsCard, SummaryCard } from "#app/ui/import-summary";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Columns, PageHeader, Stack, StateTag } from "#app/ui/parts";

const params = z.object({ importId: idParam<ImportId>() });

export const handle: PageHandle = {
  title: titleFrom(({ view }: { view: { sourceName: string } }) => ["imports.one.title", { name: view.sourceName }]),
};

export const loader = loaderFor("import:manage", { params }, async ({ actor, db, params: { importId } }) => {
  const view = await readImport(db, actor, importId);
  const summary = view.outcome ?? view.preview;
  return { view, summary, faults: summary ? wordFaults(summary, actor) : [] };
});

export const action = actionFor(
  "import:manage",
  { params, form: MoveForm },
  async ({ actor, db, params: { importId }, form: { move } }) => {
    await moveImport(db, actor, importId, move);
    return redirectTo(`/network/imports/${importId}`, `imports.one.said.${move}`);
  },
);

const STEP: Readonly<Record<string, number>> = { uploaded: 0, previewing: 1, previewed: 1, importing: 2, imported: 2 };

export default function ImportPage() {
  const { view, summary, faults } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  useLookAgain(isGoing(view.state));
  const step = STEP[view.state];
  return (
    <>
      <PageHeader
        title={say("imports.one.title", { name: view.sourceName })}
        beside={<StateTag lifecycle="import" state={view.state} />}
        lead={say("imports.who-when", {
          day: formats.instant(view.createdAt),
          name: view.by ?? say("word.not-given"),
        })}
        back={{ to: "/network/imports", label: say("imports.title") }}
      />
      {step === undefined ? null : <ImportSteps current={step + (view.flat ? 1 : 0)} flat={view.flat} />}
      <Columns
        main={
          <Stack>
            {isGoing(view.state) ? (
              <GoingCard id={view.id} state={view.state} progress={view.progress} />
            ) : (
              <NextCard view={view} />
            )}
            {summary ? <SummaryCard summary={summary} trial={view.outcome === null} /> : null}
            {summary ? <FaultsCard faults={faults} applied={view.outcome !== null} /> : null}
          </Stack>
        }
        aside={<FilesCard view={view} />}
      />
    </>
  );
}
