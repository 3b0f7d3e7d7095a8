// Every address with an id in it, asked by somebody of another house: the same 404 as for what does not exist, and nothing changes.
// Of all that was asked and answered, no address, no page that says no and no line of the log tells who a client is.
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoEmail } from "#app/commands/demo/people";
import { type Address, fillAddress, readAddresses } from "#tests/stage/addresses";
import { type DemoProduct, demoProduct, type Visitor, visitorAt } from "#tests/stage/demo-product";
import { pdf } from "#tests/stage/documents";
import { addressesIn, leaksIn, readCanaries } from "#tests/stage/leaks";
import { formsOf } from "#tests/stage/page-forms";

let product: DemoProduct;
let ids: Record<string, string | undefined>;
let idsOfHarborAlone: Record<string, string | undefined>;
const visitors = new Map<string, Visitor>();

/** Who works with Harbor's and Northside's rows, and who of another house holds the same rights. */
const DESKS: Record<string, { own: string[]; foreign: string[] }> = {
  agency: { own: ["Ines Moreau", "Carl Whitfield", "Sol Abara"], foreign: ["Otto Brandt", "Olga Reyes"] },
  network: { own: ["Nadia Petrov"], foreign: ["Odette Blake"] },
  finance: { own: ["Finn Delgado", "Freya Lind"], foreign: ["Omar Said", "Opal Grant"] },
  portal: { own: ["Mara Quinn", "Bea Lopez", "Ora Haddad", "Pavel Novak"], foreign: ["Sid Martin", "Bess Turner"] },
  admin: { own: ["Ada Okafor"], foreign: ["Owen Price"] },
};

/** Directory facts are public to whoever is signed in, and links by mail are secrets of their own. */
const PUBLIC_IDS = new Set(["organizationId", "serviceAtLocationId", "token", "letterId"]);

const addresses = (await readAddresses()).filter(
  (address) => address.ids.length > 0 && DESKS[deskOf(address)] && address.ids.every((id) => !PUBLIC_IDS.has(id)),
);

function deskOf(address: Address): string {
  return address.pattern.split("/")[1] ?? "";
}

const APPLICANT = "Elm Street Fellowship";

/** A build, a demo network and a start, on a machine that does other things too. */
const STARTING = 300_000;

beforeAll(async () => {
  // The whole log is looked at; and no job may add to what is counted.
  product = await demoProduct({ LOG_LEVEL: "debug", WORKER: "external" });
  await fileAsApplicant();
  ids = { ...(await chooseIds()), ...(await chooseCard()) };
  idsOfHarborAlone = await chooseOutsideBayview();
  const names = Object.values(DESKS).flatMap(({ own, foreign }) => [...own, ...foreign]);
  for (const name of names) visitors.set(name, await product.visit(demoEmail(name)));
}, STARTING);
afterAll(() => product?.stop());

/** What the demo has no file for: the applicant sends one, by the link that only the demo makes of words. */
async function fileAsApplicant(): Promise<void> {
  const form = new FormData();
  form.set("intent", "document");
  form.set("part", "insurance");
  form.set("file", new Blob([new Uint8Array(pdf())], { type: "application/pdf" }), "insurance.pdf");
  const address = `/applications/demo-${APPLICANT.toLowerCase().replace(/ /g, "-")}/documents`;
  expect((await visitorAt(product.origin).postForm(address, form)).status).toBe(303);
}

/** Northside works with both agencies, so that the network and finance desks of both may see how it stands; these work with Harbor alone. */
async function chooseOutsideBayview(): Promise<Record<string, string | undefined>> {
  const works = (slug: string) => product.look`
    exists (select from agreement g join agency a on a.id = g.agency_id
      where g.organization_id = o.id and a.slug = ${slug} and (g.state = 'active' or a.slug = 'bayview'))`;
  const [practising] = await product.look`
    select p.id as practitioner, c.id as credential from organization o join practitioner p on p.organization_id = o.id
    join credential c on c.organization_id = o.id where ${works("harbor")} and not ${works("bayview")} limit 1`;
  const [paid] = await product.look`select b.id from organization o join bank_account b on b.organization_id = o.id
    where ${works("harbor")} and not ${works("bayview")} limit 1`;
  return { practitionerId: practising?.practitioner, credentialId: practising?.credential, accountId: paid?.id };
}

