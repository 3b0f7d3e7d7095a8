// A partner's system is told of changes on a real port: signed, once or again, never of anybody; and where nobody may be told.
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { changeSettings } from "#app/env.server";
import { readNotices } from "#app/models/notification/read.server";
import { addPartner, scopesOf } from "#app/models/partner/keep.server";
import { changeWebhook, readDeliveries, readWebhook } from "#app/models/partner/keep-webhook.server";
import { postTelling } from "#app/models/partner/post-webhook.server";
import { tellSystems } from "#app/models/partner/tell-systems.server";
import type { WebhookKind } from "#app/models/partner/webhook-kinds";
import { acceptOffer, declineOffer } from "#app/models/referral/answer-offer.server";
import { withdrawReferral } from "#app/models/referral/end.server";
import { webhookDeliveries, webhooks } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { openedBy, openReceiver, type Receiver } from "#tests/stage/receiver";
import { toNorthside } from "#tests/stage/referral-story";

const CANARIES = /Rosa|Canary|410-555|rosa@example|1988-04-12|Please call|counseling|Northside|Baltimore/i;
const EVERY_KIND: WebhookKind[] = ["task.offered", "task.answered", "task.changed", "task.ended"];

let receiver: Receiver;
beforeEach(async () => {
  receiver = await openReceiver();
  changeSettings({ WEBHOOK_NETWORKS: "127.0.0.0/8" });
});
afterEach(async () => {
  changeSettings({ WEBHOOK_NETWORKS: undefined });
  await receiver.close();
});

/** The worker's turn. */
const tell = ({ asRole }: Stage, post = postTelling) => tellSystems(post, (_mode, work) => asRole("app_job", work));

async function letIn({ as }: Stage, by: Actor, kinds: WebhookKind[] = EVERY_KIND, url = receiver.url) {
  const { clientId } = await as(by, (db) => addPartner(db, by, { name: "A system", scopes: [...scopesOf(by)] }));
  const { secret } = await as(by, (db) => changeWebhook(db, by, clientId, { intent: "set", url, kinds }));
  return { partnerId: clientId, secret: secret ?? "" };
}

const deliveries = ({ asRole }: Stage) => asRole("app_definer", (db) => db.select().from(webhookDeliveries));

test("Northside's system is told that a referral is offered and answered: signed, with ids and kinds alone", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { secret } = await letIn(stage, cast.ora);
    const { north } = await toNorthside(stage);
    expect(await tell(stage)).toBe(1);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    await tell(stage);
    const said = receiver.received.map((one) => openedBy(secret, one));
    expect(said).toMatchObject([
      { type: "task.offered", data: { resourceType: "Task", id: north, versionId: "1" } },
      { type: "task.answered", data: { id: north, versionId: "2", url: `http://localhost:3000/fhir/Task/${north}` } },
    ]);
    for (const { text } of receiver.received) {
      expect(text).not.toMatch(CANARIES);
      expect(text).not.toContain(cast.rosa.clientId);
    }
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(2);
    expect(() => openedBy(`whsec_${"A".repeat(44)}`, receiver.received[0] ?? { headers: {}, text: "" })).toThrow();
    expect(await tell(stage)).toBe(0);
  }));

test("it is told of the kinds that were chosen, and of no other provider's referrals", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { secret } = await letIn(stage, cast.ora, ["task.ended"]);
    const sid = { ...cast.sid, role: "organization_administrator" as const };
    await asRole("app_definer", (db) =>
      db.execute(`update membership set role = 'organization_administrator' where id = '${cast.sid.membershipId}'`),
    );
    await letIn(stage, sid);
    const { referralId } = await toNorthside(stage);
    await tell(stage);
    expect(receiver.received).toEqual([]);
    await as(cast.ines, (db) => withdrawReferral(db, cast.ines, referralId, { code: "client_asked", words: "" }));
    await tell(stage);
    expect(new Set(receiver.received.map((one) => (openedBy(secret, one) as { type: string }).type))).toEqual(
      new Set(["task.ended"]),
    );
  }));

test("what is not taken comes again later under the same id, until it is taken; a person may have it told again", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const { partnerId } = await letIn(stage, cast.ora);
    await toNorthside(stage);
    receiver.answer(503);
    expect(await tell(stage)).toBe(0);
    expect(await tell(stage)).toBe(0);
    expect(receiver.received).toHaveLength(1);
    setClock(new Date(Date.now() + 60_000));
    receiver.answer(200);
    expect(await tell(stage)).toBe(1);
    const [told] = await deliveries(stage);
    expect(told).toMatchObject({ attempts: 2, status: 200, nextTryAt: null });
    const again = { intent: "again", deliveryId: told?.id ?? "" } as const;
    await expect(as(cast.mara, (db) => changeWebhook(db, cast.mara, partnerId, again))).rejects.toMatchObject({
      status: 404,
    });
    await as(cast.ora, (db) => changeWebhook(db, cast.ora, partnerId, again));
    await expect(as(cast.ora, (db) => changeWebhook(db, cast.ora, partnerId, again))).rejects.toMatchObject({
      code: "webhook.not-again",
    });
    await tell(stage);
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([told?.id, told?.id, told?.id]);
  }));

