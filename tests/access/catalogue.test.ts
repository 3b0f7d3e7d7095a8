// Asks PostgreSQL's own catalogue for holes: each question's answer must be empty, for every table there is or will be.
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lifecycles } from "#app/models/lifecycles";
import { type StageDatabase, stageDatabase } from "#tests/stage/database";

let database: StageDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await stageDatabase();
  sql = postgres(database.urls.admin, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await sql.end();
  await database.drop();
});

const TABLES = `pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`;

/** Asked by the row's own key, of a provider's seat alone: gathering all it may know took a second for each statement. */
const BY_KEY = "knows_referral|live_disclosures_of|paper_is_shown";

const holes: Record<string, string> = {
  "a table without row-level security, or not forced": `select c.relname as hole from ${TABLES} and not (c.relrowsecurity and c.relforcerowsecurity)`,
  "a table without a policy": `select c.relname as hole from ${TABLES} and not exists (select 1 from pg_policy p where p.polrelid = c.oid)`,
  "a table whose changes leave no link in the record": `select c.relname as hole from ${TABLES}
    and c.relname not in ('event_chain', 'event_chain_head', 'idempotency_key', 'transition', 'sign_in_throttle', 'letter', 'number_series', 'notification', 'source_record', 'fund_balance', 'listing', 'listing_word', 'unmet_search', 'course_count', 'course_quarter', 'exclusion_entry')
    and c.relname not like 'import\\_%' and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'z_chain_link')`,
  "a policy open to everybody": `select p.polname as hole from pg_policy p where p.polroles = '{0}' and p.polrelid <> 'public.transition'::regclass`,
  "a request role's policy that is simply true": `select c.relname || ': ' || p.polname as hole from pg_policy p join pg_class c on c.oid = p.polrelid
    where 'app_user'::regrole = any(p.polroles) and (pg_get_expr(p.polqual, p.polrelid) = 'true' or pg_get_expr(p.polwithcheck, p.polrelid) = 'true')`,
  "an update policy that does not check the new row": `select p.polname as hole from pg_policy p where p.polcmd = 'w' and p.polwithcheck is null`,
  "a policy that asks a house function once per row": `select p.polname as hole from pg_policy p cross join lateral (
      select coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as words) w
    where regexp_replace(w.words, '\\( ?SELECT app\\.', '', 'g') ~ 'app\\.(?!${BY_KEY})'`,
  "a definer function without a fixed search_path": `select p.proname as hole from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef
    and not coalesce(p.proconfig::text like '%search_path=%', false)`,
  "a definer function that the public may run, or that is not the definer's": `select p.proname as hole from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef
    and (p.proowner not in ('app_definer'::regrole, 'app_job'::regrole) or has_function_privilege('public', p.oid, 'execute'))`,
  "a trigger function that row-level security would blind": `select p.proname as hole from pg_trigger t join pg_proc p on p.oid = t.tgfoid
    where p.pronamespace = 'app'::regnamespace and p.prosecdef and p.proowner = 'app_owner'::regrole`,
  "a foreign key without an index": `select k.conname as hole from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
      select 1 from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = any(k.conkey))`,
  "a tenant column without an index": `select c.relname || '.' || a.attname as hole from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname in ('agency_id', 'organization_id') and not exists (
      select 1 from pg_index i where i.indrelid = c.oid and a.attnum = any(i.indkey::int2[]))`,
  "an instant without a zone": `select table_name || '.' || column_name as hole from information_schema.columns where table_schema = 'public' and data_type = 'timestamp without time zone'`,
  "money that is not whole cents": `select table_name || '.' || column_name as hole from information_schema.columns where table_schema = 'public'
    and (column_name like '%\\_cents' and data_type <> 'bigint' or column_name ~ '(amount|price|money)' and column_name not like '%\\_cents')`,
  "a role that passes by the locks": `select rolname as hole from pg_roles where rolname like 'app\\_%' and (rolsuper or rolbypassrls or rolinherit)`,
  "a grant nobody needs": `select grantee || ' ' || privilege_type || ' ' || table_name as hole from information_schema.table_privileges
    where table_schema = 'public' and grantee in ('app_user', 'app_auth', 'app_job', 'PUBLIC') and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')`,
  "a tenant, author or amount that a person may change": `select c.relname || '.' || a.attname as hole from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and has_column_privilege('app_user', c.oid, a.attnum, 'UPDATE')
      and (a.attname in ('id', 'agency_id', 'organization_id', 'client_id', 'case_id', 'created_by', 'recorded_by', 'created_at', 'amount_cents', 'rate_cents', 'total_cents', 'units', 'units_used'))`,
};

test.each(Object.keys(holes))("there is not %s", async (name) => {
  const found = await sql.unsafe(holes[name] ?? "");
  expect(found.map((row) => row.hole)).toEqual([]);
});

test("the database knows exactly the moves the lifecycles know", async () => {
  const rows = await sql`select lifecycle, from_state, move, to_state, desks from transition`;
  const stored = rows
    .map((row) => [row.lifecycle, row.from_state, row.move, row.to_state, [...row.desks].sort().join()].join(" "))
    .sort();
  const written = lifecycles
    .flatMap((life) =>
      life
        .transitions()
        .map((step) => [life.name, step.from, step.move, step.to, [...step.who].sort().join()].join(" ")),
    )
    .sort();
  expect(stored).toEqual(written);
});
