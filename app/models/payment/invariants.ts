// What must hold of the books at any moment, each as a query that finds what breaks it. Text only; asks no database.
import { bookInvariants } from "./book-invariants";

export interface Invariant {
  readonly name: string;
  /** In plain words, for who runs `verify-books`. */
  readonly statement: string;
  /** Answers one row, with an `id`, for each breach; none when the books are whole. */
  readonly query: string;
}

const moneyInvariants: readonly Invariant[] = [
  {
    name: "delivery-billed-once",
    statement: "A delivery is on one live line at most.",
    query: "select attendance_id::text as id from invoice_line where live group by attendance_id having count(*) > 1",
  },
  {
    name: "line-is-units-times-rate",
    statement: "A line's amount is its units times its rate, and no more is allowed than that.",
    query:
      "select id::text from invoice_line where amount_cents <> round(units * rate_cents) or approved_cents > amount_cents or approved_cents < 0",
  },
  {
    name: "line-adds-up",
    statement: "Billed is what is allowed and what is adjusted, and paid is all that is allowed, or nothing.",
    query: `select l.id::text from invoice_line l join invoice i on i.id = l.invoice_id
      where l.state <> 'pending' and l.amount_cents <> l.approved_cents + l.adjusted_cents
        or l.paid_cents <> case when i.state = 'paid' and l.live then l.approved_cents else 0 end`,
  },
  {
    name: "line-is-delivery",
    statement: "A live line bills what was delivered, at the authorized rate, and the delivery still stands.",
    query: `select l.id::text from invoice_line l join attendance d on d.id = l.attendance_id join "authorization" a on a.id = l.authorization_id
      where l.live and (not d.current or d.units <> l.units or a.rate_cents <> l.rate_cents or d.authorization_id <> l.authorization_id)`,
  },
  {
    name: "invoice-is-its-lines",
    statement: "An invoice's total and approved amounts are the sums of its lines.",
    query: `select i.id::text from invoice i left join invoice_line l on l.invoice_id = i.id and (l.live or i.state = 'denied')
      group by i.id having i.total_cents <> coalesce(sum(l.amount_cents), 0) or i.approved_cents <> coalesce(sum(l.approved_cents) filter (where l.live), 0)`,
  },
  {
    name: "approved-fits-state",
    statement: "Approved in full or in part says what the sums say.",
    query: `select id::text from invoice where state = 'approved' and approved_cents <> total_cents
      or state = 'partially_approved' and (approved_cents = 0 or approved_cents >= total_cents)`,
  },
  {
    name: "approver-took-no-part",
    statement: "Nobody approves an invoice they billed, delivered or authorized.",
    query: `select distinct i.id::text from invoice i left join invoice_line l on l.invoice_id = i.id left join attendance d on d.id = l.attendance_id
      left join "authorization" a on a.id = l.authorization_id
      where i.state in ('approved', 'partially_approved', 'batched', 'paid') and app.person_of(i.decided_by) in
        (app.person_of(i.created_by), app.person_of(i.submitted_by), app.person_of(d.recorded_by), app.person_of(a.proposed_by), app.person_of(a.decided_by))`,
  },
  {
    name: "second-person-approved",
    statement: "Nobody approves an invoice of which they decided a line, nor ends a dispute they decided.",
    query: `select distinct i.id::text from invoice i join invoice_line l on l.invoice_id = i.id and l.live and not l.contested
      where i.state in ('approved', 'partially_approved', 'batched', 'paid') and app.person_of(i.decided_by) = app.person_of(l.decided_by)
      union select distinct i.id::text from invoice i join invoice_line l on l.invoice_id = i.id and l.contested
      where i.concluded_at is not null and app.person_of(i.concluded_by) = app.person_of(l.decided_by)`,
  },
  {
    name: "invoice-paid-once",
    statement: "An invoice is in one live payment at most.",
    query: "select invoice_id::text as id from payment_invoice where live group by invoice_id having count(*) > 1",
  },
  {
    name: "payment-is-its-invoices",
    statement: "A payment is the sum of the approved amounts of its invoices, less what it takes back.",
    query: `select p.id::text from payment p left join payment_invoice pi on pi.payment_id = p.id and pi.live left join invoice i on i.id = pi.invoice_id
      where p.state <> 'dropped' group by p.id having bool_or(pi.amount_cents <> i.approved_cents) or p.amount_cents <> coalesce(sum(pi.amount_cents), 0)
        - coalesce((select sum(pa.amount_cents) from payment_adjustment pa where pa.payment_id = p.id and pa.live), 0)`,
  },
  {
    name: "taken-back-once",
    statement:
      "No more is taken back than was approved, by a second person, and no more is approved than was paid of the line.",
    query: `select a.id::text from adjustment a join invoice_line l on l.id = a.invoice_line_id where a.state = 'approved' and (
        app.person_of(a.decided_by) = app.person_of(a.asked_by)
        or a.amount_cents < coalesce((select sum(pa.amount_cents) from payment_adjustment pa where pa.adjustment_id = a.id and pa.live), 0)
        or case when l.contested then greatest(l.first_approved_cents, l.approved_cents) else l.approved_cents end
          < (select sum(o.amount_cents) from adjustment o where o.invoice_line_id = l.id and o.state = 'approved'))`,
  },
  {
    name: "batched-is-held",
    statement:
      "An invoice in a batch is held by a payment that stands, and one that is paid by a payment that arrived.",
    query: `select i.id::text from invoice i where i.state in ('batched', 'paid') and not exists (
      select 1 from payment_invoice pi join payment p on p.id = pi.payment_id
      where pi.invoice_id = i.id and pi.live and (i.state = 'batched' and p.state in ('queued', 'sent', 'returned') or i.state = 'paid' and p.state = 'settled'))`,
  },
  {
    name: "second-person-released",
    statement: "A released batch was released by somebody who neither made it nor approved an invoice in it.",
    query: `select distinct b.id::text from payment_batch b left join payment p on p.batch_id = b.id left join payment_invoice pi on pi.payment_id = p.id and pi.live
      left join invoice i on i.id = pi.invoice_id
      where b.state not in ('open', 'discarded') and (b.approved_by is null
        or app.person_of(b.approved_by) in (app.person_of(b.created_by), app.person_of(i.decided_by)))`,
  },
  {
    name: "ledger-sums-to-zero",
    statement: "Each double entry sums to zero and has legs.",
    query: `select t.id::text from ledger_transaction t left join ledger_entry e on e.transaction_id = t.id
      group by t.id having coalesce(sum(e.amount_cents), -1) <> 0`,
  },
  {
    name: "owed-is-approved",
    statement: "What is owed for an invoice is what was approved, from approval on and not before.",
    query: `select i.id::text from invoice i left join ledger_transaction t on t.invoice_id = i.id and t.kind = 'owe'
      left join ledger_entry e on e.transaction_id = t.id and e.account = 'payable'
      group by i.id having coalesce(sum(e.amount_cents), 0) <> case when i.state in ('approved', 'partially_approved', 'batched', 'paid') then i.approved_cents
        when i.state in ('disputed', 'upheld', 'adjusted') then coalesce(sum(e.amount_cents), 0) else 0 end`,
  },
  {
    name: "paid-is-settled",
    statement: "A payment is booked as paid once when it arrived, and only then.",
    query: `select p.id::text from payment p left join ledger_transaction t on t.payment_id = p.id and t.kind in ('pay', 'unpay')
      left join ledger_entry e on e.transaction_id = t.id and e.account = 'paid'
      group by p.id having coalesce(sum(e.amount_cents), 0) <> case when p.state = 'settled' then p.amount_cents else 0 end`,
  },
  {
    name: "fund-never-overdrawn",
    statement: "No fund has spent, set aside or owes more than it has.",
    query: `select fund_id::text as id from ledger_entry where account in ('available', 'reserved', 'payable', 'paid')
      group by fund_id, account having sum(amount_cents) < 0`,
  },
  {
    name: "used-is-delivered",
    statement: "The units used of an authorization are those delivered, and never more than authorized.",
    query: `select a.id::text from "authorization" a left join attendance d on d.authorization_id = a.id and d.current
      group by a.id having a.units_used <> coalesce(sum(d.units), 0) or a.units_used > a.units`,
  },
  {
    name: "nobody-in-two-places",
    statement:
      "No client and no practitioner is planned in two places at once; who meets a group is in one place with all of it.",
    query: `select s.id::text from session s join session o on o.id > s.id and o.cancelled_by is null and o.client_id = s.client_id and o.during && s.during
      where s.cancelled_by is null
      union all
      select s.id::text from session s join session o on o.id > s.id and o.cancelled_by is null and o.practitioner_id = s.practitioner_id
        and coalesce(o.group_id, o.id) <> coalesce(s.group_id, s.id) and o.during && s.during
      where s.cancelled_by is null`,
  },
  {
    name: "one-accepted-offer",
    statement: "A referral has one accepted offer at most.",
    query:
      "select referral_id::text as id from offer where state = 'accepted' group by referral_id having count(*) > 1",
  },
  {
    name: "paid-under-an-agreement",
    statement: "Nothing is approved for a day on which no agreement was in force.",
    query: `select l.id::text from invoice_line l where l.live and l.approved_cents > 0 and not exists (
      select 1 from agreement a where a.agency_id = l.agency_id and a.organization_id = l.organization_id and a.activated_at is not null
        and daterange(a.starts_on, a.ends_on) @> l.service_day)`,
  },
  {
    name: "ceilings-hold",
    statement: "No more is approved for the days of an agreement than its ceiling.",
    query: `select a.id::text from agreement a join invoice_line l on l.agency_id = a.agency_id and l.organization_id = a.organization_id and l.live
        and daterange(a.starts_on, a.ends_on) @> l.service_day
      join invoice i on i.id = l.invoice_id and i.state in ('approved', 'partially_approved', 'batched', 'paid', 'disputed', 'upheld', 'adjusted')
      where a.activated_at is not null and a.ceiling_cents is not null
      group by a.id having sum(l.approved_cents) > a.ceiling_cents`,
  },
];

export const invariants: readonly Invariant[] = [...moneyInvariants, ...bookInvariants];