/** A pair of twins and a supervision, which Harbor alone has; the assessment that is being filled in, a form with a draft (the one that was compared), a programme somebody is in. */
async function choosePairAndForms(): Promise<Record<string, string | undefined>> {
  const [draft] = await product.look`select v.id, v.form_id from form_version v join agency a on a.id = v.agency_id
    where a.slug = 'harbor' and v.state = 'draft' limit 1`;
  const [begun] = await product.look`select s.id from assessment s join agency a on a.id = s.agency_id
    where a.slug = 'harbor' and s.state = 'draft' limit 1`;
  const [pair] = await product.look`select id from organization_pair limit 1`;
  const [talk] = await product.look`select id from supervision limit 1`;
  const [incident] = await product.look`select id from incident limit 1`;
  const forms = { assessmentId: begun?.id, formId: draft?.form_id, versionId: draft?.id };
  return {
    pairId: pair?.id,
    supervisionId: talk?.id,
    incidentId: incident?.id,
    ...forms,
    ...(await chooseProgrammes()),
    ...(await chooseSystems()),
    ...(await chooseAccount()),
    ...(await chooseGroup()),
  };
}

/** A sender's system that Harbor let in, and one of Northside's own. */
async function chooseSystems(): Promise<Record<string, string | undefined>> {
  const [sender] =
    await product.look`select p.id from partner p join agency a on a.id = p.agency_id where a.slug = 'harbor' limit 1`;
  const [own] =
    await product.look`select p.id from partner p join organization o on o.id = p.organization_id where o.name = 'Northside Care' limit 1`;
  return { partnerId: sender?.id, systemId: own?.id };
}

/** Where Northside's money is to go, seen by its billers and by finance of who pays it; and what Harbor's bank told. */
async function chooseAccount(): Promise<Record<string, string | undefined>> {
  const [row] =
    await product.look`select b.id from bank_account b join organization o on o.id = b.organization_id where o.name = 'Northside Care' limit 1`;
  const [file] =
    await product.look`select f.id from bank_file f join agency a on a.id = f.agency_id where a.slug = 'harbor' limit 1`;
  return { accountId: row?.id, bankFileId: file?.id };
}

/** A group of Northside's in which Harbor has somebody, and where it meets. */
async function chooseGroup(): Promise<Record<string, string | undefined>> {
  const [row] =
    await product.look`select p.id, p.group_id, g.location_id from group_place p join session_group g on g.id = p.group_id join agency a on a.id = p.agency_id
    join organization o on o.id = p.organization_id where a.slug = 'harbor' and o.name = 'Northside Care' and p.state = 'placed' limit 1`;
  return { groupId: row?.group_id, placeId: row?.id, locationId: row?.location_id };
}

async function chooseProgrammes(): Promise<Record<string, string | undefined>> {
  const [row] = await product.look`select e.id, e.programme_id, c.id as cohort_id from enrolment e
    join cohort c on c.programme_id = e.programme_id join agency a on a.id = e.agency_id where a.slug = 'harbor' limit 1`;
  return { programmeId: row?.programme_id, cohortId: row?.cohort_id, enrolmentId: row?.id };
}

/** One row of each kind that belongs to Harbor and Northside, and to nobody of the other houses. */
/** Northside's own card of Harbor's, which both may read, and a figure of it. */
async function chooseCard(): Promise<Record<string, string | undefined>> {
  const [card] = await product.look`select c.id from score_card c join agency a on a.id = c.agency_id
    join organization o on o.id = c.organization_id where a.slug = 'harbor' and o.name = 'Northside Care' limit 1`;
  return { cardId: card?.id, figureKey: "accepted" };
}

async function chooseIds(): Promise<Record<string, string | undefined>> {
  const [harbor] = await product.look`select id from agency where slug = 'harbor'`;
  const [northside] = await product.look`select id from organization where name = 'Northside Care'`;
  const one = async (table: string, where = "true") => {
    const [row] = await product.look.unsafe(
      `select id from ${table} t where agency_id = '${harbor?.id}' and ${where} order by created_at desc limit 1`,
    );
    return row?.id as string | undefined;
  };
  const ofNorthside = async (table: string) => {
    const [row] = await product.look.unsafe(
      `select id from ${table} where organization_id = '${northside?.id}' order by created_at desc limit 1`,
    );
    return row?.id as string | undefined;
  };
  const [applied] = await product.look`select a.id, d.id as document_id from application a
    join application_document d on d.application_id = a.id where a.organization_name = ${APPLICANT}`;
  const held = `organization_id = '${northside?.id}'`;
  const accepted = `exists (select 1 from offer o where o.referral_id = t.id and o.${held} and o.state = 'accepted') and state = 'in_progress'`;
  const [openCase] = await product.look.unsafe(
    `select id, client_id from "case" where agency_id = '${harbor?.id}' and state = 'active' order by created_at limit 1`,
  );
  const colleagues = `select person_id as id from membership where ${held} and role = 'practitioner' order by created_at`;
  const [colleague] = await product.look.unsafe(colleagues);
  const invoiceId = await one("invoice", `${held} and state = 'in_review'`);
  return {
    clientId: openCase?.client_id,
    emergencyId: await one("emergency_access"),
    consentId: await one("consent", `client_id = '${openCase?.client_id}'`),
    caseId: openCase?.id,
    requestId: await one("case_request", "state = 'received'"),
    approvalId: await one("case_approval"),
    planId: await one("care_plan", "state = 'draft'"),
    reviewId: await one("plan_review", "state = 'open'"),
    factGroup: "benefits",
    referralId: await one("referral", accepted),
    offerId: await one("offer", `${held} and state = 'accepted'`),
    authorizationId: await one(`"authorization"`, held),
    scheduleId: await one("billing_schedule", held),
    sessionId: await one("session", held),
    invoiceId,
    lineId: await one("invoice_line", `invoice_id = '${invoiceId}'`),
    batchId: await one("payment_batch"),
    paymentId: await one("payment", `${held} and state = 'settled'`),
    fundId: await one("fund"),
    agreementId: await one("agreement", held),
    credentialId: await ofNorthside("credential"),
    practitionerId: await ofNorthside("practitioner"),
    typeId: await one("credential_type"),
    matchId: await one("exclusion_match"),
    listId: await one("exclusion_list"),
    applicationId: applied?.id,
    applicationDocumentId: applied?.document_id,
    requirementId: await one("screening_requirement"),
    importId: await one("directory_import"),
    setupId: await one("search_setup"),
    ...(await choosePairAndForms()),
    personId: colleague?.id,
  };
}

