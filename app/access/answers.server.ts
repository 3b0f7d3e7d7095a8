// The answers a route may give: go elsewhere, stay with a value, a file. Shapes responses; decides nothing.
import { createHash } from "node:crypto";

/** After a deed: go to this own address and say this there. */
export interface Redirection {
  readonly kind: "redirect";
  readonly to: string;
  readonly said: string | null;
  /** Pairs where a name comes twice, such as two cookies. */
  readonly headers: HeadersInit;
}

/**
 * @param to an own address beginning with one "/"
 * @param said catalogue key of the sentence shown there once
 * @throws RangeError when the address is not our own: the caller's bug
 */
export function redirectTo(to: string, said: string | null = null, headers: HeadersInit = {}): Redirection {
  if (!isOwnAddress(to)) throw new RangeError("a redirect leads to our own addresses only");
  return { kind: "redirect", to, said, headers };
}

export function isRedirection(value: unknown): value is Redirection {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "redirect" && "to" in value;
}

/** One leading slash, no backslash, no control characters, nothing a browser could read as another host. */
export function isOwnAddress(address: string): boolean {
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(address) || address.includes("\\")) return false;
  return new URL(address, "http://own.invalid").origin === "http://own.invalid";
}

/** Where to go after sign-in: the address asked for if it is our own, else the start. */
export function safeReturn(address: string | null | undefined, otherwise = "/"): string {
  return address && isOwnAddress(address) ? address : otherwise;
}

/** A file to keep, never to show inside our pages. */
export function attachment(name: string, mediaType: string, body: string | Uint8Array | ReadableStream): Response {
  const plain = name.replace(/[^\w.\- ]+/g, "_").slice(0, 120) || "file";
  return new Response(body as BodyInit, {
    headers: {
      "Content-Type": mediaType,
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  });
}

/**
 * A picture or PDF to look at in a page of its own. It may run nothing and load nothing. A browser's own PDF viewer does not
 * start in a sandbox, so a PDF, which was refused at the door if it could do anything, goes without that one word.
 */
export function shownFile(mediaType: "image/png" | "image/jpeg" | "application/pdf", body: ReadableStream): Response {
  const sandbox = mediaType === "application/pdf" ? "" : "sandbox; ";
  return new Response(body, {
    headers: {
      "Content-Type": mediaType,
      "Content-Disposition": "inline",
      "Content-Security-Policy": `${sandbox}default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  });
}

export const csvFile = (name: string, text: string): Response => attachment(name, "text/csv; charset=utf-8", text);

/** What calendar programs fetch again and again, each time anew. */
export const calendarFeed = (text: string): Response =>
  attachment("throughline.ics", "text/calendar; charset=utf-8", text);

/** The same words give the same hash, whatever order they came in. */
export function fingerprintOf(pairs: readonly (readonly [string, string])[]): string {
  const sorted = pairs.map(([name, value]) => `${name.length}:${name}=${value.length}:${value}`).sort();
  return createHash("sha256").update(sorted.join("&")).digest("hex");
}
