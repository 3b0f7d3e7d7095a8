// The one gate: every loader and action is made here. Who, right, params, form, deed, in this order; never a query of its own.
import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { z } from "zod";
import { asActor, type Db } from "#app/database/as-actor.server";
import { DEFAULT_WORDS } from "#app/i18n/agency-words";
import { sayIn } from "#app/i18n/say-in";
import { Refusal } from "../models/values/refusal";
import type { Actor } from "./actor";
import { fingerprintOf, isRedirection, type Redirection } from "./answers.server";
import { type FormBody, readForm, type SentFile } from "./form-body.server";
import { claimKey, completeKey, type KeyedRequest } from "./idempotency.server";
import { noticeCookie } from "./notice.server";
import { isPassing, refusalIn, sentenceOf, thrownFor } from "./refusals.server";
import { mayDo, type Right } from "./rights";
import { readSignIn, type SignIn } from "./session.server";

export { attachment, csvFile, redirectTo } from "./answers.server";
export { directoryAboutFor, directoryFor, type Lines } from "./directory-gate.server";

type Shape = z.ZodType<Record<string, unknown>> | undefined;
type Read<S extends Shape> = S extends z.ZodType ? z.infer<S> : Record<string, never>;

interface LoaderSpec<Params extends Shape, Query extends Shape> {
  readonly params?: Params;
  readonly query?: Query;
  /** Shows personal data: the transaction may write, so that the read is recorded before the answer leaves. */
  readonly records?: boolean;
}

interface ActionSpec<Params extends Shape, Form extends Shape> {
  readonly params?: Params;
  readonly form: Form;
  /** Whether the form may carry files. */
  readonly files?: boolean;
  /** False for a form that only asks and changes nothing, such as a preview. */
  readonly keyed?: boolean;
}

export interface Asked {
  readonly actor: Actor;
  readonly db: Db;
  readonly request: Request;
}

/** What a page shows again when a form was not taken: errors in the person's language, and what was typed. */
export interface FormAnswer {
  readonly lastResult: SubmissionResult<string[]>;
  /** What came too late, for the frame: the form itself may be gone from the page as it stands now. */
  readonly late?: string;
}

/** A loader for whoever holds the right; read only unless it records reads. Refusals become their error page. */
export function loaderFor<T, Params extends Shape = undefined, Query extends Shape = undefined>(
  right: Right,
  spec: LoaderSpec<Params, Query>,
  work: (asked: Asked & { params: Read<Params>; query: Read<Query> }) => Promise<T>,
) {
  return async ({ request, params, context }: LoaderFunctionArgs): Promise<T> => {
    let actor: Actor | null = null;
    try {
      actor = (await admit(request, context.requestId, right)).actor;
      const asked = {
        actor,
        request,
        params: readParams<Params>(spec.params, params),
        query: readQuery<Query>(spec.query, request),
      };
      return await asActor(actor, spec.records ? "write" : "read", (db) => work({ ...asked, db }));
    } catch (failure) {
      throw thrownFor(failure, actor, context.requestId);
    }
  };
}

/** A resource that answers a file or feed to whoever holds the right. */
export const fileFor = loaderFor;

/**
 * An action for whoever holds the right. The form is parsed before the deed; the deed runs in one transaction with the form's
 * key. Answers: a redirection (303), or the page again with what was wrong (400), refused (the refusal's status) or passing (503).
 */
