// What a client says by a link: once, without a name, in the way that is safe; and an urgent answer that somebody has to see to.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { hashToken } from "#app/access/session-adapter.server";
import { addContactWay } from "#app/models/client/contact.server";
import { ContactForm } from "#app/models/client/detail-forms";
import { askForFeedback } from "#app/models/feedback/ask.server";
import { FeedbackForm } from "#app/models/feedback/forms";
import { giveFeedback, readFeedbackPage } from "#app/models/feedback/give.server";
import { moveIncident, readIncidents } from "#app/models/feedback/incident.server";
import { readQuality } from "#app/models/feedback/quality.server";
import { closeReferral, withdrawReferral } from "#app/models/referral/end.server";
import { asId, type ClientId, type IncidentId, type ReferralId } from "#app/models/values/ids";
import { clients, feedbacks, incidents, letters, notifications } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { dayAhead, toNorthside } from "#tests/stage/referral-story";

const CANARIES = /Rosa|Canary|Northside|Harbor|410-555-0142|R-\d/;

async function ended(stage: Stage): Promise<ReferralId> {
  const { as, cast } = stage;
  const { referralId } = await toNorthside(stage);
  const done = { code: "client_asked" as const, words: "" };
  await as(cast.ines, (db) => withdrawReferral(db, cast.ines, referralId, done));
  await as(cast.ines, (db) => closeReferral(db, cast.ines, referralId, { code: "no_show", words: "", needMet: "no" }));
  return referralId;
}

async function handed(stage: Stage, referralId: ReferralId) {
  const { as, asBearer, cast } = stage;
  const link = await as(cast.ines, (db) => askForFeedback(db, cast.ines, referralId, { intent: "paper" }));
  const bearer = { kind: "feedback" as const, keyHash: hashToken(link?.split("/").at(-1) ?? "") };
  return {
    look: () => asBearer(bearer, readFeedbackPage, "read"),
    say: (form: object) => asBearer(bearer, (db) => giveFeedback(db, FeedbackForm.parse(form))),
    rows: () =>
      asBearer(bearer, async (db) => [
        ...(await db.select({ id: clients.id }).from(clients)),
        ...(await db.select({ id: feedbacks.id }).from(feedbacks)),
        ...(await db.select({ id: incidents.id }).from(incidents)),
      ]),
  };
}

test("Rosa says how it went once; her link names nobody and opens nothing else", () =>
  onStage(async (stage) => {
    const rosa = await handed(stage, await ended(stage));
    const page = await rosa.look();
    expect(page).toMatchObject({ standing: "open" });
    expect(JSON.stringify({ ...page, agencyName: "" })).not.toMatch(CANARIES);
    expect(await rosa.say({ words: "  " })).toBe(false);
    expect(await rosa.say({ urgent: "no" })).toBe(false);
    expect(await rosa.look()).toMatchObject({ standing: "open" });
    const twice = await Promise.allSettled([rosa.say({ helped: "good" }), rosa.say({ helped: "bad" })]);
    expect(twice.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await rosa.look()).toMatchObject({ standing: "used" });
    await expect(rosa.say({ helped: "bad" })).rejects.toMatchObject({ code: "feedback.link-used", status: 409 });
    expect(await rosa.rows()).toEqual([]);
    const { as, cast } = stage;
    expect(await as(cast.ines, (db) => db.select().from(feedbacks))).toHaveLength(1);
    for (const other of [cast.otto, cast.mara, cast.finn]) {
      expect(await as(other, (db) => db.select().from(feedbacks))).toEqual([]);
    }
    const quality = await as(cast.ines, (db) => readQuality(db, cast.northside.serviceAtLocationId));
    expect(quality, "one answer would tell who gave it").toBeNull();
  }));

test("nobody is asked before the outcome is written down, by a stranger, or in a way that is not safe", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { referralId } = await toNorthside(stage);
    const ask = (to: string) =>
      as(cast.ines, (db) => askForFeedback(db, cast.ines, referralId, { intent: "mail", to }));
    await expect(ask("rosa@example.org")).rejects.toMatchObject({ code: "feedback.no-outcome" });
    await as(cast.ines, (db) => withdrawReferral(db, cast.ines, referralId, { code: "client_asked", words: "" }));
    await as(cast.ines, (db) =>
      closeReferral(db, cast.ines, referralId, { code: "no_show", words: "", needMet: "no" }),
    );
    await expect(
      as(cast.otto, (db) => askForFeedback(db, cast.otto, referralId, { intent: "paper" })),
    ).rejects.toMatchObject({ status: 404 });
    await expect(ask("somebody.else@example.org")).rejects.toMatchObject({ status: 422 });
    const way = ContactForm.parse({ intent: "add", channel: "email", value: "safe@example.org", allowed: "yes" });
    if (way.intent !== "add") throw new RangeError("not a way");
    await as(cast.ines, (db) => addContactWay(db, cast.ines, asId<ClientId>(cast.rosa.clientId), way));
    await ask("safe@example.org");
    const sent = await asRole("app_definer", (db) => db.select().from(letters).where(eq(letters.kind, "feedback")));
    expect(sent.map(({ toEmail, neutralSender }) => ({ toEmail, neutralSender }))).toEqual([
      { toEmail: "safe@example.org", neutralSender: true },
    ]);
    expect(sent[0]?.body).toMatch(/\/feedback\/[0-9a-f]{40}/);
    expect(`${sent[0]?.subject} ${sent[0]?.body}`).not.toMatch(CANARIES);
  }));

test("who is not safe opens an incident: those concerned are told, one takes it, a person closes it with words", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const rosa = await handed(stage, await ended(stage));
    await rosa.say({ urgent: "not_safe", words: "He is outside." });
    const [incident] = await as(cast.ines, (db) => readIncidents(db, cast.ines, "open"));
    const id = asId<IncidentId>(incident?.id ?? "");
    const told = await asRole("app_definer", (db) =>
      db.select().from(notifications).where(eq(notifications.kind, "incident.opened")),
    );
    expect(told.map(({ membershipId }) => membershipId).sort()).toEqual(
      [cast.ines.membershipId, cast.sol.membershipId].sort(),
    );
    const take = (actor: typeof cast.ines, until = dayAhead(1)) =>
      as(actor, (db) => moveIncident(db, actor, id, { intent: "take", until }));
    await expect(take(cast.otto)).rejects.toMatchObject({ status: 404 });
    await expect(take(cast.carl)).rejects.toMatchObject({ status: 403 });
    await expect(take(cast.sol, dayAhead(40))).rejects.toMatchObject({ code: "feedback.until" });
    const close = () =>
      as(cast.sol, (db) => moveIncident(db, cast.sol, id, { intent: "close", done: "Police called." }));
    await expect(close()).rejects.toMatchObject({ status: 409 });
    await take(cast.sol);
    await expect(take(cast.ines)).rejects.toMatchObject({ status: 409 });
    await close();
    expect(await as(cast.ines, (db) => readIncidents(db, cast.ines, "open"))).toEqual([]);
    expect(await as(cast.ines, (db) => readIncidents(db, cast.ines, "closed"))).toMatchObject([
      { takenBy: "Sol Abara" },
    ]);
  }));
