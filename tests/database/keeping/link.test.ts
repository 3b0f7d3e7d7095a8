// A mailed link "still right?": who gets one and when, what it shows and does, and what it is worth once used, too old, or in another's hand.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { hashToken } from "#app/access/session-adapter.server";
import { clock } from "#app/database/clock.server";
import { answerAskedAgain, askStillRight } from "#app/models/organization/ask-still-right.server";
import { answerByLink, type OpenLink, readLink } from "#app/models/organization/by-link.server";
import { readChangeQueue } from "#app/models/organization/change-queue.server";
import { asId, type ServiceAtLocationId } from "#app/models/values/ids";
import {
  confirmationRequests,
  confirmations,
  letters,
  openingSpans,
  organizations,
  servicesAtLocation,
} from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const DAY = 86_400_000;
const bearerOf = (token: string) => ({ kind: "confirmation" as const, keyHash: hashToken(token) });

async function later(stage: Stage, days: number): Promise<void> {
  const now = await stage.as(stage.cast.mara, clock, "read");
  stage.setClock(new Date(now.getTime() + days * DAY));
}

/** The newest letter of each organization that was asked: its mailbox and the link's token. */
async function lettersOf({ asRole }: Stage): Promise<{ to: string; token: string }[]> {
  const rows = await asRole("app_job", (db) =>
    db.select().from(letters).where(eq(letters.kind, "confirmation")).orderBy(letters.createdAt),
  );
  return rows.map(({ toEmail, body }) => ({ to: toEmail, token: /\/confirm\/(\w+)/.exec(body)?.[1] ?? "" }));
}

/** Capacity has grown old: both providers are asked. */
async function asked(stage: Stage): Promise<{ northside: string; southside: string }> {
  await later(stage, 12);
  await stage.asRole("app_job", askStillRight);
  const sent = await lettersOf(stage);
  const token = (mailbox: string) => sent.find(({ to }) => to === mailbox)?.token ?? "";
  return { northside: token("desk@northside.example.org"), southside: token("desk@southside.example.org") };
}

const open = async (stage: Stage, token: string) =>
  (await stage.asBearer(bearerOf(token), readLink, "read")) as OpenLink;

test("before capacity is two weeks old each provider of the network is asked once, at its own mailbox, and not again for a month", () =>
  onStage(async (stage) => {
    await stage.asRole("app_job", askStillRight);
    expect(await lettersOf(stage)).toEqual([]);
    const { northside, southside } = await asked(stage);
    expect(northside).toMatch(/^[0-9a-f]{40}$/);
    expect(southside).not.toBe(northside);
    await later(stage, 20);
    await stage.asRole("app_job", askStillRight);
    expect(await lettersOf(stage)).toHaveLength(2);
    await later(stage, 11);
    await stage.asRole("app_job", askStillRight);
    expect(await lettersOf(stage)).toHaveLength(4);
  }));

test("without an agreement that holds, or once it has closed, nobody is asked; without a mailbox its administrator is", () =>
  onStage(async (stage) => {
    await stage.asRole("app_definer", async (db) => {
      await db.execute(
        sql`update agreement set state = 'suspended' where organization_id = ${stage.cast.southside.organizationId}::uuid`,
      );
      await db
        .update(organizations)
        .set({ email: null })
        .where(eq(organizations.id, stage.cast.northside.organizationId));
    });
    await later(stage, 12);
    await stage.asRole("app_job", askStillRight);
    expect((await lettersOf(stage)).map(({ to }) => to)).toEqual(["ora@example.org"]);
  }));

test("the link shows its own organization's public facts, whoever is signed in, and reads no table besides", () =>
  onStage(async (stage) => {
    const { northside, southside } = await asked(stage);
    const link = await open(stage, northside);
    expect(link.facts.name).toBe("Northside Care");
    const told = JSON.stringify(link);
    for (const secret of [
      "Southside",
      "Rosa",
      "Canary",
      "Mara",
      "mara@",
      "Pavel",
      "8000",
      "G-0001",
      "membership",
      "tokenHash",
    ]) {
      expect(told).not.toContain(secret);
    }
    expect((await open(stage, southside)).facts.name).toBe("Southside Aid");
    for (const table of [
      "organization",
      "location",
      "membership",
      "client",
      "offer",
      "confirmation_request",
      "proposed_change",
    ]) {
      const rows = await stage.asBearer(
        bearerOf(northside),
        (db) => db.execute(sql.raw(`select count(*)::int as n from "${table}"`)),
        "read",
      );
      expect([table, rows[0]?.n]).toEqual([table, 0]);
    }
    const other = sql`select app.public_facts(${stage.cast.southside.organizationId}::uuid) as facts`;
    expect(await stage.asBearer(bearerOf(northside), (db) => db.execute(other), "read")).toEqual([{ facts: null }]);
  }));

test("one press confirms everything and uses the link up; the second time it tells what was said and when", () =>
  onStage(async (stage) => {
    const { asBearer, cast } = stage;
    const { northside } = await asked(stage);
    expect(await asBearer(bearerOf(northside), (db) => answerByLink(db, { intent: "all-right" }, null))).toBe(
      "keeping.link.thanks",
    );
    const said = await stage.as(
      cast.ines,
      (db) => db.select().from(confirmations).where(eq(confirmations.how, "link")),
      "read",
    );
    expect(said.map(({ factGroup }) => factGroup).sort()).toEqual([
      "access",
      "address",
      "capacity",
      "contact",
      "hours",
      "services",
    ]);
    const again = await asBearer(bearerOf(northside), readLink, "read");
    expect(again).toMatchObject({
      state: "used",
      name: "Northside Care",
      confirmed: 6,
      mailbox: "d…@northside.example.org",
    });
    expect(JSON.stringify(again)).not.toContain("Example Street");
    await expect(
      asBearer(bearerOf(northside), (db) => answerByLink(db, { intent: "all-right" }, null)),
    ).rejects.toMatchObject({ status: 409 });
    const sal = asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId);
    const full = { intent: "full", serviceAtLocationId: sal } as const;
    await expect(asBearer(bearerOf(northside), (db) => answerByLink(db, full, null))).rejects.toMatchObject({
      status: 409,
    });
  }));

