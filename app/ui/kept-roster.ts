// What a telephone keeps of a roster while it has no connection, in the browser's own store: names only in the roster, never in what waits to be sent.
import { type DBSchema, openDB } from "idb";
import type { LineBoxes } from "./roster-line";

/** The roster somebody took along. Forgotten after its day. */
export interface TakenRoster {
  /** The seat it was taken along from. */
  readonly owner: string;
  readonly day: string;
  /** Milliseconds since 1970 from which on it is forgotten. */
  readonly until: number;
  readonly lines: readonly LineBoxes[];
}

/** One line that was filled in and is not sent yet. */
export interface KeptLine {
  /** The same line sent twice has one effect. */
  readonly key: string;
  readonly owner: string;
  readonly sessionId: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly takenAt: string;
  /** Why it was not taken, in words; null while nothing is known against it. */
  readonly refused: string | null;
}

interface Shelves extends DBSchema {
  roster: { key: "taken"; value: TakenRoster };
  line: { key: string; value: KeptLine };
}

const open = () =>
  openDB<Shelves>("throughline", 1, {
    upgrade(database) {
      database.createObjectStore("roster");
      database.createObjectStore("line", { keyPath: "key" });
    },
  });

export async function takeAlong(roster: TakenRoster): Promise<void> {
  const store = await open();
  await store.put("roster", roster, "taken");
  store.close();
}

/** The roster while its day lasts, else nothing, and then it is gone for good. */
export async function readTaken(): Promise<TakenRoster | null> {
  const store = await open();
  const taken = (await store.get("roster", "taken")) ?? null;
  const isOver = taken !== null && taken.until <= Date.now();
  if (isOver) await store.delete("roster", "taken");
  store.close();
  return isOver ? null : taken;
}

/** Names are for whoever took them along. What waits to be sent stays: it names nobody, and is sent by nobody else. */
export async function forgetRoster(): Promise<void> {
  const store = await open();
  await store.delete("roster", "taken");
  store.close();
}

export async function keepLine(line: KeptLine): Promise<void> {
  const store = await open();
  await store.put("line", line);
  store.close();
}

export async function dropLine(key: string): Promise<void> {
  const store = await open();
  await store.delete("line", key);
  store.close();
}

/** In the order in which they were taken. */
export async function readLines(): Promise<KeptLine[]> {
  const store = await open();
  const lines = await store.getAll("line");
  store.close();
  return lines.sort((one, other) => one.takenAt.localeCompare(other.takenAt));
}
