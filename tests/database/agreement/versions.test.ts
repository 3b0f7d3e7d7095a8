// Amending, ending and reminding of agreements on real PostgreSQL: each by the day, each refusal beside the deed.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import type { Db } from "#app/database/as-actor.server";
import { fileAgencyDocument } from "#app/models/consent/documents.server";
import { addRate, draftAgreement, moveAgreement } from "#app/models/organization/agreement.server";
import { closeAgreements, tellEndings } from "#app/models/organization/agreement-notices.server";
import { amendAgreement, changeDraft } from "#app/models/organization/amend-agreement.server";
import { readAgreement, readOwnAgreement, readOwnAgreements } from "#app/models/organization/read-agreement.server";
import { readAgencyDay } from "#app/models/organization/suspend.server";
import { terminateAgreement } from "#app/models/organization/terminate-agreement.server";
import { addDays, type CalendarDay } from "#app/models/values/calendar-day";
import { type AgreementId, asId, type OrganizationId, type ServiceId } from "#app/models/values/ids";
import { documents, notifications, organizations } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

/** Southside's agreement in force for a year that began a month ago, with a price, as Nadia made it. */
async function inForce(stage: Stage): Promise<{ id: AgreementId; today: CalendarDay }> {
  const { as, asRole, cast } = stage;
  const organizationId = asId<OrganizationId>(cast.southside.organizationId);
  const today = await as(cast.nadia, (db) => readAgencyDay(db, cast.nadia));
  await asRole("app_definer", (db) => db.execute(sql`delete from rate where organization_id = ${organizationId}`));
  await asRole("app_definer", (db) => db.execute(sql`delete from agreement where organization_id = ${organizationId}`));
  const startsOn = addDays(today, -30);
  const endsOn = addDays(today, 335);
  const id = await as(cast.nadia, (db) =>
    draftAgreement(db, cast.nadia, { organizationId, startsOn, endsOn, paymentDays: 30 }),
  );
  const price = { serviceId: asId<ServiceId>(cast.southside.serviceId), unitType: "hour", rateCents: 4_000n } as const;
  await as(cast.nadia, (db) => addRate(db, cast.nadia, id, { ...price, startsOn, endsOn }));
  await as(cast.nadia, (db) => moveAgreement(db, cast.nadia, id, "activate"));
  return { id, today };
}

/** What the worker does when it runs at noon of a day. */
async function onDay<T>({ asRole, setClock }: Stage, day: CalendarDay, work: (db: Db) => Promise<T>): Promise<T> {
  setClock(new Date(`${day}T17:00:00Z`));
  const done = await asRole("app_job", work);
  setClock(null);
  return done;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (failure: unknown) => refusalIn(failure)?.code ?? String(failure),
  );

const read = ({ as, cast }: Stage, id: AgreementId) => as(cast.nadia, (db) => readAgreement(db, cast.nadia, id));

const TERMS = { paymentDays: 45, noticeDays: 60, ceilingCents: 5_000_000n, terms: "Two people at each visit." };

test("Nadia amends: the next version is a draft with the prices, and takes the old one's place on its first day", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { id, today } = await inForce(stage);
    const from = addDays(today, 10);
    const next = await as(cast.nadia, (db) => amendAgreement(db, cast.nadia, id, from));
    const draft = await read(stage, next);
    expect(draft).toMatchObject({ state: "draft", version: 2, startsOn: from, lastDay: addDays(today, 334) });
    expect(draft.rates).toMatchObject([{ rateCents: "4000", startsOn: from }]);
    expect(await as(cast.sid, (db) => readOwnAgreements(db, cast.sid))).toHaveLength(1);
    const facts = { startsOn: from, endsOn: addDays(today, 335), ...TERMS };
    await as(cast.nadia, (db) => changeDraft(db, cast.nadia, next, facts, null));
    await as(cast.nadia, (db) => moveAgreement(db, cast.nadia, next, "activate"));
    expect(await read(stage, id)).toMatchObject({ state: "active", endsOn: from, ceilingCents: null });
    expect((await read(stage, next)).differences).toEqual([
      { kind: "field", field: "paymentDays", before: "30", after: "45" },
      { kind: "field", field: "noticeDays", before: "30", after: "60" },
      { kind: "field", field: "ceilingCents", before: null, after: "5000000" },
      { kind: "field", field: "terms", before: null, after: "Two people at each visit." },
    ]);
    expect((await as(cast.sid, (db) => readOwnAgreement(db, cast.sid, next))).versions).toHaveLength(2);
    expect(await onDay(stage, from, closeAgreements)).toBe(1);
    expect(await onDay(stage, from, closeAgreements)).toBe(0);
    expect((await read(stage, id)).state).toBe("superseded");
    expect((await read(stage, next)).state).toBe("active");
  }));

