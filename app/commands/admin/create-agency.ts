// `create-agency`: founds an agency, which nobody can do over the web. Its first administrator comes next.
import { eq } from "drizzle-orm";
import { agencyEvents } from "#app/models/agency/events";
import { recordEvent } from "#app/models/event/record.server";
import { agencies } from "#drizzle/schema";
import { Stop } from "../stop";
import { type AdminDeed, asFounder } from "./deed";

const createAgency: AdminDeed = {
  usage: 'create-agency --name "Harbor County Human Services" --slug harbor [--time-zone America/New_York]',
  values: ["name", "slug", "time-zone"],
  needed: ["name", "slug"],
  async run({ urls, values, say }) {
    const name = (values.get("name") ?? "").trim();
    const slug = (values.get("slug") ?? "").trim();
    const timeZone = values.get("time-zone") ?? "America/New_York";
    if (name.length > 200) throw new Stop("--name has at most 200 letters.");
    if (!/^[a-z][a-z0-9-]{1,39}$/.test(slug))
      throw new Stop("--slug is 2 to 40 small letters, digits and dashes, such as harbor-county.");
    if (!Intl.supportedValuesOf("timeZone").includes(timeZone))
      throw new Stop(`${timeZone} is no time zone: give one such as America/Chicago.`);
    await asFounder(urls, async (db) => {
      const [taken] = await db.select({ id: agencies.id }).from(agencies).where(eq(agencies.slug, slug));
      if (taken) throw new Stop(`There is an agency ${slug} already.`);
      const [made] = await db.insert(agencies).values({ name, slug, timeZone }).returning({ id: agencies.id });
      if (!made) throw new Error("no agency was made");
      await recordEvent(db, null, agencyEvents.founded({}), {
        subjectType: "agency",
        subjectId: made.id,
        agencyId: made.id,
      });
    });
    say(`${name} is founded. Next: npm run admin -- create-administrator --agency ${slug} --name … --email …`);
    return 0;
  },
};
export default createAgency;
