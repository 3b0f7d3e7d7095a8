// A Remix build of two routes, for tests of what stands before Remix: a page with an action, and a route without a page.
import type { ServerBuild } from "@remix-run/node";

/** What reached Remix, in order: a write that is turned away leaves nothing here. */
export const reached: string[] = [];

type Work = { request: Request; context: unknown };

async function write(name: string, request: Request): Promise<Response> {
  const bytes = (await request.arrayBuffer()).byteLength;
  reached.push(`${name} ${bytes}`);
  return Response.json({ url: request.url, bytes });
}

const manifestOf = (id: string, path: string | undefined, hasAction: boolean) => ({
  ...{ id, path, module: "/assets/none.js", hasLoader: true, hasAction },
  ...{ hasClientLoader: false, hasClientAction: false, hasErrorBoundary: false, imports: [], css: [] },
});

const build = {
  mode: "production" as const,
  isSpaMode: false,
  publicPath: "/",
  assetsBuildDirectory: "build/client",
  basename: "/",
  future: {
    ...{ v3_fetcherPersist: true, v3_relativeSplatPath: true, v3_throwAbortReason: true, v3_routeConfig: false },
    ...{ v3_singleFetch: true, v3_lazyRouteDiscovery: false, unstable_optimizeDeps: false },
  },
  assets: {
    entry: { module: "/assets/none.js", imports: [] },
    routes: {
      root: manifestOf("root", "", false),
      page: manifestOf("page", "page", true),
      file: manifestOf("file", "file", true),
    },
    url: "/assets/none.js",
    version: "1",
  },
  entry: {
    module: {
      default: (_request: Request, status: number, headers: Headers) => new Response("a page", { status, headers }),
    },
  },
  routes: {
    root: { id: "root", path: "", module: { default: () => null } },
    page: {
      ...{ id: "page", path: "page", parentId: "root" },
      module: {
        default: () => null,
        loader: ({ request }: Work) => ({ url: request.url }),
        action: ({ request }: Work) => write("page", request),
      },
    },
    file: {
      ...{ id: "file", path: "file", parentId: "root" },
      module: {
        loader: ({ request, context }: Work) => Response.json({ url: request.url, context }),
        action: ({ request }: Work) => write("file", request),
      },
    },
  },
};

// The type asks each route for a page; a route without one is what must be tried.
export const smallBuild = build as unknown as ServerBuild;
