// Rosa's papers: kept by content, given out while her consent and the referral stand, and to nobody else.
import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeSettings } from "#app/env.server";
import { keepDocument, openDocument, sweepDocuments } from "#app/models/consent/document-store.server";
import { fileDocument, readDocument } from "#app/models/consent/documents.server";
import { acceptOffer, declineOffer } from "#app/models/referral/answer-offer.server";
import { readSentDocuments } from "#app/models/referral/read.server";
import { asId, type ClientId } from "#app/models/values/ids";
import { pdf, png } from "#tests/stage/documents";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesSends, rosaAgrees } from "#tests/stage/referral-story";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "throughline-documents-"));
  changeSettings({ DATA_DIR: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function sent(name: string, bytes: Buffer) {
  const file = path.join(folder, randomUUID());
  await writeFile(file, bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { field: "document", name, path: file, byteCount: bytes.length, sha256 };
}

async function inesFiles({ as, cast }: Stage, name: string, bytes: Buffer) {
  const kept = await keepDocument(await sent(name, bytes));
  return as(cast.ines, (db) => fileDocument(db, cast.ines, asId<ClientId>(cast.rosa.clientId), kept));
}

test("a document is kept under its hash, twice the same is kept once, and no name becomes a path", async () => {
  const first = await keepDocument(await sent("../../lease.pdf", pdf()));
  const again = await keepDocument(await sent("lease.pdf", pdf()));
  expect(first).toEqual(again);
  expect(first).toMatchObject({ name: "lease.pdf", mediaType: "application/pdf" });
  const place = path.join(folder, "documents", first.sha256.slice(0, 2), first.sha256.slice(2));
  expect(await readFile(place)).toEqual(pdf());
  expect(await new Response(await openDocument(first.sha256)).text()).toBe(pdf().toString());
  await expect(openDocument("../../etc/passwd")).rejects.toThrow(RangeError);
});

test("a page called a picture and an empty file are refused with their reason", async () => {
  await expect(keepDocument(await sent("photo.png", Buffer.from("<html>")))).rejects.toMatchObject({
    code: "document.disguised",
    status: 415,
  });
  await expect(keepDocument(await sent("photo.png", Buffer.alloc(0)))).rejects.toMatchObject({ status: 400 });
});

test("Mara gets Rosa's paper while she holds the referral, and no more after she declined", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const document = await inesFiles(stage, "lease.pdf", pdf());
    const other = await inesFiles(stage, "photo.png", png());
    await rosaAgrees(stage);
    const { north, referralId } = await inesSends(stage, [cast.northside.serviceAtLocationId], {
      fields: ["name", "documents"],
      documents: [document],
    });
    const list = await as(cast.mara, (db) => readSentDocuments(db, referralId));
    expect(list.map(({ name }) => name)).toEqual(["lease.pdf"]);
    await as(cast.mara, (db) => readDocument(db, cast.mara, document));
    for (const [person, id] of [
      [cast.mara, other],
      [cast.sid, document],
      [cast.otto, document],
      [cast.finn, document],
    ] as const) {
      await expect(as(person, (db) => readDocument(db, person, id))).rejects.toMatchObject({ status: 404 });
    }
    await as(cast.mara, (db) => declineOffer(db, cast.mara, north, { code: "no_capacity", words: "" }));
    await expect(as(cast.mara, (db) => readDocument(db, cast.mara, document))).rejects.toMatchObject({ status: 404 });
    expect(await as(cast.mara, (db) => readSentDocuments(db, referralId))).toEqual([]);
    await as(cast.ines, (db) => readDocument(db, cast.ines, document));
  }));

test("with two providers asked, Rosa's paper waits until one accepted", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const document = await inesFiles(stage, "lease.pdf", pdf());
    await rosaAgrees(stage);
    const places = [cast.northside.serviceAtLocationId, cast.southside.serviceAtLocationId];
    const { south } = await inesSends(stage, places, { fields: ["name", "documents"], documents: [document] });
    await expect(as(cast.sid, (db) => readDocument(db, cast.sid, document))).rejects.toMatchObject({ status: 404 });
    await as(cast.sid, (db) => acceptOffer(db, cast.sid, south));
    await as(cast.sid, (db) => readDocument(db, cast.sid, document));
    await expect(as(cast.mara, (db) => readDocument(db, cast.mara, document))).rejects.toMatchObject({ status: 404 });
  }));

test("bytes that no row names are swept away after a day; named ones and fresh ones stay", async () => {
  const named = await keepDocument(await sent("named.pdf", pdf("/Named 1")));
  const orphan = await keepDocument(await sent("orphan.pdf", pdf("/Orphan 1")));
  const placeOf = (hash: string) => path.join(folder, "documents", hash.slice(0, 2), hash.slice(2));
  const old = new Date(Date.now() - 2 * 86_400_000);
  for (const { sha256 } of [named, orphan]) await utimes(placeOf(sha256), old, old);
  const unnamed = async (hashes: string[]) => hashes.filter((hash) => hash !== named.sha256);
  expect(await sweepDocuments(new Date(), unnamed)).toBe(1);
  await readFile(placeOf(named.sha256));
  await expect(readFile(placeOf(orphan.sha256))).rejects.toThrow("ENOENT");
});