test("of two who press at once one confirms, and the other is told that the link was used", () =>
  onStage(async (stage) => {
    const { northside } = await asked(stage);
    const press = () => stage.asBearer(bearerOf(northside), (db) => answerByLink(db, { intent: "all-right" }, null));
    const ends = await Promise.allSettled([press(), press()]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [used] = await stage.asRole("app_definer", (db) =>
      db
        .select()
        .from(confirmationRequests)
        .where(eq(confirmationRequests.tokenHash, hashToken(northside))),
    );
    expect(used?.said).toEqual({ confirmed: 6, changes: 0 });
  }));

test("full holds at once; corrected hours wait for a look and are not confirmed by the same link", () =>
  onStage(async (stage) => {
    const { as, asBearer, cast } = stage;
    const { northside } = await asked(stage);
    const { organizationId, serviceAtLocationId: id } = cast.northside;
    const sal = asId<ServiceAtLocationId>(id);
    await asBearer(bearerOf(northside), (db) => answerByLink(db, { intent: "full", serviceAtLocationId: sal }, null));
    const [there] = await as(
      cast.ines,
      (db) => db.select().from(servicesAtLocation).where(eq(servicesAtLocation.id, id)),
      "read",
    );
    expect(there).toMatchObject({ takesReferrals: "no", openPlaces: null });
    const week = {
      intent: "week",
      hoursOf: "place",
      hoursText: null,
      spans: [{ weekday: 6, opensMinute: 600, closesMinute: 700 }],
    } as const;
    await asBearer(bearerOf(northside), (db) => answerByLink(db, { ...week, spans: [...week.spans] }, id));
    const spans = await as(
      cast.ines,
      (db) => db.select().from(openingSpans).where(eq(openingSpans.organizationId, organizationId)),
      "read",
    );
    expect(spans.map(({ weekday }) => weekday).sort()).toEqual([1, 2, 3, 4, 5]);
    const { rows } = await as(cast.nadia, (db) => readChangeQueue(db, null), "read");
    expect(rows).toMatchObject([{ factGroup: "hours", byLink: true, stale: false }]);
    await asBearer(bearerOf(northside), (db) => answerByLink(db, { intent: "all-right" }, null));
    const said = await as(
      cast.ines,
      (db) => db.select().from(confirmations).where(eq(confirmations.how, "link")),
      "read",
    );
    expect(said.map(({ factGroup }) => factGroup)).not.toContain("hours");
    const used = await asBearer(bearerOf(northside), readLink, "read");
    expect(used).toMatchObject({ state: "used", changes: 1 });
  }));

test("a link changes nothing of another organization: neither its capacity nor its hours nor what it offers", () =>
  onStage(async (stage) => {
    const { asBearer, cast } = stage;
    const { northside } = await asked(stage);
    const theirs = asId<ServiceAtLocationId>(cast.southside.serviceAtLocationId);
    const week = { intent: "week" as const, hoursOf: "place" as const, hoursText: null, spans: [] };
    for (const answer of [
      { intent: "full" as const, serviceAtLocationId: theirs },
      { intent: "not-offered" as const, serviceAtLocationId: theirs },
      week,
    ]) {
      const press = asBearer(bearerOf(northside), (db) => answerByLink(db, answer, theirs));
      await expect(press).rejects.toMatchObject({ status: 404 });
    }
    const { rows } = await stage.as(cast.nadia, (db) => readChangeQueue(db, null), "read");
    expect(rows).toEqual([]);
  }));

test("too late it shows no facts and changes nothing; a new one goes to the same mailbox, once", () =>
  onStage(async (stage) => {
    const { asBearer, asRole } = stage;
    const { northside } = await asked(stage);
    await later(stage, 14);
    const late = await asBearer(bearerOf(northside), readLink, "read");
    expect(late).toMatchObject({ state: "late", usedAt: null });
    expect(JSON.stringify(late)).not.toContain("Example Street");
    await expect(
      asBearer(bearerOf(northside), (db) => answerByLink(db, { intent: "all-right" }, null)),
    ).rejects.toMatchObject({ status: 409 });
    for (const _ of [1, 2]) await asBearer(bearerOf(northside), (db) => answerByLink(db, { intent: "new-link" }, null));
    for (const _ of [1, 2]) await asRole("app_job", answerAskedAgain);
    const mailed = (await lettersOf(stage)).filter(({ to }) => to === "desk@northside.example.org");
    expect(mailed).toHaveLength(2);
    expect((await open(stage, mailed[1]?.token ?? "")).state).toBe("open");
  }));

test("a token nobody was mailed is nothing, and asks for nothing", () =>
  onStage(async (stage) => {
    await asked(stage);
    const made = bearerOf("0".repeat(40));
    await expect(stage.asBearer(made, readLink, "read")).rejects.toMatchObject({ status: 404 });
    await stage.asBearer(made, (db) => answerByLink(db, { intent: "new-link" }, null));
    await stage.asRole("app_job", answerAskedAgain);
    expect(await lettersOf(stage)).toHaveLength(2);
  }));
