// Law 2, floors: imports go down, never up; routes never import each other and hold no SQL.
import { describe, expect, test } from "vitest";
import { filesBelow, importsOf, type SourceFile } from "./source-files";

/** From the ground up. What stands higher may lean on what stands lower or beside it. */
const FLOORS = [
  "pure files",
  "drizzle/schema",
  "access and database",
  "deeds and reads",
  "ui",
  "routes and commands",
] as const;
const SQL = /^(drizzle-orm|postgres)(\/|$)|^#drizzle(\/|$)/;

function floorOf(path: string): number {
  const name = path.replace(/\.tsx?$/, "");
  if (/^app\/(routes|commands)\//.test(path) || /^app\/(root|entry\.\w+)$/.test(name)) return 5;
  if (path.startsWith("app/ui/")) return 4;
  const isServer = name.endsWith(".server");
  if (path.startsWith("drizzle/")) return 1;
  if (path.startsWith("app/database/")) return 2;
  if (path.startsWith("app/access/") || /^app\/[^/]+$/.test(path)) return isServer ? 2 : 0;
  return isServer ? 3 : 0;
}

function complaints(file: SourceFile): string[] {
  const floor = floorOf(file.path);
  return importsOf(file).flatMap(({ from, target, isType }) => {
    if (file.path.startsWith("app/routes/") && SQL.test(from)) return [`${file.path} holds SQL: ${from}`];
    if (target === null || target.startsWith("tests/")) return [];
    if (isOtherRoute(file.path, target)) return [`${file.path} imports the route ${from}`];
    // A screen is drawn in a browser, where no server file exists.
    if (floor === 4 && !isType && target.endsWith(".server")) return [`${file.path} (ui) imports the server's ${from}`];
    const below = floorOf(target);
    // A type leaves nothing behind when the program runs, so it may be named from below.
    return below > floor && !isType ? [`${file.path} (${FLOORS[floor]}) imports ${from} (${FLOORS[below]})`] : [];
  });
}

// What lies in a route's own folder beside its route file is a part of that route.
function isOtherRoute(importer: string, target: string): boolean {
  if (!importer.startsWith("app/routes/") || !target.startsWith("app/routes/")) return false;
  const folder = importer.slice(0, importer.lastIndexOf("/"));
  return folder === "app/routes" || !target.startsWith(`${folder}/`) || target.endsWith("/route");
}

describe("the floors of the house", () => {
  test("are only looked down from", () => {
    const files = [...filesBelow("app", /\.tsx?$/), ...filesBelow("drizzle/schema", /\.ts$/)];
    expect(files.flatMap(complaints)).toEqual([]);
  });

  test.each([
    ["app/models/case/rule.ts", 'import { cases } from "#drizzle/schema";'],
    ["app/models/case/rule.ts", 'import { mayDo } from "#app/access/gate.server";'],
    ["app/database/pool.server.ts", 'import { openCase } from "#app/models/case/open.server";'],
    ["app/access/gate.server.ts", 'import { openCase } from "../models/case/open.server";'],
    ["app/models/case/read.server.ts", 'import { Card } from "#app/ui/card";'],
    ["app/ui/card.tsx", 'import { build } from "#app/commands/build";'],
    ["app/ui/card.tsx", 'import { readCase } from "#app/models/case/read.server";'],
    ["drizzle/schema/case.ts", 'import { asActor } from "#app/database/as-actor.server";'],
    ["app/routes/agency.cases.tsx", 'import { Page } from "./agency.clients";'],
    ["app/routes/agency.cases.tsx", 'import { Page } from "#app/routes/agency.clients";'],
    ["app/routes/agency.cases/route.tsx", 'import { Page } from "../agency.clients/route";'],
    ["app/routes/agency.cases.tsx", 'import { eq } from "drizzle-orm";'],
    ["app/routes/agency.cases.tsx", 'import { cases } from "#drizzle/schema";'],
  ])("%s may not: %s", (path, text) => {
    expect(complaints({ path, text })).toHaveLength(1);
  });

  test.each([
    ["app/routes/agency.cases.tsx", 'import { readCase } from "#app/models/case/read.server";'],
    ["app/routes/agency.cases/route.tsx", 'import { Row } from "./row";'],
    ["app/models/case/read.server.ts", 'import { cases } from "#drizzle/schema";'],
    ["app/ui/card.tsx", 'import { money } from "#app/i18n/formats";'],
    ["drizzle/schema/case.ts", 'import { caseLifecycle } from "#app/models/case/lifecycle";'],
  ])("%s may: %s", (path, text) => {
    expect(complaints({ path, text })).toEqual([]);
  });
});
