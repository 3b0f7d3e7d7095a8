// Stands before Remix and turns away what no page of ours would send. Never lets a stranger's header decide where we are.
// Remix's own check misses resource routes and every `?_data=` request, so nothing here leans on it.
import { isIP } from "node:net";
import { hostname } from "node:os";
import type { NextFunction, Request, RequestHandler, Response } from "express";

const mebibyte = 1024 * 1024;
/** A document may have 20 MB; the rest is the form around it. */
export const largestUploadBytes = 21 * mebibyte;
const largestFormBytes = mebibyte;
// Read to its end and thrown away, so that a browser shows our answer instead of a broken connection.
const largestDiscardedBytes = 64 * mebibyte;

/** Machines send parameters here, never a document. */
const machineForms: Record<string, number> = { "application/x-www-form-urlencoded": largestFormBytes };

/** A partner's system sends resources and patches, and the form of its secret. */
const partnerBodies: Record<string, number> = {
  ...machineForms,
  "application/json": largestFormBytes,
  "application/fhir+json": largestFormBytes,
  "application/json-patch+json": largestFormBytes,
  "application/merge-patch+json": largestFormBytes,
};
const PARTNER_METHODS = ["POST", "PUT", "PATCH"];

const kinds: Record<string, number> = {
  "application/x-www-form-urlencoded": largestFormBytes,
  "multipart/form-data": largestUploadBytes,
};

export type GuardOptions = {
  /** The origin people use; without it, writes are taken from localhost, this machine's name and plain IP addresses. */
  publicOrigin: string | undefined;
};

/** Refuses with a sentence: the reader may be an operator in front of a proxy that is set up wrongly. */
function refuse(response: Response, status: number, sentence: string): void {
  response.status(status).set("Cache-Control", "no-store").type("text/plain").send(`${sentence}\n`);
}

/** Addresses that mean two things to two readers go no further. */
export const refuseStrangeAddresses: RequestHandler = (request, response, next) => {
  const host = request.get("host") ?? "";
  const address = request.originalUrl;
  const plain =
    /^[\w.:[\]-]+$/.test(host) &&
    URL.canParse(`http://${host}`) &&
    address.startsWith("/") &&
    !address.startsWith("//");
  if (!plain || !decodes(address)) return refuse(response, 400, "This address cannot be read.");
  // Single fetch asks for `.data`; the older `?_data=` would run a child's loader or action without its parents.
  if (new URL(address, "http://localhost").searchParams.has("_data"))
    return refuse(response, 400, "This address is not served.");
  next();
};

function decodes(address: string): boolean {
  try {
    return !decodeURIComponent(address).includes("\0");
  } catch {
    return false;
  }
}

/** Believes X-Forwarded-For and X-Forwarded-Proto from our own proxy alone; takes every other such header away. */
export const dropForwarded: RequestHandler = (request, _response, next) => {
  const trusts: unknown = request.app.get("trust proxy fn");
  const peer = request.socket.remoteAddress ?? "";
  const trusted = typeof trusts === "function" && trusts(peer, 0) === true;
  for (const name of Object.keys(request.headers)) {
    const kept = trusted && (name === "x-forwarded-for" || name === "x-forwarded-proto");
    if (
      (name.startsWith("x-forwarded") ||
        name === "forwarded" ||
        name === "x-original-url" ||
        name === "x-rewrite-url") &&
      !kept
    ) {
      delete request.headers[name];
    }
  }
  next();
};

/** Makes the address that Remix sees the one people use, so that no link or check is made from a stranger's Host. */
export function settleOrigin({ publicOrigin }: GuardOptions): RequestHandler {
  if (!publicOrigin) return (_request, _response, next) => next();
  const { host, protocol } = new URL(publicOrigin);
  return (request, _response, next) => {
    request.headers.host = host;
    Object.defineProperty(request, "protocol", { value: protocol.slice(0, -1), configurable: true });
    next();
  };
}

/** Loaders read only, so GET and HEAD pass; a write is a POST from a page of ours. */
export function guardWrites(options: GuardOptions): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD") return next();
    // No cookie is read there, so no stranger's page can act in somebody's name; systems send no Origin.
    if (/^\/fhir\/[^.]*$/.test(request.path) && PARTNER_METHODS.includes(request.method)) {
      return guardBody(request, response, next, partnerBodies);
    }
    if (request.method !== "POST") {
      response.set("Allow", "GET, HEAD, POST");
      return refuse(response, 405, "Only GET, HEAD and POST are answered here.");
    }
    // Nor is one read here.
    if (/^\/hsds\/v3\/[^.]*$/.test(request.path)) return guardBody(request, response, next, machineForms);
    const site = request.get("sec-fetch-site");
    if (!isOwnOrigin(request, options.publicOrigin) || (site !== undefined && site !== "same-origin")) {
      return refuse(
        response,
        403,
        "Nothing was saved: this did not come from a page of this site. Open the page again and send it from there. (If you run this site: is PUBLIC_ORIGIN the address people use?)",
      );
    }
    guardBody(request, response, next);
  };
}

function isOwnOrigin(request: Request, publicOrigin: string | undefined): boolean {
  const origin = request.get("origin");
  if (origin === undefined) return false;
  if (publicOrigin) return origin === publicOrigin;
  const host = request.get("host") ?? "";
  if (origin !== `http://${host}`) return false;
  // A name that a stranger's name server points here would match itself; these cannot be pointed anywhere.
  const name = new URL(origin).hostname.replace(/^\[|\]$/g, "");
  return name === "localhost" || isIP(name) !== 0 || name === hostname().toLowerCase();
}

/** The length is known and small enough before a byte is parsed: Remix itself has no limit. */
function guardBody(request: Request, response: Response, next: NextFunction, taken = kinds): void {
  const kind = (request.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const most = taken[kind];
  const bytes = Number(request.get("content-length") ?? "0");
  if (request.get("transfer-encoding") !== undefined)
    refuse(response, 411, "The length of what is sent must be given.");
  else if (bytes === 0) next();
  else if (most === undefined) refuse(response, 415, "Only forms are taken here.");
  else if (bytes > most) refuseLarge(request, response, bytes, most);
  else next();
}

function refuseLarge(request: Request, response: Response, bytes: number, most: number): void {
  const megabytes = Math.floor(most / mebibyte);
  const answer = () =>
    refuse(response, 413, `Nothing was saved: this is too large. At most ${megabytes} MB can be sent at once.`);
  response.set("Connection", "close");
  if (bytes > largestDiscardedBytes) answer();
  else request.once("end", answer).resume();
}
