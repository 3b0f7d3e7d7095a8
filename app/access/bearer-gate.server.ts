// The gate's door for whoever holds a mailed link: pace, link, parameters, form, work. Knows no person and reads no cookie.
import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { asBearer, type Bearer, type BearerKind, type Db } from "#app/database/as-actor.server";
import { Refusal } from "../models/values/refusal";
import { isRedirection, type Redirection } from "./answers.server";
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
import { thrownFor } from "./refusals.server";
import { REQUEST_PACES, RequestPace } from "./request-pace.server";
import { hashToken } from "./session-adapter.server";

/**
 * What the database says of a link of each kind: open, late, used, or unknown. Each no is a refusal `<kind>.link-<standing>`,
 * whose words say what to do; only who holds the right key learns that it was right once.
 */
const STANDINGS: Readonly<Record<BearerKind, SQL>> = {
  answer: sql`select app.answer_link() as standing`,
  application: sql`select app.application_link() as standing`,
  arrival: sql`select app.arrival_link() as standing`,
  calendar: sql`select app.calendar_link() as standing`,
  confirmation: sql`select app.confirmation_link() as standing`,
  feedback: sql`select app.feedback_link() as standing`,
  sharing: sql`select app.sharing_link() as standing`,
  upload: sql`select app.upload_link() as standing`,
};
type Standing = "open" | "late" | "used" | "unknown";

/** Which links a page is for, besides those that hold: one that tells what became of a link takes it used and late. */
interface Admission {
  readonly admits?: readonly ("late" | "used")[];
}

/** A made-up link costs as much as twenty that hold. */
const COST_OF_UNKNOWN = 20;
const byAddress = new RequestPace(REQUEST_PACES.bearer);

export interface BearerAsked {
  readonly db: Db;
  readonly request: Request;
  readonly requestId: string;
  /** The asker's address, for slow-down. */
  readonly address: string;
  /** The link's own part of the address, for links and redirections to the same place. */
  readonly token: string;
}

/**
 * A loader for whoever holds a link of this kind, by the address's `:token`. It never changes anything, for mail scanners
 * follow links; unlike for a person, there is no records option.
 * @throws (as an error page) 404 unknown, 409 late or used, 429 too many
 */
export function bearerLoader<T, Params extends Shape = undefined, Query extends Shape = undefined>(
  kind: BearerKind,
  spec: Omit<LoaderSpec<Params, Query>, "records"> & Admission,
  work: (asked: BearerAsked & { params: Read<Params>; query: Read<Query> }) => Promise<T>,
) {
  return async ({ request, params, context }: LoaderFunctionArgs): Promise<T> => {
    const { requestId, address } = context;
    try {
      const held = admit(kind, params.token, address);
      const asked = {
        request,
        requestId,
        address,
        token: held.token,
        params: readParams<Params>(spec.params, params),
        query: readQuery<Query>(spec.query, request),
      };
      return await asBearer(held.bearer, requestId, "read", async (db) => {
        await requireOpen(db, held.bearer, address, spec.admits);
        return work({ ...asked, db });
      });
    } catch (failure) {
      throw thrownFor(failure, null, requestId);
    }
  };
}

/** An action for whoever holds a link. It carries no key: its deeds must bear being sent twice. */
export function bearerAction<T, Form extends z.ZodType<Record<string, unknown>>, Params extends Shape = undefined>(
  kind: BearerKind,
  spec: Omit<ActionSpec<Params, Form>, "keyed"> & Admission,
  work: (
    asked: BearerAsked & { params: Read<Params>; form: z.infer<Form>; files: readonly SentFile[]; fields: FormData },
  ) => Promise<Redirection | T>,
) {
  return async ({ request, params, context }: ActionFunctionArgs) => {
    const { requestId, address } = context;
    let body: FormBody | null = null;
    try {
      const held = admit(kind, params.token, address);
      const readable = readParams<Params>(spec.params, params);
      // Before the body is read: a stranger sends no files.
      await asBearer(held.bearer, requestId, "read", (db) => requireOpen(db, held.bearer, address, spec.admits));
      body = await readForm(request, spec.files);
      const { files, fields } = body;
      const submission = parseWithZod(fields, { schema: spec.form });
      if (submission.status !== "success") return notTaken(submission, null);
      const form = submission.value as z.infer<Form>;
      const asked = { request, requestId, address, token: held.token, params: readable, form, files, fields };
      try {
        const answer = await asBearer(held.bearer, requestId, "write", async (db) => {
          await requireOpen(db, held.bearer, address, spec.admits);
          return work({ ...asked, db });
        });
        return isRedirection(answer) ? await follow(answer) : data({ answer: answer as T }, { status: 200 });
      } catch (failure) {
        return await refuse(failure, submission.reply(SECRETS), null);
      }
    } catch (failure) {
      throw thrownFor(failure, null, requestId);
    } finally {
      await body?.discard();
    }
  };
}

function admit(kind: BearerKind, token: string | undefined, address: string): { token: string; bearer: Bearer } {
  const seconds = byAddress.take(address);
  if (seconds > 0) throw new Refusal("access.slow-down", 429, { seconds });
  if (!token || token.length > 100) throw new Refusal(`${kind}.link-unknown`, 404);
  return { token, bearer: { kind, keyHash: hashToken(token) } };
}

async function requireOpen(db: Db, { kind }: Bearer, address: string, admits: Admission["admits"] = []): Promise<void> {
  const [found] = await db.execute<{ standing: Standing }>(STANDINGS[kind]);
  const standing = found?.standing ?? "unknown";
  if (standing === "open" || (admits as readonly Standing[]).includes(standing)) return;
  if (standing === "unknown") byAddress.take(address, COST_OF_UNKNOWN - 1);
  throw new Refusal(`${kind}.link-${standing}`, standing === "unknown" ? 404 : 409);
}
