// Posts one signed telling to a partner's address, and says what was answered. Calls public addresses alone, follows no redirection, reads no answer.
import { lookup } from "node:dns";
import { request as plainRequest } from "node:http";
import { request } from "node:https";
import type { LookupFunction } from "node:net";
import { Webhook } from "standardwebhooks";
import { env, isHttps } from "#app/env.server";
import { mayBeCalled, mayBeTold, type WebhookNetwork } from "./webhook-address";

export const PATIENCE_MILLISECONDS = 10_000;

export interface Telling {
  readonly id: string;
  readonly url: string;
  /** Of one that was renewed, both: the receiver takes either. */
  readonly secrets: readonly string[];
  /** When it is sent: the signature holds for minutes. */
  readonly now: Date;
  readonly body: string;
}

/** What the receiver answered, or a code of why it could not be asked. */
export interface TellingEnd {
  readonly status: number | null;
  readonly failure: string | null;
}

/** Where webhooks may go, by this house's settings. */
export function webhookNetwork(): WebhookNetwork {
  const inside = (env().WEBHOOK_NETWORKS ?? "").split(",").map((part) => part.trim());
  return { inside: inside.filter((part) => part !== ""), plain: !isHttps() };
}

/** @param patience milliseconds for all of it; never throws */
export function postTelling(telling: Telling, patience = PATIENCE_MILLISECONDS): Promise<TellingEnd> {
  const network = webhookNetwork();
  if (!mayBeTold(telling.url, network)) return Promise.resolve({ status: null, failure: "address-refused" });
  const url = new URL(telling.url);
  return new Promise((resolve) => {
    const asked = (url.protocol === "https:" ? request : plainRequest)(url, {
      method: "POST",
      agent: false,
      lookup: publicLookup(network),
      signal: AbortSignal.timeout(patience),
      headers: headersOf(telling),
    });
    asked.on("response", (response) => {
      resolve({ status: response.statusCode ?? null, failure: null });
      response.destroy();
    });
    asked.on("error", (failure) => resolve({ status: null, failure: codeOf(failure) }));
    asked.end(telling.body);
  });
}

/** Signed as Standard Webhooks has it, by each secret that holds. */
function headersOf({ id, secrets, now, body }: Telling): Record<string, string | number> {
  return {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    "User-Agent": "Throughline-Webhooks/1",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(" "),
  };
}

/** The number that is judged is the number that is called: a name cannot stand for another one in between. */
function publicLookup(network: WebhookNetwork): LookupFunction {
  return (host, options, told) => {
    lookup(host, { ...options, all: true }, (failure, found) => {
      if (failure) return told(failure, "");
      const refused = found.length === 0 || found.some(({ address }) => !mayBeCalled(address, network));
      const [first] = found;
      if (refused || !first) return told(new RefusedAddress(), "");
      if (options.all) return told(null, found);
      told(null, first.address, first.family);
    });
  };
}

class RefusedAddress extends Error {
  readonly code = "address-refused";
}

/** A code such as ECONNREFUSED; never the words, which may repeat the address. */
function codeOf(failure: Error): string {
  if (failure.name === "AbortError" || failure.name === "TimeoutError") return "timeout";
  const code: unknown = Reflect.get(failure, "code");
  return typeof code === "string" && /^[\w-]{2,60}$/.test(code) ? code : "unknown";
}
