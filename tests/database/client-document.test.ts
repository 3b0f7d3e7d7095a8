// Documents of a client on real PostgreSQL: closed groups, versions, their text, last days, and what comes by a link that works once.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import { noticeExpiring } from "#app/models/consent/document-notices.server";
import type { KeptDocument } from "#app/models/consent/document-store.server";
import { type Filing, fileDocument, readClientDocuments, readDocument } from "#app/models/consent/documents.server";
import { textOfPdf } from "#app/models/consent/read-texts.server";
import { askForDocuments, readUpload, sendDocuments, takeBackUpload } from "#app/models/consent/upload-link.server";
import { asId, type ClientId, type DocumentId } from "#app/models/values/ids";
import { disclosedDocuments, documents, documentTexts, notifications } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const kept = (name: string): KeptDocument => ({
  sha256: "a".repeat(64),
  name,
  mediaType: "application/pdf",
  byteCount: 10,
});
const plain: Filing = { kind: "medical", expiresOn: null, factGroup: null, replacesId: null };

function paperOf({ as, asRole, cast }: Stage) {
  const clientId = asId<ClientId>(cast.rosa.clientId);
  return {
    clientId,
    file: (name: string, filing: Partial<Filing> = {}, who: Actor = cast.ines) =>
      as(who, (db) => fileDocument(db, who, clientId, kept(name), { ...plain, ...filing })),
    names: async (who: Actor, sought = "") =>
      (await as(who, (db) => readClientDocuments(db, clientId, sought))).map(({ name }) => name).sort(),
    say: (id: DocumentId, words: string) =>
      asRole("app_job", (db) => db.insert(documentTexts).values({ id, outcome: "read", words })),
  };
}

test("A paper about health is closed to Carl on the list, by its address, in a search, by SQL, and to be sent along", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { file, names, say } = paperOf(stage);
    const open = await file("slip.pdf");
    const closed = await file("asthma.pdf", { factGroup: "health" });
    await say(open, "wages of the canary bakery");
    await say(closed, "inhaler from the canary clinic");
    expect(await names(cast.ines)).toEqual(["asthma.pdf", "slip.pdf"]);
    expect(await names(cast.carl)).toEqual(["slip.pdf"]);
    expect(await names(cast.ines, "canary")).toEqual(["asthma.pdf", "slip.pdf"]);
    expect(await names(cast.carl, "canary")).toEqual(["slip.pdf"]);
    expect(await names(cast.carl, "asthma")).toEqual([]);
    await expect(as(cast.carl, (db) => readDocument(db, cast.carl, closed))).rejects.toMatchObject({ status: 404 });
    expect((await as(cast.carl, (db) => readDocument(db, cast.carl, open))).name).toBe("slip.pdf");
    const texts = (who: Actor) => as(who, (db) => db.select({ words: documentTexts.words }).from(documentTexts));
    expect(await texts(cast.carl)).toEqual([{ words: "wages of the canary bakery" }]);
    expect(await texts(cast.otto)).toEqual([]);
    expect(await texts(cast.sol)).toHaveLength(2);
    const along = as(cast.carl, (db) =>
      db.insert(disclosedDocuments).values({ agencyId: cast.agencyId, referralId: closed, documentId: closed }),
    );
    await expect(along).rejects.toMatchObject({ cause: { code: "42501" } });
  }));

test("A new version keeps the old one, is as closed, and takes its place once", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { file, names, clientId } = paperOf(stage);
    const first = await file("card-2025.pdf", { factGroup: "benefits" });
    await file("card-2026.pdf", { replacesId: first });
    expect(await names(cast.ines)).toEqual(["card-2025.pdf", "card-2026.pdf"]);
    const lines = await as(cast.ines, (db) => readClientDocuments(db, clientId));
    expect(lines.map(({ factGroup }) => factGroup)).toEqual(["benefits", "benefits"]);
    await expect(file("other.pdf", { replacesId: first })).rejects.toMatchObject({
      cause: { constraint_name: "document_replaced_once" },
    });
    await expect(file("by-carl.pdf", {}, cast.carl)).rejects.toMatchObject({ cause: { code: "42501" } });
  }));

test("Ines is told once of a paper that expires within thirty days, and not of one that has a newer version", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { file } = paperOf(stage);
    stage.setClock(new Date("2026-07-15T16:00:00Z"));
    await file("soon.pdf", { expiresOn: "2026-08-10" });
    await file("later.pdf", { expiresOn: "2026-10-10" });
    const old = await file("old.pdf", { expiresOn: "2026-07-20" });
    await file("new.pdf", { replacesId: old });
    const run = () => noticeExpiring((_mode, work) => asRole("app_job", work));
    expect([await run(), await run()]).toEqual([1, 0]);
    const told = await as(cast.ines, (db) =>
      db.select().from(notifications).where(eq(notifications.kind, "document-expires")),
    );
    expect(told).toHaveLength(1);
  }));

test("Rosa sends papers once by her link; a second time, late, taken back or made up it opens nothing", () =>
  onStage(async (stage) => {
    const { as, asBearer, cast } = stage;
    const { clientId, names } = paperOf(stage);
    const ask = (who: Actor) =>
      as(who, (db) => askForDocuments(db, who, clientId, { asked: "a pay slip", kind: "income", language: "es" }));
    await expect(ask(cast.carl)).rejects.toMatchObject({ status: 403 });
    const bearer = (token: string) => ({ kind: "upload" as const, keyHash: hashToken(token) });
    const token = await ask(cast.ines);
    const send = (key: string, count = 1) =>
      asBearer(bearer(key), (db) =>
        sendDocuments(
          db,
          Array.from({ length: count }, (_, n) => kept(`photo-${n}.pdf`)),
        ),
      );
    expect(await asBearer(bearer(token), readUpload)).toMatchObject({ asked: "a pay slip", used: false });
    await expect(send(token, 11)).rejects.toMatchObject({ cause: { constraint_name: "upload_too_many" } });
    await send(token, 2);
    await expect(send(token)).rejects.toMatchObject({ code: "upload.link-used" });
    expect(await names(cast.ines)).toEqual(["photo-0.pdf", "photo-1.pdf"]);
    const seen = await asBearer(bearer(token), (db) => db.select({ id: documents.id }).from(documents));
    expect(seen).toEqual([]);
    const back = await ask(cast.ines);
    const [link] = await as(cast.ines, (db) =>
      db.execute<{ id: string }>(sql`select id from upload_link where used_at is null`),
    );
    await as(cast.ines, (db) => takeBackUpload(db, clientId, link?.id ?? ""));
    await expect(send(back)).rejects.toMatchObject({ code: "upload.link-used" });
    await expect(send("made-up")).rejects.toMatchObject({ code: "upload.link-used" });
  }));

test("The text of a PDF is read as its words; what is no PDF has none", async () => {
  const words = "BT /F1 12 Tf 20 100 Td (Canary Bakery wages) Tj ET";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  const body = objects.map((object, place) => `${place + 1} 0 obj\n${object}\nendobj\n`).join("");
  const pdf = Buffer.from(`%PDF-1.4\n${body}trailer << /Root 1 0 R /Size 6 >>\n%%EOF\n`);
  expect(await textOfPdf(new Uint8Array(pdf))).toBe("Canary Bakery wages");
  expect(await textOfPdf(new Uint8Array(Buffer.from("no pdf at all")))).toBeNull();
});
