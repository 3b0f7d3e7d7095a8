// Asks the HSDS addresses as a machine would, through their own loaders, on the story's database. Carries no cookie.
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { atTheDoor, type Door } from "#tests/access/door";
import { type HsdsDirectory, layHsdsDirectory } from "./hsds-directory";

type Route = Partial<
  Record<"loader" | "action", (asked: LoaderFunctionArgs | ActionFunctionArgs) => Promise<Response>>
>;

export interface HsdsAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The document, where the answer is one. */
  readonly told: Told;
  /** What is on the page, or on the lines. */
  readonly contents: readonly Told[];
}

/** What a machine was told: every fact by its name, judged by the test that asked. */
export interface Told {
  readonly [name: string]: Told;
}

export interface HsdsVisit extends Door {
  readonly directory: HsdsDirectory;
  ask(path: string, more?: Asking): Promise<HsdsAnswer>;
}

/** `address` is where the request comes from, where not from the story's own. */
export interface Asking {
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly form?: string;
  readonly address?: string;
}

const LISTS = ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"];

/** A new address for each story, so that none pays for another's requests. */
let visitors = 0;

export function onHsds(story: (visit: HsdsVisit) => Promise<void>): Promise<void> {
  return atTheDoor(async (door) => {
    const directory = await door.asRole("app_definer", (db) => layHsdsDirectory(db, door.cast));
    const address = `192.0.2.${++visitors}`;
    await story({ ...door, directory, ask: (path, more = {}) => ask(more.address ?? address, path, more) });
  });
}

async function ask(address: string, path: string, { key, headers = {}, form }: Asking): Promise<HsdsAnswer> {
  const url = new URL(path, "http://localhost:3000/hsds/v3/");
  const [name = "", id] = url.pathname.replace("/hsds/v3/", "").split("/");
  const route = await routeOf(name, id);
  const request = new Request(url, {
    method: form === undefined ? "GET" : "POST",
    headers: {
      ...(key ? { Authorization: `Bearer ${key}` } : {}),
      ...(form === undefined ? {} : { "Content-Type": "application/x-www-form-urlencoded" }),
      ...headers,
    },
    ...(form === undefined ? {} : { body: form }),
  });
  const work = form === undefined ? route.loader : route.action;
  if (!work) throw new Error(`nobody answers ${path}`);
  const response = await work({
    request,
    params: id === undefined ? {} : { id: decodeURIComponent(id) },
    context: { cspNonce: "", requestId: "story", address },
  });
  const text = await response.text();
  const isOne = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
  const told = isOne ? JSON.parse(text) : {};
  const lines = isOne
    ? (told.contents ?? [])
    : text
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
  return { status: response.status, headers: response.headers, text, told, contents: lines };
}

async function routeOf(name: string, id: string | undefined): Promise<Route> {
  const file = LISTS.includes(name)
    ? id === undefined
      ? name
      : `${name}_.$id`
    : name === ""
      ? "_index"
      : "openapi[.]json";
  return import(`../../app/routes/hsds.v3.${file}.ts`);
}
