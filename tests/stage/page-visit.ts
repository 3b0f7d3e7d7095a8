// Asks a page's loader or action as a signed-in person's browser would, on the story's database. Draws nothing: what a loader gives is all a page can show.
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Actor } from "#app/access/actor";
import { beginSession } from "#app/access/session.server";
import type { Door } from "#tests/access/door";

export interface PageReply {
  readonly status: number;
  /** All it was given, as text. */
  readonly text: string;
}

export interface PageVisit {
  get(file: string, path: string, params?: Record<string, string>): Promise<PageReply>;
  post(file: string, path: string, params: Record<string, string>, form: Record<string, string>): Promise<PageReply>;
}

type Work = (asked: LoaderFunctionArgs | ActionFunctionArgs) => Promise<unknown>;

let keys = 0;

/** The bundler wants to see how a name ends. */
const routeIn = (file: string): Promise<Partial<Record<"loader" | "action", Work>>> =>
  file.endsWith(".tsx")
    ? import(`../../app/routes/${file.slice(0, -4)}.tsx`)
    : import(`../../app/routes/${file.slice(0, -3)}.ts`);

/** @param file of `get` and `post`: the route's own, such as "portal.offers.$offerId.tsx" */
export async function pagesFor({ cookiesOf, from }: Door, actor: Actor): Promise<PageVisit> {
  const cookie = await beginSession(actor.personId, actor.membershipId, from("192.0.2.7"));
  const headers = { Cookie: cookiesOf({ headers: { "Set-Cookie": cookie } }) };
  const ask = async (file: string, path: string, params: Record<string, string>, init: RequestInit = {}) => {
    const route = await routeIn(file);
    const work = init.method === "POST" ? route.action : route.loader;
    if (!work) throw new Error(`nobody answers ${path}`);
    const request = new Request(new URL(path, "http://localhost:3000"), {
      ...init,
      headers: { ...headers, ...init.headers },
    });
    const context = { cspNonce: "", requestId: "story", address: "192.0.2.7" };
    return told(await work({ request, params, context }).catch((failure) => failure));
  };
  return {
    get: (file, path, params = {}) => ask(file, path, params),
    post: (file, path, params, form) =>
      ask(file, path, params, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ ...form, _key: `page-visit-${++keys}` }).toString(),
      }),
  };
}

/** A page's data, a file, or the page that says no: thrown or answered, it is told in one way. */
async function told(answer: unknown): Promise<PageReply> {
  if (answer instanceof Response) return { status: answer.status, text: await answer.text() };
  if (answer instanceof Error) throw answer;
  const status = (answer as { init?: { status?: number } } | null)?.init?.status ?? 200;
  // Units and cents are whole numbers that JSON has no word for.
  const text = JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? value.toString() : value));
  return { status, text };
}
