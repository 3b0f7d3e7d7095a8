// Whoever declined, lost the race, was taken the referral from, gave it back, or may no longer know the client finds every door shut: one check a door.
import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeSettings } from "#app/env.server";
import { keepDocument } from "#app/models/consent/document-store.server";
import { fileDocument } from "#app/models/consent/documents.server";
import { revokeConsent } from "#app/models/consent/record-consent.server";
import { renewCalendarFeed } from "#app/models/delivery/calendar-feed.server";
import { acceptOffer, declineOffer } from "#app/models/referral/answer-offer.server";
import { withdrawReferral } from "#app/models/referral/end.server";
import { writeMessage } from "#app/models/referral/write-message.server";
import { asId, type ClientId, type ConsentId, type DocumentId, type OrganizationId } from "#app/models/values/ids";
import { letters } from "#drizzle/schema";
import { authorized, dayFromToday, sessionsOn } from "#tests/stage/delivery-story";
import { pdf } from "#tests/stage/documents";
import { type FhirVisit, onFhir, type SystemAt } from "#tests/stage/fhir-visit";
import { type PageReply, type PageVisit, pagesFor } from "#tests/stage/page-visit";
import { inesSends, rosaAgrees, type Story } from "#tests/stage/referral-story";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "throughline-doors-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What tells who she is, what was sent along, and what was said about her. */
const CANARIES = /Rosa|Canary|410-555-0142|rosa@example|1988-04-12|21202|blue folder|lease\.pdf/;

/** Made by chance, a key or an id may hold any five digits. */
const withoutIds = (text: string) => text.replaceAll(/[0-9a-f-]{30,}/g, "");

interface World {
  readonly visit: FhirVisit;
  readonly story: Story;
  readonly consentId: ConsentId;
  readonly documentId: DocumentId;
  readonly mara: PageVisit;
  readonly system: SystemAt;
}

async function filePaper({ as, cast }: FhirVisit): Promise<DocumentId> {
  const file = path.join(folder, randomUUID());
  await writeFile(file, pdf());
  const sha256 = createHash("sha256").update(pdf()).digest("hex");
  const kept = await keepDocument({
    field: "document",
    name: "lease.pdf",
    path: file,
    byteCount: pdf().length,
    sha256,
  });
  return as(cast.ines, (db) => fileDocument(db, cast.ines, asId<ClientId>(cast.rosa.clientId), kept));
}

/** Rosa agreed, and Northside was asked, alone or beside Southside; where it knows her, Ines has written of her. */
async function onDoorstep(isAlone: boolean, story: (world: World) => Promise<void>): Promise<void> {
  await onFhir(async (visit) => {
    changeSettings({ DATA_DIR: folder });
    const { as, cast } = visit;
    const documentId = await filePaper(visit);
    const consentId = await rosaAgrees(visit);
    const { northside, southside } = cast;
    const places = isAlone ? [northside] : [northside, southside];
    const sent = await inesSends(
      visit,
      places.map(({ serviceAtLocationId }) => serviceAtLocationId),
      { fields: ["name", "telephone", "documents"], documents: [documentId], message: "She carries a blue folder." },
    );
    if (isAlone) {
      const thread = { referralId: sent.referralId, organizationId: asId<OrganizationId>(northside.organizationId) };
      await as(cast.ines, (db) =>
        writeMessage(db, cast.ines, thread, { words: "Rosa likes mornings.", document: null }),
      );
    }
    const mara = await pagesFor(visit, cast.mara);
    await story({ visit, story: sent, consentId, documentId, mara, system: await visit.system(cast.ora) });
  });
}

interface Door {
  /** What a provider that may know the client is answered, and one that may not. */
  readonly open: number;
  readonly shut: number;
  /** What one that still holds the referral is answered instead: it goes on with its work, and learns nothing of her. */
  readonly shutToHolder?: number;
  /** Whether her facts, or what was said or sent of her, are behind it; "held": once her referral was accepted. */
  readonly tells: boolean | "held";
  ask(world: World): Promise<PageReply>;
}

