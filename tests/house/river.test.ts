// Law 3, the river: a concept knows only what lies upstream; one file sees it all, so that what follows is told there.
import { describe, expect, test } from "vitest";
import { filesBelow, importsOf, pathsBelow, type SourceFile } from "./source-files";

const RIVER = [
  "values",
  "event",
  "job",
  "notification",
  "agency",
  "form",
  "organization",
  "import",
  "search",
  "practitioner",
  "application",
  "screening",
  "client",
  "case",
  "assessment",
  "programme",
  "consent",
  "plan",
  "referral",
  "partner",
  "authorization",
  "schedule",
  "delivery",
  "invoice",
  "payment",
  "feedback",
  "insight",
];
/** What stands on the bank: one file tells downstream what happened upstream, one lists the lifecycles for drawings and triggers. */
const BANK = ["app/models/reactions.server", "app/models/lifecycles"];

function conceptOf(path: string): string | null {
  return /^app\/models\/([^/]+)\/./.exec(path)?.[1] ?? null;
}

function complaints(file: SourceFile): string[] {
  const concept = conceptOf(file.path);
  const place = RIVER.indexOf(concept ?? "");
  return importsOf(file).flatMap(({ from, target }) => {
    if (concept === null || target === null) return [];
    if (BANK.includes(target)) return [`${file.path} looks at the whole river: ${from}`];
    const other = conceptOf(target);
    return other !== null && RIVER.indexOf(other) > place ? [`${file.path} looks downstream: ${from}`] : [];
  });
}

describe("the river", () => {
  test("flows one way", () => {
    expect(filesBelow("app/models", /\.tsx?$/).flatMap(complaints)).toEqual([]);
  });

  test("has no concept and no onlooker that is not named", () => {
    const folders = new Set(pathsBelow("app/models").flatMap((path) => conceptOf(path) ?? []));
    expect([...folders].filter((folder) => !RIVER.includes(folder))).toEqual([]);
    const onlookers = pathsBelow("app/models").filter((path) => conceptOf(path) === null);
    expect(onlookers.filter((path) => !BANK.includes(path.replace(/\.ts$/, "")))).toEqual([]);
  });

  test.each([
    ["app/models/case/open.server.ts", 'import { sendReferral } from "#app/models/referral/send.server";'],
    ["app/models/case/rule.ts", 'import type { Referral } from "../referral/read.server";'],
    ["app/models/values/money.ts", 'import { defineEvents } from "../event/define";'],
    ["app/models/referral/accept.server.ts", 'import { react } from "../reactions.server";'],
  ])("%s may not: %s", (path, text) => {
    expect(complaints({ path, text })).toHaveLength(1);
  });

  test.each([
    ["app/models/referral/send.server.ts", 'import { readCase } from "../case/read.server";'],
    ["app/models/referral/send.server.ts", 'import { referralLifecycle } from "./lifecycle";'],
    ["app/models/reactions.server.ts", 'import { openSession } from "./delivery/open.server";'],
  ])("%s may: %s", (path, text) => {
    expect(complaints({ path, text })).toEqual([]);
  });
});
