// What people do with money in a storm, each act on whatever lies before them at that moment. Knows no process and kills nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { correctAttendance, recordAttendance } from "#app/models/delivery/record.server";
import { beginReview } from "#app/models/invoice/begin-review.server";
import { approveRest, decideLine } from "#app/models/invoice/decide-line.server";
import { draftInvoice } from "#app/models/invoice/draft.server";
import { approveInvoice, denyInvoice } from "#app/models/invoice/review.server";
import { submitInvoice } from "#app/models/invoice/submit.server";
import { grantBudget } from "#app/models/payment/funds.server";
import { exportBatch } from "#app/models/payment/make-file.server";
import { discardBatch, openBatch } from "#app/models/payment/open-batch.server";
import { releaseBatch, settleBatch } from "#app/models/payment/release-batch.server";
import { batchDigest, readBatchPayments, readBatchRow } from "#app/models/payment/row.server";
import { localDay } from "#app/models/values/calendar-day";
import type {
  AgencyId,
  AttendanceId,
  AuthorizationId,
  FundId,
  InvoiceId,
  InvoiceLineId,
  SessionId,
} from "#app/models/values/ids";
import { asId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { type Act, pickBatch, pickInvoice, pickOne, seenInvoice } from "./act";
import { laterActs } from "./later-acts";

const came = async (db: Db, sessionId: string) => {
  const [row] = await db.execute<{ starts: string; ends: string }>(
    sql`select extract(epoch from starts_at)::text as starts, extract(epoch from ends_at)::text as ends from session where id = ${sessionId}::uuid`,
  );
  const at = (second: string | undefined) => new Date(Number(second) * 1000);
  return { state: "present" as const, startedAt: at(row?.starts), endedAt: at(row?.ends), note: "" };
};

const away = { state: "absent" as const, startedAt: null, endedAt: null, note: "" };

export const acts = {
  ...laterActs,
  deliver: {
    who: ["pavel", "mara"],
    weight: 8,
    async run(db, actor, choice) {
      const id = await pickOne<SessionId>(db, "session x where x.state = 'planned'", choice);
      await recordAttendance(db, actor, id, await came(db, id));
    },
  },
  correct: {
    who: ["mara"],
    weight: 2,
    async run(db, actor, choice) {
      const id = await pickOne<AttendanceId>(db, "attendance x where x.current", choice);
      const [row] = await db.execute<{ session_id: string; state: string }>(
        sql`select session_id, state from attendance where id = ${id}::uuid`,
      );
      await correctAttendance(db, actor, id, row?.state === "present" ? away : await came(db, row?.session_id ?? ""));
    },
  },
  bill: {
    who: ["bea", "ora"],
    weight: 5,
    async run(db, actor, choice, cast) {
      const waiting = await db.execute<{ id: AttendanceId }>(sql`
        select x.id from attendance x where x.current and x.units > 0
          and not exists (select 1 from invoice_line l where l.attendance_id = x.id and l.live) order by x.id limit ${1 + (choice.pick % 4)}`);
      if (waiting.length === 0) throw new Refusal("not-found", 404);
      const asked = { agencyId: asId<AgencyId>(cast.agencyId), attendanceIds: waiting.map(({ id }) => id), note: "" };
      await submitInvoice(db, actor, await draftInvoice(db, actor, asked), "");
    },
  },
  review: {
    who: ["finn", "freya"],
    weight: 5,
    async run(db, actor, choice) {
      await beginReview(db, actor, await pickInvoice(db, "submitted", choice));
    },
  },
  reduce: {
    who: ["finn", "freya"],
    weight: 2,
    async run(db, actor, choice) {
      const lineId = await pickOne<InvoiceLineId>(
        db,
        "invoice_line x join invoice i on i.id = x.invoice_id and i.state = 'in_review' where x.live and x.state = 'pending'",
        choice,
      );
      const [row] = await db.execute<{ id: InvoiceId }>(
        sql`select invoice_id as id from invoice_line where id = ${lineId}::uuid`,
      );
      if (!row) throw new Refusal("not-found", 404);
      const said = { reasonCode: "rate_mismatch" as const, reasonWords: "By the agreement." };
      await decideLine(db, actor, row.id, lineId, { move: "reduce", approvedCents: BigInt(choice.cents), ...said });
    },
  },
  decide: {
    who: ["finn", "freya"],
    weight: 5,
    run: async (db, actor, choice) => approveRest(db, actor, await pickInvoice(db, "in_review", choice)),
  },
  approve: {
    who: ["felix", "freya"],
    weight: 6,
    async run(db, actor, choice) {
      const id = await pickInvoice(db, "in_review", choice);
      await approveInvoice(db, actor, id, await seenInvoice(db, id));
    },
  },
  deny: {
    who: ["finn"],
    weight: 1,
    async run(db, actor, choice) {
      const id = await pickInvoice(db, "in_review", choice);
      const said = { reasonCode: "missing_documents" as const, reasonWords: "Nothing came with it." };
      await denyInvoice(db, actor, id, await seenInvoice(db, id), said);
    },
  },
  batch: {
    who: ["finn", "freya"],
    weight: 4,
    async run(db, actor, choice) {
      const waiting = await db.execute<{ id: InvoiceId }>(
        sql`select x.id from invoice x where x.state in ('approved', 'partially_approved', 'adjusted') order by x.id limit ${1 + (choice.pick % 3)}`,
      );
      await openBatch(
        db,
        actor,
        waiting.map(({ id }) => id),
      );
    },
  },
  discard: {
    who: ["freya"],
    weight: 1,
    run: async (db, actor, choice) => discardBatch(db, actor, await pickBatch(db, "open", choice)),
  },
  release: {
    who: ["freya", "faye"],
    weight: 6,
    async run(db, actor, choice) {
      const id = await pickBatch(db, "open", choice);
      await releaseBatch(
        db,
        actor,
        id,
        batchDigest((await readBatchRow(db, id)).version, await readBatchPayments(db, id)),
      );
    },
  },
  export: {
    who: ["finn", "freya"],
    weight: 4,
    run: async (db, actor, choice) => exportBatch(db, actor, await pickBatch(db, "approved", choice)),
  },
  settle: {
    who: ["finn", "freya"],
    weight: 4,
    async run(db, actor, choice) {
      const id = await pickBatch(db, "exported", choice);
      await settleBatch(db, actor, id, { settledOn: localDay(new Date(0), "UTC"), reference: "W-1" });
    },
  },
  revoke: {
    who: ["ines", "sol"],
    weight: 1,
    async run(db, actor, choice) {
      // Seldom: what is revoked cannot be delivered any more, and a storm without deliveries is none.
      if (choice.cents % 5 !== 0) throw new Refusal("not-found", 404);
      const id = await pickOne<AuthorizationId>(db, `"authorization" x where x.state = 'active'`, choice);
      await decideAuthorization(db, actor, id, { move: "revoke", reason: "service_ended" });
    },
  },
  grant: {
    who: ["freya"],
    weight: 1,
    run: (db, actor, { cents }, cast) => grantBudget(db, actor, asId<FundId>(cast.fundId), BigInt(cents)),
  },
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof acts;
export const actNamed = (name: ActName): Act => acts[name];
