// Laws 6 and 7, limits and no drawers: files of 300 lines, functions of 60, a first sentence each, and names that say what is inside.
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { filesBelow, nodesOf, parse, pathsBelow, type SourceFile } from "./source-files";

const MOST_LINES_A_FILE = 300;
const MOST_LINES_A_FUNCTION = 60;
const FOLDERS = ["app", "drizzle", "tests", "bench"];
const WRITTEN = /\.(tsx?|m?js|s?css|sql)$/;
const DRAWERS = ["utils", "helpers", "common", "shared", "misc", "lib", "core", "manager", "service"];
const DRAWER_WORDS = ["util", "utils", "helper", "helpers", "misc"];

function lengthComplaints(file: SourceFile): string[] {
  const lines = file.text.split("\n").length - 1;
  const long = lines > MOST_LINES_A_FILE ? [`${file.path} has ${lines} lines`] : [];
  return /\.(tsx?|m?js)$/.test(file.path) ? [...long, ...functionComplaints(file)] : long;
}

function functionComplaints(file: SourceFile): string[] {
  const tree = parse(file);
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  return nodesOf(tree).flatMap((node) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || !node.body || isChapter(node)) return [];
    const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
    return lines > MOST_LINES_A_FUNCTION ? [`${file.path}:${lineOf(node.getStart()) + 1} has ${lines} lines`] : [];
  });
}

// The callback of a describe is a chapter of tests: the file's limit holds for it, and each test's own for what is in it.
function isChapter(node: ts.Node): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && /^describe/.test(call.expression.getText());
}

function openingComplaints(file: SourceFile): string[] {
  const [first = "", second = ""] = file.text.replace(/^#!.*\n/, "").split("\n");
  const mark = file.path.endsWith(".sql") ? "--" : file.path.endsWith(".css") ? "/*" : "//";
  const sentence = first.slice(mark.length).replace(/\*\/$/, "").trim();
  const isWhole = /[.:]\)?$/.test(sentence) || second.startsWith(mark);
  return first.startsWith(mark) && sentence.length >= 20 && isWhole ? [] : [`${file.path} opens without its sentence`];
}

function drawerComplaints(path: string): string[] {
  return path.split("/").flatMap((segment) => {
    const name = segment.replace(/(\.(server|client|test))?\.\w+$/, "");
    const words = name.split(/[-._]/);
    const isDrawer = DRAWERS.includes(name) || words.some((word) => DRAWER_WORDS.includes(word));
    return isDrawer ? [`${path}: "${segment}" is a drawer`] : [];
  });
}

const written = () => FOLDERS.flatMap((folder) => filesBelow(folder, WRITTEN));

describe("a file", () => {
  test("is short, and so is each function in it", () => {
    expect(written().flatMap(lengthComplaints)).toEqual([]);
  });

  test("opens with the sentence that says what it is", () => {
    expect(written().flatMap(openingComplaints)).toEqual([]);
  });

  test("is not a drawer, and lies in none", () => {
    const paths = [...FOLDERS, "docs", "public"].flatMap(pathsBelow);
    expect(paths.flatMap(drawerComplaints)).toEqual([]);
  });
});

describe("the limits are seen to be passed by", () => {
  const many = (count: number) => "  step();\n".repeat(count);

  test.each([
    ["a file", "\n".repeat(301)],
    ["a function", `function deed() {\n${many(59)}}\n`],
    ["an arrow", `export const deed = () => {\n${many(59)}};\n`],
    ["a method", `class Deed {\n  do() {\n${many(59)}  }\n}\n`],
    ["a page", `export default function Page() {\n  return (\n${"<p>line</p>\n".repeat(60)});\n}\n`],
  ])("%s that is too long", (_what, text) => {
    expect(lengthComplaints({ path: "app/models/case/deed.tsx", text }).length).toBeGreaterThan(0);
  });

  test("and kept by what is just long enough", () => {
    expect(lengthComplaints({ path: "app/models/case/deed.ts", text: `function deed() {\n${many(58)}}\n` })).toEqual(
      [],
    );
    expect(
      lengthComplaints({ path: "tests/rules/a.test.ts", text: `describe("a", () => {\n${many(90)}});\n` }),
    ).toEqual([]);
  });

  test.each([
    ["app/a.ts", "import a from 'a';\n"],
    ["app/a.ts", "// TODO\nimport a from 'a';\n"],
    ["app/a.scss", "@use 'uswds';\n"],
    ["drizzle/guards/a.sql", "create table a ();\n"],
  ])("%s that opens with: %s", (path, text) => {
    expect(openingComplaints({ path, text })).toHaveLength(1);
  });

  test("and kept by a first sentence", () => {
    expect(openingComplaints({ path: "app/a.ts", text: "// Prices deliveries; never reads the database.\n" })).toEqual(
      [],
    );
    expect(openingComplaints({ path: "app/a.sql", text: "-- Who may see a case, in one place.\n" })).toEqual([]);
  });

  test.each([
    "app/utils/a.ts",
    "app/lib/a.ts",
    "app/models/case/helpers.ts",
    "app/date-utils.ts",
    "app/service.server.ts",
    "tests/shared/a.test.ts",
  ])("%s, which is a drawer", (path) => {
    expect(drawerComplaints(path)).toHaveLength(1);
  });

  test.each(["app/routes/network.services.tsx", "app/models/organization/service-at-location.ts"])(
    "but not %s",
    (path) => {
      expect(drawerComplaints(path)).toEqual([]);
    },
  );
});