test("an amendment begins today or later and inside the days; there is one next version; what is in force is not rewritten", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { id, today } = await inForce(stage);
    const amend = (day: CalendarDay, of = id) => as(cast.nadia, (db) => amendAgreement(db, cast.nadia, of, day));
    expect(await codeOf(amend(addDays(today, -1)))).toBe("directory.amendment-outside");
    expect(await codeOf(amend(addDays(today, 335)))).toBe("directory.amendment-outside");
    const next = await amend(addDays(today, 5));
    expect(await codeOf(amend(addDays(today, 6)))).toBe("directory.amended-already");
    expect(await codeOf(amend(addDays(today, 6), next))).toBe("directory.not-in-force");
    const facts = { startsOn: addDays(today, -30), endsOn: addDays(today, 335), ...TERMS };
    expect(await codeOf(as(cast.nadia, (db) => changeDraft(db, cast.nadia, id, facts, null)))).toBe(
      "directory.amend-instead",
    );
    const narrow = { ...facts, startsOn: addDays(today, 20) };
    expect(await codeOf(as(cast.nadia, (db) => changeDraft(db, cast.nadia, next, narrow, null)))).toBe(
      "directory.price-would-lie-outside",
    );
    for (const set of [sql`ceiling_cents = 1`, sql`terms = 'other'`, sql`starts_on = starts_on - 1`]) {
      const rewrite = as(cast.nadia, (db) => db.execute(sql`update agreement set ${set} where id = ${id}`));
      expect(await codeOf(rewrite)).toBe("directory.amend-instead");
    }
    await as(cast.nadia, (db) => moveAgreement(db, cast.nadia, next, "discard"));
    expect(await codeOf(amend(addDays(today, 6)))).toBeNull();
    expect(await codeOf(as(cast.ines, (db) => amendAgreement(db, cast.ines, id, addDays(today, 7))))).toBe("not-found");
  }));

test("Nadia ends an agreement before its time: from tomorrow on, with its reason, once; Sid reads why", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { id, today } = await inForce(stage);
    const end = (endsOn: CalendarDay) =>
      as(cast.nadia, (db) => terminateAgreement(db, cast.nadia, id, { endsOn, code: "breach", words: "No answer." }));
    expect(await codeOf(end(today))).toBe("directory.end-outside");
    expect(await codeOf(end(addDays(today, 336)))).toBe("directory.end-outside");
    await end(addDays(today, 3));
    expect(await codeOf(end(addDays(today, 2)))).toBe("directory.ends-already");
    expect(await codeOf(as(cast.nadia, (db) => amendAgreement(db, cast.nadia, id, addDays(today, 1))))).toBe(
      "directory.ends-already",
    );
    expect(await as(cast.sid, (db) => readOwnAgreement(db, cast.sid, id))).toMatchObject({
      state: "active",
      lastDay: addDays(today, 2),
      termination: { code: "breach", words: "No answer." },
    });
    await expect(as(cast.mara, (db) => readOwnAgreement(db, cast.mara, id))).rejects.toMatchObject({ status: 404 });
    await onDay(stage, addDays(today, 3), closeAgreements);
    expect((await read(stage, id)).state).toBe("ended");
    const nearer = as(cast.nadia, (db) => db.execute(sql`update agreement set ends_on = ends_on - 1 where id = ${id}`));
    expect(await codeOf(nearer)).not.toBeNull();
  }));

