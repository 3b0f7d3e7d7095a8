// A storm: many people do what they do with money while the server and PostgreSQL are killed, and it is counted what must never happen.
import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { type EmbeddedPostgres, startPostgres } from "#app/commands/postgres/embedded";
import type { Choice, StormCast } from "./act";
import { type ActName, actNamed, acts } from "./acts";
import type { Asked, Told } from "./teller";

export interface StormPlan {
  /** Holds the data of the PostgreSQL that is killed. */
  readonly folder: string;
  readonly server: EmbeddedPostgres;
  /** The application's own login, at a port that stays. */
  readonly url: string;
  readonly cast: StormCast;
  /** People at once, over as many connections. */
  readonly people: number;
  /** So many acts from one kill to the next: counted, not timed, so that a busy machine has no worse weather than a quiet one. */
  readonly calm: number;
}

export interface StormResult {
  readonly kills: { readonly postgres: number; readonly server: number };
  /** By act, those that were acknowledged. */
  readonly done: Readonly<Partial<Record<ActName, number>>>;
  /** Why the others were not, and how often. */
  readonly refused: Readonly<Record<string, number>>;
  readonly doneKeys: readonly string[];
  readonly refusedKeys: readonly string[];
  /** Asked again because nobody knew whether they had happened. */
  readonly unknown: number;
  /** What was neither kept nor refused in words: a fault of ours. */
  readonly failed: readonly string[];
  /** The server as it runs after the last kill. */
  readonly server: EmbeddedPostgres;
}

interface StormAct {
  readonly name: ActName;
  readonly choice: Choice;
}

const NAMES = Object.keys(acts) as ActName[];
const LONGEST_ANSWER = 15_000;
/** Long enough for a server that starts on a machine that does other things too. */
const LONGEST_WAIT = 60_000;

const stormAct: fc.Arbitrary<StormAct> = fc.record({
  name: fc.oneof(...NAMES.map((name) => ({ weight: actNamed(name).weight, arbitrary: fc.constant(name) }))),
  choice: fc.record({ pick: fc.nat(199), cents: fc.integer({ min: 1, max: 7999 }) }),
});

/** So many acts as fast-check draws them: the same seed draws the same. */
export const actsOf = (seed: number, count: number): StormAct[] => fc.sample(stormAct, { seed, numRuns: count });

export async function storm(plan: StormPlan, wanted: readonly StormAct[]): Promise<StormResult> {
  const teller = new Teller(plan);
  await teller.start();
  const counts = { kills: { postgres: 0, server: 0 }, unknown: 0 };
  const done: Partial<Record<ActName, number>> = {};
  const refused: Record<string, number> = {};
  const [doneKeys, refusedKeys, failed]: [string[], string[], string[]] = [[], [], []];
  let next = 0;
  let over = false;
  let answered = 0;
  const person = async () => {
    for (let n = next++; n < wanted.length; n = next++) {
      const { name, choice } = wanted[n] as StormAct;
      const key = `storm-${n}-${name}`;
      const { who } = actNamed(name);
      const asked = { key, name, choice, person: who[choice.pick % who.length] ?? "freya" };
      const told = await untilKnown(teller, asked, () => counts.unknown++);
      if (told.said === "done") {
        doneKeys.push(key);
        done[name] = (done[name] ?? 0) + 1;
      } else if (told.said === "refused") {
        refusedKeys.push(key);
        const why = `${name} ${told.code}`;
        refused[why] = (refused[why] ?? 0) + 1;
      } else failed.push(told.said === "failed" ? told.why : `${key} was never answered`);
      answered++;
    }
  };
  let { server } = plan;
  const killer = async () => {
    for (let turn = 0; !over; turn++) {
      while (!over && answered < (turn + 1) * plan.calm) await pause(5);
      if (over) return;
      // PostgreSQL more often: it is back sooner.
      if (turn % 3 === 2) {
        counts.kills.server++;
        await teller.killed();
      } else {
        counts.kills.postgres++;
        process.kill(server.process, "SIGKILL");
        await server.ended;
        server = await startPostgres(plan.folder, false, Number(new URL(server.url).port));
      }
    }
  };
  const killing = killer();
  await Promise.all(Array.from({ length: plan.people }, person));
  over = true;
  await killing;
  teller.stop();
  return { ...counts, done, refused, doneKeys, refusedKeys, failed, server };
}

async function untilKnown(teller: Teller, asked: Omit<Asked, "id">, again: () => void): Promise<Told> {
  for (const until = Date.now() + LONGEST_WAIT; ; ) {
    const told = await teller.ask(asked);
    if (told.said !== "unknown" || Date.now() > until) return told;
    again();
    await pause(300);
  }
}

/** The process that does the acts, and what it was asked and has not answered. */
class Teller {
  private child: ChildProcess | null = null;
  private last = 0;
  private readonly open = new Map<number, (told: Told) => void>();

  constructor(private readonly plan: StormPlan) {}

  async start(): Promise<void> {
    const child = fork(new URL("./teller.ts", import.meta.url), {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, LOG_LEVEL: "silent" },
    });
    child.on("message", (told: Told) => {
      this.open.get(told.id)?.(told);
      this.open.delete(told.id);
    });
    const ready = new Promise<Told>((resolve) => this.open.set(0, resolve));
    const { url, people: lanes, cast } = this.plan;
    child.send({ url, lanes, cast });
    await ready;
    this.child = child;
  }

  ask(asked: Omit<Asked, "id">): Promise<Told> {
    const id = ++this.last;
    if (!this.child?.connected) return Promise.resolve({ id, said: "unknown" });
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve({ id, said: "unknown" }), LONGEST_ANSWER);
      this.open.set(id, (told) => {
        clearTimeout(late);
        resolve(told);
      });
      this.child?.send({ id, ...asked }, (failure) => failure && this.open.get(id)?.({ id, said: "unknown" }));
    });
  }

  /** Killed by signal 9 and started again; whoever waits learns that nobody knows. */
  async killed(): Promise<void> {
    this.stop();
    await this.start();
  }

  stop(): void {
    const { child } = this;
    this.child = null;
    child?.kill("SIGKILL");
    for (const [id, answer] of this.open) answer({ id, said: "unknown" });
    this.open.clear();
  }
}
