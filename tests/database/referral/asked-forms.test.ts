// The form Northside asks for with a referral: filled from Rosa's record as far as she agreed, the rest asked, and a paper for Northside alone.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeSettings } from "#app/env.server";
import { pathOfDocument } from "#app/models/consent/document-store.server";
import { readDocument } from "#app/models/consent/documents.server";
import { makeForm } from "#app/models/form/draft.server";
import { setPaper } from "#app/models/form/paper.server";
import { acceptOffer, declineOffer } from "#app/models/referral/answer-offer.server";
import { keepFormAnswers, nextForm, readDraftForm } from "#app/models/referral/asked-forms.server";
import { readSentDocuments } from "#app/models/referral/read.server";
import { readDraft } from "#app/models/referral/read-draft.server";
import { sendReferral } from "#app/models/referral/send.server";
import { asId, type DocumentId, type FormId, type OfferId, type ReferralId } from "#app/models/values/ids";
import { clients, offers } from "#drizzle/schema";
import { northsideAsks } from "#tests/stage/asked-form-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesDrafts, rosaAgrees } from "#tests/stage/referral-story";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "throughline-forms-"));
  changeSettings({ DATA_DIR: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FIELDS = ["name", "telephone", "documents"] as const;
const places = ({ cast }: Stage) => [cast.northside.serviceAtLocationId, cast.southside.serviceAtLocationId];

async function inesFillsAndSends(stage: Stage, formId: FormId): Promise<{ id: ReferralId; paper: DocumentId }> {
  const { as, cast } = stage;
  const id = await inesDrafts(stage, places(stage), { fields: FIELDS });
  return as(cast.ines, async (db) => {
    await keepFormAnswers(db, id, formId, {
      drawn: "q5 q6",
      q5: "yes",
      q6: "Señora Núñez answers till noon — Łódź, Đà Nẵng",
    });
    await sendReferral(db, cast.ines, id);
    const [paper] = await readSentDocuments(db, id);
    return { id, paper: asId<DocumentId>(paper?.id ?? "") };
  });
}

async function offersOf({ as, cast }: Stage, id: ReferralId): Promise<{ north: OfferId; south: OfferId }> {
  const made = await as(cast.ines, (db) => db.select().from(offers).where(eq(offers.referralId, id)));
  const of = (organizationId: string) =>
    asId<OfferId>(made.find((each) => each.organizationId === organizationId)?.id ?? "");
  return { north: of(cast.northside.organizationId), south: of(cast.southside.organizationId) };
}

test("what Rosa's record knows and is shared is filled, what is not shared stays blank, and the rest is asked of Ines", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const formId = await northsideAsks(stage);
    await rosaAgrees(stage);
    const id = await inesDrafts(stage, places(stage), { fields: FIELDS });
    await as(cast.ines, async (db) => {
      expect(await nextForm(db, id)).toBe(formId);
      const form = await readDraftForm(db, cast.ines, id, formId);
      expect(form.fillings).toEqual({ q2: "filled", q3: "withheld", q4: "filled", q5: "asked", q6: "asked" });
      expect(form.answers).toMatchObject({ q4: expect.stringContaining("410-555-0142") });
      expect(form.answers).not.toHaveProperty("q3");
      // Whatever is sent for them, the record's answer stands and what is not shared stays blank.
      const sent = { drawn: "q2 q3 q4 q5", q2: "Somebody else", q3: "1988-04-12", q5: "yes" };
      expect(await keepFormAnswers(db, id, formId, sent)).toEqual({ asksMore: true });
      expect(await nextForm(db, id)).toBeNull();
      const draft = await readDraft(db, cast.ines, id);
      expect(draft.forms).toEqual([expect.objectContaining({ filled: 2, withheld: 1, open: 1, begun: true })]);
      const about = { kind: "warning", organization: "Northside Care", form: "Northside intake" };
      expect(draft.obstacles).toContainEqual({ ...about, code: "form-open" });
    });
    const answers = { drawn: "q5", q5: "no" };
    await expect(as(cast.carl, (db) => keepFormAnswers(db, id, formId, answers))).rejects.toMatchObject({
      status: 403,
    });
    await expect(as(cast.otto, (db) => readDraftForm(db, cast.otto, id, formId))).rejects.toMatchObject({
      status: 404,
    });
  }));

