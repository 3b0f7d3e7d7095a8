// Loads the demo network once, and tells who can sign in to it. Never where real people's data may be.
import { connect } from "../postgres/connect";
import type { DatabaseUrls } from "../postgres/logins";
import { Stop } from "../stop";

/**
 * Loads the demo network into a database that has nobody in it yet; a loaded one is left as it is.
 * @returns whether the demo network is there
 * @throws Stop when it was cut off half-way, for then nobody knows what is there
 */
export async function loadDemoOnce(urls: DatabaseUrls, say: (sentence: string) => void): Promise<boolean> {
  if (!urls.migrator) throw new Stop("--demo needs DATABASE_URL or DATABASE_MIGRATOR_URL, for it fills the tables.");
  const { migrator } = urls;
  const state = await readDemoState(migrator);
  if (state === "loading") throw new Stop("The demo network was cut off while it was loading: use an empty database.");
  if (state !== "none") return state === "loaded";
  say("Loading the demo network, this once.");
  const { loadDemo } = await import("../demo/load");
  await writeMark(migrator, "demo-begun");
  await loadDemo(migrator);
  await writeMark(migrator, "demo-loaded");
  return true;
}

export type DemoState = "none" | "loading" | "loaded" | "in use";

/** What a database holds: nobody, half a demo, a demo, or people of its own, who are never added to. */
export async function readDemoState(migrator: string): Promise<DemoState> {
  const sql = await connect(migrator, "DATABASE_MIGRATOR_URL");
  try {
    await sql`begin read only`;
    await sql`set local role app_owner`;
    const [schema] = await sql<{ there: boolean }[]>`select to_regclass('migration.mark') is not null as there`;
    if (!schema?.there) return "none";
    const marks = (await sql<{ name: string }[]>`select name from migration.mark`).map((row) => row.name);
    if (marks.includes("demo-loaded")) return "loaded";
    if (marks.includes("demo-begun")) return "loading";
    await sql`set local role app_auth`;
    const [person] = await sql<{ there: boolean }[]>`select exists (select from public.person) as there`;
    return person?.there ? "in use" : "none";
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function writeMark(migrator: string, name: string): Promise<void> {
  const sql = await connect(migrator, "DATABASE_MIGRATOR_URL");
  try {
    await sql`begin`;
    await sql`set local role app_owner`;
    await sql`insert into migration.mark (name) values (${name})`;
    await sql`commit`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The people of the demo as lines of a table: name, role, e-mail, password. */
export async function describeDemoPeople(): Promise<string> {
  const { demoPeople } = await import("../demo/people");
  const rows = [
    ["Name", "Role", "E-mail", "Password"],
    ...demoPeople.map(({ name, role, email, password }) => [name, role, email, password]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    `  ${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("   ")
      .trimEnd()}`;
  const [head = [], ...people] = rows;
  return [line(head), `  ${widths.map((width) => "-".repeat(width)).join("   ")}`, ...people.map(line)].join("\n");
}
