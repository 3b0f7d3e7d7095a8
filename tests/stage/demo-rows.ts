// Rows of the demo that Harbor and Northside work with, some of each kind in each state, so that any page can be opened. Only looks.
import type { Sql } from "postgres";
import type { DemoProduct } from "./demo-product";

/** Ids by the name they have in an address. */
export type DemoRows = Readonly<Record<string, readonly string[]>>;

/** What stands in an address by its name. */
const WORDS = { factGroup: ["benefits"], editCode: ["late_filing"], figureKey: ["accepted"] };

export async function demoRows({ look }: DemoProduct): Promise<DemoRows> {
  const [harbor] = await look`select id from agency where slug = 'harbor'`;
  const [northside] = await look`select id from organization where name = 'Northside Care'`;
  const ofHarbor = `agency_id = '${harbor?.id}'`;
  const ofNorthside = `organization_id = '${northside?.id}'`;
  const both = `${ofHarbor} and ${ofNorthside}`;
  const [opened] = await look.unsafe(
    `select id, client_id from "case" where ${ofHarbor} and state = 'active' order by id limit 1`,
  );
  return {
    clientId: [opened?.client_id],
    caseId: [opened?.id],
    requestId: await inEachState(look, "case_request", ofHarbor),
    ...(await caseworkRows(look, ofHarbor)),
    consentId: await some(look, "consent", `client_id = '${opened?.client_id}'`),
    ...WORDS,
    referralId: await inEachState(look, "referral", ofHarbor),
    offerId: await inEachState(look, "offer", ofNorthside),
    authorizationId: await inEachState(look, "authorization", both),
    scheduleId: await inEachState(look, "billing_schedule", both),
    sessionId: await inEachState(look, "session", both),
    invoiceId: await inEachState(look, "invoice", both),
    lineId: await inEachState(look, "invoice_line", both),
    accountId: await inEachState(look, "bank_account", ofNorthside),
    bankFileId: await some(look, "bank_file", ofHarbor),
    batchId: await inEachState(look, "payment_batch", ofHarbor),
    paymentId: await inEachState(look, "payment", both),
    agreementId: await inEachState(look, "agreement", both),
    fundId: await some(look, "fund", ofHarbor),
    practitionerId: await some(look, "practitioner", ofNorthside),
    credentialId: await inEachState(look, "credential", ofNorthside),
    typeId: await some(look, "credential_type", ofHarbor),
    matchId: await inEachState(look, "exclusion_match", ofHarbor),
    listId: await some(look, "exclusion_list", ofHarbor),
    specialtyId: await some(look, "specialty", "name = 'Adult day center'"),
    locationId: await some(look, "location", ofNorthside),
    serviceId: await some(look, "service", ofNorthside),
    serviceAtLocationId: await some(look, "service_at_location", ofNorthside),
    organizationId: [northside?.id],
    agencySlug: ["harbor"],
    personId: await membersOf(look, northside?.id),
    applicationId: await inEachState(look, "application", `${ofHarbor} and submitted_at is not null`),
    applicationDocumentId: await some(look, "application_document", ofHarbor),
    requirementId: await some(look, "screening_requirement", ofHarbor),
    pairId: await inEachState(look, "organization_pair", ofHarbor),
    importId: await inEachState(look, "directory_import", ofHarbor),
    assessmentId: await inEachState(look, "assessment", ofHarbor),
    programmeId: await some(look, "programme", ofHarbor),
    cohortId: await some(look, "cohort", ofHarbor),
    enrolmentId: await inEachState(look, "enrolment", ofHarbor),
    formId: await formsWithDraft(look, ofHarbor),
    versionId: await versionsOfDrafted(look, ofHarbor),
    cardId: await some(look, "score_card", both),
    letterId: await some(look, "letter", "true"),
    ...(await systemRows(look, ofHarbor, ofNorthside)),
    ...(await groupRows(look, both, ofNorthside)),
  };
}

const versionsOfDrafted = (look: Sql, ofHarbor: string) =>
  inEachState(
    look,
    "form_version",
    `${ofHarbor} and form_id = (select form_id from form_version where ${ofHarbor} and state = 'draft' order by id limit 1)`,
  );

/** One group, and its places: an address names both. */
const groupRows = async (look: Sql, both: string, ofNorthside: string): Promise<DemoRows> => {
  const groupId = await some(look, "session_group", ofNorthside);
  return {
    groupId: groupId.slice(0, 1),
    placeId: await inEachState(
      look,
      "group_place",
      `${both} and state in ('waiting', 'placed') and group_id = '${groupId[0]}'`,
    ),
  };
};

const systemRows = async (look: Sql, ofHarbor: string, ofNorthside: string): Promise<DemoRows> => ({
  setupId: await some(look, "search_setup", ofHarbor),
  partnerId: await some(look, "partner", ofHarbor),
  systemId: await some(look, "partner", ofNorthside),
});

const caseworkRows = async (look: Sql, ofHarbor: string): Promise<DemoRows> => ({
  supervisionId: await inEachState(look, "supervision", ofHarbor),
  approvalId: await inEachState(look, "case_approval", ofHarbor),
  planId: await inEachState(look, "care_plan", ofHarbor),
  reviewId: await inEachState(look, "plan_review", ofHarbor),
  incidentId: await inEachState(look, "incident", ofHarbor),
  emergencyId: await inEachState(look, "emergency_access", ofHarbor),
});

async function inEachState(look: Sql, table: string, where: string): Promise<string[]> {
  const rows = await look.unsafe(
    `select distinct on (state) id from "${table}" where ${where} order by state, id desc`,
  );
  return rows.map(({ id }) => id);
}

/** The builder shows a form's draft. */
async function formsWithDraft(look: Sql, where: string): Promise<string[]> {
  const rows = await look.unsafe(
    `select form_id as id from form_version where ${where} and state = 'draft' order by id limit 1`,
  );
  return rows.map(({ id }) => id);
}

async function membersOf(look: Sql, organizationId: string): Promise<string[]> {
  const rows =
    await look`select person_id as id from membership where organization_id = ${organizationId} order by role`;
  return rows.map(({ id }) => id);
}

async function some(look: Sql, table: string, where: string): Promise<string[]> {
  const rows = await look.unsafe(`select id from "${table}" where ${where} order by id desc limit 2`);
  return rows.map(({ id }) => id);
}
