// The card of a case, one sheet for a meeting or a visit: whom, how to reach them, what is needed, planned, open. Bare, for paper; changes nothing.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { Actor } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { readCase } from "#app/models/case/read.server";
import { readTasksOfCase } from "#app/models/case/task.server";
import { readContactWays } from "#app/models/client/contact.server";
import { readFacts, readOpenGroups } from "#app/models/client/fact.server";
import { readPlan, readVersions } from "#app/models/plan/read.server";
import type { CarePlanId, CaseId, ClientId } from "#app/models/values/ids";
import { idParam } from "#app/models/values/ids";
import { CaseSheet } from "#app/ui/case-sheet";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";

const params = z.object({ caseId: idParam<CaseId>() });
const query = z.object({ facts: z.literal("on").optional().catch(undefined) });

export const handle: PageHandle = {
  title: titleFrom(({ found }: { found: { number: string } }) => ["case.card.title", { number: found.number }]),
  frame: "bare",
};

export const loader = loaderFor(
  "case:read",
  { params, query, records: true },
  async ({ actor, db, params: { caseId }, query: { facts } }) => {
    const now = await clock(db);
    const { notes: _, team: __, ...found } = await readCase(db, actor, caseId);
    const clientId = found.client.id as ClientId;
    return {
      found,
      ways: await readContactWays(db, clientId, now),
      plan: await readStandingPlan(db, actor, caseId),
      tasks: (await readTasksOfCase(db, actor, caseId)).filter(({ state }) => state === "open"),
      groups: await readGroups(db, actor, clientId, facts === "on"),
      withFacts: facts === "on",
      now,
      houseName: actor.houseName,
      printedFor: actor.name,
    };
  },
);

/** The agreed one; where there is none yet, the draft. */
async function readStandingPlan(db: Db, actor: Actor, caseId: CaseId) {
  const versions = await readVersions(db, caseId);
  const standing = versions.find(({ state }) => state === "agreed") ?? versions.find(({ state }) => state === "draft");
  if (!standing) return null;
  const { state, goals, nextReviewOn } = await readPlan(db, actor, standing.id as CarePlanId);
  return { state, goals, nextReviewOn };
}

/** Paper travels: sensitive facts stand on it only where they are asked for, and then those of the groups the reader may read. */
async function readGroups(db: Db, actor: Actor, clientId: ClientId, asked: boolean) {
  const open = (await readOpenGroups(db, clientId)).filter(({ count }) => count > 0);
  if (!asked) return open.map(({ group }) => ({ group, facts: [] }));
  const groups = [];
  for (const { group } of open) groups.push({ group, facts: await readFacts(db, actor, clientId, group) });
  return groups;
}

export default function CaseCardPage() {
  return <CaseSheet {...useLoaderData<typeof loader>()} />;
}
