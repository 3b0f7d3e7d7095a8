// What an imported file says other than what we wrote, for ourselves to decide. Changes nothing by itself.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { decideDifferences } from "#app/models/organization/decide-difference.server";
import { DecideDifferencesForm } from "#app/models/organization/keeping-forms";
import { readDifferences, readTaken } from "#app/models/organization/read-differences.server";
import { DifferenceList, TakenList } from "#app/ui/difference-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Empty, PageHeader, Pager } from "#app/ui/parts";

export const handle: PageHandle = { title: "difference.title" };

export const loader = loaderFor(
  "portal:desk",
  { query: z.object({ after: markParam }) },
  async ({ actor, db, query }) => ({
    ...(await readDifferences(db, query.after)),
    taken: await readTaken(db),
    mayDecide: mayDo(actor, "organization:edit"),
  }),
);

export const action = actionFor("organization:edit", { form: DecideDifferencesForm }, async ({ actor, db, form }) =>
  redirectTo("/portal/differences", await decideDifferences(db, actor, form)),
);

export default function DifferencesPage() {
  const { rows, taken, next, mayDecide } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("difference.title")}
        lead={say(mayDecide ? "difference.portal-lead" : "difference.read-only")}
        back={{ to: "/portal/current", label: say("keeping.current.title") }}
      />
      {rows.length === 0 ? (
        <Empty title={say("difference.empty")} icon="check-circle">
          {say("difference.empty-lead")}
        </Empty>
      ) : (
        <DifferenceList rows={rows} mayDecide={mayDecide} at={null} />
      )}
      <Pager newer={null} older={next} />
      <TakenList rows={taken} mayDecide={mayDecide} at={null} />
    </>
  );
}
