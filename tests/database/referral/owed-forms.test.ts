// Northside is asked after the referral was sent, and asks for its form, too: Ines fills it in and it goes to Northside alone, once.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeSettings } from "#app/env.server";
import { readDocument } from "#app/models/consent/documents.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { readOwedForm, sendOwedForm } from "#app/models/referral/owed-forms.server";
import { readSentDocuments } from "#app/models/referral/read.server";
import { askAnother } from "#app/models/referral/send.server";
import { asId, type DocumentId, type FormId, type OfferId, type ServiceAtLocationId } from "#app/models/values/ids";
import { offers } from "#drizzle/schema";
import { northsideAsks } from "#tests/stage/asked-form-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesSends, rosaAgrees } from "#tests/stage/referral-story";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "throughline-owed-"));
  changeSettings({ DATA_DIR: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Southside is asked alone, then Northside as well. */
async function northsideAskedLater(stage: Stage, fields: readonly ("name" | "telephone" | "documents")[]) {
  const { as, cast } = stage;
  const formId = await northsideAsks(stage);
  await rosaAgrees(stage);
  const { referralId } = await inesSends(stage, [cast.southside.serviceAtLocationId], { fields });
  const place = asId<ServiceAtLocationId>(cast.northside.serviceAtLocationId);
  await as(cast.ines, (db) => askAnother(db, cast.ines, referralId, place));
  const send = (actor: Stage["cast"]["ines"], sent: Record<string, string>, blanks = false) =>
    as(actor, (db) => sendOwedForm(db, actor, referralId, { formId, blanks, sent }));
  const owed = (asked: FormId | null = null) => as(cast.ines, (db) => readOwedForm(db, referralId, asked));
  return { formId, referralId, send, owed };
}

test("the form is open until Ines has answered it or says what stays blank; then Northside has it when it accepts, and nobody else", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { formId, referralId, send, owed } = await northsideAskedLater(stage, ["name", "telephone", "documents"]);
    const { form } = await owed();
    expect(form).toMatchObject({ id: formId, organizationName: "Northside Care" });
    expect(form?.filled.fillings).toMatchObject({ q2: "filled", q3: "withheld", q4: "filled", q5: "asked" });
    await expect(send(cast.ines, { drawn: "q5" })).rejects.toMatchObject({ code: "referral.form-open", status: 400 });
    await expect(send(cast.ines, { drawn: "q5", q5: "yes" })).rejects.toMatchObject({ code: "referral.form-more" });
    await expect(send(cast.carl, { drawn: "q5", q5: "no" })).rejects.toMatchObject({ status: 403 });
    await expect(send(cast.otto, { drawn: "q5", q5: "no" })).rejects.toMatchObject({ status: 404 });
    expect(await as(cast.ines, (db) => readSentDocuments(db, referralId))).toEqual([]);
    const sent = await Promise.allSettled([
      send(cast.ines, { drawn: "q5", q5: "no" }),
      send(cast.ines, { drawn: "q5", q5: "no" }),
    ]);
    const came = sent.map((each) => (each.status === "fulfilled" ? each.value : each.reason.code));
    expect(came).toContainEqual({ more: false });
    expect(came).toContain("referral.form-gone");
    expect((await owed()).form).toBeNull();
    await expect(owed(formId)).rejects.toMatchObject({ status: 404 });
    const [paper] = await as(cast.ines, (db) => readSentDocuments(db, referralId));
    const open = (who: typeof cast.mara) => as(who, (db) => readDocument(db, who, asId<DocumentId>(paper?.id ?? "")));
    for (const who of [cast.mara, cast.sid]) await expect(open(who)).rejects.toMatchObject({ status: 404 });
    const [offer] = await as(cast.mara, (db) =>
      db
        .select({ id: offers.id })
        .from(offers)
        .where(and(eq(offers.referralId, referralId), eq(offers.organizationId, cast.northside.organizationId))),
    );
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, asId<OfferId>(offer?.id ?? "")));
    await open(cast.mara);
    await expect(open(cast.sid)).rejects.toMatchObject({ status: 404 });
  }));

test("what is missing may be left blank, knowingly, and the form goes once", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    const { send, owed } = await northsideAskedLater(stage, ["name", "documents"]);
    expect(await send(cast.ines, { drawn: "q5" }, true)).toEqual({ more: false });
    expect((await owed()).form).toBeNull();
    await expect(send(cast.ines, {}, true)).rejects.toMatchObject({ code: "referral.form-gone", status: 409 });
  }));
