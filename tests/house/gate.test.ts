// Law 4, one gate: every loader and action of a route is made by the gate, no two routes share an address, and Remix's traps are kept out.
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { filesBelow, importsOf, nodesOf, parse, pathsBelow, type SourceFile } from "./source-files";

const root = path.resolve(import.meta.dirname, "../..");
const GATE = "app/access/gate.server";
const MAKER = /^(loaderFor|actionFor|fileFor|publicLoader|publicAction|bearerLoader|bearerAction|[a-z]\w*For)$/;
const GUARDED = ["loader", "action"];

function gateComplaints(file: SourceFile): string[] {
  const tree = parse(file);
  const makers = makersOf(tree, file.path);
  return tree.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return reexportComplaints(statement, file.path);
    if (!isExported(statement)) return [];
    if (ts.isFunctionDeclaration(statement))
      return GUARDED.includes(statement.name?.text ?? "") ? [bypass(file.path)] : [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap((declaration) => {
      if (!ts.isIdentifier(declaration.name)) return mentionsGuarded(declaration.name) ? [bypass(file.path)] : [];
      if (!GUARDED.includes(declaration.name.text)) return [];
      const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
      return isConst && isMade(declaration.initializer, makers) ? [] : [bypass(file.path)];
    });
  });
}

/** The names under which this file knows the gate's makers. */
function makersOf(tree: ts.SourceFile, file: string): Set<string> {
  const names = new Set<string>();
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const [imported] = importsOf({ path: file, text: statement.getText() });
    const bindings = statement.importClause?.namedBindings;
    if (imported?.target !== GATE || !bindings || !ts.isNamedImports(bindings)) continue;
    for (const element of bindings.elements) {
      if (MAKER.test((element.propertyName ?? element.name).text)) names.add(element.name.text);
    }
  }
  return names;
}

function isMade(initializer: ts.Expression | undefined, makers: ReadonlySet<string>): boolean {
  return (
    initializer !== undefined &&
    ts.isCallExpression(initializer) &&
    ts.isIdentifier(initializer.expression) &&
    makers.has(initializer.expression.text)
  );
}

function reexportComplaints(statement: ts.ExportDeclaration, file: string): string[] {
  const names = statement.exportClause;
  if (statement.isTypeOnly) return [];
  if (!names || !ts.isNamedExports(names)) return [bypass(file)];
  return names.elements.some((element) => GUARDED.includes(element.name.text)) ? [bypass(file)] : [];
}

function mentionsGuarded(name: ts.Node): boolean {
  return nodesOf(name).some((node) => ts.isIdentifier(node) && GUARDED.includes(node.text));
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(isExportWord);
}

function isExportWord(modifier: ts.Modifier): boolean {
  return modifier.kind === ts.SyntaxKind.ExportKeyword;
}

function bypass(file: string): string {
  return `${file} exports a loader or action that the gate did not make`;
}

/** Routes by what they answer: the id that Remix gives a file, and its address with the names of parameters left out. */
function twins(paths: readonly string[]): string[] {
  const routes = paths.flatMap((file) => routeName(file) ?? []);
  return [twinsBy(routes, (route) => route), twinsBy(routes.filter(hasAddress), addressOf)].flat();
}

function twinsBy(routes: readonly string[], key: (route: string) => string): string[] {
  const groups = Map.groupBy(routes, key);
  return [...groups].flatMap(([shared, group]) => (group.length > 1 ? [`${group.length} routes at ${shared}`] : []));
}

// A file right in routes is one; of a folder the file "route" is, and what lies beside it is a part.
function routeName(file: string): string | null {
  const found = /^app\/routes\/([^/]+)(?:\/(route|index))?\.(tsx?|jsx?|mdx?)$/.exec(file);
  return found?.[1] ?? null;
}

function hasAddress(route: string): boolean {
  const last = route.split(".").at(-1) ?? "";
  return !last.startsWith("_") || last === "_index";
}

