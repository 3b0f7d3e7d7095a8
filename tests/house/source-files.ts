// Lists the house's own files and reads their imports and functions. Judges nothing: each law's test does.
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const root = path.resolve(import.meta.dirname, "../..");

export type SourceFile = {
  /** From the repository's root, with forward slashes: "app/models/case/read.server.ts". */
  readonly path: string;
  readonly text: string;
};

export type Import = {
  /** As written: "node:fs", "#app/models/values/money", "./lifecycle". */
  readonly from: string;
  /** The file it means, from the root and without extension; null for a package. */
  readonly target: string | null;
  /** Only a type is taken, so nothing is left of it when the program runs. */
  readonly isType: boolean;
};

/** Files below a folder with one of the endings; none where the folder is not there yet. */
export function filesBelow(folder: string, ending: RegExp): SourceFile[] {
  return pathsBelow(folder)
    .filter((file) => ending.test(file))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), "utf8") }));
}

/** Paths of all files below a folder, those that are made by a build or a generator left out. */
export function pathsBelow(folder: string): string[] {
  const start = path.join(root, folder);
  if (!statSync(start, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => !/^(drizzle\/migrations|public\/basemap|public\/build)/.test(file))
    .toSorted();
}

export function parse(file: SourceFile): ts.SourceFile {
  const kind = /x$/.test(file.path) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind);
}

/** Every node of a tree, parents before children. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (each: ts.Node) => {
    found.push(each);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** What a file imports: by import, by export … from, by import() and by require(). */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (name: ts.Node | undefined, isType: boolean) => {
    if (!name || !ts.isStringLiteralLike(name)) return;
    found.push({ from: name.text, target: targetOf(file.path, name.text), isType });
  };
  for (const node of nodesOf(parse(file))) {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && isDynamicImport(node)) add(node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
  }
  return found;
}

function isTypeImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const names = clause.namedBindings;
  if (clause.name || !names || !ts.isNamedImports(names)) return false;
  return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}

function isDynamicImport(node: ts.CallExpression): boolean {
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(node.expression) && node.expression.text === "require";
}

function targetOf(importer: string, from: string): string | null {
  const bare = (file: string) => file.replace(/\.(tsx?|jsx?|mjs)$/, "");
  if (from.startsWith(".")) return bare(path.posix.join(path.posix.dirname(importer), from));
  const known = /^#(app|drizzle|tests)\//.test(from);
  return known ? bare(from.slice(1)) : null;
}
