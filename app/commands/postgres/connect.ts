// Opens one connection for a command and says in one sentence why it cannot. Never used by requests.
import postgres from "postgres";
import { Stop } from "../stop";

/**
 * One connection, proven to work. Close it with `end()`.
 * @param setting the setting the address came from, for the sentence
 * @throws Stop when the server cannot be reached or refuses; the password is never shown
 */
export async function connect(address: string, setting: string): Promise<postgres.Sql> {
  const sql = postgres(address, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 10,
    fetch_types: false,
    onnotice: () => {},
  });
  try {
    await sql`select 1`;
    return sql;
  } catch (failure) {
    await sql.end({ timeout: 0 });
    throw new Stop(explain(failure, address, setting));
  }
}

function explain(failure: unknown, address: string, setting: string): string {
  const url = new URL(address);
  const place = `${url.hostname}:${url.port || 5432}`;
  const code = failure instanceof Error ? String(Reflect.get(failure, "code") ?? failure.message) : "";
  const reasons: Record<string, string> = {
    ECONNREFUSED: `no PostgreSQL answers at ${place}: start it or correct ${setting}`,
    CONNECT_TIMEOUT: `${place} does not answer: correct ${setting} or open the way to it`,
    ENOTFOUND: `there is no host ${url.hostname}: correct ${setting}`,
    EAI_AGAIN: `the host ${url.hostname} cannot be looked up: correct ${setting}`,
    "28P01": `${place} refuses the password of ${url.username}: correct ${setting}`,
    "28000": `${place} refuses the login ${url.username}: correct ${setting}`,
    "3D000": `${place} has no database${url.pathname.replace("/", " ")}: create it or correct ${setting}`,
    "53300": `${place} has no connection free: close some or raise max_connections`,
    "57P03": `PostgreSQL at ${place} is starting up: try again in a moment`,
  };
  return `The database cannot be used: ${reasons[code] ?? `${place} says ${code}: correct ${setting}`}.`;
}
