// Reads an agency's forms for the screens: the list, one form with its versions, what one version asks. Changes nothing.
import { and, asc, desc, eq, exists, ne, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { agreements, forms, formVersions, memberships, organizations, people, services } from "#drizzle/schema";
import type { FormId, FormVersionId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { type FormContent, questionsOf } from "./content";

export interface FormLine {
  readonly id: FormId;
  readonly name: string;
  readonly purpose: string;
  readonly sensitive: boolean;
  /** The provider and the service that ask for it; null: an assessment. */
  readonly asksIt: string | null;
  /** Number of the version in use; null: none is. */
  readonly inUse: number | null;
  readonly inUseId: FormVersionId | null;
  /** Number of the draft; null: nobody is changing it. */
  readonly draft: number | null;
}

const numberIn = (state: string) =>
  sql<number | null>`(select v.number from form_version v where v.form_id = form.id and v.state = ${state})`;

const asksIt = sql<string | null>`${organizations.name} || ', ' || ${services.name}`;

/** By name; those in use first. An agency has dozens, never hundreds. */
export async function readForms(db: Db, actor: Actor, kind: "assessment" | "any" = "assessment"): Promise<FormLine[]> {
  const inUse = numberIn("published");
  const rows = await db
    .select({
      id: forms.id,
      name: forms.name,
      purpose: forms.purpose,
      sensitive: forms.sensitive,
      asksIt,
      inUse,
      inUseId: sql<
        string | null
      >`(select v.id from form_version v where v.form_id = form.id and v.state = 'published')`,
      draft: numberIn("draft"),
    })
    .from(forms)
    .leftJoin(services, eq(services.id, forms.serviceId))
    .leftJoin(organizations, eq(organizations.id, services.organizationId))
    .where(and(eq(forms.agencyId, agencyOf(actor)), kind === "any" ? undefined : eq(forms.kind, kind)))
    .orderBy(sql`${inUse} is null`, asc(sql`lower(${forms.name})`), asc(forms.id))
    .limit(200);
  return rows.map((row) => ({ ...row, id: row.id as FormId, inUseId: row.inUseId as FormVersionId | null }));
}

/** The form, its draft if there is one, and its versions, newest first. @throws Refusal 404 */
export async function readForm(db: Db, formId: FormId) {
  const [form] = await db
    .select({ id: forms.id, name: forms.name, purpose: forms.purpose, sensitive: forms.sensitive, asksIt })
    .from(forms)
    .leftJoin(services, eq(services.id, forms.serviceId))
    .leftJoin(organizations, eq(organizations.id, services.organizationId))
    .where(eq(forms.id, formId));
  if (!form) throw new Refusal("not-found", 404);
  const rows = await db
    .select({
      id: formVersions.id,
      number: formVersions.number,
      state: formVersions.state,
      content: formVersions.content,
      updatedAt: formVersions.updatedAt,
      publishedAt: formVersions.publishedAt,
      retiredAt: formVersions.retiredAt,
      publishedBy: people.name,
    })
    .from(formVersions)
    .leftJoin(memberships, eq(memberships.id, formVersions.publishedBy))
    .leftJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(formVersions.formId, formId), ne(formVersions.state, "discarded")))
    .orderBy(desc(formVersions.number))
    .limit(100);
  const draft = rows.find(({ state }) => state === "draft");
  const versions = rows.map(({ content, ...row }) => ({
    ...row,
    questions: questionsOf(content as FormContent).length,
    scores: (content as FormContent).scores.length,
  }));
  return { ...form, id: formId, draft: draft ? (draft.content as FormContent) : null, versions };
}

export type FormPage = Awaited<ReturnType<typeof readForm>>;

/** The draft to be written in. @throws Refusal 404, 409 when there is none */
export async function readDraft(db: Db, formId: FormId) {
  const form = await readForm(db, formId);
  const version = form.versions.find(({ state }) => state === "draft");
  if (!form.draft || !version) throw new Refusal("form.no-draft", 409);
  const { name, asksIt } = form;
  return { name, asksIt, versionId: version.id, number: version.number, content: form.draft };
}

const MOST_SERVICES = 500;

/** Services of providers that the agency has an agreement with, each of which may ask for a form. */
export function readAskingServices(db: Db, actor: Actor): Promise<{ id: string; name: string }[]> {
  const name = sql<string>`${organizations.name} || ', ' || ${services.name}`;
  const agreed = db
    .select({ one: sql`1` })
    .from(agreements)
    .where(
      and(
        eq(agreements.organizationId, organizations.id),
        eq(agreements.agencyId, agencyOf(actor)),
        eq(agreements.state, "active"),
      ),
    );
  return db
    .select({ id: services.id, name })
    .from(services)
    .innerJoin(organizations, eq(organizations.id, services.organizationId))
    .where(and(eq(services.status, "active"), exists(agreed)))
    .orderBy(asc(name), asc(services.id))
    .limit(MOST_SERVICES);
}

/** What one version of a form asks, whatever its state. @throws Refusal 404 */
export async function readVersion(db: Db, formId: FormId, versionId: FormVersionId) {
  const [row] = await db
    .select({
      name: forms.name,
      sensitive: forms.sensitive,
      number: formVersions.number,
      state: formVersions.state,
      content: formVersions.content,
    })
    .from(formVersions)
    .innerJoin(forms, eq(forms.id, formVersions.formId))
    .where(and(eq(formVersions.id, versionId), eq(formVersions.formId, formId)));
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, content: row.content as FormContent };
}
