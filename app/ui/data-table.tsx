// A table of plain rows. Sorts by links without script and in place with it when all rows are here; never fetches.
import { Link, useSearchParams } from "@remix-run/react";
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useSay } from "#app/i18n/speech";
import { Icon } from "./icon";
import { nextSort, readSort, type Sort, sortAddress } from "./sort-links";
import { compareValues, type SortValue } from "./sort-values";

export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What to sort by when all rows are here. */
  readonly sortBy?: (row: Row) => SortValue;
  /** The loader can sort by this column; for tables that hold one page of many. */
  readonly sortable?: boolean;
  /** Figures stand at the end of the cell, under one another. */
  readonly figures?: boolean;
  /** The cell that names its row; one per table, usually a link. */
  readonly main?: boolean;
  /** Header for screen readers alone, such as over a column of buttons. */
  readonly headerHidden?: boolean;
  /** Left out where there is little room, because something else already says it. */
  readonly wideOnly?: boolean;
  /** Kept on one line, such as a day: half of one on the next line is read twice. */
  readonly whole?: boolean;
};

type DataTableProps<Row> = {
  /** What the table lists; read by screen readers, shown when `captionShown`. */
  caption: string;
  captionShown?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** "all": every row is here. "page": a page of a longer list, which the loader sorts. */
  holds?: "all" | "page";
  /** The order the rows come in, where the address does not say. */
  defaultSort?: Sort;
  /** Name of the parameter in the address; a second table on a page needs its own. */
  sortParameter?: string;
  /** Shown instead of a table without rows. */
  empty?: ReactNode;
  /** "cards": each row a card on a telephone. "scroll": a wide table of figures that is moved sideways. */
  narrow?: "cards" | "scroll";
  /** Marks rows, such as the one chosen on the map or one that is overdue. */
  rowLook?: (row: Row) => "chosen" | "act" | undefined;
  /** Rows of sums: `<tr>` elements. */
  footer?: ReactNode;
};

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

