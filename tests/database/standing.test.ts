// A provider's standing on real PostgreSQL: suspended from a day, told, guarded, reinstated; refused to everybody else.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { recordAttendance } from "#app/models/delivery/record.server";
import { readUnbilled } from "#app/models/delivery/unbilled.server";
import { moveAgreement } from "#app/models/organization/agreement.server";
import { beginSuspensions } from "#app/models/organization/begin-suspensions.server";
import { readEffectLines, readOwnStanding, readStanding } from "#app/models/organization/read-standing.server";
import type { NewSuspension } from "#app/models/organization/standing-forms";
import { reinstateProvider, suspendProvider } from "#app/models/organization/suspend.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { sendReferral } from "#app/models/referral/send.server";
import { addDays, asCalendarDay, instantAt, localDay } from "#app/models/values/calendar-day";
import {
  type AgreementId,
  asId,
  type OrganizationId,
  type ServiceAtLocationId,
  type SessionId,
} from "#app/models/values/ids";
import { readProvider } from "#app/search/provider.server";
import { agreements, offers, suspensions } from "#drizzle/schema";
import { approve, authorized, dayFromToday, planOf, sessionsOn, submitted } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesDrafts, rosaAgrees, toNorthside } from "#tests/stage/referral-story";

const ZONE = "America/New_York";
const today = localDay(new Date(), ZONE);
const north = ({ cast }: Stage) => asId<OrganizationId>(cast.northside.organizationId);

const said = (over: Partial<NewSuspension> = {}): NewSuspension => ({
  fromDay: today,
  code: "safety",
  words: "Please send the inspection report.",
  services: "continue",
  ...over,
});

const suspend = (stage: Stage, over: Partial<NewSuspension> = {}) =>
  stage.as(stage.cast.nadia, (db) => suspendProvider(db, stage.cast.nadia, north(stage), said(over)));
const reinstate = (stage: Stage) =>
  stage.as(stage.cast.nadia, (db) => reinstateProvider(db, stage.cast.nadia, north(stage), ""));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (failure: unknown) => refusalIn(failure)?.code ?? String(failure),
  );
type Held = { id: string; startsAt: Date };
const hold = ({ as, cast }: Stage, { id, startsAt }: Held) =>
  as(cast.pavel, (db) =>
    recordAttendance(db, cast.pavel, asId<SessionId>(id), {
      state: "present",
      startedAt: startsAt,
      endedAt: new Date(startsAt.getTime() + 3_600_000),
      note: "",
    }),
  );
const agreementState = ({ asRole, cast }: Stage) =>
  asRole("app_definer", async (db) => {
    const [row] = await db
      .select({ state: agreements.state })
      .from(agreements)
      .where(eq(agreements.id, cast.agreementIds[0] ?? ""));
    return row?.state;
  });

test("Nadia suspends Northside: its agreement pauses, it is told, Ines sees it and cannot send, until it is reinstated", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await rosaAgrees(stage);
    const draft = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    await suspend(stage);
    expect(await agreementState(stage)).toBe("suspended");
    const provider = () =>
      as(cast.ines, (db) =>
        readProvider(db, cast.ines, asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId), new Date()),
      );
    expect(await provider()).toMatchObject({ inNetwork: false, network: { key: "suspended", blanks: { day: today } } });
    expect(await codeOf(as(cast.ines, (db) => sendReferral(db, cast.ines, draft)))).toBe("referral.suspended");
    expect(await as(cast.ora, (db) => readOwnStanding(db, cast.ora))).toMatchObject([
      { agencyName: "Harbor County Human Services", untilDay: null, words: "Please send the inspection report." },
    ]);
    const told = await asRole("app_definer", (db) =>
      db.execute<{ name: string }>(sql`select p.name from notification n join membership m on m.id = n.membership_id
        join person p on p.id = m.person_id where n.kind = 'organization.suspended' order by 1`),
    );
    expect([...told].map(({ name }) => name)).toEqual(["Bea Lopez", "Mara Quinn", "Ora Haddad"]);
    const letters = await asRole("app_job", (db) =>
      db.execute<{ body: string }>(sql`select body from letter where kind = 'organization.suspended'`),
    );
    expect(letters.length).toBe(3);
    expect([...letters].some(({ body }) => body.includes("inspection"))).toBe(false);
    await reinstate(stage);
    expect(await agreementState(stage)).toBe("active");
    expect(await provider()).toMatchObject({ inNetwork: true });
    await as(cast.ines, (db) => sendReferral(db, cast.ines, draft));
  }));

