// What every answer carries, and what the server tells about itself.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { createServer } from "#app/commands/serve/server";
import { Stop } from "#app/commands/stop";
import { readSettings } from "#app/env.server";
import { ask } from "#tests/stage/raw-request";
import { smallBuild } from "#tests/stage/small-build";

const clientFolder = await mkdtemp(path.join(tmpdir(), "throughline-client-"));
await mkdir(path.join(clientFolder, "assets"));
await writeFile(path.join(clientFolder, "assets/page-1a2b.js"), "export const words = 1;\n".repeat(200));
await writeFile(path.join(clientFolder, "icon.svg"), "<svg/>");
afterAll(() => rm(clientFolder, { recursive: true }));

let database = true;
const open = async (settings: Record<string, string>) => {
  const web = await createServer({
    build: smallBuild,
    settings: readSettings({ NODE_ENV: "test", PORT: "0", ...settings }),
    askDatabase: async () => {
      if (!database) throw new Error("no database");
    },
    clientFolder,
  });
  return { web, ...(await web.listen()) };
};

const { web, port } = await open({ PUBLIC_ORIGIN: "https://throughline.example.gov" });
const plain = await open({});
afterAll(() => Promise.all([web.stop(), plain.web.stop()]));

test("a page and its data are kept by nobody and shown in no frame", async () => {
  for (const address of ["/page", "/page.data", "/file", "/nowhere"]) {
    const { headers } = await ask({ port, path: address });
    expect(headers["cache-control"], address).toBe("no-store");
    expect(headers["content-security-policy"]).toMatch(
      /default-src 'none'.*script-src 'self' 'nonce-.*frame-ancestors 'none'/,
    );
    expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["referrer-policy"]).toBe("same-origin");
  }
});

test("two answers share neither nonce nor number, and scripts learn the nonce", async () => {
  const [first, second] = [await ask({ port, path: "/file" }), await ask({ port, path: "/file" })];
  const context = JSON.parse(first.body).context;
  expect(first.headers["content-security-policy"]).toContain(`'nonce-${context.cspNonce}'`);
  expect(first.headers["x-request-id"]).toBe(context.requestId);
  expect(second.headers["content-security-policy"]).not.toContain(context.cspNonce);
  expect(second.headers["x-request-id"]).not.toBe(context.requestId);
});

test("over plain http nobody is sent to https, and no other host is named", async () => {
  const { headers } = await ask({ port: plain.port });
  expect(headers["strict-transport-security"]).toBeUndefined();
  expect(headers["content-security-policy"]).not.toMatch(/upgrade-insecure|https?:/);
});

test("a file with its content in its name may be kept for a year, and is sent compressed; a missing one is 404", async () => {
  const script = await ask({ port, path: "/assets/page-1a2b.js", headers: { "accept-encoding": "gzip" } });
  expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(script.headers["content-encoding"]).toBe("gzip");
  expect((await ask({ port, path: "/icon.svg" })).headers["cache-control"]).toBe("public, max-age=3600");
  const missing = await ask({ port, path: "/assets/gone.js" });
  expect([missing.status, missing.headers["cache-control"]]).toEqual([404, "no-store"]);
});

test("a watchman hears whether the database answers", async () => {
  expect(JSON.parse((await ask({ port, path: "/healthz" })).body)).toEqual({ web: "ready", database: "ready" });
  database = false;
  const other = await open({});
  const answer = await ask({ port: other.port, path: "/healthz" });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([503, { web: "ready", database: "unreachable" }]);
  await other.web.stop();
  database = true;
});

test("the figures are for this machine, not for those behind a proxy on it", async () => {
  expect((await ask({ port, path: "/metrics" })).body).toContain("http_request_seconds_count");
  expect((await ask({ port, path: "/metrics", headers: { "x-forwarded-for": "203.0.113.9" } })).status).toBe(404);
});

test("a taken port is told in a sentence with the next port in it", async () => {
  const second = await createServer({
    build: smallBuild,
    settings: readSettings({ PORT: String(port) }),
    askDatabase: async () => {},
  });
  const failure = await second.listen().catch((caught: unknown) => caught);
  expect(failure).toBeInstanceOf(Stop);
  expect(String(failure)).toContain(
    `Port ${port} is in use by another program: end it, or choose another port, such as PORT=${port + 1} npm start.`,
  );
});

test("a sender who drips its header is cut off, and an honest one is served meanwhile", async () => {
  const started = Date.now();
  const socket = net.connect(port, "127.0.0.1", () => socket.write("GET /page HTTP/1.1\r\nHost: a\r\n"));
  const drip = setInterval(() => socket.write("x: y\r\n"), 500);
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  expect((await ask({ port })).status).toBe(200);
  await closed;
  clearInterval(drip);
  expect(Date.now() - started).toBeLessThan(14_000);
}, 20_000);
