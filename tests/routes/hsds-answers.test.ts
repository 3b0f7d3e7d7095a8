// What the HSDS addresses answer: by the standard's own schemas where they are there, by the facts of the story anywhere.
import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { TAKEN } from "#app/interop/hsds/parameters";
import { makeKey } from "#app/models/agency/keys.server";
import { loader } from "#app/routes/hsds.v3.services";
import { services } from "#drizzle/schema";
import { type HsdsSchemas, hsdsSchemas, pageSchema, standardParameters } from "#tests/stage/hsds-schemas";
import { type HsdsAnswer, type HsdsVisit, onHsds, type Told } from "#tests/stage/hsds-visit";
import { hasSharedData, sharedData } from "#tests/stage/shared-data";

const LISTS = ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"] as const;
const ONE = {
  services: "service.json",
  organizations: "organization.json",
  service_at_locations: "service_at_location.json",
  taxonomies: "taxonomy.json",
  taxonomy_terms: "taxonomy_term.json",
} as const;
const IN_LIST = {
  ...ONE,
  services: "compiled/service_list.json",
  organizations: "compiled/organization_list.json",
  service_at_locations: "compiled/service_at_location_list.json",
} as const;

/** Asks with a key, and fails where the answer is a no. */
const reader = async (visit: HsdsVisit) => {
  const { as, cast } = visit;
  const key = await as(cast.ada, (db) => makeKey(db, cast.ada, { name: "A mirror", days: "30" }));
  return async (path: string, more: Parameters<HsdsVisit["ask"]>[1] = {}): Promise<HsdsAnswer> => {
    const answer = await visit.ask(path, { ...more, key });
    expect([path, answer.status, answer.status === 200 ? "" : answer.text]).toEqual([path, 200, ""]);
    return answer;
  };
};
const onRead = (story: (read: Awaited<ReturnType<typeof reader>>, visit: HsdsVisit) => Promise<void>) =>
  onHsds(async (visit) => story(await reader(visit), visit));
const all = (told: Told | undefined) => (told ?? []) as unknown as readonly Told[];

describe.skipIf(!hasSharedData)("by the standard's schemas (needs ../shared/data)", () => {
  let faults: HsdsSchemas;
  beforeAll(() => {
    faults = hsdsSchemas();
  });

  test("every list, plain and full, as page and as lines, and every object is as the standard has it", () =>
    onRead(async (read) => {
      const envelope = pageSchema();
      for (const list of LISTS) {
        const page = await read(list);
        for (const [name, { type }] of Object.entries(envelope)) {
          const value: unknown = page.told[name];
          expect([list, name, type === "integer" ? Number.isInteger(value) : typeof value === type]).toEqual([
            list,
            name,
            true,
          ]);
        }
        expect(page.contents.length).toBeGreaterThan(0);
        const lines = await read(`${list}?format=ndjson`);
        expect(lines.contents).toEqual(page.contents);
        expect(page.contents.flatMap((one) => faults(IN_LIST[list], one))).toEqual([]);
        for (const { id } of page.contents) {
          const one = await read(`${list}/${id}`);
          expect(faults(ONE[list], one.told)).toEqual([]);
        }
      }
      for (const path of ["services?minimal=true"]) {
        expect((await read(path)).contents.flatMap((one) => faults(IN_LIST.services, one))).toEqual([]);
      }
      for (const list of ["services", "service_at_locations", "organizations"] as const) {
        const full = await read(`${list}?full=true${list === "organizations" ? "&full_service=true" : ""}`);
        expect(full.contents.flatMap((one) => faults(ONE[list], one))).toEqual([]);
      }
    }));

  test("the services of organizations and the service of a place are whole services", () =>
    onRead(async (read) => {
      const organizations = (await read("organizations?full_service=true")).contents;
      const services = organizations.flatMap((one) => all(one.services));
      expect(services.length).toBeGreaterThan(2);
      expect(services.flatMap((one) => faults(ONE.services, one))).toEqual([]);
      const places = (await read("service_at_locations?full=true")).contents;
      expect(places.flatMap((one) => faults(ONE.services, one.service))).toEqual([]);
    }));

  test("the judge is awake: a service without a name or with a mailbox that is none is a fault", () => {
    const service = { id: "0198f000-0000-7000-8000-000000000001", status: "active", email: "desk at northside" };
    expect(faults(ONE.services, service)).toEqual([
      ": must have required property 'name'",
      '/email: must match format "email"',
    ]);
  });

  test("every parameter the standard names is taken", () => {
    for (const list of LISTS) expect(TAKEN[list]).toEqual(expect.arrayContaining(standardParameters(list)));
  });

  test("a conforming feed has no fact of another kind than ours, where both say one", () =>
    onRead(async (read, { cast }) => {
      const feed = (name: string): Told =>
        JSON.parse(readFileSync(sharedData("oruk-api-responses", "V3.0-UK-Default", `${name}.json`), "utf8"));
      const { serviceId, organizationId, serviceAtLocationId } = cast.northside;
      const term = (await read("taxonomy_terms")).contents[0]?.id;
      const taxonomy = (await read("taxonomies")).contents[0]?.id;
      const pairs: [string, string][] = [
        ["api_details", "./"],
        ["service_list", "services"],
        ["organization_list", "organizations"],
        ["service_at_location_list", "service_at_locations"],
        ["taxonomy_list", "taxonomies"],
        ["taxonomy_term_list", "taxonomy_terms"],
        ["service_full", `services/${serviceId}`],
        ["organization", `organizations/${organizationId}?full_service=true`],
        ["service_at_location_full", `service_at_locations/${serviceAtLocationId}`],
        ["taxonomy", `taxonomies/${taxonomy}`],
        ["taxonomy_term", `taxonomy_terms/${term}`],
      ];
      for (const [theirs, ours] of pairs)
        expect([theirs, differences(feed(theirs), (await read(ours)).told)]).toEqual([theirs, []]);
    }));
});

