// What the server tells Remix about a request beyond the request itself. Never who is asking: the gate finds that out.
export type RequestContext = {
  /** Allows this answer's own scripts; another for each answer. */
  cspNonce: string;
  /** On the answer as X-Request-Id, in the log, and on error pages. */
  requestId: string;
  /** Whoever is at the other end, or at the other end of our own proxy. */
  address: string;
};

declare module "@remix-run/node" {
  interface AppLoadContext extends RequestContext {}
}
