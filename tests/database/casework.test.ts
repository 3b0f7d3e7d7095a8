// The daily work on cases on real PostgreSQL: requests, notes that are corrected, a supervisor's yes, closing with a follow-up, a caseload handed over.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { markParam } from "#app/database/page.server";
import { askApproval, decideApproval } from "#app/models/case/approval.server";
import { closeCase } from "#app/models/case/close.server";
import { handOverCases, readCaseload, takeBackCases } from "#app/models/case/hand-over.server";
import { openFromRequest } from "#app/models/case/intake.server";
import { moveCase } from "#app/models/case/move.server";
import { correctNote, readNotes, writeNote } from "#app/models/case/note.server";
import { restrictCase } from "#app/models/case/people.server";
import { readCase } from "#app/models/case/read.server";
import { readRequest, readRequests } from "#app/models/case/read-requests.server";
import { decideRequest, enterRequest, takeBackRequest } from "#app/models/case/request.server";
import { readTasksOfCase, setTask } from "#app/models/case/task.server";
import { readWork } from "#app/models/case/today-work.server";
import { WAITING_KINDS, type WaitingKind } from "#app/models/case/waiting-kinds";
import { readWaitingPage } from "#app/models/case/waiting-page.server";
import { agreePlan } from "#app/models/plan/agree.server";
import { draftPlan } from "#app/models/plan/draft.server";
import { addGoal } from "#app/models/plan/parts.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type CaseId, type ClientId, type MembershipId } from "#app/models/values/ids";
import { onStage, type Stage } from "#tests/stage/on-stage";

type Person = Stage["cast"]["ines"];
const caseOf = ({ cast }: Stage) => asId<CaseId>(cast.rosa.caseId);
const asked = { cameBy: "telephone", words: "Rent is behind.", language: "en", telephone: "410-555-0100" } as const;
const seatOf = (who: Person) => asId<MembershipId>(who.membershipId);
const set = (stage: Stage, setting: "plan_approval" | "closure_approval") =>
  stage.asRole("app_definer", (db) =>
    db.execute(sql`update agency set ${sql.identifier(setting)} = true where id = ${stage.cast.agencyId}::uuid`),
  );

test("Carl enters a request and Ines decides and takes it back; opened as her case it is decided for good, and Otto never sees it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await as(cast.carl, (db) => enterRequest(db, cast.carl, asked));
    for (const who of [cast.otto, cast.mara])
      await expect(as(who, (db) => readRequest(db, who, id))).rejects.toMatchObject({ status: 404 });
    await as(cast.ines, (db) => decideRequest(db, cast.ines, id, { intent: "answer", words: "Told." }));
    await expect(
      as(cast.carl, (db) => db.execute(sql`update case_request set words = 'Other' where id = ${id}::uuid`)),
    ).rejects.toThrow();
    await as(cast.ines, (db) => takeBackRequest(db, cast.ines, id));
    const work = await as(cast.ines, (db) => readWork(db, cast.ines, asCalendarDay("2099-01-01")));
    expect(work.requests).toMatchObject({ count: 1, lines: [{ overdue: true }] });
    const client = asId<ClientId>(cast.rosa.clientId);
    const caseId = await as(cast.ines, (db) => openFromRequest(db, cast.ines, id, client, ""));
    expect(await as(cast.ines, (db) => readCase(db, cast.ines, caseId))).toMatchObject({
      summary: asked.words,
      cameBy: "telephone",
    });
    await expect(as(cast.carl, (db) => takeBackRequest(db, cast.carl, id))).rejects.toMatchObject({ status: 409 });
    // What became a hidden case is hidden with it.
    await as(cast.ines, (db) => restrictCase(db, cast.ines, caseId));
    expect((await as(cast.carl, (db) => readRequests(db, cast.carl, "all", null))).rows).toEqual([]);
  }));

