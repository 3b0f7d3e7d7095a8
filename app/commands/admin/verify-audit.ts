// `verify-audit`: walks the chain of the record and compares it with what it is about. Changes nothing.
import { readFile } from "node:fs/promises";
import type postgres from "postgres";
import { anchorsIn } from "#app/models/event/anchor";
import { isOurMark } from "#app/models/job/anchor-record.server";
import { connect } from "../postgres/connect";
import { Stop } from "../stop";
import type { AdminDeed } from "./deed";

// Rows of these are never changed after they are written, so each must still have the digest its link was made with.
const appendOnly = [
  ...["event", "ledger_transaction", "ledger_entry", "book_month", "book_balance", "book_check"],
  ...["case_note", "progress_note", "bulk_change", "set_change"],
];
const mostShown = 20;

const verifyAudit: AdminDeed = {
  usage: "verify-audit [--anchors FILE]",
  values: ["anchors"],
  needed: [],
  async run({ urls, values, say }) {
    if (!urls.migrator) throw new Stop("verify-audit needs DATABASE_URL or DATABASE_MIGRATOR_URL.");
    const anchors = await readAnchors(values.get("anchors"));
    const sql = await connect(urls.migrator, "DATABASE_MIGRATOR_URL");
    try {
      // One view of everything, while others go on writing.
      await sql`begin transaction isolation level repeatable read read only`;
      await sql`set local role app_definer`;
      await sql`set local timezone = 'UTC'`;
      await sql`set local statement_timeout = '30min'`;
      const wrong = [...(await walkChain(sql)), ...(await compareHead(sql))];
      for (const anchor of anchors) wrong.push(...(await compareAnchor(sql, anchor)));
      for (const table of appendOnly) wrong.push(...(await compareRows(sql, table)));
      wrong.push(...(await compareEventSets(sql)));
      const [count] = await sql<{ links: string }[]>`select count(*)::text as links from public.event_chain`;
      await sql`commit`;
      for (const sentence of wrong.slice(0, mostShown)) say(sentence);
      if (wrong.length > mostShown) say(`… and ${wrong.length - mostShown} more.`);
      if (anchors.length > 0) say(`Anchors compared: ${anchors.length}.`);
      say(wrong.length === 0 ? `The record is whole: ${count?.links} links.` : "The record is NOT whole.");
      return wrong.length === 0 ? 0 : 1;
    } finally {
      await sql.end({ timeout: 1 });
    }
  },
};
export default verifyAudit;

/** Each link's hash is that of its text and the link before; no number is missing. */
async function walkChain(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ seq: string; gap: boolean; torn: boolean; edited: boolean }[]>`
    select * from (
      select seq::text, seq <> lag(seq, 1, 0::bigint) over walk + 1 as gap,
        prev <> lag(hash, 1, '\\x00'::bytea) over walk as torn,
        hash <> sha256(prev || convert_to(payload, 'UTF8')) or split_part(payload, '|', 1) <> seq::text as edited
      from public.event_chain window walk as (order by seq)) link
    where gap or torn or edited order by seq::bigint`;
  return rows.map(({ seq, gap, torn, edited }) => {
    const found = [
      gap && "the link before it is missing",
      torn && "it is not tied to the link before it",
      edited && "its text was changed",
    ];
    return `Link ${seq}: ${found.filter(Boolean).join(", ")}.`;
  });
}

/** @throws Stop when there is no such file, or no anchor in it */
async function readAnchors(file: string | undefined) {
  if (file === undefined) return [];
  const text = await readFile(file, "utf8").catch(() => {
    throw new Stop(`${file} cannot be read: put the mails or lines with anchors into a file.`);
  });
  const anchors = anchorsIn(text);
  if (anchors.length === 0) throw new Stop(`There is no anchor in ${file}: each is a line that begins with "anchor".`);
  return anchors;
}

/** What left the house must still stand in it. */
async function compareAnchor(
  sql: postgres.Sql,
  { mark, ...anchor }: ReturnType<typeof anchorsIn>[number],
): Promise<string[]> {
  const name = `The anchor of ${anchor.at}`;
  if (!isOurMark(anchor, mark)) return [`${name} was not made by this house, or was changed.`];
  const [link] = await sql<{ same: boolean }[]>`
    select hash = decode(${anchor.hash}, 'hex') as same from public.event_chain where seq = ${anchor.seq}::bigint`;
  if (!link) return [`${name} ends with link ${anchor.seq}, which is not there: the end was cut off.`];
  return link.same ? [] : [`${name} ends with another link ${anchor.seq}: the record was rewritten.`];
}

/** The head remembers the last link, so that the end cannot be cut off unseen. */
async function compareHead(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ head: string; last: string }[]>`
    select h.seq::text as head, coalesce(l.seq, 0)::text as last from public.event_chain_head h
    left join lateral (select seq, hash from public.event_chain order by seq desc limit 1) l on true
    where h.seq <> coalesce(l.seq, 0) or h.hash <> coalesce(l.hash, '\\x00'::bytea)`;
  return rows.map(
    ({ head, last }) => `The head is at link ${head}, but the last link is ${last}: the end was cut off or rewritten.`,
  );
}

/** Rows that were changed, taken away or put in without a link. */
async function compareRows(sql: postgres.Sql, table: string): Promise<string[]> {
  const rows = await sql<{ id: string; what: string }[]>`
    with linked as (
      select split_part(payload, '|', 9) as id, split_part(payload, '|', -1) as digest
      from public.event_chain where split_part(payload, '|', 7) = ${table} and split_part(payload, '|', 8) = 'INSERT'
      union all
      select row_id::text, null from public.set_change n, unnest(n.row_ids) row_id where n.table_name = ${table} and n.verb = 'INSERT'),
    held as (
      select t.id::text as id, encode(sha256(convert_to(to_jsonb(t)::text, 'UTF8')), 'hex') as digest
      from public.${sql(table)} t)
    select coalesce(held.id, linked.id) as id,
      case when linked.id is null then 'was put in past the record'
        when held.id is null then 'is gone' else 'was changed after it was written' end as what
    from linked full join held on held.id = linked.id
    where linked.id is null or held.id is null or held.digest <> linked.digest
    order by 1 limit 1000`;
  return rows.map(({ id, what }) => `${table} ${id} ${what}.`);
}

/** Events that were written by one statement have one digest together: that one of them was changed since is known, and not which. */
async function compareEventSets(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ id: string; count: number }[]>`
    select n.id::text, cardinality(n.row_ids) as count from public.set_change n join public.event e on e.id = any(n.row_ids)
    where n.table_name = 'event'
    group by n.id having count(*) = cardinality(n.row_ids)
      and n.digest <> sha256(string_agg(sha256(convert_to(to_jsonb(e)::text, 'UTF8')), ''::bytea order by e.id))
    order by 1 limit 1000`;
  return rows.map(
    ({ id, count }) => `event: one of the ${count} that set_change ${id} notes was changed after it was written.`,
  );
}
