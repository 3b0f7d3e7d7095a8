// The gate's door for machines that read the directory: pace, key, parameters, work. Reads no cookie, knows no person, writes nothing.
import { createHash } from "node:crypto";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { sql } from "drizzle-orm";
import type { z } from "zod";
import { asDirectoryReader, type Db } from "#app/database/as-actor.server";
import { publicOrigin } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { logFailure } from "#app/log.server";
import { type Blanks, Refusal } from "../models/values/refusal";
import { isPassing, refusalIn } from "./refusals.server";
import { COST_OF_ALL, REQUEST_PACES, RequestPace } from "./request-pace.server";
import { hashToken } from "./session-adapter.server";

type Shape = z.ZodType<Record<string, unknown>> | undefined;
type Read<S extends Shape> = S extends z.ZodType ? z.infer<S> : Record<string, never>;

export interface DirectorySpec<Params extends Shape, Query extends Shape> {
  readonly params?: Params;
  readonly query?: Query;
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

const JSON_TYPE = "application/json; charset=utf-8";
const LINES_TYPE = "application/x-ndjson; charset=utf-8";
const LONGEST_KEY = 200;

/** For whom the answer is: the address, and the hash of the key that was shown. */
interface Caller {
  readonly address: string;
  readonly keyHash: string | null;
  readonly requestId: string;
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
      const asLines = given.format === "ndjson" || (given.format === undefined && accepts(request, "ndjson"));
      const caller = admit(request, address, requestId, asLines ? COST_OF_ALL : 1);
      const answer = await asReader(caller, asLines ? COST_OF_ALL : 1, (db, now) => {
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
  payFor(byAddress, address, cost);
  const header = request.headers.get("Authorization");
  if (header === null) return { address, requestId, keyHash: null };
  const key = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (!key || key.length > LONGEST_KEY) throw new Refusal("hsds.key-refused", 401);
  const keyHash = hashToken(key);
  payFor(byKey, keyHash, cost);
  return { address, requestId, keyHash };
}

function payFor(pace: RequestPace, caller: string, cost: number): void {
  const seconds = pace.take(caller, cost);
  if (seconds > 0) throw new Refusal("hsds.too-many", 429, { seconds });
}

function asReader<T>(caller: Caller, cost: number, work: (db: Db, now: Date) => Promise<T>): Promise<T> {
  return asDirectoryReader(caller.keyHash, caller.requestId, async (db) => {
    const [held] = await db.execute<{ open: boolean; now: string }>(
      sql`select app.directory_open() as open, app.clock() as now`,
    );
    if (!held?.open) throw new Refusal(caller.keyHash ? "hsds.key-refused" : "hsds.closed", 401);
    if (caller.keyHash) byAddress.giveBack(caller.address, cost);
    return work(db, new Date(held.now));
  });
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
        next = more && (await asReader(caller, 0, (db) => more(db)));
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

function accepts(request: Request, kind: string): boolean {
  return new RegExp(`application/(x-)?${kind}`, "i").test(request.headers.get("Accept") ?? "");
}

function isLines(answer: unknown): answer is Lines {
  return typeof answer === "object" && answer !== null && "kind" in answer && answer.kind === "lines";
}