const page = ({ mara, story: { north } }: World, file: string, rest = "") =>
  mara.get(file, `/portal/offers/${north}${rest}`, { offerId: north });

const DOORS: Readonly<Record<string, Door>> = {
  "the page": { open: 200, shut: 200, tells: true, ask: (world) => page(world, "portal.offers.$offerId.tsx") },
  "the list of all": {
    open: 200,
    shut: 200,
    tells: true,
    ask: ({ mara }) => mara.get("portal.offers._index.tsx", "/portal/offers?view=all"),
  },
  "the day page": { open: 200, shut: 200, tells: false, ask: ({ mara }) => mara.get("portal._index.tsx", "/portal") },
  "the document's address": {
    open: 200,
    shut: 404,
    tells: false,
    ask: ({ mara, documentId }) => mara.get("documents.$documentId.ts", `/documents/${documentId}`, { documentId }),
  },
  "the document's own page": {
    open: 200,
    shut: 404,
    tells: false,
    ask: ({ mara, documentId }) =>
      mara.get("documents.$documentId_.look.ts", `/documents/${documentId}/look`, { documentId }),
  },
  "the API's person": {
    open: 200,
    shut: 404,
    tells: true,
    ask: ({ system, visit }) => system.ask(`Patient/${visit.cast.rosa.clientId}`),
  },
  "the API's consent": {
    open: 200,
    shut: 404,
    tells: false,
    ask: ({ system, consentId }) => system.ask(`Consent/${consentId}`),
  },
  "the API's request": {
    open: 200,
    shut: 200,
    tells: true,
    ask: ({ system, story: { north } }) => system.ask(`ServiceRequest/${north}`),
  },
  "the API's feed of changes": {
    open: 200,
    shut: 200,
    tells: false,
    ask: ({ system }) => system.ask("Task?_lastUpdated=ge2020-01-01"),
  },
  "the API's feed of requests": {
    open: 200,
    shut: 200,
    tells: true,
    ask: ({ system }) => system.ask("ServiceRequest"),
  },
  "the thread": {
    open: 200,
    shut: 200,
    tells: true,
    ask: (world) => page(world, "portal.offers.$offerId_.messages.tsx", "/messages"),
  },
  "the caseload": {
    ...{ open: 200, shut: 200, tells: "held" },
    ask: ({ mara }) => mara.get("portal.caseload.tsx", "/portal/caseload"),
  },
  "the calendar": {
    ...{ open: 200, shut: 200, tells: "held" },
    ask: ({ mara }) => mara.get("portal.calendar.tsx", `/portal/calendar?view=list&day=${dayFromToday(0)}`),
  },
  "the calendar program's feed": { open: 200, shut: 200, tells: false, ask: readFeed },
  "the page of reports on goals": {
    ...{ open: 200, shut: 404, shutToHolder: 200, tells: true },
    ask: (world) => page(world, "portal.offers.$offerId_.report.tsx", "/report"),
  },
  "the notices": { open: 200, shut: 200, tells: false, ask: ({ mara }) => mara.get("notices._index.tsx", "/notices") },
  "the mails": { open: 200, shut: 200, tells: false, ask: readMails },
  "the mail's link": { open: 200, shut: 200, tells: false, ask: followMail },
};

async function readMails({ visit: { asRole } }: World): Promise<PageReply> {
  const sent = await asRole("app_definer", (db) =>
    db.select().from(letters).where(eq(letters.toEmail, "mara@example.org")),
  );
  expect(sent.length).toBeGreaterThan(0);
  return { status: 200, text: sent.map(({ subject, body }) => subject + body).join("\n") };
}

async function readFeed({ visit: { as, cast }, mara }: World): Promise<PageReply> {
  const address = await as(cast.mara, (db) => renewCalendarFeed(db, cast.mara));
  const { pathname } = new URL(address);
  return mara.get("calendar.$token.throughline[.]ics.ts", pathname, { token: pathname.split("/")[2] ?? "" });
}

