// Puts each mutant in a policy's place and asks everybody again what they may do to its table. Puts every policy back as it was.
import type postgres from "postgres";
import { ask, type Persona, readTables, type Table, type Verb } from "#tests/stage/matrix";
import { conjunctsOf, type Mutant, mutantsOf, type Policy } from "./mutants";

/** What a policy of each verb bears on; what a person may change or remove hangs on what they see, too. */
const ASKED: Record<Policy["verb"], readonly (readonly Verb[])[]> = {
  SELECT: [["sees"], ["changes", "removes"]],
  INSERT: [["adds"]],
  UPDATE: [["changes"]],
  DELETE: [["removes"]],
  ALL: [["sees"], ["adds"], ["changes"], ["removes"]],
};

export interface Trial {
  readonly tried: number;
  readonly survivors: readonly Mutant[];
}

/** @param tell hears of each that nobody notices, at once */
export async function tryMutants(
  sql: postgres.Sql,
  personas: readonly Persona[],
  tell: (survivor: Mutant) => void,
): Promise<Trial> {
  const tables = new Map((await readTables(sql, { closely: true })).map((table) => [table.name, table]));
  const before = await readPolicies(sql);
  const survivors: Mutant[] = [];
  let tried = 0;
  for (const policy of before) {
    const table = tables.get(policy.table);
    if (!table) throw new Error(`no table ${policy.table}`);
    const asIs = remembering((verbs, persona) => ask(sql, table, persona, verbs));
    const changeable = table.changeable.map((column) => column.name);
    for (const mutant of mutantsOf(policy).filter((made) => !isTheSame(made, changeable))) {
      tried += 1;
      if (await isNoticed(sql, table, personas, mutant, asIs)) continue;
      survivors.push(mutant);
      tell(mutant);
    }
  }
  if (JSON.stringify(await readPolicies(sql)) !== JSON.stringify(before)) throw new Error("a policy was not put back");
  return { tried, survivors };
}

/** What is weaker in it was asked of the row before the change too, and nobody may change a column that is asked about. */
function isTheSame({ policy, clause, becomes, wider }: Mutant, changeable: readonly string[]): boolean {
  if (clause !== "check" || !wider || policy.verb !== "UPDATE") return false;
  const left = new Set(conjunctsOf(becomes));
  const asked = new Set(conjunctsOf(policy.using ?? ""));
  return conjunctsOf(policy.check ?? "")
    .filter((conjunct) => !left.has(conjunct))
    .every((conjunct) => asked.has(conjunct) && !changeable.some((column) => wordsOf(conjunct).has(column)));
}

const wordsOf = (text: string) => new Set(text.match(/\w+/g));

type Answers = (verbs: readonly Verb[], persona: Persona) => Promise<string>;

async function isNoticed(
  sql: postgres.Sql,
  table: Table,
  personas: readonly Persona[],
  { policy, clause, becomes }: Mutant,
  asIs: Answers,
): Promise<boolean> {
  for (const verbs of ASKED[policy.verb]) for (const persona of personas) await asIs(verbs, persona);
  await alter(sql, policy, clause, becomes);
  try {
    for (const verbs of ASKED[policy.verb]) {
      for (const persona of personas) {
        if ((await ask(sql, table, persona, verbs)) !== (await asIs(verbs, persona))) return true;
      }
    }
    return false;
  } finally {
    await alter(sql, policy, clause, policy[clause] ?? "true");
  }
}

async function alter(sql: postgres.Sql, { table, name }: Policy, clause: Mutant["clause"], text: string) {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  const words = clause === "using" ? "using" : "with check";
  await sql.unsafe(
    `begin; set local role app_owner; alter policy ${quoted} on public."${table}" ${words} (${text}); commit`,
  );
}

/** Each question is asked once of the policy as it is. */
function remembering(answer: Answers): Answers {
  const known = new Map<string, Promise<string>>();
  return (verbs, persona) => {
    const key = `${verbs.join()} ${persona.name}`;
    const found = known.get(key) ?? answer(verbs, persona);
    known.set(key, found);
    return found;
  };
}

/** What is referred and delivered hangs on the offer as well, whose stories tests/database tells. */
const ELSEWHERE = [
  ...["attendance", "authorization", "billing_schedule", "event", "offer", "offer_question"],
  ...["referral", "schedule_item", "session"],
];

/** Those of every table about a client or a case: its policies ask who carries it, or from whom it is hidden. */
async function readPolicies(sql: postgres.Sql): Promise<Policy[]> {
  return sql<Policy[]>`
    with found as (
      select tablename as table, policyname as name, cmd as verb, qual as using, with_check as check from pg_policies
      where schemaname = 'public' and permissive = 'PERMISSIVE' and 'app_user' = any(roles))
    select * from found where found.table in (
      select f.table from found f where concat(f.using, f.check) ~ 'app\\.(hidden_(cases|clients)|shut_|my_cases|my_clients|fact_groups)'
      and f.table <> all(${ELSEWHERE}))
    order by 1, 2`;
}
