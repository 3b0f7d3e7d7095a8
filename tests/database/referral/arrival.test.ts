// "Arrived", said by the code on a slip: once, for one place, while the referral goes on; the sender hears, and nothing tells who came.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { hashToken } from "#app/access/session-adapter.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { printCoupons, readArrivalPage, readArrivals, sayArrived } from "#app/models/referral/arrival.server";
import { withdrawReferral } from "#app/models/referral/end.server";
import { readReferralTimeline } from "#app/models/referral/read.server";
import type { ReferralId } from "#app/models/values/ids";
import { arrivalCoupons, clients, letters, notifications, offers, referrals } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesDrafts, toBoth, toNorthside } from "#tests/stage/referral-story";

const CANARIES = /Rosa|Canary|Northside|Southside|410-555-0142|R-\d/;

async function printed(stage: Stage, referralId: ReferralId, who = stage.cast.ines) {
  const links = await stage.as(who, (db) => printCoupons(db, who, referralId));
  const scanned = (offerId: string) => {
    const link = links.get(offerId) ?? "";
    expect(link).not.toMatch(CANARIES);
    const bearer = { kind: "arrival" as const, keyHash: hashToken(link.split("/").at(-1) ?? "") };
    return {
      look: () => stage.asBearer(bearer, readArrivalPage, "read"),
      say: () => stage.asBearer(bearer, sayArrived),
      rows: () =>
        stage.asBearer(bearer, async (db) => [
          ...(await db.select({ id: clients.id }).from(clients)),
          ...(await db.select({ id: referrals.id }).from(referrals)),
          ...(await db.select({ id: offers.id }).from(offers)),
          ...(await db.select({ id: arrivalCoupons.id }).from(arrivalCoupons)),
        ]),
    };
  };
  return { links, scanned };
}

test("Rosa's slip is scanned at Northside: Ines hears that she arrived, and two who press say it once", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { referralId, north } = await toNorthside(stage);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    const lost = (await printed(stage, referralId)).scanned(north);
    const slip = (await printed(stage, referralId)).scanned(north);
    const page = await slip.look();
    expect(page).toMatchObject({ standing: "open", arrivedAt: null });
    expect(JSON.stringify({ ...page, agencyName: "" })).not.toMatch(CANARIES);
    expect(await slip.rows()).toEqual([]);
    const twice = await Promise.allSettled([slip.say(), lost.say()]);
    expect(twice.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const coupon of [slip, lost]) {
      const after = await coupon.look();
      expect(after).toMatchObject({ standing: "used", arrivedAt: expect.any(String) });
      await expect(coupon.say()).rejects.toMatchObject({ code: "arrival.link-used", status: 409 });
    }
    expect(await as(cast.ines, (db) => readArrivals(db, referralId))).toEqual(new Map([[north, expect.any(Date)]]));
    const happened = await as(cast.ines, (db) => readReferralTimeline(db, referralId));
    expect(happened.filter(({ name }) => name === "referral.arrived")).toHaveLength(1);
    const told = await asRole("app_definer", (db) =>
      db.select().from(notifications).where(eq(notifications.kind, "referral.arrived")),
    );
    expect(told.map(({ membershipId }) => membershipId)).toEqual([cast.ines.membershipId]);
    const [letter] = await asRole("app_definer", (db) =>
      db.select().from(letters).where(eq(letters.kind, "referral.arrived")),
    );
    expect(`${letter?.subject} ${letter?.body.replaceAll(/[0-9a-f-]{30,}/g, "")}`).not.toMatch(CANARIES);
  }));

test("each place of a slip has a coupon; the one of a place that lost, and any after a withdrawal, say nothing more", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { referralId, north, south } = await toBoth(stage);
    const { links, scanned } = await printed(stage, referralId);
    expect([...links.keys()].sort()).toEqual([north, south].sort());
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    expect(await scanned(south).look()).toMatchObject({ standing: "late", arrivedAt: null });
    await expect(scanned(south).say()).rejects.toMatchObject({ status: 409 });
    expect(await scanned(north).look()).toMatchObject({ standing: "open" });
    expect([...(await printed(stage, referralId, cast.sol)).links.keys()]).toEqual([north]);
  }));

test("no slip for a draft, for a referral that ended, or for another house; a code that was made up is unknown", () =>
  onStage(async (stage) => {
    const { as, asBearer, cast } = stage;
    const draft = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    await expect(printed(stage, draft)).rejects.toMatchObject({ code: "referral.not-sent", status: 409 });
    const { referralId, north } = await toNorthside(stage);
    await expect(printed(stage, referralId, cast.otto)).rejects.toMatchObject({ status: 404 });
    const before = (await printed(stage, referralId)).scanned(north);
    await as(cast.ines, (db) => withdrawReferral(db, cast.ines, referralId, { code: "client_asked", words: "" }));
    expect(await before.look()).toMatchObject({ standing: "late" });
    expect((await printed(stage, referralId)).links.size).toBe(0);
    const madeUp = { kind: "arrival" as const, keyHash: hashToken("0".repeat(40)) };
    await expect(asBearer(madeUp, readArrivalPage, "read")).rejects.toMatchObject({ status: 404 });
    await expect(asBearer(madeUp, sayArrived)).rejects.toMatchObject({ status: 409 });
    for (const other of [cast.otto, cast.mara, cast.finn]) {
      expect(await as(other, (db) => db.select().from(arrivalCoupons))).toEqual([]);
    }
  }));
