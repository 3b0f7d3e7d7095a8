// What an approval may never do, said before the database says it: pay what is held, pass a ceiling, approve one's own work. Changes nothing.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { formatMoney } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import type { InvoiceId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { HELD_CODES } from "./edit-codes";
import type { InvoiceRow, LineRow } from "./row.server";

/** Money waits until what holds the line is settled; the database refuses it too. */
export function refuseHeld({ facts, edits }: Pick<LineRow, "facts" | "edits">): void {
  if (facts.excluded) throw new Refusal("invoice.line-excluded", 409);
  if (!facts.inForce) throw new Refusal("invoice.line-without-agreement", 409);
  if (facts.lacking !== "") throw new Refusal("invoice.line-held", 409, { names: facts.lacking });
  const held = edits.some(({ code, effect }) => effect === "hold" && !HELD_CODES.some((known) => known === code));
  if (held) throw new Refusal("invoice.line-held-by-edit", 409);
}

/** A second person approves: the database asks by person, here they learn why. */
export async function refuseDecider(db: Db, id: InvoiceId, disputed: boolean): Promise<void> {
  const [own] = await db.execute<{ mine: boolean }>(sql`
    select exists (select 1 from invoice_line l where l.invoice_id = ${id}::uuid and l.live and (not ${disputed}::boolean or l.contested)
      and app.person_of(l.decided_by) = app.actor_id()) as mine`);
  if (own?.mine) throw new Refusal("invoice.second-person", 403);
}

// The database refuses it too; here the person learns why. Who took part is asked by person: a second seat is not a second person.
export async function refuseOwn(db: Db, row: InvoiceRow): Promise<void> {
  const [own] = await db.execute<{ part: boolean }>(sql`
    select app.actor_id() in (
      select app.person_of(${row.createdBy}::uuid) union select app.person_of(${row.submittedBy}::uuid)
      union select app.person_of(d.recorded_by) from invoice_line l join attendance d on d.id = l.attendance_id where l.invoice_id = ${row.id}::uuid
      union select unnest(array[app.person_of(a.proposed_by), app.person_of(a.decided_by)])
        from invoice_line l join "authorization" a on a.id = l.authorization_id where l.invoice_id = ${row.id}::uuid) as part`);
  if (own?.part) throw new Refusal("invoice.own-approval", 403);
}

// The database refuses it too, also where two approve at once; here the person learns by how much.
export async function refuseOverCeiling(db: Db, actor: Actor, id: InvoiceId): Promise<void> {
  const [over] = await db.execute<{ number: string; cents: string }>(
    sql`select number, over_cents::text as cents from app.over_ceiling(${id}::uuid)`,
  );
  if (!over) return;
  const amount = formatMoney(BigInt(over.cents), actor.currency, knownLanguage(actor.language));
  throw new Refusal("invoice.over-ceiling-by", 409, { number: over.number, amount });
}
