// The forms that the services of a draft ask for: reads them with what the record knows, and keeps what is answered. Sends nothing.
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { sayIn } from "#app/i18n/say-in";
import {
  clients,
  forms,
  formVersions,
  organizations,
  referralFacts,
  referrals,
  services,
  servicesAtLocation,
} from "#drizzle/schema";
import { withSection } from "../assessment/step";
import { addressOf, languageName } from "../consent/fact-words";
import { recordRead } from "../event/record.server";
import type { FormContent, Section } from "../form/content";
import { type Answers, textsOf } from "../form/evaluate";
import { asId, type FormId, type OrganizationId, type ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { type ClientRecord, type FilledForm, fillForm } from "./asked-form";
import { lockDraft } from "./draft.server";

type Draft = Pick<typeof referrals.$inferSelect, "id" | "agencyId" | "clientId" | "plan">;

export interface AskedForm {
  readonly id: FormId;
  readonly name: string;
  readonly purpose: string;
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly serviceName: string;
  readonly content: FormContent;
  readonly filled: FilledForm;
  /** Whether anybody has looked at it in this draft. */
  readonly begun: boolean;
}

const MOST_FORMS = 12;

/** Those in use at the services chosen, by provider and name, filled as far as record and draft can. */
export async function readAskedForms(db: Db, draft: Draft): Promise<AskedForm[]> {
  const placeIds = [...(draft.plan.serviceAtLocationIds ?? [])];
  if (placeIds.length === 0) return [];
  const chosen = db
    .select({ id: servicesAtLocation.serviceId })
    .from(servicesAtLocation)
    .where(inArray(servicesAtLocation.id, placeIds));
  const rows = await db
    .select({
      id: forms.id,
      name: forms.name,
      purpose: forms.purpose,
      organizationId: organizations.id,
      organizationName: organizations.name,
      serviceName: services.name,
      content: formVersions.content,
    })
    .from(forms)
    .innerJoin(formVersions, and(eq(formVersions.formId, forms.id), eq(formVersions.state, "published")))
    .innerJoin(services, eq(services.id, forms.serviceId))
    .innerJoin(organizations, eq(organizations.id, services.organizationId))
    .where(and(eq(forms.agencyId, draft.agencyId), eq(forms.kind, "referral"), inArray(forms.serviceId, chosen)))
    .orderBy(asc(organizations.name), asc(forms.name), asc(forms.id))
    .limit(MOST_FORMS);
  if (rows.length === 0) return [];
  const record = await readRecord(db, draft);
  return rows.map((row) => {
    const content = row.content as FormContent;
    const given = draft.plan.answers?.[row.id];
    return {
      ...row,
      id: asId<FormId>(row.id),
      organizationId: asId<OrganizationId>(row.organizationId),
      content,
      filled: fillForm(content, given ?? {}, record, draft.plan.fields ?? []),
      begun: given !== undefined,
    };
  });
}

/** What would be shared of the care plan: the goals that this service serves. */
export async function readGoalsServed(db: Db, id: string): Promise<string | null> {
  const [row] = await db.execute<{ words: string | null }>(
    sql`select string_agg(words, '; ') as words from app.goals_served(${id}::uuid)`,
  );
  return row?.words ?? null;
}

async function readRecord(db: Db, draft: Draft): Promise<ClientRecord> {
  const [client] = await db.select().from(clients).where(eq(clients.id, draft.clientId));
  if (!client) throw new Refusal("not-found", 404);
  return {
    name: `${client.givenName} ${client.familyName}`,
    pronouns: client.pronouns ?? "",
    birth_day: client.birthDay ?? "",
    language: client.language ? languageName(client.language, "en") : "",
    telephone: reached(client.telephone, client),
    email: reached(client.email, client),
    address: addressOf(client),
    access_needs: client.accessNeeds ?? "",
    goals: (await readGoalsServed(db, draft.id)) ?? "",
  };
}

/** A number or address never goes without what is safe to do with it. */
function reached(at: string | null, { safeContact, safeContactNote }: typeof clients.$inferSelect): string {
  if (!at) return "";
  const safe = safeContact === "any" ? "" : sayIn("en").any(`portal.offer.safe.${safeContact}`);
  return [at, safe, safeContactNote].filter((part) => part).join(". ");
}

/** One form of a draft, or its first, to be filled in; that the record was read is recorded. @throws Refusal 404, 409 once it was sent */
export async function readDraftForm(db: Db, actor: Actor, draftId: ReferralId, formId: FormId | null) {
  const [draft] = await db.select(referralFacts).from(referrals).where(eq(referrals.id, draftId));
  if (!draft) throw new Refusal("not-found", 404);
  if (draft.state !== "draft") throw new Refusal("referral.sent-already", 409);
  const asked = await readAskedForms(db, draft);
  const form = formId ? asked.find(({ id }) => id === formId) : asked[0];
  if (!form) throw new Refusal("not-found", 404);
  await recordRead(db, actor, "referral", {
    subjectType: "referral",
    subjectId: draftId,
    clientId: draft.clientId,
    caseId: draft.caseId,
    referralId: draftId,
  });
  const { filled, ...facts } = form;
  return {
    ...facts,
    draftId,
    number: draft.number,
    sharesDocuments: draft.plan.fields?.includes("documents") ?? false,
    answers: filled.answers,
    fillings: filled.fillings,
  };
}

/** The next form of a draft that nobody has looked at; null where every one was, or where none would be sent. */
export async function nextForm(db: Db, draftId: ReferralId): Promise<FormId | null> {
  const [draft] = await db.select(referralFacts).from(referrals).where(eq(referrals.id, draftId));
  if (!draft?.plan.fields?.includes("documents")) return null;
  return (await readAskedForms(db, draft)).find(({ begun }) => !begun)?.id ?? null;
}

/**
 * Keeps what was sent of one form in the draft, usable or not.
 * @returns whether it now asks something that was not on the page. @throws Refusal 404, 403, 409 once it was sent
 */
export async function keepFormAnswers(
  db: Db,
  draftId: ReferralId,
  formId: FormId,
  sent: Readonly<Record<string, unknown>>,
): Promise<{ asksMore: boolean }> {
  const draft = await lockDraft(db, draftId);
  const form = (await readAskedForms(db, draft)).find(({ id }) => id === formId);
  if (!form) throw new Refusal("not-found", 404);
  const plan = {
    ...draft.plan,
    answers: { ...draft.plan.answers, [formId]: entered(form, draft.plan.answers?.[formId] ?? {}, sent) },
  };
  await db.update(referrals).set({ plan }).where(eq(referrals.id, draftId));
  const after = (await readAskedForms(db, { ...draft, plan })).find(({ id }) => id === formId)?.filled;
  return { asksMore: after !== undefined && leavesMoreToAsk(form, after, sent) };
}

/** Only what is asked is taken from what was sent: the record's answers stand, and what is not shared stays blank. */
export function entered(form: AskedForm, given: Answers, sent: Readonly<Record<string, unknown>>): Answers {
  const drawn = drawnIn(sent);
  return form.content.sections.reduce<Answers>(
    (before, section) => withSection({ ...section, questions: askedOf(form, section) }, before, sent, drawn),
    given,
  );
}

/** Whether an answer makes it ask something that was not on the page. */
export function leavesMoreToAsk(form: AskedForm, after: FilledForm, sent: Readonly<Record<string, unknown>>): boolean {
  const drawn = drawnIn(sent);
  return form.content.sections.some((section) =>
    askedOf(form, section).some(
      ({ key }) => after.evaluation.shown.has(key) && !drawn.has(key) && textsOf(after.answers, key).length === 0,
    ),
  );
}

const drawnIn = (sent: Readonly<Record<string, unknown>>) => new Set(String(sent.drawn ?? "").split(" "));

const askedOf = ({ filled }: AskedForm, section: Section) =>
  section.questions.filter(({ key }) => filled.fillings[key] === "asked");