// Shown as cards, a browser would forget that this is a table; the roles say it again.
const AS = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  header: { role: "columnheader" },
  rowHeader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, holds = "all", caption, captionShown, narrow = "cards", rowLook, footer } = props;
  const say = useSay();
  const order = useOrder(props);
  const ordered = useOrdered({ columns, rows, rowKey, holds, sort: order.sort });
  if (rows.length === 0) return props.empty ?? <p className="soft">{say("ui.table.empty")}</p>;
  return (
    <div className={`table-frame table-${narrow}`}>
      {narrow === "scroll" ? <p className="scroll-hint">{say("ui.table.scroll-hint")}</p> : null}
      <Scroller narrow={narrow} caption={caption}>
        <table className="table" {...AS.table}>
          <caption className={captionShown ? undefined : "usa-sr-only"}>{caption}</caption>
          <thead {...AS.group}>
            <tr {...AS.row}>
              {columns.map((column) => (
                <HeaderCell key={column.id} column={column} holds={holds} order={order} />
              ))}
            </tr>
          </thead>
          <tbody {...AS.group}>
            {ordered.map(({ id, row }) => (
              <tr key={id} {...AS.row} className={rowClass(rowLook?.(row))}>
                {columns.map((column) => (
                  <BodyCell key={column.id} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
          {footer ? <tfoot {...AS.group}>{footer}</tfoot> : null}
        </table>
      </Scroller>
    </div>
  );
}

/** A table that is moved sideways must be reachable by keyboard to be moved. */
function Scroller({ narrow, caption, children }: { narrow: "cards" | "scroll"; caption: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [wider, setWider] = useState(narrow === "scroll");
  useEffect(() => {
    const frame = box.current;
    if (!frame) return;
    const observer = new ResizeObserver(() => setWider(frame.scrollWidth > frame.clientWidth));
    for (const part of [frame, ...frame.children]) observer.observe(part);
    return () => observer.disconnect();
  }, []);
  // What can be moved sideways must be reached by the keyboard; a stop at every other table would be in the way.
  const reachable = wider ? { tabIndex: 0, role: "region", "aria-label": caption } : {};
  return (
    <div className="table-scroller" ref={box} {...reachable}>
      {children}
    </div>
  );
}

type OrderedProps<Row> = Pick<DataTableProps<Row>, "columns" | "rows" | "rowKey"> & {
  holds: "all" | "page";
  sort: Sort | null;
};

/** The table library wants rows that are records; ours may be anything, so each is carried in one. */
type Carried<Row> = { row: Row };

function useOrdered<Row>({ columns, rows, rowKey, holds, sort }: OrderedProps<Row>) {
  const columnDefs = useMemo(() => columns.map((column) => columnDef(column)), [columns]);
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const sorting = useMemo(() => (sort ? [{ id: sort.id, desc: sort.descending }] : []), [sort]);
  const table = useTable({
    features,
    columns: columnDefs,
    data,
    getRowId: ({ row }) => rowKey(row),
    manualSorting: holds === "page",
    state: { sorting },
  });
  return table.getRowModel().rows.map(({ id, original }) => ({ id, row: original.row }));
}

function columnDef<Row>({ id, sortBy }: Column<Row>): ColumnDef<typeof features, Carried<Row>> {
  return {
    id,
    // Absent values go last in either order: they are what one looks for least.
    accessorFn: ({ row }) => sortBy?.(row) ?? undefined,
    sortUndefined: "last",
    sortFn: (left, right, columnId) =>
      compareValues(left.getValue<SortValue>(columnId), right.getValue<SortValue>(columnId)),
    enableSorting: sortBy !== undefined,
  };
}

type Order = { sort: Sort | null; address: (next: Sort) => string; press: (event: MouseEvent, next: Sort) => void };

/** The address says the order; where all rows are here, pressing a header changes it without asking the server. */
function useOrder<Row>({ holds = "all", sortParameter = "sort", defaultSort }: DataTableProps<Row>): Order {
  const [search] = useSearchParams();
  const [pressed, setPressed] = useState<{ at: string; sort: Sort } | null>(null);
  const at = search.toString();
  const sort = pressed?.at === at ? pressed.sort : (readSort(search.get(sortParameter)) ?? defaultSort ?? null);
  const address = (next: Sort) => sortAddress(search, next, sortParameter);
  return {
    sort,
    address,
    press: (event, next) => {
      const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      if (holds === "page" || elsewhere) return;
      event.preventDefault();
      setPressed({ at, sort: next });
      window.history.replaceState(window.history.state, "", address(next));
    },
  };
}

type HeaderCellProps<Row> = { column: Column<Row>; holds: "all" | "page"; order: Order };

function HeaderCell<Row>({ column, holds, order }: HeaderCellProps<Row>) {
  const say = useSay();
  const sortable = holds === "page" ? column.sortable : column.sortBy !== undefined;
  const sorted = order.sort?.id === column.id ? order.sort : null;
  const classes = cellClass(column);
  if (column.headerHidden || !sortable) {
    return (
      <th scope="col" className={classes} {...AS.header}>
        {column.headerHidden ? <span className="usa-sr-only">{column.header}</span> : column.header}
      </th>
    );
  }
  const next = nextSort(order.sort, column.id);
  const direction = sorted ? (sorted.descending ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" className={classes} aria-sort={direction} {...AS.header}>
      <Link
        to={order.address(next)}
        preventScrollReset
        replace
        onClick={(event) => order.press(event, next)}
        className={sorted ? "sort-link sorted" : "sort-link"}
        title={say(next.descending ? "ui.table.sort-by-descending" : "ui.table.sort-by", { column: column.header })}
      >
        {column.header}
        <Icon name={sorted ? (sorted.descending ? "arrow-downward" : "arrow-upward") : "unfold-more"} />
      </Link>
    </th>
  );
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const classes = cellClass(column);
  if (column.main) {
    return (
      <th scope="row" className={classes} {...AS.rowHeader}>
        {column.cell(row)}
      </th>
    );
  }
  return (
    // On a telephone the header stands before the value; style sheets take it from here.
    <td className={classes} data-label={column.headerHidden ? undefined : column.header} {...AS.cell}>
      {column.cell(row)}
    </td>
  );
}

function cellClass<Row>({ figures, main, wideOnly, whole }: Column<Row>): string | undefined {
  const classes = [
    figures ? "figures cell-end" : "",
    main ? "cell-main" : "",
    wideOnly ? "cell-wide" : "",
    whole ? "cell-whole" : "",
  ];
  return classes.filter((part) => part !== "").join(" ") || undefined;
}

function rowClass(look: "chosen" | "act" | undefined): string | undefined {
  return look ? `row-${look}` : undefined;
}
