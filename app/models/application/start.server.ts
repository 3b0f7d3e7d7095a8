// Opens an application for anybody who asks, and mails its link; mails it again without telling whether there is one. Reads no answer.
import { randomBytes } from "node:crypto";
import { and, asc, desc, eq, notInArray, sql } from "drizzle-orm";
import { hashToken } from "#app/access/session-adapter.server";
import { postFromDoor } from "#app/access/sign-in-record.server";
import { countTry, PACES, throttleSubject } from "#app/access/throttle.server";
import { asAuth, type Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { agencies, applicationKeys, applications, screeningRequirements } from "#drizzle/schema";
import { Refusal } from "../values/refusal";
import { LINK_DAYS } from "./codes";
import type { NewApplication } from "./forms";

/** As many as one mail names; whoever applies for more writes to the agency anyway. */
const MOST_LINKS = 5;
// Longer than the work takes, so that the answer's time tells nothing about what there is.
const ANSWER_MILLISECONDS = 250;

export interface Asker {
  readonly requestId: string;
  readonly address: string;
}

/** Agencies one may apply to. */
export function readNetworks(): Promise<{ name: string; slug: string }[]> {
  return asAuth("read", (db) =>
    db.select({ name: agencies.name, slug: agencies.slug }).from(agencies).orderBy(asc(agencies.name)).limit(200),
  );
}

/** What an agency asks of applicants. @throws Refusal 404 for an agency that does not exist */
export function readNetwork(slug: string) {
  return asAuth("read", async (db) => {
    const agency = await findAgency(db, slug);
    const checklist = await db
      .select({
        kind: screeningRequirements.kind,
        name: screeningRequirements.name,
        instruction: screeningRequirements.instruction,
      })
      .from(screeningRequirements)
      .where(and(eq(screeningRequirements.agencyId, agency.id), eq(screeningRequirements.itemKind, "document")))
      .orderBy(asc(screeningRequirements.position), asc(screeningRequirements.id))
      .limit(50);
    return { name: agency.name, slug, checklist };
  });
}

/**
 * Keeps a new application and mails its link.
 * @returns the token of the link, so that the application goes on at once
 * @throws Refusal 429 when this address, or anybody for this mail address, begins too many
 */
export async function openApplication(slug: string, form: NewApplication, asker: Asker): Promise<string> {
  const token = newToken();
  const waitSeconds = await asAuth(
    "write",
    async (db) => {
      const wait = await countAsker(db, form.email, asker);
      if (wait > 0) return wait;
      const agency = await findAgency(db, slug);
      const { organizationName, kind, contactName, email } = form;
      const [made] = await db
        .insert(applications)
        .values({ agencyId: agency.id, kind, organizationName, contactName, contactEmail: email })
        .returning({ id: applications.id });
      if (!made) throw new Error("the application was not kept");
      await mailLink(
        db,
        agency,
        { id: made.id, organizationName, contactName, contactEmail: email, language: "en" },
        token,
      );
      return 0;
    },
    { requestId: asker.requestId },
  );
  if (waitSeconds > 0) throw new Refusal("access.sign-in-slow", 429, { count: waitSeconds });
  return token;
}

/** Mails new links to the applications of this mail address, if there are any; answers the same, and as late, if there are none. */
export async function mailLinksAgain(slug: string, email: string, asker: Asker): Promise<void> {
  const [waitSeconds] = await Promise.all([
    asAuth("write", (db) => mailEach(db, slug, email, asker), { requestId: asker.requestId }),
    new Promise((resolve) => setTimeout(resolve, ANSWER_MILLISECONDS)),
  ]);
  if (waitSeconds > 0) throw new Refusal("access.sign-in-slow", 429, { count: waitSeconds });
}

async function mailEach(db: Db, slug: string, email: string, asker: Asker): Promise<number> {
  const wait = await countAsker(db, email, asker);
  if (wait > 0) return wait;
  const agency = await findAgency(db, slug);
  const known = await db
    .select({
      id: applications.id,
      organizationName: applications.organizationName,
      contactName: applications.contactName,
      contactEmail: applications.contactEmail,
      language: applications.language,
    })
    .from(applications)
    .where(
      and(
        eq(applications.agencyId, agency.id),
        sql`lower(${applications.contactEmail}) = lower(${email})`,
        notInArray(applications.state, ["withdrawn"]),
      ),
    )
    .orderBy(desc(applications.id))
    .limit(MOST_LINKS);
  for (const application of known) await mailLink(db, agency, application, newToken());
  return 0;
}

interface Addressed {
  readonly id: string;
  readonly organizationName: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly language: string;
}

async function mailLink(db: Db, agency: { id: string; name: string }, to: Addressed, token: string): Promise<void> {
  const keyHash = hashToken(token);
  await db.insert(applicationKeys).values({
    agencyId: agency.id,
    applicationId: to.id,
    keyHash,
    expiresAt: sql`app.clock() + make_interval(days => ${LINK_DAYS})`,
  });
  await postFromDoor(db, {
    to: to.contactEmail,
    language: to.language,
    effect: `application-link:${keyHash}`,
    kind: "application-link",
    blanks: {
      name: to.contactName,
      organization: to.organizationName,
      agency: agency.name,
      link: `${publicOrigin()}/applications/${token}`,
      days: LINK_DAYS,
    },
  });
}

/** Each mail address may be written to a few times an hour; an office of many people has one address of its own. */
async function countAsker(db: Db, email: string, { address }: Asker): Promise<number> {
  const byAddress = await countTry(db, throttleSubject("apply-address", address), PACES.address);
  if (byAddress.waitSeconds > 0) return byAddress.waitSeconds;
  return (await countTry(db, throttleSubject("apply", email), PACES.mail)).waitSeconds;
}

async function findAgency(db: Db, slug: string): Promise<{ id: string; name: string }> {
  const [agency] = await db
    .select({ id: agencies.id, name: agencies.name })
    .from(agencies)
    .where(eq(agencies.slug, slug));
  if (!agency) throw new Refusal("not-found", 404);
  return agency;
}

const newToken = () => randomBytes(20).toString("hex");
