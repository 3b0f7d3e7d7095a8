// Draws pages on the server and writes down what broke. Never logs a message: drizzle's contain what people typed.
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { DEFAULT_LANGUAGE, isLanguage } from "./i18n/languages";
import { speakerIn } from "./i18n/say-in";
import { logFailure } from "./log.server";
import "./models/reactions.server";
import { NonceContext } from "./ui/nonce";

/** The build has pools of its own; whoever serves it ends them, or their connections would keep the process alive. */
export { closePools } from "./database/as-actor.server";
/** Ends the lines that pages hold open, without which the server would wait for them. */
export { closeLive } from "./models/notification/live.server";

export const streamTimeout = 5000;

/** So much is drawn without waiting for what takes it. */
const LARGE_PAGE_BYTES = 1 << 20;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const nonce = loadContext.cspNonce;
  let answered = status;
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <I18nextProvider i18n={speakerIn(languageOf(remixContext))}>
        <NonceContext.Provider value={nonce}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} abortDelay={streamTimeout} />
        </NonceContext.Provider>
      </I18nextProvider>,
      { nonce, onAllReady: answer, onShellError: reject, onError: note },
    );
    const late = setTimeout(abort, streamTimeout + 1000).unref();

    // Whole, for no page has a part that comes later: sent in the pieces it is drawn in, each of them would be compressed for itself.
    function answer(): void {
      clearTimeout(late);
      headers.set("Content-Type", "text/html; charset=utf-8");
      buffer(pipe(new PassThrough({ highWaterMark: LARGE_PAGE_BYTES })))
        .then((page) => resolve(new Response(page, { headers, status: answered })))
        .catch(reject);
    }

    function note(failure: unknown): void {
      answered = 500;
      logFailure(failure, requestFacts(loadContext));
    }
  });
}

/** A refusal is an answer, not a fault; a request that was given up is neither. */
export const handleError: HandleErrorFunction = (failure, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(failure)) return;
  logFailure(failure, { ...requestFacts(context), method: request.method });
};

function requestFacts({ requestId }: { requestId?: string }): { requestId?: string } {
  return requestId ? { requestId } : {};
}

/** The root loader has negotiated it; without a root loader's answer the page speaks English. */
function languageOf({ staticHandlerContext }: EntryContext) {
  const root: unknown = staticHandlerContext.loaderData.root;
  const language = typeof root === "object" && root !== null ? Reflect.get(root, "language") : undefined;
  return isLanguage(language) ? language : DEFAULT_LANGUAGE;
}
