// What this API says about itself: its version, its parameters, and an OpenAPI document of its addresses. Holds no fact of the directory.
import type { Say } from "#app/i18n/say";
import { EXTENSIONS, type ParameterName, RESOURCES, type ResourceName, TAKEN, TAKEN_BY_ONE } from "./parameters";

export const HSDS_VERSION = "3.1";
/** Where the standard describes what this API says; it has no profile of its own but the extensions in its OpenAPI document. */
const PROFILE = "https://docs.openreferral.org/en/latest/hsds/overview.html";
const SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.1-dev/schema";

/** The schema of one object of each list. */
const OBJECTS: Readonly<Record<ResourceName, string>> = {
  services: "service",
  organizations: "organization",
  service_at_locations: "service_at_location",
  taxonomies: "taxonomy",
  taxonomy_terms: "taxonomy_term",
};

export function aboutApi(origin: string, say: Say) {
  return {
    version: HSDS_VERSION,
    profile: PROFILE,
    openapi_url: `${origin}/hsds/v3/openapi.json`,
    description: say("hsds.about"),
    extensions: Object.fromEntries(EXTENSIONS.map((name) => [name, say(`hsds.parameter.${name}`)])),
  };
}

export function openApiDocument(origin: string, say: Say) {
  const lists = RESOURCES.flatMap((name) => [
    [`/${name}`, { get: listOperation(name, say, "list"), post: listOperation(name, say, "search") }] as const,
    [`/${name}/{id}`, { get: oneOperation(name, say) }] as const,
  ]);
  return {
    openapi: "3.1.0",
    info: {
      title: say("hsds.title"),
      version: HSDS_VERSION,
      summary: say("hsds.summary"),
      description: say("hsds.about"),
      license: { name: say("hsds.license") },
    },
    servers: [{ url: `${origin}/hsds/v3` }],
    security: [{ key: [] }, {}],
    paths: {
      "/": { get: { operationId: "about", responses: { "200": { description: say("hsds.answer.base") } } } },
      ...Object.fromEntries(lists),
    },
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: { Page: PAGE },
      parameters: Object.fromEntries([...namesTaken()].map((name) => [name, parameterOf(name, say)])),
    },
  };
}

const namesTaken = () => new Set<ParameterName>(RESOURCES.flatMap((name) => [...TAKEN[name], ...TAKEN_BY_ONE[name]]));

const PAGE = {
  type: "object",
  required: ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
  properties: {
    ...Object.fromEntries(
      ["total_items", "total_pages", "page_number", "size"].map((name) => [name, { type: "integer" }]),
    ),
    ...Object.fromEntries(["first_page", "last_page", "empty"].map((name) => [name, { type: "boolean" }])),
    contents: { type: "array" },
  },
};

const KINDS: Readonly<Partial<Record<ParameterName, object>>> = {
  page: { type: "integer", minimum: 1 },
  per_page: { type: "integer", minimum: 1 },
  format: { enum: ["json", "ndjson"] },
  minimal: { type: "boolean" },
  full: { type: "boolean" },
  full_service: { type: "boolean" },
  top_only: { type: "boolean" },
  proximity: { type: "number", exclusiveMinimum: 0 },
  lat: { type: "number", minimum: -90, maximum: 90 },
  lon: { type: "number", minimum: -180, maximum: 180 },
  accepting: { enum: ["true", "false", "waitlist"] },
};

function parameterOf(name: ParameterName, say: Say) {
  const said = say(`hsds.parameter.${name}`);
  const description = EXTENSIONS.includes(name) ? `${said} ${say("hsds.not-the-standard")}` : said;
  return { name, in: "query", required: false, description, schema: KINDS[name] ?? { type: "string" } };
}

function listOperation(name: ResourceName, say: Say, deed: "list" | "search") {
  const items = { $ref: `${SCHEMAS}/${OBJECTS[name]}.json` };
  const page = { allOf: [{ $ref: "#/components/schemas/Page" }], properties: { contents: { type: "array", items } } };
  return {
    operationId: `${deed}_${name}`,
    parameters: TAKEN[name].map((one) => ({ $ref: `#/components/parameters/${one}` })),
    responses: {
      "200": {
        description: say("hsds.answer.list"),
        content: { "application/json": { schema: page }, "application/x-ndjson": { schema: items } },
      },
      "400": { description: say("hsds.answer.refused") },
      ...refusals(say),
    },
  };
}

function oneOperation(name: ResourceName, say: Say) {
  const id = { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } };
  const schema = { $ref: `${SCHEMAS}/${OBJECTS[name]}.json` };
  return {
    operationId: `read_${name}`,
    parameters: [id, ...TAKEN_BY_ONE[name].map((one) => ({ $ref: `#/components/parameters/${one}` }))],
    responses: {
      "200": { description: say("hsds.answer.one"), content: { "application/json": { schema } } },
      "404": { description: say("hsds.answer.absent") },
      ...refusals(say),
    },
  };
}

const refusals = (say: Say) => ({
  "401": { description: say("hsds.answer.closed") },
  "429": { description: say("hsds.answer.too-many") },
});