/** Facts of both that are not of one kind, and what an envelope lacks. */
function differences(theirs: unknown, ours: unknown, path = ""): string[] {
  if (kindOf(theirs) !== kindOf(ours)) return [`${path}: ${kindOf(theirs)} is ${kindOf(ours)} here`];
  if (Array.isArray(theirs) && Array.isArray(ours))
    return theirs.length > 0 && ours.length > 0 ? differences(theirs[0], ours[0], `${path}[]`) : [];
  if (kindOf(theirs) !== "object") return [];
  const [left, right] = [theirs as Record<string, unknown>, ours as Record<string, unknown>];
  const lacking = "contents" in left ? Object.keys(left).filter((name) => !(name in right)) : [];
  const both = Object.keys(left).filter((name) => name in right);
  return [
    ...lacking.map((name) => `${path}.${name} is lacking`),
    ...both.flatMap((name) => differences(left[name], right[name], `${path}.${name}`)),
  ];
}

const kindOf = (value: unknown) => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);

describe("a list", () => {
  test("is paged: two, then two, then none", () =>
    onRead(async (read) => {
      const pages = await Promise.all([1, 2, 3].map((page) => read(`service_at_locations?per_page=2&page=${page}`)));
      expect(pages.map(({ told }) => ({ ...told, contents: null }))).toEqual([
        envelope({ page_number: 1, size: 2, first_page: true }),
        envelope({ page_number: 2, size: 2, last_page: true }),
        envelope({ page_number: 3, size: 0, last_page: true, empty: true }),
      ]);
      const ids = pages.flatMap(({ contents }) => contents.map(({ id }) => id));
      expect(new Set(ids).size).toBe(4);
    }));

  const envelope = (facts: object) => ({
    ...{ total_items: 4, total_pages: 2, first_page: false, last_page: false, empty: false, contents: null },
    ...facts,
  });

  test("and an object may be asked for again by its tag: nothing is sent where nothing changed", () =>
    onRead(async (read, visit) => {
      const { headers } = await read("taxonomy_terms");
      const key = await visit.as(visit.cast.ada, (db) => makeKey(db, visit.cast.ada, { name: "Again", days: "30" }));
      const again = await visit.ask("taxonomy_terms", { key, headers: { "If-None-Match": headers.get("ETag") ?? "" } });
      expect([again.status, again.text]).toEqual([304, ""]);
    }));

  test("of all lines goes on past what is read at once, in the order of ids", () =>
    onRead(async (read, { asRole, cast }) => {
      const { organizationId } = cast.northside;
      const names = Array.from({ length: 1203 }, (_, place) => ({ organizationId, name: `Class ${place}` }));
      await asRole("app_definer", (db) => db.insert(services).values(names));
      const { contents, headers } = await read("services?minimal=false", {
        headers: { Accept: "application/x-ndjson" },
      });
      expect(headers.get("Content-Type")).toMatch(/^application\/x-ndjson/);
      const ids = contents.map(({ id }) => String(id));
      expect(ids).toHaveLength(1207);
      expect(ids).toEqual([...new Set(ids)].toSorted());
      const minimal = await read("services?minimal=true");
      expect(minimal.contents).toEqual(
        contents.map(({ id, name, status, last_modified }) => ({ id, name, status, last_modified })),
      );
    }));
});

