// Finds words on screens that are not in the catalogue, and refusals that no text speaks for. Reads source; runs no page.
import ts from "typescript";
import { expect, test } from "vitest";
import english from "#app/i18n/en";
import { sayIn } from "#app/i18n/say-in";
import { filesBelow, parse, type SourceFile } from "./source-files";

/** Attributes that people read or hear. */
const SPOKEN = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "caption",
  "header",
  "hint",
  "label",
  "lead",
  "placeholder",
  "summary",
  "title",
]);

test("Every word on a screen comes from the catalogue", () => {
  const screens = filesBelow("app", /\.tsx$/);
  expect(screens.length).toBeGreaterThan(10);
  expect(screens.flatMap(looseWords)).toEqual([]);
});

test("The search for loose words finds them, and lets codes and figures be", () => {
  const found = looseWords({
    path: "page.tsx",
    text: `const page = <><p>Hello</p><A title="Good day" icon="send" to="/x"/><i>{"and " + name}</i><b>{name} · 12</b><F label={ok ? "Yes" : say("word.no")}/><b>{open ? "Open" : null}</b><A title={say("word.no")}/></>;`,
  });
  expect(found.map((line) => line.split(": ")[1])).toEqual(["Hello", "Good day", "and", "Yes", "Open"]);
});

test("Every refusal has a sentence for the person it is said to", () => {
  const thrown = textsMatching(filesBelow("app", /\.tsx?$/), /new Refusal\(\s*"([^"]+)"/g);
  const races = textsMatching(filesBelow("app/access", /refusals\.server\.ts$/), /: "([a-z]+\.[a-z-]+)",/g);
  expect(thrown.length).toBeGreaterThan(10);
  expect(races.length).toBeGreaterThan(10);
  expect([...thrown, ...races].filter((code) => !sayIn("en").has(`refusal.${code}`))).toEqual([]);
});

test("Every key that a form or a page names is in the catalogue", () => {
  const areas = Object.keys(english).join("|");
  const places = [...filesBelow("app/models", /forms\.ts$/), ...filesBelow("app/routes", /\.tsx?$/)];
  const keys = textsMatching(places, new RegExp(`"((?:${areas})(?:\\.[\\w-]+)+)"`, "g"));
  expect(keys.filter((key) => !sayIn("en").has(key) && !sayIn("en").has(`refusal.${key}`) && !isFile(key))).toEqual([]);
});

test("No screen says what only the server can say: browsers do not get those texts", () => {
  const said = textsMatching(filesBelow("app", /\.tsx$/), /["'`](import\.[\w.${-]+)/g);
  expect(said).toEqual([]);
});

function textsMatching(files: readonly SourceFile[], pattern: RegExp): string[] {
  const found = files.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match[1] ?? ""));
  return [...new Set(found)].sort();
}

/** "invoice.csv" is the name of a file, not a key. */
function isFile(key: string): boolean {
  return /\.(csv|json|pdf|txt|ics)$/.test(key);
}

/** "file:line: words" for each text in a page that the catalogue does not know. */
function looseWords(file: SourceFile): string[] {
  const tree = parse(file);
  const found: string[] = [];
  const note = (node: ts.Node, text: string) => {
    if (!/\p{L}{2}/u.test(text)) return;
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
    found.push(`${file.path}:${line + 1}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxAttribute(node) && !SPOKEN.has(node.name.getText(tree))) {
      // Only what people read is looked at; an attribute may still hold elements that are.
      if (node.initializer && ts.isJsxExpression(node.initializer)) ts.forEachChild(node.initializer, visitElements);
      return;
    }
    if (isShown(node) && (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))) note(node, node.text);
    if (isShown(node) && ts.isTemplateExpression(node))
      note(node, [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join(" "));
    ts.forEachChild(node, visit);
  };
  const visitElements = (node: ts.Node): void => {
    if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) visit(node);
    else ts.forEachChild(node, visitElements);
  };
  visit(tree);
  return found;
}

/** A text is shown when nothing but choices and sums stand between it and the element or attribute it is written in. */
function isShown(node: ts.Node): boolean {
  let inner: ts.Node = node;
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (ts.isJsxExpression(outer) || ts.isJsxAttribute(outer)) return true;
    if (ts.isConditionalExpression(outer) && outer.condition !== inner) continue;
    if (ts.isParenthesizedExpression(outer)) continue;
    if (ts.isBinaryExpression(outer) && isJoin(outer.operatorToken.kind)) continue;
    return false;
  }
  return false;
}

/** Sums, and the alternatives of "or" and "and"; a comparison is not shown. */
function isJoin(kind: ts.SyntaxKind): boolean {
  return [
    ts.SyntaxKind.PlusToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.QuestionQuestionToken,
  ].includes(kind);
}
