// `verify-books`: asks for money that does not add up; each answer must be empty, always. Changes nothing.
import { connect } from "../postgres/connect";
import { Stop } from "../stop";
import type { AdminDeed } from "./deed";

/** What must never be, and the rows that would be it: one column, `what`, naming the row. */
const invariants: readonly (readonly [sentence: string, query: string])[] = [
  [
    "A double entry does not sum to zero",
    `select transaction_id::text as what from public.ledger_entry group by transaction_id having sum(amount_cents) <> 0`,
  ],
  [
    "A posting has fewer than two legs",
    `select t.id::text as what from public.ledger_transaction t left join public.ledger_entry e on e.transaction_id = t.id
     group by t.id having count(e.id) < 2`,
  ],
  [
    "A fund is overdrawn",
    `select fund_id || ' ' || account as what from public.ledger_entry where account in ('available', 'reserved', 'payable', 'paid')
     group by fund_id, account having sum(amount_cents) < 0`,
  ],
  [
    "A posting touches another agency's fund",
    `select e.id::text as what from public.ledger_entry e join public.ledger_transaction t on t.id = e.transaction_id
     join public.fund f on f.id = e.fund_id where e.agency_id <> f.agency_id or e.agency_id <> t.agency_id`,
  ],
  [
    "Units used are not the units delivered, or more than authorized",
    `select a.number as what from public."authorization" a
     left join public.attendance d on d.authorization_id = a.id and d.current
     group by a.id having a.units_used <> coalesce(sum(d.units), 0) or a.units_used > a.units`,
  ],
  [
    "A delivery is on two live lines",
    `select attendance_id::text as what from public.invoice_line where live group by attendance_id having count(*) > 1`,
  ],
  [
    "A line's units or rate are not those delivered and authorized",
    `select l.id::text as what from public.invoice_line l join public.attendance d on d.id = l.attendance_id
     join public."authorization" a on a.id = l.authorization_id
     where l.live and (l.units <> d.units or l.rate_cents <> a.rate_cents or d.authorization_id <> a.id)`,
  ],
  [
    "A line's amount is not its units times its rate",
    `select id::text as what from public.invoice_line where amount_cents <> round(units * rate_cents) or approved_cents > amount_cents`,
  ],
  [
    "An invoice's totals are not those of its lines",
    `select i.number as what from public.invoice i left join public.invoice_line l on l.invoice_id = i.id
     group by i.id having i.total_cents <> coalesce(sum(l.amount_cents) filter (where l.live or i.state = 'denied'), 0)
       or i.approved_cents <> coalesce(sum(l.approved_cents) filter (where l.live), 0)`,
  ],
  [
    "An invoice is in two live payments",
    `select i.number as what from public.payment_invoice p join public.invoice i on i.id = p.invoice_id
     where p.live group by i.id having count(*) > 1`,
  ],
  [
    "A payment pays more or less than was approved",
    `select i.number as what from public.payment_invoice p join public.invoice i on i.id = p.invoice_id
     where p.live and p.amount_cents <> i.approved_cents`,
  ],
  [
    "A payment's amount is not that of its invoices",
    `select p.number as what from public.payment p left join public.payment_invoice i on i.payment_id = p.id
     group by p.id having p.amount_cents <> coalesce(sum(i.amount_cents), 0)`,
  ],
  [
    "One person prepared and approved a batch",
    `select b.number as what from public.payment_batch b join public.membership c on c.id = b.created_by
     join public.membership a on a.id = b.approved_by where a.person_id = c.person_id`,
  ],
];
const mostShown = 5;

const verifyBooks: AdminDeed = {
  usage: "verify-books",
  values: [],
  needed: [],
  async run({ urls, say }) {
    if (!urls.migrator) throw new Stop("verify-books needs DATABASE_URL or DATABASE_MIGRATOR_URL.");
    const sql = await connect(urls.migrator, "DATABASE_MIGRATOR_URL");
    try {
      // One view of everything, while others go on paying.
      await sql`begin transaction isolation level repeatable read read only`;
      await sql`set local role app_definer`;
      await sql`set local statement_timeout = '10min'`;
      let wrong = 0;
      for (const [sentence, query] of invariants) {
        const rows = await sql.unsafe<{ what: string }[]>(`${query} limit 1000`);
        wrong += rows.length;
        const more = rows.length > mostShown ? ` and ${rows.length - mostShown} more` : "";
        if (rows.length > 0)
          say(
            `${sentence}: ${rows
              .slice(0, mostShown)
              .map((row) => row.what)
              .join(", ")}${more}.`,
          );
      }
      await sql`commit`;
      say(wrong === 0 ? `The books are right: ${invariants.length} rules hold.` : "The books are NOT right.");
      return wrong === 0 ? 0 : 1;
    } finally {
      await sql.end({ timeout: 1 });
    }
  },
};
export default verifyBooks;
