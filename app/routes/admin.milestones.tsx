// What the agency wants to know of its referrals: milestones and results, worded, ordered and retired by an administrator. What was said keeps its words.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import {
  addPoint,
  movePoint,
  readPoints,
  restorePoint,
  retirePoint,
  rewordPoint,
} from "#app/models/delivery/points.server";
import { type PointKind, PointForm } from "#app/models/delivery/progress-forms";
import { readSpecialtyTree } from "#app/search/specialties.server";
import type { PageHandle } from "#app/ui/page-handle";
import { Columns, PageHeader, Stack } from "#app/ui/parts";
import { AddPoint, PointsInUse, RetiredPoints } from "#app/ui/progress-point-parts";
import { specialtyOptions } from "#app/ui/specialty-options";

export const handle: PageHandle = { title: "progress.title" };

const query = z.object({ change: z.guid().optional().catch(undefined) });

export const loader = loaderFor("agency:settings", { query }, async ({ actor, db, query: { change } }) => {
  const points = await readPoints(db, actor);
  const tree = await readSpecialtyTree(db);
  return {
    points: points.map(({ retiredAt, kind, ...point }) => ({
      ...point,
      kind: kind as PointKind,
      retired: retiredAt !== null,
    })),
    changing: change ?? null,
    tree: tree.map(({ id, name, depth }) => ({ id, name, depth })),
  };
});

export const action = actionFor("agency:settings", { form: PointForm }, async ({ actor, db, form }) => {
  const page = "/admin/milestones";
  switch (form.intent) {
    case "add":
      await addPoint(db, actor, form);
      return redirectTo(page, "progress.admin.added");
    case "reword":
      await rewordPoint(db, actor, form.pointId, form.words);
      return redirectTo(page, "progress.admin.reworded");
    case "retire":
      await retirePoint(db, actor, form.pointId);
      return redirectTo(page, "progress.admin.retire-done");
    case "restore":
      await restorePoint(db, actor, form.pointId);
      return redirectTo(page, "progress.admin.restore-done");
    default:
      await movePoint(db, actor, form.pointId, form.intent);
      return redirectTo(page);
  }
});

export default function MilestonesPage() {
  const say = useSay();
  const { points, changing, tree } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("progress.title")}
        lead={say("progress.admin.lead")}
        back={{ to: "/admin/settings", label: say("ui.navigation.settings") }}
      />
      <Columns
        main={
          <Stack>
            <PointsInUse points={points.filter(({ retired }) => !retired)} changing={changing} />
            <RetiredPoints points={points.filter(({ retired }) => retired)} />
          </Stack>
        }
        aside={<AddPoint specialties={specialtyOptions(tree)} />}
      />
    </>
  );
}
