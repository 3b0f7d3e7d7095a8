// The columns every table leans on: ids, instants, money, units. Knows no table.
import { sql } from "drizzle-orm";
import { bigint, customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** Row id, ordered by time so that lists page by key. */
export const id = () => uuid("id").primaryKey().default(sql`app.new_id()`);

/** An instant; `app.clock()` is the database's clock. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const createdAt = () => instant("created_at").notNull().default(sql`app.clock()`);

/** When a person last changed a fact by hand, so that an import does not write over it in silence. */
export const editedAt = () => instant("edited_at");

/** When a group of facts was last known to be right; moved on by confirmations alone. */
export const knownAt = (name: string) => instant(name).notNull().default(sql`app.clock()`);

/** Whole cents. */
export const cents = (name: string) => bigint(name, { mode: "bigint" });

/** Exact units with two decimals; in code whole hundredths, so that no float ever carries them. */
export const units = customType<{ data: bigint; driverData: string; driverParam: string }>({
  dataType: () => "numeric(12,2)",
  toDriver: (hundredths) =>
    `${hundredths < 0n ? "-" : ""}${abs(hundredths) / 100n}.${String(abs(hundredths) % 100n).padStart(2, "0")}`,
  fromDriver: (text) => {
    const [whole = "0", part = ""] = text.replace("-", "").split(".");
    const value = BigInt(whole) * 100n + BigInt(part.padEnd(2, "0").slice(0, 2));
    return text.startsWith("-") ? -value : value;
  },
});

/** A span of instants, half open, as PostgreSQL writes it: `["…","…")`. */
export const instantRange = customType<{ data: string; driverData: string }>({ dataType: () => "tstzrange" });

/** Bytes of a hash. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

const abs = (value: bigint) => (value < 0n ? -value : value);
