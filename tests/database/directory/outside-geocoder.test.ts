// The operator's geocoder, as a real server on this machine: what it is sent, what its answers do to places, and what happens when it fails.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { geocodePlaces } from "#app/models/organization/geocode-places.server";
import { locations } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

type Reply = { readonly status?: number; readonly body: unknown };

/** Answers as it is told, and remembers what it was sent. */
async function withGeocoder(
  reply: (address: string) => Reply,
  work: (setting: string, sent: string[]) => Promise<void>,
) {
  const sent: string[] = [];
  const server = createServer((request, response) => {
    sent.push(decodeURIComponent(request.url ?? ""));
    const { status = 200, body } = reply(new URL(request.url ?? "", "http://x").searchParams.get("q") ?? "");
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/search?q={address}&limit=1`, sent);
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

const PAUSE = 5;
const run = ({ asRole }: Stage, setting: string) => geocodePlaces(setting, (work) => asRole("app_job", work), PAUSE);

/** Northside is known by its postal code, Southside by hand; a client lives at an address too. */
async function setOut({ asRole, cast }: Stage): Promise<void> {
  await asRole("app_definer", async (db) => {
    await db.update(locations).set({ pointPrecision: "given", latitude: 39.1, longitude: -76.6 });
    await db
      .update(locations)
      .set({
        addressLine: "12 Mill Lane",
        city: "Baltimore",
        region: "MD",
        postalCode: "21215",
        pointPrecision: "postal_code",
      })
      .where(eq(locations.id, cast.northside.locationId));
    await db.execute(sql`update client set address_line = '7 Secret Court', city = 'Baltimore', postal_code = '21201'`);
  });
}

const placeNow = async ({ asRole, cast }: Stage) => {
  const [row] = await asRole("app_definer", (db) =>
    db.select().from(locations).where(eq(locations.id, cast.northside.locationId)),
  );
  return { latitude: row?.latitude, precision: row?.pointPrecision, edited: row?.editedAt !== null };
};
const answers = ({ asRole }: Stage) =>
  asRole("app_definer", (db) =>
    db.execute(sql`select outcome, failure, attempts from geocode_answer order by address`),
  ).then((rows) => [...rows]);

test("a place known by its postal code is asked about once, and stands at its address; nobody else's address is sent", () =>
  onStage(async (stage) => {
    await setOut(stage);
    const found = [{ lat: "39.345", lon: "-76.681", display_name: "12, Mill Lane" }];
    await withGeocoder(
      () => ({ body: found }),
      async (setting, sent) => {
        expect(await run(stage, setting)).toBe(1);
        expect(await placeNow(stage)).toEqual({ latitude: 39.345, precision: "address", edited: false });
        expect(await run(stage, setting)).toBe(0);
        expect(sent).toEqual(["/search?q=12 Mill Lane, Baltimore, MD 21215&limit=1"]);
        // An import places it by its postal code again: the answer is known, and nobody is asked.
        await stage.asRole("app_definer", (db) =>
          db
            .update(locations)
            .set({ pointPrecision: "postal_code", latitude: 39 })
            .where(eq(locations.id, stage.cast.northside.locationId)),
        );
        expect(await run(stage, setting)).toBe(0);
        expect(await placeNow(stage)).toMatchObject({ latitude: 39.345, precision: "address" });
        expect(sent).toHaveLength(1);
      },
    );
  }));

test.each<[string, Reply, Record<string, unknown>]>([
  ["nothing found", { body: [] }, { outcome: "not_found", failure: null }],
  ["a street of that name in another state", { body: [{ lat: 34, lon: -118 }] }, { outcome: "far_off", failure: null }],
  ["(0, 0)", { body: [{ lat: 0, lon: 0 }] }, { outcome: "far_off", failure: null }],
  ["words", { body: "<html>busy</html>" }, { outcome: "failed", failure: "not-understood" }],
  ["too many questions", { status: 429, body: "" }, { outcome: "failed", failure: "busy" }],
  ["a key that is missing", { status: 403, body: "" }, { outcome: "failed", failure: "refused" }],
  ["somewhere else", { status: 302, body: "" }, { outcome: "failed", failure: "unreachable" }],
])("an answer of %s moves no place, and is kept", (_, reply, kept) =>
  onStage(async (stage) => {
    await setOut(stage);
    const before = await placeNow(stage);
    await withGeocoder(
      () => reply,
      async (setting) => {
        expect(await run(stage, setting)).toBe(1);
        expect(await run(stage, setting)).toBe(0);
      },
    );
    expect(await placeNow(stage)).toEqual(before);
    expect(await answers(stage)).toEqual([{ ...kept, attempts: 1 }]);
  }),
);

test("what fails is tried again later; after five times Nadia is told, once, and it is tried once a day", () =>
  onStage(async (stage) => {
    await setOut(stage);
    await withGeocoder(
      () => ({ status: 503, body: "" }),
      async (setting, sent) => {
        for (let attempt = 0; attempt < 7; attempt += 1) {
          await run(stage, setting);
          await stage.asRole("app_definer", (db) =>
            db.execute(sql`update geocode_answer set try_again_at = '2020-01-01', tried_at = '2020-01-01'`),
          );
        }
        expect(sent).toHaveLength(7);
      },
    );
    expect(await answers(stage)).toEqual([{ outcome: "failed", failure: "busy", attempts: 7 }]);
    const told = await stage.asRole("app_definer", (db) =>
      db.execute(
        sql`select count(*)::int as count from notification where kind = 'geocoder.failed' and membership_id = ${stage.cast.nadia.membershipId}::uuid`,
      ),
    );
    expect([...told]).toEqual([{ count: 1 }]);
  }));
