// Applying on a real database: who reads an application when, what is kept of two windows, what is asked and answered, and every no.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withoutItem } from "#app/models/application/answers";
import { addDocument, removeDocument } from "#app/models/application/documents.server";
import { readOwn, readOwnScreening } from "#app/models/application/read.server";
import { changeAnswers, saveOrganization } from "#app/models/application/save.server";
import { answerItem, submitApplication, withdrawApplication } from "#app/models/application/submit.server";
import { beginApplication, fillApplication, ORGANIZATION } from "#tests/stage/application-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const seen = (stage: Stage, who: "nadia" | "ines" | "otto" | "mara" | "audrey") =>
  stage.as(stage.cast[who], async (db) => {
    const rows = await db.execute(sql`select id from application`);
    return rows.length;
  });

/** Filled in and sent. */
async function sent(stage: Stage) {
  const applied = await beginApplication(stage);
  await stage.asBearer(applied.bearer, async (db) => {
    await fillApplication(db, stage.cast.counselingId);
    await submitApplication(db, (await readOwn(db)).version);
  });
  return applied;
}

test("Tess sends her application: Nadia and the auditor read it then and not before, nobody else does, and both are told", () =>
  onStage(async (stage) => {
    const { bearer } = await beginApplication(stage);
    await stage.asBearer(bearer, (db) => fillApplication(db, stage.cast.counselingId));
    expect(await seen(stage, "nadia")).toBe(0);
    const state = await stage.asBearer(bearer, async (db) => {
      await submitApplication(db, (await readOwn(db)).version);
      return readOwn(db);
    });
    expect(state).toMatchObject({ state: "submitted", open: false, number: "N-0001" });
    expect([await seen(stage, "nadia"), await seen(stage, "audrey")]).toEqual([1, 1]);
    expect([await seen(stage, "ines"), await seen(stage, "otto"), await seen(stage, "mara")]).toEqual([0, 0, 0]);
    const [letters] = await stage.asRole("app_definer", (db) =>
      db.execute<{ kinds: string; told: number }>(sql`
        select string_agg(kind, ' ' order by kind) as kinds, (select count(*)::int from notification where kind = 'application.submitted') as told from letter`),
    );
    expect(letters).toEqual({ kinds: "application-received application.submitted", told: 1 });
  }));

test("what is missing is named, and an unfinished application is not sent", () =>
  onStage(async (stage) => {
    const { bearer } = await beginApplication(stage);
    await stage.asBearer(bearer, (db) => fillApplication(db, stage.cast.counselingId));
    await stage.asBearer(bearer, async (db) => {
      const { version } = await readOwn(db);
      await changeAnswers(db, version, (answers) => ({ ...answers, services: withoutItem(answers.services, "meals") }));
    });
    const { missing, version } = await stage.asBearer(bearer, readOwn);
    expect(missing.map(({ code }) => code)).toEqual(["no-service", "no-rates"]);
    await expect(stage.asBearer(bearer, (db) => submitApplication(db, version))).rejects.toMatchObject({
      status: 409,
      code: "application.not-complete",
    });
  }));

test("of two windows the later one is told and overwrites nothing; the same save twice is one", () =>
  onStage(async (stage) => {
    const { bearer } = await beginApplication(stage);
    const save = (version: number, description: string) =>
      stage.asBearer(bearer, (db) => saveOrganization(db, version, { ...ORGANIZATION, description }));
    await save(1, "Warm meals.");
    await save(1, "Warm meals.");
    await expect(save(1, "Cold meals.")).rejects.toMatchObject({ status: 409, code: "application.changed-meanwhile" });
    const { version, answers } = await stage.asBearer(bearer, readOwn);
    expect([version, answers.organization?.description]).toEqual([2, "Warm meals."]);
    // The second lock: past the deed, the database counts versions itself.
    const past = stage.asBearer(bearer, (db) => db.execute(sql`update application set answers = '{}'`));
    await expect(past).rejects.toMatchObject({ cause: { constraint_name: "application_version" } });
  }));

test("what was sent is frozen, another's link opens another application, and a late link opens none", () =>
  onStage(async (stage) => {
    const { bearer } = await sent(stage);
    const other = await beginApplication(stage, { name: "Other", key: "2" });
    const { version } = await stage.asBearer(bearer, readOwn);
    await expect(
      stage.asBearer(bearer, (db) => saveOrganization(db, version, { ...ORGANIZATION, description: "Else" })),
    ).rejects.toMatchObject({ status: 409, code: "application.sent-already" });
    const past = stage.asBearer(bearer, (db) =>
      db.execute(sql`update application set organization_name = 'Else', version = version + 1`),
    );
    await expect(past).rejects.toMatchObject({ cause: { constraint_name: "application_sent" } });
    expect((await stage.asBearer(other.bearer, readOwn)).organizationName).toBe("Other");
    await stage.asRole("app_definer", (db) => db.execute(sql`update application_key set expires_at = app.clock()`));
    await expect(stage.asBearer(bearer, readOwn)).rejects.toMatchObject({ status: 404 });
    const [link] = await stage.asBearer(bearer, (db) => db.execute(sql`select app.application_link() as standing`));
    expect(link).toEqual({ standing: "late" });
  }));