test("what the day's page shows the first of stands whole on its own page, in the same order and a page at a time, and only for whom it waits", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const today = asCalendarDay("2026-11-23");
    await asRole("app_definer", (db) =>
      db.execute(sql`insert into case_task (agency_id, case_id, kind, words, due_on, assigned_to, created_by)
        select ${cast.agencyId}::uuid, ${cast.rosa.caseId}::uuid, case when n > 30 then 'follow_up' else 'renewal' end, 'Task ' || n,
          ${today}::date - 40 + n, ${cast.ines.membershipId}::uuid, ${cast.ines.membershipId}::uuid from generate_series(1, 32) n`),
    );
    const shown = await as(cast.ines, (db) => readWork(db, cast.ines, today));
    expect([shown.tasks.count, shown.tasks.lines.length, shown.followUps.count]).toEqual([30, 6, 2]);
    const page = (kind: WaitingKind, who: Person, mark: string | null = null) =>
      as(who, (db) => readWaitingPage(db, who, today, { kind, after: mark ? markParam.parse(mark) : null }));
    const first = await page("tasks", cast.ines);
    const second = await page("tasks", cast.ines, first.next);
    const words = [...first.rows, ...second.rows].map(({ about }) => about);
    expect(words).toEqual(Array.from({ length: 30 }, (_, n) => `Task ${n + 1}`));
    expect(words.slice(0, 6)).toEqual(shown.tasks.lines.map(({ about }) => about));
    expect([first.rows.length, second.next]).toEqual([25, null]);
    expect((await page("follow-ups", cast.ines)).rows).toHaveLength(2);
    for (const kind of WAITING_KINDS) expect((await page(kind, cast.otto)).rows).toEqual([]);
    expect((await page("tasks", cast.carl)).rows).toEqual([]);
  }));

test("Ines logs a call of last week, which is marked late, and corrects it; the old words stay, and Carl may do neither", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const caseId = caseOf(stage);
    const call = {
      words: "She will come on Monday.",
      kind: "telephone",
      day: "2026-01-05",
      minutes: 15,
      withWhom: "Rosa",
    } as const;
    await as(cast.ines, (db) => writeNote(db, cast.ines, caseId, call));
    await expect(
      as(cast.ines, (db) => writeNote(db, cast.ines, caseId, { ...call, day: "2099-01-05" })),
    ).rejects.toMatchObject({ code: "case.note-ahead" });
    const read = async () => (await as(cast.carl, (db) => readNotes(db, caseId, null), "read")).rows;
    const [first] = await read();
    if (!first) throw new Error("no note");
    expect(first).toMatchObject({ late: true, minutes: 15, withWhom: "Rosa" });
    const correct = (who: Person) => as(who, (db) => correctNote(db, who, caseId, first.id, "On Tuesday."));
    await expect(correct(cast.carl)).rejects.toMatchObject({ status: 403 });
    await correct(cast.ines);
    expect(await read()).toMatchObject([{ words: "On Tuesday.", before: [{ words: call.words }] }]);
    await expect(correct(cast.ines)).rejects.toMatchObject({ code: "case.note-corrected" });
  }));

test("a request of Carl's restricted client stands before him, and Ines and Otto neither see nor decide it, past the deeds too", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await as(cast.carl, (db) => enterRequest(db, cast.carl, asked));
    const numbers = async (who: Person) =>
      (await as(who, (db) => readRequests(db, who, "all", null))).rows.map((row) => row.id);
    expect(await numbers(cast.ines)).toEqual([id]);
    await asRole("app_definer", (db) =>
      db.execute(sql`with hidden as (insert into client (agency_id, number, given_name, family_name, restricted, created_by)
        values (${cast.agencyId}::uuid, 'C-7001', 'Hidden', 'Person', true, ${cast.carl.membershipId}::uuid) returning id)
        update case_request set client_id = hidden.id from hidden where case_request.id = ${id}::uuid`),
    );
    expect(await numbers(cast.carl)).toEqual([id]);
    for (const who of [cast.ines, cast.sol, cast.otto]) {
      expect(await numbers(who)).toEqual([]);
      await expect(as(who, (db) => readRequest(db, who, id))).rejects.toMatchObject({ status: 404 });
      const touched = await as(who, (db) =>
        db.execute(sql`update case_request set state = 'answered' where id = ${id}::uuid returning id`),
      );
      expect(touched).toHaveLength(0);
    }
    await as(cast.carl, (db) => decideRequest(db, cast.carl, id, { intent: "answer", words: "Told." }));
  }));

