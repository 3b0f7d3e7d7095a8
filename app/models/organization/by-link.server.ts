// What a mailed link "still right?" shows and does: only public facts, of its own organization alone. Whatever it corrects waits for a look; full and open hold at once.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { idParam, type ServiceAtLocationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { readFactLines } from "./confirm.server";
import { organizationEvents } from "./events";
import type { LinkAnswer } from "./link-forms";
import { aboutOf, type PublicFacts, withDays } from "./public-facts";
import { readPublicFacts, readRulesFor } from "./public-facts.server";
import { groupOf, type Subject, stoodBefore, type WantedForm } from "./wanted-change";

type Look = {
  readonly organizationId: string;
  readonly name: string;
  /** The mailbox it went to, in part. */
  readonly mailbox: string;
  readonly usedAt: string | null;
  readonly late: boolean;
  readonly confirmed: number;
  readonly changes: number;
  readonly askedAgain: boolean;
};

async function look(db: Db): Promise<Look> {
  const [row] = await db.execute<Look>(sql`
    select organization_id as "organizationId", name, mailbox, used_at as "usedAt", late,
      coalesce((said ->> 'confirmed')::int, 0) as confirmed, coalesce((said ->> 'changes')::int, 0) as changes,
      asked_again_at is not null as "askedAgain"
    from app.look_at_confirmation()`);
  if (!row) throw new Refusal("confirmation.link-unknown", 404);
  return row;
}

/** A link that was used or is too old tells its own end, and no facts. */
export async function readLink(db: Db) {
  const { organizationId, usedAt, late, ...ended } = await look(db);
  if (usedAt !== null) return { state: "used" as const, ...ended, usedAt };
  if (late) return { state: "late" as const, ...ended, usedAt };
  const now = await clock(db);
  const { facts, lines } = await readFactLines(db, organizationId, now);
  return { state: "open" as const, facts, lines: withDays(lines, now), asked: await readAsked(db) };
}
export type OpenLink = Extract<Awaited<ReturnType<typeof readLink>>, { state: "open" }>;

/** The lines that this link asked to have changed, as factKey makes them. */
async function readAsked(db: Db): Promise<string[]> {
  const rows = await db.execute<{ key: string }>(sql`
    select distinct c.fact_group || ':' || c.subject as key from app.changes_by_link() c`);
  return rows.map(({ key }) => key);
}

/**
 * @param of the service at the place that a week was sent for
 * @returns the catalogue key of what was done
 * @throws Refusal 409 when the link was used or ran out meanwhile, 404 for a service that is not its organization's
 */
export async function answerByLink(db: Db, answer: LinkAnswer, of: unknown): Promise<string> {
  if (answer.intent === "new-link") return askAgain(db);
  const { organizationId, usedAt, late } = await look(db);
  if (usedAt !== null) throw new Refusal("confirmation.link-used", 409);
  if (late) throw new Refusal("confirmation.link-late", 409);
  switch (answer.intent) {
    case "all-right":
      await confirmAll(db, organizationId);
      return "keeping.link.thanks";
    case "full":
    case "open":
      await sayFullOrOpen(db, answer.serviceAtLocationId, answer.intent);
      return `keeping.link.${answer.intent}`;
    case "week":
      await propose(db, organizationId, answer, { locationId: null, serviceAtLocationId: readId(of) });
      break;
    case "facts":
    case "closed":
      await propose(db, organizationId, answer, { locationId: null, serviceAtLocationId: null });
      break;
    case "not-offered":
      await propose(db, organizationId, answer, {
        locationId: null,
        serviceAtLocationId: answer.serviceAtLocationId,
      });
      break;
  }
  return "keeping.link.asked";
}

const readId = (of: unknown): ServiceAtLocationId => {
  const read = idParam<ServiceAtLocationId>().safeParse(of);
  if (!read.success) throw new Refusal("not-found", 404);
  return read.data;
};

/** What the link asked to have changed is not confirmed by it. */
async function confirmAll(db: Db, organizationId: string): Promise<void> {
  const { lines } = await readFactLines(db, organizationId, await clock(db));
  const asked = new Set(await readAsked(db));
  const facts = lines
    .filter(({ key, knownAt }) => knownAt !== null && !asked.has(key))
    .map(({ group, subject }) => ({ group, ...aboutOf(group, subject) }));
  const [row] = await db.execute<{ done: boolean }>(
    sql`select app.confirm_by_link(${JSON.stringify(facts)}::jsonb, ${asked.size}::int) as done`,
  );
  if (!row?.done) throw new Refusal("confirmation.link-used", 409);
  const event = organizationEvents.confirmed({ count: facts.length, how: "link" });
  await recordEvent(db, null, event, { subjectType: "organization", subjectId: organizationId, organizationId });
}

/** The number of places that was said before no longer holds either way. */
async function sayFullOrOpen(db: Db, id: ServiceAtLocationId, said: "full" | "open"): Promise<void> {
  const takes = said === "full" ? "no" : "yes";
  const [row] = await db.execute<{ done: boolean }>(
    sql`select app.say_capacity_by_link(${id}::uuid, ${takes}, null::int) as done`,
  );
  if (!row?.done) throw new Refusal("not-found", 404);
}

async function propose(db: Db, organizationId: string, form: WantedForm, subject: Subject): Promise<void> {
  const group = groupOf(form.intent);
  const facts = await readPublicFacts(db, organizationId);
  requireOwn(facts, subject);
  const before = stoodBefore(facts, form, subject);
  const { serviceAtLocationId } = subject;
  const [row] = await db.execute<{ id: string | null }>(sql`
    select app.propose_by_link(${group}, null::uuid, null::uuid, ${serviceAtLocationId}::uuid,
      ${JSON.stringify(before)}::jsonb, ${JSON.stringify(form)}::jsonb) as id`);
  if (!row?.id) throw new Refusal("confirmation.link-used", 409);
  const event = organizationEvents["change-asked"]({ changeId: row.id, group });
  await recordEvent(db, null, event, { subjectType: "organization", subjectId: organizationId, organizationId });
  for (const agencyId of new Set((await readRulesFor(db, organizationId)).map((rule) => rule.agencyId))) {
    // One letter for one provider, however much a link corrects.
    const about = { subjectType: "organization", subjectId: organizationId, path: "/network/changes", effect: row.id };
    await tellMembers(db, { agencyId, roles: ["network_manager"] }, { kind: "organization.change-asked", ...about });
  }
}

function requireOwn({ offered }: PublicFacts, { serviceAtLocationId }: Subject): void {
  if (serviceAtLocationId !== null && !offered.some(({ id }) => id === serviceAtLocationId)) {
    throw new Refusal("not-found", 404);
  }
}

/** The worker mails it, to the same mailbox; asked twice it is one. */
async function askAgain(db: Db): Promise<string> {
  await db.execute(sql`select app.ask_confirmation_again()`);
  return "keeping.link.new-on-its-way";
}
