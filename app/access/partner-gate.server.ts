// The gate's door for partners' systems that speak FHIR: pace, token, scope, parameters, body, work. Reads no cookie; every no is an OperationOutcome.
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { asActor, type Db } from "#app/database/as-actor.server";
import { env, publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { outcomeOf } from "#app/interop/fhir/outcome";
import type { FhirAnswer, Resource } from "#app/interop/fhir/types";
import { logFailure } from "#app/log.server";
import type { Scope } from "../models/partner/scopes";
import { Refusal } from "../models/values/refusal";
import type { Actor } from "./actor";
import { fingerprintOf } from "./answers.server";
import { claimKey, completeKey } from "./idempotency.server";
import { findPartner, grantToken, type PartnerSeat, TOKEN_SECONDS } from "./partner-token.server";
import { isPassing, refusalIn } from "./refusals.server";
import { REQUEST_PACES, RequestPace } from "./request-pace.server";
import { hashToken } from "./session-adapter.server";
import { Turnstile } from "./turnstile.server";

export interface FhirAsked {
  readonly db: Db;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Where we are reached, for absolute links. */
  readonly origin: string;
  /** The address that was asked. */
  readonly address: URL;
  /** The kind of the body, without its parameters; empty where there is none. */
  readonly mediaType: string;
  readonly body: unknown;
  readonly ifMatch: string | null;
  readonly ifNoneExist: string | null;
}

type Work = (asked: FhirAsked) => Promise<FhirAnswer>;

const FHIR_TYPE = "application/fhir+json; charset=utf-8";
const JSON_BODIES = [
  "application/fhir+json",
  "application/json",
  "application/json-patch+json",
  "application/merge-patch+json",
];
const LONGEST_TOKEN = 200;
/** A wrong secret, or a made-up token, costs as much as twenty requests. */
const COST_OF_WRONG = 20;
/** Caseworkers keep two lanes of three, however many systems ask. */
const SHARE_OF_LANES = 3;

const byAddress = new RequestPace(REQUEST_PACES.address);
const byPartner = new RequestPace(REQUEST_PACES.key);
const turnstile = new Turnstile(() => Math.max(1, Math.floor(env().DATABASE_LANES / SHARE_OF_LANES)));

/**
 * A loader or action for the bearer of a token with this scope, in one transaction in the partner's own seat. What is read of
 * a person is recorded in it before the answer leaves.
 * @param again answers a write that comes a second time under the same Idempotency-Key, from what it led to
 */
export function fhirFor(scope: Scope, work: Work, again: Work = work) {
  return async ({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> => {
    const { address: from, requestId } = context;
    try {
      const { actor, scopes } = await admit(request, from, requestId);
      if (!scopes.includes(scope)) throw new Refusal("fhir.scope-missing", 403, { scope });
      const given = {
        actor,
        params,
        origin: publicOrigin(),
        address: new URL(request.url),
        ...(await readBody(request)),
        ifMatch: request.headers.get("If-Match"),
        ifNoneExist: request.headers.get("If-None-Exist"),
      };
      const isRead = request.method === "GET" || request.method === "HEAD";
      const key = isRead ? null : request.headers.get("Idempotency-Key");
      const run = (db: Db) => once(db, { ...given, db }, key, work, again);
      return answered(await turnstile.through(() => asActor(actor, "write", run)));
    } catch (failure) {
      return refused(failure, requestId);
    }
  };
}

/** The same for what tells nothing of anybody, such as what this address can do: open to all, at the pace of an address. */
export function fhirAboutFor(work: (origin: string) => Resource) {
  return async ({ context }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> => {
    try {
      payFor(byAddress, context.address, 1);
      return answered({ status: 200, resource: work(publicOrigin()) });
    } catch (failure) {
      return refused(failure, context.requestId);
    }
  };
}

/** The token address of OAuth 2: a form with the grant, the system's id and its secret, or these as Basic credentials. */
export function tokenFor() {
  return async ({ request, context }: ActionFunctionArgs): Promise<Response> => {
    const { address, requestId } = context;
    try {
      payFor(byAddress, address, 1);
      const form = new URLSearchParams(await request.text());
      if (form.get("grant_type") !== "client_credentials") return tokenAnswer(400, { error: "unsupported_grant_type" });
      const shown = credentialsIn(request, form);
      if (!shown) return refusedToken(address, "invalid_client");
      const granted = await grantToken(shown.clientId, shown.secret, form.get("scope"), requestId);
      if (typeof granted === "string") return refusedToken(address, granted);
      return tokenAnswer(200, {
        access_token: granted.token,
        token_type: "Bearer",
        expires_in: TOKEN_SECONDS,
        scope: granted.scopes.join(" "),
      });
    } catch (failure) {
      return refused(failure, requestId);
    }
  };
}

function credentialsIn(request: Request, form: URLSearchParams): { clientId: string; secret: string } | null {
  const basic = /^Basic +([\w+/=-]+)$/i.exec(request.headers.get("Authorization") ?? "")?.[1];
  const [clientId, secret] = basic
    ? Buffer.from(basic, "base64").toString("utf8").split(":").map(decodeOrNothing)
    : [form.get("client_id"), form.get("client_secret")];
  if (!clientId || !secret || secret.length > LONGEST_TOKEN) return null;
  return { clientId, secret };
}

function decodeOrNothing(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function refusedToken(address: string, error: "invalid_client" | "invalid_scope"): Response {
  if (error === "invalid_scope") return tokenAnswer(400, { error });
  byAddress.take(address, COST_OF_WRONG - 1);
  return tokenAnswer(401, { error }, { "WWW-Authenticate": 'Basic realm="fhir"' });
}

function tokenAnswer(status: number, body: object, headers: Record<string, string> = {}): Response {
  const fixed = { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store", Pragma: "no-cache" };
  return new Response(JSON.stringify(body), { status, headers: { ...fixed, ...headers } });
}

// The address pays first and is paid back once its token is known to hold: made-up tokens are no way around its pace.
async function admit(request: Request, from: string, requestId: string): Promise<PartnerSeat> {
  payFor(byAddress, from, 1);
  const header = request.headers.get("Authorization");
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header ?? "")?.[1];
  if (!token) throw new Refusal(header === null ? "fhir.token-missing" : "fhir.token-refused", 401);
  const seat = token.length > LONGEST_TOKEN ? null : await findPartner(hashToken(token), requestId);
  if (!seat) {
    byAddress.take(from, COST_OF_WRONG - 1);
    throw new Refusal("fhir.token-refused", 401);
  }
  byAddress.giveBack(from);
  payFor(byPartner, seat.partnerId, 1);
  return seat;
}

function payFor(pace: RequestPace, caller: string, cost: number): void {
  const seconds = pace.take(caller, cost);
  if (seconds > 0) throw new Refusal("access.slow-down", 429, { seconds });
}

async function readBody(request: Request): Promise<{ mediaType: string; body: unknown }> {
  if (request.method === "GET" || request.method === "HEAD") return { mediaType: "", body: null };
  const mediaType = (request.headers.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!JSON_BODIES.includes(mediaType)) throw new Refusal("fhir.body-kind", 415);
  try {
    return { mediaType, body: JSON.parse(await request.text()) };
  } catch {
    throw new Refusal("fhir.body-unreadable", 400);
  }
}

/** The key and its effect are kept together: the same write twice has one effect and one answer. */
async function once(db: Db, asked: FhirAsked, key: string | null, work: Work, again: Work): Promise<FhirAnswer> {
  if (key === null) return work(asked);
  if (!/^[\w:.-]{8,200}$/.test(key)) throw new Refusal("form.key-missing", 400);
  const { actor, address, body } = asked;
  const fingerprint = fingerprintOf([["body", JSON.stringify(body)]]);
  const keyed = { route: address.pathname, key, fingerprint };
  const first = await claimKey(db, actor, keyed);
  if (first) return again({ ...asked, params: { ...asked.params, id: first.location.split("/").at(-1) } });
  const answer = await work(asked);
  await completeKey(db, actor, keyed, `${answer.resource?.resourceType ?? ""}/${answer.resource?.id ?? ""}`);
  return answer;
}

function answered({ status, resource, headers = {} }: FhirAnswer): Response {
  const fixed = { "Content-Type": FHIR_TYPE, "Cache-Control": "no-store" };
  return new Response(resource ? JSON.stringify(resource) : null, { status, headers: { ...fixed, ...headers } });
}

function refused(failure: unknown, requestId: string): Response {
  if (failure instanceof Response) return failure;
  const refusal = refusalIn(failure);
  if (refusal) return told(refusal, requestId);
  const passing = isPassing(failure);
  if (!passing) logFailure(failure, { requestId });
  const [status, code] = passing ? [503, "try-again"] : [500, "hsds.broken"];
  const words = sayIn("en").any(`refusal.${code}`, { requestId });
  const resource = outcomeOf({ status, code, words, requestId });
  return answered({ status, resource, headers: passing ? { "Retry-After": "5" } : {} });
}

function told({ status, code, blanks }: Refusal, requestId: string): Response {
  const headers: Record<string, string> = {};
  if (status === 401) {
    headers["WWW-Authenticate"] =
      `Bearer realm="fhir"${code === "fhir.token-refused" ? ', error="invalid_token"' : ""}`;
  }
  if (status === 429) headers["Retry-After"] = String(blanks.seconds ?? 60);
  // What is absent is told in one way, by whichever deed it was found to be.
  const name = code === "not-found" ? "fhir.not-found" : code;
  const words = sayIn("en").any(`refusal.${name}`, blanks);
  return answered({ status, resource: outcomeOf({ status, code: name, words, requestId, blanks }), headers });
}