export function actionFor<T, Form extends z.ZodType<Record<string, unknown>>, Params extends Shape = undefined>(
  right: Right,
  spec: ActionSpec<Params, Form>,
  work: (
    asked: Asked & { params: Read<Params>; form: z.infer<Form>; files: readonly SentFile[] },
  ) => Promise<Redirection | T>,
) {
  return async ({ request, params, context }: ActionFunctionArgs) => {
    let actor: Actor | null = null;
    let body: FormBody | null = null;
    try {
      const signIn = await admit(request, context.requestId, right);
      actor = signIn.actor;
      const readable = readParams<Params>(spec.params, params);
      body = await readForm(request, spec.files === true);
      const submission = parseWithZod(body.fields, { schema: spec.form });
      if (submission.status !== "success") return data(formAnswer(submission.reply(SECRETS), actor), { status: 400 });
      const asked = { actor, request, params: readable, form: submission.value as z.infer<Form>, files: body.files };
      const keyed = spec.keyed === false ? null : keyOf(request, body);
      try {
        const answer = await asActor(asked.actor, "write", (db) =>
          runOnce(db, asked.actor, keyed, () => work({ ...asked, db })),
        );
        return isRedirection(answer) ? follow(answer) : data({ answer: answer as T }, { status: 200 });
      } catch (failure) {
        return await refuse(failure, submission.reply(SECRETS), actor);
      }
    } catch (failure) {
      throw thrownFor(failure, actor, context.requestId);
    } finally {
      await body?.discard();
    }
  };
}

interface PublicAsked {
  readonly signIn: SignIn | null;
  readonly request: Request;
  readonly requestId: string;
  /** The asker's address, for slow-down. */
  readonly address: string;
}

/** A loader for anybody. It has no database: what it needs, it asks the doorkeeper for. */
export function publicLoader<T, Params extends Shape = undefined, Query extends Shape = undefined>(
  spec: LoaderSpec<Params, Query>,
  work: (asked: PublicAsked & { params: Read<Params>; query: Read<Query> }) => Promise<T>,
) {
  return async ({ request, params, context }: LoaderFunctionArgs): Promise<T> => {
    try {
      const signIn = await readSignIn(request, context.requestId);
      const asked = { signIn, request, requestId: context.requestId, address: context.address };
      return await work({
        ...asked,
        params: readParams<Params>(spec.params, params),
        query: readQuery<Query>(spec.query, request),
      });
    } catch (failure) {
      throw thrownFor(failure, null, context.requestId);
    }
  };
}

/** An action for anybody, such as sign-in. It carries no key: its deeds must bear being sent twice. */
export function publicAction<T, Form extends z.ZodType<Record<string, unknown>>, Params extends Shape = undefined>(
  spec: ActionSpec<Params, Form>,
  work: (asked: PublicAsked & { params: Read<Params>; form: z.infer<Form> }) => Promise<Redirection | T>,
) {
  return async ({ request, params, context }: ActionFunctionArgs) => {
    try {
      const signIn = await readSignIn(request, context.requestId);
      const body = await readForm(request, false);
      const submission = parseWithZod(body.fields, { schema: spec.form });
      if (submission.status !== "success")
        return data(formAnswer(submission.reply(SECRETS), signIn?.actor ?? null), { status: 400 });
      const asked = { signIn, request, requestId: context.requestId, address: context.address };
      try {
        const answer = await work({
          ...asked,
          params: readParams<Params>(spec.params, params),
          form: submission.value as z.infer<Form>,
        });
        return isRedirection(answer) ? follow(answer) : data({ answer: answer as T }, { status: 200 });
      } catch (failure) {
        return await refuse(failure, submission.reply(SECRETS), signIn?.actor ?? null);
      }
    } catch (failure) {
      throw thrownFor(failure, null, context.requestId);
    }
  };
}

/** Passwords by their names in our forms: what a person kept to themselves never travels back in an answer. */
const SECRETS = { hideFields: ["password", "current"] };

type Admitted = SignIn & { readonly actor: Actor };

async function admit(request: Request, requestId: string, right: Right): Promise<Admitted> {
  const signIn = await readSignIn(request, requestId);
  if (!signIn) throw redirect(`/sign-in?returnTo=${encodeURIComponent(returnAddress(request))}`);
  if (!signIn.actor) throw redirect("/desks");
  if (!mayDo(signIn.actor, right)) throw new Refusal("access.missing-right", 403, { right });
  return { ...signIn, actor: signIn.actor };
}

