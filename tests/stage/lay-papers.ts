// Lays random papers of providers straight into the tables, by set. Counts nothing and asks no deed.
import type { Sql } from "postgres";
import { addDays, localDay } from "#app/models/values/calendar-day";
import type { Houses } from "./insight-history";
import type { Answered, Billed, Granted, Papers, Reported, Said } from "./insight-papers";

const MINUTE = 60_000;
type Row = Readonly<Record<string, string | number | boolean | Date | null>>;

const uuidOf = (kind: number, number: number) =>
  `00000000-0000-4000-${8000 + kind}-${String(number).padStart(12, "0")}`;

/** Lays papers in the place of those that were there. As the owner of the server: triggers and keys to other tables are off for it. */
export async function layPapers(admin: Sql, { agencyId, membershipId, places }: Houses, all: Papers): Promise<void> {
  const of = (provider: number, client: number) => ({
    agency_id: agencyId,
    organization_id: places[provider]?.organizationId ?? "",
    client_id: uuidOf(0, client),
  });
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    for (const table of ["progress_goal", "authorization", "invoice_line", "invoice", "feedback"]) {
      await sql`delete from ${sql(table)}`;
    }
    const put = async (table: string, rows: readonly Row[]) => {
      if (rows.length > 0) await sql`insert into ${sql(table)} ${sql(rows)}`;
    };
    await put(
      "referral",
      all.reports.map((report, at) => referralOf(report, agencyId, membershipId, at)),
    );
    await put(
      "progress_goal",
      all.reports.flatMap((report) => report.said.map((said) => goalOf(report, said, of))),
    );
    await put(
      "authorization",
      all.grants.map((grant, at) => grantRow(grant, at, membershipId, of)),
    );
    await put(
      "invoice",
      all.invoices.map((invoice, at) => invoiceRow(invoice, at, membershipId, of)),
    );
    await put(
      "invoice_line",
      all.invoices.flatMap((invoice) => invoice.lines.map((line, at) => lineRow(invoice, line, at, of))),
    );
    await put(
      "feedback",
      all.answers.map((answer, at) => answerRow(answer, at, of)),
    );
  });
}

type Of = (provider: number, client: number) => { agency_id: string; organization_id: string; client_id: string };

const referralOf = ({ id, client, ended }: Reported, agency_id: string, created_by: string, at: number) => ({
  id,
  agency_id,
  case_id: id,
  client_id: uuidOf(0, client),
  number: `R-9${at}`,
  created_by,
  state: ended ? (ended.completed ? "completed" : "not_completed") : "in_progress",
  ended_at: ended?.at ?? null,
  outcome: ended ? "got_service" : null,
});

const goalOf = ({ id, client, ended }: Reported, said: Said, of: Of) => ({
  ...of(said.provider, client),
  id: said.id,
  referral_id: id,
  note_id: said.id,
  goal_id: `${id.slice(0, -1)}${said.goal}`,
  standing: said.standing,
  created_at: new Date((ended?.at.getTime() ?? 0) - (9 - said.minute) * MINUTE),
});

const grantRow = (grant: Granted, at: number, proposed_by: string, of: Of) => ({
  ...of(grant.provider, grant.client),
  id: uuidOf(1, at),
  referral_id: uuidOf(1, at),
  service_id: uuidOf(1, at),
  fund_id: uuidOf(1, at),
  number: `A-9${at}`,
  unit_type: "hour",
  units: String(grant.units / 100),
  units_used: String(grant.used / 100),
  rate_cents: grant.rateCents,
  starts_on: addDays(grant.endsOn, -30),
  ends_on: grant.endsOn,
  time_zone: grant.zone,
  state: grant.state,
  proposed_by,
});

const invoiceRow = (invoice: Billed, at: number, created_by: string, of: Of) => {
  const { agency_id, organization_id } = of(invoice.provider, 0);
  return {
    id: invoice.id,
    agency_id,
    organization_id,
    number: `I-9${at}`,
    state: invoice.state,
    created_by,
    decided_at: invoice.decidedAt,
    sent_back_at: invoice.sentBackAt,
    reason_code: "other",
    disputed_at: new Date(),
    disputed_by: created_by,
    dispute_words: "It was delivered.",
  };
};

const lineRow = (invoice: Billed, line: Billed["lines"][number], at: number, of: Of) => ({
  ...of(invoice.provider, line.client),
  invoice_id: invoice.id,
  attendance_id: `${invoice.id.slice(0, -1)}${at}`,
  authorization_id: invoice.id,
  service_day: localDay(invoice.decidedAt ?? new Date(0), "UTC"),
  units: "1",
  rate_cents: 100,
  state: line.state,
  reason_code: "other",
  contested: line.contested,
  first_approved_cents: 0,
});

const answerRow = ({ provider, at, ...answer }: Answered, number: number, of: Of) => {
  const { organization_id, agency_id, client_id } = of(provider ?? 0, answer.client);
  const { helped, treated, again, urgent } = answer;
  return {
    ...{ agency_id, client_id, helped, treated, again, urgent },
    organization_id: provider === null ? null : organization_id,
    referral_id: uuidOf(2, number),
    link_id: uuidOf(2, number),
    created_at: at,
  };
};