test("ends are told at 90, 60, 30 and 7 days and at the agreement's own notice, each once, and caught up after nights without a run", () =>
  onStage(async (stage) => {
    const { id, today } = await inForce(stage);
    const ends = addDays(today, 335);
    const letters = () =>
      stage.asRole("app_definer", (db) => db.$count(notifications, eq(notifications.subjectId, id)));
    const heard: number[] = [];
    for (const left of [91, 90, 89, 60, 58, 31, 5, 4, 0, -1]) {
      const before = await letters();
      await onDay(stage, addDays(ends, -left), tellEndings);
      if ((await letters()) > before) heard.push(left);
    }
    // The run at 30 days was missed: what is told then is told at 5, as the mark of 7.
    expect(heard).toEqual([90, 60, 5]);
  }));

test("a draft of an agreement no longer opens another's facts to Nadia; one in force does, and one her agency added does until somebody signs in", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const [other] = await asRole("app_definer", (db) =>
      db.insert(organizations).values({ name: "Imported Aid" }).returning({ id: organizations.id }),
    );
    const organizationId = asId<OrganizationId>(other?.id ?? "");
    const rename = (who: OrganizationId) =>
      as(cast.nadia, (db) =>
        db
          .update(organizations)
          .set({ description: "Changed" })
          .where(eq(organizations.id, who))
          .returning({ id: organizations.id }),
      );
    const today = await as(cast.nadia, (db) => readAgencyDay(db, cast.nadia));
    const days = { startsOn: today, endsOn: addDays(today, 365), paymentDays: 30 };
    const id = await as(cast.nadia, (db) => draftAgreement(db, cast.nadia, { organizationId, ...days }));
    expect(await rename(organizationId)).toEqual([]);
    await as(cast.nadia, (db) => moveAgreement(db, cast.nadia, id, "activate"));
    expect(await rename(organizationId)).toHaveLength(1);
    const added = await as(cast.nadia, async (db) => {
      const [row] = await db.insert(organizations).values({ name: "Added Aid" }).returning({ id: organizations.id });
      return asId<OrganizationId>(row?.id ?? "");
    });
    expect(await rename(added)).toHaveLength(1);
    await asRole("app_definer", (db) =>
      db.execute(sql`insert into membership (person_id, organization_id, role)
        select person_id, ${added}, 'coordinator' from membership where id = ${cast.sid.membershipId}`),
    );
    expect(await rename(added)).toEqual([]);
  }));

test("nobody but the desk says whether providers without an agreement may be asked", () =>
  onStage(async ({ as, cast }) => {
    const say = (who: typeof cast.nadia) => as(who, (db) => db.execute(sql`select app.say_out_of_network('refuse')`));
    await say(cast.nadia);
    await expect(say(cast.ines)).rejects.toThrow();
    await expect(say(cast.sid)).rejects.toThrow();
  }));

test("signed terms are filed by the desk, read by both sides once in force, and by no other provider", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { id, today } = await inForce(stage);
    const kept = { sha256: "ab".repeat(32), name: "terms.pdf", mediaType: "application/pdf", byteCount: 9 };
    const document = await as(cast.nadia, (db) => fileAgencyDocument(db, cast.nadia, kept));
    const next = await as(cast.nadia, (db) => amendAgreement(db, cast.nadia, id, addDays(today, 1)));
    const facts = { startsOn: addDays(today, 1), endsOn: addDays(today, 335), ...TERMS };
    await as(cast.nadia, (db) => changeDraft(db, cast.nadia, next, facts, document));
    const reads = (who: typeof cast.nadia) =>
      as(
        who,
        async (db) => (await db.select({ id: documents.id }).from(documents).where(eq(documents.id, document))).length,
      );
    expect([await reads(cast.nadia), await reads(cast.sid), await reads(cast.mara)]).toEqual([1, 0, 0]);
    await as(cast.nadia, (db) => moveAgreement(db, cast.nadia, next, "activate"));
    expect([await reads(cast.sid), await reads(cast.mara), await reads(cast.otto)]).toEqual([1, 0, 0]);
    expect((await read(stage, next)).documentName).toBe("terms.pdf");
  }));
