// Reads what a request gives, and shapes what it is answered, for each of the gate's doors. Decides about nobody and opens nothing.
import type { Submission, SubmissionResult } from "@conform-to/react";
import { data, redirect } from "@remix-run/node";
import type { z } from "zod";
import { DEFAULT_WORDS } from "#app/i18n/agency-words";
import { sayIn } from "#app/i18n/say-in";
import { Refusal } from "../models/values/refusal";
import type { Actor } from "./actor";
import type { Redirection } from "./answers.server";
import { noticeCookie } from "./notice.server";
import { isPassing, refusalIn, sentenceOf } from "./refusals.server";

export type Shape = z.ZodType<Record<string, unknown>> | undefined;
export type Read<S extends Shape> = S extends z.ZodType ? z.infer<S> : Record<string, never>;

export interface LoaderSpec<Params extends Shape, Query extends Shape> {
  readonly params?: Params;
  readonly query?: Query;
  /** Shows personal data: the transaction may write, so that the read is recorded before the answer leaves. */
  readonly records?: boolean;
}

export interface ActionSpec<Params extends Shape, Form extends Shape> {
  readonly params?: Params;
  readonly form: Form;
  /** Whether the form may carry files, or how many. */
  readonly files?: boolean | number;
  /** False for a form that only asks and changes nothing, such as a preview. */
  readonly keyed?: boolean;
}

/** What a page shows again when a form was not taken: errors in the person's language, and what was typed. */
export interface FormAnswer {
  readonly lastResult: SubmissionResult<string[]>;
  /** What came too late, for the frame: the form itself may be gone from the page as it stands now. */
  readonly late?: string;
}

/** Passwords by their names in our forms: what a person kept to themselves never travels back in an answer. */
export const SECRETS = { hideFields: ["password", "current"] };

export function readParams<S extends Shape>(
  shape: S | undefined,
  params: Readonly<Record<string, string | undefined>>,
): Read<S> {
  if (!shape) return {} as Read<S>;
  const parsed = shape.safeParse(params);
  if (!parsed.success) throw new Refusal("not-found", 404);
  return parsed.data as Read<S>;
}

/** Repeated names become lists, so that a filter may be given several times. */
export function readQuery<S extends Shape>(shape: S | undefined, request: Request): Read<S> {
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

export async function follow(answer: Redirection): Promise<Response> {
  const headers = new Headers(answer.headers);
  if (answer.said) headers.append("Set-Cookie", await noticeCookie.serialize(answer.said));
  return redirect(answer.to, { status: 303, headers });
}

export async function refuse(failure: unknown, reply: SubmissionResult<string[]>, actor: Actor | null) {
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

/** A form with something to mend; or one that only asked to be shown again, whole or with a row more, which is no fault. */
export function notTaken(submission: Submission<unknown, string[]>, actor: Actor | null) {
  const reply = submission.reply(SECRETS);
  if (submission.status === "error") return data(formAnswer(reply, actor), { status: 400 });
  const asksToBeRead = reply.intent?.type === "validate";
  return data(formAnswer(asksToBeRead ? reply : { ...reply, error: {} }, actor), { status: 200 });
}

function formAnswer(reply: SubmissionResult<string[]>, actor: Actor | null): FormAnswer {
  const say = sayIn(actor?.language ?? "en", { ...DEFAULT_WORDS, ...actor?.words });
  const error = Object.fromEntries(
    Object.entries(reply.error ?? {}).map(([name, keys]) => [name, keys?.map((key) => say.any(key)) ?? null]),
  );
  return { lastResult: { ...reply, error } };
}