test("Mara cannot accept while Northside is suspended, and can once it stands again", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { north: offer } = await toNorthside(stage);
    await suspend(stage);
    expect(await codeOf(as(cast.mara, (db) => acceptOffer(db, cast.mara, offer)))).toBe("standing.offer");
    // The second lock: past the deed, straight at the row.
    const past = as(cast.mara, (db) => db.update(offers).set({ state: "accepted" }).where(eq(offers.id, offer)));
    expect(await codeOf(past)).toBe("standing.offer");
    await reinstate(stage);
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, offer));
  }));

test("A suspension said ahead begins on its day on the agency's clock, across the end of summer time, and not an hour before", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const year = Number(today.slice(0, 4)) + 1;
    // The first Sunday in November: that day has 25 hours in New York.
    const sunday = asCalendarDay(`${year}-11-0${1 + ((7 - new Date(Date.UTC(year, 10, 1)).getUTCDay()) % 7)}`);
    await asRole("app_definer", (db) => db.execute(sql`update agreement set ends_on = ends_on + 400`));
    stage.setClock(instantAt(addDays(sunday, -3), 12 * 60, ZONE));
    await suspend(stage, { fromDay: sunday });
    const suspendedNow = () =>
      as(cast.nadia, async (db) => (await readStanding(db, cast.nadia, north(stage))).open?.ahead === false);
    const held = () =>
      asRole("app_definer", async (db) => {
        const [row] = await db.execute<{ on: string | null }>(
          sql`select app.suspended_on(${cast.agencyId}::uuid, ${cast.northside.organizationId}::uuid, app.agency_day(${cast.agencyId}::uuid)) as on`,
        );
        return row?.on ?? null;
      });
    stage.setClock(new Date(instantAt(sunday, 0, ZONE).getTime() - 1000));
    expect([await suspendedNow(), await held(), await asRole("app_job", beginSuspensions)]).toEqual([false, null, 0]);
    stage.setClock(instantAt(sunday, 0, ZONE));
    expect([await suspendedNow(), await held()]).toEqual([true, "continue"]);
    expect([await asRole("app_job", beginSuspensions), await asRole("app_job", beginSuspensions)]).toEqual([1, 0]);
    expect(await agreementState(stage)).toBe("suspended");
  }));

test("One that is taken back before its day never began; a provider is not suspended twice, nor for days that are past", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await suspend(stage, { fromDay: addDays(today, 10) });
    expect(await codeOf(suspend(stage))).toBe("standing.suspended-already");
    await reinstate(stage);
    const { past, open } = await as(cast.nadia, (db) => readStanding(db, cast.nadia, north(stage)));
    expect([open, past[0]?.untilDay]).toEqual([null, addDays(today, 10)]);
    expect(await codeOf(reinstate(stage))).toBe("standing.stands-already");
    expect(await codeOf(suspend(stage, { fromDay: addDays(today, -1) }))).toBe("standing.day");
    const backwards = as(cast.nadia, (db) =>
      db.insert(suspensions).values({
        agencyId: cast.agencyId,
        organizationId: cast.northside.organizationId,
        fromDay: addDays(today, -1),
        reasonCode: "other",
        words: "x",
        services: "stop",
        createdBy: cast.nadia.membershipId,
      }),
    );
    await expect(backwards).rejects.toMatchObject({ cause: { constraint_name: "suspension_not_backwards" } });
  }));

test("Two network managers who suspend at once make one suspension", () =>
  onStage(async (stage) => {
    const both = await Promise.all([codeOf(suspend(stage)), codeOf(suspend(stage))]);
    expect(both.sort()).toEqual([null, "standing.suspended-already"].sort());
  }));

test("An agreement of a suspended provider is not activated beside it", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await suspend(stage);
    expect(await as(cast.nadia, (db) => readStanding(db, cast.nadia, north(stage)))).toMatchObject({ paused: 1 });
    const [made] = await asRole("app_definer", (db) =>
      db
        .insert(agreements)
        .values({
          agencyId: cast.agencyId,
          organizationId: cast.northside.organizationId,
          number: "G-0099",
          startsOn: today,
          endsOn: addDays(today, 30),
        })
        .returning({ id: agreements.id }),
    );
    const id = asId<AgreementId>(made?.id ?? "");
    expect(await codeOf(as(cast.nadia, (db) => moveAgreement(db, cast.nadia, id, "activate")))).toBe(
      "standing.suspended",
    );
  }));

