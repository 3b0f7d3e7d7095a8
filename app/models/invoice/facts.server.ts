// Asks the database what the edits need of deliveries and no side may read by itself, and how an agency weighs each edit. Reads only.
import { eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { uuids } from "#app/database/many-rows.server";
import { editRules } from "#drizzle/schema";
import { EDIT_CODES, type Effect } from "./edit-codes";
import { type DeliveryFacts, type EditRules, FILING_DAYS } from "./edits";

interface FactRow extends Record<string, unknown> {
  readonly attendance_id: string;
  readonly excluded: boolean;
  readonly in_force: boolean;
  readonly lacking: string;
  readonly agreed_cents: string | null;
  readonly client_at: DeliveryFacts["clientAt"];
  readonly practitioner_twice: boolean;
  readonly twin: boolean;
  readonly fund_short: boolean;
}

/** Attendance id → facts. Deliveries the actor has nothing to do with have none. */
export async function readFacts(db: Db, attendanceIds: readonly string[]): Promise<Map<string, DeliveryFacts>> {
  if (attendanceIds.length === 0) return new Map();
  const rows = await db.execute<FactRow>(sql`
    select attendance_id, excluded, in_force, lacking, agreed_cents::text, client_at, practitioner_twice, twin, fund_short
    from app.delivery_facts(${uuids(attendanceIds)})`);
  return new Map(
    [...rows].map((row) => [
      row.attendance_id,
      {
        excluded: row.excluded,
        inForce: row.in_force,
        lacking: row.lacking,
        agreedCents: row.agreed_cents === null ? null : BigInt(row.agreed_cents),
        clientAt: row.client_at,
        practitionerTwice: row.practitioner_twice,
        twin: row.twin,
        fundShort: row.fund_short,
      },
    ]),
  );
}

/** For a delivery about which nothing can be asked: it is held, for nobody knows an agreement. */
export const NO_FACTS: DeliveryFacts = {
  excluded: false,
  inForce: false,
  lacking: "",
  agreedCents: null,
  clientAt: "",
  practitionerTwice: false,
  twin: false,
  fundShort: false,
};

export type AgencyEdits = EditRules & {
  /** What the payer calls an edit. */
  readonly payerCodes: Readonly<Partial<Record<string, string>>>;
};

export async function readEditRules(db: Db, agencyId: string): Promise<AgencyEdits> {
  const rows = await db.select().from(editRules).where(eq(editRules.agencyId, agencyId)).limit(EDIT_CODES.length);
  return {
    effects: Object.fromEntries(rows.map(({ code, effect }) => [code, effect as Effect | "off"])),
    payerCodes: Object.fromEntries(rows.map(({ code, payerCode }) => [code, payerCode])),
    filingDays: rows.find(({ limitDays }) => limitDays !== null)?.limitDays ?? FILING_DAYS,
  };
}
