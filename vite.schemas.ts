// Keeps form schemas out of what browsers load, so that a page may take one limit from a form's file without bringing all of Zod.
import type { Plugin } from "vite";

const FORMS = /[\\/]app[\\/].*forms?\.ts$/;

/** Names that say "schema" wherever they come from; what is made from one is a schema too. */
const SCHEMA_NAMES = ["z", "\\w*Form", "\\w*Shape", "idParam"];

/** Forms are checked on the server alone; a page that tried to check one would find nothing there. */
export function schemasStayHome(): Plugin {
  return {
    name: "schemas-stay-home",
    apply: "build",
    enforce: "post",
    transform(code, id, options) {
      if (options?.ssr || !FORMS.test(id)) return null;
      const statements = this.parse(code).body as unknown as Statement[];
      let left = code;
      // Later places first, so that earlier ones stay where they were.
      for (const { name, start, end } of constantsOf(statements, code).reverse()) {
        left = `${left.slice(0, start)}undefined /* ${name} stays on the server */${left.slice(end)}`;
      }
      return { code: left, map: null };
    },
  };
}

type Place = { readonly start: number; readonly end: number };
type Named = { readonly name?: string };
type Declarator = { readonly id: Named; readonly init: (Place & { readonly type: string }) | null };
type Statement = Place & {
  readonly type: string;
  readonly id?: Named | null;
  readonly declaration?: Statement | null;
  readonly declarations?: readonly Declarator[];
  readonly source?: { readonly value: string } | null;
  readonly specifiers?: readonly { readonly local: Named }[];
};

/** Constants made from a schema, in the order they stand; a function is left, since nobody calls it. */
function constantsOf(statements: readonly Statement[], code: string): (Place & { name: string })[] {
  const schemas = [...SCHEMA_NAMES];
  const found: (Place & { name: string })[] = [];
  const isSchema = ({ start, end }: Place) =>
    new RegExp(`(?<![.\\w"'])(?:${schemas.join("|")})\\b`).test(code.slice(start, end));
  for (const statement of statements.map(({ declaration, ...rest }) => declaration ?? rest)) {
    if (statement.type === "ImportDeclaration" && /(forms?|answers)$/.test(statement.source?.value ?? ""))
      schemas.push(...namesOf(statement.specifiers?.map(({ local }) => local) ?? []));
    if (statement.type === "FunctionDeclaration" && isSchema(statement)) schemas.push(...namesOf([statement.id ?? {}]));
    for (const { id, init } of statement.declarations ?? []) {
      if (!init || id.name === undefined || !isSchema(init)) continue;
      schemas.push(id.name);
      if (!init.type.includes("Function")) found.push({ name: id.name, start: init.start, end: init.end });
    }
  }
  return found;
}

/** Names in capitals are limits and lists of codes, which pages may have. */
function namesOf(named: readonly Named[]): string[] {
  return named.flatMap(({ name }) => (name && /[a-z]/.test(name) ? [name] : []));
}
