// What must hold of the ledger and the units behind it, each as a query that finds what breaks it. Text only; asks no database.
import type { Invariant } from "./invariants";

export const bookInvariants: readonly Invariant[] = [
  {
    name: "effect-booked-once",
    statement: "No effect is booked twice.",
    query:
      "select min(id::text) as id from ledger_transaction group by effect_key having count(*) > 1 union all select id::text from ledger_transaction where effect_key = ''",
  },
  {
    name: "balance-is-its-entries",
    statement: "The balance of an account is the sum of its entries.",
    query: `select coalesce(b.fund_id, e.fund_id)::text as id from fund_balance b
      full join (select fund_id, account, sum(amount_cents) as cents from ledger_entry group by fund_id, account) e on e.fund_id = b.fund_id and e.account = b.account
      where coalesce(b.balance_cents, 0) <> coalesce(e.cents, 0)`,
  },
  {
    name: "reserved-is-promised",
    statement:
      "What a fund has set aside is what its authorizations may still cost and what was delivered and not decided.",
    query: `select f.id::text from fund f
      left join (select fund_id, sum(amount_cents) as cents from ledger_entry where account = 'reserved' group by fund_id) r on r.fund_id = f.id
      left join (
        select a.fund_id, sum(case when a.state in ('active', 'exhausted') then round(a.units * a.rate_cents) else coalesce(d.cents, 0) end - coalesce(l.cents, 0)) as cents
        from "authorization" a
        left join (select d.authorization_id, sum(round(d.units * a.rate_cents)) as cents from attendance d join "authorization" a on a.id = d.authorization_id
          where d.current group by d.authorization_id) d on d.authorization_id = a.id
        left join (select l.authorization_id, sum(l.amount_cents) as cents from invoice_line l
          where l.live and exists (select 1 from ledger_transaction t where t.invoice_id = l.invoice_id and t.kind in ('owe', 'release')) group by l.authorization_id) l on l.authorization_id = a.id
        where a.state <> 'proposed' group by a.fund_id) p on p.fund_id = f.id
      where coalesce(r.cents, 0) <> coalesce(p.cents, 0)`,
  },
  {
    name: "closed-month-stands",
    statement: "A closed month says what its bookings say, and no month between two closed ones is open.",
    query: `select coalesce(b.month_id, e.month_id)::text as id
      from (select month_id, fund_id, account, closing_cents from book_balance where closing_cents <> 0) b
      full join (
        select m.id as month_id, e.fund_id, e.account, sum(e.amount_cents) as cents from book_month m
        join ledger_entry e on e.agency_id = m.agency_id and e.created_at < m.ends_at
        group by m.id, e.fund_id, e.account having sum(e.amount_cents) <> 0) e on (e.month_id, e.fund_id, e.account) = (b.month_id, b.fund_id, b.account)
      where b.closing_cents is distinct from e.cents
      union select m.id::text from book_month m join book_month n on n.agency_id = m.agency_id and n.month > m.month
        and not exists (select 1 from book_month between_them where between_them.agency_id = m.agency_id and between_them.month > m.month and between_them.month < n.month)
      where n.starts_at <> m.ends_at`,
  },
  {
    name: "units-are-time",
    statement: "Units of time are the time that passed.",
    query: `select d.id::text from attendance d join "authorization" a on a.id = d.authorization_id
      where d.current and d.units > 0 and (
        a.unit_type = 'quarter_hour' and d.units is distinct from floor(extract(epoch from d.ended_at - d.started_at) / 900)
        or a.unit_type = 'hour' and d.units is distinct from floor(extract(epoch from d.ended_at - d.started_at) / 36) / 100)`,
  },
  {
    name: "session-inside-authorization",
    statement: "A session that counts lies inside its authorization, by the local day.",
    query: `select s.id::text from session s join "authorization" a on a.id = s.authorization_id
      where s.state = 'held' and ((s.starts_at at time zone a.time_zone)::date < a.starts_on
        or ((s.ends_at - interval '1 microsecond') at time zone a.time_zone)::date >= a.ends_on)`,
  },
];
