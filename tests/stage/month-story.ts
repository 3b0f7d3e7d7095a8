// A provider's month: forty people of one agency, each with four sessions that were planned and held, and nobody has said yet who came. Arranges only.
import type postgres from "postgres";
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";
import { layComers } from "./group-story";
import { setAside } from "./set-aside";

const CLIENTS = 40;
export const WEEKS = 4;
/** Each has her own row of hours, so that nobody is in two places at once. */
const PRACTITIONERS = 5;

/** Sessions of an hour on one day of each of the last four weeks. @returns those days, the oldest first */
export async function layMonth(look: postgres.Sql, migrator: string): Promise<string[]> {
  const [of] =
    await look`select o.id as organization, a.id as agency, l.service_id as service, l.id as place, l.location_id as location,
      (select f.id from fund f where f.agency_id = a.id order by f.code limit 1) as fund,
      (select m.id from membership m join person p on p.id = m.person_id where m.agency_id = a.id and p.name = 'Ines Moreau') as carrier,
      (select m.id from membership m join person p on p.id = m.person_id where m.agency_id = a.id and p.name = 'Sol Abara') as decider,
      (select m.id from membership m join person p on p.id = m.person_id where m.organization_id = o.id and p.name = 'Mara Quinn') as mara
    from organization o join agency a on a.slug = 'harbor' join service_at_location l on l.organization_id = o.id
    where o.name = 'Northside Care' order by l.id limit 1`;
  if (!of) throw new Error("Northside is not there");
  const pool = new Pool(migrator, 1);
  try {
    await inTransaction(pool, { role: "app_definer", requestId: "story" }, "write", (db) =>
      layComers(
        db,
        {
          ...{ agencyId: of.agency, organizationId: of.organization, serviceId: of.service },
          ...{ serviceAtLocationId: of.place, fundId: of.fund, carrier: of.carrier, decider: of.decider },
        },
        CLIENTS,
        WEEKS,
      ),
    );
  } finally {
    await pool.close();
  }
  await laySessions(look, of);
  const days = await look`select distinct service_day::text as day from session where schedule_id in
    (select id from billing_schedule where number like 'S-8%') order by 1`;
  return days.map(({ day }) => day);
}

/** As approving forty billing schedules would have left them. */
async function laySessions(look: postgres.Sql, of: postgres.Row): Promise<void> {
  await look.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`insert into practitioner (organization_id, name) select ${of.organization}::uuid, 'Practitioner ' || n from generate_series(1, ${PRACTITIONERS}::int) n`;
    await sql`create temporary table comer on commit drop as
      select a.*, gen_random_uuid() as schedule, a.n % ${PRACTITIONERS}::int as row_of, a.n / ${PRACTITIONERS}::int as hour_of,
        (select array_agg(p.id order by p.name) from practitioner p where p.organization_id = a.organization_id and p.name like 'Practitioner %') as practitioners
      from (select a.id, a.agency_id, a.organization_id, a.client_id, a.referral_id, a.rate_cents, (row_number() over (order by a.number))::int - 1 as n
        from "authorization" a where a.number like 'X-%') a`;
    await sql`insert into billing_schedule (id, agency_id, organization_id, client_id, referral_id, authorization_id, practitioner_id, location_id, number, state, units_per_session, rate_cents, created_by, submitted_by, decided_by)
      select schedule, agency_id, organization_id, client_id, referral_id, id, practitioners[1 + row_of], ${of.location}::uuid, 'S-8' || lpad(n::text, 3, '0'), 'approved', 1, rate_cents,
        ${of.mara}::uuid, ${of.mara}::uuid, ${of.decider}::uuid from comer`;
    await sql`insert into session (agency_id, organization_id, client_id, schedule_id, authorization_id, referral_id, practitioner_id, location_id, service_day, during, starts_at, ends_at, planned_units)
      select agency_id, organization_id, client_id, schedule, id, referral_id, practitioners[1 + row_of], ${of.location}::uuid, day,
        tstzrange(starts, starts + interval '1 hour', '[)'), starts, starts + interval '1 hour', 1
      from comer cross join generate_series(1, ${WEEKS}::int) week
      cross join lateral (select ((app.clock() at time zone 'America/New_York')::date - 7 * week + 1) as day) d
      cross join lateral (select (day + time '09:00' + make_interval(hours => hour_of)) at time zone 'America/New_York' as starts) s`;
  });
  await setAside(look, "X-%");
}
