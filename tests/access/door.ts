// Stands at the door for a story: requests with cookies, passwords for the cast, and the web's own pool on the story's database.
import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { hashPassword } from "#app/access/password-hash.server";
import { readSignIn, type SignIn } from "#app/access/session.server";
import type { From } from "#app/access/sign-in.server";
import { closePools } from "#app/database/as-actor.server";
import { changeSettings } from "#app/env.server";
import { accounts, letters } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

export const PASSWORD = "seven herons over the harbor";

export interface Door extends Stage {
  /** A request from an address, with the cookies of an earlier answer. */
  from(address: string, cookies?: string): From;
  /** The cookies an answer sets, as the browser sends them back. */
  cookiesOf(answer: { headers: HeadersInit }): string;
  givePassword(person: Actor, password?: string): Promise<void>;
  who(cookies: string): Promise<SignIn | null>;
  /** The address in the newest letter to this mailbox. */
  linkTo(email: string): Promise<string>;
  /** Changes rows past every lock, to move time. */
  arrange(statement: ReturnType<typeof sql>): Promise<void>;
}

let hashed: Promise<string> | null = null;

/** The door opens its own transactions, so the story's database becomes the web's for as long as the story lasts. */
export function atTheDoor(story: (door: Door) => Promise<void>): Promise<void> {
  return onStage(async (stage) => {
    await closePools();
    changeSettings({ DATABASE_WEB_URL: stage.urls.web, DATABASE_WORKER_URL: stage.urls.worker });
    const arrange = async (statement: ReturnType<typeof sql>) => {
      await stage.asRole("app_definer", (db) => db.execute(statement));
    };
    const from = (address: string, cookies = ""): From => ({
      request: new Request("http://localhost:3000/sign-in", { headers: { Cookie: cookies, "User-Agent": "story" } }),
      address,
      requestId: "story",
    });
    try {
      await story({
        ...stage,
        from,
        arrange,
        cookiesOf: ({ headers }) =>
          new Headers(headers)
            .getSetCookie()
            .map((cookie) => cookie.split(";")[0] ?? "")
            .join("; "),
        who: (cookies) => readSignIn(from("", cookies).request, "story"),
        async givePassword(person, password = PASSWORD) {
          hashed ??= hashPassword(PASSWORD);
          const passwordHash = password === PASSWORD ? await hashed : await hashPassword(password);
          await stage.asRole("app_definer", (db) =>
            db.update(accounts).set({ passwordHash }).where(eq(accounts.personId, person.personId)),
          );
        },
        async linkTo(email) {
          const posted = await stage.asRole("app_job", (db) =>
            db.select().from(letters).where(eq(letters.toEmail, email)).orderBy(sql`created_at desc, id desc`).limit(1),
          );
          return /http\S+/.exec(posted[0]?.body ?? "")?.[0] ?? "";
        },
      });
    } finally {
      await closePools();
    }
  });
}
