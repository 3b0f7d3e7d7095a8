// The guard before Remix: what a page of ours sends passes, what a stranger's page makes a browser send does not.
import net from "node:net";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createServer } from "#app/commands/serve/server";
import { readSettings } from "#app/env.server";
import { ask } from "#tests/stage/raw-request";
import { reached, smallBuild } from "#tests/stage/small-build";

const home = "https://throughline.example.gov";
const evil = "https://evil.example";
const form = "application/x-www-form-urlencoded";

async function serve(settings: Record<string, string>) {
  const web = await createServer({
    build: smallBuild,
    settings: readSettings({ NODE_ENV: "test", PORT: "0", ...settings }),
    askDatabase: async () => {},
  });
  const { port } = await web.listen();
  return { ...web, port };
}

const web = await serve({ PUBLIC_ORIGIN: home });
const demo = await serve({});
const proxied = await serve({ PUBLIC_ORIGIN: home, TRUSTED_PROXY: "127.0.0.1" });
afterAll(() => Promise.all([web.stop(), demo.stop(), proxied.stop()]));
beforeEach(() => {
  reached.length = 0;
});

const honest = { host: "throughline.example.gov", origin: home, "content-type": form };
const post = (path: string, headers: Record<string, string>, method = "POST") =>
  ask({ port: web.port, method, path, headers, body: "a=b" });

describe("a write from Mara's own page", () => {
  test.each([
    ["a form without JavaScript", "/page", {}],
    ["a form with JavaScript", "/page.data", { "sec-fetch-site": "same-origin" }],
    ["a route without a page", "/file", { "sec-fetch-site": "same-origin" }],
    ["a file", "/page", { "content-type": "multipart/form-data; boundary=x" }],
  ])("passes: %s", async (_name, path, headers) => {
    const answer = await post(path, { ...honest, ...headers });
    expect(answer.status).toBe(200);
    expect(reached).toHaveLength(1);
  });
});

describe("a write from a stranger's page is turned away", () => {
  test.each<[string, string, Record<string, string | undefined>, number]>([
    ["another site's form", "/page", { origin: evil }, 403],
    ["another site's form to a route without a page", "/file", { origin: evil }, 403],
    ["another site's fetch", "/page.data", { origin: evil }, 403],
    ["a sandboxed frame", "/file", { origin: "null" }, 403],
    ["no origin at all", "/file", { origin: undefined }, 403],
    ["a sibling of our site", "/page", { origin: "https://other.example.gov" }, 403],
    ["our name over plain http", "/page", { origin: "http://throughline.example.gov" }, 403],
    [
      "our name on another port",
      "/page",
      { origin: `${home}:6666`, "x-forwarded-host": "throughline.example.gov:6666" },
      403,
    ],
    ["a name that says it was forwarded", "/page", { origin: evil, "x-forwarded-host": "evil.example" }, 403],
    ["a Host that matches its Origin", "/page", { origin: evil, host: "evil.example" }, 403],
    ["our origin, but the browser knows better", "/file", { "sec-fetch-site": "cross-site" }, 403],
    ["our origin from the same site only", "/file", { "sec-fetch-site": "same-site" }, 403],
    ["the older door", "/page?_data=page", {}, 400],
    ["the older door, disguised", "/page?%5Fdata=page", {}, 400],
    ["plain text that looks like a form", "/file", { "content-type": "text/plain" }, 415],
    ["JSON", "/file", { "content-type": "application/json" }, 415],
    ["no kind at all", "/file", { "content-type": undefined }, 415],
  ])("%s", async (_name, path, changes, status) => {
    const headers = Object.entries({ ...honest, ...changes }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const answer = await post(path, Object.fromEntries(headers));
    expect(answer.status).toBe(status);
    expect(reached).toEqual([]);
  });

  test.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("%s is not a way to write", async (method) => {
    const answer = await post("/file", honest, method);
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe("GET, HEAD, POST");
    expect(reached).toEqual([]);
  });
});

describe("size", () => {
  const send = (headers: Record<string, string>, bytes: number) =>
    ask({
      port: web.port,
      method: "POST",
      path: "/file",
      headers: { ...honest, ...headers },
      body: Buffer.alloc(bytes, "x"),
    });

  test("a document of 20 MB passes, one of 22 MB is told its limit before anything is read", async () => {
    const multipart = { "content-type": "multipart/form-data; boundary=x" };
    expect((await send(multipart, 20 * 1024 * 1024)).status).toBe(200);
    const answer = await send(multipart, 22 * 1024 * 1024);
    expect(answer.status).toBe(413);
    expect(answer.body).toMatch(/At most 21 MB/);
    expect(reached).toHaveLength(1);
  });

  test("a form without files may have 1 MB", async () => {
    expect((await send({}, 1024 * 1024)).status).toBe(200);
    expect((await send({}, 1024 * 1024 + 1)).status).toBe(413);
  });

  test("a body without a length is not waited for", async () => {
    const answer = await send({ "transfer-encoding": "chunked" }, 10);
    expect(answer.status).toBe(411);
    expect(reached).toEqual([]);
  });

  test("a header of 20 kB ends the connection", async () => {
    expect((await ask({ port: web.port, headers: { ...honest, cookie: "x".repeat(20_000) } })).status).toBe(431);
  });
});

describe("where we are", () => {
  test("a page's address is made from PUBLIC_ORIGIN, whatever the Host and X-Forwarded-Host say", async () => {
    const answer = await ask({
      port: web.port,
      path: "/file",
      headers: { host: "evil.example:6666", "x-forwarded-host": "evil.example" },
    });
    expect(JSON.parse(answer.body).url).toBe(`${home}/file`);
  });

  test("a stranger cannot choose the address we note down, our own proxy can", async () => {
    const headers = { host: "x", "x-forwarded-for": "203.0.113.9" };
    const alone = await ask({ port: web.port, path: "/file", headers });
    expect(JSON.parse(alone.body).context.address).toBe("127.0.0.1");
    const behind = await ask({ port: proxied.port, path: "/file", headers });
    expect(JSON.parse(behind.body).context.address).toBe("203.0.113.9");
  });

  test.each(["//evil.example/page", "/%E0%A4%A", "/page%00", "/page?a=%00"])("%s cannot be read", async (path) => {
    expect((await ask({ port: web.port, path })).status).toBe(400);
  });

  test("a whole address instead of a path, and a Host of two words, cannot be read", async () => {
    const send = (text: string) =>
      new Promise<string>((resolve) => {
        let answer = "";
        const socket = net.connect(web.port, "127.0.0.1", () => socket.end(text));
        socket.on("data", (part) => {
          answer += part;
        });
        socket.once("close", () => resolve(answer));
      });
    expect(await send("GET http://evil.example/page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1.1 400/,
    );
    expect(await send("GET /page HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1.1 400/);
  });
});

describe("a demo without PUBLIC_ORIGIN", () => {
  const write = (name: string, origin = `http://${name}:${demo.port}`) =>
    ask({
      port: demo.port,
      method: "POST",
      path: "/file",
      headers: { host: `${name}:${demo.port}`, origin, "content-type": form },
      body: "a=b",
    });

  test.each(["localhost", "127.0.0.1", "192.168.1.20", "[::1]"])("takes a write from %s", async (name) => {
    expect((await write(name)).status).toBe(200);
  });

  test("takes none from a name that a stranger may have pointed here, nor from another port", async () => {
    expect((await write("rebound.example")).status).toBe(403);
    expect((await write("localhost", "http://localhost:1")).status).toBe(403);
    expect((await write("localhost", `https://localhost:${demo.port}`)).status).toBe(403);
  });
});
