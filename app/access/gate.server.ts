// The one gate: every loader and action is made here. Who, right, params, form, deed, in this order; never a query of its own.
import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { z } from "zod";
import { asActor, type Db } from "#app/database/as-actor.server";
import { Refusal } from "../models/values/refusal";
import type { Actor } from "./actor";
import { fingerprintOf, isRedirection, type Redirection } from "./answers.server";
import { type FormBody, readForm, type SentFile } from "./form-body.server";
import {
  type ActionSpec,
  follow,
  type LoaderSpec,
  notTaken,
  type Read,
  readParams,
  readQuery,
  refuse,
  SECRETS,
  type Shape,
} from "./gate-answers.server";
import { claimKey, completeKey, type KeyedRequest } from "./idempotency.server";
import { thrownFor } from "./refusals.server";
import { mayDo, type Right } from "./rights";
import { readSignIn, type SignIn, shareSignIn } from "./session.server";

export { attachment, calendarFeed, csvFile, redirectTo, shownFile } from "./answers.server";
export { bearerAction, bearerLoader } from "./bearer-gate.server";
export { directoryAboutFor, directoryFor, type Lines } from "./directory-gate.server";
export { fhirAboutFor, fhirFor, tokenFor } from "./partner-gate.server";

export interface Asked {
  readonly actor: Actor;
  readonly db: Db;
  readonly request: Request;
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
      actor = admitted(request, await shareSignIn(request, context), right).actor;
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
      const signIn = admitted(request, await readSignIn(request, context.requestId), right);
      actor = signIn.actor;
      const readable = readParams<Params>(spec.params, params);
      body = await readForm(request, spec.files);
      const submission = parseWithZod(body.fields, { schema: spec.form });
      if (submission.status !== "success") return notTaken(submission, actor);
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
      const signIn = await shareSignIn(request, context);
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
      const body = await readForm(request);
      const submission = parseWithZod(body.fields, { schema: spec.form });
      if (submission.status !== "success") return notTaken(submission, signIn?.actor ?? null);
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

type Admitted = SignIn & { readonly actor: Actor };

function admitted(request: Request, signIn: SignIn | null, right: Right): Admitted {
  if (!signIn) throw redirect(`/sign-in?returnTo=${encodeURIComponent(returnAddress(request))}`);
  if (signIn.owesSecondStep) throw redirect("/account/second-step");
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