test("Nadia sees what a suspension touches by number, never Rosa's name; Otto's agency and Ines see none of it", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await toNorthside(stage);
    const { effects } = await as(cast.nadia, (db) => readStanding(db, cast.nadia, north(stage)));
    expect(effects).toEqual([{ kind: "offer", state: "offered", count: 1, cents: "0" }]);
    const { lines } = await as(cast.nadia, (db) => readEffectLines(db, cast.nadia, north(stage), "offer"));
    expect(lines).toMatchObject([{ number: "R-0001", state: "offered" }]);
    expect(JSON.stringify(lines)).not.toContain("Canary");
    for (const person of [cast.ines, cast.otto, cast.mara]) {
      const seen = await as(person, (db) =>
        db.execute(sql`select * from app.effect_of_suspension(${cast.northside.organizationId}::uuid, 30)`),
      );
      expect([...seen]).toEqual([]);
    }
    const [other] = await asRole("app_definer", (db) =>
      db.execute<{ id: string }>(sql`insert into organization (name) values ('Far Away') returning id`),
    );
    const far = asId<OrganizationId>(other?.id ?? "");
    await expect(as(cast.nadia, (db) => readStanding(db, cast.nadia, far))).rejects.toMatchObject({ status: 404 });
    await expect(as(cast.nadia, (db) => suspendProvider(db, cast.nadia, far, said()))).rejects.toMatchObject({
      status: 403,
    });
  }));

test("Neither Ines, Mara nor Sid suspends or reinstates, and Southside does not read Northside's suspension", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    for (const person of [cast.ines, cast.mara, cast.ora, cast.ada]) {
      const past = as(person, (db) =>
        db.insert(suspensions).values({
          agencyId: cast.agencyId,
          organizationId: cast.northside.organizationId,
          fromDay: today,
          reasonCode: "other",
          words: "x",
          services: "stop",
          createdBy: person.membershipId,
        }),
      );
      await expect(past).rejects.toMatchObject({ cause: { code: "42501" } });
    }
    await suspend(stage);
    expect(await as(cast.sid, (db) => db.select().from(suspensions))).toEqual([]);
    expect(await as(cast.otto, (db) => db.select().from(suspensions))).toEqual([]);
    expect(
      await as(cast.ora, (db) => db.update(suspensions).set({ endWords: "x" }).returning({ id: suspensions.id })),
    ).toEqual([]);
  }));

test("Where services stop, Pavel holds no session of those days and Ines approves none; what was delivered is still billed", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const { sessions } = await sessionsOn(stage, authorizationId, [dayFromToday(-1), dayFromToday(2), dayFromToday(9)]);
    const [before, during, after] = sessions as [Held, Held, Held];
    const planned = await submitted(stage, planOf(cast, authorizationId, [dayFromToday(3)]));
    await suspend(stage, { services: "stop" });
    await hold(stage, before);
    expect(await codeOf(as(cast.ines, (db) => approve(db, cast.ines, planned)))).toBe("standing.stopped");
    stage.setClock(new Date(during.startsAt.getTime() + 3_600_000));
    expect(await codeOf(hold(stage, during))).toBe("standing.stopped");
    expect(await as(cast.bea, (db) => readUnbilled(db, cast.northside.organizationId))).toMatchObject([
      { serviceDay: dayFromToday(-1) },
    ]);
    await reinstate(stage);
    // The day of the reinstatement counts again; the days between stay what they were.
    await hold(stage, during);
    stage.setClock(new Date(after.startsAt.getTime() + 3_600_000));
    await hold(stage, after);
  }));

test("Where services go on, Pavel holds them and they are billed, though nothing new is sent", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { authorizationId } = await authorized(stage);
    const { sessions } = await sessionsOn(stage, authorizationId, [dayFromToday(2)]);
    await suspend(stage);
    const [session] = sessions as [Held];
    stage.setClock(new Date(session.startsAt.getTime() + 3_600_000));
    await hold(stage, session);
    expect(await as(cast.bea, (db) => readUnbilled(db, cast.northside.organizationId))).toHaveLength(1);
    // What finance asks before it pays: the agreement of that day is still the one in force.
    const [row] = await stage.asRole("app_definer", (db) =>
      db.execute<{ agreed: string | null }>(
        sql`select app.agreement_on(${cast.agencyId}::uuid, ${cast.northside.organizationId}::uuid, ${dayFromToday(2)}::date) as agreed`,
      ),
    );
    expect(row?.agreed).toBe(cast.agreementIds[0]);
  }));