test("a worker that is killed after sending tells it again under the same id; two workers at once tell it once", () =>
  onStage(async (stage) => {
    const { cast, setClock, asRole } = stage;
    await letIn(stage, cast.ora);
    await toNorthside(stage);
    let turns = 0;
    const killed = tellSystems(postTelling, (_mode, work) => {
      turns += 1;
      if (turns > 1) throw new Error("killed");
      return asRole("app_job", work);
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await tell(stage)).toBe(0);
    setClock(new Date(Date.now() + 6 * 60_000));
    const both = await Promise.all([tell(stage), tell(stage)]);
    expect(both.sort()).toEqual([0, 1]);
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  }));

test("a receiver that says its address is gone is told nothing more, and Ora hears of it once", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { partnerId } = await letIn(stage, cast.ora);
    const { north } = await toNorthside(stage);
    receiver.answer(410);
    await tell(stage);
    await as(cast.mara, (db) => declineOffer(db, cast.mara, north, { code: "no_capacity", words: "" }));
    await tell(stage);
    expect(receiver.received).toHaveLength(1);
    expect(await as(cast.ora, (db) => readWebhook(db, partnerId))).toMatchObject({ offReason: "gone" });
    const kindsTo = async (person: Actor) => {
      const { rows } = await as(person, (db) => readNotices(db, person, null));
      return rows.filter(({ kind }) => kind.startsWith("partner.")).map(({ kind, path }) => [kind, path]);
    };
    expect(await kindsTo(cast.ora)).toEqual([["partner.webhook-off", `/portal/systems/${partnerId}/webhook`]]);
    expect(await kindsTo(cast.mara)).toEqual([]);
    const fresh = { intent: "set", url: `${receiver.url}/new`, kinds: EVERY_KIND } as const;
    await as(cast.ora, (db) => changeWebhook(db, cast.ora, partnerId, { ...fresh, kinds: [...EVERY_KIND] }));
    await as(cast.ora, (db) => changeWebhook(db, cast.ora, partnerId, { intent: "try" }));
    receiver.answer(204);
    expect(await tell(stage)).toBe(1);
  }));

test("after the last try it is given up, and Ora is told", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await letIn(stage, cast.ora);
    await toNorthside(stage);
    receiver.answer(500);
    await asRole("app_definer", (db) => db.update(webhookDeliveries).set({ attempts: 9 }));
    await tell(stage);
    expect(await deliveries(stage)).toMatchObject([{ attempts: 10, status: 500, nextTryAt: null, deliveredAt: null }]);
    const { rows } = await as(cast.ora, (db) => readNotices(db, cast.ora, null));
    expect(rows.map(({ kind }) => kind)).toContain("partner.webhook-given-up");
  }));

test("for a day after its secret was renewed a message is signed by both", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { partnerId, secret } = await letIn(stage, cast.ora);
    const renewed = await as(cast.ora, (db) => changeWebhook(db, cast.ora, partnerId, { intent: "renew" }));
    await toNorthside(stage);
    await tell(stage);
    const [one] = receiver.received;
    if (!one) throw new Error("nothing came");
    for (const key of [secret, renewed.secret ?? ""])
      expect(openedBy(key, one)).toMatchObject({ type: "task.offered" });
  }));

test("nobody reads a secret, and only the house's own administrators see where its systems are told", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { partnerId } = await letIn(stage, cast.ora);
    await toNorthside(stage);
    await expect(as(cast.ora, (db) => db.select().from(webhooks))).rejects.toThrow();
    for (const person of [cast.mara, cast.ada, cast.sid, cast.ines]) {
      expect(await as(person, (db) => readWebhook(db, partnerId))).toBeNull();
      expect((await as(person, (db) => readDeliveries(db, partnerId, null))).rows).toEqual([]);
      const set = { intent: "set", url: "https://elsewhere.example.org", kinds: ["task.changed"] } as const;
      await expect(
        as(person, (db) => changeWebhook(db, person, partnerId, { ...set, kinds: ["task.changed"] })),
      ).rejects.toMatchObject({ status: 404 });
    }
    expect((await as(cast.ora, (db) => readDeliveries(db, partnerId, null))).rows).toHaveLength(1);
  }));

test("an address inside is neither kept nor called, by number, by name or by being sent on", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { partnerId } = await letIn(stage, cast.ora);
    await toNorthside(stage);
    receiver.answer(302, receiver.url);
    await tell(stage);
    expect(receiver.received).toHaveLength(1);
    changeSettings({ WEBHOOK_NETWORKS: undefined });
    const set = { intent: "set", url: receiver.url, kinds: ["task.changed"] } as const;
    await expect(
      as(cast.ora, (db) => changeWebhook(db, cast.ora, partnerId, { ...set, kinds: ["task.changed"] })),
    ).rejects.toMatchObject({ code: "webhook.address", status: 400 });
    for (const url of [receiver.url, receiver.url.replace("127.0.0.1", "localhost")]) {
      await asRole("app_definer", (db) => db.update(webhooks).set({ url }).where(eq(webhooks.partnerId, partnerId)));
      await asRole("app_definer", (db) => db.update(webhookDeliveries).set({ nextTryAt: new Date(0) }));
      await tell(stage);
      expect(await deliveries(stage)).toMatchObject([{ status: null, failure: "address-refused" }]);
    }
    expect(receiver.received).toHaveLength(1);
  }));
