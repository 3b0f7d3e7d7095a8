// `create-administrator`: seats an agency's administrator and prints a link to choose a password. Never knows the password.
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { makeResetToken, resetLink } from "#app/access/password.server";
import type { Db } from "#app/database/transaction.server";
import { agencyEvents } from "#app/models/agency/events";
import { recordEvent } from "#app/models/event/record.server";
import { accounts, agencies, memberships, people } from "#drizzle/schema";
import { Stop } from "../stop";
import { type AdminDeed, asFounder } from "./deed";

const linkMinutes = 24 * 60;

const createAdministrator: AdminDeed = {
  usage: 'create-administrator --agency harbor --name "Ada Okafor" --email ada@harbor.example.gov',
  values: ["agency", "name", "email"],
  needed: ["agency", "name", "email"],
  async run({ urls, values, say }) {
    const slug = (values.get("agency") ?? "").trim();
    const name = (values.get("name") ?? "").trim();
    const email = z
      .email()
      .max(254)
      .safeParse((values.get("email") ?? "").trim());
    if (!email.success) throw new Stop("--email is no e-mail address.");
    if (name.length > 200) throw new Stop("--name has at most 200 letters.");
    const { agency, token } = await asFounder(urls, async (db) => {
      const [found] = await db
        .select({ id: agencies.id, name: agencies.name })
        .from(agencies)
        .where(eq(agencies.slug, slug));
      if (!found) throw new Stop(`There is no agency ${slug}: found it with npm run admin -- create-agency.`);
      const personId = await findOrAddPerson(db, name, email.data);
      await seat(db, personId, found.id);
      return { agency: found.name, token: await makeResetToken(db, personId, linkMinutes) };
    });
    say(`${email.data} is an administrator of ${agency}. Within 24 hours, choose a password at:\n${resetLink(token)}`);
    return 0;
  },
};
export default createAdministrator;

async function findOrAddPerson(db: Db, name: string, email: string): Promise<string> {
  const [known] = await db
    .select({ id: people.id, disabledAt: people.disabledAt })
    .from(people)
    .where(sql`lower(${people.email}) = lower(${email})`);
  if (known?.disabledAt) throw new Stop(`${email} belongs to somebody who was disabled.`);
  if (known) return known.id;
  const [added] = await db.insert(people).values({ name, email }).returning({ id: people.id });
  if (!added) throw new Error("no person was added");
  await db.insert(accounts).values({ personId: added.id });
  return added.id;
}

async function seat(db: Db, personId: string, agencyId: string): Promise<void> {
  const role = "administrator";
  const mine = and(eq(memberships.personId, personId), eq(memberships.agencyId, agencyId), eq(memberships.role, role));
  const [seated] = await db.select({ id: memberships.id }).from(memberships).where(mine);
  if (seated)
    throw new Stop(
      "This person is an administrator of this agency already; a lost password is reset on the sign-in page.",
    );
  const [made] = await db.insert(memberships).values({ personId, agencyId, role }).returning({ id: memberships.id });
  if (!made) throw new Error("no membership was made");
  const event = agencyEvents.administrator_appointed({ membershipId: made.id });
  await recordEvent(db, null, event, { subjectType: "agency", subjectId: agencyId, agencyId });
}
