// The sentences row-level security is made of: who may see and who may write. Knows roles, never a table.
import { type SQL, sql } from "drizzle-orm";
import { pgPolicy, pgRole } from "drizzle-orm/pg-core";

export const appUser = pgRole("app_user").existing();
export const appAuth = pgRole("app_auth").existing();
export const appJob = pgRole("app_job").existing();

const list = (roles: readonly string[]) => sql.raw(roles.map((role) => `'${role}'`).join(", "));

/** The row's agency is the one the actor works for, in one of these roles. */
export const agencyIn = (column: unknown, ...roles: string[]): SQL =>
  sql`${column} = any((select app.agencies_where(${list(roles)}))::uuid[])`;

/** The row's organization is the one the actor works for, in one of these roles. */
export const organizationIn = (column: unknown, ...roles: string[]): SQL =>
  sql`${column} = any((select app.organizations_where(${list(roles)}))::uuid[])`;

/** The actor sits at a provider: asked first, so that nobody else pays for what is asked row by row. */
const atProvider = sql`(select app.desk()) = 'portal'`;

/** The actor's organization may know who the referral's client is. */
export const knowsReferral = (referralId: unknown): SQL => both(atProvider, sql`app.knows_referral(${referralId})`);

/** What a live disclosure of this referral shows the actor's organization now. */
export const isDisclosed = (referralId: unknown): SQL =>
  both(atProvider, sql`cardinality(app.live_disclosures_of(array[${referralId}])) > 0`);

/** The actor's organization was given the paper. */
export const paperIsShown = (documentId: unknown): SQL => both(atProvider, sql`app.paper_is_shown(${documentId})`);

/** The row's organization has an agreement with the agency whose network the actor manages. */
export const inManagedNetwork = (column: unknown): SQL =>
  sql`${column} = any((select app.organizations_in_network())::uuid[])`;

/**
 * The same, row by row and by key: for tables of which a page shows few of very many rows. A network of twenty thousand is
 * otherwise gathered, and gone through, for each page.
 */
export const inManagedNetworkByKey = (column: unknown): SQL =>
  sql`(exists (select 1 from agreement ours where ours.organization_id = ${column}
    and ours.agency_id = any((select app.agencies_where('network_manager'))::uuid[]) and ours.state in ('active', 'suspended'))
    or ${column} = any((select app.organizations_kept())::uuid[]))`;

/** Somebody who stands is asking: a known person in a seat of their own that nobody has taken away. */
export const signedIn = sql`(select app.desk()) <> 'system'`;

/** A request without a person: the bearer of a key to the directory, or anybody where every agency has made it public. */
export const directoryOpen = sql`(select app.directory_open())`;

/** A request without a person that bears the mailed link of an application: the row is that application's. */
export const isBorneApplication = (column: unknown): SQL => sql`${column} = (select app.borne_application())`;
/** The same, while the applicant may still write in it: a draft, or returned. */
export const isOpenApplication = (column: unknown): SQL => sql`${column} = (select app.open_application())`;

/** A request without a person that bears the mailed link of an offer: the row is that offer's, while the link holds. */
export const isBorneOffer = (column: unknown): SQL => sql`${column} = (select app.borne_offer())`;

export const isMe = (column: unknown): SQL => sql`${column} = (select app.actor_id())`;
export const isMyMembership = (column: unknown): SQL => sql`${column} = (select app.membership_id())`;

/** The case is not restricted, or the actor is on its team, or has opened it in an emergency. */
export const caseOpenToMe = (column: unknown): SQL => sql`${column} <> all((select app.hidden_cases())::uuid[])`;
export const clientOpenToMe = (column: unknown): SQL => sql`${column} <> all((select app.hidden_clients())::uuid[])`;

/** The same without the emergency, which opens for reading alone: every sentence about writing says this one. */
export const caseOpenToWrite = (column: unknown): SQL => sql`${column} <> all((select app.shut_cases())::uuid[])`;
export const clientOpenToWrite = (column: unknown): SQL => sql`${column} <> all((select app.shut_clients())::uuid[])`;

const supervises = sql`cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0`;

/** The actor owns the case, is on its team, or supervises; always beside a sentence that names the agency. */
export const caseIsMine = (column: unknown): SQL =>
  sql`(${column} = any((select app.my_cases())::uuid[]) or (${supervises} and ${caseOpenToWrite(column)}))`;
export const clientIsMine = (column: unknown): SQL =>
  sql`(${column} = any((select app.my_clients())::uuid[]) or (${supervises} and ${clientOpenToWrite(column)}))`;

/** The actor carries the client, or took them in and no case is open yet. */
export const clientIsMineOrTakenIn = (column: unknown): SQL =>
  sql`(${clientIsMine(column)} or exists (select 1 from client taken where taken.id = ${column} and taken.created_by = (select app.membership_id())))`;

/** The agency lets the actor's role read this group of facts: of every client, or of those they carry. */
export const factsOpenToMe = (group: unknown, client: unknown): SQL =>
  sql`(${group} = any((select app.fact_groups('agency'))::text[]) or (${group} = any((select app.fact_groups('own'))::text[]) and ${client} = any((select app.my_clients())::uuid[])))`;

/** The referral belongs to a case the actor carries or supervises; the inner table's own policy hides the restricted. */
export const referralIsMine = (column: unknown): SQL =>
  sql`(${column} = any((select app.my_referrals())::uuid[]) or (${supervises} and exists (select 1 from referral carried where carried.id = ${column} and ${caseOpenToWrite(sql`carried.case_id`)})))`;

/** Case staff of the row's agency who see the referral: the inner table's own policy hides those of hidden cases. */
export const staffOnOpenReferral = (agencyId: unknown, referralId: unknown): SQL =>
  sql`(${agencyIn(agencyId, ...CASE_STAFF)} and exists (select 1 from referral seen where seen.id = ${referralId}))`;

export const either = (...parts: SQL[]): SQL => sql`(${sql.join(parts, sql` or `)})`;
export const not = (part: SQL): SQL => sql`(not ${part})`;
export const both = (...parts: SQL[]): SQL => sql`(${sql.join(parts, sql` and `)})`;

export const mayRead = (name: string, using: SQL) => pgPolicy(name, { for: "select", to: appUser, using });
export const mayAdd = (name: string, withCheck: SQL) => pgPolicy(name, { for: "insert", to: appUser, withCheck });
export const mayChange = (name: string, using: SQL, withCheck: SQL = using) =>
  pgPolicy(name, { for: "update", to: appUser, using, withCheck });
export const mayRemove = (name: string, using: SQL) => pgPolicy(name, { for: "delete", to: appUser, using });

export const CASE_STAFF = ["caseworker", "supervisor"] as const;
export const FINANCE_STAFF = ["finance_reviewer", "finance_approver"] as const;
export const AGENCY_ROLES = [
  "caseworker",
  "supervisor",
  "network_manager",
  "finance_reviewer",
  "finance_approver",
  "auditor",
  "administrator",
] as const;
export const ORGANIZATION_ROLES = ["coordinator", "practitioner", "biller", "organization_administrator"] as const;

type OfCase = { readonly agencyId: unknown; readonly caseId: unknown };

/** Case staff of the agency read it, unless the case is hidden from them. */
export const readByCaseStaff = (t: OfCase): SQL => both(agencyIn(t.agencyId, ...CASE_STAFF), caseOpenToMe(t.caseId));
/** Case staff of the agency who carry the case, and its supervisors outside an emergency, write it. */
export const writtenByCarriers = (t: OfCase): SQL => both(agencyIn(t.agencyId, ...CASE_STAFF), caseIsMine(t.caseId));
