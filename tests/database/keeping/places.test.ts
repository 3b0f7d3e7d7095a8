// Places: an offer holds one until it is answered, an acceptance takes it, and what was said too long ago is not known any more.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { clock } from "#app/database/clock.server";
import { readPlaces } from "#app/models/referral/sending-facts.server";
import { findProviders } from "#app/search/find.server";
import { NOTHING_ASKED } from "#app/search/wish";
import { servicesAtLocation } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const DAY = 86_400_000;

/** As many offers of referrals of their own to Northside. */
async function offered({ asRole, cast }: Stage, count: number): Promise<string[]> {
  return asRole("app_definer", async (db) => {
    const made: string[] = [];
    for (let number = 1; number <= count; number++) {
      const [referral] = await db.execute<{ id: string }>(sql`
        insert into referral (agency_id, case_id, client_id, number, created_by) values (${cast.agencyId}::uuid, ${cast.rosa.caseId}::uuid,
          ${cast.rosa.clientId}::uuid, ${`R-9${number}`}, ${cast.ines.membershipId}::uuid) returning id`);
      await db.execute(
        sql`update referral set state = 'sent', sent_at = app.clock() where id = ${referral?.id ?? ""}::uuid`,
      );
      const [offer] = await db.execute<{ id: string }>(sql`
        insert into offer (agency_id, referral_id, organization_id, service_at_location_id, summary) values (${cast.agencyId}::uuid, ${referral?.id ?? ""}::uuid,
          ${cast.northside.organizationId}::uuid, ${cast.northside.serviceAtLocationId}::uuid, '{"urgency": "routine"}') returning id`);
      made.push(offer?.id ?? "");
    }
    return made;
  });
}

const counted = async ({ as, cast }: Stage) => {
  const [row] = await as(cast.mara, (db) =>
    db.select().from(servicesAtLocation).where(eq(servicesAtLocation.id, cast.northside.serviceAtLocationId)),
  );
  return [row?.openPlaces, row?.heldPlaces];
};

const listed = async ({ asRole, cast }: Stage) => {
  const [row] = await asRole("app_definer", (db) =>
    db.execute<{ open: number }>(
      sql`select open_places as open from listing where service_at_location_id = ${cast.northside.serviceAtLocationId}::uuid and term = 0`,
    ),
  );
  return row?.open;
};

test("each offer that waits holds a place; a decline, a lapse and a withdrawal let it go, an acceptance takes it", () =>
  onStage(async (stage) => {
    const { asRole } = stage;
    expect(await counted(stage)).toEqual([4, 0]);
    const [one = "", two = "", three = "", four = ""] = await offered(stage, 4);
    expect([await counted(stage), await listed(stage)]).toEqual([[4, 4], 0]);
    const move = (id: string, change: string) =>
      asRole("app_definer", (db) => db.execute(sql.raw(`update offer set ${change} where id = '${id}'`)));
    await move(one, "state = 'viewed'");
    expect(await counted(stage)).toEqual([4, 4]);
    await move(one, "state = 'declined', decline_code = 'full'");
    await move(two, "state = 'lapsed'");
    expect([await counted(stage), await listed(stage)]).toEqual([[4, 2], 2]);
    await move(three, "state = 'withdrawn'");
    await move(four, "state = 'accepted'");
    expect([await counted(stage), await listed(stage)]).toEqual([[3, 0], 3]);
  }));

test("offers sent at the same moment are all counted", () =>
  onStage(async (stage) => {
    const place = stage.cast.northside.serviceAtLocationId;
    const more = (number: number) =>
      stage.asRole("app_definer", async (db) => {
        const [referral] = await db.execute<{ id: string }>(sql`
          insert into referral (agency_id, case_id, client_id, number, created_by) values (${stage.cast.agencyId}::uuid, ${stage.cast.rosa.caseId}::uuid,
            ${stage.cast.rosa.clientId}::uuid, ${`R-8${number}`}, ${stage.cast.ines.membershipId}::uuid) returning id`);
        await db.execute(sql`update referral set state = 'sent' where id = ${referral?.id ?? ""}::uuid`);
        await db.execute(sql`insert into offer (agency_id, referral_id, organization_id, service_at_location_id, summary)
          values (${stage.cast.agencyId}::uuid, ${referral?.id ?? ""}::uuid, ${stage.cast.northside.organizationId}::uuid, ${place}::uuid, '{"urgency": "routine"}')`);
      });
    await Promise.all([1, 2, 3, 4].map(more));
    expect(await counted(stage)).toEqual([4, 4]);
  }));

async function later(stage: Stage, days: number): Promise<void> {
  const now = await stage.as(stage.cast.mara, clock, "read");
  stage.setClock(new Date(now.getTime() + days * DAY));
}

test.each(["yes", "no"] as const)(
  "a fortnight after it was said, '%s' is unknown in the search and when a referral is sent",
  (said) =>
    onStage(async (stage) => {
      const { as, asRole, cast } = stage;
      const place = cast.northside.serviceAtLocationId;
      await asRole("app_definer", (db) =>
        db
          .update(servicesAtLocation)
          .set({ takesReferrals: said, openPlaces: null })
          .where(eq(servicesAtLocation.id, place)),
      );
      const known = async () => {
        const now = await as(cast.ines, clock, "read");
        const { results } = await as(cast.ines, (db) => findProviders(db, cast.ines, NOTHING_ASKED, now), "read");
        const [sending] = await as(cast.ines, (db) => readPlaces(db, cast.agencyId, [place]), "read");
        return [results.find(({ id }) => id === place)?.referrals.key, sending?.takesReferrals];
      };
      expect(await known()).toEqual([said === "yes" ? "takes-referrals" : "takes-none", said]);
      await later(stage, 14);
      expect(await known()).toEqual(["referrals-old", "unknown"]);
    }),
);
