// The imports of our agency, newest first. Shows a page at a time; each is followed on its own page.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { readImports } from "#app/models/import/read.server";
import { isGoing, useLookAgain } from "#app/ui/import-going";
import { ImportTable } from "#app/ui/import-list";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, PageHeader, Pager } from "#app/ui/parts";

export const handle: PageHandle = { title: "imports.title" };

const query = z.object({ after: markParam });

export const loader = loaderFor("import:manage", { query }, ({ actor, db, query: { after } }) =>
  readImports(db, actor, after),
);

export default function ImportsPage() {
  const { rows, next } = useLoaderData<typeof loader>();
  const say = useSay();
  useLookAgain(rows.some(({ state }) => isGoing(state)));
  return (
    <>
      <PageHeader
        title={say("imports.title")}
        lead={say("imports.lead")}
        actions={
          rows.length > 0 ? (
            <ButtonLink to="/network/imports/new" icon="upload-file">
              {say("imports.new")}
            </ButtonLink>
          ) : null
        }
      />
      <ImportTable imports={rows} />
      <Pager newer={null} older={next} />
    </>
  );
}
