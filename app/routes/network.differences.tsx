// What imported files say other than what people wrote, for the managers of a network to decide. Changes nothing by itself.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { decideDifferences } from "#app/models/organization/decide-difference.server";
import { DecideDifferencesForm } from "#app/models/organization/keeping-forms";
import { readDifferences, readTaken } from "#app/models/organization/read-differences.server";
import { DifferenceList, TakenList } from "#app/ui/difference-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Empty, PageHeader, Pager } from "#app/ui/parts";

export const handle: PageHandle = { title: "difference.title" };

export const loader = loaderFor("change:decide", { query: z.object({ after: markParam }) }, async ({ db, query }) => ({
  ...(await readDifferences(db, query.after)),
  taken: await readTaken(db),
}));

export const action = actionFor("change:decide", { form: DecideDifferencesForm }, async ({ actor, db, form }) =>
  redirectTo("/network/differences", await decideDifferences(db, actor, form)),
);

export default function DifferencesPage() {
  const { rows, taken, next } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("difference.title")}
        lead={say("difference.network-lead")}
        back={{ to: "/network/changes", label: say("keeping.changes.title") }}
      />
      {rows.length === 0 ? (
        <Empty title={say("difference.empty")} icon="check-circle">
          {say("difference.empty-lead")}
        </Empty>
      ) : (
        <DifferenceList rows={rows} mayDecide at={"/network/organizations"} />
      )}
      <Pager newer={null} older={next} />
      <TakenList rows={taken} mayDecide at={"/network/organizations"} />
    </>
  );
}