// After a form is sent by somebody whose session ended, sign-in leads back to the page, not to the deed.
function returnAddress(request: Request): string {
  const url = new URL(request.url);
  return url.pathname.replace(/\.data$/, "").replace(/^\/_root$/, "/") + withoutRoutes(url.searchParams);
}

function withoutRoutes(query: URLSearchParams): string {
  const own = new URLSearchParams([...query].filter(([name]) => name !== "_routes" && name !== "index"));
  return own.size > 0 ? `?${own}` : "";
}

function readParams<S extends Shape>(
  shape: S | undefined,
  params: Readonly<Record<string, string | undefined>>,
): Read<S> {
  if (!shape) return {} as Read<S>;
  const parsed = shape.safeParse(params);
  if (!parsed.success) throw new Refusal("not-found", 404);
  return parsed.data as Read<S>;
}

/** Repeated names become lists, so that a filter may be given several times. */
function readQuery<S extends Shape>(shape: S | undefined, request: Request): Read<S> {
  if (!shape) return {} as Read<S>;
  const given: Record<string, string | string[]> = {};
  const query = new URL(request.url).searchParams;
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name).map((value) => value.slice(0, 2000));
    given[name] = values.length === 1 ? (values[0] ?? "") : values.slice(0, 50);
  }
  const parsed = shape.safeParse(given);
  if (!parsed.success) throw new Refusal("query.unreadable", 400);
  return parsed.data as Read<S>;
}

function keyOf(request: Request, body: FormBody): KeyedRequest {
  const key = body.fields.get("_key");
  if (typeof key !== "string" || !/^[\w:.-]{8,200}$/.test(key)) throw new Refusal("form.key-missing", 400);
  const pairs = [...body.fields]
    .filter(([name]) => name !== "_key")
    .map(([name, value]) => [name, String(value)] as const);
  const files = body.files.map((file) => [file.field, file.sha256] as const);
  const route = new URL(request.url).pathname.replace(/\.data$/, "");
  return { route, key, fingerprint: fingerprintOf([...pairs, ...files]) };
}

async function runOnce<T>(
  db: Db,
  actor: Actor,
  keyed: KeyedRequest | null,
  deed: () => Promise<Redirection | T>,
): Promise<Redirection | T> {
  const first = keyed ? await claimKey(db, actor, keyed) : null;
  if (first) return { kind: "redirect", to: first.location || "/", said: null, headers: {} };
  const answer = await deed();
  if (keyed) await completeKey(db, actor, keyed, isRedirection(answer) ? answer.to : keyed.route);
  return answer;
}

async function follow(answer: Redirection): Promise<Response> {
  const headers = new Headers(answer.headers);
  if (answer.said) headers.append("Set-Cookie", await noticeCookie.serialize(answer.said));
  return redirect(answer.to, { status: 303, headers });
}

async function refuse(failure: unknown, reply: SubmissionResult<string[]>, actor: Actor | null) {
  const refusal = refusalIn(failure);
  // What a person may not see is not shown again beside its form: it is not there.
  if (failure instanceof Response || refusal?.status === 404) throw failure;
  if (!refusal && !isPassing(failure)) throw failure;
  const sentence = refusal ? sentenceOf(refusal, actor) : sayIn(actor?.language ?? "en").any("refusal.try-again");
  const answer: FormAnswer =
    refusal?.status === 409
      ? { lastResult: { ...reply, status: "error" }, late: sentence }
      : { lastResult: { ...reply, status: "error", error: { ...reply.error, "": [sentence] } } };
  return data(answer, { status: refusal?.status ?? 503 });
}

function formAnswer(reply: SubmissionResult<string[]>, actor: Actor | null): FormAnswer {
  const say = sayIn(actor?.language ?? "en", { ...DEFAULT_WORDS, ...actor?.words });
  const error = Object.fromEntries(
    Object.entries(reply.error ?? {}).map(([name, keys]) => [name, keys?.map((key) => say.any(key)) ?? null]),
  );
  return { lastResult: { ...reply, error } };
}
