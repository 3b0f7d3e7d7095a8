// The gate over HTTP: one key has one effect, bad bodies are told by name and keep what was typed, strangers come no further than the door.
import { afterAll, beforeAll, expect, test } from "vitest";
import { deskOf } from "#app/access/actor";
import { demoEmail, seats } from "#app/commands/demo/people";
import { navigationOf } from "#app/ui/navigation";
import { type DemoProduct, demoProduct, type Visitor, visitorAt } from "#tests/stage/demo-product";
import { pdf } from "#tests/stage/documents";

const STARTING = 300_000;
let product: DemoProduct;
let ines: Visitor;
let carl: Visitor;
let casePage: string;
let draftId: string;

beforeAll(async () => {
  product = await demoProduct();
  ines = await product.visit(demoEmail("Ines Moreau"));
  const [mine] = await product.look`
    select c.id from "case" c join membership m on m.id = c.owner_membership_id join person p on p.id = m.person_id
    where p.name = 'Ines Moreau' and c.state = 'active' order by c.created_at limit 1`;
  casePage = `/agency/cases/${mine?.id}`;
  const [drafted] = await product.look`
    select r.id from referral r join membership m on m.id = r.created_by join person p on p.id = m.person_id where r.state = 'draft' and p.name = 'Carl Whitfield' limit 1`;
  carl = await product.visit(demoEmail("Carl Whitfield"));
  draftId = String(drafted?.id);
}, STARTING);
afterAll(() => product?.stop());

const countNotes = async (words: string) => {
  const [row] = await product.look`select count(*)::int as n from case_note where words = ${words}`;
  return row?.n;
};
const note = (words: string, key: string) =>
  [
    ["intent", "note"],
    ["words", words],
    ["_key", key],
  ] as const;

test("Ines sends the same note twice with one key: one note, the same answer", async () => {
  const first = await ines.post(casePage, note("Called twice.", "key-called-twice"));
  const second = await ines.post(casePage, note("Called twice.", "key-called-twice"));
  expect([first.status, second.status]).toEqual([303, 303]);
  expect(second.location).toBe(first.location);
  expect(await countNotes("Called twice.")).toBe(1);
});

test("twenty sends of one key at the same moment have one effect", async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ines.post(casePage, note("All at once.", "key-all-at-once"))),
  );
  expect(answers.filter((answer) => ![303, 409, 503].includes(answer.status))).toEqual([]);
  expect(await countNotes("All at once.")).toBe(1);
});

test("whom Ines looks for stands in no address: the list finds them for her, and finds everybody for Carl with her address", async () => {
  const [client] = await product.look`select given_name, family_name from client c join "case" k on k.client_id = c.id
    where k.id = ${casePage.split("/").at(-1) ?? ""}`;
  const name = `${client?.given_name} ${client?.family_name}`;
  const sent = await ines.post("/agency/find", [
    ["list", "clients"],
    ["q", name],
  ]);
  expect(sent.status).toBe(303);
  expect(decodeURIComponent(sent.location ?? "")).not.toContain(String(client?.family_name));
  const found = await ines.get(sent.location ?? "");
  expect(found.text.replaceAll("<!-- -->", "")).toContain(`${client?.family_name}, ${client?.given_name}`);
  expect(found.text).toContain(`value="${name}"`);
  const other = await carl.get(sent.location ?? "");
  expect(other.text).not.toContain(`value="${name}"`);
  expect(other.text).toContain("ended when you signed in again");
});

test("a key with other words is refused, and so is a form without a key", async () => {
  await ines.post(casePage, note("First words.", "key-other-words"));
  const other = await ines.post(casePage, note("Other words.", "key-other-words"));
  expect(other.status).toBe(422);
  expect(await countNotes("Other words.")).toBe(0);
  const keyless = await ines.post(casePage, note("Without a key.", ""));
  expect(keyless.status).toBe(400);
  expect(await countNotes("Without a key.")).toBe(0);
});

test("another person's key is their own: Sol's note with Ines's key is kept beside hers", async () => {
  const sol = await product.visit(demoEmail("Sol Abara"));
  await ines.post(casePage, note("From Ines.", "key-of-both"));
  expect((await sol.post(casePage, note("From Sol.", "key-of-both"))).status).toBe(303);
  expect(await countNotes("From Sol.")).toBe(1);
});