/** What was answered: pages of a house's own people, and pages that said no. */
const answered = { shown: new Map<string, string>(), refused: new Map<string, string>() };

const countEvents = async () => {
  const [row] =
    await product.look`select count(*)::int as events, (select count(*)::int from event_chain) as links from event`;
  return row;
};

test.each(addresses)("$pattern is there for its own house and absent for another", async (address) => {
  const seesProviders = ["network", "finance"].includes(deskOf(address));
  const path = fillAddress(address, seesProviders ? { ...ids, ...idsOfHarborAlone } : ids);
  expect(path, `no id known for ${address.ids.join(", ")}: add it to chooseIds`).not.toBeNull();
  const { own = [], foreign = [] } = DESKS[deskOf(address)] ?? {};
  const asked = await Promise.all(own.map(async (name) => ({ name, page: await visit(name).get(path ?? "") })));
  const shown = asked.find(({ page }) => page.status === 200 || page.status === 302);
  // A page that a move's state has closed (409) or that only takes forms (405) is there too.
  expect(
    asked.map(({ page }) => page.status),
    path ?? "",
  ).toEqual(expect.arrayContaining([expect.toSatisfy((status: number) => [200, 302, 303, 405, 409].includes(status))]));
  for (const { page } of asked) answered[page.status === 200 ? "shown" : "refused"].set(path ?? "", page.text);
  const before = await countEvents();
  for (const name of foreign) {
    for (const shape of [path ?? "", `${path}.data`]) {
      const page = await visit(name).get(shape);
      answered.refused.set(`${shape} for ${name}`, page.text);
      expect([403, 404, 405], `${name} GET ${shape}: ${page.status}`).toContain(
        page.status === 202 || page.status === 200 ? statusInside(page.text) : page.status,
      );
    }
    for (const form of shown ? formsOf(shown.page.text, path ?? "") : []) {
      const page = await visit(name).post(form.action, form.fields);
      answered.refused.set(`${form.action} sent by ${name}`, page.text);
      expect([400, 403, 404, 409, 415, 422], `${name} POST ${form.action}`).toContain(page.status);
    }
  }
  expect(await countEvents()).toEqual(before);
});

const visit = (name: string): Visitor => {
  const visitor = visitors.get(name);
  if (!visitor) throw new Error(`${name} did not come`);
  return visitor;
};

/** A data answer may say its status inside. */
function statusInside(text: string): number {
  return /"status",(40[34])/.exec(text) ? Number(/"status",(40[34])/.exec(text)?.[1]) : 200;
}

test("no address that a page leads to, no page that says no and no line of the log tells who a client is", async () => {
  const canaries = await readCanaries(product.look);
  expect(canaries.length).toBeGreaterThan(50);
  expect(answered.shown.size).toBeGreaterThan(20);
  // The pages of the house's own people do, or nothing would be proved.
  expect([...answered.shown.values()].some((text) => leaksIn(text, canaries).length > 0)).toBe(true);
  for (const [path, text] of answered.shown) {
    for (const address of addressesIn(text)) expect(leaksIn(address, canaries), `${path}: ${address}`).toEqual([]);
  }
  for (const [path, text] of answered.refused) expect(leaksIn(text, canaries), path).toEqual([]);
  const log = product.output();
  expect(log.length).toBeGreaterThan(1000);
  expect(leaksIn(log, canaries)).toEqual([]);
});