async function followMail(world: World): Promise<PageReply> {
  const token = /\/answer\/([0-9a-f]{40})/.exec((await readMails(world)).text)?.[1] ?? "";
  return world.mara.get("answer.$token.tsx", `/answer/${token}`, { token });
}

/** Searching for her finds one referral while the provider may know her, and none after. */
async function found({ system, visit }: World): Promise<number> {
  const { told } = await system.ask(`Task?patient=${visit.cast.rosa.clientId}`);
  return told.entry?.length ?? 0;
}

async function expectOpen(world: World, isHeld = false): Promise<void> {
  for (const [name, { open, tells, ask }] of Object.entries(DOORS)) {
    const { status, text } = await ask(world);
    expect([name, status, CANARIES.test(withoutIds(text))]).toEqual([name, open, tells === "held" ? isHeld : tells]);
  }
  expect(await found(world)).toBe(1);
}

async function expectShut(world: World, isHeld = false): Promise<void> {
  for (const [name, { shut, shutToHolder = shut, ask }] of Object.entries(DOORS)) {
    const { status, text } = await ask(world);
    expect([name, status]).toEqual([name, isHeld ? shutToHolder : shut]);
    expect(withoutIds(text), name).not.toMatch(CANARIES);
    expect(text, name).not.toContain(world.visit.cast.rosa.clientId);
  }
  expect(await found(world)).toBe(0);
  const { mara, visit, story } = world;
  const written = await mara.post(
    "portal.offers.$offerId_.messages.tsx",
    `/portal/offers/${story.north}/messages`,
    { offerId: story.north },
    { intent: "write", organizationId: visit.cast.northside.organizationId, words: "And now?" },
  );
  expect([403, 404, 409]).toContain(written.status);
}

test("Mara's doors are open while she is asked alone, and shut once she declined", () =>
  onDoorstep(true, async (world) => {
    const { visit, story } = world;
    const { as, cast } = visit;
    await expectOpen(world);
    await as(cast.mara, (db) => declineOffer(db, cast.mara, story.north, { code: "no_capacity", words: "Full" }));
    await expectShut(world);
  }));

test("they are shut while another is asked as well, and stay so when Sid was first", () =>
  onDoorstep(false, async (world) => {
    const { visit, story } = world;
    const { as, cast } = visit;
    await expectShut(world);
    await as(cast.sid, (db) => acceptOffer(db, cast.sid, story.south));
    await expectShut(world);
  }));

test("they are shut when Ines took the referral back", () =>
  onDoorstep(true, async (world) => {
    const { visit, story } = world;
    const { as, cast } = visit;
    const reason = { code: "client_asked", words: "Rosa found a place herself." } as const;
    await as(cast.ines, (db) => withdrawReferral(db, cast.ines, story.referralId, reason));
    await expectShut(world);
  }));

test("they are open while she holds it, and shut when Rosa took her consent back", () =>
  onDoorstep(true, async (world) => {
    const { visit, story, consentId } = world;
    const { as, cast } = visit;
    await as(cast.mara, (db) => acceptOffer(db, cast.mara, story.north));
    const { authorizationId } = await authorized(visit, 10_00n, story.referralId);
    await sessionsOn(visit, authorizationId, [dayFromToday(3)]);
    await expectOpen(world, true);
    await as(cast.ines, (db) =>
      revokeConsent(db, cast.ines, asId<ClientId>(cast.rosa.clientId), { consentId, reason: "client_asked" }),
    );
    await expectShut(world, true);
  }));

test("they are shut when her system gave back what it had accepted", () =>
  onDoorstep(true, async (world) => {
    const { system, story } = world;
    const move = (status: string, words: string) => [
      { op: "replace", path: "/status", value: status },
      ...(words ? [{ op: "add", path: "/statusReason", value: { text: words } }] : []),
    ];
    expect((await system.patch(story.north, move("accepted", ""))).told.status).toBe("accepted");
    expect((await system.patch(story.north, move("cancelled", "Two of us are ill."))).status).toBe(200);
    await expectShut(world);
  }));