test("sent, it is a PDF that Ines opens and Northside reads once it holds the referral; Southside, which lost, never does", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await rosaAgrees(stage);
    const { id, paper } = await inesFillsAndSends(stage, await northsideAsks(stage));
    const { north } = await offersOf(stage, id);
    const { sha256, mediaType } = await as(cast.ines, (db) => readDocument(db, cast.ines, paper));
    expect(mediaType).toBe("application/pdf");
    const file = await getDocumentProxy(new Uint8Array(await readFile(pathOfDocument(sha256))));
    const { text } = await extractText(file, { mergePages: true });
    const [rosa] = await as(cast.ines, (db) => db.select().from(clients).where(eq(clients.id, cast.rosa.clientId)));
    expect(text).toContain(`${rosa?.givenName} ${rosa?.familyName}`);
    expect(text).toContain("Señora Núñez answers till noon — Łódź, Đà Nẵng");
    expect(text).toMatch(/Born on\s+Left blank: not among the facts that are shared/);
    expect(text).toMatch(/page 1 of 1/);
    expect(text).not.toContain("1988");
    const { info } = await file.getMetadata();
    expect(info).toMatchObject({ Title: "Northside intake", Language: "en" });
    expect((await file.getMarkInfo())?.Marked).toBe(true);
    // Nobody knows who Rosa is until one accepts.
    await expect(as(cast.mara, (db) => readDocument(db, cast.mara, paper))).rejects.toMatchObject({ status: 404 });
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
    await as(cast.mara, (db) => readDocument(db, cast.mara, paper));
    expect(await as(cast.mara, (db) => readSentDocuments(db, id))).toHaveLength(1);
    await expect(as(cast.sid, (db) => readDocument(db, cast.sid, paper))).rejects.toMatchObject({ status: 404 });
  }));

test("when Southside takes Rosa, it reads her facts and not what was written down for Northside", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await rosaAgrees(stage);
    const { id, paper } = await inesFillsAndSends(stage, await northsideAsks(stage));
    const { north, south } = await offersOf(stage, id);
    await as(cast.mara, (db) => declineOffer(db, cast.mara, north, { code: "no_capacity", words: "" }));
    await as(cast.sid, (db) => acceptOffer(db, cast.sid, south));
    expect(await as(cast.sid, (db) => readSentDocuments(db, id))).toEqual([]);
    for (const actor of [cast.sid, cast.mara]) {
      await expect(as(actor, (db) => readDocument(db, actor, paper))).rejects.toMatchObject({ status: 404 });
    }
  }));

test("names in Greek, Cyrillic and Devanagari letters stand on the paper as they are written", async () => {
  const value = "Ελένη Παππά, Юлія Ґудзь, मीरा शर्मा, Łódź";
  const bytes = await setPaper({
    title: "Names",
    language: "en",
    madeAt: new Date("2026-04-01T12:00:00Z"),
    by: "Harbor County",
    about: [{ name: "For", value }],
    sections: [],
    foot: () => "",
  });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  expect(text).toContain("Ελένη Παππά, Юлія Ґудзь");
  expect(text).toContain("Łódź");
  expect(bytes.length).toBeLessThan(100_000);
});

test("a long form runs over numbered pages, each with its foot and none empty", async () => {
  const line = (number: number) => ({ name: `Question ${number}?`, value: "A long answer. ".repeat(20), blank: false });
  const bytes = await setPaper({
    title: "Long",
    language: "en",
    madeAt: new Date("2026-04-01T12:00:00Z"),
    by: "Harbor County",
    about: [],
    sections: [{ title: "All of it", lines: Array.from({ length: 30 }, (_, number) => line(number)) }],
    foot: (page, pages) => `page ${page} of ${pages}`,
  });
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)));
  expect(totalPages).toBeGreaterThan(1);
  for (const [at, words] of text.entries()) {
    expect(words).toContain("A long answer.");
    expect(words.match(/page \d+ of \d+/g)).toEqual([`page ${at + 1} of ${totalPages}`]);
  }
});

test("where papers are not shared no form is made, and the review says so; nobody but an administrator asks for one", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await northsideAsks(stage);
    await rosaAgrees(stage);
    const id = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    await as(cast.ines, async (db) => {
      expect(await nextForm(db, id)).toBeNull();
      const { obstacles } = await readDraft(db, cast.ines, id);
      expect(obstacles.map(({ code }) => code)).toContain("form-not-sent");
      await sendReferral(db, cast.ines, id);
      expect(await readSentDocuments(db, id)).toEqual([]);
    });
    const facts = { name: "Mine", purpose: "", sensitive: false };
    await expect(as(cast.nadia, (db) => makeForm(db, cast.nadia, facts))).rejects.toThrow();
  }));
