// Writes down what happens at the door and posts the door's letters, as the doorkeeper. Never a password, a token or an address in the record.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { sayIn } from "#app/i18n/say-in";
import type { PersonId } from "../models/values/ids";

/** The house whose auditor should find it, and the seat in whose name the record bears it. */
interface Place {
  readonly agencyId: string | null;
  readonly organizationId: string | null;
  readonly id?: string;
}

type DoorEvent =
  | "signed-in"
  | "slowed-down"
  | "password-changed"
  | "password-reset"
  | "joined"
  | "desk-chosen"
  | "second-step-set"
  | "second-step-ended"
  | "recovery-codes-made"
  | "recovery-code-used"
  | "codes-slowed-down";

/** Appends `access.<what>` about a person, where the house's auditor finds it. */
export async function recordAtDoor(db: Db, what: DoorEvent, personId: PersonId, place: Place | null): Promise<void> {
  // Nobody did a slow-down; everything else the person did themselves.
  if (what !== "slowed-down" && what !== "codes-slowed-down") {
    await db.execute(sql`select set_config('app.actor_id', ${personId}, true),
      set_config('app.membership_id', ${place?.id ?? ""}, true)`);
  }
  await db.execute(sql`select app.record_event(${`access.${what}`}, 'person', ${personId}::uuid, '{}'::jsonb,
    ${place?.agencyId ?? null}::uuid, ${place?.organizationId ?? null}::uuid, null, null, null)`);
}

interface DoorLetter {
  readonly to: string;
  readonly language: string;
  /** Makes the letter one: the same effect twice is one letter. */
  readonly effect: string;
  readonly kind: "reset" | "password-changed" | "application-link" | "second-step-set" | "second-step-ended";
  readonly blanks: Readonly<Record<string, string | number>>;
}

/** Puts the letter into the outbox and wakes the worker, in the caller's transaction. */
export async function postFromDoor(db: Db, { to, language, effect, kind, blanks }: DoorLetter): Promise<void> {
  const say = sayIn(language);
  await db.execute(
    sql`select app.post_letter_to(${to}, ${effect}, ${kind}, ${say(`mail.${kind}.subject`, blanks)}, ${say(`mail.${kind}.body`, blanks)})`,
  );
  await db.execute(sql`select app.enqueue_job('deliver-letters', '{}'::jsonb, null, null)`);
}