function addressOf(route: string): string {
  const segments = route.split(".").filter((segment) => !segment.startsWith("_") || segment === "_index");
  return `/${segments.map((segment) => segment.replace(/^\$.+/, "$").replace(/_$/, "")).join("/")}`;
}

describe("the gate", () => {
  test("makes every loader and action", () => {
    const routes = [...filesBelow("app/routes", /\.tsx?$/), ...filesBelow("app", /^app\/root\.tsx$/)];
    expect(routes.flatMap(gateComplaints)).toEqual([]);
  });

  const gate = 'import { loaderFor, publicLoader as open, csvFile } from "#app/access/gate.server";\n';
  test.each([
    "export async function loader() { return null; }",
    "export const loader = async () => null;",
    "export const action = () => null;",
    "export let loader = loaderFor('case:read', {}, work);",
    "export const loader = csvFile('cases.csv', []);",
    "export const loader = wrap(loaderFor('case:read', {}, work));",
    "const loader = async () => null;\nexport { loader };",
    "export { loader } from './other';",
    "export * from './other';",
    "export const { loader } = made;",
    "import { loaderFor as made } from './own-gate';\nexport const loader = made('case:read', {}, work);",
  ])("is bypassed by: %s", (text) => {
    expect(gateComplaints({ path: "app/routes/agency.cases.tsx", text: gate + text })).toHaveLength(1);
  });

  test.each([
    "export const loader = loaderFor('case:read', {}, work);",
    "export const loader = open({}, work);",
    "export const meta = () => [];\nexport default function Page() { return null; }",
    "import { actionFor } from '../access/gate.server';\nexport const action = actionFor('case:write', {}, work);",
  ])("is passed by: %s", (text) => {
    expect(gateComplaints({ path: "app/routes/agency.cases.tsx", text: gate + text })).toEqual([]);
  });
});

describe("routes", () => {
  test("have an address each", () => {
    expect(twins(pathsBelow("app/routes"))).toEqual([]);
  });

  test.each([
    [["app/routes/agency.cases.tsx", "app/routes/agency.cases/route.tsx"]],
    [["app/routes/agency.cases.$id.tsx", "app/routes/agency.cases.$caseId.tsx"]],
    [["app/routes/_public.help.tsx", "app/routes/help.tsx"]],
  ])("are caught sharing one: %s", (paths) => {
    expect(twins(paths).length).toBeGreaterThan(0);
  });

  test("may share a beginning, a layout and a folder", () => {
    const files = ["agency.tsx", "agency._index.tsx", "agency._wide.tsx", "agency.cases.tsx", "agency.cases.$id.tsx"];
    expect(twins([...files.map((file) => `app/routes/${file}`), "app/routes/agency.map/row.tsx"])).toEqual([]);
  });
});

describe("Remix's traps", () => {
  const importsRemix = (file: SourceFile) => importsOf(file).some(({ from }) => /^remix(\/|$)/.test(from));
  const classic = /\bremix (build|dev|watch)\b/;

  test("the package remix is imported nowhere: it only throws", () => {
    const files = ["app", "drizzle", "tests", "bench"].flatMap((folder) => filesBelow(folder, /\.(tsx?|m?js)$/));
    expect(files.filter(importsRemix).map((file) => file.path)).toEqual([]);
    expect(importsRemix({ path: "app/a.ts", text: 'import { json } from "remix";' })).toBe(true);
    expect(importsRemix({ path: "app/a.ts", text: 'import { json } from "@remix-run/node";' })).toBe(false);
  });

  test("the classic commands are in no script: they know nothing of Vite", () => {
    const scripts = ["package.json", ".ci/run"].map((file) => readFileSync(path.join(root, file), "utf8"));
    expect(scripts.filter((text) => classic.test(text))).toEqual([]);
    expect([classic.test("remix build"), classic.test("remix vite:build")]).toEqual([true, false]);
  });
});
