// Many deliveries at once, laid straight into the tables, for lists that are longer than a page. Asks no deed.
import { connect } from "#app/commands/postgres/connect";
import type { Stage } from "./on-stage";

/** The same delivery again and again, a minute apart, as many clients would have it. */
export async function copied({ urls }: Stage, attendanceId: string, times: number): Promise<void> {
  const admin = await connect(urls.admin, "story");
  try {
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`create temporary table copy on commit drop as select gen_random_uuid() as session, n from generate_series(60, ${times}::int + 59) n`;
      await sql`insert into session select (jsonb_populate_record(s, jsonb_build_object('id', c.session, 'during', tstzrange(s.starts_at + make_interval(mins => c.n), s.starts_at + make_interval(mins => c.n + 1), '[)'),
          'starts_at', s.starts_at + make_interval(mins => c.n), 'ends_at', s.starts_at + make_interval(mins => c.n + 1)))).*
        from session s join attendance a on a.session_id = s.id and a.id = ${attendanceId}::uuid cross join copy c`;
      await sql`insert into attendance select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'session_id', c.session))).*
        from attendance a cross join copy c where a.id = ${attendanceId}::uuid`;
    });
  } finally {
    await admin.end({ timeout: 1 });
  }
}
