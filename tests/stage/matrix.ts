// Measures who may do what to which rows: every persona, every table, every verb, each tried and taken back. Judges nothing.
import type postgres from "postgres";

export interface Persona {
  readonly name: string;
  readonly personId: string;
  readonly membershipId: string;
  /** The hash of the link's key that a person without a seat bears, and what it is for. */
  readonly bearer?: { readonly kind: string; readonly keyHash: string };
}

interface Table {
  readonly name: string;
  readonly rows: readonly Record<string, unknown>[];
  readonly insertable: readonly string[];
  readonly changeable: readonly { readonly name: string; readonly type: string }[];
}

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
export async function measureMatrix(
  sql: postgres.Sql,
  personas: readonly Persona[],
  only?: readonly string[],
): Promise<Matrix> {
  const tables = (await readTables(sql)).filter((table) => !only || only.includes(table.name));
  const matrix: Matrix = {};
  for (const table of tables) {
    const cells: TableCells = {};
    for (const persona of personas) cells[persona.name] = await measure(sql, table, persona);
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

async function readTables(sql: postgres.Sql): Promise<Table[]> {
  const found = await sql<{ name: string; insertable: string[]; changeable: { name: string; type: string }[] }[]>`
    select c.relname as name,
      coalesce((select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' and has_column_privilege('app_user', c.oid, a.attnum, 'INSERT')), '{}') as insertable,
      coalesce((select jsonb_agg(jsonb_build_object('name', a.attname, 'type', t.typname) order by a.attnum) from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and has_column_privilege('app_user', c.oid, a.attnum, 'UPDATE')), '[]') as changeable
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;
  const tables: Table[] = [];
  for (const table of found) {
    const rows = await asRole(sql, "app_definer", null, () =>
      sql.unsafe(`select to_jsonb(t) as row from "${table.name}" t order by 1 limit 12`),
    );
    tables.push({ ...table, rows: rows.map(({ row }) => row as Record<string, unknown>) });
  }
  return tables;
}

async function measure(sql: postgres.Sql, table: Table, persona: Persona): Promise<string> {
  return asRole(sql, "app_user", persona, async () => {
    const name = `"${table.name}"`;
    const see = await tried(sql, `select count(*)::int as n from ${name}`, ([row]) => String(row?.n));
    const added = table.insertable.length === 0 ? ["none"] : await tryInserts(sql, table);
    const changed: string[] = [];
    for (const column of table.changeable) {
      const same = await tried(sql, `update ${name} set "${column.name}" = "${column.name}"`, (rows) =>
        String(rows.count),
      );
      const blind = await tried(
        sql,
        `update ${name} set "${column.name}" = ${CONSTANTS[column.type] ?? "null"}`,
        (rows) => String(rows.count),
      );
      changed.push(`${column.name} ${same}/${blind}`);
    }
    const removed = await tried(sql, `delete from ${name}`, (rows) => String(rows.count));
    return `sees ${see}; adds ${tally(added)}; changes ${compact(changed)}; removes ${removed}`;
  });
}

async function tryInserts(sql: postgres.Sql, table: Table): Promise<string[]> {
  const columns = table.insertable.map((column) => `"${column}"`).join(", ");
  const outcomes: string[] = [];
  for (const row of table.rows) {
    const text = `insert into "${table.name}" (${columns}) select ${columns} from jsonb_populate_record(null::"${table.name}", '${JSON.stringify(row).replaceAll("'", "''")}'::jsonb)`;
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