test("Tess answers what Nadia asked, in words and with a paper, once; an item of another application is not there for her", () =>
  onStage(async (stage) => {
    const { id, bearer } = await sent(stage);
    const other = await beginApplication(stage, { name: "Other", key: "2" });
    const item = await stage.as(stage.cast.nadia, async (db) => {
      await db.execute(sql`update application set state = 'in_review' where id = ${id}::uuid`);
      const [made] = await db.execute<{ id: string }>(sql`
        insert into screening_item (agency_id, application_id, name, item_kind) values (${stage.cast.nadia.agencyId}::uuid, ${id}::uuid, 'Insurance', 'document') returning id`);
      await db.execute(
        sql`update screening_item set state = 'asked', words = 'Please send the policy.' where id = ${made?.id}::uuid`,
      );
      return made?.id ?? "";
    });
    const paper = { sha256: "e".repeat(64), name: "policy.pdf", mediaType: "application/pdf", byteCount: 10 };
    await expect(stage.asBearer(other.bearer, (db) => answerItem(db, item, "Mine?", null))).rejects.toMatchObject({
      status: 404,
    });
    await stage.asBearer(bearer, (db) => answerItem(db, item, "Here it is.", paper));
    await stage.asBearer(bearer, (db) => answerItem(db, item, "Here it is.", paper));
    await expect(stage.asBearer(bearer, (db) => answerItem(db, item, "And more.", null))).rejects.toMatchObject({
      status: 409,
    });
    const {
      items: [read],
    } = await stage.asBearer(bearer, (db) => readOwnScreening(db, id));
    expect(read).toMatchObject({
      state: "open",
      notes: [{ words: "Here it is.", documentName: "policy.pdf", own: true }],
    });
    await expect(
      stage.asBearer(bearer, (db) => db.execute(sql`update screening_item set state = 'passed'`)),
    ).resolves.toMatchObject({ length: 0 });
  }));

test("the tax number is read back by nobody, but by Nadia on purpose and on record", () =>
  onStage(async (stage) => {
    const { id, bearer } = await sent(stage);
    expect((await stage.asBearer(bearer, readOwn)).taxLastFour).toBe("6789");
    for (const look of [
      () => stage.asBearer(bearer, (db) => db.execute(sql`select tax_identifier from application`)),
      () => stage.as(stage.cast.nadia, (db) => db.execute(sql`select tax_identifier from application`)),
    ])
      await expect(look()).rejects.toMatchObject({ cause: { code: "42501" } });
    const whole = (who: "nadia" | "audrey" | "otto") =>
      stage.as(stage.cast[who], async (db) => {
        const [row] = await db.execute<{ number: string | null }>(
          sql`select app.tax_identifier_of(${id}::uuid) as number`,
        );
        return row?.number ?? null;
      });
    expect([await whole("audrey"), await whole("otto"), await whole("nadia")]).toEqual([null, null, "523456789"]);
    const [record] = await stage.asRole("app_definer", (db) =>
      db.execute(sql`select actor_person_id from event where name = 'application.tax-identifier-read'`),
    );
    expect(record).toEqual({ actor_person_id: stage.cast.nadia.personId });
  }));

test("papers come and go until it is sent, and an application given up is over", () =>
  onStage(async (stage) => {
    const { bearer } = await beginApplication(stage);
    const paper = { sha256: "f".repeat(64), name: "licence.pdf", mediaType: "application/pdf", byteCount: 10 };
    await stage.asBearer(bearer, (db) => addDocument(db, "licence", paper));
    await stage.asBearer(bearer, (db) => addDocument(db, "licence", paper));
    const { documents } = await stage.asBearer(bearer, readOwn);
    expect(documents.map(({ name }) => name)).toEqual(["licence.pdf"]);
    await stage.asBearer(bearer, (db) => removeDocument(db, documents[0]?.id ?? ""));
    expect((await stage.asBearer(bearer, readOwn)).documents).toEqual([]);
    await stage.asBearer(bearer, withdrawApplication);
    await stage.asBearer(bearer, withdrawApplication);
    expect((await stage.asBearer(bearer, readOwn)).state).toBe("withdrawn");
    await expect(stage.asBearer(bearer, (db) => addDocument(db, "licence", paper))).rejects.toMatchObject({
      status: 409,
    });
  }));

test("somebody who waits for another's item to be asked, or the state to move by themselves, moves nothing", () =>
  onStage(async (stage) => {
    const { bearer } = await sent(stage);
    const approve = stage.asBearer(bearer, (db) => db.execute(sql`update application set state = 'approved'`));
    await expect(approve).rejects.toMatchObject({ cause: { code: "23514" } });
    const hidden = await stage.asBearer(bearer, async (db) => [
      (await db.execute(sql`select id from client`)).length,
      (await db.execute(sql`select id from organization`)).length,
      (await db.execute(sql`select id from practitioner`)).length,
    ]);
    expect(hidden).toEqual([0, 0, 0]);
  }));
