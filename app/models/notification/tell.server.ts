// Tells people that something waits for them: a notice on their desk and a letter that says no more than that. Never says about whom.
import { sql } from "drizzle-orm";
import type { AgencyRole, OrganizationRole } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { knownLanguage, type Language } from "#app/i18n/languages";
import type { Blanks, Say } from "#app/i18n/say";
import { sayIn } from "#app/i18n/say-in";
import { enqueueJob } from "../job/enqueue.server";

/** What waits. `kind` is also where its words are: `notification.kind.<kind>`, `mail.<kind>.subject`, or the plain ones. */
export interface Tiding {
  readonly kind: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Where it is answered, on the reader's own desk. */
  readonly path: string;
  /** By seat: an address that opens this one thing without signing in. Who has one gets it in the letter, beside the other. */
  readonly byLink?: ReadonlyMap<string, string>;
  /** What fills the blanks of its words, in the reader's language: a day, a quarter. Never anything of a client. */
  readonly blanks?: (say: Say, language: Language) => Blanks;
  /** Tells apart what may rightly happen twice to one subject, such as a version; the same effect twice is one letter. */
  readonly effect?: string;
}

/** Who of a house; both ids left out: nobody. */
export interface Readers {
  readonly agencyId?: string | null;
  readonly organizationId?: string | null;
  readonly roles: readonly (AgencyRole | OrganizationRole)[];
}

/** Tells everybody of a house who holds one of the roles, except the person who is acting. */
export async function tellMembers(db: Db, { agencyId, organizationId, roles }: Readers, tiding: Tiding): Promise<void> {
  const members = await db.execute<Member>(sql`
    select membership_id, language
    from app.members_of(${agencyId ?? null}::uuid, ${organizationId ?? null}::uuid, variadic ${listOf(roles)}::text[])
    where membership_id is distinct from app.membership_id()`);
  await tell(db, [...members], tiding);
}

/** Tells one person at one desk; says nothing to somebody who has left. */
export async function tellMembership(db: Db, membershipId: string, tiding: Tiding): Promise<void> {
  const members = await db.execute<Member>(
    sql`select membership_id, language from app.member_at(${membershipId}::uuid) where membership_id is distinct from app.membership_id()`,
  );
  await tell(db, [...members], tiding);
}

/** An array as PostgreSQL reads it; ids and roles hold neither comma nor quote. */
const listOf = (names: readonly string[]) => `{${names.join(",")}}`;

type Member = { membership_id: string; language: string };
type Letter = { readonly subject: string; readonly body: string };

async function tell(db: Db, members: readonly Member[], tiding: Tiding): Promise<void> {
  if (members.length === 0) return;
  const { kind, subjectType, subjectId, path, effect } = tiding;
  const everyone = members.map((member) => member.membership_id);
  const effectKey = [kind, subjectId, ...(effect ? [effect] : [])].join(":");
  const post = (readers: readonly string[], { subject, body }: Letter) =>
    db.execute(sql`select app.post_letters(${listOf(readers)}::uuid[], ${effectKey}, ${kind}, ${subject}, ${body})`);
  const byLink = members.flatMap(({ membership_id: id, language }) => {
    const own = tiding.byLink?.get(id);
    return own ? [post([id], letterFor(tiding, language, own))] : [];
  });
  const others = Map.groupBy(
    members.filter((member) => !tiding.byLink?.has(member.membership_id)),
    (member) => member.language,
  );
  // Asked all at once: none of them waits for another's answer.
  await Promise.all([
    db.execute(
      sql`select app.notify(${listOf(everyone)}::uuid[], ${kind}, ${subjectType}, ${subjectId}::uuid, ${path})`,
    ),
    ...byLink,
    ...[...others].map(([language, some]) =>
      post(
        some.map((member) => member.membership_id),
        letterFor(tiding, language),
      ),
    ),
    enqueueJob(db, "deliver-letters", {}),
  ]);
}

/** Mail can be read by others on the way and at home: it says that something waits, and where. */
function letterFor({ kind, path, blanks }: Tiding, language: string, byLink?: string): Letter {
  const say = sayIn(language);
  const own = `mail.${kind}.subject`;
  const subject = say.has(own) ? say(own, blanks?.(say, knownLanguage(language))) : say("mail.waits.subject");
  const link = `${publicOrigin()}${path}`;
  const body = byLink
    ? say("mail.waits.body-by-link", { what: subject, own: `${publicOrigin()}${byLink}`, link })
    : say("mail.waits.body", { what: subject, link });
  return { subject, body };
}
