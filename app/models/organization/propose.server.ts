// Decides of a change by a provider whether it holds at once or waits for a look, and keeps the one that waits. The one place that decides it.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { openingExceptions, openingSpans, phones, proposedChanges, serviceAreas } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { localDay } from "../values/calendar-day";
import { Refusal } from "../values/refusal";
import { organizationEvents } from "./events";
import { type FactGroup, type FactRule, waitsForALook } from "./fact-groups";
import { readPublicFacts, readRulesFor } from "./public-facts.server";
import {
  alwaysWaits,
  groupOf,
  replacesEarlier,
  type Subject,
  saysTheSame,
  stoodBefore,
  type WantedForm,
} from "./wanted-change";

export interface Wanted {
  readonly organizationId: string;
  readonly subject: Subject;
  readonly form: WantedForm;
}

/**
 * Whoever manages the network changes facts at once; for a provider its agencies' rules say it.
 * @param apply does the change
 * @returns the catalogue key of what was done
 */
export async function holdOrApply(db: Db, actor: Actor, wanted: Wanted, apply: () => Promise<string>): Promise<string> {
  if (actor.organizationId === null) return apply();
  const group = groupOf(wanted.form.intent);
  const rules = await readRulesFor(db, wanted.organizationId);
  if (!alwaysWaits(wanted.form.intent) && !waitsForALook(rules, group)) return apply();
  await ask(db, actor, wanted, group, rules);
  return "keeping.asked";
}

async function ask(db: Db, actor: Actor, wanted: Wanted, group: FactGroup, rules: readonly FactRule[]): Promise<void> {
  const { organizationId, subject, form } = wanted;
  const before = await readStood(db, wanted);
  await replaceEarlier(db, wanted);
  const [made] = await db
    .insert(proposedChanges)
    .values({ organizationId, factGroup: group, ...subject, before, after: form, proposedBy: actor.membershipId })
    .returning({ id: proposedChanges.id });
  if (!made) throw new Error("the change was not kept");
  const event = organizationEvents["change-asked"]({ changeId: made.id, group });
  await recordEvent(db, actor, event, { subjectType: "organization", subjectId: organizationId, organizationId });
  const day = localDay(await clock(db), actor.timeZone);
  for (const agencyId of lookers(rules, group, form)) {
    const readers = { agencyId, roles: ["network_manager"] as const };
    // One letter a day for one provider, however many of its facts change.
    const about = { subjectType: "organization", subjectId: organizationId, path: "/network/changes", effect: day };
    await tellMembers(db, readers, { kind: "organization.change-asked", ...about });
  }
}

/** The agencies that want a look; what always waits is looked at by any of them. */
function lookers(rules: readonly FactRule[], group: FactGroup, form: WantedForm): string[] {
  const asking = rules.filter(({ factGroup, waits }) => factGroup === group && waits === true);
  return [...new Set((alwaysWaits(form.intent) ? rules : asking).map(({ agencyId }) => agencyId))];
}

/** The facts as they stand now where the change would write. @throws Refusal 404 for one that would remove what is not there */
export async function readStood(db: Db, { organizationId, subject, form }: Wanted): Promise<Record<string, unknown>> {
  switch (form.intent) {
    case "remove-phone":
      return removed(await db.select().from(phones).where(eq(phones.id, form.id)), organizationId);
    case "remove-exception":
      return removed(
        await db.select().from(openingExceptions).where(eq(openingExceptions.id, form.id)),
        organizationId,
      );
    case "remove-area":
      return removed(await db.select().from(serviceAreas).where(eq(serviceAreas.id, form.id)), organizationId);
    case "area-codes": {
      if (form.id === undefined) return {};
      const found = await db.select().from(serviceAreas).where(eq(serviceAreas.id, form.id));
      const { name, postalCodes } = removed(found, organizationId);
      return { name, codes: (postalCodes as string[]).join(" ") };
    }
    case "remove-ruled-hours":
      return removed(await db.select().from(openingSpans).where(eq(openingSpans.id, form.id)), organizationId);
    default:
      return stoodBefore(await readPublicFacts(db, organizationId), form, subject);
  }
}

function removed(
  rows: readonly { readonly organizationId: string }[],
  organizationId: string,
): Record<string, unknown> {
  const [row] = rows;
  if (row?.organizationId !== organizationId) throw new Refusal("not-found", 404);
  return { ...row };
}

async function replaceEarlier(db: Db, { organizationId, subject, form }: Wanted): Promise<void> {
  const { locationId, serviceAtLocationId } = subject;
  const waiting = await db
    .select({ id: proposedChanges.id, after: proposedChanges.after })
    .from(proposedChanges)
    .where(
      and(
        eq(proposedChanges.organizationId, organizationId),
        eq(proposedChanges.state, "waiting"),
        sql`${proposedChanges.after} ->> 'intent' = ${form.intent}`,
        sql`${proposedChanges.locationId} is not distinct from ${locationId}::uuid`,
        sql`${proposedChanges.serviceAtLocationId} is not distinct from ${serviceAtLocationId}::uuid`,
      ),
    )
    .for("update");
  for (const { id, after } of waiting) {
    const sameRow = "id" in form && "id" in after && form.id === after.id;
    const replaced = "id" in form ? sameRow : replacesEarlier(form.intent) || saysTheSame(after, form);
    if (replaced) await db.update(proposedChanges).set({ state: "superseded" }).where(eq(proposedChanges.id, id));
  }
}
