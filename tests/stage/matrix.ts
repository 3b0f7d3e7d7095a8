// Measures who may do what to which rows: every persona, every table, every verb, each tried and taken back. Judges nothing.
import type postgres from "postgres";

export interface Persona {
  readonly name: string;
  readonly personId: string;
  readonly membershipId: string;
  /** The hash of the link's key that a person without a seat bears, and what it is for. */
  readonly bearer?: { readonly kind: string; readonly keyHash: string };
}

export interface Table {
  readonly name: string;
  readonly rows: readonly Record<string, unknown>[];
  readonly insertable: readonly string[];
  /** The columns in which whoever adds a row must name themselves. */
  readonly authors: readonly string[];
  readonly changeable: readonly { readonly name: string; readonly type: string }[];
  /** Each row is tried by itself where a guard or constraint refuses one of them, which hides what may be done to the others. It takes time. */
  readonly closely: boolean;
}

export const VERBS = ["sees", "adds", "changes", "removes"] as const;
export type Verb = (typeof VERBS)[number];

/** persona → what happened, in one line a person can read. */
export type TableCells = Record<string, string>;
export type Matrix = Record<string, TableCells>;

const CONSTANTS: Record<string, string> = {
  text: "'zz'",
  uuid: "'00000000-0000-4000-8000-00000000dead'",
  bool: "true",
  int2: "1",
  int4: "1",
  int8: "1",
  numeric: "1",
  float8: "1",
  date: "'2031-01-01'",
  timestamptz: "'2031-01-01'",
  jsonb: "'{}'",
  _text: "'{}'",
  _uuid: "'{}'",
  tstzrange: "'empty'",
};

/** @param sql one connection as the migrator, who may become any of the request roles */
export async function measureMatrix(sql: postgres.Sql, personas: readonly Persona[]): Promise<Matrix> {
  const matrix: Matrix = {};
  for (const table of await readTables(sql)) {
    const cells: TableCells = {};
    for (const persona of personas) cells[persona.name] = await ask(sql, table, persona);
    matrix[table.name] = cells;
  }
  return matrix;
}

/** The same outcome is written once, with everybody it is true for: `{ table: { outcome: "ines, carl" } }`. */
export function readable(matrix: Matrix): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(matrix).map(([table, cells]) => {
      const byOutcome = new Map<string, string[]>();
      for (const [persona, outcome] of Object.entries(cells))
        byOutcome.set(outcome, [...(byOutcome.get(outcome) ?? []), persona]);
      return [table, Object.fromEntries([...byOutcome].map(([outcome, names]) => [names.join(", "), outcome]))];
    }),
  );
}

