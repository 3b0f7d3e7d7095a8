// The standard's own JSON Schemas as judges of what the HSDS addresses answer, where the shared data is there. Reads files; asks nothing else.
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { sharedData } from "./shared-data";

const FOLDER = sharedData("hsds-standard", "3.1-dev", "schema");

/** Names of schemas: "service.json" for one whole, "compiled/service_list.json" for what a list carries. */
export type HsdsSchemas = (name: string, value: unknown) => string[];

const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));

/** @returns a judge that tells each fault as "path: what is wrong"; none is a good sign */
export function hsdsSchemas(): HsdsSchemas {
  // The schemas carry words of the tabular form beside those of JSON Schema.
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const name of readdirSync(FOLDER).filter((one) => one.endsWith(".json") && one !== "openapi.json"))
    ajv.addSchema(read(`${FOLDER}/${name}`), name);
  const compiled = new Map<string, ValidateFunction>();
  return (name, value) => {
    const judge = compiled.get(name) ?? ajv.getSchema(name) ?? ajv.compile(read(`${FOLDER}/${name}`));
    compiled.set(name, judge);
    if (judge(value)) return [];
    return (judge.errors ?? []).map((fault) => `${fault.instancePath}: ${fault.message}`);
  };
}

/** What the standard's OpenAPI says of a page's envelope. */
export function pageSchema(): Record<string, { type: string }> {
  return read(`${FOLDER}/openapi.json`).components.schemas.Page.properties;
}

/** The parameters of a list in the standard's OpenAPI. */
export function standardParameters(list: string): string[] {
  const { paths, components } = read(`${FOLDER}/openapi.json`);
  const given: { $ref?: string; name?: string }[] = paths[`/${list}`].get.parameters;
  return given.map(({ $ref, name }) => name ?? components.parameters[$ref?.split("/").at(-1) ?? ""].name);
}