test("lines break off when their key is revoked meanwhile: a part is not taken for the whole", () =>
  onHsds(async ({ as, asRole, arrange, cast }) => {
    const { organizationId } = cast.northside;
    const names = Array.from({ length: 3000 }, (_, place) => ({ organizationId, name: `Class ${place}` }));
    await asRole("app_definer", (db) => db.insert(services).values(names));
    const key = await as(cast.ada, (db) => makeKey(db, cast.ada, { name: "Cut", days: "30" }));
    const request = new Request("http://localhost:3000/hsds/v3/services?format=ndjson", {
      headers: { Authorization: `Bearer ${key}` },
    });
    const context = { cspNonce: "", requestId: "story", address: "198.51.100.9" };
    const response = await loader({ request, params: {}, context });
    expect(response.status).toBe(200);
    const reader = response.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await arrange(sql`update api_key set revoked_at = app.clock()`);
    const rest = async () => {
      while (!(await reader?.read())?.done);
    };
    await expect(rest()).rejects.toMatchObject({ code: "hsds.key-refused" });
  }));

test("one object is one document, also for who would rather have lines", () =>
  onRead(async (read, { cast }) => {
    const { headers, told } = await read(`services/${cast.northside.serviceId}`, {
      headers: { Accept: "application/x-ndjson" },
    });
    expect(headers.get("Content-Type")).toMatch(/^application\/json/);
    expect(told.name).toBe("Northside counseling");
  }));

describe("an answer", () => {
  test("holds the directory's facts and none of agreements, prices, credentials, clients or agencies", () =>
    onRead(async (read, { cast, asRole }) => {
      const { layEveryRow } = await import("#tests/stage/every-row");
      await asRole("app_definer", (db) => layEveryRow(db, cast));
      const texts = await Promise.all(
        ["services?full=true", "organizations?full_service=true", "service_at_locations?full=true"].map(
          async (path) => (await read(path)).text,
        ),
      );
      const said = texts.join("\n");
      expect(said).toContain("Northside counseling");
      for (const word of [
        "Harbor County",
        "G-0001",
        "agreement",
        "rate_cents",
        "credential",
        "Canary",
        "membership",
        "edited",
      ])
        expect([word, said.includes(word)]).toEqual([word, false]);
    }));

  test("leaves out what is no address or mailbox, and writes what is one as the standard wants it", () =>
    onRead(async (read, { cast, directory }) => {
      const { told } = await read(`organizations/${cast.northside.organizationId}`);
      expect(told.website).toBe("http://www.northside.example.org/");
      expect(told).not.toHaveProperty("email");
      const service = (await read(`services/${cast.northside.serviceId}`)).told;
      expect(service.url).toBe("https://northside.example.org/talk?a=%5Bb%5D%7Cc");
      expect(all(service.phones)).toMatchObject([{ number: "410-555-0102", description: "Ask for Pavel A7" }]);
      expect(all(service.service_areas)).toMatchObject([
        { postal_codes: ["21201", "21202"] },
        { extent_type: "geojson" },
        { name: "Baltimore" },
      ]);
      const remote = (await read(`service_at_locations/${directory.remotePlaceId}`)).told;
      expect(remote).toMatchObject({
        location: { location_type: "virtual" },
        schedules: [{ description: "Most evenings" }],
      });
    }));
});