export async function readTables(sql: postgres.Sql, { closely = false } = {}): Promise<Table[]> {
  const found = await sql<
    { name: string; insertable: string[]; authors: string[]; changeable: { name: string; type: string }[] }[]
  >`
    select c.relname as name,
      coalesce((select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' and has_column_privilege('app_user', c.oid, a.attnum, 'INSERT')), '{}') as insertable,
      coalesce((select array_agg(distinct named[1]) from pg_policies p, regexp_matches(p.with_check, '\\((\\w+) = \\( SELECT app\\.membership_id\\(\\)', 'g') named
        where p.schemaname = 'public' and p.tablename = c.relname and p.cmd = 'INSERT'), '{}') as authors,
      coalesce((select jsonb_agg(jsonb_build_object('name', a.attname, 'type', t.typname) order by a.attnum) from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and has_column_privilege('app_user', c.oid, a.attnum, 'UPDATE')), '[]') as changeable
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;
  const tables: Table[] = [];
  for (const table of found) {
    const rows = await asRole(sql, "app_definer", null, () =>
      sql.unsafe(`select to_jsonb(t) as row from "${table.name}" t order by 1 limit 12`),
    );
    tables.push({ ...table, closely, rows: rows.map(({ row }) => row as Record<string, unknown>) });
  }
  return tables;
}

/** What comes of it when this persona does these to this table's rows; each try is taken back. */
export function ask(
  sql: postgres.Sql,
  table: Table,
  persona: Persona,
  verbs: readonly Verb[] = VERBS,
): Promise<string> {
  return asRole(sql, "app_user", persona, async () => {
    const told: string[] = [];
    for (const verb of verbs) told.push(await TRIES[verb](sql, table, persona));
    return told.join("; ");
  });
}

const TRIES: Record<Verb, (sql: postgres.Sql, table: Table, persona: Persona) => Promise<string>> = {
  async sees(sql, { name }) {
    return `sees ${await tried(sql, `select count(*)::int as n from "${name}"`, ([row]) => String(row?.n))}`;
  },
  async adds(sql, table, { membershipId }) {
    if (table.insertable.length === 0) return `adds ${tally(["none"])}`;
    const added = `adds ${tally(await tryInserts(sql, table, {}))}`;
    if (table.authors.length === 0) return added;
    // As the rows are somebody else wrote them; in one's own name everything but the name can be in the way.
    const own = Object.fromEntries(table.authors.map((column) => [column, membershipId || null]));
    return `${added}, in their own name ${tally(await tryInserts(sql, table, own))}`;
  },
  async changes(sql, table) {
    const changed: string[] = [];
    for (const column of table.changeable) {
      const set = (value: string) => `update "${table.name}" set "${column.name}" = ${value}`;
      const same = await touched(sql, table, set(`"${column.name}"`));
      const blind = await touched(sql, table, set(CONSTANTS[column.type] ?? "null"));
      changed.push(`${column.name} ${same}/${blind}`);
    }
    return `changes ${compact(changed)}`;
  },
  async removes(sql, table) {
    return `removes ${await touched(sql, table, `delete from "${table.name}"`)}`;
  },
};

/** What becomes of all rows at once, or of each by itself. */
async function touched(sql: postgres.Sql, { rows, closely }: Table, text: string): Promise<string> {
  const count = ({ count: touched }: Answer) => String(touched);
  const whole = await tried(sql, text, count);
  if (!closely || !whole.startsWith("23")) return whole;
  const outcomes: string[] = [];
  for (const { id } of rows) {
    const outcome = await tried(sql, `${text} where id = '${String(id)}'`, count);
    if (outcome !== "0") outcomes.push(outcome === "1" ? "yes" : outcome);
  }
  return outcomes.length > 0 ? tally(outcomes).replaceAll(" ", "+") : whole;
}

async function tryInserts(sql: postgres.Sql, table: Table, own: Record<string, unknown>): Promise<string[]> {
  const columns = table.insertable.map((column) => `"${column}"`).join(", ");
  const outcomes: string[] = [];
  for (const row of table.rows) {
    const text = `insert into "${table.name}" (${columns}) select ${columns} from jsonb_populate_record(null::"${table.name}", '${JSON.stringify({ ...row, ...own }).replaceAll("'", "''")}'::jsonb)`;
    outcomes.push(await tried(sql, text, () => "yes"));
  }
  return outcomes;
}

type Answer = postgres.RowList<postgres.Row[]>;

async function tried(sql: postgres.Sql, text: string, say: (rows: Answer) => string): Promise<string> {
  await sql.unsafe("savepoint tried");
  try {
    return say(await sql.unsafe(text));
  } catch (failure) {
    return failure instanceof Error && "code" in failure ? String(failure.code) : String(failure);
  } finally {
    await sql.unsafe("rollback to savepoint tried");
  }
}

async function asRole<T>(sql: postgres.Sql, role: string, persona: Persona | null, work: () => Promise<T>): Promise<T> {
  await sql.unsafe("begin");
  try {
    await sql`select set_config('role', ${role}, true), set_config('app.actor_id', ${persona?.personId ?? ""}, true), set_config('app.membership_id', ${persona?.membershipId ?? ""}, true),
      set_config('app.bearer_kind', ${persona?.bearer?.kind ?? ""}, true), set_config('app.bearer_key', ${persona?.bearer?.keyHash ?? ""}, true)`;
    return await work();
  } finally {
    await sql.unsafe("rollback");
  }
}

function tally(outcomes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return (
    [...counts]
      .sort()
      .map(([outcome, count]) => `${outcome}×${count}`)
      .join(" ") || "nothing to try"
  );
}

/** "a 2/2, b 2/2" as "a b 2/2". */
function compact(changes: readonly string[]): string {
  const byOutcome = new Map<string, string[]>();
  for (const change of changes) {
    const [column = "", outcome = ""] = change.split(" ");
    byOutcome.set(outcome, [...(byOutcome.get(outcome) ?? []), column]);
  }
  return [...byOutcome].map(([outcome, columns]) => `${columns.join(" ")} ${outcome}`).join(", ") || "none";
}
