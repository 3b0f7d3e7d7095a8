// Random standings of providers on a day: what room they said they have, which credentials they hold. Laid straight into the tables, and looked at plainly.
import fc from "fast-check";
import type { Sql } from "postgres";
import { addDays, type CalendarDay } from "#app/models/values/calendar-day";
import type { History, Houses } from "./insight-history";

interface Held {
  readonly id: string;
  readonly provider: number;
  readonly state: "unverified" | "verified" | "expiring" | "expired" | "revoked";
  /** Null: it has no last day. */
  readonly expiresOn: CalendarDay | null;
  /** Its place in the list of the one it takes the place of, where that is another. */
  readonly renews: number | null;
}

interface Room {
  readonly takes: "yes" | "waitlist" | "no" | "unknown";
  readonly openPlaces: number | null;
  readonly active: boolean;
}

export interface Standings {
  /** One for each provider. */
  readonly rooms: readonly Room[];
  readonly held: readonly Held[];
}

/** Around one day, so that each credential's last day matters. */
export function standings(day: CalendarDay, providers: number): fc.Arbitrary<Standings> {
  const room = fc.record({
    takes: fc.constantFrom("yes", "waitlist", "no", "unknown"),
    openPlaces: fc.option(fc.nat({ max: 9 }), { nil: null }),
    active: fc.constantFrom(true, true, false),
  }) as fc.Arbitrary<Room>;
  const held = fc
    .record({
      id: fc.uuid({ version: 4 }),
      provider: fc.nat({ max: providers - 1 }),
      state: fc.constantFrom("unverified", "verified", "verified", "expiring", "expired", "revoked"),
      days: fc.option(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 88, max: 92 })), { nil: null }),
      renews: fc.option(fc.nat({ max: 20 }), { nil: null }),
    })
    .map(({ days, ...rest }) => ({ ...rest, expiresOn: days === null ? null : addDays(day, days) }) as Held);
  return fc.record({
    rooms: fc.array(room, { minLength: providers, maxLength: providers }),
    held: fc.uniqueArray(held, { minLength: 8, maxLength: 20, selector: ({ id }) => id }),
  });
}

const renewedBy = ({ held }: Standings, { renews, id }: Held) => {
  const other = renews === null ? undefined : held[renews];
  return other && other.id !== id ? other : null;
};

/** Lays standings in the place of those that were there. As the owner of the server: triggers and keys to other tables are off for it. */
export async function layStanding(admin: Sql, { membershipId, places }: Houses, all: Standings): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`delete from credential`;
    const rows = all.held.map((one, at) => ({
      id: one.id,
      organization_id: places[one.provider]?.organizationId ?? "",
      kind: "licence",
      number: `L-${at}`,
      expires_on: one.expiresOn,
      renews_id: renewedBy(all, one)?.id ?? null,
      state: one.state,
      verified_at: new Date(),
      verified_by: membershipId,
      revoked_on: "2020-01-01",
    }));
    await sql`insert into credential ${sql(rows)}`;
    for (const [provider, { organizationId }] of places.entries()) {
      const { takes, openPlaces, active } = all.rooms[provider] ?? { takes: "unknown", openPlaces: null, active: true };
      await sql`update service_at_location set takes_referrals = ${takes}, open_places = ${openPlaces}, active = ${active}, capacity_at = now()
        where organization_id = ${organizationId}`;
    }
  });
}

/** What one provider's card says of its standing, seen by looking at each thing. Each has one service at one place. */
export function countStanding(history: History, all: Standings, provider: number, today: CalendarDay) {
  const underWay = history.offers.filter(
    (asked) => asked.provider === provider && asked.state === "accepted" && !asked.ended,
  ).length;
  const room = all.rooms[provider];
  const isSaid = room !== undefined && room.takes !== "unknown" && room.active;
  const own = all.held.filter((one) => one.provider === provider && one.state !== "revoked");
  const isGood = ({ state }: Held) => state === "verified" || state === "expiring";
  const standing = own.filter(({ id }) => !all.held.some((later) => isGood(later) && renewedBy(all, later)?.id === id));
  const valid = standing.filter((one) => isGood(one) && (one.expiresOn === null || one.expiresOn > today));
  return {
    underWay,
    openPlaces: isSaid ? room.openPlaces : null,
    credentials: standing.length,
    credentialsValid: valid.length,
    credentialsEnding: valid.filter(({ expiresOn }) => expiresOn !== null && expiresOn <= addDays(today, 90)).length,
  };
}