test("where the agency asks for it, a plan is signed with Sol's yes to what she saw; Ines cannot say it, and a change makes it void", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await set(stage, "plan_approval");
    const caseId = caseOf(stage);
    const planId = await as(cast.ines, (db) => draftPlan(db, cast.ines, caseId));
    await as(cast.ines, (db) => addGoal(db, planId, { words: "A home", measure: "" }));
    const signing = { signedHow: "on_screen", signedName: "Rosa", witness: "", agrees: "on" } as const;
    const sign = () => as(cast.ines, (db) => agreePlan(db, cast.ines, planId, signing, null));
    const ask = (revision: number) =>
      as(cast.ines, (db) => askApproval(db, cast.ines, caseId, { kind: "plan", planId, revision }, ""));
    await expect(sign()).rejects.toThrow();
    const first = await ask(2);
    const grant = (who: Person, id: typeof first) => as(who, (db) => decideApproval(db, who, id, "grant", ""));
    await expect(grant(cast.ines, first)).rejects.toMatchObject({ status: 403 });
    await expect(grant(cast.carl, first)).rejects.toMatchObject({ status: 403 });
    await grant(cast.sol, first);
    await as(cast.ines, (db) => addGoal(db, planId, { words: "Work", measure: "" }));
    await expect(sign()).rejects.toThrow();
    await grant(cast.sol, await ask(3));
    await sign();
    // Past the deed, nobody grants what they asked themselves.
    await expect(
      as(cast.ines, (db) =>
        db.execute(sql`insert into case_approval (agency_id, case_id, kind, asked_by) values
          (${cast.agencyId}::uuid, ${caseId}::uuid, 'closure', ${cast.sol.membershipId}::uuid)`),
      ),
    ).rejects.toThrow();
  }));

test("a case is closed with Sol's yes and a day to ask again; its tasks end, the follow-up waits, and reopened it asks anew", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await set(stage, "closure_approval");
    const caseId = caseOf(stage);
    await as(cast.ines, (db) => setTask(db, cast.ines, caseId, { kind: "task", words: "Call the landlord" }));
    const close = () =>
      as(cast.ines, (db) => closeCase(db, cast.ines, caseId, { reason: "needs_met", followUpOn: "2027-03-01" }));
    await expect(close()).rejects.toMatchObject({ code: "case.needs-approval" });
    const question = await as(cast.ines, (db) => askApproval(db, cast.ines, caseId, { kind: "closure" }, "Done."));
    await as(cast.sol, (db) => decideApproval(db, cast.sol, question, "grant", ""));
    await close();
    const tasks = await as(cast.ines, (db) => readTasksOfCase(db, cast.ines, caseId));
    expect(tasks.map(({ kind, state }) => [kind, state])).toEqual([
      ["follow_up", "open"],
      ["task", "dropped"],
    ]);
    await as(cast.ines, (db) => moveCase(db, cast.ines, caseId, "reopen"));
    await expect(close()).rejects.toMatchObject({ code: "case.needs-approval" });
  }));

test("Sol hands Ines's caseload to Carl with its tasks and takes it back; a caseworker may not, and a hidden case is only counted", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const caseId = caseOf(stage);
    const clientId = asId<ClientId>(cast.rosa.clientId);
    await as(cast.ines, (db) => setTask(db, cast.ines, caseId, { kind: "task", words: "Call the landlord" }));
    const handing = { from: seatOf(cast.ines), to: seatOf(cast.carl), cases: [caseId] };
    const give = (who: Person) => as(who, (db) => handOverCases(db, who, handing));
    await expect(give(cast.ines)).rejects.toMatchObject({ status: 403 });
    const load = await as(cast.sol, (db) => readCaseload(db, cast.sol, handing.from));
    expect(load).toMatchObject({ cases: [{ number: "K-0001", openTasks: 1 }], hidden: 0 });
    const batch = await give(cast.sol);
    expect((await as(cast.carl, (db) => readCase(db, cast.carl, caseId))).ownerName).toBe(cast.carl.name);
    expect((await as(cast.carl, (db) => readTasksOfCase(db, cast.carl, caseId)))[0]).toMatchObject({ mine: true });
    await expect(as(cast.ines, (db) => takeBackCases(db, cast.ines, batch))).rejects.toMatchObject({ status: 404 });
    expect(await as(cast.sol, (db) => takeBackCases(db, cast.sol, batch))).toBe(1);
    await expect(as(cast.sol, (db) => takeBackCases(db, cast.sol, batch))).rejects.toMatchObject({ status: 404 });
    const request = await as(cast.ines, (db) => enterRequest(db, cast.ines, asked));
    const hidden = await as(cast.ines, (db) => openFromRequest(db, cast.ines, request, clientId, ""));
    await as(cast.ines, (db) => restrictCase(db, cast.ines, hidden));
    expect(await as(cast.sol, (db) => readCaseload(db, cast.sol, handing.from))).toMatchObject({ hidden: 1 });
  }));
