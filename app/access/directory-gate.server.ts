// The gate's door for machines that read the directory: pace, key, parameters, work. Reads no cookie, knows no person, writes nothing.
import { createHash } from "node:crypto";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { sql } from "drizzle-orm";
import type { z } from "zod";
import { asDirectoryReader, type Db } from "#app/database/as-actor.server";
import { env, publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { logFailure } from "#app/log.server";
import { type Blanks, Refusal } from "../models/values/refusal";
import { isPassing, refusalIn } from "./refusals.server";
import { COST_OF_ALL, REQUEST_PACES, RequestPace } from "./request-pace.server";
import { hashToken } from "./session-adapter.server";
import { Turnstile } from "./turnstile.server";

type Shape = z.ZodType<Record<string, unknown>> | undefined;
type Read<S extends Shape> = S extends z.ZodType ? z.infer<S> : Record<string, never>;

export interface DirectorySpec<Params extends Shape, Query extends Shape> {
  readonly params?: Params;
  readonly query?: Query;
  /** A list, which may be told as lines. */
  readonly lines?: boolean;
}

export interface DirectoryAsked {
  readonly db: Db;
  readonly now: Date;
  /** Where we are reached, for absolute links. */
  readonly origin: string;
  /** Lines are wanted instead of one document. */
  readonly asLines: boolean;
}

/** Some lines of a long answer, and how the next are read: in a transaction of their own, so that a slow reader holds no lane. */
export interface Lines {
  readonly kind: "lines";
  readonly items: readonly unknown[];
  readonly more: ((db: Db) => Promise<Lines>) | null;
}

const byAddress = new RequestPace(REQUEST_PACES.address);
const byKey = new RequestPace(REQUEST_PACES.key);
const turnstile = new Turnstile(() => Math.max(1, Math.floor(env().DATABASE_LANES / SHARE_OF_LANES)));

const JSON_TYPE = "application/json; charset=utf-8";
const LINES_TYPE = "application/x-ndjson; charset=utf-8";
const LONGEST_KEY = 200;
/** Caseworkers keep two lanes of three, however many machines read. */
const SHARE_OF_LANES = 3;
const MOST_REMEMBERED = 1000;

// Keys that held when they were last shown: their bearers do not pay for others at the same address.
const heldBefore = new Set<string>();

/** For whom the answer is: the address, and the hash of the key that was shown. */
interface Caller {
  readonly address: string;
  readonly keyHash: string | null;
  readonly requestId: string;
  /** What the address has paid, until its key is known to hold. */
  readonly paid: number;
}

/**
 * A loader, and an action for POST, that answers JSON from the directory to whoever it is open to: the bearer of a key that
 * holds, or anybody where every agency has made it public. Every no is JSON as well, and names the parameter it is about.
 */
export function directoryFor<T, Params extends Shape = undefined, Query extends Shape = undefined>(
  spec: DirectorySpec<Params, Query>,
  work: (asked: DirectoryAsked & { params: Read<Params>; query: Read<Query> }) => Promise<T | Lines>,
) {
  return async ({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> => {
    const { address, requestId } = context;
    try {
      const given = await givenIn(request);
      const asLines = spec.lines === true && wantsLines(request, given.format);
      const caller = admit(request, address, requestId, asLines ? COST_OF_ALL : 1);
      const answer = await asReader(caller, (db, now) => {
        const readable = readShape<Params>(spec.params, params, () => new Refusal("hsds.nothing-here", 404));
        const query = readShape<Query>(spec.query, asLines ? { ...given, format: "ndjson" } : given, refusalOfQuery);
        return work({ db, now, origin: publicOrigin(), asLines, params: readable, query });
      });
      return isLines(answer) ? streamed(caller, answer) : documented(request, answer);
    } catch (failure) {
      return refused(failure, requestId);
    }
  };
}

/** The same for what holds nothing of the directory, such as what this API is: open to anybody, at the pace of an address. */
export function directoryAboutFor<T>(work: (origin: string) => T) {
  return async ({ request, context }: LoaderFunctionArgs): Promise<Response> => {
    try {
      payFor(byAddress, context.address, 1);
      return documented(request, work(publicOrigin()));
    } catch (failure) {
      return refused(failure, context.requestId);
    }
  };
}

/** The parameters of the address, and of a POST's form where one was sent: a name may come once in both together. */
async function givenIn(request: Request): Promise<Record<string, unknown>> {
  const pairs = [...new URL(request.url).searchParams];
  const isForm = request.headers.get("Content-Type")?.startsWith("application/x-www-form-urlencoded") ?? false;
  if (request.method === "POST" && isForm) pairs.push(...new URLSearchParams(await request.text()));
  // A list where a name comes twice, so that no reader takes one of the two for the answer.
  const given = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...given].map(([name, all]) => [name, all.length > 1 ? all.map((one) => one[1]) : all[0]?.[1]]),
  );
}

// The address pays first and is paid back once its key is known to hold: made-up keys are no way around its pace.
function admit(request: Request, address: string, requestId: string, cost: number): Caller {
  const header = request.headers.get("Authorization");
  const key = /^Bearer +([\w.~+/=-]+)$/i.exec(header ?? "")?.[1];
  const keyHash = key && key.length <= LONGEST_KEY ? hashToken(key) : null;
  const paid = keyHash !== null && heldBefore.has(keyHash) ? 0 : cost;
  if (paid > 0) payFor(byAddress, address, paid);
  if (header !== null && keyHash === null) throw new Refusal("hsds.key-refused", 401);
  if (keyHash !== null) payFor(byKey, keyHash, cost);
  return { address, requestId, keyHash, paid };
}

function payFor(pace: RequestPace, caller: string, cost: number): void {
  const seconds = pace.take(caller, cost);
  if (seconds > 0) throw new Refusal("hsds.too-many", 429, { seconds });
}

function asReader<T>(caller: Caller, work: (db: Db, now: Date) => Promise<T>): Promise<T> {
  const { keyHash, requestId } = caller;
  return turnstile.through(() =>
    asDirectoryReader(keyHash, requestId, async (db) => {
      const [held] = await db.execute<{ open: boolean; now: string }>(
        sql`select app.directory_open() as open, app.clock() as now`,
      );
      if (keyHash !== null) noteKey(caller, keyHash, held?.open === true);
      if (!held?.open) throw new Refusal(keyHash ? "hsds.key-refused" : "hsds.closed", 401);
      return work(db, new Date(held.now));
    }),
  );
}

function noteKey({ address, paid }: Caller, keyHash: string, holds: boolean): void {
  heldBefore.delete(keyHash);
  if (!holds) return;
  if (paid > 0) byAddress.giveBack(address, paid);
  heldBefore.add(keyHash);
  const [oldest] = heldBefore;
  if (heldBefore.size > MOST_REMEMBERED && oldest !== undefined) heldBefore.delete(oldest);
}

function readShape<S extends Shape>(
  shape: S | undefined,
  given: unknown,
  refuse: (error: z.ZodError) => Refusal,
): Read<S> {
  if (!shape) return {} as Read<S>;
  const parsed = shape.safeParse(given);
  if (!parsed.success) throw refuse(parsed.error);
  return parsed.data as Read<S>;
}

/** The first thing that is wrong, under the name of its parameter. */
function refusalOfQuery(error: z.ZodError): Refusal {
  const [first] = error.issues;
  const named = first?.path[0];
  const blanks = first && "params" in first ? (first.params as Blanks) : {};
  return new Refusal(first?.message ?? "query.unreadable", 400, { ...blanks, parameter: String(named ?? "") });
}

/** One document. Its tag lets a mirror ask whether anything changed; nobody on the way keeps it. */
function documented(request: Request, answer: unknown): Response {
  const body = JSON.stringify(answer);
  const tag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const known = request.headers.get("If-None-Match")?.split(/\s*,\s*/) ?? [];
  if (known.includes(tag)) return new Response(null, { status: 304, headers: { ETag: tag } });
  return new Response(body, { headers: { "Content-Type": JSON_TYPE, ETag: tag } });
}

/** Line after line, as fast as the reader takes them; the key is looked at again with each reading. */
function streamed(caller: Caller, first: Lines): Response {
  const encoder = new TextEncoder();
  let next: Lines | null = first;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const lines: Lines | null = next;
      if (lines === null) return controller.close();
      const text = lines.items.map((item) => `${JSON.stringify(item)}\n`).join("");
      const { more } = lines;
      try {
        next = more && (await asReader({ ...caller, paid: 0 }, (db) => more(db)));
      } catch (failure) {
        // The reader must not take a part for the whole: the connection breaks off instead of ending.
        if (!refusalIn(failure)) logFailure(failure, { requestId: caller.requestId });
        return controller.error(failure);
      }
      if (text !== "") controller.enqueue(encoder.encode(text));
      if (next === null) controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": LINES_TYPE } });
}

function refused(failure: unknown, requestId: string): Response {
  if (failure instanceof Response) return failure;
  const refusal = refusalIn(failure);
  if (refusal) return refusedWith(refusal, requestId);
  if (isPassing(failure)) return answered(503, "try-again", {}, requestId, { "Retry-After": "5" });
  logFailure(failure, { requestId });
  return answered(500, "hsds.broken", { requestId }, requestId);
}

function refusedWith({ status, code, blanks }: Refusal, requestId: string): Response {
  const headers: Record<string, string> = {};
  if (status === 401) {
    const wrong = code === "hsds.key-refused" ? ', error="invalid_token"' : "";
    headers["WWW-Authenticate"] = `Bearer realm="directory"${wrong}`;
  }
  if (status === 429) headers["Retry-After"] = String(blanks.seconds ?? 60);
  return answered(status, code, blanks, requestId, headers);
}

/** Machines read the code, people who build them the message. */
function answered(
  status: number,
  code: string,
  blanks: Blanks,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  const { parameter } = blanks;
  const message = sayIn("en").any(`refusal.${code}`, blanks);
  const body = { status, code, ...(parameter === undefined ? {} : { parameter }), message, request_id: requestId };
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": JSON_TYPE, ...headers } });
}

/** By the parameter, or by the header where the parameter is silent. */
function wantsLines(request: Request, format: unknown): boolean {
  if (format !== undefined) return format === "ndjson";
  return /application\/(x-)?ndjson/i.test(request.headers.get("Accept") ?? "");
}

function isLines(answer: unknown): answer is Lines {
  return typeof answer === "object" && answer !== null && "kind" in answer && answer.kind === "lines";
}
