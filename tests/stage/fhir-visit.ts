// Asks the FHIR addresses as a partner's system would, through their own loaders and actions, on the story's database. Carries no cookie.
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Actor } from "#app/access/actor";
import { addPartner, type Credentials, scopesOf } from "#app/models/partner/keep.server";
import { atTheDoor, type Door } from "#tests/access/door";

type Work = (asked: LoaderFunctionArgs | ActionFunctionArgs) => Promise<Response>;

/** What a system was told: every element by its name, judged by the test that asked. */
export type Told = ReturnType<typeof JSON.parse>;

export interface FhirReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly told: Told;
}

export interface Asking {
  readonly method?: "POST" | "PUT" | "PATCH";
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly kind?: string;
  readonly body?: unknown;
  readonly address?: string;
}

export interface FhirVisit extends Door {
  ask(path: string, asking?: Asking): Promise<FhirReply>;
  /** Lets a system in as this administrator. */
  letIn(administrator: Actor, scopes?: readonly string[]): Promise<Credentials>;
  /** A token for these credentials. */
  tokenOf(credentials: Credentials, scope?: string): Promise<string>;
  /** A system of this administrator's house, with a token. */
  system(administrator: Actor): Promise<SystemAt>;
}

export interface SystemAt {
  readonly credentials: Credentials;
  ask(path: string, asking?: Asking): Promise<FhirReply>;
  /** A json-patch of one Task. */
  patch(id: string, operations: readonly object[], asking?: Asking): Promise<FhirReply>;
}

const KINDS = ["Task", "ServiceRequest", "Patient", "Consent"];

/** A new address for each story, so that none pays for another's requests. */
let visitors = 0;

export function onFhir(story: (visit: FhirVisit) => Promise<void>): Promise<void> {
  return atTheDoor(async (door) => {
    const address = `198.51.100.${++visitors}`;
    const asks = (path: string, asking: Asking = {}) => ask(asking.address ?? address, path, asking);
    const letIn = (administrator: Actor, scopes: readonly string[] = scopesOf(administrator)) =>
      door.as(administrator, (db) => addPartner(db, administrator, { name: "A system", scopes: [...scopes] as never }));
    const tokenOf = async ({ clientId, secret }: Credentials, scope?: string) => {
      const form = { grant_type: "client_credentials", client_id: clientId, client_secret: secret };
      const body = new URLSearchParams({ ...form, ...(scope ? { scope } : {}) }).toString();
      const { told } = await asks("token", { method: "POST", kind: "application/x-www-form-urlencoded", body });
      return String(told.access_token);
    };
    await story({
      ...door,
      ask: asks,
      letIn,
      tokenOf,
      async system(administrator) {
        const credentials = await letIn(administrator);
        const token = await tokenOf(credentials);
        const own = (path: string, asking: Asking = {}) => asks(path, { token, ...asking });
        return {
          credentials,
          ask: own,
          patch: (id, operations, asking = {}) =>
            own(`Task/${id}`, { method: "PATCH", kind: "application/json-patch+json", body: operations, ...asking }),
        };
      },
    });
  });
}

async function ask(
  address: string,
  path: string,
  { method, token, headers = {}, kind, body }: Asking,
): Promise<FhirReply> {
  const url = new URL(path, "http://localhost:3000/fhir/");
  const [name = "", id] = url.pathname.replace("/fhir/", "").split("/");
  const route = await routeOf(name, id);
  const isText = typeof body === "string";
  const request = new Request(url, {
    method: method ?? "GET",
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(method ? { "Content-Type": kind ?? "application/fhir+json" } : {}),
      ...headers,
    },
    ...(method ? { body: isText ? body : JSON.stringify(body) } : {}),
  });
  const work = method ? route.action : route.loader;
  if (!work) throw new Error(`nobody answers ${method ?? "GET"} ${path}`);
  const context = { cspNonce: "", requestId: "story", address };
  const response = await work({ request, params: id === undefined ? {} : { id: decodeURIComponent(id) }, context });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, told: text === "" ? null : JSON.parse(text) };
}

async function routeOf(name: string, id: string | undefined): Promise<Partial<Record<"loader" | "action", Work>>> {
  const file = KINDS.includes(name)
    ? id === undefined
      ? name
      : `${name}_.$id`
    : ["token", "metadata"].includes(name)
      ? name
      : "$";
  return import(`../../app/routes/fhir.${file}.ts`);
}
