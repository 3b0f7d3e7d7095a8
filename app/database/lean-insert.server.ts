// Makes an insert name only the columns it was given. Drizzle names all of them, and people may not write ids, states and instants.
import { getTableColumns, Table } from "drizzle-orm";
import type { PgDialect } from "drizzle-orm/pg-core";

type InsertConfig = Parameters<PgDialect["buildInsertQuery"]>[0];

/** Changes the one dialect of this database, which lives as long as its transaction. */
export function nameGivenColumnsOnly(database: object): void {
  const dialect: PgDialect = Reflect.get(database, "dialect");
  const build = dialect.buildInsertQuery.bind(dialect);
  dialect.buildInsertQuery = (config) => build({ ...config, table: narrowed(config) });
}

/** The table with the columns that some row gives a value for, or that are filled in by code. */
function narrowed({ table, values, select }: InsertConfig): InsertConfig["table"] {
  if (select || !Array.isArray(values)) return table;
  const given = Object.entries(getTableColumns(table)).filter(
    ([name, column]) => column.defaultFn !== undefined || values.some((row) => Reflect.get(row, name) !== undefined),
  );
  // An insert of defaults alone names them all: SQL has no empty list of columns.
  if (given.length === 0) return table;
  const columns = Reflect.get(Table, "Symbol") as { readonly Columns: symbol };
  return Object.create(table, { [columns.Columns]: { value: Object.fromEntries(given) } });
}
