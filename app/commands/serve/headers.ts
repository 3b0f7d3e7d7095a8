// Puts on every answer what tells a browser to trust nothing but us. Never names another host, save the operator's own tiles.
import { randomBytes, randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import helmet from "helmet";
import type { RequestContext } from "./context";

export type HeaderOptions = { https: boolean; development: boolean; tileUrl: string | undefined };

/** Numbers the request and makes its nonce; everything after this may read `response.locals`. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  response.locals.cspNonce = randomBytes(16).toString("base64");
  response.set("X-Request-Id", response.locals.requestId);
  next();
};

/** What Remix is told; see context.ts. */
export function contextOf(request: { ip?: string | undefined }, locals: Record<string, unknown>): RequestContext {
  return {
    cspNonce: String(locals.cspNonce),
    requestId: String(locals.requestId),
    address: (request.ip ?? "").replace(/^::ffff:/, ""),
  };
}

export function protect({ https, development, tileUrl }: HeaderOptions): RequestHandler[] {
  const tiles = tileUrl ? [new URL(tileUrl.replace(/[{}]/g, "")).origin] : [];
  const nonce = (_request: unknown, response: unknown) => `'nonce-${nonceOf(response)}'`;
  const guarded = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", nonce],
        // Vite puts style sheets into the page while developing.
        styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'", nonce],
        imgSrc: ["'self'", "data:", "blob:", ...tiles],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...tiles, ...(development ? ["ws:"] : [])],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: "deny" },
    xXssProtection: false,
  });
  return [guarded, refuseDevices];
}

/** No page of ours asks for a camera, a microphone or a position. */
const refuseDevices: RequestHandler = (_request, response, next) => {
  response.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  next();
};

function nonceOf(response: unknown): string {
  const locals: unknown = response && typeof response === "object" ? Reflect.get(response, "locals") : undefined;
  const nonce: unknown = locals && typeof locals === "object" ? Reflect.get(locals, "cspNonce") : undefined;
  if (typeof nonce !== "string") throw new Error("nameRequest must come before protect");
  return nonce;
}

/** Pages and their data are for one person at one moment; only files with their content in their name may be kept. */
export const keepNothing: RequestHandler = (_request, response, next) => {
  response.set("Cache-Control", "no-store");
  next();
};
