// `rotate-keys`: new passwords for the logins of our own PostgreSQL. An operator's server has its own keeper of passwords.
import { randomBytes } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "#app/env.server";
import { connect } from "../postgres/connect";
import { deriveUrls, prepareRoles, scramVerifier } from "../postgres/logins";
import { Stop } from "../stop";
import type { AdminDeed } from "./deed";

const rotateKeys: AdminDeed = {
  usage: "rotate-keys",
  values: [],
  needed: [],
  async run({ urls, embedded, say }) {
    if (!embedded) {
      throw new Stop(
        "The logins' passwords follow from the password in DATABASE_URL: change that in PostgreSQL and in DATABASE_URL, and start again.",
      );
    }
    if (!urls.admin) throw new Stop("Throughline is running: stop it, rotate the keys, and start it again.");
    const secret = randomBytes(32).toString("hex");
    const file = path.resolve(env().DATA_DIR, "secret");
    // Written beside first: after the change of password only a rename is left, which cannot fail half-way.
    await writeFile(`${file}.new`, `${secret}\n`, { mode: 0o600 });
    const sql = await connect(urls.admin, "DATA_DIR");
    await sql.unsafe(`alter role postgres password '${scramVerifier(secret)}'`);
    await rename(`${file}.new`, file);
    await sql.end({ timeout: 1 });
    const admin = new URL(urls.admin);
    admin.password = secret;
    await prepareRoles(deriveUrls(admin.href, secret));
    say("The passwords of every login are new; the old ones no longer open anything.");
    return 0;
  },
};
export default rotateKeys;
