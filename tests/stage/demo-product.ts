// The built product with the demo network on a database of its own, and visitors who ask it as a browser without script would.
import postgres from "postgres";
import { DEMO_PASSWORD } from "#app/commands/demo/people";
import { demoDatabase } from "./database";
import { serveStage } from "./server";

export interface DemoProduct {
  readonly origin: string;
  /** Passes by every lock: for choosing ids and for looking, never for the act under test. */
  readonly look: postgres.Sql;
  readonly urls: { readonly migrator: string; readonly admin: string };
  /** All the server has written to its log. */
  output(): string;
  /** A signed-in visitor. */
  visit(email: string): Promise<Visitor>;
  stop(): Promise<void>;
}

export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** Sends a form as the browser would, with a key of its own unless one is given. */
  post(path: string, fields: Fields): Promise<Page>;
  /** Sends a form with files, as it is. */
  postForm(path: string, form: FormData): Promise<Page>;
}

export type Fields = readonly (readonly [string, string])[];

export interface Page {
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly text: string;
}

export async function demoProduct(settings: Record<string, string> = {}): Promise<DemoProduct> {
  const database = await demoDatabase();
  const server = await serveStage(database, settings);
  const look = postgres(database.urls.admin, { max: 1, onnotice: () => {} });
  return {
    origin: server.origin,
    look,
    urls: database.urls,
    output: server.output,
    visit: (email) => signIn(server.origin, email),
    async stop() {
      await look.end();
      await server.stop();
      await database.drop();
    },
  };
}

async function signIn(origin: string, email: string): Promise<Visitor> {
  const visitor = visitorAt(origin);
  const answer = await visitor.post("/sign-in", [
    ["email", email],
    ["password", DEMO_PASSWORD],
  ]);
  if (answer.status !== 303 && answer.status !== 302) throw new Error(`${email} could not sign in: ${answer.status}`);
  return visitor;
}

/** Somebody with a jar of cookies; redirections are told, not followed. */
export function visitorAt(origin: string): Visitor {
  const jar = new Map<string, string>();
  let keys = 0;
  const send = async (path: string, init: RequestInit): Promise<Page> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(origin + path, {
      redirect: "manual",
      ...init,
      headers: { ...init.headers, ...(cookie ? { Cookie: cookie } : {}) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = "", ...value] = (set.split(";")[0] ?? "").split("=");
      jar.set(name, value.join("="));
    }
    return {
      status: response.status,
      location: response.headers.get("Location"),
      headers: response.headers,
      text: await response.text(),
    };
  };
  return {
    get: (path, headers = {}) => send(path, { headers }),
    postForm: (path, form) => send(path, { method: "POST", headers: { Origin: origin }, body: form }),
    post(path, fields) {
      const keyed = fields.some(([name]) => name === "_key")
        ? fields
        : [...fields, ["_key", `story-${process.pid}-${Date.now()}-${++keys}`] as const];
      return send(path, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: origin },
        body: new URLSearchParams(keyed.map(([name, value]) => [name, value])).toString(),
      });
    },
  };
}