test("10,000 characters in a field come back with what was typed and a reason; nothing is kept", async () => {
  const long = "a long story ".repeat(800);
  const page = await ines.post(casePage, note(long, "key-long-story"));
  expect(page.status).toBe(400);
  expect(page.text).toContain("a long story a long story");
  expect(page.text).toMatch(/too long|at most|shorter/i);
  expect(await countNotes(long.trim())).toBe(0);
});

const upload = async (name: string, type: string, bytes: Uint8Array<ArrayBuffer>) => {
  const form = new FormData();
  form.set("intent", "upload");
  form.set("draftId", draftId);
  form.set("_key", `key-upload-${name}-${Date.now()}`);
  form.set("document", new Blob([bytes], { type }), name);
  return carl.postForm(`/agency/referrals/new?draft=${draftId}&step=2`, form);
};
const countDocuments = async () => (await product.look`select count(*)::int as n from document`)[0]?.n;

test("a page of script named like a picture is refused with the reason; a real PDF is taken", async () => {
  const before = await countDocuments();
  const disguised = await upload(
    "scan.png",
    "image/png",
    new TextEncoder().encode("<html><script>alert(1)</script></html>"),
  );
  expect([400, 409, 415, 422]).toContain(disguised.status);
  expect(await countDocuments()).toBe(before);
  const real = await upload("plan.pdf", "application/pdf", new Uint8Array(pdf()));
  expect(real.status).toBe(303);
  expect(await countDocuments()).toBe(before + 1);
});

test("a document over 20 MB is refused before it is kept", async () => {
  const before = await countDocuments();
  const heavy = await upload("heavy.pdf", "application/pdf", new Uint8Array(20 * 1024 * 1024 + 200_000).fill(37)).catch(
    () => ({ status: 413 }),
  );
  expect(heavy.status).toBe(413);
  expect(await countDocuments()).toBe(before);
});

test("a stranger is led to the door and back, never to another host", async () => {
  const stranger = visitorAt(product.origin);
  const page = await stranger.get(`${casePage}?view=all`);
  expect(page.status).toBe(302);
  expect(page.location).toBe(`/sign-in?returnTo=${encodeURIComponent(`${casePage}?view=all`)}`);
  for (const hostile of [
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/%2f%2fevil.example/..",
  ]) {
    const visitor = visitorAt(product.origin);
    const answer = await visitor.post(`/sign-in?returnTo=${encodeURIComponent(hostile)}`, [
      ["email", demoEmail("Ines Moreau")],
      ["password", "lantern-harbor-demo"],
      ["returnTo", hostile],
    ]);
    expect(answer.status).toBe(303);
    expect(new URL(answer.location ?? "", product.origin).origin, hostile).toBe(product.origin);
  }
});

const oneOfEachRole = seats.filter(({ house }) => house === "harbor" || house === "northside");

test.each(oneOfEachRole)("$name ($role) is led to no page that is refused", async ({ name, role }) => {
  const person = await product.visit(demoEmail(name));
  const items = navigationOf(deskOf(role), role);
  expect(items.length).toBeGreaterThan(1);
  for (const { to } of items) expect((await person.get(to)).status, to).toBe(200);
});

test("an auditor's navigation leaves out the keys and settings that only an administrator opens", async () => {
  const audrey = await product.visit(demoEmail("Audrey Chen"));
  const page = await audrey.get("/admin");
  expect(page.text).toContain('href="/admin/events"');
  expect(page.text).not.toContain('href="/admin/keys"');
  expect((await audrey.get("/admin/keys")).status).toBe(403);
});

test("a caseworker who asks for finance's approval is told no, and the page is not shown", async () => {
  const [invoice] = await product.look`select id from invoice where state = 'in_review' limit 1`;
  const page = await ines.get(`/finance/invoices/${invoice?.id}`);
  expect(page.status).toBe(403);
  const posted = await ines.post(`/finance/invoices/${invoice?.id}`, [
    ["move", "approve"],
    ["seen", "0".repeat(64)],
  ]);
  expect(posted.status).toBe(403);
});

test("the log holds no word that was typed and no client's name", async () => {
  const [client] = await product.look`select family_name from client limit 1`;
  expect(product.output()).not.toContain("Called twice.");
  expect(product.output()).not.toContain(String(client?.family_name));
});
